/** E-mail by Amazon SES: bulk requests of up to 50, each mail with its own data, headers and tags. (E7, E8) */
import { GetAccountCommand, SESv2Client, SendBulkEmailCommand } from '@aws-sdk/client-sesv2'
import { type Failure, nameOf, SendError } from '../platform/errors.ts'
import { type EmailChannel, headerName, type MailResult } from './email.ts'

export interface SesSettings {
  /** The verified address that mail comes from. */
  from: string
  configurationSet: string
}

/** What SES's words for one mail of a bulk request mean. What is not here was refused. */
const results: Record<string, MailResult | 'misconfigured'> = {
  SUCCESS: 'sent',
  ACCOUNT_THROTTLED: 'later',
  ACCOUNT_DAILY_QUOTA_EXCEEDED: 'later',
  TRANSIENT_FAILURE: 'later',
  ACCOUNT_SUSPENDED: 'misconfigured',
  ACCOUNT_SENDING_PAUSED: 'misconfigured',
  CONFIGURATION_SET_NOT_FOUND: 'misconfigured',
  CONFIGURATION_SET_SENDING_PAUSED: 'misconfigured',
  MAIL_FROM_DOMAIN_NOT_VERIFIED: 'misconfigured',
  TEMPLATE_NOT_FOUND: 'misconfigured',
  INVALID_SENDING_POOL_NAME: 'misconfigured',
}

/** Errors after which it is certain that nothing of the request went out. A 5xx or a lost answer is not among them. */
const certain: Record<string, Failure> = {
  TooManyRequestsException: 'throttled',
  ThrottlingException: 'throttled',
  LimitExceededException: 'throttled',
  MessageRejected: 'rejected',
  BadRequestException: 'rejected',
  AccountSuspendedException: 'misconfigured',
  SendingPausedException: 'misconfigured',
  MailFromDomainNotVerifiedException: 'misconfigured',
  NotFoundException: 'misconfigured',
  AccessDeniedException: 'misconfigured',
}

/** A client for sending, which asks once: the SDK's own repeats would send twice after a lost answer. */
export const sendingClient = (): SESv2Client => new SESv2Client({ maxAttempts: 1 })

/** @param ses a client for sending */
export function sesChannel(ses: SESv2Client, { from, configurationSet }: SesSettings): EmailChannel {
  return {
    async send({ fromName, replyTo, template, mails }) {
      if (mails.length === 0) return []
      const { BulkEmailEntryResults = [] } = await ses
        .send(
          new SendBulkEmailCommand({
            FromEmailAddress: `${headerName(fromName)} <${from}>`,
            ...(replyTo && { ReplyToAddresses: [replyTo] }),
            ConfigurationSetName: configurationSet,
            DefaultContent: {
              Template: {
                TemplateContent: { Subject: template.subject, Text: template.text, Html: template.html },
                TemplateData: '{}',
              },
            },
            BulkEmailEntries: mails.map(({ to, data, headers, tags }) => ({
              Destination: { ToAddresses: [to] },
              ReplacementEmailContent: {
                ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(data) },
              },
              ReplacementHeaders: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
              ReplacementTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
            })),
          }),
        )
        .catch((error: unknown) => {
          throw asSendError(error)
        })
      const found = mails.map((_, n) => {
        const { Status } = BulkEmailEntryResults[n] ?? {}
        return Status ? (results[Status] ?? 'refused') : 'doubt' // not a word about it: it may have gone out
      })
      const mayHaveGone = found.includes('sent') || found.includes('doubt')
      if (found.includes('misconfigured') && !mayHaveGone) throw new SendError('misconfigured')
      return found.map((result) => (result === 'misconfigured' ? 'later' : result))
    },

    capacity: sesCapacity(ses),
  }
}

/** Asks SES how much it takes from this account, by default as often as it needs to be asked. */
export function sesCapacity(ses: SESv2Client = new SESv2Client()): EmailChannel['capacity'] {
  return async () => {
    const { SendQuota } = await ses.send(new GetAccountCommand({}))
    const { Max24HourSend = 200, MaxSendRate = 1, SentLast24Hours = 0 } = SendQuota ?? {}
    return {
      perSecond: MaxSendRate,
      leftToday: Max24HourSend < 0 ? Number.MAX_SAFE_INTEGER : Max24HourSend - SentLast24Hours,
    }
  }
}

/** A SendError where it is certain that nothing went out; anything else is doubt. */
export function asSendError(error: unknown): unknown {
  const failure = certain[nameOf(error)] ?? (neverArrived(error) ? 'unavailable' : undefined)
  return failure ? new SendError(failure) : error
}

/** The connection was never made, so the request never left. */
function neverArrived(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'
}
