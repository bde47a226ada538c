/** An export of responses: a table with a row to a response and a column to a question, asked for by staff. Rules only. */
import * as z from 'zod/mini'
import { type Language, textOf } from '../platform/language.ts'
import { localTime } from '../platform/local-time.ts'
import { choicesOf } from '../survey/choices.ts'
import { relevant } from '../survey/flow.ts'
import {
  type Answer,
  commentName,
  isAsked,
  type Question,
  type QuestionOf,
  questions,
  type Survey,
} from '../survey/survey.ts'
import { type Response, valuesOf } from './response.ts'

export const ExportFormat = z.enum(['csv', 'xlsx'])
export type ExportFormat = z.infer<typeof ExportFormat>

/**
 * `responses`: a row to a response. `attempts`: a row to each e-mail and call. Of a reminder: `register` has a row to each action,
 * `countdown` one to each claim with its 21 days.
 */
export const AskedKind = z.enum(['responses', 'figures', 'attempts', 'register', 'countdown'])
export type AskedKind = z.infer<typeof AskedKind>
/** `affected`: everybody on the list with her addresses, for administrators after a breach only. (L10) */
export const ExportKind = z.enum([...AskedKind.options, 'affected'])
export type ExportKind = z.infer<typeof ExportKind>

export const Export = z.object({
  id: z.string(),
  kind: z._default(ExportKind, 'responses'),
  format: ExportFormat,
  state: z.enum(['waiting', 'done', 'failed']),
  requestedAt: z.string(),
  requestedBy: z.string(),
  /** Of the finished file: rows, where it lies in the bucket, and its SHA-256 in hex. */
  rows: z.optional(z.int()),
  key: z.optional(z.string()),
  sha256: z.optional(z.string()),
})
export type Export = z.infer<typeof Export>

/** What the export function is told: to write a file, or to make the report of rates. Ids only. */
export const ExportMessage = z.union([
  z.object({ campaign: z.string(), export: z.string() }),
  z.object({ campaign: z.string(), rates: z.literal(true) }),
])
export type ExportMessage = z.infer<typeof ExportMessage>

interface Column {
  header: string
  /** Whether people write it in their own words. */
  isText?: boolean
  cell: (answers: Record<string, Answer>) => string | number
}

/** Columns of a survey: one to a question, one to a row of a matrix, one to the text of "other". */
function columnsOf(survey: Survey, language: Language): Column[] {
  return questions(survey).flatMap((question): Column[] => {
    if (!isAsked(question)) return []
    const title = textOf(question.title, language)
    if (question.type === 'matrix') {
      return question.rows.map((row) => ({
        header: `${title} [${textOf(row.text, language)}]`,
        cell: (answers) => {
          const answer = answers[question.name]
          const choice = typeof answer === 'object' && !Array.isArray(answer) ? answer[row.value] : undefined
          return textOfChoice(question.columns, choice, language)
        },
      }))
    }
    const isText = question.type === 'comment' || (question.type === 'text' && !isMeasured(question))
    const column: Column = {
      header: title,
      isText,
      cell: (answers) => cellOf(question, answers[question.name], language),
    }
    if (!('choices' in question) || !question.showOtherItem) return [column]
    const comment = commentName(question.name)
    return [column, { header: `${title} [inne]`, isText: true, cell: (answers) => String(answers[comment] ?? '') }]
  })
}

/** Numbers and dates are typed too, but say nothing in words. */
const isMeasured = ({ inputType }: QuestionOf<'text'>) => inputType === 'number' || inputType === 'date'

function cellOf(question: Question, answer: Answer | undefined, language: Language): string | number {
  if (answer === undefined) return ''
  if (typeof answer === 'number') return answer
  const offered = choicesOf(question)
  if (Array.isArray(answer)) return answer.map((value) => textOfChoice(offered, value, language)).join(' | ')
  return typeof answer === 'object' ? '' : textOfChoice(offered, String(answer), language)
}

function textOfChoice(
  choices: readonly { value: string; text: Parameters<typeof textOf>[0] }[],
  value: string | undefined,
  language: Language,
): string {
  const choice = choices.find((offered) => offered.value === value)
  return choice ? textOf(choice.text, language) : (value ?? '')
}

export interface ExportTable {
  /** The name of its sheet. */
  name: string
  header: string[]
  /** How many of the first columns are not of a person: never held back. */
  plain: number
  /** The row of one response; `contact` only where the campaign is identified. */
  row: (response: Response, contact: string | undefined) => (string | number)[]
  /** What people wrote, where it stands apart from their rows: the questions, and the texts of one response in their order. */
  texts?: { questions: string[]; of: (response: Response) => string[] }
}

/**
 * The table of an export. Confidential drives have no column that leads back to the list (A1), and what people wrote does
 * not stand beside the rest of what they answered (A5).
 */
export function exportTable(survey: Survey, identified: boolean, language: Language = 'pl'): ExportTable {
  const all = columnsOf(survey, language)
  const columns = identified ? all : all.filter((column) => !column.isText)
  const texts = identified ? [] : all.filter((column) => column.isText)
  const answersIn = (response: Response) => relevant(survey, valuesOf(response))
  return {
    name: 'Odpowiedzi',
    plain: identified ? 2 : 1,
    header: [
      ...(identified ? ['Kontakt'] : []),
      'Stan',
      'Dzień',
      'Język',
      'Sposób odpowiedzi',
      'Sposób każdej odpowiedzi',
      ...columns.map((column) => column.header),
    ],
    row(response, contact) {
      const answers = answersIn(response)
      const modes = new Set(Object.values(response.answers).map((answer) => answer.m))
      const each = Object.keys(answers).map((name) => `${name}: ${response.answers[name]!.m}`)
      return [
        ...(identified ? [contact ?? ''] : []),
        response.state === 'complete' ? 'wysłana' : 'niedokończona',
        response.submittedOn ?? localTime(new Date(response.startedAt)).date,
        response.language,
        [...modes].join(' + '),
        modes.size > 1 ? each.join(' | ') : '', // of one mode all answers are
        ...columns.map((column) => column.cell(answers)),
      ]
    },
    ...(texts.length > 0 && {
      texts: {
        questions: texts.map((column) => column.header),
        of(response) {
          const answers = answersIn(response)
          return texts.map((column) => String(column.cell(answers)))
        },
      },
    }),
  }
}
