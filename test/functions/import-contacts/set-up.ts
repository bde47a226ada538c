/** The import function on the real table engine and the real bucket engine; keys and clock are the test's own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { SQSRecord } from 'aws-lambda'
import type { ImportContactsDeps } from '../../../functions/import-contacts/deps.ts'
import { bucketFiles } from '../../../functions/import-contacts/files.ts'
import { importContacts } from '../../../functions/import-contacts/import-contacts.ts'
import { type S3, startS3 } from '../../../local/engines/s3.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import type { Mapping } from '../../../shared/contact/mapping.ts'
import { ImportContactsMessage } from '../../../shared/contact/messages.ts'
import { numberIndexStore } from '../../../shared/contact/number-index-store.ts'
import { beginImport, newUpload, type Upload } from '../../../shared/contact/upload.ts'
import { uploadStore } from '../../../shared/contact/upload-store.ts'
import { objectionStore } from '../../../shared/objection/objection-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { queueWorker } from '../../../shared/platform/queue-worker.ts'
import { workingKey } from '../../../shared/platform/secrets.ts'
import { responseStore } from '../../../shared/response/response-store.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

const bucket = 'uploads'
export const keys = { seal: workingKey(Buffer.alloc(32, 1), 'seal'), link: workingKey(Buffer.alloc(32, 1), 'link') }
export const officeKeys = {
  address: workingKey(Buffer.alloc(32, 2), 'address'),
  session: workingKey(Buffer.alloc(32, 2), 'session'),
}

export interface House {
  tables: TestTables
  s3: S3
  client: S3Client
  close(): Promise<void>
}

/** Both engines; one to a test file. */
export async function startHouse(): Promise<House> {
  const dir = mkdtempSync(join(tmpdir(), 'akcja-import-'))
  const tables = await startTables()
  const s3 = await startS3({ dir, log: () => {}, clock: { now: () => Date.now() }, onCreated: () => {} })
  s3.ensureBucket(bucket)
  const client = new S3Client({
    endpoint: s3.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' },
  })
  return {
    tables,
    s3,
    client,
    async close() {
      client.destroy()
      await s3.close()
      await tables.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** A new draft, and everything to import a file into it. `change` replaces what a fault is to come from. */
export async function setUp(
  { tables, client }: House,
  change: (deps: ImportContactsDeps) => Partial<ImportContactsDeps> = () => ({}),
  draft: Partial<Campaign> = {},
) {
  const { db, names } = tables
  let at = aTuesday
  const campaigns = campaignStore(db, names.Campaigns)
  const uploads = uploadStore(db, names.Campaigns)
  const contacts = contactStore(db, names.Contacts)
  const numbers = numberIndexStore(db, names.Contacts)
  const objections = objectionStore(db, names.Addresses)
  const id = newId('cmp')
  await campaigns.create(aCampaign({ id, status: 'draft', list: undefined, ...draft }))
  const usual: ImportContactsDeps = {
    bookedOnPage: async () => new Set(),
    campaigns,
    uploads,
    contacts,
    responses: responseStore(db, names.Responses),
    calls: callStore(db, names.Calls),
    numbers,
    objections,
    files: bucketFiles(client, bucket),
    keysOf: async () => keys,
    officeKeys: async () => officeKeys,
    now: () => at,
  }
  const deps = { ...usual, ...change(usual) }
  const worker = queueWorker(ImportContactsMessage, (message) => importContacts(message, deps))
  /** Delivers a message as the queue does; says whether it is done with. */
  const deliver = async (message: unknown): Promise<boolean> => {
    const body = typeof message === 'string' ? message : JSON.stringify(message)
    const { batchItemFailures } = await worker({ Records: [{ messageId: '1', body } as SQSRecord] })
    return batchItemFailures.length === 0
  }
  const created = (key: string, size: number) => ({
    Records: [{ eventName: 'ObjectCreated:Post', s3: { object: { key: encodeURIComponent(key), size } } }],
  })

  /** An upload that was asked for; nothing is in the bucket yet. */
  const asked = async (name = 'kontakty.csv') => {
    const upload = newUpload({ upload: newId('upl'), campaign: id, name, bytes: 0, createdBy: 'maria' }, at)
    await uploads.create(upload)
    return upload
  }
  const put = (key: string, content: string | Uint8Array) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from(content as Uint8Array) }))

  return {
    id,
    campaigns,
    uploads,
    contacts,
    numbers,
    objections,
    deliver,
    created,
    asked,
    put,
    setTime: (time: Date) => {
      at = time
    },
    list: async () => (await campaigns.get(id)).list,
    remove: (key: string) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })),
    async read(key: string): Promise<string> {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      return Body!.transformToString()
    },
    /** A file that has arrived and was inspected. */
    async arrived(content: string | Uint8Array, name?: string): Promise<Upload> {
      const { upload, key } = await asked(name)
      await put(key, content)
      if (!(await deliver(created(key, Buffer.byteLength(content))))) throw new Error('not inspected')
      return uploads.get(id, upload)
    },
    /** Begins an import as staff do, and delivers its message. */
    async imported(
      upload: Upload,
      choice: { mapping?: Mapping; keepGood?: boolean } & Pick<Upload, 'point' | 'consent'> = {},
    ) {
      const { mapping = upload.guess!, keepGood = false, ...about } = choice
      const begun = await uploads.save(beginImport(upload, mapping, keepGood, at, await campaigns.get(id), about), at)
      const done = await deliver({ kind: 'import', campaign: id, upload: upload.upload })
      return { done, upload: await uploads.get(id, begun.upload) }
    },
    /** E-mail addresses of all pages, in order. */
    async emails(pages: number): Promise<string[]> {
      const found: string[] = []
      for (let page = 0; page < pages; page++) {
        found.push(...(await contacts.wholePage(id, page, keys)).contacts.map(({ email = '' }) => email))
      }
      return found
    },
  }
}
