/** Counts and texts under trouble: clashing transactions, lost answers, names that look alike, cursors of others. */
import type { DynamoDBRecord } from 'aws-lambda'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../shared/platform/ids.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { resultStore } from '../../shared/result/result-store.ts'
import { tally } from '../../shared/result/tally.ts'
import type { Survey } from '../../shared/survey/survey.ts'
import { aTuesday } from '../builders/campaign.ts'
import { startTables, type TestTables } from '../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const survey: Survey = {
  pages: [
    {
      name: 'p',
      elements: [
        { type: 'rating', name: 'mark', title: { pl: 'Ocena' } },
        { type: 'comment', name: 'a', title: { pl: 'Uwagi' } },
        { type: 'comment', name: 'a#b', title: { pl: 'Inne uwagi' } },
        { type: 'comment', name: 'a#5', title: { pl: 'Jeszcze inne' } },
      ],
    },
  ],
}

function setUp() {
  const { db, names, dynamo } = tables
  const id = newId('cmp')
  const results = resultStore(db, names.Results)
  const responses = responseStore(db, names.Responses)
  return {
    id,
    results,
    async answer(index: number, answers: Record<string, string | number>) {
      const whom = { campaign: id, page: 0, index }
      await responses.submit(whom, { answers, mode: 'web', language: 'pl', survey: 1 }, aTuesday, undefined)
    },
    async count(shard = newId('shard')) {
      const { records } = await dynamo.readStream({ table: names.Responses, limit: 10_000 })
      const ours: DynamoDBRecord[] = records.filter((record) => JSON.stringify(record).includes(id))
      await tally({ stream: 'Responses', shard }, ours, { results, surveyOf: async () => survey })
    },
  }
}

test.each([
  ['a transaction that clashes with one of the other stream', 'TransactionConflict', 'before'],
  ['a table that is throttled', 'ThrottlingException', 'before'],
  ['an answer that is lost after the counters were written', 'InternalServerError', 'after'],
] as const)('%s is tried again, and counts once', async (_, code, when) => {
  const { id, results, answer, count } = setUp()
  for (const index of [0, 1, 2]) await answer(index, { mark: 5 })
  tables.dynamo.failNext({
    action: 'TransactWriteItems',
    code,
    times: 2,
    when,
    ...(when === 'after' && { status: 500 }),
  })
  await count().finally(() => tables.dynamo.clearFaults())
  expect((await results.results(id, survey)).questions.mark).toEqual({ answered: 3, values: { 5: 3 } })
})

test('texts of a question are its own, however much the names of others look like it', async () => {
  const { id, results, answer, count } = setUp()
  await answer(0, { a: 'pierwsza', 'a#b': 'druga', 'a#5': 'trzecia' })
  await count()
  const of = async (question: string) => (await results.texts(id, question)).texts.map(({ text }) => text)
  expect(await of('a')).toEqual(['pierwsza'])
  expect(await of('a#b')).toEqual(['druga'])
  expect(await of('a#5')).toEqual(['trzecia'])
})

test('a cursor of another campaign shows nothing of it', async () => {
  const [hers, other] = [setUp(), setUp()]
  await other.answer(0, { a: 'cudza' })
  await other.count()
  for (const counter of ['text#a', 'text#a\u001f0', 'progress']) {
    const cursor = Buffer.from(JSON.stringify({ campaign: other.id, counter })).toString('base64url')
    const found = await hers.results.texts(hers.id, 'a', cursor).catch(() => ({ texts: [] }))
    expect(found.texts).toEqual([])
  }
})
