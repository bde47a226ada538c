/** The table of an export: what the columns are, what stands in a row, and what must not stand there. */
import { expect, test } from 'vitest'
import { exportTable } from '../../../shared/response/export.ts'
import type { Response } from '../../../shared/response/response.ts'
import type { Question } from '../../../shared/survey/survey.ts'
import { questionnaire } from '../../builders/questionnaire.ts'

const aResponse = (
  values: Record<string, Response['answers'][string]['v']>,
  more: Partial<Response> = {},
): Response => ({
  state: 'complete',
  survey: 1,
  language: 'uk',
  answers: Object.fromEntries(Object.entries(values).map(([name, v]) => [name, { v, m: 'web' as const }])),
  startedAt: '2026-03-10T10:00:00.000Z',
  submittedOn: '2026-03-10',
  ...more,
})
const columns = [
  ...['Stan', 'Dzień', 'Język', 'Sposób odpowiedzi', 'Sposób każdej odpowiedzi'],
  ...['Jak było?', 'Co było źle?', 'Ocena'],
  ...['Przyjdziesz znów?', 'Szczegóły [Czas]', 'Szczegóły [Gabinet]', 'Wiek'],
]
const words = ['Jak było? [inne]', 'Co poprawić?']

test('there is a column to a question, to a row of a matrix, and to the words of "other"', () => {
  const header = ['Kontakt', ...columns.slice(0, 6), words[0], ...columns.slice(6), words[1]]
  expect(exportTable(questionnaire, true).header).toEqual(header)
  expect(exportTable(questionnaire, true, 'en').header[6]).toBe('How was it?')
})

test('what people wrote stands beside their other answers only where the drive knows them', () => {
  const response = aResponse({ how: 'other', 'how-Comment': 'inaczej', mark: 3, age: 44, improve: 'Windę!' })
  const confidential = exportTable(questionnaire, false)
  expect(confidential.header).toEqual(columns)
  expect(confidential.row(response, undefined)).toHaveLength(columns.length)
  expect(confidential.row(response, undefined).join()).not.toMatch(/inaczej|Windę/)
  expect(confidential.texts!.questions).toEqual(words)
  expect(confidential.texts!.of(response)).toEqual(['inaczej', 'Windę!'])
  const identified = exportTable(questionnaire, true)
  expect(identified.row(response, '0.1')).toEqual(expect.arrayContaining(['inaczej', 'Windę!']))
  expect(identified.texts).toBeUndefined()
})

test.each<[Question, boolean]>([
  [{ type: 'comment', name: 'q', title: { pl: 'Pytanie' } }, true],
  [{ type: 'text', name: 'q', title: { pl: 'Pytanie' } }, true],
  [{ type: 'text', inputType: 'email', name: 'q', title: { pl: 'Pytanie' } }, true],
  [{ type: 'text', inputType: 'tel', name: 'q', title: { pl: 'Pytanie' } }, true],
  [{ type: 'text', inputType: 'number', name: 'q', title: { pl: 'Pytanie' } }, false],
  [{ type: 'text', inputType: 'date', name: 'q', title: { pl: 'Pytanie' } }, false],
  [{ type: 'boolean', name: 'q', title: { pl: 'Pytanie' } }, false],
])('a question of %o is in people’s own words: %s', (question, apart) => {
  const { header, texts } = exportTable({ pages: [{ name: 'p', elements: [question] }] }, false)
  expect(header.includes('Pytanie')).toBe(!apart)
  expect(texts?.questions).toEqual(apart ? ['Pytanie'] : undefined)
})

test('texts of questions that were not shown in the end are left out as well', () => {
  const { texts } = exportTable(questionnaire, false)
  expect(texts!.of(aResponse({ how: 'good', 'how-Comment': 'inaczej' }))).toEqual(['', ''])
})

test('choices are said in words, numbers stay numbers, what was not answered is empty', () => {
  const given = { how: 'other', 'how-Comment': 'inaczej', mark: 3, again: false, aspects: { room: 'good' }, age: 44 }
  expect(exportTable(questionnaire, false).row(aResponse(given), undefined)).toEqual([
    ...['wysłana', '2026-03-10', 'uk', 'web', '', 'Inne', '', 3, 'Nie', '', 'Dobrze', 44],
  ])
})

test('answers to questions that were not shown in the end are left out', () => {
  const row = exportTable(questionnaire, false).row(aResponse({ how: 'good', what: ['wait'] }), undefined)
  expect(row[columns.indexOf('Co było źle?')]).toBe('')
})

test('a confidential drive has nothing that leads back to the list; an identified one says whose row it is', () => {
  const response = aResponse({ how: 'good' })
  expect(exportTable(questionnaire, false).row(response, '12.34')).not.toContain('12.34')
  expect(exportTable(questionnaire, true).header[0]).toBe('Kontakt')
  expect(exportTable(questionnaire, true).row(response, '12.34')[0]).toBe('12.34')
})

test('the day of an unfinished response is the office’s day as well', () => {
  const { submittedOn: _, ...begun } = aResponse({}, { state: 'partial', startedAt: '2026-03-10T23:30:00.000Z' })
  expect(exportTable(questionnaire, false).row(begun, undefined).slice(0, 2)).toEqual(['niedokończona', '2026-03-11'])
})

test('answers given in more ways than one say so', () => {
  const response = aResponse({ how: 'good' })
  response.answers.mark = { v: 4, m: 'agent' }
  const [, , , modes, each] = exportTable(questionnaire, false).row(response, undefined)
  expect([modes, each]).toEqual(['web + agent', 'how: web | mark: agent'])
})
