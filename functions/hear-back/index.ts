/** EventsQueue: what SES says later about our mail. An event that cannot be read waits in the dead-letter queue. */
import { KMSClient } from '@aws-sdk/client-kms'
import * as z from 'zod/mini'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { type FeedbackDeps, hearBack, SesEvent } from '../../shared/channel/feedback.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import { keyring, officeKeysOf } from '../../shared/platform/secrets.ts'

const env = environment(
  z.object({
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    ADDRESSES_TABLE: z.string(),
    DATA_KEY: z.string(),
  }),
)
const db = documentClient()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const keys = keyring(new KMSClient(), env.DATA_KEY)
const officeKeys = officeKeysOf(keys, campaigns.officeKey)

const deps: FeedbackDeps = {
  contacts: contactStore(db, env.CONTACTS_TABLE),
  objections: objectionStore(db, env.ADDRESSES_TABLE),
  officeKeys,
  now: () => new Date(),
}

export const handler = queueWorker(SesEvent, (event) => hearBack(event, deps), { concurrency: 4 })
