/**
 * Groups: the counters of several questions lie in one item, because a response touches nearly all of them and every item
 * of a transaction is two write units. A group holds at most as many counters as one update can name (an expression of 4 KB).
 */
import { choicesOf } from '../survey/choices.ts'
import { isCounted, type Question, questions, type Survey } from '../survey/survey.ts'
import { markKey, type Results } from './result.ts'

const countersInGroup = 150

/** Stands between the parts of a counter's name; no question or choice can hold it. */
const divider = '\u001f'

/** The counter of how many answered a question. */
export const answeredName = (question: string): string => `${question}${divider}`

/** The counter of one value (a `markKey`) of a question. */
export const valueName = (question: string, key: string): string => `${question}${divider}${key}`

/** The first group lies with the progress, and so do the days: a response touches all of them. */
export const firstGroup = 'progress'

/** The counter of a local day. */
export const dayName = (day: string): string => `${divider}${day}`

/** Where a counter lies: its item, `progress`, `q#1`, `q#2` …, and under which name there. */
export interface Place {
  group: string
  /**
   * The counter's number in its survey: every write pays for the whole item, which with names of words would be four times as large. It
   * is a short one in the first group, where all words are longer.
   */
  name: string
}

const known = new WeakMap<Survey, Map<string, Place>>()

/** Counter → its place. Always the same for a survey, which is frozen. */
export function placesOf(survey: Survey): Map<string, Place> {
  const made = known.get(survey)
  if (made) return made
  const counters = questions(survey).flatMap(countersOf)
  const places = new Map<string, Place>()
  for (const [n, counter] of counters.entries()) {
    const group = Math.floor(n / countersInGroup)
    places.set(counter, { group: group === 0 ? firstGroup : `q#${group}`, name: n.toString(36) })
  }
  known.set(survey, places)
  return places
}

/** What a group's item counts, by counter; the days have their own names, and what the survey does not know is left out. */
export function namedCounts(item: Record<string, number>, survey: Survey | undefined): Record<string, number> {
  const counters = new Map(survey && [...placesOf(survey)].map(([counter, { name }]) => [name, counter]))
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, count]) => {
      const counter = name.startsWith(divider) ? name : counters.get(name)
      return counter === undefined ? [] : [[counter, count]]
    }),
  )
}

function countersOf(question: Question): string[] {
  const { name } = question
  if (!isCounted(question)) return [answeredName(name)]
  const rows = question.type === 'matrix' ? question.rows.map((row) => row.value) : [undefined]
  return [
    answeredName(name),
    ...rows.flatMap((row) =>
      choicesOf(question).map((choice) => valueName(name, markKey({ row, choice: choice.value }))),
    ),
  ]
}

/** Adds counts by counter to the results; a question may lie in two groups. */
export function addGroup(
  { questions: found, days }: Pick<Results, 'questions' | 'days'>,
  counts: Record<string, number>,
): void {
  for (const [name, count] of Object.entries(counts)) {
    const at = name.indexOf(divider)
    const [question, key] = [name.slice(0, at), name.slice(at + 1)]
    if (question === '') {
      days[key] = count
      continue
    }
    found[question] ??= { answered: 0, values: {} }
    if (key === '') found[question].answered = count
    else found[question].values[key] = count
  }
}
