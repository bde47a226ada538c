/** Events of SES on the default EventBridge bus, in the shape SES documents. */

import { randomUUID } from 'node:crypto'
import { bareAddress, type Fate } from './ses-address.ts'
import { type Envelope, type Header, mailboxes } from './ses-compose.ts'

/** An event as EventBridge hands it to a rule's target. */
export interface SesEvent {
  version: '0'
  id: string
  'detail-type': string
  source: 'aws.ses'
  account: string
  time: string
  region: string
  resources: string[]
  detail: { eventType: string; mail: Record<string, unknown> } & Record<string, unknown>
}

/** What happened to some mailboxes of one mail: the fates of the simulator and the failure of a template. */
export type Happening = Fate | 'renderingFailure'

/** The names of each event: in the event destination's list, in `detail.eventType`, and as EventBridge's detail-type. */
export const eventNames: Record<Happening, { matching: string; eventType: string; detailType: string }> = {
  bounce: { matching: 'BOUNCE', eventType: 'Bounce', detailType: 'Email Bounced' },
  softbounce: { matching: 'BOUNCE', eventType: 'Bounce', detailType: 'Email Bounced' },
  suppressed: { matching: 'BOUNCE', eventType: 'Bounce', detailType: 'Email Bounced' },
  complaint: { matching: 'COMPLAINT', eventType: 'Complaint', detailType: 'Email Complaint Received' },
  reject: { matching: 'REJECT', eventType: 'Reject', detailType: 'Email Rejected' },
  delay: { matching: 'DELIVERY_DELAY', eventType: 'DeliveryDelay', detailType: 'Email Delivery Delayed' },
  renderingFailure: {
    matching: 'RENDERING_FAILURE',
    eventType: 'Rendering Failure',
    detailType: 'Email Rendering Failed',
  },
}

export interface Place {
  region: string
  account: string
}

/** The event that tells of `happening` to `addresses` of a mail; `sentAt` and `at` in milliseconds. */
export function sesEvent(
  mail: { id: string; sentAt: number; envelope: Envelope },
  happening: Happening,
  addresses: string[],
  at: number,
  { region, account }: Place,
): SesEvent {
  const { eventType, detailType } = eventNames[happening]
  const { id, sentAt, envelope } = mail
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source: 'aws.ses',
    account,
    time: new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${envelope.configurationSet}`],
    detail: {
      eventType,
      ...whatHappened(happening, addresses, new Date(at).toISOString(), mail),
      mail: {
        timestamp: new Date(sentAt).toISOString(),
        source: envelope.from,
        sourceArn: `arn:aws:ses:${region}:${account}:identity/${bareAddress(envelope.from)}`,
        sendingAccountId: account,
        messageId: id,
        destination: mailboxes(envelope),
        headersTruncated: false,
        headers: sentHeaders(mail, region),
        commonHeaders: {
          from: [envelope.from],
          to: envelope.to,
          messageId: id,
          subject: envelope.subject,
        },
        tags: {
          'ses:operation': ['SendEmail'],
          'ses:configuration-set': [envelope.configurationSet ?? ''],
          'ses:source-ip': ['127.0.0.1'],
          'ses:from-domain': [bareAddress(envelope.from).split('@')[1] ?? ''],
          'ses:caller-identity': ['local'],
          ...Object.fromEntries(Object.entries(envelope.tags).map(([name, value]) => [name, [value]])),
        },
      },
    },
  }
}

/** The headers a mail leaves with: SES's own around those of the request. */
export function sentHeaders(mail: { id: string; sentAt: number; envelope: Envelope }, region: string): Header[] {
  const { id, sentAt, envelope } = mail
  const given = new Set(envelope.headers.map(({ name }) => name.toLowerCase()))
  const own: [string, string][] = [
    ['From', envelope.from],
    ['To', envelope.to.join(', ')],
    ['Cc', envelope.cc.join(', ')],
    ['Reply-To', envelope.replyTo.join(', ')],
    ['Subject', envelope.subject],
    ['Date', new Date(sentAt).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${id}@${region}.amazonses.com>`],
    ['MIME-Version', '1.0'],
  ]
  return [
    ...own
      .filter(([name, value]) => value !== '' && !given.has(name.toLowerCase()))
      .map(([name, value]) => ({ name, value })),
    ...envelope.headers,
  ]
}

function whatHappened(
  happening: Happening,
  addresses: string[],
  timestamp: string,
  mail: { id: string; envelope: Envelope },
) {
  const feedbackId = `${mail.id.slice(0, 16)}-${randomUUID()}-000000`
  const bounce = (bounceType: string, bounceSubType: string, status: string, diagnosticCode: string) => ({
    bounce: {
      feedbackId,
      bounceType,
      bounceSubType,
      bouncedRecipients: addresses.map((emailAddress) => ({ emailAddress, action: 'failed', status, diagnosticCode })),
      timestamp,
      reportingMTA: 'dns; local.amazonses.com',
    },
  })
  switch (happening) {
    case 'bounce':
      return bounce('Permanent', 'General', '5.1.1', 'smtp; 550 5.1.1 user unknown')
    case 'softbounce':
      return bounce('Transient', 'MailboxFull', '5.2.2', 'smtp; 552 5.2.2 mailbox full')
    case 'suppressed':
      return bounce(
        'Permanent',
        'OnAccountSuppressionList',
        '5.1.1',
        'Amazon SES did not send the message to this address because it is on the suppression list for your account.',
      )
    case 'complaint':
      return {
        complaint: {
          feedbackId,
          complaintSubType: null,
          complainedRecipients: addresses.map((emailAddress) => ({ emailAddress })),
          timestamp,
          userAgent: 'Amazon SES Mailbox Simulator',
          complaintFeedbackType: 'abuse',
          arrivalDate: timestamp,
        },
      }
    case 'reject':
      return { reject: { reason: 'Bad content' } }
    case 'delay':
      return {
        deliveryDelay: {
          timestamp,
          delayType: 'MailboxFull',
          expirationTime: new Date(Date.parse(timestamp) + 14 * 3_600_000).toISOString(),
          delayedRecipients: addresses.map((emailAddress) => ({
            emailAddress,
            status: '4.2.2',
            diagnosticCode: 'smtp; 452 4.2.2 mailbox full, try again later',
          })),
        },
      }
    case 'renderingFailure':
      return { failure: { errorMessage: mail.envelope.renderingFailure ?? '', templateName: 'inline' } }
  }
}
