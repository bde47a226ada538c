/** Responses in the real table: a page is saved over what was known, a sent one stays as it is, and all are found. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../shared/platform/ids.ts'
import { valuesOf } from '../../../shared/response/response.ts'
import { type PageOfAnswers, responseStore } from '../../../shared/response/response-store.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
let store: ReturnType<typeof responseStore>
beforeAll(async () => {
  tables = await startTables()
  store = responseStore(tables.db, tables.names.Responses)
})
afterAll(() => tables?.close())

const at = new Date('2026-03-10T10:00:00Z')
const later = new Date('2026-03-10T10:05:00Z')
const whom = (index = 0, campaign = newId('cmp')) => ({ campaign, page: 0, index })
const page = (answers: PageOfAnswers['answers'], more: Partial<PageOfAnswers> = {}): PageOfAnswers => ({
  answers,
  mode: 'web',
  language: 'pl',
  survey: 1,
  ...more,
})

test('pages add up; an answer that is taken back is gone; the beginning stays the beginning', async () => {
  const her = whom()
  const first = await store.savePage(her, page({ how: 'good', mark: 4 }), at, undefined)
  const second = await store.savePage(
    her,
    page({ mark: undefined, what: ['a', 'b'] }, { language: 'uk' }),
    later,
    first as never,
  )
  expect(second).toEqual(await store.get(her))
  expect(second).toMatchObject({ state: 'partial', language: 'uk', startedAt: at.toISOString() })
  expect(valuesOf(second as never)).toEqual({ how: 'good', what: ['a', 'b'] })
})

test('an answer keeps the mode in which it was given, until it changes', async () => {
  const her = whom()
  const first = await store.savePage(her, page({ how: 'good', mark: 4 }, { mode: 'agent' }), at, undefined)
  const second = await store.savePage(her, page({ how: 'good', mark: 5 }), later, first as never)
  expect((second as { answers: object }).answers).toEqual({ how: { v: 'good', m: 'agent' }, mark: { v: 5, m: 'web' } })
})

test('what is sent holds the answers that count, and nothing can be written over it', async () => {
  const her = whom()
  const known = await store.savePage(her, page({ how: 'good', hidden: 'x' }), at, undefined)
  const sent = await store.submit(her, page({ how: 'good' }), later, known as never)
  expect(valuesOf(sent as never)).toEqual({ how: 'good' })
  expect(sent).toMatchObject({ state: 'complete', submittedOn: '2026-03-10', submittedAt: later.toISOString() })
  expect(await store.savePage(her, page({ how: 'bad' }), later, known as never)).toBe('complete before')
  expect(await store.submit(her, page({ how: 'bad' }), later, known as never)).toBe('complete before')
  expect(await store.get(her)).toEqual(sent)
})

test('the day of a response is the office’s day, on both sides of midnight', async () => {
  const [before, after] = [new Date('2026-03-10T22:59:59Z'), new Date('2026-03-10T23:00:00Z')]
  const send = async (when: Date) => {
    const her = whom()
    const known = await store.savePage(her, page({ how: 'good' }), when, undefined)
    return ((await store.submit(her, page({ how: 'good' }), when, known as never)) as { submittedOn: string })
      .submittedOn
  }
  expect([await send(before), await send(after)]).toEqual(['2026-03-10', '2026-03-11'])
})

test('a page of a hundred long responses is read whole, though it is more than one answer of DynamoDB', async () => {
  const campaign = newId('cmp')
  const story = 'ż'.repeat(8_000)
  for (let index = 0; index < 100; index++) {
    const her = { campaign, page: 0, index }
    const known = await store.savePage(her, page({ story }), at, undefined)
    if (index % 2 === 0) await store.submit(her, page({ story }), later, known as never)
  }
  const states = await store.statesOfPage(campaign, 0)
  expect(states.size).toBe(100)
  expect([...states.values()].filter((state) => state === 'complete')).toHaveLength(50)
  expect((await store.ofPage(campaign, 0)).size).toBe(100)
  expect((await store.statesOfPage(campaign, 1)).size).toBe(0)
})
