/** The index of telephone numbers in DynamoDB: partition `cmp_x#numbers` beside the pages, written once by the import. */
import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import type { Campaign } from '../campaign/campaign.ts'
import type { Item } from '../platform/dynamo.ts'
import type { Whom } from './link.ts'
import { chunksFor, findInChunk, type NumberIndex } from './number-index.ts'

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

/** Written last: an index without it is none. `upload` says whose list it is of. */
const Directory = z.object({ upload: z.string(), starts: Bytes })

const partition = (campaign: string) => `${campaign}#numbers`
const chunkKey = (chunk: number) => `chunk#${String(chunk).padStart(4, '0')}`
const writesAtOnce = 4
const deletesAtOnce = 25
/** 32 kB each: 8 MB at most. */
const chunksKept = 256

/** A campaign as far as its index goes. */
export type Indexed = Pick<Campaign, 'id' | 'list'>

export function numberIndexStore(db: DynamoDBDocumentClient, table: string) {
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

  /** Deletes chunks from a number on, and the directory too where none is left. */
  const removeFrom = async (campaign: string, first: number) => {
    const keys: Item[] = first === 0 ? [{ page: partition(campaign), item: 'directory' }] : []
    let start: Item | undefined
    do {
      const { Items, LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#page = :page AND #item BETWEEN :first AND :last',
          ProjectionExpression: '#page, #item',
          ExpressionAttributeNames: { '#page': 'page', '#item': 'item' },
          ExpressionAttributeValues: {
            ':page': partition(campaign),
            ':first': chunkKey(first),
            ':last': chunkKey(9_999),
          },
          ConsistentRead: true,
          ExclusiveStartKey: start,
        }),
      )
      keys.push(...(Items ?? []))
      start = LastEvaluatedKey
    } while (start)
    if (keys.length === 1 && first === 0) return // a list without numbers after a list without numbers
    for (let from = 0; from < keys.length; from += deletesAtOnce) {
      let left: Item[] | undefined = keys.slice(from, from + deletesAtOnce).map((Key) => ({ DeleteRequest: { Key } }))
      for (let attempt = 0; left?.length; attempt++) {
        if (attempt > 12) throw new Error('DynamoDB keeps refusing deletes: the table is throttled')
        if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(2000, 25 * 2 ** attempt)))
        const answer: { UnprocessedItems?: Record<string, Item[]> | undefined } = await db.send(
          new BatchWriteCommand({ RequestItems: { [table]: left as never } }),
        )
        left = answer.UnprocessedItems?.[table]
      }
    }
  }

  return {
    /** Replaces the campaign's index by that of an upload; an empty one leaves none. Told twice, it writes the same. */
    async write(campaign: string, upload: string, { starts, chunks: all }: NumberIndex): Promise<void> {
      const page = partition(campaign)
      for (let from = 0; from < all.length; from += writesAtOnce) {
        await Promise.all(
          all
            .slice(from, from + writesAtOnce)
            .map((data, n) =>
              db.send(new PutCommand({ TableName: table, Item: { page, item: chunkKey(from + n), data } })),
            ),
        )
      }
      if (all.length > 0) {
        await db.send(new PutCommand({ TableName: table, Item: { page, item: 'directory', upload, starts } }))
      }
      await removeFrom(campaign, all.length)
    },

    /**
     * The contacts of a campaign's list under a number's hash (`addressHash` of E.164). A look-up in memory as a rule: what
     * a list's index says never changes. Whoever acts on it opens the page and compares the number.
     */
    async find({ id, list }: Indexed, hash: string): Promise<Whom[]> {
      if (!list?.withPhone) return []
      const starts = await directoryOf(id, list.upload)
      if (!starts) return []
      const found = await Promise.all(
        chunksFor(starts, hash).map(async (chunk) => findInChunk(await chunkOf(id, list.upload, chunk), hash)),
      )
      return found.flat().map(({ page, index }) => ({ campaign: id, page, index }))
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
