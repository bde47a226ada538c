/**
 * The S3 that the contract tests talk to: AWS_ENDPOINT_URL_S3 where it is set, otherwise the embedded engine in a temporary
 * folder; with a bucket of their own, removed at the end.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll } from 'vitest'
import { startS3 } from '../../../local/engines/s3.ts'

export const elsewhere = process.env.AWS_ENDPOINT_URL_S3
/** Removed at the end. */
export const dir = mkdtempSync(join(tmpdir(), 'akcja-s3-'))
export const Bucket = `akcja-contract-${randomUUID().slice(0, 8)}`

const s3 = elsewhere ? undefined : await startS3({ dir, log: () => {}, clock: Date, onCreated: () => {} })
const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' }
export const client = new S3Client(s3 ? { endpoint: s3.url, region: 'eu-central-1', credentials } : {})
await client.send(new CreateBucketCommand({ Bucket }))

afterAll(async () => {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }))
  for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }))
  await client.send(new DeleteBucketCommand({ Bucket }))
  client.destroy()
  await s3?.close()
  rmSync(dir, { recursive: true, force: true })
})

let n = 0
/** A key of its own for each test. */
export const newKey = (ending = 'kontakty.csv') => `uploads/${n++}/${ending}`

export const put = (Key: string, Body: string | Buffer = 'imię;e-mail\n') =>
  client.send(new PutObjectCommand({ Bucket, Key, Body }))

/** An object as text. */
export const text = async (Key: string, Range?: string) => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, Range }))
  return Body!.transformToString()
}

/** `total` bytes in pieces of 64 KiB, never all in memory. */
export const stream = (total: number, piece = Buffer.alloc(65_536, 'a')) =>
  Readable.from(
    (function* () {
      for (let left = total; left > 0; left -= piece.length) yield left < piece.length ? piece.subarray(0, left) : piece
    })(),
    { objectMode: false },
  )
