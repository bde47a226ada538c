/** The properties of anything in a survey file, read by a table; what is not in the table is noted or refused by name. */
import { advice, ignoredOfQuestion } from './known-properties.ts'
import type { PropertyReader } from './property-readers.ts'
import type { Report } from './survey-problems.ts'

/** Older and longer names of the same properties; "minin…" is SurveyJS's own slip. */
const otherNames: Record<string, string> = {
  hasOther: 'showOtherItem',
  hasNone: 'showNoneItem',
  mininumRateDescription: 'minRateDescription',
  minimumRateDescription: 'minRateDescription',
  maximumRateDescription: 'maxRateDescription',
  isAllRowRequired: 'eachRowRequired',
}

/** Reads what the table allows, notes what only shapes the page, and refuses the rest by name. */
export function readProperties(
  given: Record<string, unknown>,
  allowed: Record<string, PropertyReader>,
  { report, question }: { report: Report; question?: string },
  path: (property: string) => string = (property) => property,
): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const [spelled, value] of Object.entries(given)) {
    const name = Object.hasOwn(otherNames, spelled) ? otherNames[spelled]! : spelled
    const property = path(spelled)
    const reader = Object.hasOwn(allowed, name) ? allowed[name] : undefined
    if (reader) {
      const result = reader(value, { report, question, property })
      if (result !== undefined) read[name] = result
    } else if (ignoredOfQuestion.has(spelled)) report.note('ignored', { question, property })
    else report.problem('unsupported', { question, property }, { hint: advice(spelled) })
  }
  return read
}
