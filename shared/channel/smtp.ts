/** E-mail by the office's own relay over pooled SMTP connections (nodemailer). */
import { createTransport } from 'nodemailer'
import { SendError } from '../platform/errors.ts'
import { type EmailChannel, fill, type MailResult } from './email.ts'

export interface SmtpSettings {
  from: string
  /** `smtps://user:password@relay.example:465?rate=50&connections=5`; rate in mails a second. */
  url: string
}

/** One pool to a warm function. Connections open with the first mail. */
export function smtpChannel({ from, url }: SmtpSettings): EmailChannel {
  const address = new URL(url)
  const rate = Number(address.searchParams.get('rate') ?? 50)
  const pool = createTransport({
    pool: true,
    host: address.hostname,
    port: Number(address.port) || (address.protocol === 'smtps:' ? 465 : 587),
    secure: address.protocol === 'smtps:',
    ...(address.username && {
      auth: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) },
    }),
    maxConnections: Number(address.searchParams.get('connections') ?? 5),
    maxMessages: 1000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ fromName, replyTo, template, mails }) {
      const results = await Promise.all(
        mails.map(({ to, data, headers }) =>
          pool
            .sendMail({
              from: { name: fromName, address: from },
              to: { name: '', address: to },
              replyTo,
              subject: fill(template.subject, data),
              text: fill(template.text, data),
              html: fill(template.html, data),
              headers,
              messageId: undefined,
            })
            .then((): MailResult => 'sent', resultOf),
        ),
      )
      if (results.every((result) => result === 'later')) throw new SendError('unavailable')
      return results
    },

    async capacity() {
      return { perSecond: rate, leftToday: Number.MAX_SAFE_INTEGER }
    },
  }
}

/** The relay's commands before the end of the message: an error there means that it did not take the mail. */
const beforeData = ['CONN', 'EHLO', 'HELO', 'STARTTLS', 'AUTH', 'MAIL FROM', 'RCPT TO']

/** What a relay's error means: a 5xx answer is final, a 4xx or no connection is for later, silence after DATA is doubt. */
function resultOf(error: unknown): MailResult {
  const { code, command = '', responseCode = 0 } = error as { code?: string; command?: string; responseCode?: number }
  if (responseCode >= 500) return code === 'EAUTH' ? 'later' : 'refused'
  if (responseCode >= 400) return 'later'
  if (code === 'ECONNECTION' || code === 'EDNS' || code === 'EAUTH' || code === 'ETLS') return 'later'
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return 'refused'
  return beforeData.some((step) => command.startsWith(step)) ? 'later' : 'doubt'
}
