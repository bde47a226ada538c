/** What the embedded SES tells by EventBridge, in SES's own shape. */
import { describe, expect, test } from 'vitest'
import { bulk, elsewhere, engine, sender, single } from './ses-setup.ts'

describe.skipIf(elsewhere)('events', () => {
  test.each([
    [
      'bounce@simulator.amazonses.com',
      'Email Bounced',
      'Bounce',
      { bounce: { bounceType: 'Permanent', bounceSubType: 'General' } },
    ],
    ['bounce+label7@simulator.amazonses.com', 'Email Bounced', 'Bounce', { bounce: { bounceType: 'Permanent' } }],
    [
      'complaint@simulator.amazonses.com',
      'Email Complaint Received',
      'Complaint',
      { complaint: { complaintFeedbackType: 'abuse' } },
    ],
    [
      'suppressionlist@simulator.amazonses.com',
      'Email Bounced',
      'Bounce',
      { bounce: { bounceSubType: 'OnAccountSuppressionList' } },
    ],
    ['bounce@example.org', 'Email Bounced', 'Bounce', { bounce: { bounceType: 'Permanent' } }],
    ['anna.nowak+bounce@example.org', 'Email Bounced', 'Bounce', { bounce: { bounceType: 'Permanent' } }],
    [
      'anna+ankiety+softbounce@example.org',
      'Email Bounced',
      'Bounce',
      { bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull' } },
    ],
    ['anna+complaint@example.org', 'Email Complaint Received', 'Complaint', { complaint: {} }],
    ['anna+reject@example.org', 'Email Rejected', 'Reject', { reject: { reason: 'Bad content' } }],
    [
      'anna+delay@example.org',
      'Email Delivery Delayed',
      'DeliveryDelay',
      { deliveryDelay: { delayType: 'MailboxFull' } },
    ],
  ])('%s: %s', async (address, detailType, eventType, detail) => {
    const { ses, client, events } = await engine()
    const tags = [
      { Name: 'campaign', Value: 'cmp_1' },
      { Name: 'contact', Value: '12.7' },
    ]
    const { MessageId } = await client.send(single(address, { ConfigurationSetName: 'akcja-dev', EmailTags: tags }))
    await ses.idle()
    expect(events).toEqual([
      {
        version: '0',
        id: expect.any(String),
        'detail-type': detailType,
        source: 'aws.ses',
        account: '000000000000',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: 'eu-central-1',
        resources: ['arn:aws:ses:eu-central-1:000000000000:configuration-set/akcja-dev'],
        detail: expect.objectContaining({ eventType }),
      },
    ])
    expect(events[0]!.detail).toMatchObject({
      ...detail,
      mail: {
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        messageId: MessageId,
        source: sender,
        destination: [address],
        tags: { campaign: ['cmp_1'], contact: ['12.7'], 'ses:configuration-set': ['akcja-dev'] },
      },
    })
    expect(ses.messages().mails[0]!.events).toHaveLength(1)
  })

  test.each([
    'success@simulator.amazonses.com',
    'ooto@simulator.amazonses.com',
    'anna@example.org',
    'anna+bounced@example.org',
  ])('%s gives none', async (address) => {
    const { ses, client, events } = await engine()
    await client.send(single(address, { ConfigurationSetName: 'akcja-dev' }))
    await ses.idle()
    expect(events).toEqual([])
  })

  test('a field that the data lacks is told afterwards, and the mail counts as accepted', async () => {
    const { ses, client, events } = await engine()
    const { input } = bulk(['anna@example.org', 'ola@example.org'], { ConfigurationSetName: 'akcja-dev' })
    input.BulkEmailEntries![1]!.ReplacementEmailContent!.ReplacementTemplate!.ReplacementTemplateData = '{"other":"x"}'
    const { BulkEmailEntryResults } = await client.send(bulk([], { ...input }))
    expect(BulkEmailEntryResults?.map(({ Status }) => Status)).toEqual(['SUCCESS', 'SUCCESS'])
    await ses.idle()
    expect(events.map((event) => event.detail)).toMatchObject([
      {
        eventType: 'Rendering Failure',
        failure: { errorMessage: "Attribute 'name' is not present in the rendering data." },
        mail: { destination: ['ola@example.org'] },
      },
    ])
    expect(events[0]!['detail-type']).toBe('Email Rendering Failed')
  })

  test('without a configuration set nobody is told, but a hard bounce and a complaint suppress all the same', async () => {
    const { ses, client, events } = await engine()
    await client.send(bulk(['anna+bounce@example.org', 'ola+complaint@example.org', 'jan+softbounce@example.org']))
    await ses.idle()
    expect(events).toEqual([])
    await client.send(
      bulk(['anna+bounce@example.org', 'ola+complaint@example.org', 'jan+softbounce@example.org'], {
        ConfigurationSetName: 'akcja-dev',
      }),
    )
    await ses.idle()
    const kinds = events.map(({ detail }) => [
      (detail.mail.destination as string[])[0],
      (detail.bounce as { bounceSubType: string }).bounceSubType,
    ])
    expect(kinds.sort()).toEqual([
      ['anna+bounce@example.org', 'OnAccountSuppressionList'],
      ['jan+softbounce@example.org', 'MailboxFull'],
      ['ola+complaint@example.org', 'OnAccountSuppressionList'],
    ])
  })

  test('the simulator itself is never suppressed', async () => {
    const { ses, client, events } = await engine()
    for (let time = 0; time < 2; time++) {
      await client.send(single('bounce@simulator.amazonses.com', { ConfigurationSetName: 'akcja-dev' }))
      await ses.idle()
    }
    expect(events.map(({ detail }) => (detail.bounce as { bounceSubType: string }).bounceSubType)).toEqual([
      'General',
      'General',
    ])
  })

  test('a configuration set passes on only the events it was made for', async () => {
    const { ses, client, events } = await engine({ configurationSets: { 'akcja-dev': ['COMPLAINT'] } })
    await client.send(
      bulk(['anna+bounce@example.org', 'ola+complaint@example.org'], { ConfigurationSetName: 'akcja-dev' }),
    )
    await ses.idle()
    expect(events.map(({ detail }) => detail.eventType)).toEqual(['Complaint'])
  })
})
