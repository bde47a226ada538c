/**
 * What Akcja's voice channel needs of Connect, by the unchanged AWS SDK: routes, quotas, tokens, errors. Runs against the
 * embedded engine; the same shapes can be asked of a real instance by hand.
 */
import {
  DescribeContactCommand,
  GetContactAttributesCommand,
  StartTaskContactCommand,
  StopContactCommand,
  UpdateContactAttributesCommand,
} from '@aws-sdk/client-connect'
import { expect, test } from 'vitest'
import { flowId, instanceId, stage, start, tuesday } from './connect-setup.ts'

const anna = '+48600111005'
const describe = (ContactId: string) => new DescribeContactCommand({ InstanceId: instanceId, ContactId })
const stop = (ContactId: string) => new StopContactCommand({ InstanceId: instanceId, ContactId })
/** What the SDK makes of a refusal: its name and its HTTP status. */
const refused = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } })

test('a call is started, and described with its times and attributes', async () => {
  const { call, client, over } = await stage()
  const id = await call(anna, 'cmp_3k9d0a1b2c3d.12.7.3')
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  await over()
  const { Contact } = await client.send(describe(id))
  expect(Contact).toMatchObject({
    Id: id,
    Channel: 'VOICE',
    InitiationMethod: 'API',
    DisconnectReason: 'CONTACT_FLOW_DISCONNECT',
    Attributes: { call: 'cmp_3k9d0a1b2c3d.12.7.3', language: 'pl' },
    CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: anna },
  })
  const times = [Contact!.InitiationTimestamp!, Contact!.ConnectedToSystemTimestamp!, Contact!.DisconnectTimestamp!]
  expect(times.map(Number)).toEqual(times.map(Number).toSorted((one, other) => one - other))
  expect(times[0]!.getTime() - tuesday).toBeLessThan(5_000)
})

test.each([
  ['a number that is not E.164', { DestinationPhoneNumber: '600111005' }, refused('InvalidParameterException', 400)],
  ['a number abroad', { DestinationPhoneNumber: '+380441234567' }, refused('DestinationNotAllowedException', 403)],
  ['another instance', { InstanceId: 'nobody' }, refused('ResourceNotFoundException', 404)],
  ['another flow', { ContactFlowId: 'nothing' }, refused('ResourceNotFoundException', 404)],
  ['no caller number', { SourcePhoneNumber: undefined }, refused('InvalidRequestException', 400)],
  ['a token that is too long', { ClientToken: 'x'.repeat(501) }, refused('InvalidParameterException', 400)],
  ['an attribute with a bad name', { Attributes: { imię: 'x' } }, refused('InvalidParameterException', 400)],
  ['attributes over 32 KB', { Attributes: { call: 'ł'.repeat(16_400) } }, refused('InvalidParameterException', 400)],
  ['campaign traffic', { TrafficType: 'CAMPAIGN' as const }, refused('InvalidRequestException', 400)],
])('%s is refused, and nothing rings', async (_, more, error) => {
  const { client, connect } = await stage()
  await expect(client.send(start(anna, 'a', more))).rejects.toMatchObject(error)
  expect(connect.calls()).toEqual([])
})

test('no country is allowed until Support has allowed it', async () => {
  const { client, connect } = await stage({ settings: { countries: [] } })
  await expect(client.send(start(anna, 'a'))).rejects.toMatchObject(refused('DestinationNotAllowedException', 403))
  connect.settings.countries = ['+48']
  await expect(client.send(start(anna, 'a'))).resolves.toHaveProperty('ContactId')
})

test('the same token gives the same contact for seven days, and rings once', async () => {
  const { call, connect, later, over } = await stage()
  const first = await call(anna, 'one')
  expect(await call(anna, 'one')).toBe(first)
  await over()
  await later(7 * 86_400_000 - 300_000)
  expect(await call(anna, 'one')).toBe(first)
  expect(connect.calls()).toHaveLength(1)
  await later(600_000)
  expect(await call(anna, 'one')).not.toBe(first)
  expect(connect.calls()).toHaveLength(2)
})

test('tokens are remembered over a restart', async () => {
  const before = await stage()
  const id = await before.call(anna, 'one')
  await before.over()
  await before.connect.close()
  const after = await stage({ dir: before.dir, clock: before.clock })
  expect(await after.call(anna, 'one')).toBe(id)
  expect(after.connect.call(id)).toMatchObject({ state: 'ended', reason: 'CONTACT_FLOW_DISCONNECT' })
})

test('five starts go at once and two a second after them; contacts are described ten a second, fifteen at once', async () => {
  const { call, client, later } = await stage()
  const ids: string[] = []
  for (let n = 0; n < 5; n++) ids.push(await call(`+4860000${n}002`))
  await expect(call('+48600009002')).rejects.toMatchObject(refused('TooManyRequestsException', 429))
  await later(1_000)
  await call('+48600009002')
  await call('+48600009102')
  await expect(call('+48600009202')).rejects.toMatchObject({ name: 'TooManyRequestsException' })
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => client.send(describe(ids[0]!))))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(15)
})

test('the eleventh call at once is accepted, fails for the resident, and is told loudly', async () => {
  const { call, connect, later, said, over } = await stage()
  const ids: string[] = []
  for (let n = 0; n < 11; n++) {
    ids.push(await call(`+486000${10 + n}002`))
    await later(600)
  }
  expect(connect.open()).toHaveLength(11)
  expect(said.filter((line) => line.includes('!!!'))).toEqual([expect.stringContaining('10 lines')])
  await over()
  expect(ids.map((id) => connect.call(id)!.reason)).toEqual([...Array(10).fill('TELECOM_TIMEOUT'), 'TELECOM_PROBLEM'])
})

test('a call that is going on is stopped; one that is over is gone', async () => {
  const { call, client, connect, later } = await stage()
  const id = await call(anna)
  await later(30_000)
  expect(connect.call(id)?.state).toBe('talking')
  await client.send(stop(id))
  expect(connect.call(id)).toMatchObject({ state: 'ended', reason: 'API' })
  await expect(client.send(stop(id))).rejects.toMatchObject(refused('ContactNotFoundException', 410))
  await expect(client.send(stop('nobody'))).rejects.toMatchObject(refused('ResourceNotFoundException', 404))
  await expect(client.send(describe('nobody'))).rejects.toMatchObject(refused('ResourceNotFoundException', 404))
})

test('attributes are read and added to, during the call and after it', async () => {
  const { call, client, over } = await stage()
  const id = await call(anna, 'one')
  await over()
  await client.send(
    new UpdateContactAttributesCommand({ InstanceId: instanceId, InitialContactId: id, Attributes: { more: 'x' } }),
  )
  const { Attributes } = await client.send(
    new GetContactAttributesCommand({ InstanceId: instanceId, InitialContactId: id }),
  )
  expect(Attributes).toMatchObject({ call: 'one', more: 'x' })
})

test('a task lies there, six days ahead at most', async () => {
  const { client, connect, clock } = await stage()
  const task = (days: number) =>
    new StartTaskContactCommand({
      InstanceId: instanceId,
      Name: 'Oddzwonić',
      ClientToken: `in ${days}`,
      ScheduledTime: new Date(clock.now() + days * 86_400_000),
    })
  const { ContactId } = await client.send(task(2))
  expect(connect.call(ContactId!)).toMatchObject({ channel: 'TASK' })
  expect(connect.open()).toEqual([])
  await expect(client.send(task(7))).rejects.toMatchObject(refused('InvalidParameterException', 400))
})

test('who may not call is told so before anything else', async () => {
  const asked: unknown[] = []
  const { client, connect } = await stage({
    authorize: (call) => {
      asked.push(call)
      return 'no identity-based policy allows it'
    },
  })
  await expect(client.send(start(anna, 'a'))).rejects.toMatchObject(refused('AccessDeniedException', 403))
  expect(asked).toEqual([
    {
      accessKeyId: 'local',
      action: 'connect:StartOutboundVoiceContact',
      resource: expect.stringMatching(
        new RegExp(`^arn:aws:connect:eu-central-1:000000000000:instance/${instanceId}/contact/`),
      ),
    },
  ])
  expect(connect.calls()).toEqual([])
})

test('a flow is found by its ARN too', async () => {
  const { connect, client } = await stage()
  const arn = `${connect.instance.arn}/contact-flow/${flowId}`
  await expect(client.send(start(anna, 'a', { ContactFlowId: arn }))).resolves.toHaveProperty('ContactId')
})

test.each([
  ['throttle', refused('TooManyRequestsException', 429), 0],
  ['unavailable', refused('InternalServiceException', 500), 0],
  ['lose-answer', { name: expect.any(String) }, 1],
] as const)('a start can be made to meet %s', async (kind, error, calls) => {
  const { call, connect } = await stage()
  connect.faults.failNext({ kind })
  await expect(call(anna, 'one')).rejects.toMatchObject(error)
  expect(connect.calls()).toHaveLength(calls)
  const again = await call(anna, 'one')
  expect(connect.calls().map(({ contactId }) => contactId)).toEqual([again])
})
