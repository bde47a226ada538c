/** Claim, check again, dial, close: over the real tables, with a provider that does as it is told. */
import { beforeEach, expect, test, vi } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { addressHash, scopeOf } from '../../../shared/objection/objection.ts'
import { SendError } from '../../../shared/platform/errors.ts'
import { aCalling, aProvider, type CallingOptions } from '../../builders/calling.ts'
import { aTuesday } from '../../builders/campaign.ts'
import { office } from '../../builders/sending.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeEach(async () => {
  tables = await startTables() // the lines are one item of the whole office: each test has its own
  clock.now = aTuesday
  return () => tables.close()
})

const clock = { now: aTuesday }
const setUp = (change?: Partial<Campaign>, options?: CallingOptions) => aCalling(tables, clock, change, options)
const minutes = 60

test('people are called in the order of the list, each with a token that names the attempt', async () => {
  const { fill, rings, id } = await setUp()
  await fill()
  expect(rings().map(({ call }) => call)).toEqual([0, 1, 2, 3, 4].map((n) => `${id}.0.${n}.1`))
  expect(rings()[0]).toMatchObject({ language: 'pl', to: expect.stringMatching(/^\+48\d{9}$/) })
})

test('never more calls than lines, nor faster than two a second after a burst of five', async () => {
  const { fill, rings, pass } = await setUp({}, { contacts: 40, lineCount: 9 })
  await fill()
  expect(rings()).toHaveLength(5)
  await pass(1)
  expect(rings()).toHaveLength(7)
  await pass(60)
  expect(rings()).toHaveLength(9)
})

test('an ended call frees its line for the next person', async () => {
  const { fill, rings, pass, hangUp, ofPerson } = await setUp({}, { contacts: 3, lineCount: 1 })
  await fill()
  expect(rings()).toHaveLength(1)
  await pass(10)
  await hangUp(rings()[0]!, 'TELECOM_BUSY')
  await pass(1)
  expect(rings()).toHaveLength(2)
  expect(await ofPerson(0)).toEqual([
    expect.objectContaining({ n: 1, outcome: 'busy', state: 'closed', connectContactId: rings()[0]!.connectContactId }),
  ])
})

test('a retry rings on its minute, with a token of its own', async () => {
  const { fill, rings, pass, hangUp, id } = await setUp({}, { contacts: 1 })
  await fill()
  await pass(10)
  await hangUp(rings()[0]!, 'TELECOM_BUSY')
  for (let minute = 0; minute < 29; minute++) {
    await fill()
    await pass(minutes)
  }
  expect(rings()).toHaveLength(1)
  await pass(2 * minutes)
  await fill()
  expect(rings().map(({ call }) => call)).toEqual([`${id}.0.0.1`, `${id}.0.0.2`])
})

test.each<[string, Partial<Campaign>]>([
  ['paused', { status: 'paused' }],
  ['stopped', { status: 'stopped' }],
  ['not begun', { startsOn: '2026-03-11' }],
  ['over', { startsOn: '2026-03-01', endsOn: '2026-03-09' }],
  ['outside its window', { window: { days: [1], from: '09:00', to: '20:00', holidays: false, closedDays: [] } }],
])('a drive that is %s calls nobody', async (_, change) => {
  const { fill, rings } = await setUp(change)
  await fill()
  expect(rings()).toEqual([])
})

test('who answered, objected on any address, or may not be called today is skipped with the reason', async () => {
  const { fill, rings, pass, responses, objections, contacts, id, campaign, outcomes } = await setUp(
    {},
    {
      contacts: 7,
      phones: (n) => (n === 5 ? [] : [`+4860000000${n}`]),
      touchedElsewhere: async ([hash]) => (hash === addressHash(office.address, '+48600000006') ? ['2026-03-10'] : []),
    },
  )
  const given = { answers: {}, mode: 'web', language: 'pl', survey: 1 } as const
  await responses.submit({ campaign: id, page: 0, index: 0 }, given, clock.now, undefined)
  const scope = scopeOf('purpose', id, campaign.purposeClass!)
  await objections.object(addressHash(office.address, '+48600000001'), scope, 'page', clock.now)
  await objections.object(addressHash(office.address, `${id}.2@example.org`), scope, 'page', clock.now)
  await objections.bury(addressHash(office.address, `${id}.3@example.org`), clock.now) // a dead mailbox is no dead phone
  await contacts.putFact(id, 0, { index: 4, kind: 'objected', at: clock.now.toISOString() })
  await fill()
  await pass(30)
  expect(rings().map(({ call }) => call)).toEqual([`${id}.0.3.1`])
  const reasons = await Promise.all([0, 1, 2, 4, 5, 6].map((index) => outcomes(index)))
  expect(reasons).toEqual([['answered'], ['objected'], ['objected'], ['objected'], ['no-number'], ['capped-elsewhere']])
})

test('two people with one number are not called at the same time', async () => {
  const { fill, rings, pass, hangUp } = await setUp({}, { contacts: 2, phones: () => ['+48600000077'] })
  await fill()
  await pass(30)
  expect(rings()).toHaveLength(1)
  await hangUp(rings()[0]!, 'TELECOM_UNANSWERED')
  await pass(2 * minutes)
  await fill()
  expect(rings()).toHaveLength(2)
})

test('two drives that share a number: the second waits for the first one’s talk', async () => {
  const provider = aProvider(clock)
  const phones = () => ['+48600000088']
  const one = await setUp({}, { contacts: 1, phones, provider })
  const other = await setUp({}, { contacts: 1, phones, provider })
  await one.fill()
  await other.fill()
  expect(provider.rings).toHaveLength(1)
})

test('lists take turns: a long one does not starve another', async () => {
  const provider = aProvider(clock)
  const long = await setUp({}, { contacts: 60, lineCount: 4, provider })
  const short = await setUp({}, { contacts: 2, lineCount: 4, provider })
  await long.fill()
  expect(provider.rings).toHaveLength(4)
  expect(short.rings()).toHaveLength(2)
})

test.each<[string, Error, string | undefined]>([
  ['429', new SendError('throttled'), undefined],
  ['no connection', new SendError('unavailable'), undefined],
  ['403', new SendError('misconfigured'), 'phone'],
])('%s is no attempt: the person stays due and is called some minutes later', async (_, error, paused) => {
  const { fill, rings, provider, pass, ofPerson, lines, campaigns, id } = await setUp({}, { contacts: 2 })
  provider.state.answer = () => error
  await fill()
  expect(await ofPerson(0)).toEqual([])
  const { open, back } = await lines.get()
  expect([open.length, back.length]).toEqual([0, 2])
  const campaign = await campaigns.get(id)
  expect(campaign.pausedBecause).toBe(paused)
  provider.state.answer = () => 'rings'
  await pass(50)
  expect(rings()).toEqual([])
  if (paused) await campaigns.save({ ...campaign, status: 'running' })
  await pass(5 * minutes)
  await fill()
  expect(rings().map(({ call }) => call)).toEqual([`${id}.0.0.1`, `${id}.0.1.1`])
})

test('when no call is taken again and again, the drive pauses by itself', async () => {
  const { fill, provider, pass, campaigns, id } = await setUp({}, { contacts: 20 })
  provider.state.answer = () => new SendError('throttled')
  await fill()
  await pass(30 * minutes)
  expect(await campaigns.get(id)).toMatchObject({ status: 'running' })
  await pass(20 * minutes)
  expect(await campaigns.get(id)).toMatchObject({ status: 'paused', pausedBecause: 'phone' })
})

test('400 is our bug: the message fails, the call is closed as technical, and the others ring', async () => {
  const { fill, rings, provider, outcomes } = await setUp({}, { contacts: 3 })
  provider.state.answer = ({ call }) => (call.endsWith('.1.1') ? new SendError('rejected') : 'rings')
  await expect(fill()).rejects.toThrow('malformed')
  expect(rings()).toHaveLength(2)
  expect(await outcomes(1)).toEqual(['technical'])
})

test('a lost answer is asked again at once with the same token: one phone rings once', async () => {
  const { fill, rings, provider } = await setUp({}, { contacts: 1 })
  provider.state.answer = (_, asked) => (asked === 1 ? 'rings, but the answer is lost' : 'rings')
  await fill()
  expect(rings()).toEqual([expect.objectContaining({ asked: 2 })])
})

test('one answer that is lost among others holds up nobody', async () => {
  const { fill, rings, provider, pass, lines } = await setUp({}, { contacts: 8 })
  provider.state.answer = ({ call }, asked) => {
    if (!call.endsWith('.0.1')) return 'rings'
    return asked === 1 ? 'rings, but the answer is lost' : new SendError('throttled') // the burst was used up
  }
  await fill()
  await pass(5)
  expect(rings()).toHaveLength(8)
  expect(await lines.get()).toMatchObject({ quietUntil: 0, troubles: 0, back: [] })
})

test('in doubt, at-most-once: the call is closed as unknown when its time is over, and asked for no more', async () => {
  const { fill, provider, pass, outcomes } = await setUp({ inDoubt: 'at-most-once' }, { contacts: 1 })
  provider.state.answer = () => new Error('500')
  await fill()
  await pass(19 * minutes)
  await fill()
  expect(await outcomes(0)).toEqual([])
  provider.state.answer = () => 'rings'
  await pass(2 * minutes)
  await fill()
  expect(await outcomes(0)).toEqual(['unknown'])
  expect(provider.rings).toEqual([])
})

test.each([
  ['it had gone out', 'rings, but the answer is lost'],
  ['it had not', '500'],
] as const)(
  'in doubt, at-least-once: asked for once more with the same token; %s: one phone rings once',
  async (_, was) => {
    const { fill, provider, pass, outcomes, rings, hangUp, deps } = await setUp(
      { inDoubt: 'at-least-once' },
      { contacts: 1 },
    )
    provider.state.answer = () => (was === '500' ? new Error('500') : was)
    await fill()
    await pass(19 * minutes)
    await fill()
    expect(await outcomes(0)).toEqual([])
    provider.state.answer = () => 'rings'
    await pass(2 * minutes)
    await fill()
    expect(rings().map(({ call }) => call)).toEqual([expect.stringMatching(/\.0\.1$/)])
    await hangUp(rings()[0]!, 'TELECOM_BUSY')
    expect(await outcomes(0)).toEqual(['busy'])
    expect((await deps.lines.get()).back).toEqual([])
  },
)

test('an agent who talks on a number keeps automated calls off it', async () => {
  const { fill, deps, rings } = await setUp({}, { contacts: 1, phones: () => ['+48600000099'] })
  deps.numbersInUse = async () => new Set([addressHash(office.address, '+48600000099').slice(0, 8)])
  await fill()
  expect(rings()).toEqual([])
})

test('an agent who begins to talk on a number while it is being claimed keeps it, and the call is made later', async () => {
  const { fill, deps, rings, pass } = await setUp({}, { contacts: 1, phones: () => ['+48600000098'] })
  const hash = addressHash(office.address, '+48600000098').slice(0, 8)
  let looks = 0
  deps.numbersInUse = async () => new Set(++looks === 2 ? [hash] : [])
  await fill()
  expect([looks, rings()]).toEqual([2, []])
  await pass(2 * minutes)
  await fill()
  expect(rings().map(({ to }) => to)).toEqual(['+48600000098'])
})

test('a bad number leads at once to the next number of the person', async () => {
  const { fill, rings, hangUp, pass } = await setUp({}, { contacts: 1, phones: () => ['+48600000001', '+48600000002'] })
  await fill()
  await hangUp(rings()[0]!, 'TELECOM_NUMBER_INVALID')
  await pass(2)
  expect(rings().map(({ to }) => to)).toEqual(['+48600000001', '+48600000002'])
})

test('an entry of an attempt before means nothing: nobody is called before the time of her newest', async () => {
  const { fill, rings, pass, hangUp } = await setUp({}, { contacts: 1 })
  await fill()
  await hangUp(rings()[0]!, 'EXPIRED') // not dialled: again in five minutes, and no cap counts it
  await pass(5 * minutes)
  await fill()
  await hangUp(rings()[1]!, 'EXPIRED')
  for (let n = 0; n < 9; n++) {
    await pass(30)
    await fill()
  }
  expect(rings()).toHaveLength(2)
  await pass(minutes)
  await fill()
  expect(rings()).toHaveLength(3)
})

test('what the index still shows of earlier attempts is asked about once', async () => {
  const { fill, provider, rings, deps, hangUp, pass } = await setUp({ rules: { busy: { again: 0 } } }, { contacts: 3 })
  const asked = vi.spyOn(deps.calls, 'ofPerson')
  await fill()
  for (const ring of rings()) await hangUp(ring, 'TELECOM_BUSY') // due again at once: three entries
  await pass(30)
  expect(rings()).toHaveLength(6)
  expect(provider.rings.every(({ asked: times }) => times === 1)).toBe(true)
  for (const ring of rings().slice(3)) await hangUp(ring, 'TELECOM_NUMBER_INVALID')
  await fill()
  asked.mockClear()
  await fill()
  expect(asked).not.toHaveBeenCalled()
})

test('what the index shows a minute late is called all the same', async () => {
  const { fill, rings, pass, hangUp, deps, calls } = await setUp({}, { contacts: 12, lineCount: 12 })
  const minuteAgo = () => new Date(clock.now.getTime() - 60_000).toISOString()
  const isShown = new Map<string, string>()
  deps.calls = {
    ...calls,
    async due(...asked) {
      const found = await calls.due(...asked)
      for (const { position } of found) if (!isShown.has(position)) isShown.set(position, clock.now.toISOString())
      return found.filter(({ position }) => isShown.get(position)! <= minuteAgo())
    },
  }
  for (let n = 0; n < 4; n++) {
    await fill()
    await pass(10)
  }
  for (const ring of [...rings()]) {
    await hangUp(ring, 'EXPIRED')
    await pass(7)
  }
  for (let minute = 0; minute < 9; minute++) {
    await fill()
    await pass(minutes)
  }
  expect(rings()).toHaveLength(24)
})
