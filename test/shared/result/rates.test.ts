/** The report of rates: everybody on the list has one class, from all that was tried; and the attempts are counted. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attemptRows, attemptsHeader } from '../../../shared/call/attempts-table.ts'
import type { Call } from '../../../shared/call/call.ts'
import type { PersonCalls } from '../../../shared/call/call-store.ts'
import { type OutcomeCode, outcomes } from '../../../shared/call/outcome.ts'
import type { Fact } from '../../../shared/contact/contact.ts'
import type { Ledger } from '../../../shared/plan/ledger.ts'
import type { Response } from '../../../shared/response/response.ts'
import { ratesOf } from '../../../shared/result/aapor.ts'
import { answeredShare, type PageOfEnds, ratesCollector } from '../../../shared/result/rates.ts'
import type { Survey } from '../../../shared/survey/survey.ts'

const survey: Survey = {
  pages: [
    {
      name: 'p',
      elements: ['a', 'b', 'c', 'd'].map((name) => ({ type: 'rating', name, title: { pl: name } }) as const),
    },
  ],
}
const at = '2026-03-10T10:00:00.000Z'
const aCall = (index: number, n: number, outcome: OutcomeCode, startedAt = at): Call => ({
  ...{ index, n, state: 'closed', channel: 'call', step: 1, number: 0, startedAt, endedAt: startedAt, outcome },
})
const answers = (count: number, state: Response['state'] = 'partial'): Response => ({
  ...{ state, survey: 1, language: 'pl', startedAt: at },
  answers: Object.fromEntries(['a', 'b', 'c', 'd'].slice(0, count).map((name) => [name, { v: 3, m: 'web' as const }])),
})
const sent = (letters: string): Map<string, Ledger> =>
  new Map([
    ['step#0#0', { state: 'recorded', outcomes: letters, leaseUntil: 1, nonce: '', at: '2026-03-09T09:00:00.000Z' }],
  ])
const people = (...calls: Call[]): Map<number, PersonCalls> =>
  new Map([...Map.groupBy(calls, ({ index }) => index)].map(([index, own]) => [index, { calls: own }]))

const aPage = (change: Partial<PageOfEnds>): PageOfEnds => ({
  ...{ contacts: 1, facts: [], ledger: new Map(), calls: new Map(), responses: new Map() },
  ...change,
})
const codeOf = (change: Partial<PageOfEnds>, eligibility: 'people' | 'numbers' = 'people') => {
  const collector = ratesCollector(eligibility, survey)
  collector.take(aPage(change))
  return Object.keys(collector.found(new Date(at)).codes)[0]
}
const fact = (kind: Fact['kind'], detail?: string): Fact => ({ index: 0, kind, at, ...(detail && { detail }) })

test.each<[string, Partial<PageOfEnds>, string, string]>([
  ['nothing was tried', {}, '3.11', '3.11'],
  ['silent after an e-mail', { ledger: sent('s') }, '2.20', '3.90'],
  ['nobody knows whether the e-mail went out', { ledger: sent('d') }, '2.20', '3.90'],
  ['the e-mail bounced for good', { ledger: sent('s'), facts: [fact('bounced', 'permanent')] }, '3.30', '3.30'],
  ['the e-mail bounced for now', { ledger: sent('s'), facts: [fact('bounced', 'transient')] }, '2.20', '3.90'],
  ['the address was refused', { ledger: sent('r') }, '3.30', '3.30'],
  ['objected', { ledger: sent('s'), facts: [fact('objected')] }, '2.112', '2.112'],
  ['busy', { calls: people(aCall(0, 1, 'busy')) }, '2.20', '3.12'],
  [
    'refused by phone, then answered on the web',
    { calls: people(aCall(0, 1, 'refused')), responses: new Map([[0, answers(4, 'complete')]]) },
    '1.1',
    '1.1',
  ],
  ['half of the questions on the web', { responses: new Map([[0, answers(2)]]) }, '1.2', '1.2'],
  ['a quarter of them', { responses: new Map([[0, answers(1)]]) }, '2.12', '2.12'],
  [
    'reached once, then never again',
    { calls: people(aCall(0, 1, 'hung_up'), aCall(0, 2, 'no_answer')) },
    '2.11',
    '2.11',
  ],
])('%s', (_, change, ofPeople, ofNumbers) => {
  expect([codeOf(change), codeOf(change, 'numbers')]).toEqual([ofPeople, ofNumbers])
})

test('a skip is no attempt, and what was never dialled is none either', () => {
  const collector = ratesCollector('people', survey)
  const skip: Call = { ...aCall(0, 1, 'busy'), outcome: undefined, skip: 'capped' }
  collector.take(aPage({ calls: people(skip, aCall(0, 2, 'not_dialled')) }))
  expect(collector.found(new Date(at))).toMatchObject({
    codes: { '3.11': 1 },
    attempts: { email: 0, call: 0, agents: 0 },
    perPerson: [1, 0, 0, 0, 0, 0, 0],
  })
})

test('attempts are counted over all channels, to each person, with the days between the first and the last', () => {
  const collector = ratesCollector('people', survey)
  const late = '2026-03-12T23:30:00.000Z' // the next day in Poznan
  const calls = people(aCall(0, 1, 'busy'), aCall(0, 2, 'complete', late), {
    ...aCall(1, 1, 'busy'),
    channel: 'agents',
  })
  collector.take(aPage({ contacts: 3, ledger: sent('ss.'), calls }))
  expect(collector.found(new Date(at))).toMatchObject({
    contacts: 3,
    attempts: { email: 2, call: 2, agents: 1 },
    perPerson: [1, 0, 1, 1, 0, 0, 0],
    from: '2026-03-09',
    to: '2026-03-13',
  })
})

test('the classes add up to the list, whatever happened, however it is cut into pages', () => {
  const codes = Object.keys(outcomes) as OutcomeCode[]
  const person = fc.record({
    calls: fc.array(fc.constantFrom(...codes), { maxLength: 7 }),
    letter: fc.constantFrom('s', 'r', 'd', '.', 'n'),
    answered: fc.integer({ min: -1, max: 4 }),
  })
  fc.assert(
    fc.property(fc.array(fc.array(person, { maxLength: 20 }), { maxLength: 4 }), (pages) => {
      const collector = ratesCollector('people', survey)
      for (const page of pages) {
        const calls = page.flatMap((one, index) => one.calls.map((outcome, n) => aCall(index, n + 1, outcome)))
        const responses = page.flatMap(({ answered }, index) =>
          answered < 0 ? [] : [[index, answers(answered)] as const],
        )
        collector.take(
          aPage({
            contacts: page.length,
            calls: people(...calls),
            ledger: sent(page.map(({ letter }) => letter).join('')),
            responses: new Map(responses),
          }),
        )
      }
      const { classes, codes: found, contacts, perPerson } = collector.found(new Date(at))
      const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0)
      expect(contacts).toBe(pages.flat().length)
      expect([classes, found, perPerson].map((counts) => sum(Object.values(counts)))).toEqual(Array(3).fill(contacts))
      const { RR1 = 0, RR2 = 0, RR5 = 0 } = ratesOf(classes)
      expect(RR1).toBeLessThanOrEqual(RR2)
      expect(RR1).toBeLessThanOrEqual(RR5)
    }),
  )
})

test('of a survey that asks nothing, all is answered', () => {
  expect(answeredShare({ pages: [] }, answers(0))).toBe(1)
})

test('the table of attempts has a row to each e-mail and call, in order, with codes and without people', () => {
  const rows = attemptRows(
    4,
    2,
    { ledger: sent('sr') },
    people(aCall(0, 1, 'busy'), { ...aCall(0, 2, 'refused', '2026-03-10T10:00:59.000Z'), channel: 'agents', step: 2 }),
    { eligibility: 'numbers', anonymity: 'confidential' },
  )
  expect(rows).toEqual([
    ['4.0', '', 'e-mail', 1, '2026-03-09 10:00:00', '', 'sent', 'wysłano', '3.90'],
    ['4.0', 1, 'automat', 2, '2026-03-10 11:00:00', '2026-03-10 11:00:00', 'busy', 'Zajęte', '3.12'],
    ['4.0', 2, 'konsultant', 3, '2026-03-10 11:00:59', '2026-03-10 11:00:59', 'refused', 'Odmowa', '2.112'],
    ['4.1', '', 'e-mail', 1, '2026-03-09 10:00:00', '', 'refused by the provider', 'odrzucono przez pocztę', '3.30'],
  ])
  expect(attemptsHeader).toHaveLength(rows[0]!.length)
})

test.each([
  ['confidential', ['0.0', 1, '', '', '', '', 'complete', 'Rozmowa pełna', '1.1']],
  [
    'identified',
    ['0.0', 1, 'automat', 2, '2026-03-10 11:00:00', '2026-03-10 11:00:00', 'complete', 'Rozmowa pełna', '1.1'],
  ],
] as const)(
  'in a drive that is %s, a call with answers tells when it was only where that tells nothing',
  (anonymity, row) => {
    const rows = attemptRows(0, 1, { ledger: new Map() }, people(aCall(0, 1, 'complete')), { anonymity })
    expect(rows).toEqual([row])
  },
)
