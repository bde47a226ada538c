/** EraseQueue: a new day, a drive at the end of its retention, a person who asked to be forgotten. The only function that removes people's data. */
import { KMSClient } from '@aws-sdk/client-kms'
import { SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod/mini'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { caseStore } from '../../shared/case/case-store.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { numberIndexStore } from '../../shared/contact/number-index-store.ts'
import { EraseMessage } from '../../shared/erasure/messages.ts'
import { protocolStore } from '../../shared/erasure/protocol-store.ts'
import { auditStore } from '../../shared/platform/audit-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { partitionStore } from '../../shared/platform/partition-store.ts'
import { sendAll } from '../../shared/platform/queue.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import { keyring, officeKeysOf, ofOffice } from '../../shared/platform/secrets.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { beginDay } from './day.ts'
import type { EraseDeps } from './deps.ts'
import { eraseDrive } from './erase-drive.ts'
import { erasePerson } from './erase-person.ts'

const env = environment(
  z.object({
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    RESPONSES_TABLE: z.string(),
    ANONYMOUS_TABLE: z.string(),
    CALLS_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    RESULTS_TABLE: z.string(),
    CASES_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    AUDIT_TABLE: z.string(),
    DATA_KEY: z.string(),
    UPLOADS_BUCKET: z.string(),
    ERASE_QUEUE_URL: z.string(),
  }),
)
/** Work stops here and goes on with another message: the function ends after 15 minutes. */
const longestMilliseconds = 10 * 60_000

const db = documentClient()
const sqs = new SQSClient()
const halves = halfStore(db, env.HALVES_TABLE)
const keys = keyring(new KMSClient(), env.DATA_KEY, halves)
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const now = () => new Date()
let until = 0

const deps: EraseDeps = {
  campaigns,
  contacts: contactStore(db, env.CONTACTS_TABLE),
  responses: responseStore(db, env.RESPONSES_TABLE),
  numbers: numberIndexStore(db, env.CONTACTS_TABLE),
  cases: caseStore(db, env.CASES_TABLE, { key: ofOffice(keys.caseKey, campaigns.officeKey), now }),
  protocols: protocolStore(db, env.CASES_TABLE),
  audit: auditStore(db, env.AUDIT_TABLE, ofOffice(keys.auditKey, campaigns.officeKey)),
  halves,
  tables: {
    campaigns: partitionStore(db, env.CAMPAIGNS_TABLE, ['campaign', 'item']),
    contacts: partitionStore(db, env.CONTACTS_TABLE, ['page', 'item']),
    responses: partitionStore(db, env.RESPONSES_TABLE, ['page', 'index']),
    anonymous: partitionStore(db, env.ANONYMOUS_TABLE, ['campaign', 'item']),
    calls: partitionStore(db, env.CALLS_TABLE, ['page', 'item']),
    bookings: partitionStore(db, env.BOOKINGS_TABLE, ['place', 'item']),
    results: partitionStore(db, env.RESULTS_TABLE, ['campaign', 'counter']),
  },
  files: onUse(async () => (await import('./files.ts')).filesOf(env.UPLOADS_BUCKET)), // a day's beginning needs none
  keysOf: ({ id, wrappedKey }) => keys.campaignKeys(id, wrappedKey),
  officeKeys: officeKeysOf(keys, campaigns.officeKey),
  goOn: (message) => sendAll(sqs, env.ERASE_QUEUE_URL, [message]),
  hasTime: () => Date.now() < until,
  now,
}

export const handler = queueWorker(EraseMessage, async (message) => {
  until = Date.now() + longestMilliseconds
  if (message.kind === 'day') await beginDay(deps)
  else if (message.kind === 'drive') await eraseDrive(message.campaign, message.work, deps)
  else await erasePerson(message.case, deps, message.visits)
})
