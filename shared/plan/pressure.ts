/** Whether one person has had as many attempts as may be made, over all channels and drives. Asked a moment before an e-mail. Rules only. (T8) */
import { daysAWeek } from '../call/standing.ts'
import { attemptsFor, type Campaign } from '../campaign/campaign.ts'
import { addDays, localTime } from '../platform/local-time.ts'

/**
 * @param own when this drive tried to reach her
 * @param elsewhere local dates on which other drives did
 */
export function isPressed(campaign: Campaign, own: readonly Date[], elsewhere: readonly string[], at: Date): boolean {
  const { perDay, inAll } = attemptsFor(campaign)
  const today = localTime(at).date
  const dates = own.map((one) => localTime(one).date)
  if (dates.length >= inAll || elsewhere.includes(today)) return true
  if (dates.filter((date) => date === today).length >= perDay) return true
  const touched = new Set([...dates, ...elsewhere])
  const week = Array.from({ length: 7 }, (_, n) => addDays(today, -n))
  return week.filter((date) => touched.has(date)).length >= daysAWeek
}
