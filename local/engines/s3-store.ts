/**
 * Objects on disk. The bytes of an object lie in a file of their own; a small card of JSON names that file and is renamed
 * into place last, so that an object is always whole: the old one or the new one.
 */

import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { S3Error } from './s3-error.ts'

/** How an object came to be, as S3's notifications name it. */
export type CreatedBy = 'ObjectCreated:Put' | 'ObjectCreated:Post' | 'ObjectCreated:CompleteMultipartUpload'

export interface StoredObject {
  key: string
  size: number
  /** Without its quotation marks. */
  etag: string
  /** Milliseconds. */
  at: number
  /** Headers given back with the object: content-type, x-amz-meta-… */
  headers: Record<string, string>
  /** Name of the file with the bytes. */
  file: string
  /** Set until somebody has been told of the object. */
  untold?: CreatedBy
}

export interface ObjectStore {
  /** Folder for what is still on its way; on the same disk, so that a rename is enough. */
  readonly incoming: string
  readonly uploads: string
  buckets(): string[]
  has(bucket: string): boolean
  makeBucket(bucket: string): void
  removeBucket(bucket: string): void
  /** Takes over a file from `incoming` as the object's bytes. */
  put(bucket: string, object: Omit<StoredObject, 'file'>, landed: string): StoredObject
  /** Notes that somebody has been told of this object. */
  told(bucket: string, object: StoredObject): void
  get(bucket: string, key: string): StoredObject | undefined
  remove(bucket: string, key: string): void
  /** Objects whose key starts with `prefix`, by key in the order of its bytes. */
  list(bucket: string, prefix: string): StoredObject[]
  pathOf(bucket: string, object: StoredObject): string
}

/** Opens the store in `dir`, and clears away what a kill has left half done. */
export function objectStore(dir: string): ObjectStore {
  const incoming = join(dir, 'incoming')
  const uploads = join(dir, 'uploads')
  const root = join(dir, 'buckets')
  rmSync(incoming, { recursive: true, force: true })
  for (const folder of [incoming, uploads, root]) mkdirSync(folder, { recursive: true })
  const buckets = new Map<string, Map<string, StoredObject>>()
  for (const bucket of readdirSync(root)) buckets.set(bucket, readBucket(join(root, bucket)))

  const cardOf = (bucket: string, key: string) =>
    join(root, bucket, `${createHash('sha256').update(key).digest('hex')}.json`)
  const objectsOf = (bucket: string) => buckets.get(bucket) ?? new Map<string, StoredObject>()
  const writeCard = (bucket: string, object: StoredObject): void => {
    const card = cardOf(bucket, object.key)
    writeFileSync(`${card}.new`, JSON.stringify(object))
    renameSync(`${card}.new`, card)
  }
  const pathOf = (bucket: string, object: StoredObject) => join(root, bucket, object.file)

  return {
    incoming,
    uploads,
    buckets: () => [...buckets.keys()],
    has: (bucket) => buckets.has(bucket),
    makeBucket(bucket) {
      if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
        throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.')
      }
      mkdirSync(join(root, bucket), { recursive: true })
      if (!buckets.has(bucket)) buckets.set(bucket, new Map())
    },
    removeBucket(bucket) {
      rmSync(join(root, bucket), { recursive: true, force: true })
      buckets.delete(bucket)
    },
    put(bucket, object, landed) {
      const before = objectsOf(bucket).get(object.key)
      const stored: StoredObject = { ...object, file: `${randomUUID()}.bin` }
      renameSync(landed, pathOf(bucket, stored))
      writeCard(bucket, stored)
      objectsOf(bucket).set(object.key, stored)
      if (before) rmSync(pathOf(bucket, before), { force: true })
      return stored
    },
    told(bucket, object) {
      delete object.untold
      // Another may have taken its place meanwhile, or it may be gone.
      if (objectsOf(bucket).get(object.key) === object) writeCard(bucket, object)
    },
    get: (bucket, key) => objectsOf(bucket).get(key),
    remove(bucket, key) {
      const object = objectsOf(bucket).get(key)
      if (!object) return
      rmSync(cardOf(bucket, key), { force: true })
      objectsOf(bucket).delete(key)
      rmSync(pathOf(bucket, object), { force: true })
    },
    list(bucket, prefix) {
      const found = [...objectsOf(bucket).values()].filter(({ key }) => key.startsWith(prefix))
      return found.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
    },
    pathOf,
  }
}

/** The objects of a bucket by their cards; bytes without a card belong to no object any more. */
function readBucket(folder: string): Map<string, StoredObject> {
  const names = readdirSync(folder)
  const objects = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as StoredObject)
  const files = new Set(objects.map(({ file }) => file))
  for (const name of names) {
    if (!name.endsWith('.json') && !files.has(name)) rmSync(join(folder, name), { force: true })
  }
  return new Map(objects.map((object) => [object.key, object]))
}
