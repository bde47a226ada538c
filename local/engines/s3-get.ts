/** GetObject and HeadObject: whole or a range, with the headers that the URL asks for. */

import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { headerSafe, S3Error } from './s3-error.ts'
import type { StoredObject } from './s3-store.ts'

/** Streams an object, or its head alone. */
export async function answerObject(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  object: StoredObject,
  path: string,
): Promise<void> {
  const etag = `"${object.etag}"`
  const ifMatch = request.headers['if-match']
  if (ifMatch !== undefined && ifMatch !== etag && ifMatch !== object.etag) {
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)
  }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag })
    response.end()
    return
  }
  const range = rangeOf(request.headers.range, object.size)
  const { start, end } = range ?? { start: 0, end: object.size - 1 }
  // A checksum of the whole says nothing about a part of it.
  const checksums = range || request.headers['x-amz-checksum-mode'] !== 'ENABLED'
  const headers: Record<string, string> = {
    ...Object.fromEntries(
      Object.entries(object.headers).filter(([name]) => !checksums || !name.startsWith('x-amz-checksum')),
    ),
    etag,
    'last-modified': new Date(object.at).toUTCString(),
    'accept-ranges': 'bytes',
    'content-length': String(end - start + 1),
    ...(range ? { 'content-range': `bytes ${start}-${end}/${object.size}` } : {}),
  }
  for (const [name, value] of query) {
    if (overridable.has(name)) headers[name.slice('response-'.length)] = headerSafe(value)
  }
  response.writeHead(range ? 206 : 200, headers)
  if (request.method === 'HEAD' || object.size === 0) {
    response.end()
    return
  }
  await pipeline(createReadStream(path, { start, end }), response).catch((error: NodeJS.ErrnoException) => {
    // Whoever asked has gone away; that is no fault of ours.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE' && error.code !== 'EPIPE' && error.code !== 'ECONNRESET')
      throw error
  })
}

const overridable = new Set(
  ['content-type', 'content-language', 'expires', 'cache-control', 'content-disposition', 'content-encoding'].map(
    (name) => `response-${name}`,
  ),
)

/** `bytes=0-99`, `bytes=100-` or `bytes=-100` as first and last byte. Several ranges at once are answered whole, as S3 does. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1])
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]))
  if (start >= size || start > end) throw new S3Error('InvalidRange', 'The requested range is not satisfiable', 416)
  return { start, end }
}
