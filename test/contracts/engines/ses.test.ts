/** What Akcja needs of SES, by the unchanged AWS SDK. */
import {
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  PutSuppressedDestinationCommand,
  SendBulkEmailCommand,
  type SendBulkEmailCommandInput,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2'
import { describe, expect, test } from 'vitest'
import { bulk, client, newAddress, sender, single } from './ses-setup.ts'

describe('bulk', () => {
  test('fifty mails go in one request, each with an id of its own', async () => {
    const { BulkEmailEntryResults } = await client.send(bulk(Array.from({ length: 50 }, newAddress)))
    expect(BulkEmailEntryResults?.every(({ Status }) => Status === 'SUCCESS')).toBe(true)
    expect(new Set(BulkEmailEntryResults?.map(({ MessageId }) => MessageId)).size).toBe(50)
  })

  test('fifty-one do not', async () => {
    await expect(client.send(bulk(Array.from({ length: 51 }, newAddress)))).rejects.toMatchObject({
      name: 'BadRequestException',
    })
  })

  test.each([
    ['data that is no JSON', { TemplateData: 'imię' }],
    ['no subject', { TemplateContent: { Text: 'x' } }],
  ])('%s is refused', async (_, change) => {
    const { input } = bulk([newAddress()])
    const Template = { ...input.DefaultContent!.Template!, ...change }
    await expect(
      client.send(new SendBulkEmailCommand({ ...input, DefaultContent: { Template } })),
    ).rejects.toMatchObject({
      name: 'BadRequestException',
    })
  })
})

describe('single', () => {
  test.each([
    [
      'simple',
      { Simple: { Subject: { Data: 'Ankieta' }, Body: { Text: { Data: 'tekst' }, Html: { Data: '<p>tekst</p>' } } } },
    ],
    ['raw', { Raw: { Data: Buffer.from('From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\ntekst') } }],
    [
      'by an inline template',
      {
        Template: { TemplateContent: { Subject: 'Dzień dobry, {{name}}', Text: 't' }, TemplateData: '{"name":"Anno"}' },
      },
    ],
  ])('a %s mail is taken', async (_, Content) => {
    const { MessageId } = await client.send(single(newAddress(), { Content }))
    expect(MessageId).toMatch(/^[0-9a-f-]{40,}$/)
  })

  test.each([
    ['a local part with Polish letters', 'zażółć@example.org'],
    ['no domain', 'anna'],
    ['no local part', '@example.org'],
    ['a space', 'anna nowak@example.org'],
    ['a line break', 'anna@example.org\r\nBcc: all@example.org'],
    ['two dots in a row', 'anna..nowak@example.org'],
    ['a domain without a dot', 'anna@localhost'],
  ])('an address with %s is refused', async (_, address) => {
    await expect(client.send(single(address))).rejects.toMatchObject({ name: 'BadRequestException' })
  })

  test('more than fifty recipients are refused', async () => {
    const ToAddresses = Array.from({ length: 51 }, newAddress)
    const sending = client.send(single(newAddress(), { Destination: { ToAddresses } }))
    await expect(sending).rejects.toMatchObject({ name: 'BadRequestException' })
  })

  test.each([
    ['a line break in a header', [{ Name: 'X-Akcja', Value: 'a\r\nBcc: all@example.org' }]],
    ['a header value that is not ASCII', [{ Name: 'X-Akcja', Value: 'zażółć' }]],
    ['a header name with a colon', [{ Name: 'X:Akcja', Value: 'a' }]],
  ])('%s is refused', async (_, Headers) => {
    const Simple = { Subject: { Data: 'x' }, Body: { Text: { Data: 'x' } }, Headers }
    await expect(client.send(single(newAddress(), { Content: { Simple } }))).rejects.toMatchObject({
      name: 'BadRequestException',
    })
  })

  test('a tag may hold no letter outside its alphabet', async () => {
    const sending = client.send(single(newAddress(), { EmailTags: [{ Name: 'campaign', Value: 'ę' }] }))
    await expect(sending).rejects.toMatchObject({ name: 'BadRequestException' })
  })
})

describe('the account', () => {
  test('tells its quota, and counts each mailbox against it', async () => {
    const quota = async () => (await client.send(new GetAccountCommand({}))).SendQuota!
    const before = await quota()
    expect(before).toEqual({
      MaxSendRate: expect.any(Number),
      Max24HourSend: expect.any(Number),
      SentLast24Hours: expect.any(Number),
    })
    await client.send(single(newAddress(), { Destination: { ToAddresses: [newAddress(), newAddress()] } }))
    await expect.poll(async () => (await quota()).SentLast24Hours).toBe(before.SentLast24Hours! + 2)
  })

  test('keeps a list of addresses it no longer writes to', async () => {
    const EmailAddress = newAddress()
    const get = () => client.send(new GetSuppressedDestinationCommand({ EmailAddress }))
    await expect(get()).rejects.toMatchObject({ name: 'NotFoundException' })
    await client.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: 'COMPLAINT' }))
    const { SuppressedDestination } = await get()
    expect(SuppressedDestination).toMatchObject({ EmailAddress, Reason: 'COMPLAINT', LastUpdateTime: expect.any(Date) })
    const { SuppressedDestinationSummaries } = await client.send(
      new ListSuppressedDestinationsCommand({ Reasons: ['COMPLAINT'], StartDate: new Date(Date.now() - 60_000) }),
    )
    expect(SuppressedDestinationSummaries?.map((one) => one.EmailAddress)).toContain(EmailAddress)
    await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress }))
    await expect(get()).rejects.toMatchObject({ name: 'NotFoundException' })
  })
})

test('an entry that is no good fails alone', async () => {
  const entries = bulk([newAddress(), 'zażółć@example.org', newAddress()]).input.BulkEmailEntries!
  const input: SendBulkEmailCommandInput = { ...bulk([]).input, BulkEmailEntries: entries }
  const { BulkEmailEntryResults } = await client.send(new SendBulkEmailCommand(input))
  expect(BulkEmailEntryResults?.map(({ Status }) => Status)).toEqual(['SUCCESS', 'INVALID_PARAMETER', 'SUCCESS'])
  expect(BulkEmailEntryResults?.[1]).not.toHaveProperty('MessageId')
})

test('who sends must be named', async () => {
  const { input } = single(newAddress())
  const nobody = new SendEmailCommand({ ...input, FromEmailAddress: undefined })
  await expect(client.send(nobody)).rejects.toMatchObject({ name: 'BadRequestException' })
  expect(sender).toMatch(/@/)
})
