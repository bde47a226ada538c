/** Puts a file that was written to disk into the bucket. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'

export function filePutter(bucket: string) {
  const s3 = new S3Client()
  return {
    async putFile(key: string, path: string, mediaType: string): Promise<void> {
      const { size } = await stat(path)
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: createReadStream(path),
          ContentLength: size,
          ContentType: mediaType,
        }),
      )
    },
  }
}
