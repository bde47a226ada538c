/**
 * The bundles as they are deployed: each loads by itself on the pinned Node, reads little before it is ready, and signs what
 * it asks of AWS with what Lambda's environment gives it.
 */
import { spawn } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Folder, folders } from '../../infra/permissions.ts'
import { assembly, synthesize } from '../../local/synthesize.ts'
import { root } from './assembled.ts'

interface Bundle {
  file: string
  environment: Record<string, string>
}

const bundles: Record<string, Bundle> = {}

/** What Lambda itself puts into a function's environment. */
const lambda = {
  AWS_REGION: 'eu-central-1',
  AWS_DEFAULT_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'a secret/of+the role',
  AWS_SESSION_TOKEN: 'a token of the session',
  AWS_LAMBDA_FUNCTION_NAME: 'akcja',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  LAMBDA_TASK_ROOT: '/var/task',
  TZ: ':UTC',
}

beforeAll(async () => {
  await synthesize()
  const { Resources } = JSON.parse(readFileSync(join(assembly, 'akcja-dev.template.json'), 'utf8'))
  for (const folder of folders) {
    const { Metadata, Properties } = Object.values<Record<string, Record<string, unknown>>>(Resources).find(
      (it) => it.Metadata?.['aws:cdk:path'] === `akcja-dev/${folder}/Worker/Resource`,
    )!
    const { Variables } = (Properties!.Environment ?? { Variables: {} }) as { Variables: Record<string, unknown> }
    bundles[folder] = {
      file: join(assembly, `${Metadata!['aws:asset:path']}`, 'index.mjs'),
      environment: Object.fromEntries(Object.keys(Variables).map((name) => [name, plausible(name)])),
    }
  }
})

/** A value that passes the checks of a function's environment. */
function plausible(name: string): string {
  if (name === 'MAIL_CHANNEL') return 'ses'
  if (name === 'MAIL_FROM') return 'akcja@example.org'
  if (name === 'STAGE') return 'dev'
  if (name === 'CONNECT_LINES') return '10'
  return /_URL$|_ISSUER$/.test(name) ? 'http://127.0.0.1:1' : 'something'
}

/** Runs a script in a fresh process of the pinned Node, as a function's code is run. Its output, without the logs. */
async function run(folder: Folder, script: string, more: Record<string, string> = {}) {
  const { file, environment } = bundles[folder]!
  const child = spawn(join(root, 'node_modules/.bin/node'), ['--input-type=module', '-e', script, file], {
    cwd: '/', // nothing of node_modules is near
    env: { ...environment, ...lambda, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [status, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)])
  return { status, stdout, stderr }
}

const filesOf = (folder: Folder): string[] => {
  const asset = dirname(bundles[folder]!.file)
  return readdirSync(asset).map((name) => join(asset, name))
}

test.each(folders)('%s loads by itself and has a handler', async (folder) => {
  const { status, stdout, stderr } = await run(
    folder,
    'console.log(typeof (await import(process.argv[1])).handler); process.exit()',
  )
  expect(stderr).toBe('')
  expect(stdout.trim()).toBe('function')
  expect(status).toBe(0)
})

test.each(folders)('%s opens no streams and reads no files of settings for the SDK at its start', async (folder) => {
  const { stdout } = await run(
    folder,
    `await import(process.argv[1])
    const loaded = process.moduleLoadList
    console.log(JSON.stringify(loaded)); process.exit()`,
  )
  const loaded: string[] = JSON.parse(stdout)
  expect(loaded).toContain('NativeModule https')
  expect(loaded).not.toContain('NativeModule process') // its import opens stdin, stdout and stderr
  const works = ['import-contacts', 'export-responses'].includes(folder) // with files, by itself
  expect(loaded.includes('NativeModule fs/promises')).toBe(works)
})

test.each(folders)('%s finds by itself what it loads later', async (folder) => {
  const load = filesOf(folder).map((file) => `await import(${JSON.stringify(file)})`)
  const { status, stderr } = await run(folder, `${load.join('\n')}\nprocess.exit()`)
  expect(stderr).toBe('')
  expect(status).toBe(0)
})

test.each(folders)('%s carries one way to credentials, the environment', (folder) => {
  for (const file of filesOf(folder)) {
    expect(readFileSync(file, 'utf8')).not.toMatch(/sso_session|credential_process|169\.254\.170\.2/)
  }
})

test.each(folders)('%s is written in ASCII, of which V8 keeps one byte a letter', (folder) => {
  for (const file of filesOf(folder)) expect(readFileSync(file, 'utf8')).toMatch(/^[\x00-\x7f]*$/)
})

/** The files that a cold start reads: the handler's and what it imports at once. */
function readAtStart(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, name] of readFileSync(file, 'utf8').matchAll(
    /(?:^|;)(?:im|ex)port(?:[\w$,*\s{}]+from)?"(\.\/[^"]+)"/g,
  )) {
    readAtStart(join(dirname(file), name!), seen)
  }
  return seen
}

// A kilobyte costs some 0.05 ms of each cold start, whether it is used or not.
test.each<[Folder, number]>([
  ['staff', 480],
  ['resident', 430],
  ['import-contacts', 415],
  ['run-steps', 300],
  ['dispatch', 310],
  ['place-calls', 370],
  ['talk', 320],
  ['hear-back', 270],
  ['notify', 300],
  ['tally', 260],
  ['export-responses', 310],
  ['erase', 300],
])('%s reads at most %i kB at its start', (folder, most) => {
  const bytes = [...readAtStart(bundles[folder]!.file)].reduce((sum, file) => sum + statSync(file).size, 0)
  expect(bytes / 1000).toBeLessThan(most)
})

/** For each function, something that lets it ask AWS for something. */
const events: Record<Folder, unknown> = {
  staff: page('/campaigns', ['akcja-session=something']),
  resident: page('/s/abcdefghijkl.0.0.aaaaaaaaaaaaaaaaaaaaaa'),
  'import-contacts': message({ kind: 'import', campaign: 'cmp_abcdefghijkl', upload: 'upl_abcdefghijkl' }),
  'run-steps': { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} },
  dispatch: message({ campaign: 'cmp_abcdefghijkl', page: 0, step: 0 }),
  'place-calls': message({ kind: 'fill' }),
  talk: {
    Name: 'ContactFlowEvent',
    Details: {
      ContactData: {
        Attributes: { call: 'cmp_abcdefghijkl.0.0.1', language: 'pl' },
        Channel: 'VOICE',
        ContactId: '0d1a7e00-0000-4000-8000-000000000001',
        InitialContactId: '0d1a7e00-0000-4000-8000-000000000001',
        InitiationMethod: 'API',
      },
      Parameters: { event: 'ANSWERED' },
    },
  },
  'hear-back': message({
    source: 'aws.ses',
    detail: {
      eventType: 'Bounce',
      mail: {
        timestamp: '2026-11-02T10:00:00.000Z',
        destination: ['anna@example.org'],
        tags: { campaign: ['cmp_abcdefghijkl'], page: ['0'], index: ['0'], step: ['0'] },
      },
      bounce: { bounceType: 'Permanent' },
    },
  }),
  notify: {
    Records: [
      {
        eventName: 'INSERT',
        dynamodb: {
          SequenceNumber: '1',
          NewImage: {
            place: { S: 'bkg_abcdefghjkmn' },
            item: { S: 'notice#0#remind3' },
            of: { S: 'bkg_abcdefghjkmn' },
            kind: { S: 'remind3' },
            sequence: { N: '0' },
            state: { S: 'due' },
            at: { S: '2026-11-02T10:00:00.000Z' },
            tries: { N: '0' },
            expiresAt: { N: '1800000000' },
          },
        },
      },
    ],
  },
  tally: {
    shardId: 'shardId-0001',
    eventSourceARN: 'arn:aws:dynamodb:eu-central-1:000000000000:table/Responses/stream/now',
    Records: [{ eventName: 'INSERT', dynamodb: { SequenceNumber: '1' } }],
  },
  'export-responses': message({ campaign: 'cmp_abcdefghijkl', export: 'exp_abcdefghijkl' }),
  erase: message({ kind: 'person', case: 'cas_abcdefghijkl' }),
}

function message(body: object) {
  return { Records: [{ messageId: 'one', body: JSON.stringify(body) }] }
}

function page(path: string, cookies: string[] = []) {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    cookies,
    headers: { host: '127.0.0.1', accept: 'text/html' },
    requestContext: { http: { method: 'GET', path }, domainName: '127.0.0.1' },
    isBase64Encoded: false,
  }
}

interface Asked {
  request: IncomingMessage
  body: string
}
const asked: Asked[] = []
/** Answers every request as DynamoDB refuses one for good, and keeps what was asked. */
const server = createServer(async (request, response) => {
  asked.push({ request, body: await text(request) })
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
  response.end(JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message: 'no' }))
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

test.each(folders)('%s signs what it asks with the keys that Lambda gives it', async (folder) => {
  asked.length = 0
  const script = `const { handler } = await import(process.argv[1])
    await handler(${JSON.stringify(events[folder])}, {}).catch(() => {})
    process.exit()`
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await run(folder, script, { AWS_ENDPOINT_URL: endpoint })

  expect(asked.length).toBeGreaterThan(0)
  for (const { request, body } of asked) {
    const { authorization = '', 'x-amz-security-token': token } = request.headers
    expect(token).toBe(lambda.AWS_SESSION_TOKEN)
    expect(authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE\/\d{8}\/eu-central-1\/dynamodb\/aws4_request, /,
    )
    expect(/Signature=(\w+)/.exec(authorization)?.[1]).toBe(signature(request, body))
  }
})

test('an error of DynamoDB keeps its name where its class is not in the bundle', async () => {
  const script = `const { handler } = await import(process.argv[1])
    await handler(${JSON.stringify(events['export-responses'])}, {})
    process.exit()`
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { stdout, stderr } = await run('export-responses', script, { AWS_ENDPOINT_URL: endpoint })
  expect(stdout + stderr).toContain('"error":"ResourceNotFoundException"')
})

/** The signature that AWS will compute for a request. (Signature Version 4) */
function signature({ method, url = '/', headers }: IncomingMessage, body: string): string {
  const [, scope = '', signed = ''] = /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+),/.exec(headers.authorization!)!
  const sha = (data: string) => createHash('sha256').update(data).digest('hex')
  const request = [
    method,
    url,
    '',
    ...signed.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    signed,
    sha(body),
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha(request)].join('\n')
  const key = scope
    .split('/')
    .reduce<string | Buffer>(
      (key, part) => createHmac('sha256', key).update(part).digest(),
      `AWS4${lambda.AWS_SECRET_ACCESS_KEY}`,
    )
  return createHmac('sha256', key).update(toSign).digest('hex')
}
