/** Everything that makes an object: put, the parts of an upload, its completion, a browser's form. */

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readBody } from './http.ts'
import { land } from './s3-body.ts'
import type { Call } from './s3-call.ts'
import { answerXml, empty, headerSafe, S3Error, xml } from './s3-error.ts'
import { multipartUploads } from './s3-multipart.ts'
import { receiveForm } from './s3-post.ts'

/** PutObject. The bytes are taken whole before the old object gives way. */
export async function putObject(call: Call): Promise<void> {
  const { request, response, key, store } = call
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError', 'Your key is too long')
  checkCondition(call)
  const landed = await land(request, request.headers, store.incoming)
  try {
    checkCondition(call)
  } catch (error) {
    await rm(landed.file, { force: true })
    throw error
  }
  const checksum: Record<string, string> = landed.checksum ? { [landed.checksum.header]: landed.checksum.value } : {}
  const headers = { ...keptHeaders(request.headers), ...checksum }
  await call.keep({ key, size: landed.size, etag: landed.md5, headers, by: 'ObjectCreated:Put' }, landed.file)
  empty(response, 200, { etag: `"${landed.md5}"`, ...checksum })
}

/** `If-None-Match: *` writes only where nothing is; `If-Match` only over what the writer has seen. */
function checkCondition({ request, bucket, key, store }: Call): void {
  const before = store.get(bucket, key)
  const ifMatch = request.headers['if-match']
  const taken = request.headers['if-none-match'] === '*' && before !== undefined
  if (taken || (ifMatch !== undefined && `"${before?.etag}"` !== ifMatch)) {
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)
  }
}

/** CreateMultipartUpload. */
export function beginUpload({ request, response, bucket, key, store }: Call): void {
  const id = multipartUploads(store.uploads).create({ bucket, key, headers: keptHeaders(request.headers) })
  answerXml(response, 200, xml('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id }))
}

/** UploadPart. */
export async function putPart(call: Call): Promise<void> {
  const { request, response, query, store } = call
  const number = Number(query.get('partNumber'))
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive')
  }
  const landed = await land(request, request.headers, store.incoming)
  try {
    multipartUploads(store.uploads).addPart(query.get('uploadId') ?? '', call, number, landed)
  } catch (error) {
    await rm(landed.file, { force: true })
    throw error
  }
  const checksum: Record<string, string> = landed.checksum ? { [landed.checksum.header]: landed.checksum.value } : {}
  empty(response, 200, { etag: `"${landed.md5}"`, ...checksum })
}

/** CompleteMultipartUpload. */
export async function completeUpload(call: Call): Promise<void> {
  const { request, response, query, bucket, key, store } = call
  const document = (await readBody(request, 4 * 1024 * 1024))?.toString() ?? ''
  const uploads = multipartUploads(store.uploads)
  const file = join(store.incoming, randomUUID())
  const id = query.get('uploadId') ?? ''
  const { headers, etag, size } = await uploads.complete(id, call, document, file)
  await call.keep({ key, size, etag, headers, by: 'ObjectCreated:CompleteMultipartUpload' }, file)
  uploads.abort(id, call)
  const told = { Location: `/${bucket}/${key}`, Bucket: bucket, Key: key, ETag: `"${etag}"` }
  answerXml(response, 200, xml('CompleteMultipartUploadResult', told))
}

/** POST Object; what the browser gets is what the form asked for. */
export async function postObject(call: Call): Promise<void> {
  const { request, response, bucket, store, now } = call
  const allow = (caller: string, key: string) => call.allow(caller, 's3:PutObject', key)
  const { key, size, md5, fields, file } = await receiveForm(request, { bucket, folder: store.incoming, now, allow })
  const headers = keptHeaders(Object.fromEntries([...fields].map(([name, value]) => [name, headerSafe(value)])))
  await call.keep({ key, size, etag: md5, headers, by: 'ObjectCreated:Post' }, file)
  const etag = `"${md5}"`
  const redirect = fields.get('success_action_redirect')
  if (redirect !== undefined && URL.canParse(redirect)) {
    const target = new URL(redirect)
    for (const [name, value] of Object.entries({ bucket, key, etag })) target.searchParams.set(name, value)
    return empty(response, 303, { location: target.href, etag })
  }
  const status = Number(fields.get('success_action_status'))
  if (status === 201) {
    const document = xml('PostResponse', { Location: `/${bucket}/${key}`, Bucket: bucket, Key: key, ETag: etag })
    return answerXml(response, 201, document, { etag })
  }
  empty(response, status === 200 ? 200 : 204, { etag })
}

const kept = /^(content-(type|disposition|language)|cache-control|expires)$|^x-amz-(meta-|server-side-encryption)/

/** The headers S3 keeps with an object and gives back. */
function keptHeaders(given: Record<string, string | string[] | undefined>): Record<string, string> {
  const own = Object.entries(given).filter(([name, value]) => value !== undefined && kept.test(name))
  const encoding = String(given['content-encoding'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked')
  return {
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(own.map(([name, value]) => [name, String(value)])),
    ...(encoding.length > 0 && { 'content-encoding': encoding.join(',') }),
  }
}
