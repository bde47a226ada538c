/** HTTP API events and answers in payload format 2.0, as API Gateway makes and reads them. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What is sent back to the caller. */
export interface HttpAnswer {
  status: number
  headers: Record<string, string>
  cookies: string[]
  body: Buffer
}

export interface EventOptions {
  routeKey: string
  pathParameters: Record<string, string>
  apiId: string
  account: string
  /** Epoch milliseconds by the cloud's clock. */
  now: number
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `22/Nov/2026:10:15:00 +0000` */
function logTime(ms: number): string {
  const [date, time] = new Date(ms).toISOString().slice(0, 19).split('T') as [string, string]
  const [year, month, day] = date.split('-') as [string, string, string]
  return `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`
}

/** The path as the API passes it on: decoded once, and ended by a decoded question mark, as AWS does. */
export function decodedPath(url: string): string {
  const path = url.split('?', 1)[0] || '/'
  try {
    return decodeURIComponent(path).split('?', 1)[0]!
  } catch {
    return path
  }
}

/** Bodies of these types are passed as text; all others, forms too, in base64. */
const isText = (type: string | undefined, encoding: string | undefined) =>
  encoding === undefined &&
  type !== undefined &&
  /^(text\/|application\/(json|javascript|xml)\b|[\w.-]+\/[\w.-]+\+(json|xml)\b)/i.test(type)

/** The event of one request. */
export function requestEvent(request: IncomingMessage, body: Buffer, options: EventOptions): Record<string, unknown> {
  const { routeKey, pathParameters, apiId, account, now } = options
  const url = request.url ?? '/'
  const path = decodedPath(url)
  const rawQueryString = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  const { headers, cookies } = headersOf(request)
  const query = queryOf(rawQueryString)
  const text = isText(headers['content-type'], headers['content-encoding'])
  const id = randomBytes(12).toString('base64url')
  const host = headers.host ?? 'localhost'
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: account,
      apiId,
      domainName: host,
      domainPrefix: host.split('.', 1)[0],
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: sourceOf(request),
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: id,
      routeKey,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now,
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
  }
}

const sourceOf = (request: IncomingMessage) => (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '')

/** Lower-cased names, repeated headers joined by commas, cookies apart, and what the gateway adds. */
function headersOf(request: IncomingMessage): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {}
  let cookies: string[] = []
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name === 'connection' || name === 'keep-alive' || name === 'transfer-encoding') continue
    if (name === 'cookie') cookies = String(value).split(/;\s*/)
    else headers[name] = Array.isArray(value) ? value.join(',') : value
  }
  headers['x-forwarded-for'] = sourceOf(request)
  headers['x-forwarded-port'] = String(request.socket.localPort ?? '')
  headers['x-forwarded-proto'] = 'http'
  headers['x-amzn-trace-id'] = `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`
  return { headers, cookies }
}

/** Query parameters, repeated ones joined by commas. */
function queryOf(raw: string): Record<string, string> | undefined {
  if (raw === '') return undefined
  const values: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(raw)) {
    values[name] = Object.hasOwn(values, name) ? `${values[name]},${value}` : value
  }
  return values
}

/** What the gateway answers by itself. */
export function message(status: number, text: string): HttpAnswer {
  const body = Buffer.from(JSON.stringify({ message: text }))
  return { status, headers: { 'content-type': 'application/json' }, cookies: [], body }
}

/** Reads what a function answered: an object with a statusCode, or anything else as JSON with status 200. */
export function readAnswer(answer: unknown): HttpAnswer {
  if (answer === null || typeof answer !== 'object' || !('statusCode' in answer)) {
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? null)
    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body: Buffer.from(text) }
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer as Record<string, unknown>
  const status = Number(statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599) return message(500, 'Internal Server Error')
  const given = Object.entries((headers ?? {}) as Record<string, unknown>).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ])
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...Object.fromEntries(given) },
    cookies: Array.isArray(cookies) ? cookies.map(String) : [],
    body: Buffer.from(
      typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body),
      isBase64Encoded === true ? 'base64' : 'utf8',
    ),
  }
}
