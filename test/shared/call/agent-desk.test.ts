/** The agents' desk over the real tables: who gets which call when, what keeps a person from being called, what a save leaves behind. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Ending, noteOf } from '../../../shared/call/agent-outcome.ts'
import { callIdText, listOf } from '../../../shared/call/call.ts'
import { linesStore } from '../../../shared/call/lines-store.ts'
import type { OutcomeCode } from '../../../shared/call/outcome.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { ledgerStore } from '../../../shared/plan/ledger-store.ts'
import { stillPump } from '../../../shared/plan/pump.ts'
import { pumpStore } from '../../../shared/plan/pump-store.ts'
import { responseStore } from '../../../shared/response/response-store.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { agentsOnly, callThenAgents, type PhoneOffice, phoneOf, phoneOffice } from './agents.ts'

let tables: TestTables
let office: PhoneOffice
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())
beforeEach(() => {
  office = phoneOffice(tables)
})

const whoOf = ({ whom }: { whom: { index: number } }) => whom.index

describe('what comes first', () => {
  test('a promise of hers, then one of anyone’s, then who is due, then new people', async () => {
    const drive = await office.drive({ contacts: 6 })
    await office.agent('anna', [drive])
    await office.due(drive, 3)
    const promise = (index: number, minutes: number, owner?: string) =>
      office.deps.calls.promise(
        { campaign: drive.id, page: 0, index },
        {
          at: new Date(office.clock.at.getTime() - minutes * 60_000).toISOString(),
          from: 'agent',
          madeAt: '2026-03-09T09:00:00.000Z',
          ...(owner && { owner: office.caller(owner).id }),
        },
      )
    await promise(1, 5)
    await promise(2, 1, 'anna')
    await promise(4, 5, 'ewa') // hers for ten minutes more
    await promise(5, 16, 'ewa') // late: anyone's
    const order: number[] = []
    for (let n = 0; n < 4; n++) {
      const held = await office.held('anna')
      order.push(whoOf(held))
      expect(held.call.promised ?? false).toBe(n < 3)
      await office.save('anna', held, { outcome: 'refused' })
    }
    expect([order[0], order.slice(1, 3).sort(), order[3]]).toEqual([2, [1, 5], 3]) // agents are spread over anyone's
    expect(whoOf(await office.held('anna'))).toBe(0)
    office.later(11)
    await office.agent('ola', [drive])
    expect(whoOf(await office.held('ola'))).toBe(4)
  })

  test('new people come only when the steps before the agents’ are done, and never in a plan with automated calls', async () => {
    const plan: Campaign['plan'] = [{ kind: 'wait', hours: 1 }, ...agentsOnly]
    const drive = await office.drive({ contacts: 2, campaign: { plan } })
    await office.agent('anna', [drive])
    expect(await office.desk.next(office.caller('anna'))).toEqual({ nothing: 'nobody' })
    await pumpStore(office.db, office.names.Campaigns).save(drive.id, 0, { ...stillPump, done: true })
    expect(whoOf(await office.held('anna'))).toBe(0)

    const automated = await office.drive({ contacts: 2, campaign: { plan: callThenAgents } })
    await office.agent('ola', [automated])
    expect(await office.desk.next(office.caller('ola'))).toEqual({ nothing: 'nobody' })
  })

  test('an agent gets people of her languages only, and her own promises in any', async () => {
    const languages = ['pl', 'pl', 'uk', 'en', 'pl', 'uk']
    const drive = await office.drive({
      contacts: 6,
      row: (n) => [languages[n]!, `o${n}@example.org`, phoneOf(n), '', 'Osoba'],
    })
    await office.agent('oksana', [drive], ['uk'])
    const got: number[] = []
    for (let n = 0; n < 2; n++) {
      const held = await office.held('oksana')
      got.push(whoOf(held))
      await office.save('oksana', held, { outcome: 'refused' })
    }
    expect(got).toEqual([2, 5])
    expect(await office.desk.next(office.caller('oksana'))).toEqual({ nothing: 'nobody' })
    await office.agent('anna', [drive], ['pl', 'en'])
    const others: number[] = []
    for (let n = 0; n < 4; n++) {
      const held = await office.held('anna')
      others.push(whoOf(held))
      await office.save('anna', held, { outcome: 'refused' })
    }
    expect(others.sort()).toEqual([0, 1, 3, 4])
  })
})

describe('a person is not called', () => {
  const at = '2026-03-10T09:30:00.000Z'
  const cases: [string, (drive: Campaign) => Promise<unknown>, string][] = [
    ['who objected on a page of this drive', (drive) => fact(drive, 'objected'), 'objected'],
    ['whose link was revoked', (drive) => fact(drive, 'revoked'), 'revoked'],
    [
      'whose number carries an objection of another drive',
      () => office.deps.objections.object(office.hash(phoneOf(7)), 'purpose#survey', 'page', new Date(at)),
      'objected',
    ],
    [
      'whose e-mail address carries one',
      () => office.deps.objections.object(office.hash('osoba7@example.org'), 'all', 'page', new Date(at)),
      'objected',
    ],
    ['who has answered', (drive) => answered(drive), 'answered'],
    ['who had her attempts for today', (drive) => tried(drive, 2), 'capped-today'],
    ['who had all her attempts', (drive) => tried(drive, 6, 5), 'capped'],
    ['whom another drive called today', async () => void office.touched.push('2026-03-10'), 'capped-elsewhere'],
    ['who talks to an automated call', async () => onTheLine(), 'number-busy'],
  ]
  test.each(cases)('%s', async (_, happens, skip) => {
    const drive = await office.drive({
      contacts: 1,
      campaign: { plan: callThenAgents },
      row: () => ['pl', 'osoba7@example.org', phoneOf(7), '', 'Osoba'],
    })
    await office.due(drive, 0)
    await office.agent('anna', [drive])
    await happens(drive)
    expect(await office.desk.next(office.caller('anna'))).toEqual({ nothing: 'nobody' })
    const { calls } = await office.callsOf(drive, 0)
    expect(calls.at(-1)).toMatchObject({ state: 'closed', skip })
    expect(calls.filter(({ list }) => list).length).toBeLessThanOrEqual(1)
    expect((await office.deps.agents.get(office.caller('anna').id))?.call).toBeUndefined()
    expect(await office.deps.agents.numbersInUse(office.clock.at)).not.toContain(office.hash(phoneOf(7)).slice(0, 8))
    const isForNow = ['capped-today', 'capped-elsewhere', 'number-busy'].includes(skip)
    expect(calls.at(-1)!.list).toBe(isForNow ? listOf(drive.id, 1) : undefined)
    await linesStore(office.db, office.names.Campaigns).change((lines) => ({ ...lines, open: [] }))
  })

  test.each<[string, Partial<Campaign>, string]>([
    ['while the drive is paused', { status: 'paused' }, 'closed'],
    ['once it was stopped', { status: 'stopped' }, 'closed'],
    ['before its first day', { startsOn: '2026-03-11' }, 'closed'],
    ['after its last day', { endsOn: '2026-03-09' }, 'closed'],
    ['on a day that the drive keeps closed', { window: closedToday }, 'closed'],
  ])('%s', async (_, change) => {
    const drive = await office.drive({ contacts: 1, campaign: { plan: callThenAgents, ...change } })
    await office.due(drive, 0)
    await chosenBefore(drive)
    const found = await office.desk.next(office.caller('anna'))
    expect('call' in found).toBe(false)
    expect((await office.callsOf(drive, 0)).calls).toHaveLength(1)
  })

  test('outside the hours, on a holiday, and in both nights when the clock changes, by the clock of Poznań', async () => {
    const drive = await office.drive({ contacts: 1, campaign: { plan: callThenAgents, endsOn: '2027-01-01' } })
    await office.due(drive, 0)
    await office.agent('anna', [drive])
    const asked = async (at: string) => {
      office.clock.at = new Date(at)
      const found = await office.desk.next(office.caller('anna'))
      return 'call' in found ? 'call' : found
    }
    expect(await asked('2026-03-10T07:59:00Z')).toEqual({ nothing: 'closed', from: new Date('2026-03-10T08:00:00Z') })
    expect(await asked('2026-03-10T19:00:00Z')).toEqual({ nothing: 'closed', from: new Date('2026-03-11T08:00:00Z') })
    expect(await asked('2026-04-06T10:00:00Z')).toMatchObject({ nothing: 'closed' }) // Easter Monday
    expect(await asked('2026-03-30T06:59:00Z')).toMatchObject({ from: new Date('2026-03-30T07:00:00Z') }) // summer time
    expect(await asked('2026-10-26T07:59:00Z')).toMatchObject({ from: new Date('2026-10-26T08:00:00Z') }) // winter time
    expect(await asked('2026-10-26T08:00:00Z')).toBe('call')
  })

  test('whose list a supervisor has closed, until it is open again', async () => {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    await office.deps.lists.close(drive.id, 0, true)
    expect(await office.desk.next(office.caller('anna'))).toEqual({ nothing: 'no lists' })
    await office.deps.lists.close(drive.id, 0, false)
    expect(whoOf(await office.held('anna'))).toBe(0)
  })

  test('an e-mail of this morning counts as one of the day’s attempts', async () => {
    const drive = await office.drive({ contacts: 1, campaign: { attempts: { perDay: 1, inAll: 6 } } })
    const ledger = ledgerStore(office.db, office.names.Contacts)
    const part = { campaign: drive.id, page: 0, step: 0, part: 0 }
    const claim = await ledger.claim(part, 1, office.clock.at)
    await ledger.record(part, claim!, 's', office.clock.at)
    await office.agent('anna', [drive])
    expect(await office.desk.next(office.caller('anna'))).toEqual({ nothing: 'nobody' })
    expect((await office.callsOf(drive, 0)).calls).toMatchObject([{ skip: 'capped-today' }])
  })

  test('of people whom an e-mail has reached none is given, and nothing is written of any', async () => {
    const plan: Campaign['plan'] = [{ kind: 'agents', scripts: { pl: 'Dzień dobry.' }, stop: ['mailed', 'objected'] }]
    const drive = await office.drive({ contacts: 150, campaign: { plan } })
    const ledger = ledgerStore(office.db, office.names.Contacts)
    // everybody has got her mail but number 130, and that to number 70 came back
    for (const [page, part, letters] of [
      [0, 0, 's'.repeat(50)],
      [0, 1, 's'.repeat(50)],
      [1, 0, `${'s'.repeat(30)}r${'s'.repeat(19)}`],
    ] as const) {
      const place = { campaign: drive.id, page, step: 0, part }
      const claim = await ledger.claim(place, 50, office.clock.at)
      await ledger.record(place, claim!, letters, office.clock.at)
    }
    await office.deps.contacts.putFact(drive.id, 0, { index: 70, kind: 'bounced', at })
    await office.agent('anna', [drive])
    await office.agent('bea', [drive])
    const given = [await office.held('anna'), await office.held('bea')].map(({ whom }) => whom.page * 100 + whom.index)
    expect(given.sort()).toEqual([130, 70])
    expect((await office.callsOf(drive, 0)).calls).toEqual([])
    await office.agent('cyla', [drive])
    expect(await office.desk.next(office.caller('cyla'))).toEqual({ nothing: 'nobody' })
  })

  test('unless her automated call is over, though the lines have not been written since', async () => {
    const drive = await office.drive({ contacts: 1, campaign: { plan: callThenAgents } })
    await office.due(drive, 0) // the call, closed
    await onTheLine(`${drive.id}.0.0.1`, phoneOf(0))
    await office.agent('anna', [drive])
    expect(whoOf(await office.held('anna'))).toBe(0)
  })

  const fact = (drive: Campaign, kind: 'objected' | 'revoked') =>
    office.deps.contacts.putFact(drive.id, 0, { index: 0, kind, at })
  const answered = (drive: Campaign) =>
    responseStore(office.db, office.names.Responses).submit(
      { campaign: drive.id, page: 0, index: 0 },
      { answers: {}, mode: 'web', language: 'pl', survey: 1 },
      new Date(at),
      undefined,
    )
  const tried = async (drive: Campaign, times: number, daysAgo = 0) => {
    for (let n = 2; n < 2 + times; n++) {
      const day = String(10 - (daysAgo ? Math.max(0, 8 - n) : 0)).padStart(2, '0')
      await office.due(drive, 0, {
        n,
        startedAt: `2026-03-${day}T06:00:00.000Z`,
        endedAt: `2026-03-${day}T06:01:00.000Z`,
      })
    }
  }
  const onTheLine = (call = 'cmp_000000000000.0.0.1', phone = phoneOf(7)) =>
    linesStore(office.db, office.names.Campaigns).change((lines) => ({
      ...lines,
      open: [{ call, hash: office.hash(phone).slice(0, 8), number: 0, since: 0, until: 0 }],
    }))
})

const closedToday: Campaign['window'] = {
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '20:00',
  holidays: false,
  closedDays: ['2026-03-10'],
}

/** Anna chose the drive while it ran; a drive that has ended is not offered any more. */
async function chosenBefore(drive: Campaign): Promise<void> {
  const store = campaignStore(office.db, office.names.Campaigns)
  const running = await store.save({ ...drive, status: 'running' })
  await office.agent('anna', [running])
  await store.save({ ...running, status: drive.status })
}

describe('a lease', () => {
  test('is renewed by work, and a closed laptop gives the call back with what was noted', async () => {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    await office.agent('ola', [drive])
    const held = await office.held('anna')
    for (let n = 0; n < 3; n++) {
      office.later(4)
      const known = await office.known('anna', held)
      expect(await office.desk.renew(office.caller('anna'), known, { note: 'Prosi o wolniejsze mówienie.' })).toBe(true)
      expect(await office.desk.next(office.caller('ola'))).toEqual({ nothing: 'nobody' })
    }
    office.later(6)
    const taken = await office.held('ola')
    expect(taken.call).toMatchObject({ n: 1, agent: office.caller('ola').id })
    expect(noteOf(await office.known('ola', taken), taken.call)).toBe('Prosi o wolniejsze mówienie.')
    expect(await office.desk.renew(office.caller('anna'), await office.known('anna', held), {})).toBe(false)
    expect(await office.desk.current(office.caller('anna'))).toBeUndefined()
  })

  test('that ran out and that nobody took is hers still', async () => {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    const held = await office.held('anna')
    office.later(30)
    expect(whoOf((await office.desk.current(office.caller('anna')))!)).toBe(0)
    expect(await office.save('anna', held, { outcome: 'no_answer' })).toMatchObject({ as: 'saved' })
  })

  test('given back is somebody else’s a few minutes later, and no attempt that counts', async () => {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    const held = await office.held('anna')
    await office.save('anna', held, { outcome: 'not_dialled' })
    office.later(6)
    expect((await office.held('anna')).call.n).toBe(2)
  })

  test('is handed over to an agent who has none, and the first one cannot end it any more', async () => {
    const drive = await office.drive({ contacts: 2 })
    await office.agent('anna', [drive])
    await office.agent('ola', [drive])
    const held = await office.held('anna')
    const text = callIdText({ ...held.whom, n: held.call.n })
    await office.desk.handOver(office.caller('szefowa'), text, office.caller('ola').id)
    const hers = (await office.desk.current(office.caller('ola')))!
    expect(whoOf(hers)).toBe(whoOf(held))
    expect(await office.save('anna', held, { outcome: 'refused' })).toMatchObject({ as: 'late' })
    const other = await office.held('anna')
    await expect(
      office.desk.handOver(office.caller('szefowa'), callIdText({ ...other.whom, n: 1 }), office.caller('ola').id),
    ).rejects.toThrow('busy')
    expect(await office.save('ola', hers, { outcome: 'no_answer' })).toMatchObject({ as: 'saved' })
  })

  test('of somebody who has called the office is given whatever the caps say, but not while another agent has her', async () => {
    const drive = await office.drive({ contacts: 1, campaign: { attempts: { perDay: 1, inAll: 1 } } })
    await office.due(drive, 0, { startedAt: '2026-03-10T08:00:00.000Z' })
    const whom = { campaign: drive.id, page: 0, index: 0 }
    const held = await office.desk.take(office.caller('anna'), whom)
    expect(held.call).toMatchObject({ n: 2, promised: true })
    await expect(office.desk.take(office.caller('ola'), whom)).rejects.toThrow('taken')
    await expect(office.desk.take(office.caller('anna'), whom)).rejects.toThrow('busy')
  })

  test('is proved by its hold: no other agent can write into it', async () => {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    const held = await office.held('anna')
    await expect(office.known('ola', held)).rejects.toThrow('no such call')
    await expect(office.known('anna', { ...held, hold: held.hold.replace('2026', '2027') })).rejects.toThrow()
  })
})

describe('an outcome', () => {
  const next: [OutcomeCode, string | undefined][] = [
    ['refused', undefined],
    ['moved_out', undefined],
    ['no_answer', '2026-03-10T13:00:00.000Z'], // three hours later, in another part of the day
    ['busy', '2026-03-10T10:30:00.000Z'],
    ['soft_refusal', '2026-03-17T10:00:00.000Z'],
    ['bad_number', undefined], // she has no other number
  ]
  test.each(next)('%s: what follows is what the plan says', async (outcome, dueAt) => {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    const held = await office.held('anna')
    await office.save('anna', held, { outcome, note: 'Zażółć', clauseGiven: true })
    const { calls } = await office.callsOf(drive, 0)
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({ state: 'closed', outcome, clauseGivenAt: '2026-03-10T10:00:00.000Z' })
    expect(calls[0]!.dueAt).toBe(dueAt)
    expect(calls[0]!.list).toBe(dueAt && listOf(drive.id, 0))
    const agent = await office.deps.agents.get(office.caller('anna').id)
    expect(agent).toMatchObject({ today: { date: '2026-03-10', outcomes: { [outcome]: 1 } } })
    expect(agent?.call).toBeUndefined()
  })

  test('of a dead number leads to her second one at once', async () => {
    const drive = await office.drive({ contacts: 1, row: () => ['pl', '', phoneOf(1), phoneOf(2), 'Osoba'] })
    await office.agent('anna', [drive])
    await office.save('anna', await office.held('anna'), { outcome: 'wrong_person' })
    const second = await office.held('anna')
    expect(second.call).toMatchObject({ n: 2, number: 1 })
  })

  test('saved twice is saved once', async () => {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    const held = await office.held('anna')
    expect(await office.save('anna', held, { outcome: 'no_answer', note: 'cisza' })).toMatchObject({ as: 'saved' })
    expect(await office.save('anna', held, { outcome: 'no_answer', note: 'cisza' })).toEqual({ as: 'again' })
    expect((await office.callsOf(drive, 0)).calls).toHaveLength(1)
    expect(await office.late(drive)).toHaveLength(0)
  })

  test('another one from a second tab is kept beside the first and changes nothing', async () => {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    const held = await office.held('anna')
    await office.save('anna', held, { outcome: 'refused' })
    expect(await office.save('anna', held, { outcome: 'no_answer', note: 'druga karta' })).toEqual({
      as: 'late',
      promised: false,
    })
    expect((await office.callsOf(drive, 0)).calls).toMatchObject([{ outcome: 'refused' }])
    expect(await office.late(drive)).toMatchObject([{ outcome: 'no_answer', n: 1 }])
  })

  test('two different ones at the same moment: one stands, the other is kept beside it', async () => {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    const held = await office.held('anna')
    const saved = await Promise.all([
      office.save('anna', held, { outcome: 'no_answer' }),
      office.save('anna', held, { outcome: 'busy' }),
    ])
    expect(saved.map(({ as }) => as).sort()).toEqual(['late', 'saved'])
    expect((await office.callsOf(drive, 0)).calls).toHaveLength(1)
    expect(await office.late(drive)).toHaveLength(1)
  })

  test('after the call went to somebody else: an objection and a promise hold all the same', async () => {
    const drive = await office.drive({ contacts: 2 })
    await office.agent('anna', [drive])
    await office.agent('ola', [drive])
    const [first, second] = [await office.held('anna'), await office.held('ola')]
    office.later(6)
    await office.deps.agents.letGo(office.caller('anna').id, callIdText({ ...first.whom, n: 1 }), office.clock.at)
    await office.agent('ewa', [drive])
    await office.agent('iga', [drive])
    const [taken, alsoTaken] = [await office.held('ewa'), await office.held('iga')]
    expect(new Set([whoOf(taken), whoOf(alsoTaken)])).toEqual(new Set([whoOf(first), whoOf(second)]))
    expect(await office.save('anna', first, { outcome: 'objection', objection: 'all' })).toMatchObject({ as: 'late' })
    expect(await office.reach(first.contact.phones[0]!)).toEqual(new Set(['all']))
    expect(await office.reach(first.contact.email!)).toEqual(new Set(['all']))
    const when = new Date('2026-03-11T10:00:00Z')
    expect(await office.save('ola', second, { outcome: 'callback', callback: { at: when, mine: true } })).toEqual({
      as: 'late',
      promised: true,
    })
    expect((await office.callsOf(drive, whoOf(second))).callback).toMatchObject({
      state: 'open',
      at: when.toISOString(),
      owner: office.caller('ola').id,
    })
  })

  test.each<[string, Ending, string]>([
    ['that only the network gives', { outcome: 'no_input' }, 'outcome'],
    ['complete without a survey that was sent', { outcome: 'complete' }, 'outcome'],
    ['callback without a time', { outcome: 'callback' }, 'callback'],
    [
      'callback in the past',
      { outcome: 'callback', callback: { at: new Date('2026-03-10T09:00:00Z'), mine: true } },
      'callback',
    ],
    [
      'callback on a Sunday',
      { outcome: 'callback', callback: { at: new Date('2026-03-15T11:00:00Z'), mine: true } },
      'callback',
    ],
    ['with a note of a book’s length', { outcome: 'refused', note: 'x'.repeat(2_001) }, 'note'],
  ])('%s is not taken', async (_, ending, field) => {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    const held = await office.held('anna')
    await expect(office.save('anna', held, ending)).rejects.toMatchObject({ problems: [{ field }] })
    expect(whoOf((await office.desk.current(office.caller('anna')))!)).toBe(0)
  })
})

describe('a promise', () => {
  const tomorrow = new Date('2026-03-11T10:00:00Z')
  async function promised(mine: boolean) {
    const drive = await office.drive({ contacts: 1 })
    await office.agent('anna', [drive])
    await office.agent('ola', [drive])
    const held = await office.held('anna')
    await office.save('anna', held, { outcome: 'callback', callback: { at: tomorrow, mine } })
    return drive
  }

  test('of hers is hers at its time, and anyone’s 15 minutes later', async () => {
    await promised(true)
    office.clock.at = tomorrow
    expect(await office.desk.next(office.caller('ola'))).toEqual({ nothing: 'nobody' })
    office.later(15)
    expect((await office.held('ola')).call.promised).toBe(true)
    expect(await office.desk.next(office.caller('anna'))).toEqual({ nothing: 'nobody' })
  })

  test('is kept by a talk, and gives way to nothing else before', async () => {
    const drive = await promised(false)
    office.later(120)
    expect(await office.desk.next(office.caller('ola'))).toEqual({ nothing: 'nobody' })
    office.clock.at = tomorrow
    await office.save('ola', await office.held('ola'), { outcome: 'refused' })
    expect((await office.callsOf(drive, 0)).callback).toMatchObject({ state: 'kept' })
  })

  test('is tried three times, half an hour apart, and then given up', async () => {
    const drive = await promised(false)
    office.clock.at = tomorrow
    for (let n = 1; n <= 3; n++) {
      const held = await office.held('ola')
      expect(held.call.promised).toBe(true)
      await office.save('ola', held, { outcome: 'no_answer' })
      const { callback } = await office.callsOf(drive, 0)
      expect(callback).toMatchObject({ tries: n, state: n === 3 ? 'given up' : 'open' })
      expect(await office.desk.next(office.caller('ola'))).toEqual({ nothing: 'nobody' })
      office.later(30)
    }
  })

  test.each([
    ['asked for on the web gives way to her answers there', 'web', 'withdrawn'],
    ['asked for in a call is kept though she has answered', 'keypad', 'open'],
  ] as const)('%s', async (_, from, state) => {
    const drive = await office.drive({ contacts: 1 })
    const whom = { campaign: drive.id, page: 0, index: 0 }
    const made = office.clock.at.toISOString()
    await office.deps.calls.promise(whom, { at: made, from, madeAt: made })
    await responseStore(office.db, office.names.Responses).submit(
      whom,
      { answers: {}, mode: 'web', language: 'pl', survey: 1 },
      office.clock.at,
      undefined,
    )
    await office.agent('anna', [drive])
    office.later(1)
    const given = await office.desk.next(office.caller('anna'))
    expect('nothing' in given).toBe(state === 'withdrawn')
    expect((await office.callsOf(drive, 0)).callback).toMatchObject({ state })
  })

  test('taken by an agent whose laptop then closed comes back', async () => {
    await promised(false)
    office.clock.at = tomorrow
    await office.held('ola')
    expect(await office.desk.next(office.caller('anna'))).toEqual({ nothing: 'nobody' })
    office.later(6)
    expect((await office.held('anna')).call).toMatchObject({ n: 2, promised: true })
  })

  test('is kept after the drive was stopped, not while it is paused, and never against an objection', async () => {
    const drive = await promised(false)
    office.clock.at = tomorrow
    const store = campaignStore(office.db, office.names.Campaigns)
    const paused = await store.save({ ...(await store.get(drive.id)), status: 'paused' })
    expect(await office.desk.next(office.caller('ola'))).toMatchObject({ nothing: 'closed' })
    await store.save({ ...paused, status: 'stopped' })
    const held = await office.held('ola')
    await office.save('ola', held, { outcome: 'no_answer' })
    await office.deps.objections.object(office.hash(phoneOf(0)), 'all', 'page', office.clock.at)
    office.later(31)
    expect(await office.desk.next(office.caller('ola'))).toEqual({ nothing: 'nobody' })
    expect((await office.callsOf(drive, 0)).callback).toMatchObject({ state: 'withdrawn' })
  })
})
