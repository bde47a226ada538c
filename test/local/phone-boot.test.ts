/** The telephone in a whole local cloud: a function that dials, a function that talks, events over the bus, a restart in the middle. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation, not of JavaScript
import { ConnectClient } from '@aws-sdk/client-connect'
import { afterEach, expect, test } from 'vitest'
import { callFlow } from '../../infra/flow/call-flow.ts'
import { cloudClock } from '../../local/clock.ts'
import type { Cloud } from '../../local/cloud.ts'
import { localInstance, localNumber } from '../../local/cloud-engines.ts'
import { startCloud } from '../builders/cloud.ts'
import { start } from '../contracts/engines/connect-setup.ts'
import {
  allow,
  arnOf,
  functionWith,
  permission,
  type SmallStack,
  smallResources,
  smallStack,
  tablesOf,
} from './small-stack.ts'

const instance = { 'Fn::Sub': `arn:aws:connect:\${AWS::Region}:\${AWS::AccountId}:instance/${localInstance}` }

/** The small stack with a telephone: `dial` starts calls, `talk` is asked by the flow, `tick` keeps the events. */
function withPhone(statements = [allow(['connect:StartOutboundVoiceContact'], '*')]) {
  return {
    ...smallResources(),
    ...functionWith('Dial', 'dial', statements, {
      Environment: {
        Variables: {
          CONNECT_INSTANCE_ID: localInstance,
          CONNECT_FLOW_ID: { 'Fn::GetAtt': ['Flow', 'ContactFlowArn'] },
          CONNECT_SOURCE_NUMBER: localNumber,
        },
      },
    }),
    ...functionWith('Talk', 'talk', [], { Environment: { Variables: {} } }),
    Flow: {
      Type: 'AWS::Connect::ContactFlow',
      Properties: {
        InstanceArn: instance,
        Name: 'calls',
        Type: 'CONTACT_FLOW',
        Content: { 'Fn::Sub': JSON.stringify(callFlow('${TalkWorker.Arn}')) },
      },
    },
    TalkKnown: {
      Type: 'AWS::Connect::IntegrationAssociation',
      Properties: { InstanceId: instance, IntegrationType: 'LAMBDA_FUNCTION', IntegrationArn: arnOf('TalkWorker') },
    },
    ...permission('TalkPermission', 'TalkWorker', 'connect.amazonaws.com', instance),
    Called: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['aws.connect'], detail: { initiationMethod: ['API'] } },
        Targets: [{ Id: 'tick', Arn: arnOf('TickWorker') }],
      },
    },
    ...permission('CalledPermission', 'TickWorker', 'events.amazonaws.com', arnOf('Called')),
  }
}

let small: SmallStack | undefined
afterEach(async () => {
  await small?.remove()
  small = undefined
})

const clock = () => cloudClock(Date.parse('2026-11-24T10:00:00Z'))

/** What the bus has told of a call, in the order of its moments. */
async function toldOf(cloud: Cloud, contactId: unknown): Promise<unknown[]> {
  const notes = (await tablesOf(cloud).all('Notes')).filter(({ id }) => String(id).startsWith('tick#'))
  return notes
    .map(({ text }) => JSON.parse(String(text)).detail)
    .filter((detail) => detail?.contactId === contactId)
    .map(({ eventType }) => eventType)
    .toSorted()
}

async function later(cloud: Cloud, ms: number): Promise<void> {
  cloud.clock.advance(ms)
  await cloud.idle()
}

test('a function dials, the flow asks another, a resident answers, and the bus tells of it', async () => {
  small = await smallStack(withPhone())
  const cloud = await small.boot({ clock: clock() })
  const id = await cloud.invoke('dial', { to: '+48600111205', call: 'one' })
  await cloud.idle()
  expect(cloud.connect.open()).toHaveLength(1)
  await later(cloud, 120_000)
  const call = cloud.connect.call(String(id))!
  expect(call).toMatchObject({ from: localNumber, state: 'ended', reason: 'CONTACT_FLOW_DISCONNECT' })
  expect(call.keys).toMatch(/^1(1\d|20)#$/)
  expect(call.said.at(-1)).toBe(`Dziękujemy za ${call.keys.slice(1, 3)}. Do widzenia.`)
  expect(await toldOf(cloud, id)).toEqual(['COMPLETED', 'CONNECTED_TO_SYSTEM', 'DISCONNECTED', 'INITIATED'])
  expect(cloud.status().calls).toEqual({ open: 0, lines: 10, all: 1 })
  const status = await fetch(`${cloud.url}/local/status`)
  expect(await status.text()).toContain('Calls: 0 on 10 lines, 1 in all.')
})

test('the browser phone of the cloud rings', async () => {
  small = await smallStack(withPhone())
  const cloud = await small.boot({ clock: clock() })
  const id = String(await cloud.invoke('dial', { to: '+48600111200', call: 'one' }))
  expect(await (await fetch(`${cloud.url}/local/phone`)).text()).toContain('Dzwoni +48 61 000 00 10')
  cloud.connect.answer(id)
  await cloud.idle()
  cloud.connect.press(id, '1')
  await cloud.idle()
  expect(cloud.connect.line(id)?.spoken()).toMatchObject({ keys: 2, text: expect.stringContaining('liczbę') })
  cloud.connect.hangUp(id)
  expect(cloud.connect.call(id)?.reason).toBe('CUSTOMER_DISCONNECT')
})

test('who may not call is refused by the role', async () => {
  small = await smallStack(withPhone([]))
  const cloud = await small.boot({ clock: clock() })
  const dialling = cloud.invoke('dial', { to: '+48600111205', call: 'one' })
  await expect(dialling).rejects.toThrow('not authorized to perform: connect:StartOutboundVoiceContact')
})

test('a call abroad is refused, and faults are ordered like all others', async () => {
  small = await smallStack(withPhone())
  const cloud = await small.boot({ clock: clock() })
  await expect(cloud.invoke('dial', { to: '+380441234567', call: 'x' })).rejects.toThrow('DestinationNotAllowed')
  cloud.faults.failConnect({ kind: 'throttle' })
  await expect(cloud.invoke('dial', { to: '+48600111201', call: 'one' })).rejects.toThrow('TooManyRequests')
  const killed = cloud.faults.killWorkerAt('dial', { after: 'connect:StartOutboundVoiceContact' })
  await expect(cloud.invoke('dial', { to: '+48600111201', call: 'one' })).rejects.toThrow()
  await killed
  const again = await cloud.invoke('dial', { to: '+48600111201', call: 'one' })
  expect(cloud.connect.calls().map(({ contactId }) => contactId)).toEqual([again])
  cloud.faults.chanceConnect({ droppedEvents: 1 })
  await later(cloud, 60_000)
  expect(await toldOf(cloud, again)).toEqual(['INITIATED'])
})

test('a call that is open when the machine stops has ended when it starts again', async () => {
  small = await smallStack(withPhone())
  const time = clock()
  const before = await small.boot({ clock: time })
  const id = String(await before.invoke('dial', { to: '+48600111205', call: 'one' }))
  await later(before, 15_000)
  expect(before.connect.call(id)?.state).toBe('talking')
  await before.stop()
  const after = await small.boot({ clock: time })
  await after.idle()
  expect(after.connect.call(id)).toMatchObject({ state: 'ended', reason: 'CUSTOMER_DISCONNECT' })
  expect(await toldOf(after, id)).toEqual(['COMPLETED', 'CONNECTED_TO_SYSTEM', 'DISCONNECTED', 'INITIATED'])
})

test('Akcja’s own stack has the telephone: its flow asks the real talk, which knows nothing of a call that no drive made', async () => {
  const { cloud, said, later: passed, close } = await startCloud()
  const client = new ConnectClient({
    endpoint: cloud.endpoints.connect,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  try {
    const call = 'cmp_000000000000.0.5.1'
    const { ContactId } = await client.send(
      start('+48600111205', call, {
        InstanceId: localInstance,
        ContactFlowId: cloud.connect.flowIds[0],
        SourcePhoneNumber: localNumber,
        Attributes: { call, language: 'pl' },
      }),
    )
    await passed(120_000)
    expect(cloud.connect.call(ContactId!)).toMatchObject({ reason: 'CONTACT_FLOW_DISCONNECT', keys: '' })
    expect(cloud.connect.call(ContactId!)!.said).toEqual([expect.stringMatching(/nie jest już potrzebna/)])
    expect(said.filter((line) => line.startsWith('connect:'))).toEqual([])
  } finally {
    client.destroy()
    await close()
  }
})
