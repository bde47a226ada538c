/** The way through surveys: what is shown when, what is missing, where one goes next. survey-core is asked too. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isEligible,
  missing,
  nextPage,
  previousPage,
  relevant,
  visiblePages,
  visibleQuestions,
} from '../../../shared/survey/flow.ts'
import { type Form, readPage } from '../../../shared/survey/read-page.ts'
import { readSurvey } from '../../../shared/survey/read-survey.ts'
import { type Answers, questions, type Survey } from '../../../shared/survey/survey.ts'
import { aForm, answersTo, aSurvey, read, realSurveys } from './some-surveys.ts'
import { modelOf, requiredBy, shownBy } from './survey-core.ts'

const shown = (survey: Survey, answers: Answers) =>
  visiblePages(survey, answers).map((page) => visibleQuestions(survey, page, answers).map(({ name }) => name))
const required = (survey: Survey, answers: Answers) =>
  survey.pages.flatMap((_, page) =>
    visibleQuestions(survey, page, answers).flatMap(({ name, required }) => (required ? [name] : [])),
  )

test.each(realSurveys)('%s: shows and requires what survey-core does, whatever was answered', (_, survey) => {
  fc.assert(
    fc.property(answersTo(survey), (given) => {
      const answers = relevant(survey, given)
      const model = modelOf(survey, answers)
      expect(shown(survey, answers)).toEqual(shownBy(model))
      expect(required(survey, answers)).toEqual(requiredBy(model))
    }),
    { numRuns: 12 },
  )
})

const branching = read({
  pages: [
    {
      name: 'p0',
      elements: [
        { type: 'rating', name: 'mark', isRequired: true },
        { type: 'checkbox', name: 'used', choices: ['bus', 'tram'], showOtherItem: true },
        { type: 'matrix', name: 'grid', columns: ['good', 'bad'], rows: ['price', 'speed'] },
        { type: 'text', name: 'age', inputType: 'number' },
        { type: 'expression', name: 'twice', expression: '{mark} * 2' },
      ],
    },
    {
      name: 'p1',
      visibleIf: '{mark} < 4',
      elements: [
        {
          type: 'panel',
          name: 'why',
          title: 'Dlaczego?',
          visibleIf: '{mark} < 3',
          elements: [
            { type: 'html', name: 'sorry', html: 'Przykro nam.', visibleIf: '{twice} = 2' },
            { type: 'comment', name: 'reason', requiredIf: "{used.length} > 1 or {grid.price} = 'bad'" },
          ],
        },
        { type: 'text', name: 'which', visibleIf: "{used-Comment} = 'rower'" },
      ],
    },
    {
      name: 'p2',
      visibleIf: '{adult}',
      elements: [{ type: 'boolean', name: 'again', requiredIf: "{reason} contains 'tak'" }],
    },
  ],
  calculatedValues: [
    { name: 'adult', expression: 'iif({grown} >= 18, true, false)' },
    { name: 'grown', expression: '{age} + 0' },
  ],
})

const branchAnswers: fc.Arbitrary<Answers> = fc.record(
  {
    mark: fc.integer({ min: 1, max: 5 }),
    used: fc.subarray(['bus', 'tram', 'other'], { minLength: 1 }),
    'used-Comment': fc.constantFrom('rower', 'pieszo'),
    grid: fc.constantFrom({ price: 'bad' }, { price: 'good', speed: 'bad' }),
    age: fc.constantFrom(5, 17, 18, 70),
    reason: fc.constantFrom('tak', 'nie'),
    which: fc.constant('miejski'),
    again: fc.boolean(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Answers>

test('pages, panels, computed values, rows, "other" and lengths in conditions agree with survey-core', () => {
  fc.assert(
    fc.property(branchAnswers, (given) => {
      const answers = relevant(branching, given)
      const model = modelOf(branching, answers)
      expect(shown(branching, answers)).toEqual(shownBy(model))
      expect(required(branching, answers)).toEqual(requiredBy(model))
      expect(answers.twice).toEqual(model.getValue('twice') ?? undefined)
    }),
    { numRuns: 150 },
  )
})

test('answers to hidden questions never count: adding them changes nothing', () => {
  fc.assert(
    fc.property(branchAnswers, branchAnswers, (given, old) => {
      const kept = relevant(branching, given)
      const visible = new Set(shown(branching, kept).flat())
      const hidden = Object.entries(old).filter(([name]) => !visible.has(name.replace(/-Comment$/, '')))
      const withOld = { ...kept, ...Object.fromEntries(hidden) }
      expect(relevant(branching, withOld)).toEqual(kept)
      expect(shown(branching, withOld)).toEqual(shown(branching, kept))
      expect(missing(branching, withOld)).toEqual(missing(branching, kept))
    }),
  )
})

test('a hidden answer does not open what depends on it', () => {
  const survey = aSurvey(
    { type: 'boolean', name: 'a' },
    { type: 'boolean', name: 'b', visibleIf: '{a} = true' },
    { type: 'text', name: 'c', visibleIf: '{b} = true' },
  )
  expect(shown(survey, { a: false, b: true, c: 'x' })).toEqual([['a']])
  expect(relevant(survey, { a: false, b: true, c: 'x' })).toEqual({ a: false })
})

test.each([...realSurveys, ['branching', branching] as const])(
  '%s: from the start, next leads over every visible page to the review',
  (_, survey) => {
    fc.assert(
      fc.property(answersTo(survey), (answers) => {
        const way: number[] = []
        for (let page = nextPage(survey, -1, answers); page !== 'review'; page = nextPage(survey, page, answers)) {
          way.push(page)
          expect(way.length).toBeLessThanOrEqual(survey.pages.length)
        }
        expect(way).toEqual(visiblePages(survey, answers))
        const back: number[] = []
        for (
          let page = previousPage(survey, 'review', answers);
          page !== undefined;
          page = previousPage(survey, page, answers)
        )
          back.push(page)
        expect(back.reverse()).toEqual(way)
      }),
      { numRuns: 30 },
    )
  },
)

test.each(realSurveys)('%s: who answers every page comes to the review with nothing missing', (_, survey) => {
  fc.assert(
    fc.property(answersTo(survey), (wanted) => {
      let answers: Answers = {}
      let steps = 0
      for (let page = nextPage(survey, -1, answers); page !== 'review'; ) {
        const read = readPage(survey, page, answers, formOf(survey, wanted))
        // What is refused here are required questions the person left out: they answer the first choice.
        for (const { question } of read.errors) wanted = { ...wanted, ...firstAnswer(survey, question) }
        answers = read.answers
        if (read.errors.length === 0 && read.appeared.length === 0) page = nextPage(survey, page, answers)
        expect(++steps).toBeLessThan(100)
      }
      expect(missing(survey, answers)).toEqual([])
      expect(relevant(survey, answers)).toEqual(answers)
    }),
    { numRuns: 25 },
  )
})

/** The form of a person who wants to give these answers. */
function formOf(survey: Survey, wanted: Answers): Form {
  const fields: Record<string, string | string[]> = {}
  for (const [index, question] of questions(survey).entries()) {
    const answer = wanted[question.name]
    fields[`q_${index}_other`] = 'coś innego'
    if (question.type === 'matrix' && typeof answer === 'object') {
      question.rows.forEach(({ value }, row) => {
        fields[`q_${index}_${row}`] = (answer as Record<string, string>)[value] ?? ''
      })
    } else if (Array.isArray(answer)) {
      const alone = answer.find((value) => ['none', 'dontknow'].includes(value))
      fields[`q_${index}`] = alone ?? answer.slice(0, 2)
    } else if (answer !== undefined) fields[`q_${index}`] = String(answer)
  }
  return aForm(fields)
}

function firstAnswer(survey: Survey, name: string): Answers {
  const question = questions(survey).find((one) => one.name === name)!
  if ('choices' in question)
    return { [name]: question.type === 'checkbox' ? [question.choices[0]!.value] : question.choices[0]!.value }
  if (question.type === 'boolean') return { [name]: true }
  return { [name]: question.type === 'rating' ? 3 : 'tekst' }
}

test('missing names pages and questions, in order, and a matrix that asks for every row', () => {
  const survey = aSurvey(
    [
      { type: 'text', name: 'a', isRequired: true },
      { type: 'text', name: 'b' },
    ],
    [{ type: 'matrix', name: 'm', eachRowRequired: true, columns: [1], rows: ['x', 'y'] }],
  )
  expect(missing(survey, {})).toEqual([
    { page: 0, question: 'a' },
    { page: 1, question: 'm' },
  ])
  expect(missing(survey, { a: '0', m: { x: '1' } })).toEqual([{ page: 1, question: 'm' }])
  expect(missing(survey, { a: '0', m: { x: '1', y: '1' } })).toEqual([])
})

test('a panel’s title stays with its first shown question', () => {
  const titles = (mark: number) =>
    visibleQuestions(branching, 1, { mark, used: ['other'], 'used-Comment': 'rower' }).map(({ name, panel }) => [
      name,
      panel?.title?.pl,
    ])
  expect(titles(1)).toEqual([
    ['sorry', 'Dlaczego?'],
    ['reason', undefined],
    ['which', undefined],
  ])
  expect(titles(2)).toEqual([
    ['reason', 'Dlaczego?'],
    ['which', undefined],
  ])
  expect(titles(3)).toEqual([['which', undefined]])
})

test('titles of panels that begin together are joined, so that none is lost', () => {
  const nested = (title: object, ...elements: object[]) => ({ type: 'panel', name: 'x', title, elements })
  const survey = aSurvey(
    nested({ pl: 'Dojazd', en: 'Journey' }, nested({ pl: 'Tramwaj' }, { type: 'text', name: 'a' }), {
      type: 'text',
      name: 'b',
    }),
  )
  expect(visibleQuestions(survey, 0, {}).map(({ panel }) => panel?.title)).toEqual([
    { pl: 'Dojazd – Tramwaj', en: 'Journey – Tramwaj' },
    undefined,
  ])
})

test.each([
  [{ age: 70, lives: 'yes' }, true],
  [{ age: 65, lives: 'yes' }, true],
  [{ age: 64, lives: 'yes' }, false],
  [{ age: 70, lives: 'no' }, false],
  [{ age: 70 }, false],
  [{}, false],
])('with %j a person is eligible: %s', (answers, eligible) => {
  const { survey } = readSurvey({
    eligibleIf: "{age} >= 65 and {lives} = 'yes'",
    notEligible: { default: 'Ta usługa jest dla osób od 65 lat.' },
    elements: [
      { type: 'text', inputType: 'number', name: 'age', title: 'Ile ma Pan/Pani lat?' },
      { type: 'radiogroup', name: 'lives', title: 'Mieszka Pan/Pani w Poznaniu?', choices: ['yes', 'no'] },
    ],
  })
  expect(survey!.notEligible).toEqual({ pl: 'Ta usługa jest dla osób od 65 lat.' })
  expect(isEligible(survey!, answers as Answers)).toBe(eligible)
})

test('a survey that asks for nothing more finds everybody eligible, and one that asks for what is not there is refused', () => {
  expect(isEligible(aSurvey({ type: 'text', name: 'q' }), {})).toBe(true)
  const { problems } = readSurvey({ eligibleIf: '{age} > 1', elements: [{ type: 'text', name: 'q' }] })
  expect(problems).toMatchObject([{ property: 'eligibleIf' }])
})

test('names that every object has are no answers', () => {
  const survey = aSurvey({ type: 'text', name: 'q' }, { type: 'text', name: 'z', visibleIf: '{q} notempty' })
  const inherited = Object.create({ q: 'x' }) as Answers
  expect(shown(survey, inherited)).toEqual([['q']])
  expect(relevant(survey, JSON.parse('{"__proto__": {"q": "x"}}'))).toEqual({})
})
