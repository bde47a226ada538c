/** One request to S3 on its way through, and which of S3's calls it is. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './http.ts'
import { answerXml, elementsOf, empty, noSuchKey, S3Error, textOf, xml } from './s3-error.ts'
import { answerObject } from './s3-get.ts'
import { listAnswer } from './s3-list.ts'
import { multipartUploads } from './s3-multipart.ts'
import { callerOf } from './s3-signature.ts'
import type { CreatedBy, ObjectStore } from './s3-store.ts'
import { beginUpload, completeUpload, postObject, putObject, putPart } from './s3-write.ts'

export interface Call {
  request: IncomingMessage
  response: ServerResponse
  /** With the query only; the path is bucket and key. */
  url: URL
  query: URLSearchParams
  bucket: string
  key: string
  store: ObjectStore
  now: number
  region: string
  /** The reason why a caller may not, or nothing. */
  refusal(caller: string, action: string, key: string): string | undefined
  /** Throws AccessDenied when the caller may not. */
  allow(caller: string, action: string, key?: string): void
  /** Takes over a landed file as an object, and tells of it. */
  keep(object: NewObject, file: string): Promise<void>
}

export interface NewObject {
  key: string
  size: number
  etag: string
  headers: Record<string, string>
  by: CreatedBy
}

/** Answers one call. Throws S3Error. */
export async function answerCall(call: Call): Promise<void> {
  const { request, bucket, key, query } = call
  const there = (): void => {
    if (!call.store.has(bucket)) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', 404)
  }
  if (request.method === 'POST' && key === '' && /^multipart\/form-data/i.test(request.headers['content-type'] ?? '')) {
    there()
    return postObject(call)
  }
  const caller = callerOf(request, call.url, call.now)
  if (bucket === '') throw new S3Error('NotImplemented', 'ListBuckets is not in the local S3', 501)
  if (request.method === 'PUT' && key === '' && query.size === 0) {
    call.allow(caller, 's3:CreateBucket')
    call.store.makeBucket(bucket)
    return empty(call.response, 200, { location: `/${bucket}` })
  }
  there()
  const answered = key === '' ? await onBucket(call, caller) : await onObject(call, caller)
  if (answered === 'unknown') {
    const asked = `${request.method} ${key === '' ? 'bucket' : 'object'}${call.url.search.replace(/=[^&]*/g, '')}`
    throw new S3Error('NotImplemented', `${asked} is not in the local S3`, 501)
  }
}

async function onBucket(call: Call, caller: string): Promise<'unknown' | undefined> {
  const { request, response, query, bucket, store } = call
  switch (request.method) {
    case 'HEAD':
      call.allow(caller, 's3:ListBucket')
      empty(response, 200, { 'x-amz-bucket-region': call.region })
      return
    case 'DELETE':
      call.allow(caller, 's3:DeleteBucket')
      if (store.list(bucket, '').length > 0) {
        throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409)
      }
      store.removeBucket(bucket)
      empty(response, 204)
      return
    case 'GET':
      if (query.get('list-type') !== '2') return 'unknown'
      call.allow(caller, 's3:ListBucket')
      answerXml(
        response,
        200,
        listAnswer(bucket, query, (prefix) => store.list(bucket, prefix)),
      )
      return
    case 'POST':
      return query.has('delete') ? deleteMany(call, caller) : 'unknown'
  }
  return 'unknown'
}

async function onObject(call: Call, caller: string): Promise<'unknown' | undefined> {
  const { request, response, query, bucket, key, store } = call
  const plain = [...query.keys()].every((name) => /^(x-id|x-amz-.*|response-.*)$/i.test(name))
  switch (request.method) {
    case 'GET':
    case 'HEAD': {
      if (!plain) return 'unknown'
      call.allow(caller, 's3:GetObject')
      const object = store.get(bucket, key)
      if (object) return void (await answerObject(request, response, query, object, store.pathOf(bucket, object)))
      // Who may not list may not learn either that a key is absent: S3 says 403 then.
      call.allow(caller, 's3:ListBucket', '')
      throw noSuchKey()
    }
    case 'PUT':
      if (request.headers['x-amz-copy-source'] !== undefined) return 'unknown'
      call.allow(caller, 's3:PutObject')
      if (query.has('partNumber')) return void (await putPart(call))
      return plain ? void (await putObject(call)) : 'unknown'
    case 'DELETE':
      if (query.has('uploadId')) {
        call.allow(caller, 's3:AbortMultipartUpload')
        multipartUploads(store.uploads).abort(query.get('uploadId') ?? '', call)
        return empty(response, 204)
      }
      if (!plain) return 'unknown'
      call.allow(caller, 's3:DeleteObject')
      store.remove(bucket, key)
      return empty(response, 204)
    case 'POST':
      call.allow(caller, 's3:PutObject')
      if (query.has('uploads')) return void beginUpload(call)
      return query.has('uploadId') ? void (await completeUpload(call)) : 'unknown'
  }
  return 'unknown'
}

async function deleteMany({ request, response, store, bucket, refusal }: Call, caller: string): Promise<undefined> {
  const document = (await readBody(request, 4 * 1024 * 1024))?.toString() ?? ''
  const keys = elementsOf(document, 'Object').map((one) => textOf(one, 'Key') ?? '')
  if (keys.length === 0 || keys.length > 1000) {
    throw new S3Error('MalformedXML', 'The XML you provided was not well-formed.')
  }
  const refused = keys.flatMap((key) => {
    const reason = refusal(caller, 's3:DeleteObject', key)
    return reason === undefined ? [] : [{ Key: key, Code: 'AccessDenied', Message: reason }]
  })
  const gone = keys.filter((key) => !refused.some(({ Key }) => Key === key))
  for (const key of gone) store.remove(bucket, key)
  const quiet = textOf(document, 'Quiet') === 'true'
  answerXml(response, 200, xml('DeleteResult', { Deleted: quiet ? [] : gone.map((Key) => ({ Key })), Error: refused }))
}
