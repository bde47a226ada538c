/** Is it a survey at all, and small enough to be read question by question? Answered before anything else looks at it. */
import { surveyLimits } from './survey-limits.ts'

export type Oversize = { code: 'notSurvey' | 'tooLarge' | 'tooManyQuestions'; max: number }

/** What forbids reading it any further, quickly even for tens of thousands of questions; undefined if nothing does. */
export function measureSurvey(json: unknown): Oversize | undefined {
  if (!isObject(json) || !listsOf(json).length) return { code: 'notSurvey', max: 0 }
  if (hasMoreQuestions(json)) return { code: 'tooManyQuestions', max: surveyLimits.questions }
  try {
    return isTooLarge(json) ? { code: 'tooLarge', max: surveyLimits.bytes } : undefined
  } catch {
    return { code: 'notSurvey', max: 0 } // circles, or nested deeper than anyone writes
  }
}

/** Whether it is more than can be kept, in UTF-8. Plain choices grow when they are read: what became of them is asked too. */
export function isTooLarge(json: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(json)) > surveyLimits.bytes
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listsOf = ({ pages, elements, questions }: Record<string, unknown>): unknown[][] =>
  [pages, elements, questions].filter((list) => Array.isArray(list))

/** Whether there are more questions than allowed. Counts no further than that. */
function hasMoreQuestions(json: Record<string, unknown>): boolean {
  const lists = listsOf(json)
  let found = 0
  for (let list = lists.pop(); list; list = lists.pop()) {
    for (const element of list) {
      const inner = isObject(element) ? listsOf(element) : []
      if (inner.length > 0) lists.push(...inner)
      else if (++found > surveyLimits.questions) return true
    }
  }
  return false
}
