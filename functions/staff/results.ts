/** Results as they may be shown: each count after suppression, with its base. Pages and API take them from here. (A4) */
import * as z from 'zod/mini'
import type { Skip } from '../../shared/call/call.ts'
import { type OutcomeCode, outcomes } from '../../shared/call/outcome.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { skipWords } from '../../shared/plan/contact-state.ts'
import { type Language, type Text, textOf } from '../../shared/platform/language.ts'
import { bestHour, type PhoneCounts } from '../../shared/result/phone-counts.ts'
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

/** What came of the calls. */
export interface ShownPhone {
  /** Calls dialled, by channel, and in how many somebody was reached. */
  calls: { call: number; agents: number }
  reached: number
  /** All that ended, also what was never dialled: the base of the outcomes. */
  ended: number
  /** How the calls ended, the most frequent first. */
  outcomes: { outcome: OutcomeCode; label: Text; reached: boolean; count: Shown }[]
  days: { day: string; calls: number }[]
  /** The local hour in which most of the calls reached somebody. */
  bestHour?: { hour: number; share: number }
  /** Turns at which somebody was not called, by reason. */
  skips: { skip: Skip; label: Text; count: number }[]
  callbacks: PhoneCounts['callbacks']
}

export interface ShownResults {
  progress: Progress
  days: { day: string; responses: number }[]
  questions: ShownQuestion[]
  /** Missing while nothing was done by phone. */
  phone?: ShownPhone
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
      const phone = phoneOf(counted.phone, counted.progress, fewest)
      return {
        progress: counted.progress,
        days,
        questions: shown,
        ...(phone && { phone }),
        fewest,
        read: counted.read,
      }
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

/** Counts of calls as they may be shown. Outcomes tell of people (a death, an illness), so few of them are hidden. */
function phoneOf(counts: PhoneCounts, { reached }: Progress, fewest: number): ShownPhone | undefined {
  const sums = Object.entries(counts.outcomes).map(([code, { call, agents }]) => [code, call + agents] as const)
  const skips = Object.entries(counts.skips) as [Skip, number][]
  if (sums.length === 0 && skips.length === 0 && counts.callbacks.made === 0) return undefined
  const all = sums.reduce((sum, [, count]) => sum + count, 0)
  const shown = suppress(Object.fromEntries(sums), all, fewest)
  const days = Object.entries(counts.days)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([day, { call, agents }]) => ({ day, calls: call + agents }))
  const best = bestHour(counts)
  const sumOf = (channel: 'call' | 'agents') => Object.values(counts.days).reduce((sum, day) => sum + day[channel], 0)
  return {
    calls: { call: sumOf('call'), agents: sumOf('agents') },
    reached,
    ended: all,
    outcomes: [...sums]
      .sort(([, one], [, other]) => other - one)
      .map(([code]) => {
        const outcome = code as OutcomeCode
        const { label, reached: isReached } = outcomes[outcome]
        return { outcome, label, reached: isReached, count: shown[code]! }
      }),
    days,
    ...(best && { bestHour: best }),
    skips: skips
      .sort(([, one], [, other]) => other - one)
      .map(([skip, count]) => ({ skip, label: skipWords[skip], count })),
    callbacks: counts.callbacks,
  }
}
