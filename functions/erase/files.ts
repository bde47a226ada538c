/** The objects of the bucket, for whoever removes them. */
import { DeleteObjectsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'

const mostAtOnce = 1000

/** The bucket by a client of its own. */
export const filesOf = (bucket: string) => bucketFiles(new S3Client(), bucket)

export function bucketFiles(s3: S3Client, bucket: string) {
  return {
    /** The keys of all objects under a prefix. */
    async keys(prefix: string): Promise<string[]> {
      const found: string[] = []
      let token: string | undefined
      do {
        const { Contents = [], NextContinuationToken } = await s3.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
        )
        found.push(...Contents.map(({ Key }) => Key!))
        token = NextContinuationToken
      } while (token)
      return found
    },

    /** Removes objects. What is gone already is gone. */
    async remove(keys: readonly string[]): Promise<void> {
      for (let from = 0; from < keys.length; from += mostAtOnce) {
        const Objects = keys.slice(from, from + mostAtOnce).map((Key) => ({ Key }))
        const { Errors = [] } = await s3.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        )
        if (Errors.length > 0) throw new Error('the bucket did not remove every object')
      }
    },
  }
}
