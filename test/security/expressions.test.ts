/** Conditions and patterns against texts that are made to be slow, or to grow: neither a resident nor an author can stop the site. */
import { describe, expect, test } from 'vitest'
import { parseExpression } from '../../shared/survey/expression.ts'
import { relevant, visiblePages } from '../../shared/survey/flow.ts'
import { readPage } from '../../shared/survey/read-page.ts'
import { readSurvey } from '../../shared/survey/read-survey.ts'
import type { Survey } from '../../shared/survey/survey.ts'

const surveyOf = (definition: object): Survey => {
  const { survey, problems } = readSurvey(definition)
  expect(problems).toEqual([])
  return survey!
}

/** Long enough for anything that backtracks to be noticed, short enough for an honest machine under load. */
const quick = 1_500
const timed = <T>(work: () => T): T => {
  const begun = performance.now()
  const result = work()
  expect(performance.now() - begun).toBeLessThan(quick)
  return result
}

test('values that double from one to the next end somewhere', () => {
  const doubling = Array.from({ length: 60 }, (_, n) => ({
    name: `c${n}`,
    expression: n === 0 ? "{q} + '' + {q}" : `{c${n - 1}} + '' + {c${n - 1}}`,
  }))
  const survey = surveyOf({
    calculatedValues: doubling,
    pages: [
      { elements: [{ type: 'comment', name: 'q', title: 'q', maxLength: 10_000 }] },
      { elements: [{ type: 'text', name: 'z', title: 'z', visibleIf: '{c59} notempty' }] },
    ],
  })
  const answers = { q: 'x'.repeat(10_000), z: 'y' }
  expect(timed(() => visiblePages(survey, answers))).toEqual([0, 1])
  expect(timed(() => relevant(survey, answers))).toEqual(answers)
})

test('an expression of doubled texts counts as a text of a sensible length', () => {
  const survey = surveyOf({
    elements: [
      { type: 'comment', name: 'q', title: 'q' },
      ...Array.from({ length: 40 }, (_, n) => ({
        type: 'expression',
        name: `e${n}`,
        title: 'e',
        expression: n === 0 ? "{q} + '' + {q}" : `{e${n - 1}} + '' + {e${n - 1}}`,
      })),
    ],
  })
  const kept = timed(() => relevant(survey, { q: 'x'.repeat(2_000) }))
  expect(String(kept.e39).length).toBeLessThanOrEqual(20_000)
})

describe('what people type', () => {
  const survey = surveyOf({
    elements: [
      { type: 'text', name: 'mail', title: 't', inputType: 'email', maxLength: 1_000 },
      { type: 'text', name: 'tel', title: 't', inputType: 'tel', maxLength: 1_000 },
      { type: 'text', name: 'number', title: 't', inputType: 'number' },
      { type: 'text', name: 'date', title: 't', inputType: 'date' },
      { type: 'comment', name: 'words', title: 't', maxLength: 10_000 },
      { type: 'text', name: 'after', title: 't', visibleIf: "{words} contains 'x' or {words} = {mail} or {words} > 5" },
    ],
  })
  const nasty = [
    'a'.repeat(100_000),
    `${'a.'.repeat(50_000)}@`,
    `a@${'a-'.repeat(50_000)}`,
    `${'.'.repeat(1_000)}@${'a.'.repeat(1_000)}pl`,
    '1'.repeat(100_000),
    `${'1 '.repeat(50_000)},5`,
    ' '.repeat(100_000),
    '\u0000\u202e\ufeff'.repeat(30_000),
    `${'\ud800'.repeat(10_000)}`,
    'e\u0301'.repeat(50_000),
    "'".repeat(100_000),
    '\n'.repeat(100_000),
  ]
  test.each(nasty.map((text, n) => [n, text] as const))('number %i is read in no time', (_, text) => {
    timed(() => readPage(survey, 0, {}, () => [text]))
    timed(() => readPage(survey, 0, {}, () => Array.from({ length: 2_000 }, () => text.slice(0, 200))))
    timed(() => visiblePages(survey, { words: text, mail: text }))
  })

  test('fields and answers named like what every object has change nothing', () => {
    const form = (name: string) => (name in {} || name === '__proto__' ? ['x'] : [])
    const { answers } = readPage(survey, 0, JSON.parse('{"__proto__":"x","constructor":"y"}'), form)
    expect(Object.keys(relevant(survey, answers))).toEqual([])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})

describe('what authors write', () => {
  test.each([
    `${'('.repeat(1_000)}1${')'.repeat(900)}`,
    '!'.repeat(2_000),
    `'${"\\'".repeat(990)}`,
    `'${'\\'.repeat(1_990)}`,
    `{${' '.repeat(1_990)}`,
    `${' '.repeat(1_990)}x y`,
    `${'1 + '.repeat(499)}1`,
    `[${'1,'.repeat(990)}1]`,
    `${'iif('.repeat(400)}1`,
    `${'a'.repeat(1_999)}(`,
  ])('the expression %s is parsed or refused in no time', (text) => {
    timed(() => {
      try {
        parseExpression(text)
      } catch (error) {
        expect((error as Error).name).toBe('ExpressionError')
      }
    })
  })

  test.each([
    '<'.repeat(4_000),
    '<a '.repeat(1_300),
    `<b${' x'.repeat(1_900)}`,
    '!['.repeat(2_000),
    '[('.repeat(2_000),
    `${'[a]('.repeat(900)}`,
    '**a'.repeat(1_300),
    '*a '.repeat(1_300),
    '__a'.repeat(1_300),
    '&amp;'.repeat(780),
    `${'{'.repeat(2_000)}`,
    ' '.repeat(3_900),
    ' \n'.repeat(1_900),
  ])('the text %# is read or refused in no time', (text) => {
    timed(() =>
      readSurvey({
        title: text,
        elements: [
          { type: 'html', name: 'h', html: text },
          { type: 'text', name: 't' },
        ],
      }),
    )
  })
})
