/** S3 on one machine: objects as files, streamed both ways, with presigned URLs, upload forms, multipart and notifications. */

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Authorize } from '../permissions.ts'
import { listen, readBody } from './http.ts'
import { type Landed, land } from './s3-body.ts'
import { answerPreflight, type CorsRule, setCors } from './s3-cors.ts'
import { accessDenied, answerError, answerXml, elementsOf, noSuchKey, S3Error, textOf, xml } from './s3-error.ts'
import { answerObject } from './s3-get.ts'
import { listAnswer } from './s3-list.ts'
import { multipartUploads } from './s3-multipart.ts'
import { receiveForm } from './s3-post.ts'
import { callerOf } from './s3-signature.ts'
import { type ObjectStore, objectStore, type StoredObject } from './s3-store.ts'

/** How an object came to be, as S3's notifications name it. */
export type CreatedBy = 'ObjectCreated:Put' | 'ObjectCreated:Post' | 'ObjectCreated:CompleteMultipartUpload'

export interface S3Options {
  /** Folder of all buckets. */
  dir: string
  /** 0, the default, takes any free port. */
  port?: number
  log: (line: string) => void
  clock: { now(): number }
  authorize?: Authorize
  region?: string
  /** Told when an object is whole on disk, before its sender hears of it. `etag` has no quotation marks. */
  onCreated: (bucket: string, key: string, size: number, etag: string, by: CreatedBy) => void
}

export interface S3 {
  /** Path style: `URL/bucket/key`. */
  url: string
  close(): Promise<void>
  /** Makes the bucket unless it is there, and sets its CORS rules. */
  ensureBucket(bucket: string, settings?: { cors?: CorsRule[] }): void
  /** Removes an object as a lifecycle rule would. */
  remove(bucket: string, key: string): void
  /** Objects of a bucket by key; what a lifecycle rule looks at. */
  objects(bucket: string, prefix?: string): { key: string; size: number; etag: string; at: number }[]
}

/** One request on its way through. */
interface Call {
  request: IncomingMessage
  response: ServerResponse
  query: URLSearchParams
  bucket: string
  key: string
}

/** Starts S3 on loopback. */
export async function startS3(options: S3Options): Promise<S3> {
  const store = objectStore(options.dir)
  const cors = new Map<string, CorsRule[]>()
  const server = await listen(async (request, response) => {
    response.setHeader('x-amz-request-id', randomUUID())
    // Not URL's path: it would resolve the dots that a key may well hold.
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2)
    const url = new URL(`http://s3/?${search}`)
    try {
      const [bucket = '', ...rest] = path.slice(1).split('/')
      const call: Call = { request, response, query: url.searchParams, bucket, key: decodeURIComponent(rest.join('/')) }
      const rules = cors.get(bucket) ?? []
      if (request.method === 'OPTIONS') return answerPreflight(request, response, rules)
      setCors(request, response, rules)
      await route(call, url, store, options)
    } catch (error) {
      if (response.headersSent) return void response.destroy()
      request.resume()
      const known = error instanceof S3Error ? error : new S3Error('InternalError', 'The local S3 failed', 500)
      if (!(error instanceof S3Error)) options.log(`s3: ${error instanceof Error ? error.message : String(error)}`)
      answerError(response, known, request.method, path)
    }
  }, options.port)

  return {
    url: server.url,
    close: () => server.close(),
    ensureBucket(bucket, settings = {}) {
      store.makeBucket(bucketName(bucket))
      cors.set(bucket, settings.cors ?? [])
    },
    remove: (bucket, key) => store.remove(bucket, key),
    objects: (bucket, prefix = '') =>
      store.list(bucket, prefix).map(({ key, size, etag, at }) => ({ key, size, etag, at })),
  }
}

async function route(call: Call, url: URL, store: ObjectStore, options: S3Options): Promise<void> {
  const { request, response, query, bucket, key } = call
  const now = options.clock.now()
  const may = (caller: string, action: string, resource: string): string | undefined =>
    options.authorize?.({ accessKeyId: caller, action, resource })
  const allow = (caller: string, action: string, onKey = key): void => {
    const refusal = may(caller, action, `arn:aws:s3:::${bucket}${onKey === '' ? '' : `/${onKey}`}`)
    if (refusal !== undefined) throw accessDenied(refusal)
  }
  const there = (): void => {
    if (!store.has(bucket)) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', 404)
  }

  if (request.method === 'POST' && key === '' && /^multipart\/form-data/i.test(request.headers['content-type'] ?? '')) {
    there()
    return postObject(call, store, options, (caller, posted) => allow(caller, 's3:PutObject', posted))
  }
  const caller = callerOf(request, url, now)
  const what = `${request.method} ${key === '' ? 'bucket' : 'object'}`
  if (bucket === '') throw new S3Error('NotImplemented', 'ListBuckets is not in the local S3', 501)
  if (what === 'PUT bucket' && query.size === 0) {
    allow(caller, 's3:CreateBucket')
    store.makeBucket(bucketName(bucket))
    return empty(response, 200, { location: `/${bucket}` })
  }
  there()
  switch (what) {
    case 'HEAD bucket':
      allow(caller, 's3:ListBucket')
      return empty(response, 200, { 'x-amz-bucket-region': options.region ?? 'eu-central-1' })
    case 'DELETE bucket':
      allow(caller, 's3:DeleteBucket')
      if (store.list(bucket, '').length > 0)
        throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409)
      store.removeBucket(bucket)
      return empty(response, 204)
    case 'GET bucket':
      if (query.get('list-type') !== '2') break
      allow(caller, 's3:ListBucket')
      return answerXml(
        response,
        200,
        listAnswer(bucket, query, (prefix) => store.list(bucket, prefix)),
      )
    case 'POST bucket':
      if (!query.has('delete')) break
      return deleteMany(call, store, (one) => may(caller, 's3:DeleteObject', `arn:aws:s3:::${bucket}/${one}`))
    case 'GET object':
    case 'HEAD object': {
      if (['uploads', 'uploadId', 'acl', 'tagging', 'attributes'].some((name) => query.has(name))) break
      allow(caller, 's3:GetObject')
      const object = store.get(bucket, key)
      if (object) return answerObject(request, response, query, object, store.pathOf(bucket, object))
      // Who may not list may not learn either that a key is absent: S3 says 403 then.
      allow(caller, 's3:ListBucket', '')
      throw noSuchKey()
    }
    case 'PUT object':
      if (request.headers['x-amz-copy-source'] !== undefined) break
      allow(caller, 's3:PutObject')
      if (query.has('partNumber')) return putPart(call, store)
      if (![...query.keys()].every((name) => name === 'x-id' || /^x-amz-/i.test(name))) break
      return putObject(call, store, options)
    case 'DELETE object':
      if (query.has('uploadId')) {
        allow(caller, 's3:AbortMultipartUpload')
        multipartUploads(store.uploads).abort(query.get('uploadId') ?? '', call)
        return empty(response, 204)
      }
      allow(caller, 's3:DeleteObject')
      store.remove(bucket, key)
      return empty(response, 204)
    case 'POST object': {
      allow(caller, 's3:PutObject')
      const uploads = multipartUploads(store.uploads)
      if (query.has('uploads')) {
        const id = uploads.create({ bucket, key, headers: keptHeaders(request.headers) })
        return answerXml(
          response,
          200,
          xml('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id }),
        )
      }
      if (query.has('uploadId')) return completeUpload(call, store, options)
    }
  }
  throw new S3Error('NotImplemented', `${what}${url.search.replace(/=[^&]*/g, '')} is not in the local S3`, 501)
}

async function putObject(call: Call, store: ObjectStore, options: S3Options): Promise<void> {
  const { request, response, bucket, key } = call
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError', 'Your key is too long')
  checkCondition(call, store)
  const landed = await land(request, request.headers, store.incoming)
  try {
    checkCondition(call, store)
  } catch (error) {
    await rm(landed.file, { force: true })
    throw error
  }
  const checksum: Record<string, string> = landed.checksum ? { [landed.checksum.header]: landed.checksum.value } : {}
  const headers = { ...keptHeaders(request.headers), ...checksum }
  const object = { key, size: landed.size, etag: landed.md5, at: options.clock.now(), headers }
  keep(bucket, object, landed, store, options, 'ObjectCreated:Put')
  empty(response, 200, { etag: `"${landed.md5}"`, ...checksum })
}

/** `If-None-Match: *` writes only where nothing is; `If-Match` only over what the writer has seen. */
function checkCondition({ request, bucket, key }: Call, store: ObjectStore): void {
  const before = store.get(bucket, key)
  const ifMatch = request.headers['if-match']
  const failed =
    (request.headers['if-none-match'] === '*' && before) || (ifMatch !== undefined && `"${before?.etag}"` !== ifMatch)
  if (failed)
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)
}

async function putPart(call: Call, store: ObjectStore): Promise<void> {
  const { request, response, query } = call
  const number = Number(query.get('partNumber'))
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive')
  }
  const landed = await land(request, request.headers, store.incoming)
  multipartUploads(store.uploads).addPart(query.get('uploadId') ?? '', call, number, landed)
  empty(response, 200, {
    etag: `"${landed.md5}"`,
    ...(landed.checksum ? { [landed.checksum.header]: landed.checksum.value } : {}),
  })
}

async function completeUpload(call: Call, store: ObjectStore, options: S3Options): Promise<void> {
  const { request, response, query, bucket, key } = call
  const document = (await readBody(request, 4 * 1024 * 1024))?.toString() ?? ''
  const uploads = multipartUploads(store.uploads)
  const file = join(store.incoming, randomUUID())
  const id = query.get('uploadId') ?? ''
  const { headers, etag, size } = await uploads.complete(id, call, document, file)
  keep(
    bucket,
    { key, size, etag, at: options.clock.now(), headers },
    { file },
    store,
    options,
    'ObjectCreated:CompleteMultipartUpload',
  )
  uploads.abort(id, call)
  answerXml(
    response,
    200,
    xml('CompleteMultipartUploadResult', {
      Location: `/${bucket}/${key}`,
      Bucket: bucket,
      Key: key,
      ETag: `"${etag}"`,
    }),
  )
}

async function postObject(
  { request, response, bucket }: Call,
  store: ObjectStore,
  options: S3Options,
  allow: (caller: string, key: string) => void,
): Promise<void> {
  const now = options.clock.now()
  const posted = await receiveForm(request, { bucket, folder: store.incoming, now, allow })
  const { key, size, md5, fields } = posted
  const headers = keptHeaders(Object.fromEntries(fields))
  keep(bucket, { key, size, etag: md5, at: now, headers }, posted, store, options, 'ObjectCreated:Post')
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

async function deleteMany(
  { request, response, bucket }: Call,
  store: ObjectStore,
  refusalFor: (key: string) => string | undefined,
): Promise<void> {
  const document = (await readBody(request, 4 * 1024 * 1024))?.toString() ?? ''
  const keys = elementsOf(document, 'Object').map((one) => textOf(one, 'Key') ?? '')
  if (keys.length === 0 || keys.length > 1000)
    throw new S3Error('MalformedXML', 'The XML you provided was not well-formed.')
  const refused = keys.flatMap((key) => {
    const refusal = refusalFor(key)
    return refusal ? [{ Key: key, Code: 'AccessDenied', Message: refusal }] : []
  })
  const gone = keys.filter((key) => !refused.some(({ Key }) => Key === key))
  for (const key of gone) store.remove(bucket, key)
  const quiet = textOf(document, 'Quiet') === 'true'
  answerXml(response, 200, xml('DeleteResult', { Deleted: quiet ? [] : gone.map((Key) => ({ Key })), Error: refused }))
}

function keep(
  bucket: string,
  object: Omit<StoredObject, 'file'>,
  landed: Pick<Landed, 'file'>,
  store: ObjectStore,
  options: S3Options,
  by: CreatedBy,
): void {
  store.put(bucket, object, landed.file)
  options.onCreated(bucket, object.key, object.size, object.etag, by)
}

function bucketName(bucket: string): string {
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) return bucket
  throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.')
}

/** The headers S3 keeps with an object and gives back. */
function keptHeaders(given: Record<string, string | string[] | undefined>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    if (
      /^(content-(type|disposition|language)|cache-control|expires)$|^x-amz-(meta-|server-side-encryption)/.test(name)
    ) {
      kept[name] = String(value)
    }
  }
  const encoding = String(given['content-encoding'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked')
  if (encoding.length > 0) kept['content-encoding'] = encoding.join(',')
  return { 'content-type': 'binary/octet-stream', ...kept }
}

function empty(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-length': 0, ...headers })
  response.end()
}
