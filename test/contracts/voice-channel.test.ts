/** The contract of the voice channel, on Amazon Connect as it runs here; by hand it can be run against a real instance. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConnectClient } from '@aws-sdk/client-connect'
import { expect, onTestFinished, test } from 'vitest'
import { connectChannel } from '../../shared/channel/connect.ts'
import { flowId, instanceId, source, stage } from './engines/connect-setup.ts'

const settings = { CONNECT_INSTANCE_ID: instanceId, CONNECT_FLOW_ID: flowId, CONNECT_SOURCE_NUMBER: source }
const call = 'cmp_3k9d0a1b2c3d.0.0.1'
const anna = { to: '+48600100201', call, language: 'pl' } as const // ends in 01: busy

const setUp = async (options: Parameters<typeof stage>[0] = {}) => {
  const { client, ...rest } = await stage(options)
  return { ...rest, voice: connectChannel(client, settings) }
}

test('a call is started, and after its end the provider knows the reason and our attribute', async () => {
  const { voice, over, clock } = await setUp()
  const begun = clock.now()
  const { connectContactId } = await voice.start(anna)
  expect(await voice.describe(connectContactId)).toMatchObject({ call })
  await over()
  const known = await voice.describe(connectContactId)
  expect(known).toMatchObject({ call, reason: 'TELECOM_BUSY' })
  expect(Math.abs(known!.startedAt!.getTime() - begun)).toBeLessThan(1000)
  expect(known).not.toHaveProperty('connectedAt')
})

test('the same attempt asked for twice is one call', async () => {
  const { voice, connect } = await setUp()
  const [one, other] = [await voice.start(anna), await voice.start(anna)]
  expect(other).toEqual(one)
  expect(connect.calls()).toHaveLength(1)
  expect((await voice.start({ ...anna, call: 'cmp_3k9d0a1b2c3d.0.0.2' })).connectContactId).not.toBe(
    one.connectContactId,
  )
})

test('hanging up ends a call, and twice is once', async () => {
  const { voice, over } = await setUp()
  const { connectContactId } = await voice.start({ ...anna, to: '+48600100202' }) // 02: rings for a minute
  await voice.stop(connectContactId)
  await voice.stop(connectContactId)
  await over()
  expect((await voice.describe(connectContactId))?.endedAt).toBeInstanceOf(Date)
})

const task = {
  call,
  since: '2026-11-24T10:00:00.000Z',
  agent: 'agent-7',
  to: '+48600100205',
  page: 'https://akcja.example/calls/current',
}
const agentFlow = '5c0ffee0-0000-4000-8000-00000000a9e7'

test('a call is put before its agent once, and another agent’s turn is another task', async () => {
  const { client, connect } = await stage()
  const voice = connectChannel(client, settings, agentFlow)
  await voice.task(task)
  await voice.task(task)
  expect(connect.calls()).toMatchObject([{ channel: 'TASK', attributes: { call, agent: 'agent-7' } }])
  await voice.task({ ...task, agent: 'agent-8', since: '2026-11-24T10:06:00.000Z' })
  expect(connect.calls()).toHaveLength(2)
})

test('a task says nothing of a person but the number that Connect has to dial', async () => {
  const { client } = await stage()
  const sent: unknown[] = []
  client.middlewareStack.add(
    (next) => (args) => {
      sent.push(args.input)
      return next(args)
    },
    { step: 'initialize' },
  )
  await connectChannel(client, settings, agentFlow).task(task)
  expect(sent).toEqual([
    {
      InstanceId: instanceId,
      ContactFlowId: agentFlow,
      Name: 'Akcja',
      ClientToken: `${call}.${Date.parse(task.since)}`,
      Attributes: { call, agent: 'agent-7' },
      References: { page: { Type: 'URL', Value: task.page }, number: { Type: 'STRING', Value: task.to } },
    },
  ])
})

test('a task where there is no flow for it, no such instance, too many at once', async () => {
  const { client, connect } = await stage()
  const failed = (failure: string) => ({ name: 'SendError', failure })
  await expect(connectChannel(client, settings).task(task)).rejects.toMatchObject(failed('misconfigured'))
  const elsewhere = connectChannel(client, { ...settings, CONNECT_INSTANCE_ID: 'nobody' }, agentFlow)
  await expect(elsewhere.task(task)).rejects.toMatchObject(failed('misconfigured'))
  const voice = connectChannel(client, settings, agentFlow)
  const ends = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) => voice.task({ ...task, call: `${call}${n}` })),
  )
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
  expect(refused.length).toBeGreaterThan(0)
  for (const error of refused) expect(error).toMatchObject(failed('throttled'))
  expect(connect.calls()).toHaveLength(8 - refused.length)
})

test('a call that nobody knows', async () => {
  const { voice } = await setUp()
  const unknown = '11111111-1111-4111-8111-111111111111'
  expect(await voice.describe(unknown)).toBeUndefined()
  await voice.stop(unknown)
})

test('a country that is not allowed: our settings', async () => {
  const { voice } = await setUp({ settings: { countries: [] } })
  await expect(voice.start(anna)).rejects.toMatchObject({ name: 'SendError', failure: 'misconfigured' })
})

test('faster than the quota: later, and the client does not ask again by itself', async () => {
  const { voice, connect } = await setUp()
  const ends = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) => voice.start({ ...anna, call: `cmp_3k9d0a1b2c3d.0.${n}.1` })),
  )
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
  expect(refused).toHaveLength(3)
  for (const error of refused) expect(error).toMatchObject({ name: 'SendError', failure: 'throttled' })
  expect(connect.calls()).toHaveLength(5)
})

test('asked about calls, or to hang them up, faster than the quota: later', async () => {
  const { voice } = await setUp()
  const { connectContactId } = await voice.start(anna)
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => voice.describe(connectContactId)))
  const stops = await Promise.allSettled(Array.from({ length: 8 }, () => voice.stop(connectContactId)))
  for (const ends of [answers, stops]) {
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
    expect(refused.length).toBeGreaterThan(0)
    for (const error of refused) expect(error).toMatchObject({ name: 'SendError', failure: 'throttled' })
  }
})

test('nobody listens there: later', async () => {
  const client = new ConnectClient({
    endpoint: 'http://127.0.0.1:9',
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  })
  const voice = connectChannel(client, settings)
  await expect(voice.start(anna)).rejects.toMatchObject({ name: 'SendError', failure: 'unavailable' })
})

const wire = JSON.parse(
  readFileSync(new URL('../data/telephony/StartOutboundVoiceContact.wire.json', import.meta.url), 'utf8'),
) as { method: string; path: string; body: object; errors: { status: number; 'x-amzn-errortype': string }[] }

const meanings: Record<number, string> = {
  400: 'rejected',
  403: 'misconfigured',
  404: 'misconfigured',
  429: 'throttled',
}

test.each([
  ...wire.errors.map((error) => [error['x-amzn-errortype'], error.status, meanings[error.status]] as const),
  ['InvalidRequestException', 400, 'rejected'] as const,
  ['AccessDeniedException', 403, 'misconfigured'] as const,
  ['SomethingOf2028Exception', 429, 'throttled'] as const,
  ['InternalServiceException', 500, undefined] as const,
])('%s (%i) is %s', async (name, status, failure) => {
  const asked: { method: string; path: string; body: Record<string, unknown> }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    asked.push({ method: request.method!, path: request.url!, body: JSON.parse(Buffer.concat(chunks).toString()) })
    response.writeHead(status, { 'x-amzn-errortype': name, 'content-type': 'application/json' })
    response.end(JSON.stringify({ Message: 'no' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const client = new ConnectClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  })
  const end = await connectChannel(client, settings)
    .start(anna)
    .catch((error: unknown) => error)
  if (failure) expect(end).toMatchObject({ name: 'SendError', failure })
  else expect(end).toMatchObject({ name })
  const { RingTimeoutInSeconds: _, TrafficType: __, Attributes: ___, ...fields } = wire.body as Record<string, unknown>
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ method: wire.method, path: wire.path })
  expect(Object.keys(asked[0]!.body).sort()).toEqual([...Object.keys(fields), 'Attributes'].sort())
  expect(asked[0]!.body).toMatchObject({ ClientToken: call, Attributes: { call, language: 'pl' } })
})
