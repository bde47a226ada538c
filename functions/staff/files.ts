/** The bucket as staff see it: a place to put a contact file, a link to fetch a report or an export. Short-lived, both. (X9) */
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'

const placeSeconds = 3_600
const linkSeconds = 300
/**
 * More than may be imported (`maxFileBytes`): a file over this is refused by the bucket in its own words; one between the
 * two arrives, and its sender reads ours.
 */
const largestPost = 2 * 1024 ** 3

/** A form that the browser posts to the bucket: where to, its fields, and until when. The file comes last. */
export interface PostPlace {
  url: string
  fields: Record<string, string>
  expiresAt: string
}

/** The bucket by a client of its own. */
export const filesOf = (bucket: string, now: () => Date): Files => bucketFiles(new S3Client(), bucket, now)

export function bucketFiles(s3: S3Client, bucket: string, now: () => Date) {
  return {
    /** A place for one file under a key. @param then the page to which the browser goes after the upload */
    async placeFor(key: string, then?: string): Promise<PostPlace> {
      const { url, fields } = await createPresignedPost(s3, {
        Bucket: bucket,
        Key: key,
        Conditions: [['content-length-range', 0, largestPost]],
        Fields: then ? { success_action_redirect: then } : { success_action_status: '201' },
        Expires: placeSeconds,
      })
      return { url, fields, expiresAt: new Date(now().getTime() + placeSeconds * 1000).toISOString() }
    },

    /** A link to a file, which saves it under this name. */
    async linkTo(key: string, name: string): Promise<string> {
      return getSignedUrl(
        s3,
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ResponseContentDisposition: `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
        }),
        { expiresIn: linkSeconds },
      )
    },
  }
}
export type Files = ReturnType<typeof bucketFiles>
