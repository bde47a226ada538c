/** Events of Amazon Connect as they come: in any case, any order, with odd times; and what each ending of a call becomes. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { CallId } from '../../../shared/call/call.ts'
import type { Ending } from '../../../shared/call/close.ts'
import { outcomeOfCall } from '../../../shared/call/ending.ts'
import { ContactEvent } from '../../../shared/channel/contact-event.ts'
import { contactListener, hearContact } from '../../../shared/channel/hear-contact.ts'
import type { VoiceContact } from '../../../shared/channel/voice.ts'

interface Sequence {
  eventBridge: { detail: Record<string, unknown> }[]
  describeContact: { Contact: { DisconnectReason: string } }
}
const sequences = JSON.parse(
  readFileSync(new URL('../../data/telephony/connect-outbound-sequences.derived.json', import.meta.url), 'utf8'),
) as Record<string, Sequence>

const call = 'cmp_000000000001.0.7.2'
const now = new Date('2026-11-23T09:02:00Z')

/** What becomes of events, if the provider knows so much of the call. */
async function hear(events: unknown[], known: VoiceContact | undefined) {
  const closed: { id: CallId; ending: Ending }[] = []
  const later: unknown[] = []
  for (const event of events) {
    await hearContact(z.parse(ContactEvent, event), {
      voice: { describe: async () => known },
      close: async (id, ending) => {
        closed.push({ id, ending })
        return 'closed'
      },
      later: async (message) => {
        later.push(message)
      },
      now: () => now,
    })
  }
  return { closed, later }
}

test.each([
  ['answered_completed', 'no_input'],
  ['answered_hung_up_midway', 'hung_up'],
  ['busy', 'busy'],
  ['no_answer_ring_timeout', 'no_answer'],
  ['unanswered_network', 'not_reachable'],
  ['originator_cancel_after_ring', 'no_answer'],
  ['invalid_number', 'bad_number'],
  ['blocked', 'blocked'],
  ['network_problem', 'technical'],
])('%s, its events shuffled and doubled: %s where nothing was pressed', async (name, outcome) => {
  const { eventBridge, describeContact } = sequences[name]!
  const shuffled = [...eventBridge].reverse().flatMap((event) => [event, event])
  const { closed } = await hear(shuffled, { call, reason: describeContact.Contact.DisconnectReason })
  expect(closed).toHaveLength(4) // DISCONNECTED and COMPLETED, twice each: closing is idempotent
  for (const { id, ending } of closed) {
    expect(id).toEqual({ campaign: 'cmp_000000000001', page: 0, index: 7, n: 2 })
    if (ending.kind !== 'heard') throw new Error('it was heard')
    const ends = {
      gatePassed: false,
      complete: false,
      answeredShare: 0,
      objected: false,
      refused: false,
      callback: false,
    }
    expect(outcomeOfCall({ ...ends, reason: ending.reason, answered: ending.connectedAt !== undefined })).toBe(outcome)
  }
})

const ours = { eventType: 'DISCONNECTED', contactId: 'c1', initiationTimestamp: '2026-11-23T09:00:00.120Z' }
const event = (detail: Record<string, unknown>) => ({
  source: 'aws.connect',
  'detail-type': 'Amazon Connect Contact Event',
  detail,
})

test.each<[string, Record<string, unknown>]>([
  ['names in other cases', { EventType: 'Disconnected', ContactId: 'c1', AgentInfo: { AgentArn: 'arn' } }],
  ['all in lower case', { eventtype: 'disconnected', contactid: 'c1', channel: 'Voice' }],
  ['fields that are new', { ...ours, somethingNew: { deep: [1, 2] }, campaign: { campaignId: 'x' } }],
  ['a time of 1970 for none', { ...ours, connectedToSystemTimestamp: '1970-01-01T00:00:00.001Z' }],
  ['a time that is none', { ...ours, disconnectTimestamp: 'yesterday' }],
  ['a number for a time', { ...ours, disconnectTimestamp: 1_795_424_441_000 }],
])('%s: read all the same', async (_, detail) => {
  const { closed } = await hear([event(detail)], { call, reason: 'TELECOM_BUSY' })
  expect(closed).toHaveLength(1)
  expect(closed[0]!.ending).toMatchObject({ kind: 'heard', reason: 'TELECOM_BUSY' })
  expect(closed[0]!.ending).not.toHaveProperty('connectedAt')
})

test.each([
  'INITIATED',
  'CONNECTED_TO_SYSTEM',
  'CONTACT_DATA_UPDATED',
  'AMD_DISABLED',
  'WEBRTC_API',
  'SOMETHING_OF_2028',
])('%s is not the end of a call', async (eventType) => {
  const { closed, later } = await hear([event({ ...ours, eventType })], { call, reason: 'TELECOM_BUSY' })
  expect([closed, later]).toEqual([[], []])
})

test.each<[string, VoiceContact | undefined]>([
  ['unknown to the provider', undefined],
  ['without our attribute', { reason: 'CUSTOMER_DISCONNECT' }],
  ['with somebody else’s', { reason: 'CUSTOMER_DISCONNECT', call: 'case-7' }],
])('a call %s is done', async (_, known) => {
  expect(await hear([event(ours)], known)).toEqual({ closed: [], later: [] })
})

test('without a reason, a check asks again some seconds later', async () => {
  const { closed, later } = await hear([event({ ...ours, disconnectTimestamp: now.toISOString() })], { call })
  expect(closed).toEqual([])
  expect(later).toEqual([{ kind: 'check', call, connectContactId: 'c1', round: 1 }])
})

test.each([
  ['no detail', { source: 'aws.connect' }],
  ['no contact', event({ eventType: 'DISCONNECTED' })],
  ['no type', event({ contactId: 'c1' })],
  ['another source', { ...event(ours), source: 'aws.s3' }],
])('unreadable: %s', (_, what) => {
  expect(z.safeParse(ContactEvent, what).success).toBe(false)
})

test('DISCONNECTED and COMPLETED that come together ask and close once; what fails is tried again by both', async () => {
  const ended = (eventType: string) =>
    z.parse(ContactEvent, { source: 'aws.connect', detail: { eventType, contactId: 'c-1', channel: 'VOICE' } })
  let describes = 0
  let closes = 0
  const listen = contactListener({
    voice: {
      async describe() {
        if (++describes === 1) throw new Error('not now')
        return { call, reason: 'TELECOM_BUSY' }
      },
    },
    close: async () => {
      closes++
      return 'closed'
    },
    later: async () => {},
    now: () => now,
  })
  const both = () => Promise.allSettled([listen(ended('DISCONNECTED')), listen(ended('COMPLETED'))])
  expect((await both()).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await both()).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  expect([describes, closes]).toEqual([2, 1])
})
