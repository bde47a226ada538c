/** Forms as they come in: what becomes an answer, what an error, and that nothing hostile gets through. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choicesOf, marksIn } from '../../../shared/survey/choices.ts'
import { relevant } from '../../../shared/survey/flow.ts'
import { type AnswerError, readPage } from '../../../shared/survey/read-page.ts'
import { type Answer, Answers, questions } from '../../../shared/survey/survey.ts'
import { aForm, answersTo, aSurvey, formsFor, realSurveys } from './some-surveys.ts'

const readOne = (question: object, fields: Record<string, string | string[]>) =>
  readPage(aSurvey({ name: 'q', ...question }), 0, {}, aForm(fields))

const number = { type: 'text', inputType: 'number', min: 0, max: 120 }
const date = { type: 'text', inputType: 'date', min: '2026-01-01', max: '2026-12-31' }
const several = { type: 'checkbox', choices: ['a', 'b', 'c'], maxSelectedChoices: 2 }

test.each<[what: string, question: object, sent: string | string[], answer: Answer | undefined]>([
  ['text', { type: 'text' }, '  Zażółć gęślą  ', 'Zażółć gęślą'],
  ['text in parts', { type: 'text' }, 'e\u0301\u0000\u202E x', 'é x'],
  ['text with a line end', { type: 'text' }, 'a\r\nb', 'a b'],
  ['half a character', { type: 'text' }, 'a\uD83D', 'a\uFFFD'],
  ['comment', { type: 'comment' }, 'a\r\nb\rc\u2028d\u0007', 'a\nb\nc\nd'],
  ['blank', { type: 'comment' }, ' \n ', undefined],
  ['200 characters', { type: 'text' }, 'ą'.repeat(200), 'ą'.repeat(200)],
  ['longer where the author says so', { type: 'text', maxLength: 300 }, 'x'.repeat(300), 'x'.repeat(300)],
  ['number', number, '42', 42],
  ['Polish number', number, '12,5', 12.5],
  ['number with a space', { ...number, max: 5000 }, '1\u00A0234,50', 1234.5],
  ['negative zero', number, '-0', 0],
  ['number by a validator', { type: 'text', validators: [{ type: 'numeric', maxValue: 5 }] }, '4,5', 4.5],
  ['date', date, '2026-11-30', '2026-11-30'],
  ['Polish date', date, '1.2.2026', '2026-02-01'],
  ['leap day', { type: 'text', inputType: 'date' }, '2028-02-29', '2028-02-29'],
  ['phone', { type: 'text', inputType: 'tel' }, '+48 600-100 200', '+48600100200'],
  ['e-mail', { type: 'text', inputType: 'email' }, ' anna.nowak@example.org ', 'anna.nowak@example.org'],
  ['postcode', { type: 'text', validators: [{ type: 'pattern', pattern: 'postcode' }] }, '60 123', '60-123'],
  ['choice', { type: 'radiogroup', choices: [1, 'b'] }, '1', '1'],
  ['no choice', { type: 'dropdown', choices: ['a'] }, '', undefined],
  ['"hard to say"', { type: 'radiogroup', choices: ['a'], showDontKnowItem: true }, 'dontknow', 'dontknow'],
  ['choices, in the author’s order', several, ['b', 'a', 'b'], ['a', 'b']],
  ['none', { ...several, showNoneItem: true }, 'none', ['none']],
  ['none, though two are wanted', { ...several, minSelectedChoices: 2, showNoneItem: true }, 'none', ['none']],
  ['mark', { type: 'rating' }, '5', 5],
  ['mark on a scale from 0', { type: 'rating', rateMin: 0, rateMax: 10 }, '0', 0],
  ['mark that is a word', { type: 'rating', rateValues: ['źle', 'dobrze'] }, 'źle', 'źle'],
  ['yes', { type: 'boolean' }, 'true', true],
  ['no', { type: 'boolean' }, 'false', false],
])('%s becomes an answer', (_, question, sent, answer) => {
  const { answers, errors } = readOne(question, { q_0: sent })
  expect(errors).toEqual([])
  expect(answers).toEqual(answer === undefined ? {} : { q: answer })
})

test.each<[what: string, question: object, sent: string | string[], error: Partial<AnswerError>]>([
  ['over-long text', { type: 'text' }, 'x'.repeat(201), { code: 'tooLong', max: 200, length: 201 }],
  ['over-long comment', { type: 'comment' }, 'x'.repeat(2001), { code: 'tooLong', max: 2000, length: 2001 }],
  ['short text', { type: 'text', validators: [{ type: 'text', minLength: 3 }] }, 'ab', { code: 'tooShort', min: 3 }],
  ['text in a number', number, 'dużo', { code: 'notNumber' }],
  ['infinity', number, '1e400', { code: 'notNumber' }],
  ['two commas', number, '1,2,3', { code: 'notNumber' }],
  ['Arabic digits', number, '١٢', { code: 'notNumber' }],
  ['too small a number', number, '-1', { code: 'tooSmall', min: 0 }],
  ['too large a number', number, '121', { code: 'tooLarge', max: 120 }],
  ['an enormous number', { type: 'text', inputType: 'number' }, '9'.repeat(30), { code: 'tooLarge' }],
  ['31 February', date, '2026-02-31', { code: 'notDate' }],
  ['a word for a date', date, 'wczoraj', { code: 'notDate' }],
  ['the year 12026', { type: 'text', inputType: 'date' }, '12026-01-01', { code: 'notDate' }],
  ['too early a date', date, '2025-12-31', { code: 'tooEarly', min: '2026-01-01' }],
  ['too late a date', date, '2027-01-01', { code: 'tooLate', max: '2026-12-31' }],
  ['half a phone', { type: 'text', inputType: 'tel' }, '600', { code: 'notPhone' }],
  ['an e-mail without a domain', { type: 'text', inputType: 'email' }, 'anna@', { code: 'notEmail' }],
  ['an e-mail of two lines', { type: 'text', inputType: 'email' }, 'a@b.pl\r\nBcc: c@d.pl', { code: 'notEmail' }],
  [
    'half a postcode',
    { type: 'text', validators: [{ type: 'pattern', pattern: 'postcode' }] },
    '60',
    { code: 'notPostcode' },
  ],
  ['an unknown choice', { type: 'radiogroup', choices: ['a'] }, 'z', { code: 'unknownChoice' }],
  ['"other" where it is not offered', { type: 'radiogroup', choices: ['a'] }, 'other', { code: 'unknownChoice' }],
  ['a key of every object', { type: 'radiogroup', choices: ['a'] }, 'constructor', { code: 'unknownChoice' }],
  ['a list where one is asked', { type: 'radiogroup', choices: ['a', 'b'] }, ['a', 'b'], { code: 'several' }],
  ['two texts', { type: 'text' }, ['a', 'b'], { code: 'several' }],
  ['an unknown choice among good ones', several, ['a', 'z'], { code: 'unknownChoice' }],
  ['too many choices', several, ['a', 'b', 'c'], { code: 'tooMany', max: 2 }],
  ['too few choices', { ...several, minSelectedChoices: 2 }, ['a'], { code: 'tooFew', min: 2 }],
  ['none and one', { ...several, showNoneItem: true }, ['a', 'none'], { code: 'exclusive' }],
  [
    'none and "hard to say"',
    { ...several, showNoneItem: true, showDontKnowItem: true },
    ['dontknow', 'none'],
    { code: 'exclusive' },
  ],
  ['rating 44 of 5', { type: 'rating' }, '44', { code: 'unknownChoice' }],
  ['rating 1.5', { type: 'rating' }, '1.5', { code: 'unknownChoice' }],
  ['"maybe" as yes or no', { type: 'boolean' }, 'maybe', { code: 'unknownChoice' }],
  ['nothing where something is required', { type: 'text', isRequired: true }, ' ', { code: 'required' }],
])('%s is an error and no answer', (_, question, sent, error) => {
  const { answers, errors } = readOne(question, { q_0: sent })
  expect(errors).toEqual([expect.objectContaining({ question: 'q', ...error })])
  expect(answers).toEqual({})
})

const matrix = { type: 'matrix', columns: ['good', 'bad'], rows: ['price', 'colour'] }

test.each<
  [what: string, more: object, fields: Record<string, string | string[]>, answer: Answer | undefined, errors: object[]]
>([
  ['every row', {}, { q_0_0: 'good', q_0_1: 'bad' }, { price: 'good', colour: 'bad' }, []],
  ['one row', {}, { q_0_1: 'bad' }, { colour: 'bad' }, []],
  ['a row that is not there', {}, { q_0_2: 'bad' }, undefined, []],
  ['a column that is not there', {}, { q_0_0: 'fair' }, undefined, [{ row: 'price', code: 'unknownChoice' }]],
  ['two columns of a row', {}, { q_0_0: ['good', 'bad'] }, undefined, [{ row: 'price', code: 'several' }]],
  ['nothing, required', { isRequired: true }, {}, undefined, [{ code: 'required' }]],
  ['one row of all', { eachRowRequired: true }, { q_0_1: 'bad' }, undefined, [{ row: 'price', code: 'required' }]],
  [
    'none of all',
    { eachRowRequired: true },
    {},
    undefined,
    [
      { row: 'price', code: 'required' },
      { row: 'colour', code: 'required' },
    ],
  ],
])('matrix: %s', (_, more, fields, answer, errors) => {
  const result = readOne({ ...matrix, ...more }, fields)
  expect(result.answers).toEqual(answer === undefined ? {} : { q: answer })
  expect(result.errors).toEqual(errors.map((error) => ({ question: 'q', ...error })))
})

const other = { type: 'checkbox', choices: ['a'], showOtherItem: true }

test('what "other" means is kept beside the answer, and asked for', () => {
  const said = readOne(other, { q_0: ['other', 'a'], q_0_other: ' rower ' })
  expect(said).toMatchObject({ answers: { q: ['a', 'other'], 'q-Comment': 'rower' }, errors: [] })
  expect(readOne(other, { q_0: 'other', q_0_other: ' ' }).errors).toEqual([{ question: 'q', code: 'otherRequired' }])
  expect(readOne(other, { q_0: 'other', q_0_other: 'x'.repeat(201) }).errors).toMatchObject([
    { code: 'tooLong', max: 200 },
  ])
  expect(readOne(other, { q_0: 'a', q_0_other: 'rower' }).answers).toEqual({ q: ['a'] })
})

test('an answer can be changed and taken back; its "other" goes with it', () => {
  const survey = aSurvey({ name: 'q', ...other }, { name: 'z', type: 'text' })
  const before = { q: ['other'], 'q-Comment': 'rower', z: 'stare' }
  expect(readPage(survey, 0, before, aForm({ q_0: 'a', q_1: 'nowe' })).answers).toEqual({ q: ['a'], z: 'nowe' })
  expect(readPage(survey, 0, before, aForm({})).answers).toEqual({})
  expect(before).toEqual({ q: ['other'], 'q-Comment': 'rower', z: 'stare' })
})

test('fields of hidden questions and of other pages are ignored', () => {
  const survey = aSurvey(
    [
      { type: 'boolean', name: 'car' },
      { type: 'text', name: 'plate', visibleIf: '{car} = true' },
    ],
    [{ type: 'text', name: 'later' }],
  )
  const result = readPage(survey, 0, { later: 'x' }, aForm({ q_0: 'false', q_1: 'PO 12345', q_2: 'y' }))
  expect(result).toEqual({ answers: { car: false, later: 'x' }, errors: [], appeared: [] })
})

test('a question that an answer on the same page brings up is shown before it is missed', () => {
  const survey = aSurvey(
    { type: 'boolean', name: 'car' },
    { type: 'text', name: 'plate', visibleIf: '{car} = true', isRequired: true },
  )
  const first = readPage(survey, 0, {}, aForm({ q_0: 'true' }))
  expect(first).toEqual({ answers: { car: true }, errors: [], appeared: ['plate'] })
  const second = readPage(survey, 0, first.answers, aForm({ q_0: 'true', q_1: '' }))
  expect(second.errors).toEqual([{ question: 'plate', code: 'required' }])
  const sentAtOnce = readPage(survey, 0, {}, aForm({ q_0: 'true', q_1: 'PO 1' }))
  expect(sentAtOnce).toEqual({ answers: { car: true, plate: 'PO 1' }, errors: [], appeared: [] })
})

test('what is required by a condition is missed only when the condition holds', () => {
  const survey = aSurvey({ type: 'rating', name: 'r' }, { type: 'comment', name: 'why', requiredIf: '{r} <= 2' })
  expect(readPage(survey, 0, {}, aForm({ q_0: '2' })).errors).toEqual([{ question: 'why', code: 'required' }])
  expect(readPage(survey, 0, {}, aForm({ q_0: '3' })).errors).toEqual([])
})

test.each(realSurveys)(
  '%s: any form whatever is read without a throw, into answers of the right shape',
  (_, survey) => {
    const page = fc.nat({ max: survey.pages.length - 1 })
    fc.assert(
      fc.property(page, answersTo(survey), formsFor(survey), (index, before, fields) => {
        const { answers, errors } = readPage(survey, index, before, aForm(fields))
        expect(Answers.parse(answers)).toEqual(answers)
        expect(Object.getPrototypeOf(answers)).toBe(Object.prototype)
        const known = new Map(questions(survey).map((question) => [question.name, question]))
        for (const { question } of errors) expect(answers).not.toHaveProperty([question])
        for (const [name, answer] of Object.entries(relevant(survey, answers))) {
          const question = known.get(name)
          const offered = question ? choicesOf(question).map(({ value }) => value) : []
          if (question) for (const { choice } of marksIn(question, answer)) expect(offered).toContain(choice)
        }
      }),
      { numRuns: 60 },
    )
  },
)
