/** S3 on one machine: objects as files, streamed both ways, with presigned URLs, upload forms, multipart and notifications. */

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Authorize } from '../permissions.ts'
import { listen } from './http.ts'
import { answerCall, type Call } from './s3-call.ts'
import { answerPreflight, type CorsRule, setCors } from './s3-cors.ts'
import { accessDenied, answerError, S3Error } from './s3-error.ts'
import { type CreatedBy, objectStore, type StoredObject } from './s3-store.ts'

export type { CreatedBy } from './s3-store.ts'

export interface S3Options {
  /** Folder of all buckets. */
  dir: string
  /** 0, the default, takes any free port. */
  port?: number
  log: (line: string) => void
  clock: { now(): number }
  authorize?: Authorize
  region?: string
  /**
   * Told when an object is whole on disk, before its sender hears of it. `etag` has no quotation marks. What it throws is
   * logged, and the object stays untold.
   */
  onCreated: (bucket: string, key: string, size: number, etag: string, by: CreatedBy) => void | Promise<void>
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
  /** Tells of the objects whose telling a kill has cut off. To be called once, when somebody listens. */
  tellUntold(): Promise<void>
}

/** Starts S3 on loopback. */
export async function startS3(options: S3Options): Promise<S3> {
  const { authorize, clock, region = 'eu-central-1' } = options
  const store = objectStore(options.dir)
  const cors = new Map<string, CorsRule[]>()

  const tell = async (bucket: string, object: StoredObject): Promise<void> => {
    if (!object.untold) return
    try {
      await options.onCreated(bucket, object.key, object.size, object.etag, object.untold)
      store.told(bucket, object)
    } catch (error) {
      options.log(`s3: nobody could be told of a new object: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  const callOf = (request: IncomingMessage, response: ServerResponse): Call => {
    // Not URL's path: it would resolve the dots that a key may well hold.
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2)
    const [bucket = '', ...rest] = path.slice(1).split('/')
    const url = new URL(`http://s3/?${search}`)
    const key = decoded(rest.join('/'))
    const now = clock.now()
    const refusal = (caller: string, action: string, onKey: string): string | undefined => {
      const resource = `arn:aws:s3:::${bucket}${onKey === '' ? '' : `/${onKey}`}`
      // who may list a part of a bucket is told so by the prefix that she asks for
      const prefix = action === 's3:ListBucket' ? url.searchParams.get('prefix') : null
      const context = prefix === null ? {} : { context: { 's3:prefix': prefix } }
      return authorize?.({ accessKeyId: caller, action, resource, ...context })
    }
    return {
      ...{ request, response, url, query: url.searchParams, bucket, key, store, now, region, refusal },
      allow(caller, action, onKey = key) {
        const reason = refusal(caller, action, onKey)
        if (reason !== undefined) throw accessDenied(reason)
      },
      async keep({ by, ...object }, file) {
        await tell(bucket, store.put(bucket, { ...object, at: clock.now(), untold: by }, file))
      },
    }
  }

  const server = await listen(async (request, response) => {
    response.setHeader('x-amz-request-id', randomUUID())
    try {
      const call = callOf(request, response)
      const rules = cors.get(call.bucket) ?? []
      if (request.method === 'OPTIONS') return answerPreflight(request, response, rules)
      setCors(request, response, rules)
      await answerCall(call)
    } catch (error) {
      if (!(error instanceof S3Error)) options.log(`s3: ${error instanceof Error ? error.message : String(error)}`)
      if (response.headersSent) return void response.destroy()
      request.resume()
      const known = error instanceof S3Error ? error : new S3Error('InternalError', 'The local S3 failed', 500)
      answerError(response, known, request.method, (request.url ?? '/').split('?')[0]!)
    }
  }, options.port)

  return {
    url: server.url,
    close: () => server.close(),
    ensureBucket(bucket, settings = {}) {
      store.makeBucket(bucket)
      cors.set(bucket, settings.cors ?? [])
    },
    remove: (bucket, key) => store.remove(bucket, key),
    objects: (bucket, prefix = '') =>
      store.list(bucket, prefix).map(({ key, size, etag, at }) => ({ key, size, etag, at })),
    async tellUntold() {
      for (const bucket of store.buckets()) for (const object of store.list(bucket, '')) await tell(bucket, object)
    },
  }
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI.")
  }
}
