/** The tally: real stream records of real writes, each counted once whatever is replayed. */
import type { DynamoDBRecord } from 'aws-lambda'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { ledgerStore } from '../../../shared/plan/ledger-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { responseStore } from '../../../shared/response/response-store.ts'
import { resultStore } from '../../../shared/result/result-store.ts'
import { tally } from '../../../shared/result/tally.ts'
import type { Survey } from '../../../shared/survey/survey.ts'
import { aTuesday } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

const survey: Survey = {
  pages: [
    {
      name: 'one',
      elements: [
        { type: 'rating', name: 'mark', title: { pl: 'Ocena' } },
        {
          type: 'checkbox',
          name: 'why',
          title: { pl: 'Dlaczego' },
          choices: [
            { value: 'staff', text: { pl: 'Personel' } },
            { value: 'time', text: { pl: 'Czas' } },
          ],
        },
        { type: 'comment', name: 'words', title: { pl: 'Uwagi' }, visibleIf: '{mark} < 3' },
      ],
    },
  ],
}

async function setUp() {
  const { db, names, dynamo } = tables
  const id = newId('cmp')
  const responses = responseStore(db, names.Responses)
  const results = resultStore(db, names.Results)
  const shard = newId('shard')
  const deps = { results, surveyOf: async () => survey }
  const records = async (table: 'Responses' | 'Contacts'): Promise<DynamoDBRecord[]> => {
    const { records } = await dynamo.readStream({ table: names[table], limit: 10_000 })
    return records.filter((record) => JSON.stringify(record).includes(id))
  }
  const answer = async (index: number, answers: Record<string, unknown>) => {
    const whom = { campaign: id, page: 0, index }
    const given = { answers: answers as never, mode: 'web', language: 'pl', survey: 1 } as const
    await responses.savePage(whom, given, aTuesday, undefined)
    await responses.submit(whom, given, aTuesday, await responses.get(whom))
  }
  return {
    id,
    db,
    names,
    results,
    answer,
    records,
    count: (batch: DynamoDBRecord[], table = 'Responses') => tally({ stream: table, shard }, batch, deps),
  }
}

test('answers are counted per question, per day, and as answered; hidden ones are not', async () => {
  const { id, answer, records, count, results } = await setUp()
  await answer(0, { mark: 5, why: ['staff', 'time'] })
  await answer(1, { mark: 2, why: ['time'], words: 'Długo czekałem' })
  await answer(2, { mark: 5, words: 'tego nikt nie widział' })
  await count(await records('Responses'))
  const found = await results.results(id, survey)
  expect(found.progress).toMatchObject({ opened: 3, answered: 3 })
  expect(found.days).toEqual({ '2026-03-10': 3 })
  expect(found.questions.mark).toEqual({ answered: 3, values: { 2: 1, 5: 2 } })
  expect(found.questions.why).toEqual({ answered: 2, values: { staff: 1, time: 2 } })
  expect(found.questions.words).toEqual({ answered: 1, values: {} })
  expect((await results.texts(id, 'words')).texts).toEqual([{ text: 'Długo czekałem', day: '2026-03-10' }])
})

test('a batch that is replayed, whole or in parts or doubled, changes nothing', async () => {
  const { id, answer, records, count, results } = await setUp()
  for (let index = 0; index < 8; index++) await answer(index, { mark: (index % 5) + 1 })
  const batch = await records('Responses')
  await Promise.all([count(batch.slice(0, 5)), count(batch.slice(0, 9))])
  await count(batch.slice(3, 12))
  await Promise.all([count(batch), count(batch)])
  await count(batch.slice(0, 1))
  const found = await results.results(id, survey)
  expect(found.progress).toMatchObject({ opened: 8, answered: 8 })
  expect(found.questions.mark!.answered).toBe(8)
})

test('any cutting of the stream into batches gives the same counts', async () => {
  const { id, answer, records, results } = await setUp()
  for (let index = 0; index < 6; index++) await answer(index, { mark: 1, words: `uwaga ${index}` })
  const batch = await records('Responses')
  const whole = { opened: 6, answered: 6 }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(batch.length), fc.nat(batch.length)), { maxLength: 4 }), async (cuts) => {
      const other = newId('cmp')
      const renamed: DynamoDBRecord[] = JSON.parse(JSON.stringify(batch).replaceAll(id, other))
      const position = { stream: 'Responses', shard: newId('shard') }
      const deps = { results, surveyOf: async () => survey }
      let reached = 0
      for (const [from, length] of cuts) {
        // a replay may begin anywhere before what was reached, never after it
        const start = Math.min(from, reached)
        await tally(position, renamed.slice(start, start + length), deps)
        reached = Math.max(reached, start + length)
      }
      await tally(position, renamed.slice(Math.min(reached, batch.length)), deps)
      expect((await results.results(other, survey)).progress).toMatchObject(whole)
      expect((await results.texts(other, 'words')).texts).toHaveLength(6)
    }),
    { numRuns: 15 },
  )
})

test('the ledger and the facts make the progress: sent, in doubt and back, spared, bounced', async () => {
  const { id, db, names, records, count, results } = await setUp()
  const ledger = ledgerStore(db, names.Contacts)
  const contacts = contactStore(db, names.Contacts)
  const part = { campaign: id, page: 0, step: 0, part: 0 }
  const claim = await ledger.claim(part, 10, aTuesday)
  await ledger.record(part, claim!, 'ssssssssao', aTuesday)
  const lost = { ...part, part: 1 }
  await ledger.claim(lost, 7, aTuesday)
  const later = new Date(aTuesday.getTime() + 1e7)
  await ledger.doubt(lost, later)
  await contacts.putFact(id, 0, { index: 1, kind: 'bounced', at: 'x', detail: 'permanent' })
  await contacts.putFact(id, 0, { index: 1, kind: 'bounced', at: 'y', detail: 'permanent' })
  await count(await records('Contacts'), 'Contacts')
  expect(await results.progress(id)).toMatchObject({ sent: 8, spared: 2, doubt: 7, bounced: 1, hardBounced: 1 })

  await ledger.readmit(lost)
  const again = await ledger.claim(lost, 7, later)
  await ledger.record(lost, again!, 'sssssss', later)
  await count(await records('Contacts'), 'Contacts')
  expect(await results.progress(id)).toMatchObject({ sent: 15, doubt: 0 })
})

test('a bounce for good after one for now counts as hard, and one person as one bounce', async () => {
  const { id, db, names, records, count, results } = await setUp()
  const contacts = contactStore(db, names.Contacts)
  const told = async (index: number, ...details: string[]) => {
    for (const detail of details) await contacts.putFact(id, 0, { index, kind: 'bounced', at: 'x', detail })
  }
  await told(1, 'transient', 'permanent', 'transient', 'permanent')
  await count(await records('Contacts'), 'Contacts')
  expect(await results.progress(id)).toMatchObject({ bounced: 1, hardBounced: 1 })
  await told(2, 'permanent', 'transient')
  await told(3, 'transient', 'transient')
  await count(await records('Contacts'), 'Contacts')
  expect(await results.progress(id)).toMatchObject({ bounced: 3, hardBounced: 2 })
})

test('reading results takes one item to a group of questions, however many answered', async () => {
  const { id, answer, records, count, results } = await setUp()
  for (let index = 0; index < 20; index++) await answer(index, { mark: 1, why: ['time'], words: 'x' })
  await count(await records('Responses'))
  expect((await results.results(id, survey)).read).toBe(1)
})

test('long texts are read as they were given, oldest first', async () => {
  const { id, answer, records, count, results } = await setUp()
  const given = Array.from(
    { length: 30 },
    (_, n) => `${n}. Proszę o więcej zieleni, ławek i cienia przy placu zabaw na naszym osiedlu`,
  )
  for (const [index, words] of given.entries()) await answer(index, { mark: 1, words })
  await count(await records('Responses'))
  expect((await results.texts(id, 'words')).texts).toEqual(given.map((text) => ({ text, day: '2026-03-10' })))
})

test('a question with more choices than one update can name is counted all the same', async () => {
  const choices = Array.from({ length: 400 }, (_, n) => ({ value: `osiedle-${n}`, text: { pl: `Osiedle ${n}` } }))
  const large: Survey = {
    pages: [{ name: 'p', elements: [{ type: 'dropdown', name: 'where', title: { pl: 'Gdzie' }, choices }] }],
  }
  const { id, records, results, answer } = await setUp()
  for (let index = 0; index < 40; index++) await answer(index, { where: `osiedle-${index * 10}` })
  const position = { stream: 'Responses', shard: newId('shard') }
  await tally(position, await records('Responses'), { results, surveyOf: async () => large })
  const { where } = (await results.results(id, large)).questions
  expect(where!.answered).toBe(40)
  expect(Object.values(where!.values)).toEqual(Array.from({ length: 40 }, () => 1))
})
