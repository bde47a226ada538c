/** Calls and promises in the real table: closed once, due in order and behind a place, promised and moved over their version. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Call, listOf } from '../../../shared/call/call.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
let store: ReturnType<typeof callStore>
beforeAll(async () => {
  tables = await startTables()
  store = callStore(tables.db, tables.names.Calls)
})
afterAll(() => tables.close())

const at = '2026-03-10T10:00:00.000Z'
const aCall = (change: Partial<Call> = {}): Call => ({
  index: 7,
  n: 1,
  state: 'closed',
  channel: 'call',
  step: 0,
  number: 0,
  startedAt: at,
  outcome: 'busy',
  ...change,
})

test('a person’s calls come in order, without her neighbours’, and with what was promised to her', async () => {
  const whom = { campaign: newId('cmp'), page: 3, index: 7 }
  for (const n of [2, 10, 1]) await store.close(whom, aCall({ n }))
  await store.close(whom, aCall({ index: 70 }))
  await store.promise(whom, { at, from: 'web', madeAt: at })
  const { calls, callback } = await store.ofPerson(whom)
  expect(calls.map(({ n }) => n)).toEqual([1, 2, 10])
  expect(callback).toMatchObject({ state: 'open', tries: 0, version: 1 })
  const page = await store.ofPage(whom.campaign, 3)
  expect([...page.keys()].sort()).toEqual([7, 70])
  expect(await store.ofPerson({ ...whom, index: 8 })).toEqual({ calls: [] })
})

test('what is closed stays as it was closed first', async () => {
  const whom = { campaign: newId('cmp'), page: 0, index: 7 }
  const ends = await Promise.all([store.close(whom, aCall()), store.close(whom, aCall({ outcome: 'no_answer' }))])
  expect(ends.filter(Boolean)).toHaveLength(1)
  expect(
    await store.closed([
      { ...whom, n: 1 },
      { ...whom, n: 2 },
    ]),
  ).toEqual(new Set([`${whom.campaign}.0.7.1`]))
})

test('a lease is not closed', async () => {
  const whom = { campaign: newId('cmp'), page: 0, index: 7 }
  await store.close(whom, aCall({ state: 'leased', agent: 'ewa' }))
  expect((await store.closed([{ ...whom, n: 1 }])).size).toBe(0)
})

test('what is due comes by its time, up to an instant, and behind a place where many share one', async () => {
  const campaign = newId('cmp')
  const list = listOf(campaign, 0)
  const same = '2026-03-11T08:00:00.000Z'
  for (let index = 0; index < 30; index++)
    await store.close({ campaign, page: index % 3 }, aCall({ index, list, dueAt: same }))
  await store.close({ campaign, page: 0 }, aCall({ index: 98, list, dueAt: '2026-03-11T07:59:00.000Z' }))
  await store.close({ campaign, page: 0 }, aCall({ index: 99, list, dueAt: '2026-03-11T08:01:00.000Z' }))
  const seen: string[] = []
  let from: string | undefined
  for (;;) {
    const entries = await store.due(list, from, same, 7)
    seen.push(...entries.map(({ page, index }) => `${page}.${index}`))
    from = entries.at(-1)?.position
    if (entries.length < 7) break
  }
  expect(seen).toHaveLength(31)
  expect(new Set(seen).size).toBe(31)
  expect(seen[0]).toBe('0.98')
  expect(await store.due(list, same, '9999', 1)).toEqual([expect.objectContaining({ n: 1, dueAt: same })])
  expect(await store.due(list, '2026-03-12T00:00:00.000Z', same, 5)).toEqual([])
  expect([await store.countDue(list), await store.countDue(list, same)]).toEqual([32, 31])
})

test('a new wish takes the place of the one before, with its owner or without', async () => {
  const whom = { campaign: newId('cmp'), page: 0, index: 7 }
  await store.promise(whom, { at, owner: 'ewa', from: 'agent', madeAt: at })
  const later = '2026-03-10T15:00:00.000Z'
  const wish = await store.promise(whom, { at: later, from: 'keypad', madeAt: at })
  expect(wish).toMatchObject({ at: later, dueAt: later, from: 'keypad', state: 'open', version: 2 })
  expect(wish).not.toHaveProperty('owner')
  expect(await store.due(listOf(whom.campaign, 'callback'), undefined, later, 9)).toEqual([
    expect.objectContaining({ index: 7, n: 'callback', dueAt: later }),
  ])
})

test('a promise is moved over the version it was read at, and leaves its list when it is over', async () => {
  const whom = { campaign: newId('cmp'), page: 0, index: 7 }
  const list = listOf(whom.campaign, 'callback')
  const wish = await store.promise(whom, { at, from: 'web', madeAt: at })
  const again = '2026-03-10T10:30:00.000Z'
  expect(await store.moveCallback(whom, wish, { ...wish, tries: 1, dueAt: again })).toBe(true)
  expect(await store.moveCallback(whom, wish, { ...wish, state: 'kept' })).toBe(false)
  expect(await store.countDue(list, again)).toBe(1)
  const { callback } = await store.ofPerson(whom)
  expect(await store.moveCallback(whom, callback!, { ...callback!, state: 'kept' })).toBe(true)
  expect(await store.countDue(list)).toBe(0)
  expect((await store.ofPerson(whom)).callback).not.toHaveProperty('list')
})
