/** ImportContactsQueue: a file of contacts has arrived in the bucket, or is to be imported. A file is one message. */
import { KMSClient } from '@aws-sdk/client-kms'
import { S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod/mini'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { ImportContactsMessage } from '../../shared/contact/messages.ts'
import { numberIndexStore } from '../../shared/contact/number-index-store.ts'
import { uploadStore } from '../../shared/contact/upload-store.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import { keyring, officeKeysOf } from '../../shared/platform/secrets.ts'
import type { ImportContactsDeps } from './deps.ts'
import type { EarlierStores } from './earlier.ts'
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

/** Few lists come from an earlier drive: the first that does loads what tells who of it comes along. */
let earlier: Promise<EarlierStores> | undefined
const ofEarlier = () => {
  earlier ??= import('./earlier.ts').then(({ earlierStores }) => earlierStores(db, env))
  return earlier
}

const deps: ImportContactsDeps = {
  campaigns,
  uploads: uploadStore(db, env.CAMPAIGNS_TABLE),
  contacts: contactStore(db, env.CONTACTS_TABLE),
  responses: onUse(async () => (await ofEarlier()).responses),
  bookedOnPage: async (campaign, page) => (await ofEarlier()).bookedOnPage(campaign, page),
  calls: onUse(async () => (await ofEarlier()).calls),
  numbers: numberIndexStore(db, env.CONTACTS_TABLE),
  objections: objectionStore(db, env.ADDRESSES_TABLE),
  files: bucketFiles(new S3Client(), env.UPLOADS_BUCKET),
  keysOf: ({ id, wrappedKey }) => keys.campaignKeys(id, wrappedKey),
  officeKeys: officeKeysOf(keys, campaigns.officeKey),
  now: () => new Date(),
}

export const handler = queueWorker(ImportContactsMessage, (message) => importContacts(message, deps))
