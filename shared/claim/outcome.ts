/** Which outcomes of calls a reminder has, and what may be picked before the person was recognised. Rules only. (T4, T5) */
import { pickedOutcomes } from '../call/agent.ts'
import type { Call } from '../call/call.ts'
import type { OutcomeCode } from '../call/outcome.ts'
import { asksFor, type Campaign, isDebt } from '../campaign/campaign.ts'
import type { Text } from '../platform/language.ts'
import { addDays } from '../platform/local-time.ts'
import { isConfirmed } from './recognition.ts'

/** Only reminders have these; elsewhere they would mean nothing. */
const onlyReminders: readonly OutcomeCode[] = ['promised', 'third_person']
/** The matter was spoken of, so the person must have been recognised. */
const afterIdentity: readonly OutcomeCode[] = ['promised', 'complete']
/** A promise is for so many days ahead at most. */
export const promiseDays = 60

/** Only who asks questions or books visits has these. */
const ofSurveys: readonly OutcomeCode[] = ['partial', 'moved_out', 'screened_out']

/** The outcomes that an agent may pick for a call as it stands, in the order in which they are shown. */
export function pickedFor(campaign: Campaign, call: Call, settled = false): OutcomeCode[] {
  const codes = pickedOutcomes.filter((code) => code !== 'booked' || asksFor(campaign) === 'booking')
  if (!isDebt(campaign)) return codes.filter((code) => !onlyReminders.includes(code))
  const isOpen = isConfirmed(call) && !settled
  return codes.filter(
    (code) => (isOpen || !afterIdentity.includes(code)) && (campaign.survey || !ofSurveys.includes(code)),
  )
}

/** What is wrong with the day of a promise, by a local date; undefined where nothing is. */
export function promiseProblem(day: string | undefined, today: string): Text | undefined {
  if (!day) return { pl: 'Podaj dzień, do którego ma się to stać.', en: 'Enter the day by which it is to happen.' }
  if (day < today)
    return { pl: 'Ten dzień już minął. Podaj późniejszy.', en: 'This day has passed. Enter a later one.' }
  if (day <= addDays(today, promiseDays)) return undefined
  return {
    pl: `Dzień może być najwyżej za ${promiseDays} dni.`,
    en: `The day may be at most ${promiseDays} days ahead.`,
  }
}
