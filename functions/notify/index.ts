/** The stream of Bookings: tells people of their visits by e-mail. A failed batch is split and tried again, then kept. */
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
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { nameOf } from '../../shared/platform/errors.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { lineOf, log } from '../../shared/platform/log.ts'
import { keyring } from '../../shared/platform/secrets.ts'
import { imagesOf } from '../../shared/platform/stream.ts'

const env = environment(
  z.extend(MailSettings, {
    CAMPAIGNS_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    DATA_KEY: z.string(),
    OFFICE_NAME: z.string(),
    OFFICE_DISCREET_NAME: z.string(),
    OFFICE_PHONE: z.string(),
    PUBLIC_URL: z.string(),
  }),
)
const db = documentClient()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const keys = keyring(new KMSClient(), env.DATA_KEY, halfStore(db, env.HALVES_TABLE))

const deps: NotifyDeps = {
  bookings: bookingStore(db, env.BOOKINGS_TABLE),
  waiting: waitingStore(db, env.BOOKINGS_TABLE),
  services: serviceStore(db, env.BOOKINGS_TABLE),
  notices: noticeStore(db, env.BOOKINGS_TABLE),
  sealer: sealer(sealKeys({ campaigns, keys })),
  channel: await singleMailChannel(env),
  officeName: env.OFFICE_NAME,
  discreetName: env.OFFICE_DISCREET_NAME,
  officePhone: env.OFFICE_PHONE,
  publicUrl: env.PUBLIC_URL,
  mailFrom: env.MAIL_FROM,
  now: () => new Date(),
}

/** Mails sent side by side: below what the smallest account may send in a second, with what each takes. */
const lanes = 4

export async function handler({ Records }: DynamoDBStreamEvent): Promise<void> {
  const asked = Records.flatMap((record) => {
    const { before, after } = imagesOf(record)
    return noticeOf(before, after) ?? []
  })
  let failed = 0
  const lane = async () => {
    for (let notice = asked.shift(); notice; notice = asked.shift()) {
      // one person's trouble must not keep the others from their mail; what was claimed already is not sent again
      await notify(notice, deps).catch((error: unknown) => {
        failed++
        log.error('visit mail not claimed', { kind: notice?.kind, error: nameOf(error), moduleLine: lineOf(error) })
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
