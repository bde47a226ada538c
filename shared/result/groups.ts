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

/** Days lie with the first group: a response touches both, and an item less is two write units less. */
export const daysGroup = 'q#0'

/** The counter of a local day. */
export const dayName = (day: string): string => `${divider}${day}`

const known = new WeakMap<Survey, Map<string, string>>()

/** Counter → the item that it lies in: `q#0`, `q#1` … Always the same for a survey, which is frozen. */
export function groupsOf(survey: Survey): Map<string, string> {
  const made = known.get(survey)
  if (made) return made
  const counters = questions(survey).flatMap(countersOf)
  const groups = new Map(counters.map((counter, n) => [counter, `q#${Math.floor(n / countersInGroup)}`]))
  known.set(survey, groups)
  return groups
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

/** Adds the counts that a group's item holds to the results; a question may lie in two groups. */
export function addGroup(
  { questions: found, days }: Pick<Results, 'questions' | 'days'>,
  item: Record<string, number>,
): void {
  for (const [name, count] of Object.entries(item)) {
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
