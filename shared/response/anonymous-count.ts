/**
 * Counting an anonymous drive. Nothing happens when somebody answers, so all answers are counted afresh now and then, and only
 * when at least k have come since the last time. Rules only. (A4)
 */
import { answeredName, placesOf, valueName } from '../result/groups.ts'
import { markKey } from '../result/result.ts'
import { marksIn } from '../survey/choices.ts'
import { isCounted, questions, type Survey } from '../survey/survey.ts'
import type { Counted, LooseText, Sheet } from './anonymous.ts'

/** How long a count stands at least, milliseconds. */
export const countStands = 10 * 60_000

/** Whether it is time to look again whether enough have answered. */
export function isDue(last: Counted | undefined, now: Date): boolean {
  return !last || now.getTime() - Date.parse(last.at) >= countStands
}

/** The count of all sheets and texts of a drive. */
export function countSheets(
  survey: Survey,
  sheets: readonly Sheet[],
  texts: readonly LooseText[],
  used: number,
  at: Date,
): Counted {
  const known = placesOf(survey)
  const counters: Record<string, number> = {}
  const add = (name: string) => {
    if (known.has(name)) counters[name] = (counters[name] ?? 0) + 1 // a value that is not offered counts nowhere
  }
  for (const { answers } of sheets) {
    for (const question of questions(survey)) {
      const answer = answers[question.name]
      if (answer === undefined || !isCounted(question)) continue
      add(answeredName(question.name))
      for (const mark of marksIn(question, answer)) add(valueName(question.name, markKey(mark)))
    }
  }
  for (const { question } of texts) add(answeredName(question))
  return { at: at.toISOString(), answered: sheets.length, used, counters }
}

/** The newer of two counts: the fresh one only where at least k people more have answered; else the last, looked at anew. */
export function newerCount(last: Counted | undefined, fresh: Counted, k: number): Counted {
  const before = last?.answered ?? 0
  if (fresh.answered - before >= k) return fresh
  return last ? { ...last, at: fresh.at } : { at: fresh.at, answered: 0, used: 0, counters: {} }
}
