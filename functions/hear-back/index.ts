/**
 * EventsQueue: what SES says later about our mail, and Amazon Connect about our calls. An event that cannot be read waits in
 * the dead-letter queue.
 */
import { KMSClient } from '@aws-sdk/client-kms'
import * as z from 'zod/mini'
import { noticeOfTags } from '../../shared/booking/notice.ts'
import { noticeStore } from '../../shared/booking/notice-store.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { ContactEvent } from '../../shared/channel/contact-event.ts'
import { type FeedbackDeps, hearBack, SesEvent } from '../../shared/channel/feedback.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import { keyring, officeKeysOf } from '../../shared/platform/secrets.ts'

const env = environment(
  z.object({
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    RESPONSES_TABLE: z.string(),
    CALLS_TABLE: z.string(),
    ADDRESSES_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    CASES_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    DATA_KEY: z.string(),
    PLACE_CALLS_QUEUE_URL: z.string(),
    CONNECT_INSTANCE_ID: z.string(),
  }),
)
const db = documentClient()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const contacts = contactStore(db, env.CONTACTS_TABLE)
const keys = keyring(new KMSClient(), env.DATA_KEY, halfStore(db, env.HALVES_TABLE))

/** Mails to units seldom come back. */
const units = onUse(async () => (await import('./units.ts')).unitEvents(env, db))

const deps: FeedbackDeps = {
  contacts,
  objections: objectionStore(db, env.ADDRESSES_TABLE),
  async contactOf(whom) {
    const campaign = await campaigns.get(whom.campaign).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined
      throw error
    })
    return campaign && contacts.contact(whom, await keys.campaignKeys(campaign.id, campaign.wrappedKey))
  },
  officeKeys: officeKeysOf(keys, campaigns.officeKey),
  unitMailBounced: (tags) => units.bounced(tags),
  async visitMailBounced({ visit, notice }) {
    const id = noticeOfTags(visit, notice)
    return id !== undefined && noticeStore(db, env.BOOKINGS_TABLE).bounced(id, new Date())
  },
  now: () => new Date(),
}

/** An office without a phone hears of no call, and loads nothing for it. */
const calls = onUse(async () => (await import('./calls.ts')).contactEvents(env, { db, campaigns, contacts, keys }))

export const handler = queueWorker(
  z.discriminatedUnion('source', [SesEvent, ContactEvent]),
  (event) => (event.source === 'aws.ses' ? hearBack(event, deps) : calls.hear(event)),
  { concurrency: 4 },
)
