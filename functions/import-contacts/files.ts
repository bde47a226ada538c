/** Contact files and reports in the upload bucket. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { ContactFile } from '../../shared/contact/inspect.ts'
import { Unreadable } from '../../shared/contact/unreadable.ts'

export interface StoredFile extends ContactFile {
  /** What the bucket calls the content that was streamed last. */
  etag(): string | undefined
}

export interface Files {
  /** A file by its key and size. With `etag`, another content than that is Unreadable. */
  at(key: string, bytes: number, etag?: string): StoredFile
  /** Keeps a report that was written to a local path. */
  putReport(key: string, path: string): Promise<void>
}

/**
 * The object is not there any more. Who may not list a bucket is told AccessDenied then, so that names can't be guessed,
 * and this function may not list. A bucket that fails otherwise is tried again.
 */
const isGone = (error: unknown) => error instanceof Error && ['NoSuchKey', 'AccessDenied'].includes(error.name)

export function bucketFiles(s3: S3Client, bucket: string): Files {
  return {
    at(key, bytes, etag) {
      let seen: string | undefined
      return {
        bytes,
        etag: () => seen,
        async stream() {
          const { Body, ETag } = await s3
            .send(new GetObjectCommand({ Bucket: bucket, Key: key }))
            .catch((error: unknown) => {
              throw isGone(error) ? new Unreadable('changed') : error
            })
          if (etag !== undefined && ETag !== etag) throw new Unreadable('changed')
          seen = ETag
          return Body as unknown as AsyncIterable<Uint8Array>
        },
      }
    },

    async putReport(key, path) {
      const { size } = await stat(path)
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: createReadStream(path),
          ContentLength: size,
          ContentType: 'text/csv; charset=utf-8',
          ContentDisposition: 'attachment; filename="bledne-wiersze.csv"',
        }),
      )
    },
  }
}
