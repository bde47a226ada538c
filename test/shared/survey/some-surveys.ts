/** Surveys for tests: small ones built here, and foreign ones from files. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { choicesOf } from '../../../shared/survey/choices.ts'
import { library } from '../../../shared/survey/library/library.ts'
import { type Form, fieldOf, otherFieldOf, rowFieldOf } from '../../../shared/survey/read-page.ts'
import { readSurvey } from '../../../shared/survey/read-survey.ts'
import {
  type Answer,
  type Answers,
  isAsked,
  type Question,
  questions,
  type Survey,
} from '../../../shared/survey/survey.ts'

/** The survey made of these elements, or of these pages when lists are given. Fails the test if it is refused. */
export function aSurvey(...elements: object[] | object[][]): Survey {
  const pages = elements.every(Array.isArray) ? elements.map((list) => ({ elements: list })) : [{ elements }]
  return read({ pages })
}

export function read(json: object): Survey {
  const { survey, problems } = readSurvey(json)
  if (!survey) throw new Error(problems.map(({ question, message }) => `${question}: ${message.en}`).join('\n'))
  return survey
}

/** A form that holds these fields; a field with one value may be given as a text. */
export function aForm(fields: Record<string, string | string[]>): Form {
  return (name) => (Object.hasOwn(fields, name) ? [fields[name]!].flat() : [])
}

const folder = new URL('../../data/surveys/surveyjs/', import.meta.url)

/** The foreign files, by name without ending, as JSON. */
export const foreign: Record<string, object> = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]),
)

/** Real surveys: the library, and the foreign ones that can be read. */
export const realSurveys: [name: string, survey: Survey][] = [
  ...library.map(({ id, survey }): [string, Survey] => [id, survey]),
  ...Object.entries(foreign).flatMap(([name, json]): [string, Survey][] => {
    const { survey } = readSurvey(json)
    return survey ? [[name, survey]] : []
  }),
]

/** Answers as people give them: any question may be left out, and hidden ones may hold old answers. */
export function answersTo(survey: Survey): fc.Arbitrary<Answers> {
  const asked = questions(survey).filter(isAsked)
  const some = fc.record(Object.fromEntries(asked.map((question) => [question.name, answerTo(question)])), {
    requiredKeys: [],
  })
  return some as fc.Arbitrary<Answers>
}

function answerTo(question: Question): fc.Arbitrary<Answer> {
  const values = choicesOf(question).map(({ value }) => value)
  switch (question.type) {
    case 'rating':
      return fc.constantFrom(...values.map(Number))
    case 'boolean':
      return fc.boolean()
    case 'checkbox':
      return fc.subarray(values, { minLength: 1 })
    case 'matrix':
      return fc.dictionary(fc.constantFrom(...question.rows.map(({ value }) => value)), fc.constantFrom(...values), {
        minKeys: 1,
        maxKeys: question.rows.length,
        noNullPrototype: true,
      })
    case 'radiogroup':
    case 'dropdown':
      return fc.constantFrom(...values)
    default:
      return question.type === 'text' && question.inputType === 'number'
        ? fc.integer({ min: 0, max: 20 })
        : fc.constantFrom('tak', '3', 'ąę')
  }
}

/** Forms as anyone may send them: right and wrong values, missing, repeated and hostile ones, in any field. */
export function formsFor(survey: Survey): fc.Arbitrary<Record<string, string[]>> {
  const fields = questions(survey).flatMap((question, index) => [
    fieldOf(index),
    otherFieldOf(index),
    ...(question.type === 'matrix' ? question.rows.map((_, row) => rowFieldOf(index, row)) : []),
  ])
  const offered = questions(survey).flatMap((question) => choicesOf(question).map(({ value }) => value))
  const value = fc.oneof(
    fc.constantFrom(...offered, 'other', 'none', 'true', ''),
    fc.constantFrom('__proto__', 'constructor', '1e400', '-0', '١٢', '2026-02-30', 'a\u0000b', '\uD800', '<b>', '1,5'),
    fc.string({ unit: 'binary' }),
    fc.integer().map(String),
  )
  return fc.dictionary(fc.constantFrom(...fields, '__proto__'), fc.array(value, { maxLength: 4 }), {
    maxKeys: fields.length,
  })
}
