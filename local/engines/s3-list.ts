/** ListObjectsV2: keys under a prefix, in the order of their bytes, folded at a delimiter, page by page. */

import type { Elements } from './s3-error.ts'
import { S3Error, xml } from './s3-error.ts'
import type { StoredObject } from './s3-store.ts'

/** The answer to `GET /bucket?list-type=2&…`; `listed` gives the objects of a prefix in order. */
export function listAnswer(bucket: string, query: URLSearchParams, listed: (prefix: string) => StoredObject[]): string {
  const prefix = query.get('prefix') ?? ''
  const delimiter = query.get('delimiter') ?? ''
  const size = Math.min(1000, Number(query.get('max-keys') ?? 1000))
  const token = query.get('continuation-token')
  if (!Number.isInteger(size) || size < 0) throw new S3Error('InvalidArgument', 'max-keys is no number')
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString()
  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text

  const contents: Elements[] = []
  const folders: string[] = []
  let last = ''
  let more = false
  for (const object of listed(prefix)) {
    const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length)
    const name = end < 0 ? object.key : object.key.slice(0, end + delimiter.length)
    if (name === folders.at(-1) || Buffer.compare(Buffer.from(name), Buffer.from(after)) <= 0) continue
    if (contents.length + folders.length >= size) {
      more = true
      break
    }
    last = name
    if (end < 0) {
      contents.push({
        Key: encode(object.key),
        LastModified: new Date(object.at).toISOString(),
        ETag: `"${object.etag}"`,
        Size: object.size,
        StorageClass: 'STANDARD',
      })
    } else folders.push(name)
  }
  return xml('ListBucketResult', {
    Name: bucket,
    Prefix: encode(prefix),
    ...(delimiter ? { Delimiter: encode(delimiter) } : {}),
    MaxKeys: size,
    KeyCount: contents.length + folders.length,
    IsTruncated: more,
    ...(more ? { NextContinuationToken: Buffer.from(last).toString('base64url') } : {}),
    ...(query.get('encoding-type') ? { EncodingType: 'url' } : {}),
    Contents: contents,
    CommonPrefixes: folders.map((folder) => ({ Prefix: encode(folder) })),
  })
}
