/** The table of results as a file: each count as the page of results shows it, with the markers of dane.gov.pl. Rules only. (A4, A6) */
import { type Language, type Text, textOf } from '../platform/language.ts'
import { lastOf, type Release, type Releases, tableKey } from '../result/release.ts'
import { choicesOf } from '../survey/choices.ts'
import { isAsked, isCounted, questions, type Survey } from '../survey/survey.ts'
import { hiddenMark } from './hold-back.ts'

/** No count: nobody, no data yet, a question that is not counted. */
export const markers = { hidden: hiddenMark, none: '-', noData: '.', notApplicable: 'X' }

export const figuresHeader = ['Pytanie', 'Wiersz', 'Odpowiedź', 'Liczba', 'Odpowiedzi na pytanie']
export type FigureRow = (string | number)[]

/** A row to each answer that is offered. What was never released has no data. */
export function figureRows(survey: Survey, released: Record<string, Releases>, language: Language = 'pl'): FigureRow[] {
  const shownOf = (question: string, row?: string) => lastOf(released[tableKey(question, row)] ?? [])
  const base = (release: Release | undefined) => (release ? release.base : markers.noData)
  return questions(survey)
    .filter(isAsked)
    .flatMap((question): FigureRow[] => {
      const title = textOf(question.title, language)
      if (!isCounted(question)) return [[title, '', '', markers.notApplicable, base(shownOf(question.name))]]
      const table = (row?: { value: string; text: Text }): FigureRow[] => {
        const release = shownOf(question.name, row?.value)
        return choicesOf(question).map(({ value, text }) => [
          title,
          row ? textOf(row.text, language) : '',
          textOf(text, language),
          release ? written(release.counts[value]) : markers.noData,
          base(release),
        ])
      }
      return question.type === 'matrix' ? question.rows.flatMap((row) => table(row)) : table()
    })
}

function written(count: number | 'hidden' | undefined): string | number {
  if (count === 'hidden') return markers.hidden
  return count ? count : markers.none
}
