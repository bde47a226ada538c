/** The keypad profile: which questions fit the keys of a telephone, which are left out, what keeps a survey off the phone. */
import { expect, test } from 'vitest'
import { keypadProfile, phoneProblems } from '../../../shared/survey/keypad.ts'
import { unfit } from '../../../shared/survey/keypad-texts.ts'
import { library } from '../../../shared/survey/library/library.ts'
import { aSurvey, read } from './some-surveys.ts'

const choices = (count: number) => Array.from({ length: count }, (_, n) => `c${n + 1}`)
const q = (more: object) => ({ name: 'q', title: 'Pytanie?', ...more })
/** The way of the question `q`, or why it has none. A survey needs one question that people answer. */
const wayOf = (question: object) => {
  const { fits, skipped } = keypadProfile(aSurvey(question, { type: 'boolean', name: 'x' }))
  const fit = fits.find((one) => one.question.name === 'q')
  if (fit) return fit.way
  return Object.entries(unfit).find(([, why]) => why === skipped[0]!.why)![0]
}
const keysOf = (question: object) => {
  const way = wayOf(question)
  return typeof way === 'object' && 'keys' in way ? way.keys.map(({ key, value }) => `${key} ${value}`).join(', ') : way
}

test.each([
  ['yes or no', q({ type: 'boolean' }), '1 true, 2 false'],
  ['8 choices', q({ type: 'dropdown', choices: choices(8) }), expect.stringContaining('8 c8')],
  [
    '7 choices and "hard to say"',
    q({ type: 'radiogroup', choices: choices(7), showDontKnowItem: true }),
    expect.stringContaining('8 dontknow'),
  ],
  ['9 choices', q({ type: 'radiogroup', choices: choices(9) }), 'tooManyChoices'],
  ['8 choices and "other"', q({ type: 'radiogroup', choices: choices(8), showOtherItem: true }), 'tooManyChoices'],
  ['a scale of 1 to 5', q({ type: 'rating' }), '1 1, 2 2, 3 3, 4 4, 5 5'],
  [
    'a scale from 3 to 8: each mark on its own key',
    q({ type: 'rating', rateMin: 3, rateMax: 8 }),
    expect.stringMatching(/^3 3.*8 8$/),
  ],
  ['a scale below nothing: by place', q({ type: 'rating', rateMin: -1, rateMax: 1 }), '1 -1, 2 0, 3 1'],
  [
    'marks in words',
    q({
      type: 'rating',
      rateValues: [
        { value: 1, text: 'mało' },
        { value: 2, text: 'dużo' },
      ],
    }),
    '1 1, 2 2',
  ],
  ['a scale in steps of 10 up to 200', q({ type: 'rating', rateMin: 0, rateMax: 200, rateStep: 10 }), 'tooManyChoices'],
])('%s', (_, question, expected) => {
  expect(keysOf(question)).toEqual(expected)
})

test.each([
  [
    'a scale of 0 to 10 takes two keys',
    q({ type: 'rating', rateMin: 0, rateMax: 10 }),
    { kind: 'number', min: 0, max: 10 },
  ],
  [
    'so does one of 0 to 5, as 0 is reserved',
    q({ type: 'rating', rateMin: 0, rateMax: 5 }),
    { kind: 'number', min: 0, max: 5 },
  ],
  ['and one of 1 to 10', q({ type: 'rating', rateMax: 10 }), { kind: 'number', min: 1, max: 10 }],
  [
    'a number of two digits',
    q({ type: 'text', inputType: 'number', min: 18, max: 99 }),
    { kind: 'number', min: 18, max: 99 },
  ],
  ['a number without limits', q({ type: 'text', inputType: 'number' }), 'longNumber'],
  ['an age up to 120', q({ type: 'text', inputType: 'number', min: 18, max: 120 }), 'longNumber'],
  [
    'a number by its validator',
    q({ type: 'text', validators: [{ type: 'numeric', minValue: 1, maxValue: 12 }] }),
    { kind: 'number', min: 1, max: 12 },
  ],
  ['words', q({ type: 'comment' }), 'words'],
  ['a date', q({ type: 'text', inputType: 'date' }), 'words'],
  ['a note', { type: 'html', name: 'q', html: 'Dzień dobry' }, 'note'],
  [
    'a matrix',
    q({ type: 'matrix', columns: ['a', 'b'], rows: ['r1', 'r2'] }),
    {
      kind: 'rows',
      rows: [
        { value: 'r1', text: { pl: 'r1' } },
        { value: 'r2', text: { pl: 'r2' } },
      ],
      keys: expect.any(Array),
    },
  ],
  ['a matrix of 9 columns', q({ type: 'matrix', columns: choices(9), rows: ['r1'] }), 'tooManyChoices'],
  [
    'several of 4',
    q({ type: 'checkbox', choices: choices(4), showNoneItem: true, showDontKnowItem: true }),
    { kind: 'each', choices: expect.objectContaining({ length: 4 }), none: 'none' },
  ],
  ['several of 5', q({ type: 'checkbox', choices: choices(5) }), 'tooManyToTake'],
  ['several of 4 and "other"', q({ type: 'checkbox', choices: choices(4), showOtherItem: true }), 'tooManyToTake'],
  ['exactly 2 of 4', q({ type: 'checkbox', choices: choices(4), maxSelectedChoices: 2 }), 'countedChoices'],
  ['what its author leaves out', q({ type: 'boolean', ivr: { skip: true } }), 'left'],
  ['a title as long as a page', q({ type: 'boolean', title: 'Słowo '.repeat(150) }), 'tooLong'],
])('%s', (_, question, expected) => {
  expect(wayOf(question)).toEqual(expected)
})

test('the definition’s shorter text is read instead of a long title, in one language or in more', () => {
  const long = 'Słowo '.repeat(150)
  const textOf = (ivr: object) => keypadProfile(aSurvey(q({ type: 'boolean', title: long, ivr }))).fits[0]?.text
  expect(textOf({ text: 'Krótko?' })).toEqual({ pl: 'Krótko?' })
  expect(textOf({ text: { pl: 'Krótko?', en: 'Short?' } })).toEqual({ pl: 'Krótko?', en: 'Short?' })
  expect(textOf({ text: 5, other: 'x' })).toBeUndefined()
})

const problems = (...elements: object[]) =>
  phoneProblems(aSurvey(...elements)).map(({ question = '', message }) => `${question}: ${message.en}`)

test('a required question that cannot be asked keeps the survey off the phone', () => {
  const [needed] = problems({ type: 'boolean', name: 'a' }, { type: 'comment', name: 'b', isRequired: true })
  expect(needed).toMatch(
    /^b: This question must be answered, but cannot be asked by phone: it is answered in one’s own words/,
  )
  expect(
    problems({ type: 'boolean', name: 'a' }, { type: 'comment', name: 'b', requiredIf: '{a} = true' }),
  ).toHaveLength(1)
  expect(
    problems({ type: 'boolean', name: 'a', isRequired: true, ivr: { skip: true } }, { type: 'boolean', name: 'b' }),
  ).toHaveLength(1)
  const each = { type: 'checkbox', name: 'c', choices: choices(3), isRequired: true }
  expect(problems(each)).toEqual([expect.stringContaining('none of the above'), expect.stringContaining('No question')])
  expect(problems({ ...each, showNoneItem: true })).toEqual([])
})

const words = { type: 'comment', name: 'words' }
const fine = { type: 'boolean', name: 'fine' }
test.each([
  ['its own condition', [words, fine, { type: 'boolean', name: 'b', visibleIf: '{words} notempty' }]],
  ['the condition of being required', [words, fine, { type: 'boolean', name: 'b', requiredIf: '{words} notempty' }]],
  [
    'its panel',
    [words, fine, { type: 'panel', name: 'p', visibleIf: '{words} empty', elements: [{ type: 'boolean', name: 'b' }] }],
  ],
  [
    'a computed question',
    [
      words,
      fine,
      { type: 'expression', name: 'e', expression: "iif({words} = 'x', 1, 2)" },
      { type: 'boolean', name: 'b', visibleIf: '{e} = 1' },
    ],
  ],
  [
    'a computed question that is hidden',
    [
      words,
      fine,
      { type: 'expression', name: 'e', expression: '1', visibleIf: '{words} = 1' },
      { type: 'boolean', name: 'b', visibleIf: '{e} = 1' },
    ],
  ],
])('a condition on an answer that nobody gives by phone is told: by %s', (_, elements) => {
  expect(problems(...elements)).toEqual([expect.stringMatching(/^b: Whether it is asked hangs on "words"/)])
})

test('the words of "other" are never given by phone, the choice is', () => {
  const how = { type: 'radiogroup', name: 'how', choices: ['a'], showOtherItem: true }
  expect(problems(how, { type: 'boolean', name: 'b', visibleIf: "{how} = 'other'" })).toEqual([])
  expect(problems(how, { type: 'boolean', name: 'b', visibleIf: '{how-Comment} notempty' })).toHaveLength(1)
})

test('a calculated value passes the condition on; what is skipped itself asks for nothing', () => {
  const survey = (ivr: object) =>
    read({
      elements: [words, fine, { type: 'boolean', name: 'b', visibleIf: '{value} = 1', ...ivr }],
      calculatedValues: [{ name: 'value', expression: "iif({words} = 'x', 1, 2)" }],
    })
  expect(phoneProblems(survey({}))).toHaveLength(1)
  expect(phoneProblems(survey({ ivr: { skip: true } }))).toEqual([])
})

test('a call has an end: forty prompts, the rows of a table among them', () => {
  const grid = (name: string, rows: number) => ({ type: 'matrix', name, columns: ['a', 'b'], rows: choices(rows) })
  expect(problems(grid('a', 20), grid('b', 20))).toEqual([])
  expect(problems(grid('a', 20), grid('b', 21))).toEqual([expect.stringContaining('41')])
})

test('the library’s surveys can be put by phone, and say what is left out', () => {
  const told = library.map(({ id, survey }) => {
    const { fits, skipped, problems } = keypadProfile(survey)
    return [id, fits.length, skipped.map(({ question }) => question).join(' '), problems]
  })
  expect(told).toEqual([
    ['medical-services', 10, 'went_wrong improve', []],
    ['mopr-clients', 9, 'contact_by barriers went_wrong improve', []],
    ['participatory-budget', 9, 'sources took_part voting_ease why_not improve', []],
    ['benefits-centre', 6, 'improve', []],
    ['culture-on-estates', 7, 'wanted idea', []],
    ['diversity', 6, 'because_of change', []],
    ['senior-services', 3, '', []],
  ])
})
