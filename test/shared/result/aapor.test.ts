/** AAPOR: classes, the final code of a person over all modes, and the rates with their inequalities. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OutcomeCode, outcomes } from '../../../shared/call/outcome.ts'
import {
  type AaporClass,
  aaporClasses,
  type ClassCounts,
  classOf,
  countClasses,
  type Ends,
  finalCode,
  rateNames,
  ratesOf,
  responseEnd,
} from '../../../shared/result/aapor.ts'

test.each<[string, AaporClass]>([
  ['1.1', 'I'],
  ['1.2', 'P'],
  ['2.10', 'R'],
  ['2.112', 'R'],
  ['2.12', 'R'],
  ['2.20', 'NC'],
  ['2.221', 'NC'],
  ['2.31', 'O'],
  ['2.332', 'O'],
  ['2.36', 'O'],
  ['3.11', 'UH'],
  ['3.161', 'UH'],
  ['3.20', 'UO'],
  ['3.30', 'UO'],
  ['3.90', 'UO'],
  ['4.10', 'NE'],
  ['4.54', 'NE'],
  ['4.90', 'NE'],
])('%s is of class %s', (code, expected) => {
  expect(classOf(code)).toBe(expected)
})

test.each(['', '1', '1.0', '2.9', '5.1', '2.1x', 'toString'])('"%s" is no code', (code) => {
  expect(() => classOf(code)).toThrow(RangeError)
})

test('every outcome has a code of a class, for people and for numbers', () => {
  for (const { aapor } of Object.values(outcomes)) {
    expect(aaporClasses).toContain(classOf(aapor.people))
    expect(aaporClasses).toContain(classOf(aapor.numbers))
  }
})

const calls = (...codes: OutcomeCode[]): Ends => ({ calls: codes.map((outcome) => ({ outcome, number: 0 })) })

test.each<[string, Ends, people: string, numbers: string]>([
  ['nothing was tried', calls(), '3.11', '3.11'],
  ['nobody took the phone', calls('no_answer', 'no_answer'), '2.20', '3.13'],
  ['always busy', calls('busy', 'busy'), '2.20', '3.12'],
  ['busy, then no answer', calls('busy', 'no_answer'), '2.20', '3.13'],
  ['no answer, then busy', calls('no_answer', 'busy'), '2.20', '3.13'],
  ['voicemail, then no answer', calls('voicemail', 'no_answer'), '2.222', '3.14'],
  ['a callback that never succeeded', calls('callback', 'no_answer'), '2.21', '2.21'],
  ['a callback that was kept', calls('callback', 'complete'), '1.1', '1.1'],
  ['refused after a half talk', calls('partial', 'refused'), '1.2', '1.2'],
  ['hung up, later complete', calls('hung_up', 'complete'), '1.1', '1.1'],
  ['hung up, then dead line', calls('hung_up', 'bad_number'), '2.11', '2.11'],
  ['no answer, then a dead line', calls('no_answer', 'bad_number'), '2.20', '4.31'],
  ['a dead line alone', calls('bad_number'), '3.30', '4.31'],
  ['somebody else', calls('wrong_person'), '3.30', '3.30'],
  ['does not speak our languages, then no answer', calls('language', 'no_answer'), '2.332', '2.332'],
  ['refused in bad health', calls('unable', 'refused'), '2.112', '2.112'],
  ['no answer, then sent away by the screening', calls('no_answer', 'screened_out'), '4.70', '4.70'],
  ['found outside the group', calls('no_answer', 'moved_out'), '4.10', '4.10'],
  ['taken out as a duplicate, though complete', { ...calls('complete'), takenOut: '4.81' }, '4.81', '4.81'],
  ['answered on the web, no answer by phone', { ...calls('no_answer'), response: 'complete' }, '1.1', '1.1'],
  ['began on the web, then refused', { ...calls('refused'), response: 'break-off' }, '2.12', '2.12'],
  ['half on the web', { ...calls('no_answer'), response: 'partial' }, '1.2', '1.2'],
  ['objected by e-mail', { calls: [], mail: 'sent', objected: true }, '2.112', '2.112'],
  ['silent after the e-mail', { calls: [], mail: 'sent' }, '2.20', '3.90'],
  ['the e-mail came back', { calls: [], mail: 'bounced' }, '3.30', '3.30'],
  ['for review', calls('unknown'), '2.20', '3.90'],
  ['never dialled', calls('not_dialled'), '3.11', '3.11'],
])('%s', (_, ends, people, numbers) => {
  expect([finalCode(ends, 'people'), finalCode(ends, 'numbers')]).toEqual([people, numbers])
})

test('one dead number of two says nothing of the person', () => {
  const ends: Ends = {
    calls: [
      { outcome: 'bad_number', number: 0 },
      { outcome: 'no_answer', number: 1 },
    ],
  }
  expect(finalCode(ends, 'numbers')).toBe('3.13')
  expect(finalCode({ calls: ends.calls.map((call) => ({ ...call, outcome: 'bad_number' })) }, 'numbers')).toBe('4.31')
})

test('under half of the questions is a break-off', () => {
  expect([responseEnd('partial', 0.49), responseEnd('partial', 0.5), responseEnd('complete', 0.1)]).toEqual([
    'break-off',
    'partial',
    'complete',
  ])
})

const codes = Object.keys(outcomes) as OutcomeCode[]
const anyEnds = fc.record<Ends>({
  calls: fc.array(fc.record({ outcome: fc.constantFrom(...codes), number: fc.integer({ min: 0, max: 2 }) }), {
    maxLength: 8,
  }),
  response: fc.constantFrom(undefined, 'complete', 'partial', 'break-off'),
  objected: fc.boolean(),
  mail: fc.constantFrom(undefined, 'sent', 'bounced'),
})

test('who was once reached never becomes unknown again, and an interview stays one', () => {
  fc.assert(
    fc.property(anyEnds, fc.constantFrom(...codes), fc.constantFrom('people', 'numbers'), (ends, next, eligibility) => {
      const before = finalCode(ends, eligibility)
      const after = finalCode({ ...ends, calls: [...ends.calls, { outcome: next, number: 0 }] }, eligibility)
      if (/^[12]/.test(before)) expect(after).not.toMatch(/^3/)
      if (before === '1.1') expect(['1.1', '4.10']).toContain(after)
    }),
  )
})

test('the published vector', () => {
  const rates = ratesOf({ I: 5, P: 2, R: 1, NC: 1, O: 1, UH: 1, UO: 1, NE: 1 })
  expect(Object.fromEntries(Object.entries(rates).map(([name, rate]) => [name, rate!.toFixed(4)]))).toEqual({
    e: '0.9091',
    RR1: '0.4167', RR2: '0.5833', RR3: '0.4231', RR4: '0.5923', RR5: '0.5000', RR6: '0.7000',
    COOP1: '0.5556', COOP2: '0.7778', COOP3: '0.6250', COOP4: '0.8750',
    REF1: '0.0833', REF2: '0.0846', REF3: '0.1000',
    CON1: '0.7500', CON2: '0.7615', CON3: '0.9000',
  }) // biome-ignore format: a table
})

const none: ClassCounts = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 }

test('a zero denominator gives no rate', () => {
  expect(Object.values(ratesOf(none))).toEqual(Array(rateNames.length + 1).fill(undefined))
  expect(ratesOf({ ...none, NC: 3 })).toMatchObject({ RR1: 0, RR5: 0, COOP1: undefined, COOP3: undefined, CON1: 0 })
  expect(ratesOf({ ...none, UH: 3 })).toMatchObject({ e: undefined, RR1: 0, RR3: undefined, RR5: undefined })
  expect(ratesOf({ ...none, UH: 3, NE: 1 })).toMatchObject({ e: 0, RR1: 0, RR3: undefined })
})

const many = fc.nat(2_000)
const anyCounts = fc.record<ClassCounts>({ I: many, P: many, R: many, NC: many, O: many, UH: many, UO: many, NE: many })

test('the rates keep their order, and lie between 0 and 1', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const rates = ratesOf(counts)
      const inOrder = (...names: (typeof rateNames)[number][]) => {
        const values = names.map((name) => rates[name]).filter((rate) => rate !== undefined)
        for (let n = 1; n < values.length; n++) expect(values[n]! - values[n - 1]!).toBeGreaterThan(-1e-12)
      }
      inOrder('RR1', 'RR3', 'RR5')
      inOrder('RR2', 'RR4', 'RR6')
      inOrder('RR1', 'RR2')
      inOrder('RR3', 'RR4')
      inOrder('RR5', 'RR6', 'CON3')
      inOrder('COOP1', 'COOP3', 'COOP4')
      inOrder('COOP1', 'COOP2', 'COOP4')
      inOrder('REF1', 'REF2', 'REF3')
      inOrder('CON1', 'CON2', 'CON3')
      for (const rate of Object.values(rates)) {
        if (rate === undefined) continue
        expect(rate).toBeGreaterThanOrEqual(0)
        expect(rate).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('persons who are not eligible change no rate but those by e', () => {
  const counts = { ...none, I: 5, P: 2, R: 1, NC: 1, O: 1, UH: 1, UO: 1 }
  const [without, withSome] = [ratesOf(counts), ratesOf({ ...counts, NE: 50 })]
  for (const name of ['RR1', 'RR2', 'RR5', 'RR6', 'COOP1', 'REF1', 'REF3', 'CON1', 'CON3'] as const) {
    expect(withSome[name]).toBe(without[name])
  }
})

test('the classes add up to the persons', () => {
  fc.assert(
    fc.property(fc.array(anyEnds), (everybody) => {
      const counts = countClasses(everybody.map((ends) => finalCode(ends, 'people')))
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(everybody.length)
    }),
  )
})
