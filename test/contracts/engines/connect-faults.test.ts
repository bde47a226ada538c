/** Contact events of the simulated Connect: their shape, and all that can go wrong with them and around them. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { DescribeContactCommand } from '@aws-sdk/client-connect'
import { describe, expect, test } from 'vitest'
import type { ConnectChances } from '../../../local/engines/connect-faults.ts'
import { instanceId, source, stage } from './connect-setup.ts'

/** Five calls that are answered, and how their events came. */
async function fiveCalls(chances: ConnectChances) {
  const staged = await stage()
  staged.connect.faults.chance(chances)
  for (let n = 0; n < 5; n++) {
    await staged.call(`+4860011${n}105`)
    await staged.later(1_000)
  }
  await staged.over()
  return staged
}

test('an event says when and which contact, never who, why or with what', async () => {
  const { call, over, events, connect } = await stage()
  const id = await call('+48600111105', 'cmp_3k9d0a1b2c3d.0.1.1')
  await over()
  const { startedAt, connectedAt, endedAt } = connect.call(id)!
  const iso = (ms: number | undefined) => new Date(ms!).toISOString()
  expect(events[2]).toEqual({
    version: '0',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    'detail-type': 'Amazon Connect Contact Event',
    source: 'aws.connect',
    account: '000000000000',
    time: expect.stringMatching(/^2026-11-24T10:0\d:\d\dZ$/),
    region: 'eu-central-1',
    resources: [`${connect.instance.arn}/contact/${id}`, connect.instance.arn],
    detail: {
      eventType: 'DISCONNECTED',
      contactId: id,
      initialContactId: id,
      channel: 'VOICE',
      instanceArn: connect.instance.arn,
      initiationMethod: 'API',
      initiationTimestamp: iso(startedAt),
      connectedToSystemTimestamp: iso(connectedAt),
      disconnectTimestamp: iso(endedAt),
      tags: { 'aws:connect:instanceId': instanceId, 'aws:connect:systemEndpoint': source },
    },
  })
  const told = JSON.stringify(events)
  for (const secret of ['+48600111105', 'CONTACT_FLOW', 'cmp_']) expect(told).not.toContain(secret)
})

describe('by chance', () => {
  test('events never come', async () => {
    expect((await fiveCalls({ droppedEvents: 1 })).events).toEqual([])
    const some = (await fiveCalls({ droppedEvents: 0.5 })).events.length
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(20)
  })

  test('events come twice', async () => {
    const { events } = await fiveCalls({ doubledEvents: 1 })
    expect(events).toHaveLength(40)
    expect(new Set(events.map(({ id }) => id)).size).toBe(20)
  })

  test('events come late', async () => {
    const { events, connect } = await fiveCalls({ lateEvents: { share: 1, upToMs: 3_600_000 } })
    expect(events).toHaveLength(20)
    expect(connect.open()).toEqual([])
  })

  test('events come in any order', async () => {
    const { events } = await fiveCalls({ shuffledEvents: 1 })
    const places = (type: string) => events.findIndex(({ detail }) => detail.eventType === type)
    const orders = events.map(({ detail }) => detail.eventType).join()
    expect(events).toHaveLength(20)
    expect(orders).not.toMatch(/^(INITIATED,CONNECTED_TO_SYSTEM,DISCONNECTED,COMPLETED,?){5}$/)
    expect(places('DISCONNECTED')).toBeGreaterThanOrEqual(0)
  })

  test('a turn is asked twice', async () => {
    const { talk } = await fiveCalls({ turnTwice: 1 })
    expect(talk.heard).toHaveLength(5 * 6 * 2)
    expect(talk.heard[0]).toEqual(talk.heard[1])
  })

  test('starts are refused, fail, or lose their answer; the same token tried again gets through', async () => {
    const { call, connect, later } = await stage({ settings: { countries: ['+48'], lines: 500 } })
    connect.faults.chance({ throttled: 0.2, failing: 0.2, lostAnswers: 0.2, seed: 3 })
    const failures: string[] = []
    for (let n = 0; n < 40; n++) {
      const number = `+48600${100 + n}105`
      for (let tried = 0; tried < 20; tried++) {
        await later(500)
        const done = await call(number, `call ${n}`).catch((error: Error) => void failures.push(error.name))
        if (done) break
      }
    }
    expect(connect.calls()).toHaveLength(40)
    expect(new Set(failures).size).toBeGreaterThanOrEqual(3)
  })

  test('the same seed strikes the same calls, another one others', async () => {
    const kinds = async (seed: number) =>
      (await fiveCalls({ droppedEvents: 0.5, seed })).events.map(({ detail }) => detail.eventType).join()
    expect(await kinds(7)).toBe(await kinds(7))
    expect(await kinds(7)).not.toBe(await kinds(8))
  })
})

test('the reason of an end is not told at once', async () => {
  const { call, client, connect, later } = await stage()
  connect.faults.chance({ reasonAfterMs: 5_000 })
  const id = await call('+48600111101')
  await later(2_500)
  const reason = async () => {
    const { Contact } = await client.send(new DescribeContactCommand({ InstanceId: instanceId, ContactId: id }))
    return [Contact!.DisconnectTimestamp !== undefined, Contact!.DisconnectReason]
  }
  expect(await reason()).toEqual([true, undefined])
  await later(5_000)
  expect(await reason()).toEqual([true, 'TELECOM_BUSY'])
})

test('a line torn by a power cut is left out, the calls before it are not', async () => {
  const before = await stage()
  const id = await before.call('+48600111101')
  await before.over()
  await before.connect.close()
  appendFileSync(join(before.dir, 'calls', 'calls.jsonl'), '{"kind":"start","call":{"contactI')
  const { connect } = await stage({ dir: before.dir, clock: before.clock })
  expect(connect.calls()).toMatchObject([{ contactId: id, reason: 'TELECOM_BUSY' }])
})

test('only so many calls are remembered', async () => {
  const { call, connect, later } = await stage({ keep: 3 })
  for (let n = 0; n < 6; n++) {
    await call(`+4860011${n}101`)
    await later(5_000)
  }
  expect(connect.calls().map(({ to }) => to)).toEqual(['+48600113101', '+48600114101', '+48600115101'])
})
