/** ImportContactsQueue: a file of contacts has arrived in the bucket, or is to be imported. A file is one message. */
import { KMSClient } from '@aws-sdk/client-kms'
import { S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod/mini'
import { callStore } from '../../shared/call/call-store.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { ImportContactsMessage } from '../../shared/contact/messages.ts'
import { numberIndexStore } from '../../shared/contact/number-index-store.ts'
import { uploadStore } from '../../shared/contact/upload-store.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { bookedOnPage } from '../../shared/plan/booked.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import { keyring, officeKeysOf } from '../../shared/platform/secrets.ts'
import { answeredOrUsed } from '../../shared/response/answered.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import type { ImportContactsDeps } from './deps.ts'
import { bucketFiles } from './files.ts'
import { importContacts } from './import-contacts.ts'

const env = environment(
  z.object({
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    ADDRESSES_TABLE: z.string(),
    RESPONSES_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    ANONYMOUS_TABLE: z.string(),
    CALLS_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    DATA_KEY: z.string(),
    UPLOADS_BUCKET: z.string(),
  }),
)
const db = documentClient()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const keys = keyring(new KMSClient(), env.DATA_KEY, halfStore(db, env.HALVES_TABLE))

/** Few lists come from an earlier drive: the first that does loads it. */
const usedLinks = onUse(async () => {
  const { anonymousStore } = await import('../../shared/response/anonymous-store.ts')
  return anonymousStore(db, env.ANONYMOUS_TABLE)
})

const deps: ImportContactsDeps = {
  campaigns,
  uploads: uploadStore(db, env.CAMPAIGNS_TABLE),
  contacts: contactStore(db, env.CONTACTS_TABLE),
  responses: answeredOrUsed(responseStore(db, env.RESPONSES_TABLE), usedLinks),
  bookedOnPage: bookedOnPage(
    onUse(async () => {
      const { bookedStore } = await import('../../shared/booking/booked-store.ts')
      return bookedStore(db, env.BOOKINGS_TABLE)
    }),
  ),
  calls: callStore(db, env.CALLS_TABLE),
  numbers: numberIndexStore(db, env.CONTACTS_TABLE),
  objections: objectionStore(db, env.ADDRESSES_TABLE),
  files: bucketFiles(new S3Client(), env.UPLOADS_BUCKET),
  keysOf: ({ id, wrappedKey }) => keys.campaignKeys(id, wrappedKey),
  officeKeys: officeKeysOf(keys, campaigns.officeKey),
  now: () => new Date(),
}

export const handler = queueWorker(ImportContactsMessage, (message) => importContacts(message, deps))
