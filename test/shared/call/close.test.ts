/** How calls end: told once, twice, late, in any order or never; while drives stop, clocks go back and messages are lost. */
import { beforeEach, expect, test } from 'vitest'
import { callIdText, listOf } from '../../../shared/call/call.ts'
import { closeCall } from '../../../shared/call/close.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { hearContact } from '../../../shared/channel/hear-contact.ts'
import { SendError } from '../../../shared/platform/errors.ts'
import type { Talk } from '../../../shared/response/response.ts'
import { aCalling, type CallingOptions } from '../../builders/calling.ts'
import { aTuesday } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeEach(async () => {
  tables = await startTables()
  clock.now = aTuesday
  return () => tables.close()
})

const clock = { now: aTuesday }
const setUp = (change?: Partial<Campaign>, options: CallingOptions = {}) =>
  aCalling(tables, clock, change, { contacts: 1, ...options })
const minutes = 60

test('an event that comes three times, and again as COMPLETED, closes one attempt', async () => {
  const { fill, rings, provider, event, outcomes, pass } = await setUp()
  await fill()
  await pass(20)
  provider.end(rings()[0]!, 'TELECOM_UNANSWERED')
  await Promise.all([event(rings()[0]!), event(rings()[0]!, 'COMPLETED'), event(rings()[0]!)])
  await event(rings()[0]!)
  expect(await outcomes(0)).toEqual(['not_reachable'])
})

test('DISCONNECTED before INITIATED: the order of events means nothing', async () => {
  const { fill, rings, provider, event, outcomes } = await setUp()
  await fill()
  provider.end(rings()[0]!, 'TELECOM_BUSY')
  await event(rings()[0]!, 'DISCONNECTED')
  await event(rings()[0]!, 'CONNECTED_TO_SYSTEM')
  await event(rings()[0]!, 'INITIATED')
  expect(await outcomes(0)).toEqual(['busy'])
})

test('the event comes before place-calls has its answer: the check finds it closed', async () => {
  const { fill, rings, provider, hangUp, outcomes, pass, deps } = await setUp()
  const { start } = provider.voice
  provider.voice.start = async (call) => {
    const started = await start(call)
    await hangUp(rings()[0]!, 'TELECOM_BUSY')
    return started
  }
  await fill()
  await pass(20 * minutes)
  expect(await outcomes(0)).toEqual(['busy'])
  expect((await deps.lines.get()).back).toEqual([])
})

test('an event that never comes: a check asks for the call within two minutes of its end, and frees the line', async () => {
  const { fill, rings, provider, outcomes, pass } = await setUp({}, { contacts: 2, lineCount: 1 })
  await fill()
  provider.end(rings()[0]!, 'TELECOM_TIMEOUT')
  await pass(81)
  expect(await outcomes(0)).toEqual(['no_answer'])
  expect(rings()).toHaveLength(2)
})

test('Connect slows down while a drive is stopped: every call is hung up a little later, and no message fails', async () => {
  const { fill, rings, provider, outcomes, pass, campaigns, id, deps } = await setUp({}, { contacts: 5 })
  await fill()
  const campaign = await campaigns.get(id)
  await campaigns.save({ ...campaign, status: 'stopped' })
  const { stop } = deps.voice
  let refused = 0
  deps.voice.stop = async (contact) => {
    if (++refused <= 12) throw new SendError('throttled')
    await stop(contact)
  }
  await pass(3 * minutes)
  expect(refused).toBe(17)
  expect(rings().map(({ reason }) => reason)).toEqual(Array(5).fill('API'))
  for (let n = 0; n < 5; n++) expect(await outcomes(n)).toHaveLength(1)
  expect(provider.rings).toHaveLength(5)
})

test('a talk that goes on is asked for ever more rarely, and hung up when it cannot be one any more', async () => {
  const { fill, rings, provider, outcomes, pass } = await setUp()
  await fill()
  rings()[0]!.connectedAt = clock.now
  await pass(14 * minutes)
  expect(provider.state.stops).toBe(0)
  await pass(3 * minutes)
  expect(provider.state.stops).toBe(1)
  expect(await outcomes(0)).toHaveLength(1)
})

test('a call that is not ours, or unknown, leaves nothing behind', async () => {
  const { deps, id, calls, provider } = await setUp()
  const unknown = { campaign: 'cmp_zzzzzzzzzzzz', page: 0, index: 0, n: 1 }
  const heard = { kind: 'heard', reason: 'TELECOM_BUSY' } as const
  expect(await closeCall(unknown, heard, 'c1', deps)).toBe('unknown call')
  expect(await closeCall({ campaign: id, page: 0, index: 0, n: 1 }, heard, 'c1', deps)).toBe('unknown call')
  const closed: string[] = []
  const hear = (call: string | undefined) =>
    hearContact(
      {
        source: 'aws.connect',
        detail: {
          type: 'DISCONNECTED',
          connectContactId: 'c1',
          startedAt: undefined,
          connectedAt: undefined,
          endedAt: undefined,
        },
      },
      {
        voice: { describe: async () => (call === undefined ? undefined : { call, reason: 'OTHER' }) },
        close: async (found) => {
          closed.push(callIdText(found))
          return 'closed'
        },
        later: async () => {},
        now: deps.now,
      },
    )
  await hear(undefined)
  await hear('somebody else’s attribute')
  expect(closed).toEqual([])
  expect(provider.rings).toEqual([])
  expect((await calls.ofPage(id, 0)).size).toBe(0)
})

test('the reason comes late: nothing is closed without it in the first minute', async () => {
  const { fill, rings, event, outcomes, pass } = await setUp()
  await fill()
  const ring = rings()[0]!
  ring.endedAt = clock.now
  await event(ring)
  expect(await outcomes(0)).toEqual([])
  await pass(10)
  ring.reason = 'TELECOM_BUSY'
  await pass(6)
  expect(await outcomes(0)).toEqual(['busy'])
})

test('the reason never comes: the call is closed without one', async () => {
  const { fill, rings, event, outcomes, pass } = await setUp()
  await fill()
  rings()[0]!.endedAt = clock.now
  await event(rings()[0]!)
  await pass(2 * minutes)
  expect(await outcomes(0)).toEqual(['unknown'])
})

test('the queue takes no check: the phone rings once, and its event closes the attempt', async () => {
  const { fill, rings, hangUp, outcomes, pass, deps, agenda } = await setUp()
  deps.later = async (message, seconds) => {
    if (message.kind === 'check') throw new Error('the queue is out of order')
    await agenda.later(message, seconds)
  }
  await fill()
  await fill()
  expect(rings()).toHaveLength(1)
  await pass(30)
  await hangUp(rings()[0]!, 'TELECOM_BUSY')
  expect(await outcomes(0)).toEqual(['busy'])
})

test('a crash between claim and start: nobody is called meanwhile, and the same call is asked for when its time is over', async () => {
  const { fill, rings, outcomes, pass, deps, provider } = await setUp({}, { contacts: 1, lineCount: 1 })
  const { start } = provider.voice
  provider.voice.start = () => new Promise(() => {}) // it never comes back: the function was killed
  void fill()
  await expect.poll(async () => (await deps.lines.get()).open.length).toBe(1)
  provider.voice.start = start
  await fill()
  await pass(10 * minutes)
  await fill()
  expect(rings()).toEqual([])
  await pass(11 * minutes)
  await fill()
  expect(await outcomes(0)).toEqual([])
  expect(rings()).toHaveLength(1)
  expect(rings()[0]!.call).toMatch(/\.0\.1$/)
})

test('a crash between a claim and the note of a skip: she is looked at again', async () => {
  const { fill, deps, calls, responses, id, outcomes, pass } = await setUp()
  await responses.submit(
    { campaign: id, page: 0, index: 0 },
    { answers: {}, mode: 'web', language: 'pl', survey: 1 },
    clock.now,
    undefined,
  )
  deps.calls = { ...calls, close: () => Promise.reject(new Error('killed')) }
  await expect(fill()).rejects.toThrow('killed')
  deps.calls = calls
  await fill()
  expect(await outcomes(0)).toEqual([])
  await pass(61)
  await fill()
  expect(await outcomes(0)).toEqual(['answered'])
})

test.each(['stopped', 'paused'] as const)(
  'a drive that is %s while 50 calls ring: they are hung up',
  async (status) => {
    const { fill, rings, pass, provider, campaigns, campaign, calls, id } = await setUp(
      {},
      { contacts: 50, lineCount: 50 },
    )
    for (let n = 0; n < 10; n++) {
      await fill()
      await pass(5)
    }
    const ringing = rings().length
    expect(ringing).toBe(50)
    await campaigns.save({ ...(await campaigns.get(id)), status })
    await pass(60)
    expect(provider.state.stops).toBe(ringing)
    expect(rings()).toHaveLength(ringing)
    const people = [...(await calls.ofPage(id, 0)).values()]
    expect(people).toHaveLength(ringing)
    expect(people.some((person) => person.calls.some(({ list }) => list)).valueOf()).toBe(status === 'paused')
    expect(campaign.plan).toHaveLength(1)
  },
)

test('the clock goes back an hour while calls are due: nobody is called before her time, and nobody is lost', async () => {
  const { fill, rings, pass, hangUp } = await setUp()
  await fill()
  await pass(10)
  await hangUp(rings()[0]!, 'TELECOM_BUSY') // again in 30 minutes
  await pass(10 * minutes)
  clock.now = new Date(clock.now.getTime() - 60 * minutes * 1000)
  for (let minute = 0; minute < 75; minute++) {
    await fill()
    await pass(minutes)
  }
  expect(rings()).toHaveLength(1)
  for (let minute = 0; minute < 20; minute++) {
    await fill()
    await pass(minutes)
  }
  expect(rings()).toHaveLength(2)
})

test('an agent was given her meanwhile: what rang is kept under the next number', async () => {
  const { fill, rings, hangUp, calls, id, ofPerson } = await setUp()
  await fill()
  const leased = {
    index: 0,
    n: 1,
    state: 'leased',
    channel: 'agents',
    step: 1,
    number: 0,
    startedAt: clock.now.toISOString(),
    agent: 'a',
  } as const
  await calls.close({ campaign: id, page: 0 }, { ...leased, leaseUntil: clock.now.getTime() + 300_000 })
  await hangUp(rings()[0]!, 'TELECOM_BUSY')
  await hangUp(rings()[0]!, 'TELECOM_BUSY')
  expect((await ofPerson(0)).map(({ n, channel, outcome }) => [n, channel, outcome])).toEqual([
    [1, 'agents', undefined],
    [2, 'call', 'busy'],
  ])
})

const talk = (change: Partial<Talk>): Talk => ({ n: 1, turn: 3, node: 'q1', from: 'q0', via: 'next', ...change })
test.each<[string, { talk?: Talk; complete?: boolean }, string | undefined, string]>([
  ['nothing pressed, hung up', {}, 'CUSTOMER_DISCONNECT', 'hung_up'],
  ['nothing pressed until the flow ended', {}, 'CONTACT_FLOW_DISCONNECT', 'no_input'],
  ['hung up after the gate', { talk: talk({}) }, 'CUSTOMER_DISCONNECT', 'break_off'],
  ['all answered', { talk: talk({ via: 'done', node: 'end' }), complete: true }, 'CONTACT_FLOW_DISCONNECT', 'complete'],
  ['an earlier call got past the gate, this one did not', { talk: talk({ n: 7 }) }, 'CUSTOMER_DISCONNECT', 'hung_up'],
])('%s: the outcome', async (_, { talk: stands, complete = false }, reason, outcome) => {
  const { fill, rings, hangUp, responses, id, outcomes } = await setUp()
  await fill()
  const given = { answers: {}, language: 'pl', survey: 1 } as const
  const whom = { campaign: id, page: 0, index: 0 }
  if (stands) await responses.saveTurn(whom, { ...given, talk: stands, complete }, clock.now, undefined)
  await hangUp(rings()[0]!, reason, true)
  expect(await outcomes(0)).toEqual([outcome])
})

test('a wish by key 9 is the outcome, and so is an objection by key 0', async () => {
  const { fill, rings, hangUp, calls, contacts, id, outcomes } = await setUp({}, { contacts: 2 })
  await fill()
  const at = clock.now.toISOString()
  await calls.promise({ campaign: id, page: 0, index: 0 }, { at, from: 'keypad', madeAt: at })
  await contacts.putFact(id, 0, { index: 1, kind: 'objected', at })
  for (const ring of [...rings()]) await hangUp(ring, 'CONTACT_FLOW_DISCONNECT', true)
  expect([await outcomes(0), await outcomes(1)]).toEqual([['callback'], ['objection']])
})

test('an attempt takes at most three write units over calls, lines, contacts and addresses', async () => {
  const { fill, rings, hangUp, pass, calls, id } = await setUp({}, { contacts: 60, lineCount: 10 })
  tables.dynamo.resetConsumed()
  let ended = 0
  for (let turn = 0; turn < 200 && ended < 120; turn++) {
    await fill()
    await pass(minutes)
    for (const ring of rings().filter(({ endedAt }) => !endedAt)) {
      await hangUp(ring, 'TELECOM_BUSY')
      ended++
    }
  }
  const { writeUnits } = tables.dynamo.consumed()
  const attempts = [...(await calls.ofPage(id, 0)).values()].flatMap((person) => person.calls).length
  expect(attempts).toBeGreaterThanOrEqual(120)
  expect(writeUnits / attempts).toBeLessThanOrEqual(3)
  console.info(`write units per attempt: ${(writeUnits / attempts).toFixed(2)} over ${attempts}`)
  expect(await calls.countDue(listOf(id, 0))).toBeGreaterThan(0)
})
