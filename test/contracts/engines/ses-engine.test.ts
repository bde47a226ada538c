/** What only the embedded SES can be asked: what it keeps, what it tells, how it fails on request, how it comes back. */
import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { SendBulkEmailCommand } from '@aws-sdk/client-sesv2'
import { describe, expect, test } from 'vitest'
import type { Call } from '../../../local/permissions.ts'
import { bulk, clientAt, dir, elsewhere, engine, sender, single } from './ses-setup.ts'

const home = () => mkdtempSync(join(dir, 'home-'))
const names = (count: number) => Array.from({ length: count }, (_, i) => `osoba${i}@example.org`)
const statuses = (result: { BulkEmailEntryResults?: { Status?: string }[] | undefined }) =>
  result.BulkEmailEntryResults?.map(({ Status }) => Status)

describe.skipIf(elsewhere)('what is kept', () => {
  test('each mail of a bulk with its own data, headers and tags over the common ones', async () => {
    const { ses, client } = await engine()
    const { input } = bulk(['anna@example.org'])
    await client.send(
      new SendBulkEmailCommand({
        ...input,
        FromEmailAddress: `=?UTF-8?Q?Urz=C4=85d?= <${sender}>`,
        ReplyToAddresses: ['kontakt@um.poznan.example'],
        ConfigurationSetName: 'akcja-dev',
        DefaultEmailTags: [
          { Name: 'campaign', Value: 'cmp_1' },
          { Name: 'step', Value: '0' },
        ],
        DefaultContent: {
          Template: {
            ...input.DefaultContent!.Template!,
            TemplateData: '{"name":"Państwo","office":"Urząd"}',
            TemplateContent: {
              Subject: '{{name}} & {{office}}',
              Text: '{{ name }}, {{office}}',
              Html: '<b>{{name}}</b>',
            },
            Headers: [
              { Name: 'Auto-Submitted', Value: 'auto-generated' },
              { Name: 'List-Unsubscribe', Value: '<https://a.example/u/all>' },
            ],
          },
        },
        BulkEmailEntries: [
          {
            Destination: { ToAddresses: ['anna@example.org'] },
            ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: '{"name":"<Ania>"}' } },
            ReplacementHeaders: [{ Name: 'list-unsubscribe', Value: '<https://a.example/u/1>' }],
            ReplacementTags: [{ Name: 'step', Value: '1' }],
          },
        ],
      }),
    )
    const [summary] = ses.messages({ to: 'Anna@example.org' }).mails
    const mail = await ses.message(summary!.id)
    expect(mail).toMatchObject({
      subject: '<Ania> & Urząd',
      text: '<Ania>, Urząd',
      html: '<b><Ania></b>', // as SES: nothing is escaped
      envelope: { tags: { campaign: 'cmp_1', step: '1' }, configurationSet: 'akcja-dev' },
    })
    expect(Object.fromEntries(mail!.headers.map(({ name, value }) => [name, value]))).toMatchObject({
      From: `=?UTF-8?Q?Urz=C4=85d?= <${sender}>`,
      To: 'anna@example.org',
      'Reply-To': 'kontakt@um.poznan.example',
      'Auto-Submitted': 'auto-generated',
      'list-unsubscribe': '<https://a.example/u/1>',
    })
    expect(mail!.headers.filter(({ name }) => /^list-unsubscribe$/i.test(name))).toHaveLength(1)
  })

  test('raw mail with its own headers, but for Bcc', async () => {
    const { ses, client } = await engine()
    const raw = [
      'From: a@example.org',
      'To: b@example.org,',
      '\tc@example.org',
      'Bcc: d@example.org',
      'Subject: =?UTF-8?B?xIU=?=',
      'X-Own: kept',
      '',
      'tekst ą',
    ]
    await client.send(
      single('', {
        FromEmailAddress: undefined,
        Destination: undefined,
        Content: { Raw: { Data: Buffer.from(raw.join('\r\n')) } },
      }),
    )
    const [mail] = ses.messages().mails
    expect(mail).toMatchObject({ to: ['b@example.org', 'c@example.org', 'd@example.org'], subject: 'ą' })
    const whole = await ses.message(mail!.id)
    expect(whole!.text?.trim()).toBe('tekst ą')
    expect(whole!.headers.map(({ name }) => name)).toEqual(expect.arrayContaining(['X-Own', 'Subject']))
    expect(whole!.headers.map(({ name }) => name)).not.toContain('Bcc')
  })

  test('the newest, found by address and by subject, page by page; of the older ones how many went to whom', async () => {
    const { ses, client } = await engine({ keep: { mails: 100, bytes: 1e9 }, rate: 10_000 })
    for (let i = 0; i < 10; i++) await client.send(bulk(names(50)))
    await client.send(single('ostatni@example.org'))
    expect([
      ses.accepted(),
      ses.sentTo('osoba7@example.org'),
      ses.sentTo('OSOBA7@example.org'),
      ses.sentTo('nikt@example.org'),
    ]).toEqual([501, 10, 10, 0])
    const { total, mails } = ses.messages({ limit: 2 })
    expect(total).toBeGreaterThanOrEqual(100)
    expect(total).toBeLessThanOrEqual(151)
    expect(mails.map(({ to }) => to[0])).toEqual(['ostatni@example.org', 'osoba49@example.org'])
    expect(ses.messages({ offset: 1, limit: 1 }).mails[0]!.to).toEqual(['osoba49@example.org'])
    expect(ses.messages({ search: 'OSOBY 49' }).mails.every(({ to }) => to[0] === 'osoba49@example.org')).toBe(true)
    expect(ses.messages({ search: 'ostatni@' }).total).toBe(1)
  })
})

describe.skipIf(elsewhere)('restarts', () => {
  test('mails, counts, quota, suppressions and what was still to be told outlive the process', async () => {
    const at = home()
    const first = await engine({ dir: at, eventAfterMs: 60_000, keep: { mails: 100, bytes: 1e9 } })
    for (let i = 0; i < 5; i++) await first.client.send(bulk(names(50)))
    await first.client.send(single('anna+bounce@example.org', { ConfigurationSetName: 'akcja-dev' }))
    const before = first.ses.messages()
    await first.ses.close()
    expect(first.events).toEqual([])

    const second = await engine({ dir: at, keep: { mails: 100, bytes: 1e9 } })
    await second.ses.idle()
    expect(second.events.map((event) => event['detail-type'])).toEqual(['Email Bounced'])
    expect(second.ses.messages().mails.map(({ id }) => id)).toEqual(before.mails.map(({ id }) => id))
    expect([second.ses.accepted(), second.ses.sentTo('osoba3@example.org')]).toEqual([251, 5])
    await second.ses.close()

    const third = await engine({ dir: at })
    await third.ses.idle()
    expect(third.events).toEqual([]) // told once
    await third.client.send(single('anna+bounce@example.org', { ConfigurationSetName: 'akcja-dev' }))
    await third.ses.idle()
    expect(third.events[0]!.detail).toMatchObject({ bounce: { bounceSubType: 'OnAccountSuppressionList' } })
  })

  test('a torn end is cut off, and what comes after it is found again', async () => {
    const at = home()
    const first = await engine({ dir: at })
    for (const address of names(3)) await first.client.send(single(address))
    await first.ses.close()
    const [log] = readdirSync(join(at, 'mails')).filter((name) => name.endsWith('.log'))
    const file = join(at, 'mails', log!)
    truncateSync(file, statSync(file).size - 5)
    appendFileSync(join(at, 'suppression.jsonl'), '{"address":"torn')

    const second = await engine({ dir: at })
    expect(second.ses.messages().mails.map(({ to }) => to[0])).toEqual(['osoba1@example.org', 'osoba0@example.org'])
    await second.client.send(single('nowa@example.org'))
    await second.ses.close()
    const third = await engine({ dir: at })
    expect(third.ses.messages().mails[0]!.to).toEqual(['nowa@example.org'])
    expect(third.ses.accepted()).toBe(3)
  })

  test('after kill -9 nothing that was answered is missing', async () => {
    const at = home()
    const code = `
      import { startSes } from ${JSON.stringify(new URL('../../../local/engines/ses.ts', import.meta.url).href)}
      const ses = await startSes({ dir: ${JSON.stringify(at)}, log() {}, clock: Date, rate: 1e6, keep: { mails: 500, bytes: 1e9 }, onEvent() {} })
      process.stdin.on('end', () => process.exit()).resume() // ends with the test, however that ends
      console.log(ses.url)`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', code], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const url = await new Promise<string>((resolve) =>
      child.stdout.once('data', (line) => resolve(String(line).trim())),
    )
    const sending = clientAt(url)
    let answered = 0
    const loop = (async () => {
      for (;;) answered += statuses(await sending.send(bulk(names(50))))!.length
    })().catch(() => {})
    await expect.poll(() => answered, { timeout: 20_000 }).toBeGreaterThan(1000)
    child.kill('SIGKILL')
    await loop
    const { ses } = await engine({ dir: at })
    const kept = ses.accepted()
    expect(kept === answered || kept === answered + 50).toBe(true)
    expect(ses.sentTo('osoba0@example.org')).toBe(kept / 50)
  }, 30_000)
})

describe.skipIf(elsewhere)('rights and settings', () => {
  test('who may not send is told so; sender and configuration set are both part of the question', async () => {
    const asked: Call[] = []
    const { ses } = await engine({
      authorize: (call) => (asked.push(call) && call.accessKeyId === 'tally' ? 'No, tally.' : undefined),
    })
    const sending = (who: string) => clientAt(ses.url, who).send(bulk(names(1), { ConfigurationSetName: 'akcja-dev' }))
    await expect(sending('tally')).rejects.toMatchObject({ name: 'AccessDeniedException', message: 'No, tally.' })
    asked.length = 0
    await sending('dispatch')
    expect(asked.map(({ action, resource, context }) => [action, resource, context])).toEqual([
      ['ses:SendBulkEmail', `arn:aws:ses:eu-central-1:000000000000:identity/${sender}`, { 'ses:FromAddress': sender }],
      [
        'ses:SendBulkEmail',
        'arn:aws:ses:eu-central-1:000000000000:configuration-set/akcja-dev',
        { 'ses:FromAddress': sender },
      ],
    ])
  })

  test('a sender nobody verified and a configuration set nobody made are refused', async () => {
    const { client } = await engine({ identities: ['um.poznan.example'], configurationSets: { known: ['BOUNCE'] } })
    await expect(
      client.send(single('a@example.org', { FromEmailAddress: 'x@elsewhere.example' })),
    ).rejects.toMatchObject({ name: 'MessageRejected' })
    await expect(client.send(single('a@example.org', { ConfigurationSetName: 'unknown' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    })
    await expect(client.send(single('a@example.org', { ConfigurationSetName: 'known' }))).resolves.toBeDefined()
  })

  test('over the rate a bulk is sent in part, and a request nothing of which may go is refused', async () => {
    const { ses, client } = await engine({ rate: 20 })
    const results = statuses(await client.send(bulk(names(30))))!
    expect(results.filter((status) => status === 'SUCCESS').length).toBeGreaterThanOrEqual(20)
    expect(results.at(-1)).toBe('ACCOUNT_THROTTLED')
    await expect(client.send(bulk(names(30)))).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    await expect(client.send(single('a@example.org'))).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    expect(ses.accepted()).toBe(results.filter((status) => status === 'SUCCESS').length)
    await expect.poll(() => client.send(single('a@example.org')).then(Boolean, () => false)).toBe(true)
  })

  test('the quota of 24 hours goes by the clock of the cloud', async () => {
    let now = Date.now()
    const { client } = await engine({ quota24h: 30, clock: { now: () => now } })
    expect(
      statuses(await client.send(bulk(names(40))))!.filter((status) => status === 'ACCOUNT_DAILY_QUOTA_EXCEEDED'),
    ).toHaveLength(10)
    await expect(client.send(single('a@example.org'))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: /quota/,
    })
    now += 25 * 3_600_000
    await expect(client.send(single('a@example.org'))).resolves.toBeDefined()
  })
})

describe.skipIf(elsewhere)('failing on request', () => {
  test.each([
    ['throttle', { kind: 'throttle' }, 'TooManyRequestsException', 0],
    ['unavailable', { kind: 'unavailable' }, 'InternalServiceErrorException', 0],
    ['lose-answer', { kind: 'lose-answer' }, expect.any(String), 2],
  ] as const)('%s: the sender sees an error, and so many mails have gone', async (_, fault, name, gone) => {
    const { ses, client } = await engine()
    ses.faults.failNext(fault)
    await expect(client.send(bulk(names(2)))).rejects.toMatchObject({ name })
    expect(ses.accepted()).toBe(gone)
    await client.send(bulk(names(2)))
    expect(ses.accepted()).toBe(gone + 2)
  })

  test('a part of a bulk fails, by number or by address', async () => {
    const { ses, client } = await engine()
    ses.faults.failNext({ kind: 'partial', entries: 1 })
    ses.faults.failNext({
      kind: 'partial',
      entries: ([address]) => address === 'osoba2@example.org',
      status: 'ACCOUNT_THROTTLED',
    })
    expect(statuses(await client.send(bulk(names(3))))).toEqual(['TRANSIENT_FAILURE', 'SUCCESS', 'SUCCESS'])
    expect(statuses(await client.send(bulk(names(3))))).toEqual(['SUCCESS', 'SUCCESS', 'ACCOUNT_THROTTLED'])
    expect([ses.sentTo('osoba0@example.org'), ses.sentTo('osoba2@example.org')]).toEqual([1, 1])
  })

  test('a test is told when mail has come in and when it is accepted, and may take its time', async () => {
    const { ses, client } = await engine()
    const told: string[] = []
    ses.faults.onArrived = ({ action, entries }) =>
      void told.push(`${action} of ${entries.length} has come, ${ses.accepted()} accepted`)
    ses.faults.onAccepted = async ({ ids, entries }) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      told.push(`${ids.length} to ${entries.flat().join(', ')}, ${ses.accepted()} accepted`)
    }
    await client.send(bulk(names(2)))
    expect(told).toEqual([
      'SendBulkEmail of 2 has come, 0 accepted',
      '2 to osoba0@example.org, osoba1@example.org, 2 accepted',
    ])
  })

  test('an answer may be slow', async () => {
    const { ses, client } = await engine()
    ses.faults.failNext({ kind: 'slow', milliseconds: 100 })
    const start = performance.now()
    await client.send(bulk(names(1)))
    expect(performance.now() - start).toBeGreaterThanOrEqual(99)
  })
})
