/**
 * Mails one by one, with a calendar file: what a bulk request cannot carry. Both ways of sending give the same MIME, made by nodemailer's
 * composer: text, HTML and calendar as alternatives, and the file as an attachment. (B6, E10)
 */
import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { SendError } from '../platform/errors.ts'
import { headerName, type MailResult } from './email.ts'
import { asSendError, type SesSettings, sendingClient } from './ses.ts'
import type { SmtpSettings } from './smtp.ts'
import { smtpAddress } from './smtp-address.ts'

export interface SingleMail {
  fromName: string
  replyTo?: string | undefined
  /** One address. */
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  /** Ids that come back in events. Letters, digits, `-` and `_` only. */
  tags: Record<string, string>
  /** A calendar file and its method, the same in MIME and in the file. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; text: string } | undefined
}

export interface SingleMailChannel {
  /**
   * Sends one mail. Throws SendError where nothing went out, for certain, and another try may help; anything else that is thrown is doubt.
   */
  send(mail: SingleMail): Promise<Extract<MailResult, 'sent' | 'refused' | 'doubt'>>
}

/** What nodemailer makes a mail of. Line breaks never get into headers: it takes values, not header text. (X7) */
function composed(from: string, { fromName, replyTo, to, subject, text, html, headers, calendar }: SingleMail) {
  return {
    from: { name: fromName, address: from },
    to: { name: '', address: to },
    ...(replyTo && { replyTo }),
    subject,
    text,
    html,
    headers,
    ...(calendar && { icalEvent: { method: calendar.method, content: calendar.text, filename: 'wizyta.ics' } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** By SES: raw MIME, since its own attachments say nothing of how a calendar's method travels. */
export function sesSingle(
  { from, configurationSet }: SesSettings,
  ses: SESv2Client = sendingClient(),
): SingleMailChannel {
  return {
    async send(mail) {
      const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
      const raw = await new MailComposer(composed(from, mail)).compile().build()
      try {
        await ses.send(
          new SendEmailCommand({
            FromEmailAddress: `${headerName(mail.fromName)} <${from}>`,
            Destination: { ToAddresses: [mail.to] },
            ConfigurationSetName: configurationSet,
            EmailTags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
            Content: { Raw: { Data: raw } },
          }),
        )
        return 'sent'
      } catch (error) {
        const known = asSendError(error)
        if (known instanceof SendError && known.failure === 'rejected') return 'refused'
        throw known
      }
    },
  }
}

/** By the office's own relay. */
export function smtpSingle({ from, url }: SmtpSettings): SingleMailChannel {
  const library = import('./smtp.ts').then(({ smtpPool, resultOf }) => ({ pool: smtpPool(smtpAddress(url)), resultOf }))
  return {
    async send(mail) {
      const { pool, resultOf } = await library
      const result = await pool.sendMail(composed(from, mail)).then((): MailResult => 'sent', resultOf)
      if (result === 'later') throw new SendError('unavailable')
      return result
    },
  }
}
