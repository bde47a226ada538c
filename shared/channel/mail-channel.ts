/** The way of sending mail that an installation has chosen. Only its own library is loaded, not the other's. */
import * as z from 'zod/mini'
import type { EmailChannel } from './email.ts'
import type { SingleMailChannel } from './single-mail.ts'
import { smtpAddress, smtpCapacity } from './smtp-address.ts'

/** The part of a function's environment that chooses. */
export const MailSettings = z.object({
  MAIL_CHANNEL: z.enum(['ses', 'smtp']),
  MAIL_FROM: z.string(),
  MAIL_CONFIGURATION_SET: z.string(),
  SMTP_URL: z.string(),
})
export type MailSettings = z.infer<typeof MailSettings>

/** The chosen channel, one to a warm function. */
export async function mailChannel(settings: MailSettings): Promise<EmailChannel> {
  if (settings.MAIL_CHANNEL === 'smtp') {
    const { smtpChannel } = await import('./smtp.ts')
    return smtpChannel({ from: settings.MAIL_FROM, url: settings.SMTP_URL })
  }
  const { sesChannel, sendingClient } = await import('./ses.ts')
  return sesChannel(sendingClient(), { from: settings.MAIL_FROM, configurationSet: settings.MAIL_CONFIGURATION_SET })
}

/** The chosen way of sending mails one by one. */
export async function singleMailChannel(settings: MailSettings): Promise<SingleMailChannel> {
  const { sesSingle, smtpSingle } = await import('./single-mail.ts')
  return settings.MAIL_CHANNEL === 'smtp'
    ? smtpSingle({ from: settings.MAIL_FROM, url: settings.SMTP_URL })
    : sesSingle({ from: settings.MAIL_FROM, configurationSet: settings.MAIL_CONFIGURATION_SET })
}

/** What the chosen channel takes, for those who never send: a relay says it in its address. */
export async function mailCapacity(settings: MailSettings): Promise<EmailChannel['capacity']> {
  if (settings.MAIL_CHANNEL === 'smtp') {
    const capacity = smtpCapacity(smtpAddress(settings.SMTP_URL))
    return async () => capacity
  }
  return (await import('./ses.ts')).sesCapacity()
}
