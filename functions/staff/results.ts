/**
 * Results as they may be shown: each count after suppression, with its base, and newer counts only by batches of k. Pages, API
 * and exports take them from here, so that they never differ. (A4)
 */
import * as z from 'zod/mini'
import type { Skip } from '../../shared/call/call.ts'
import { type OutcomeCode, outcomes } from '../../shared/call/outcome.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { skipWords } from '../../shared/plan/contact-state.ts'
import { fromCursor, toCursor } from '../../shared/platform/dynamo.ts'
import { Conflict } from '../../shared/platform/errors.ts'
import { type Language, type Text, textOf } from '../../shared/platform/language.ts'
import { bestHour, type PhoneCounts } from '../../shared/result/phone-counts.ts'
import { lastOf, type Release, release, type TableNow, tableKey } from '../../shared/result/release.ts'
import type { Released } from '../../shared/result/release-store.ts'
import { markKey, type Progress, type QuestionCounts } from '../../shared/result/result.ts'
import { fewestFor, type Shown, suppress } from '../../shared/result/suppression.ts'
import { choicesOf } from '../../shared/survey/choices.ts'
import { commentName, isAsked, isCounted, type Question, questions, Survey } from '../../shared/survey/survey.ts'
import type { StaffDeps } from './deps.ts'
import { progressOf } from './progress.ts'

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
  skips: { skip: Skip; label: Text; count: Shown }[]
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

export type ResultDesk = ReturnType<typeof resultDesk>
export type ResultDeps = Pick<StaffDeps, 'campaigns' | 'results' | 'releases' | 'anonymous' | 'now'>

export function resultDesk(deps: ResultDeps) {
  const { campaigns, results, releases } = deps

  const surveyOf = async (campaign: Campaign): Promise<Survey | undefined> =>
    campaign.survey && z.parse(Survey, await campaigns.survey(campaign.id, campaign.survey.version))

  /** Answers by question: counted while they come, or all afresh where the drive is anonymous. */
  const answersTo = async (campaign: Campaign, counted: Record<string, QuestionCounts>) => {
    if (campaign.anonymity !== 'anonymous') return counted
    const { countedOf, questionsOf } = await import('./anonymous-results.ts')
    return questionsOf(await countedOf(campaign, deps))
  }

  /** So many of the texts that came first: as more come they stay the same. */
  const oldestTexts = async (campaign: string, name: string, most: number): Promise<{ text: string }[]> => {
    const found: { text: string }[] = []
    let cursor: string | undefined
    while (found.length < most) {
      const page = await results.texts(campaign, name, cursor)
      found.push(...page.texts)
      cursor = page.cursor
      if (!cursor) break
    }
    return found.slice(0, Math.max(0, most))
  }

  return {
    surveyOf,

    /** All counts of a drive: a few items read, however many answered. */
    async of(campaign: Campaign): Promise<ShownResults> {
      const fewest = fewestFor(campaign)
      const [progress, survey] = await Promise.all([progressOf(campaign, deps), surveyOf(campaign)])
      const counted = await results.results(campaign.id, survey)
      const answers = await answersTo(campaign, counted.questions)
      const asked = (survey ? questions(survey) : []).filter(isAsked)
      const now = {
        ...Object.assign({}, ...asked.map((one) => tablesNow(one, answers[one.name]))),
        ...phoneNow(counted.phone),
      }
      const shownOf = await this.release(campaign, now, fewest)
      const phone = phoneOf(counted.phone, shownOf)
      return {
        progress,
        days: Object.entries(counted.days)
          .sort(([one], [other]) => one.localeCompare(other))
          .map(([day, responses]) => ({ day, responses })),
        questions: asked.map((question) => shownQuestion(question, shownOf)),
        ...(phone && { phone }),
        fewest,
        read: counted.read + 1,
      }
    },

    /**
     * What is shown of some tables from now on. Where staff know whose answers are whose, that is the tables as they stand;
     * elsewhere newer figures take the place of older ones only when the two together tell of nobody.
     */
    async release(
      campaign: Campaign,
      now: Record<string, TableNow>,
      fewest: number,
    ): Promise<(key: string) => ShownOf> {
      const known = new Map(Object.entries(now))
      const nothing = (key: string): ShownOf => ({ base: known.get(key)?.base === 0 ? 0 : 'hidden', counts: {} })
      if (campaign.anonymity === 'identified') {
        return (key) => {
          const { base = 0, counts = {} } = known.get(key) ?? {}
          return base < fewest ? nothing(key) : { base, counts: suppress(counts, base, fewest) }
        }
      }
      for (let attempt = 1; ; attempt++) {
        const before = await releases.released(campaign.id)
        const tables: Released['tables'] = { ...before.tables }
        for (const [key, table] of known) {
          const next = release(tables[key] ?? [], table, fewest)
          if (next.length > 0) tables[key] = next
        }
        const isNew = [...known.keys()].some((key) => tables[key] !== before.tables[key])
        // Somebody else was shown something in this moment: that is what was shown last.
        if (isNew && !(await releases.keepReleased(campaign.id, { ...before, tables }))) {
          if (attempt < mostTries) continue
          throw new Conflict('the results keep changing')
        }
        return (key) => lastOf(tables[key] ?? []) ?? nothing(key)
      }
    },

    /**
     * What people wrote in answer to a question, some at a time. Only for managers. Unless the drive is identified, neither day nor
     * order leads back to the list, which tells who answered when, and there are as many as the figures tell of: between two looks
     * none or at least `fewest` are new. (A4, A5)
     */
    async texts(
      campaign: Campaign,
      name: string,
      cursor?: string,
    ): Promise<{ texts: { text: string; day?: string }[]; cursor?: string }> {
      if (campaign.anonymity === 'identified') return results.texts(campaign.id, name, cursor)
      if (campaign.anonymity === 'confidential') {
        const { questions } = await this.of(campaign)
        const shown = questions.find(({ texts }) => texts?.name === name)?.texts?.count
        const count = typeof shown === 'number' ? shown : 0
        const most = Math.min(count, placeOf(cursor) + textsOnPage)
        const given = await oldestTexts(campaign.id, name, most)
        const { texts, ...more } = pageOf(given, cursor, count)
        return { texts: texts.sort((one, other) => one.text.localeCompare(other.text, 'pl')), ...more }
      }
      const { textsWhenOver } = await import('./anonymous-results.ts')
      const all = await textsWhenOver(campaign, name, deps)
      return pageOf(all, cursor, all.length)
    },
  }
}

/** Where a page of texts begins. A cursor is no secret: whatever stands in it leads to no text besides those that are given. */
const placeOf = (cursor: string | undefined): number => Number(fromCursor(cursor)?.from) || 0

/** A page of texts, without their days, and the cursor of the next while `count` has more. */
function pageOf(given: readonly { text: string }[], cursor: string | undefined, count: number) {
  const end = placeOf(cursor) + textsOnPage
  const next = end < count && toCursor({ from: String(end) })
  return { texts: given.slice(placeOf(cursor), end).map(({ text }) => ({ text })), ...(next && { cursor: next }) }
}

const textsOnPage = 50
const mostTries = 5

/** A table as it may be shown; what it does not name is hidden. */
type ShownOf = { base: Shown; counts: Release['counts'] }

/** The tables of a question as they stand: its own, and in a matrix one to each row, which a person may leave out. */
function tablesNow(question: Question, found: QuestionCounts | undefined): Record<string, TableNow> {
  const { answered = 0, values = {} } = found ?? {}
  if (!isCounted(question)) return { [tableKey(question.name)]: { base: answered, counts: {} } }
  const countsOf = (row?: string) =>
    Object.fromEntries(choicesOf(question).map(({ value }) => [value, values[markKey({ row, choice: value })] ?? 0]))
  if (question.type !== 'matrix') {
    const several = question.type === 'checkbox'
    return { [tableKey(question.name)]: { base: answered, counts: countsOf(), ...(several && { several }) } }
  }
  const rows = question.rows.map(({ value }): [string, TableNow] => {
    const counts = countsOf(value)
    return [tableKey(question.name, value), { base: Object.values(counts).reduce((sum, n) => sum + n, 0), counts }]
  })
  return { [tableKey(question.name)]: { base: answered, counts: {} }, ...Object.fromEntries(rows) }
}

function shownQuestion(question: Question & { title: Text }, shownOf: (key: string) => ShownOf): ShownQuestion {
  const { name, title, type } = question
  const { base: answered } = shownOf(tableKey(name))
  if (!isCounted(question)) return { name, title, type, answered, tables: [], texts: { name, count: answered } }
  const offered = choicesOf(question).map((choice, n, all) => ({
    ...choice,
    text: withMeaning(question, choice.text, n === 0 ? 'lowest' : n === all.length - 1 ? 'highest' : undefined),
  }))
  const table = (row?: ShownTable['row']): ShownTable => {
    const { base, counts } = shownOf(tableKey(name, row?.value))
    const missing: Shown = base === 0 ? 0 : 'hidden'
    return {
      ...(row && { row }),
      base,
      rows: offered.map(({ value, text }) => ({ value, label: text, count: counts[value] ?? missing })),
    }
  }
  const tables =
    question.type === 'matrix' ? question.rows.map(({ value, text }) => table({ value, label: text })) : [table()]
  return {
    ...{ name, title, type, answered, tables },
    ...('showOtherItem' in question && question.showOtherItem && { texts: otherTexts(name, tables) }),
  }
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

const phoneTables = { reached: 'calls that reached', others: 'calls that did not', skips: 'turns without a call' }

/**
 * The tables of calls. Outcomes tell of people (a death, an illness), and those in which somebody was reached stand in a table of
 * their own, because their sum is shown.
 */
function phoneNow({ outcomes: ended, skips }: PhoneCounts): Record<string, TableNow> {
  const table = (counts: [string, number][]): TableNow => ({
    base: counts.reduce((sum, [, count]) => sum + count, 0),
    counts: Object.fromEntries(counts),
  })
  const sums = Object.entries(ended).map(([code, { call, agents }]): [string, number] => [code, call + agents])
  const isReached = ([code]: [string, number]) => outcomes[code as OutcomeCode].reached
  return {
    [phoneTables.reached]: table(sums.filter(isReached)),
    [phoneTables.others]: table(sums.filter((sum) => !isReached(sum))),
    [phoneTables.skips]: table(Object.entries(skips)),
  }
}

/** Counts of calls as they may be shown. */
function phoneOf(counts: PhoneCounts, shownOf: (key: string) => ShownOf): ShownPhone | undefined {
  const sums = Object.entries(counts.outcomes).map(([code, { call, agents }]) => [code, call + agents] as const)
  const skips = Object.entries(counts.skips) as [Skip, number][]
  if (sums.length === 0 && skips.length === 0 && counts.callbacks.made === 0) return undefined
  const [reached, others] = [shownOf(phoneTables.reached), shownOf(phoneTables.others)]
  const shown: Record<string, Shown> = { ...reached.counts, ...others.counts }
  const people = ({ base }: ShownOf) => (base === 'hidden' ? 0 : base)
  const days = Object.entries(counts.days)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([day, { call, agents }]) => ({ day, calls: call + agents }))
  const best = bestHour(counts)
  const sumOf = (channel: 'call' | 'agents') => Object.values(counts.days).reduce((sum, day) => sum + day[channel], 0)
  return {
    calls: { call: sumOf('call'), agents: sumOf('agents') },
    reached: people(reached),
    ended: people(reached) + people(others),
    outcomes: [...sums]
      .sort(([, one], [, other]) => other - one)
      .map(([code]) => {
        const outcome = code as OutcomeCode
        const { label, reached: isReached } = outcomes[outcome]
        return { outcome, label, reached: isReached, count: shown[code] ?? 'hidden' }
      }),
    days,
    ...(best && { bestHour: best }),
    skips: skips
      .sort(([, one], [, other]) => other - one)
      .map(([skip]) => ({ skip, label: skipWords[skip], count: shownOf(phoneTables.skips).counts[skip] ?? 'hidden' })),
    callbacks: counts.callbacks,
  }
}
