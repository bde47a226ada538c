/** Two tabs, two clicks, one person: whatever arrives at the same moment, no answer that was saved is lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Whom } from '../../shared/contact/link.ts'
import { newId } from '../../shared/platform/ids.ts'
import { type PageOfAnswers, responseStore } from '../../shared/response/response-store.ts'
import { aTuesday } from '../builders/campaign.ts'
import { startTables, type TestTables } from '../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const given = (answers: PageOfAnswers['answers']): PageOfAnswers => ({
  answers,
  mode: 'web',
  language: 'pl',
  survey: 1,
})
const aPerson = (): Whom => ({ campaign: newId('cmp'), page: 0, index: 0 })
const storeOf = () => responseStore(tables.db, tables.names.Responses)

async function answersOf(whom: Whom) {
  const response = await storeOf().get(whom)
  return Object.fromEntries(Object.entries(response?.answers ?? {}).map(([name, { v }]) => [name, v]))
}

describe('two tabs that read the same state', () => {
  test('both save their first page: both pages are kept', async () => {
    const store = storeOf()
    const her = aPerson()
    await Promise.all([
      store.savePage(her, given({ one: 'a' }), aTuesday, undefined),
      store.savePage(her, given({ two: 'b' }), aTuesday, undefined),
    ])
    expect(await answersOf(her)).toEqual({ one: 'a', two: 'b' })
  })

  test('both save a later page, one takes an answer back: both are felt', async () => {
    const store = storeOf()
    const her = aPerson()
    await store.savePage(her, given({ one: 'a', two: 'b' }), aTuesday, undefined)
    const known = await store.get(her)
    await store.savePage(her, given({ three: ['c'] }), aTuesday, known)
    await store.savePage(her, given({ one: undefined }), aTuesday, known)
    expect(await answersOf(her)).toEqual({ two: 'b', three: ['c'] })
  })

  test('many at once: every page is there', async () => {
    const store = storeOf()
    const her = aPerson()
    const pages = Array.from({ length: 6 }, (_, n) => given({ [`q${n}`]: n }))
    await Promise.all(pages.map((page) => store.savePage(her, page, aTuesday, undefined)))
    expect(Object.keys(await answersOf(her)).sort()).toEqual(['q0', 'q1', 'q2', 'q3', 'q4', 'q5'])
  })
})

describe('sending, while another tab saves a page', () => {
  test('does not overwrite what was saved in between, and says so', async () => {
    const store = storeOf()
    const her = aPerson()
    await store.savePage(her, given({ one: 'a' }), aTuesday, undefined)
    const known = await store.get(her)
    await store.savePage(her, given({ two: 'b' }), aTuesday, known)
    expect(await store.submit(her, given({ one: 'a' }), aTuesday, known)).toBe('changed')
    expect((await store.get(her))!.state).toBe('partial')
    expect(await answersOf(her)).toEqual({ one: 'a', two: 'b' })
  })

  test('sending twice is sending once', async () => {
    const store = storeOf()
    const her = aPerson()
    await store.savePage(her, given({ one: 'a' }), aTuesday, undefined)
    const known = await store.get(her)
    const ends = await Promise.all([1, 2].map(() => store.submit(her, given({ one: 'a' }), aTuesday, known)))
    expect(ends.filter((end) => end === 'complete before')).toHaveLength(1)
    expect(await store.savePage(her, given({ one: 'z' }), aTuesday, known)).toBe('complete before')
    expect(await answersOf(her)).toEqual({ one: 'a' })
  })
})

test('a write whose answer was lost, and which the SDK sends again, is what it was', async () => {
  const store = storeOf()
  const her = aPerson()
  const order = { action: 'UpdateItem', code: 'InternalServerError', status: 500, times: 1, when: 'after' } as const
  tables.dynamo.failNext(order)
  expect(await store.savePage(her, given({ one: 'a' }), aTuesday, undefined)).toMatchObject({ state: 'partial' })
  tables.dynamo.failNext(order)
  const end = await store.submit(her, given({ one: 'a' }), aTuesday, await store.get(her))
  expect(end).not.toBe('changed')
  expect((await store.get(her))!.state).toBe('complete')
})
