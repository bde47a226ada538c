/** The HTTP API: requests become events of payload format 2.0, answers become responses, limits hold. */
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cloud } from '../../local/cloud.ts'
import { routeTable } from '../../local/gateway-routes.ts'
import { type SmallStack, smallResources, smallStack } from './small-stack.ts'

let small: SmallStack
let cloud: Cloud

beforeAll(async () => {
  const resources = smallResources()
  Object.assign(resources.WebIntegration!.Properties!, { TimeoutInMillis: 1500 })
  Object.assign(resources.WebWorker!.Properties!, { Timeout: 10 })
  small = await smallStack(resources)
  cloud = await small.boot()
})
afterAll(() => small.remove())

const echo = async (path: string, init: RequestInit = {}) =>
  (await (await fetch(cloud.url + path, init)).json()) as Record<string, unknown> & { headers: Record<string, string> }

test('a request becomes an event as API Gateway makes it', async () => {
  const event = await echo('/s/za%C5%BC%C3%B3%C5%82%C4%87/2?a=1&a=2&b=%C5%82+x', {
    headers: { cookie: 'one=1; two=2', 'X-Many': 'a, b', 'user-agent': 'test' },
  })
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'ANY /s/{proxy+}',
    rawPath: '/s/zażółć/2',
    rawQueryString: 'a=1&a=2&b=%C5%82+x',
    cookies: ['one=1', 'two=2'],
    queryStringParameters: { a: '1,2', b: 'ł x' },
    pathParameters: { proxy: 'zażółć/2' },
    headers: {
      'x-many': 'a, b',
      'x-forwarded-for': expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
      'x-forwarded-proto': 'http',
    },
    requestContext: {
      accountId: '000000000000',
      routeKey: 'ANY /s/{proxy+}',
      stage: '$default',
      http: { method: 'GET', path: '/s/zażółć/2', protocol: 'HTTP/1.1', userAgent: 'test' },
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
    isBase64Encoded: false,
  })
  expect(event.headers).not.toHaveProperty('cookie')
  expect(event).not.toHaveProperty('body')
})

test.each([
  ['application/json', '{"a":"ł"}', '{"a":"ł"}', false],
  ['text/csv; charset=utf-8', 'ł;x', 'ł;x', false],
  ['application/problem+json', '{}', '{}', false],
  ['application/x-www-form-urlencoded', 'q_1=tak', Buffer.from('q_1=tak').toString('base64'), true],
  ['application/octet-stream', 'abc', Buffer.from('abc').toString('base64'), true],
])('a body of type %s is passed on as API Gateway passes it', async (type, body, expected, isBase64Encoded) => {
  expect(await echo('/form', { method: 'POST', body, headers: { 'content-type': type } })).toMatchObject({
    body: expected,
    isBase64Encoded,
  })
})

test('an answer of bytes with cookies arrives as it was meant', async () => {
  const response = await fetch(`${cloud.url}/?do=image`)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0x89, 0x50, 0xff, 0x00]))
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/'])
})

test('an answer without a status is JSON with status 200', async () => {
  const response = await fetch(`${cloud.url}/?do=plain`)
  expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
    200,
    'application/json',
    { bare: true },
  ])
})

test.each([
  ['throws', '/?do=throw', {}, 500, 'Internal Server Error'],
  ['answers with more than 6 MB', '/?do=huge', {}, 500, 'Internal Server Error'],
  ['is too slow for the gateway', '/?do=slow', {}, 503, 'Service Unavailable'],
  [
    'is sent more than 10 MB',
    '/',
    { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) },
    413,
    'Request Entity Too Large',
  ],
] as const)('a function that %s is answered for by the gateway', async (_, path, init, status, message) => {
  const response = await fetch(cloud.url + path, init)
  expect([response.status, await response.json()]).toEqual([status, { message }])
})

test('HEAD gets the headers alone', async () => {
  const response = await fetch(`${cloud.url}/`, { method: 'HEAD' })
  expect([response.status, await response.text()]).toEqual([200, ''])
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100)
})

test('paths of this machine are not passed to functions', async () => {
  expect((await fetch(`${cloud.url}/local/nothing`)).status).toBe(404)
  expect((await fetch(`${cloud.url}/local/inbox`)).status).toBe(200)
  expect(await (await fetch(`${cloud.url}/local/status.json`)).json()).toMatchObject({
    queues: expect.arrayContaining([expect.objectContaining({ name: 'work', deadLetters: false })]),
    alarms: [{ name: 'work: dead letters', state: 'ok' }],
  })
  const page = await (await fetch(`${cloud.url}/local/status`)).text()
  expect(page).toContain('work (dead letters)'.replace('work', 'work-DeadLetters'))
})

test('only this machine is listened to', async () => {
  const { port } = new URL(cloud.url)
  const answers = (host: string) =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ host, port: Number(port) }, () => resolve(true))
      socket.on('error', () => resolve(false)).on('close', () => resolve(false))
      setTimeout(() => socket.destroy(), 100)
    })
  expect(await answers('127.0.0.1')).toBe(true)
  const outside = Object.values((await import('node:os')).networkInterfaces())
    .flat()
    .find((address) => address && !address.internal && address.family === 'IPv4')
  if (outside) expect(await answers(outside.address)).toBe(false)
})

test('a token of the local issuer can be checked with its published key', async () => {
  const { createRemoteJWKSet, jwtVerify } = await import('jose')
  const keys = createRemoteJWKSet(new URL(`${cloud.url}/local/issuer/jwks`))
  const { payload } = await jwtVerify(await cloud.token('manager'), keys, { issuer: `${cloud.url}/local/issuer` })
  expect(payload.roles).toEqual(['manager'])
})

test('every way to ask for the time in a function tells the time of the cloud', async () => {
  cloud.clock.set(Date.UTC(2030, 0, 2, 3, 4))
  const time = (await (await fetch(`${cloud.url}/?do=time`)).json()) as { now: number; fresh: string; text: string }
  expect(new Date(time.now).toISOString()).toMatch(/^2030-01-02T03:04/)
  expect(time.fresh).toMatch(/^2030-01-02T03:04/)
  expect(new Date(time.text).toISOString()).toMatch(/^2030-01-02T03:04/)
})

test.each([
  ['GET', '/', '$default'],
  ['GET', '/s', '$default'],
  ['GET', '/s/', '$default'],
  ['GET', '/s/a', 'ANY /s/{proxy+}'],
  ['POST', '/s/a/b/c', 'ANY /s/{proxy+}'],
  ['GET', '/s/special', 'GET /s/special'],
  ['POST', '/s/special', 'ANY /s/{proxy+}'],
  ['GET', '/s/a/fixed', 'ANY /s/{proxy+}'],
  ['GET', '/u/a', 'GET /u/{link}'],
  ['POST', '/u/a', 'ANY /u/{link}'],
  ['GET', '/u/a/b', '$default'],
])('%s %s takes the route %s', (method, path, expected) => {
  const keys = ['$default', 'ANY /s/{proxy+}', 'GET /s/special', 'ANY /u/{link}', 'GET /u/{link}']
  const choose = routeTable(keys.map((key) => ({ key, target: key })))
  expect(choose(method, path)?.target).toBe(expected)
})
