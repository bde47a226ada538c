/** Results as they may be shown: each count after suppression, with its base. Pages and API take them from here. (A4) */
import * as z from 'zod/mini'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { type Language, type Text, textOf } from '../../shared/platform/language.ts'
import { markKey, type Progress } from '../../shared/result/result.ts'
import { fewestFor, type Shown, suppress } from '../../shared/result/suppression.ts'
import { choicesOf } from '../../shared/survey/choices.ts'
import { commentName, isAsked, isCounted, type Question, questions, Survey } from '../../shared/survey/survey.ts'
import type { StaffDeps } from './deps.ts'

/** A row of a table: what could be chosen, and how many did. */
export interface ShownRow {
  value: string
  label: Text
  count: Shown
}

/** A table of counts: one to a question, in a matrix one to each of its rows. */
export interface ShownTable {
  /** The row of the matrix. */
  row?: { value: string; label: Text }
  base: Shown
  rows: ShownRow[]
}

export interface ShownQuestion {
  name: string
  title: Text
  type: Question['type']
  /** How many answered it. */
  answered: Shown
  tables: ShownTable[]
  /** What people wrote: under this name, and how many wrote. Absent where the question takes no text. */
  texts?: { name: string; count: Shown }
}

export interface ShownResults {
  progress: Progress
  days: { day: string; responses: number }[]
  questions: ShownQuestion[]
  fewest: number
  /** Items read for it. */
  read: number
}

/** A number of people as it may be shown: nobody, or at least k. */
const shownBase = (count: number, fewest: number): Shown => (count === 0 || count >= fewest ? count : 'hidden')

export type ResultDesk = ReturnType<typeof resultDesk>

export function resultDesk({ campaigns, results }: Pick<StaffDeps, 'campaigns' | 'results'>) {
  const surveyOf = async (campaign: Campaign): Promise<Survey | undefined> =>
    campaign.survey && z.parse(Survey, await campaigns.survey(campaign.id, campaign.survey.version))

  return {
    surveyOf,

    /** All counts of a drive: a few items read, however many answered. */
    async of(campaign: Campaign): Promise<ShownResults> {
      const fewest = fewestFor(campaign)
      const [survey, counted] = await Promise.all([surveyOf(campaign), results.results(campaign.id)])
      const days = Object.entries(counted.days)
        .sort(([one], [other]) => one.localeCompare(other))
        .map(([day, responses]) => ({ day, responses }))
      const shown = (survey ? questions(survey) : []).filter(isAsked).map((question): ShownQuestion => {
        const counts = counted.questions[question.name] ?? { answered: 0, values: {} }
        const answered = shownBase(counts.answered, fewest)
        const { name, title, type } = question
        if (!isCounted(question)) return { name, title, type, answered, tables: [], texts: { name, count: answered } }
        const tables = tablesOf(question, counts, fewest)
        return {
          name,
          title,
          type,
          answered,
          tables,
          ...('showOtherItem' in question && question.showOtherItem && { texts: otherTexts(question.name, tables) }),
        }
      })
      return { progress: counted.progress, days, questions: shown, fewest, read: counted.read }
    },

    /** What people wrote in answer to a question, oldest first, some at a time. Only for managers. (A5) */
    texts: (campaign: string, name: string, cursor?: string) => results.texts(campaign, name, cursor),
  }
}

function tablesOf(
  question: Question,
  { answered, values }: { answered: number; values: Record<string, number> },
  fewest: number,
): ShownTable[] {
  const offered = choicesOf(question).map((choice, n, all) => ({
    ...choice,
    text: withMeaning(question, choice.text, n === 0 ? 'lowest' : n === all.length - 1 ? 'highest' : undefined),
  }))
  const table = (row?: ShownTable['row']): ShownTable => {
    const keyOf = (value: string) => markKey({ row: row?.value, choice: value })
    const counts = Object.fromEntries(offered.map(({ value }) => [value, values[keyOf(value)] ?? 0]))
    // Each row of a matrix has its own base: a person may leave rows out.
    const base = row ? Object.values(counts).reduce((sum, count) => sum + count, 0) : answered
    const shown = suppress(counts, base, fewest)
    return {
      ...(row && { row }),
      base: shownBase(base, fewest),
      rows: offered.map(({ value, text }) => ({ value, label: text, count: shown[value] ?? 0 })),
    }
  }
  return question.type === 'matrix' ? question.rows.map(({ value, text }) => table({ value, label: text })) : [table()]
}

/** `5 – very good`: the ends of a scale say what they mean. */
function withMeaning(question: Question, text: Text, end: 'lowest' | 'highest' | undefined): Text {
  if (question.type !== 'rating' || !end) return text
  const meaning = end === 'lowest' ? question.minRateDescription : question.maxRateDescription
  if (!meaning) return text
  const said = (language: Language) => `${textOf(text, language)} – ${textOf(meaning, language)}`
  return { pl: said('pl'), uk: said('uk'), en: said('en') }
}

function otherTexts(question: string, [table]: ShownTable[]): NonNullable<ShownQuestion['texts']> {
  return { name: commentName(question), count: table?.rows.find(({ value }) => value === 'other')?.count ?? 0 }
}
