/** A drive with everything that can lie about its people, in the real tables, under real keys, with real files; and the function that erases. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KMSClient } from '@aws-sdk/client-kms'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { EraseDeps } from '../../../functions/erase/deps.ts'
import { bucketFiles } from '../../../functions/erase/files.ts'
import { startKms } from '../../../local/engines/kms.ts'
import { startS3 } from '../../../local/engines/s3.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { caseStore } from '../../../shared/case/case-store.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { numberCollector } from '../../../shared/contact/number-index.ts'
import { numberIndexStore } from '../../../shared/contact/number-index-store.ts'
import type { EraseMessage } from '../../../shared/erasure/messages.ts'
import { protocolStore } from '../../../shared/erasure/protocol-store.ts'
import { addressHash } from '../../../shared/objection/objection.ts'
import { auditStore } from '../../../shared/platform/audit-store.ts'
import { halfStore } from '../../../shared/platform/half-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { localTime } from '../../../shared/platform/local-time.ts'
import { partitionStore } from '../../../shared/platform/partition-store.ts'
import { keyring, newDataKey, officeKeysOf, ofOffice } from '../../../shared/platform/secrets.ts'
import { responseStore } from '../../../shared/response/response-store.ts'
import { resultStore } from '../../../shared/result/result-store.ts'
import { aCampaign } from '../../builders/campaign.ts'
import { startTables } from '../../builders/tables.ts'

const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' }
const region = 'eu-central-1'
const bucket = 'uploads'

export type EraseHouse = Awaited<ReturnType<typeof startErasing>>

export async function startErasing() {
  const dir = await mkdtemp(join(tmpdir(), 'akcja-erase-'))
  const tables = await startTables({ streams: false })
  const { db, names } = tables
  const kmsEngine = await startKms({ dir, log: () => {} })
  const kms = new KMSClient({ endpoint: kmsEngine.url, region, credentials })
  const dataKey = kmsEngine.ensureKey('data')
  const s3Engine = await startS3({ dir, log: () => {}, clock: Date, onCreated: () => {} })
  s3Engine.ensureBucket(bucket)
  const s3 = new S3Client({ endpoint: s3Engine.url, region, credentials })

  const clock = { at: new Date('2026-11-16T10:00:00Z') }
  const now = () => clock.at
  const halves = halfStore(db, names.Halves)
  const keys = keyring(kms, dataKey, halves)
  const campaigns = campaignStore(db, names.Campaigns)
  const wrapped = () => campaigns.ensureOfficeKey(() => newDataKey(kms, dataKey, 'office'))
  const officeKeys = officeKeysOf(keys, wrapped)
  const contacts = contactStore(db, names.Contacts)
  const responses = responseStore(db, names.Responses)
  const numbers = numberIndexStore(db, names.Contacts)
  const calls = callStore(db, names.Calls)
  const results = resultStore(db, names.Results)
  const asked: EraseMessage[] = []
  const cases = caseStore(db, names.Cases, { key: ofOffice(keys.caseKey, wrapped), now })
  const keysOf = ({ id, wrappedKey }: Campaign) => keys.campaignKeys(id, wrappedKey)
  const deps: EraseDeps = {
    campaigns,
    contacts,
    responses,
    numbers,
    cases,
    protocols: protocolStore(db, names.Cases),
    audit: auditStore(db, names.Audit, ofOffice(keys.auditKey, wrapped)),
    halves,
    tables: {
      campaigns: partitionStore(db, names.Campaigns, ['campaign', 'item']),
      contacts: partitionStore(db, names.Contacts, ['page', 'item']),
      responses: partitionStore(db, names.Responses, ['page', 'index']),
      anonymous: partitionStore(db, names.Anonymous, ['campaign', 'item']),
      calls: partitionStore(db, names.Calls, ['page', 'item']),
      bookings: partitionStore(db, names.Bookings, ['place', 'item']),
      results: partitionStore(db, names.Results, ['campaign', 'counter']),
    },
    files: bucketFiles(s3, bucket),
    keysOf,
    officeKeys,
    goOn: async (message) => void asked.push(message),
    hasTime: () => true,
    now,
  }

  const putFile = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))
  const put = (TableName: string, Item: Record<string, unknown>) => db.send(new PutCommand({ TableName, Item }))

  return {
    tables,
    clock,
    deps,
    asked,
    halves,
    keys,
    kms,
    dataKey,
    campaigns,
    contacts,
    numbers,
    responses,
    results,
    cases,
    calls,
    officeKeys,
    s3,
    putFile,

    /** Everything in every table, as text: what is bytes shows as what it would be if it were text. */
    async everything(): Promise<string> {
      const parts: string[] = []
      for (const TableName of Object.values(names)) {
        const { Items = [] } = await db.send(new ScanCommand({ TableName, ConsistentRead: true }))
        parts.push(
          JSON.stringify(Items, (_, value) => {
            if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1')
            if (value?.type === 'Buffer') return Buffer.from(value.data).toString('latin1')
            if (value instanceof Set) return [...value]
            const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value)
            return isPlain
              ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
              : value
          }),
        )
      }
      return parts.join('\n')
    },

    /** All items of a table. */
    async items(table: keyof typeof names) {
      return (await db.send(new ScanCommand({ TableName: names[table], ConsistentRead: true }))).Items ?? []
    },

    /**
     * A drive that ended, with so many contacts on pages of a hundred: each third answered, was called, has a visit; everybody has
     * facts; there are uploads, exports and files.
     */
    async aDriveWithPeople(count: number, change: Partial<Campaign> = {}): Promise<Campaign> {
      const id = newId('cmp')
      await halves.make(id)
      const pages = Math.ceil(count / 100)
      const campaign = aCampaign({
        id,
        status: 'finished',
        endedAt: '2026-06-01T10:00:00.000Z',
        list: { ...aCampaign().list!, upload: `upl_${id.slice(4)}`, contacts: count, pages, withPhone: count },
        wrappedKey: await newDataKey(kms, dataKey, id),
        ...change,
      })
      await campaigns.create(campaign)
      await campaigns.putSurvey(id, 1, { pages: [] })
      const key = await keysOf(campaign)
      const { address } = await officeKeys()
      const people = Array.from({ length: count }, (_, n) => ({
        email: `kanarek${n}@${id.slice(4)}.example`,
        phone: `+4860${String(n).padStart(7, '0')}`,
      }))
      const index = numberCollector()
      people.forEach(({ email, phone }, n) => {
        for (const one of [email, phone]) {
          index.add({ hash: addressHash(address, one), page: Math.floor(n / 100), index: n % 100 })
        }
      })
      await contacts.writePages(
        id,
        key,
        ['imie'],
        Array.from({ length: pages }, (_, page) => ({
          page,
          rows: people
            .slice(page * 100, page * 100 + 100)
            .map(({ email, phone }, n) => ['pl', email, phone, `Kanarkowska${page * 100 + n}`]),
        })),
        1,
      )
      await numbers.write(id, campaign.list!.upload, index.pack(), 0)
      for (let n = 0; n < count; n++) {
        const whom = { campaign: id, page: Math.floor(n / 100), index: n % 100 }
        await contacts.putFact(id, whom.page, { index: whom.index, kind: 'delayed', at: now().toISOString() })
        if (n % 3 > 0) continue
        const given = {
          answers: { uwagi: `Śpiewam ${n} o świcie ${id}` },
          mode: 'web',
          language: 'pl',
          survey: 1,
        } as const
        await responses.submit(whom, given, now(), undefined)
        await calls.promise(whom, { at: '2026-05-20T09:00:00.000Z', from: 'web', madeAt: '2026-05-19T09:00:00.000Z' })
        const own = String(whom.index).padStart(2, '0')
        const mark = { place: `${id}#${whom.page}`, item: `${own}#svc_000000000001` }
        const booking = newId('bkg')
        await put(names.Bookings, { ...mark, id: booking, state: 'attended' })
        const others = [mark.place, 'who#of-her-e-mail', 'who#of-her-number'].map((place, n) =>
          n === 0 ? mark : { place: `${place}-${booking}`, item: 'svc_000000000001' },
        )
        for (const other of others.slice(1)) await put(names.Bookings, { ...other, id: booking, state: 'attended' })
        await put(names.Bookings, { place: booking, item: 'booking', sealed: Buffer.from('sealed'), marks: others })
      }
      const day = localTime(now()).date
      const said = people.flatMap((_, n) => (n % 3 === 0 ? [`Śpiewam ${n} o świcie ${id}`] : []))
      await put(names.Results, { campaign: id, counter: 'text#uwagi\u001f0001', days: { [day]: said } })
      await put(names.Results, { campaign: id, counter: 'progress', answered: Math.ceil(count / 3) })
      await put(names.Campaigns, {
        campaign: id,
        item: `upload#${campaign.list!.upload}`,
        sample: Buffer.from('first'),
      })
      await put(names.Campaigns, { campaign: id, item: 'export#exp_000000000001', kind: 'responses' })
      await put(names.Anonymous, { campaign: `${id}#texts`, item: 'x', text: 'Kanarek anonimowy' })
      await putFile(`uploads/${id}/${campaign.list!.upload}/kontakty.csv`, people.map(({ email }) => email).join('\n'))
      await putFile(`exports/${id}/exp_000000000001.csv`, 'Kanarkowska')
      return campaign
    },

    async close() {
      kms.destroy()
      s3.destroy()
      await kmsEngine.close()
      await s3Engine.close()
      await tables.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
