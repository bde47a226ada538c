/** What the import function is told: that a file has arrived (by the bucket), or that it is to be imported (by staff). */
import * as z from 'zod/mini'

/** Sent by staff after `beginImport` or `keepGoodRows` was stored. */
export const ImportRequest = z.object({ kind: z.literal('import'), campaign: z.string(), upload: z.string() })
export type ImportRequest = z.infer<typeof ImportRequest>

/** A notification of the bucket. Keys in it are URL-encoded. */
export const ObjectCreated = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      s3: z.object({ object: z.object({ key: z.string(), size: z.int() }) }),
    }),
  ),
})
export type ObjectCreated = z.infer<typeof ObjectCreated>

/** What the bucket sends once, when notifications are set up. */
const BucketTest = z.object({ Event: z.literal('s3:TestEvent') })

export const ImportContactsMessage = z.union([ImportRequest, ObjectCreated, BucketTest])
export type ImportContactsMessage = z.infer<typeof ImportContactsMessage>

/** The key in a notification as it is in the bucket: `+` is a space there. */
export function objectKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}
