/** The index of addresses (telephone numbers, e-mail) in DynamoDB: partition `cmp_x#numbers` beside the pages, written once by the import. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import type { Campaign } from '../campaign/campaign.ts'
import type { Item } from '../platform/dynamo.ts'
import { batchSize, batchWriter } from './batch-store.ts'
import { contactsPerPage } from './contact.ts'
import type { Whom } from './link.ts'
import { chunksFor, entriesPerChunk, findInChunk, type NumberIndex, withoutContact } from './number-index.ts'

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

/** Written last: an index without it is none. `upload` says whose list it is of. */
const Directory = z.object({ upload: z.string(), starts: Bytes })

const partition = (campaign: string) => `${campaign}#numbers`
const chunkKey = (chunk: number) => `chunk#${String(chunk).padStart(4, '0')}`
/** Every contact has an e-mail address and two numbers at most. */
const mostChunks = (pages: number) => Math.ceil((pages * contactsPerPage * 3) / entriesPerChunk)
/** 32 kB each: 8 MB at most. */
const chunksKept = 256

/** A campaign as far as its index goes. */
export type Indexed = Pick<Campaign, 'id' | 'list'>

export function numberIndexStore(db: DynamoDBDocumentClient, table: string) {
  const writeBatch = batchWriter(db, table)
  const chunks = new Map<string, Promise<Uint8Array>>()
  const directories = new Map<string, Promise<Uint8Array | undefined>>()

  const read = async (campaign: string, item: string): Promise<Item | undefined> => {
    const Key = { page: partition(campaign), item }
    return (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item
  }

  /** The first hashes of the chunks; undefined where there is no index of this list. */
  const directoryOf = (campaign: string, upload: string) =>
    remembered(directories, `${campaign} ${upload}`, async () => {
      const found = await read(campaign, 'directory')
      const directory = found && z.parse(Directory, found)
      return directory?.upload === upload ? directory.starts : undefined
    })

  const chunkOf = (campaign: string, upload: string, chunk: number) =>
    remembered(chunks, `${campaign} ${upload} ${chunk}`, async () => {
      const found = await read(campaign, chunkKey(chunk))
      if (!found) throw new Error('a chunk of the index of numbers is missing')
      return z.parse(Bytes, found.data)
    })

  return {
    /**
     * Replaces the campaign's index by that of an upload; an empty one leaves none. Told twice, it writes the same.
     * @param pagesBefore how many pages may have been written for lists before: their chunks are removed
     */
    async write(campaign: string, upload: string, index: NumberIndex, pagesBefore: number): Promise<void> {
      const page = partition(campaign)
      const keep = (item: string, values: Item) => ({ PutRequest: { Item: { page, item, ...values } } })
      const remove = (item: string) => ({ DeleteRequest: { Key: { page, item } } })
      const all = index.chunks.length
      for (let from = 0; from < all; from += batchSize) {
        await writeBatch(
          index.chunks.slice(from, from + batchSize).map((data, n) => keep(chunkKey(from + n), { data })),
        )
      }
      if (all > 0) await writeBatch([keep('directory', { upload, starts: index.starts })])
      // Deleting what is not there costs as little as asking for it would.
      const before = pagesBefore > 0 ? mostChunks(pagesBefore) : 0
      const old = Array.from({ length: Math.max(0, before - all) }, (_, n) => chunkKey(all + n))
      if (all === 0 && before > 0) old.unshift('directory')
      for (let from = 0; from < old.length; from += batchSize) {
        await writeBatch(old.slice(from, from + batchSize).map(remove))
      }
    },

    /**
     * The contacts of a campaign's list under the hash of a number in E.164 or an e-mail address (`addressHash`). A look-up in memory as a rule: what
     * a list's index says never changes. Whoever acts on it opens the page and compares.
     */
    async find({ id, list }: Indexed, hash: string): Promise<Whom[]> {
      if (!list) return []
      const starts = await directoryOf(id, list.upload)
      if (!starts) return []
      const found = await Promise.all(
        chunksFor(starts, hash).map(async (chunk) => findInChunk(await chunkOf(id, list.upload, chunk), hash)),
      )
      return found.flat().map(({ page, index }) => ({ campaign: id, page, index }))
    },

    /** Takes one contact's entries for these hashes out of the index: she was erased. Done twice, it is done once. */
    async removeContact({ id, list }: Indexed, hashes: readonly string[], page: number, index: number): Promise<void> {
      const starts = list && (await directoryOf(id, list.upload))
      if (!starts) return
      for (const chunk of new Set(hashes.flatMap((hash) => chunksFor(starts, hash)))) {
        const Key = { page: partition(id), item: chunkKey(chunk) }
        const found = await read(id, Key.item)
        if (!found) continue
        const data = withoutContact(z.parse(Bytes, found.data), page, index)
        await db.send(new PutCommand({ TableName: table, Item: { ...Key, data } }))
        chunks.delete(`${id} ${list.upload} ${chunk}`)
      }
    },
  }
}
export type NumberIndexStore = ReturnType<typeof numberIndexStore>

/** What a key stands for, read once; the oldest is forgotten first, and a read that failed at once. */
function remembered<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const there = known.get(key)
  if (there !== undefined) return there
  const fresh = read()
  fresh.catch(() => known.delete(key))
  known.set(key, fresh)
  if (known.size > chunksKept) known.delete(known.keys().next().value!)
  return fresh
}
