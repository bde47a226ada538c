/**
 * Who asks, and by what right: SigV4 in a header, in a URL, in the policy of a form. URLs and policies leave the house, so
 * theirs is computed again; a header comes from our own SDK, and its presence is enough.
 */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { accessKeyOf } from './http.ts'
import { accessDenied, S3Error } from './s3-error.ts'

/** Every access key of the local cloud has this secret. */
export const localSecret = 'local-secret'

/** The access key id of a request. Throws AccessDenied without a signature, or when that of a URL is wrong or expired. */
export function callerOf(request: IncomingMessage, url: URL, now: number): string {
  if (url.searchParams.has('X-Amz-Signature')) return callerOfUrl(request, url, now)
  const caller = accessKeyOf(request)
  if (caller === 'anonymous' || !/Signature=[0-9a-f]{64}/.test(request.headers.authorization ?? ''))
    throw accessDenied()
  return caller
}

/** The signature of a text under a scope `KEY/20261122/eu-central-1/s3/aws4_request`, in hex. */
export function signatureOf(text: string, scope: string): string {
  const [, date, region, service, end] = scope.split('/')
  const key = [date, region, service, end].reduce<Buffer | string>(
    (key, part) =>
      createHmac('sha256', key)
        .update(part ?? '')
        .digest(),
    `AWS4${localSecret}`,
  )
  return createHmac('sha256', key).update(text).digest('hex')
}

/** Compares two hex signatures in constant time. */
export function sameSignature(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Milliseconds of `20261122T101112Z`. */
export function amzTime(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}

function callerOfUrl(request: IncomingMessage, url: URL, now: number): string {
  const query = url.searchParams
  const date = query.get('X-Amz-Date') ?? ''
  const scope = query.get('X-Amz-Credential') ?? ''
  const seconds = Number(query.get('X-Amz-Expires'))
  const signedAt = amzTime(date)
  if (
    query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256' ||
    !Number.isFinite(signedAt) ||
    !(seconds > 0 && seconds <= 604_800)
  ) {
    throw new S3Error('AuthorizationQueryParametersError', 'The signature parameters of the URL are not valid')
  }
  if (now > signedAt + seconds * 1000) throw accessDenied('Request has expired')
  // 15 minutes is what S3 allows clocks to differ.
  if (now < signedAt - 15 * 60_000) throw accessDenied('Request is not valid yet')
  const signedHeaders = (query.get('X-Amz-SignedHeaders') ?? '').split(';')
  const headers = signedHeaders.map(
    (name) =>
      `${name}:${String(request.headers[name] ?? '')
        .trim()
        .replace(/ +/g, ' ')}\n`,
  )
  const canonical = [
    request.method,
    (request.url ?? '/').split('?')[0],
    canonicalQuery(query),
    headers.join(''),
    signedHeaders.join(';'),
    query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', date, scope.split('/').slice(1).join('/'), sha256(canonical)].join('\n')
  if (!sameSignature(signatureOf(text, scope), query.get('X-Amz-Signature') ?? '')) {
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
      403,
    )
  }
  return scope.split('/')[0] ?? ''
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&')
}

const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
