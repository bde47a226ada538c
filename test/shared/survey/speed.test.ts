/** The engine's cost: a resident's request must not feel that there is a survey engine in it. */
import { expect, test } from 'vitest'
import { nextPage, visibleQuestions } from '../../../shared/survey/flow.ts'
import { readPage } from '../../../shared/survey/read-page.ts'
import { Survey } from '../../../shared/survey/survey.ts'
import { aForm, aSurvey } from './some-surveys.ts'

/** Twenty questions on four pages, every other one under a condition. */
const twenty = JSON.stringify(
  aSurvey(
    ...[0, 1, 2, 3].map((page) =>
      [0, 1, 2, 3, 4].map((place) => {
        const index = page * 5 + place
        const condition = index % 2 === 1 ? { visibleIf: `{q${index - 1}} <= 3 or {q${index - 1}} empty` } : {}
        return index % 3 === 0
          ? { type: 'rating', name: `q${index}`, ...condition }
          : { type: 'radiogroup', name: `q${index}`, choices: [1, 2, 3, 4, 5], ...condition }
      }),
    ),
  ),
)
const form = aForm(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`q_${index}`, '2'])))

/** The median time of one run in milliseconds, warm. */
function median(run: () => void): number {
  for (let index = 0; index < 200; index++) run()
  const times = Array.from({ length: 201 }, () => {
    const begun = performance.now()
    run()
    return performance.now() - begun
  })
  return times.sort((a, b) => a - b)[100]!
}

test('reading a survey of 20 questions from its JSON and answering a page of it takes well under a millisecond', () => {
  const survey = Survey.parse(JSON.parse(twenty))
  const answerPage = () => {
    const { answers } = readPage(survey, 1, { q0: 2 }, form)
    nextPage(survey, 1, answers)
    visibleQuestions(survey, 2, answers)
  }
  expect(median(answerPage)).toBeLessThan(0.5)
  expect(median(() => readPage(Survey.parse(JSON.parse(twenty)), 1, {}, form))).toBeLessThan(1)
})

test('500 questions, each under a condition on the one before, are walked in milliseconds', () => {
  const elements = Array.from({ length: 500 }, (_, index) => ({
    type: 'rating',
    name: `q${index}`,
    ...(index > 0 && { visibleIf: `{q${index - 1}} > 1` }),
  }))
  const survey = aSurvey(...elements)
  const answers = Object.fromEntries(elements.map(({ name }) => [name, 3]))
  expect(visibleQuestions(survey, 0, answers)).toHaveLength(500)
  expect(median(() => visibleQuestions(survey, 0, answers))).toBeLessThan(5)
})
