/** The streams of Bookings and Cases: tells people of their visits, and units of what they must answer, by e-mail. A failed batch is split and tried again, then kept. */
import { KMSClient } from '@aws-sdk/client-kms'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import * as z from 'zod/mini'
import { sealKeys } from '../../shared/booking/booking-desk.ts'
import { bookingStore } from '../../shared/booking/booking-store.ts'
import { noticeStore } from '../../shared/booking/notice-store.ts'
import { type NotifyDeps, noticeOf, notify } from '../../shared/booking/notify.ts'
import { sealer } from '../../shared/booking/secrets-of-visits.ts'
import { serviceStore } from '../../shared/booking/service-store.ts'
import { waitingStore } from '../../shared/booking/waiting-store.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { MailSettings, singleMailChannel } from '../../shared/channel/mail-channel.ts'
import { addressesOf } from '../../shared/contact/contact.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { makeLink } from '../../shared/contact/link.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { NotFound, nameOf } from '../../shared/platform/errors.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { lineOf, log } from '../../shared/platform/log.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { keyring, officeKeysOf } from '../../shared/platform/secrets.ts'
import { imagesOf } from '../../shared/platform/stream.ts'

const env = environment(
  z.extend(MailSettings, {
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    ADDRESSES_TABLE: z.string(),
    CASES_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    DATA_KEY: z.string(),
    OFFICE_NAME: z.string(),
    OFFICE_DISCREET_NAME: z.string(),
    OFFICE_PHONE: z.string(),
    PUBLIC_URL: z.string(),
  }),
)
const db = documentClient()
const now = () => new Date()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const keys = keyring(new KMSClient(), env.DATA_KEY, halfStore(db, env.HALVES_TABLE))

const contacts = contactStore(db, env.CONTACTS_TABLE)
const officeKeys = officeKeysOf(keys, campaigns.officeKey)

const deps: NotifyDeps = {
  bookings: bookingStore(db, env.BOOKINGS_TABLE),
  waiting: waitingStore(db, env.BOOKINGS_TABLE),
  services: serviceStore(db, env.BOOKINGS_TABLE),
  notices: noticeStore(db, env.BOOKINGS_TABLE),
  sealer: sealer(sealKeys({ campaigns, keys })),
  objections: objectionStore(db, env.ADDRESSES_TABLE),
  addressKey: async () => (await officeKeys()).address,
  async driveOf(whom) {
    try {
      const { id, wrappedKey, purposeClass } = await campaigns.get(whom.campaign)
      const own = await keys.campaignKeys(id, wrappedKey)
      const contact = await contacts.contact(whom, own)
      return {
        purposeClass,
        objection: makeLink(own.link, 'objection', whom),
        unsubscribe: makeLink(own.link, 'unsubscribe', whom),
        addresses: contact ? addressesOf(contact) : [],
      }
    } catch (error) {
      if (error instanceof NotFound) return undefined // erased: its links lead nowhere
      throw error
    }
  },
  channel: await singleMailChannel(env),
  officeName: env.OFFICE_NAME,
  discreetName: env.OFFICE_DISCREET_NAME,
  officePhone: env.OFFICE_PHONE,
  publicUrl: env.PUBLIC_URL,
  mailFrom: env.MAIL_FROM,
  now,
}

/** Few batches are about cases. */
const units = onUse(async () =>
  (await import('./units.ts')).unitTeller(env, { db, campaigns, keys, channel: deps.channel, now }),
)

/** Mails sent side by side: below what the smallest account may send in a second, with what each takes. */
const lanes = 4

export async function handler({ Records }: DynamoDBStreamEvent): Promise<void> {
  const asked = Records.flatMap((record): { kind: string; send: () => Promise<void> }[] => {
    const { before, after } = imagesOf(record)
    if (after?.case) return [{ kind: 'unit', send: () => units.tell(before, after) }]
    const notice = noticeOf(before, after)
    return notice ? [{ kind: notice.kind, send: () => notify(notice, deps) }] : []
  })
  let failed = 0
  const lane = async () => {
    for (let mail = asked.shift(); mail; mail = asked.shift()) {
      // one person's trouble must not keep the others from their mail; what was claimed already is not sent again
      await mail.send().catch((error: unknown) => {
        failed++
        log.error('mail not claimed', { kind: mail?.kind, error: nameOf(error), moduleLine: lineOf(error) })
      })
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  if (failed > 0) throw new NotifyFailed(`${failed} mails were not claimed`)
}

/** Thrown when all others have theirs, so that Lambda tries the batch again. */
class NotifyFailed extends Error {
  override name = 'NotifyFailed'
}
