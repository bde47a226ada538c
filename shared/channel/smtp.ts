/** E-mail by the office's own relay over pooled SMTP connections (nodemailer). */
import { createTransport } from 'nodemailer'
import { SendError } from '../platform/errors.ts'
import { type EmailChannel, fill, type MailResult } from './email.ts'
import { type SmtpAddress, smtpAddress, smtpCapacity } from './smtp-address.ts'

export interface SmtpSettings {
  from: string
  /** See SmtpAddress. */
  url: string
}

/** One pool to a warm function. Connections open with the first mail. */
export function smtpChannel({ from, url }: SmtpSettings): EmailChannel {
  const address = smtpAddress(url)
  const pool = smtpPool(address)
  return {
    async send({ fromName, replyTo, template, mails }) {
      if (mails.length === 0) return []
      // All of them first: a letter with a hole must not be found out after half of the people have theirs.
      const filled = mails.map(({ to, data, headers }) => ({
        from: { name: fromName, address: from },
        to: { name: '', address: to },
        replyTo,
        subject: fill(template.subject, data),
        text: fill(template.text, data),
        html: fill(template.html, data),
        headers,
        messageId: undefined,
      }))
      const results = await Promise.all(
        filled.map((mail) => pool.sendMail(mail).then((): MailResult => 'sent', resultOf)),
      )
      if (results.every((result) => result === 'later')) throw new SendError('unavailable')
      return results
    },

    async capacity() {
      return smtpCapacity(address)
    },
  }
}

/** Connections to the relay, which open with the first mail. */
export function smtpPool(address: SmtpAddress) {
  return createTransport({
    pool: true,
    host: address.host,
    port: address.port,
    secure: address.secure,
    ...(address.auth && { auth: address.auth }),
    maxConnections: address.connections,
    maxMessages: 1000,
    // The pool would send again what was on the wire when a connection broke: a second copy if the first was taken.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: address.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

interface SmtpFailure {
  code?: string
  responseCode?: number
  syscall?: string
  timeoutType?: string
}

/** Errors of a connection that was never made or never let in: the mail was not handed over. */
const neverIn = ['EDNS', 'EAUTH', 'ETLS']
const neverInTime = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT']

/**
 * What a relay's error means: a 5xx answer is final, a 4xx answer or no connection is for later. A connection that breaks
 * or falls silent is doubt: the relay may have taken the mail and only its answer was lost.
 */
export function resultOf(error: unknown): MailResult {
  const { code = '', responseCode = 0, syscall, timeoutType = '' } = error as SmtpFailure
  if (neverIn.includes(code) || neverInTime.includes(timeoutType) || syscall === 'connect') return 'later'
  if (responseCode >= 500) return 'refused'
  if (responseCode >= 400) return 'later'
  return code === 'EENVELOPE' || code === 'EMESSAGE' ? 'refused' : 'doubt'
}
