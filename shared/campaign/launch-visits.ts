/** Whether the service of a drive can be booked at all while the drive runs: asked when it is submitted, approved and launched. */
import type { BookingDesk } from '../booking/desk.ts'
import { NotFound, type Problem } from '../platform/errors.ts'
import type { Text } from '../platform/language.ts'
import { localTime } from '../platform/local-time.ts'
import { asksFor, type Campaign } from './campaign.ts'

const gone: Text = {
  pl: 'Tej usługi już nie ma. Wybierz inną.',
  en: 'This service is not there any more. Choose another one.',
}
const full: Text = {
  pl: 'W\u00a0dniach tej akcji usługa nie ma ani jednego wolnego terminu. Dodaj godziny w\u00a0punktach albo zmień daty akcji.',
  en: 'The service has no free time on the days of this drive. Add hours at its points, or change the dates of the drive.',
}

const dayMilliseconds = 86_400_000

/** Problems of a drive that asks for a visit; none of any other. */
export async function visitProblems(campaign: Campaign, desk: Pick<BookingDesk, 'free'>, at: Date): Promise<Problem[]> {
  const { service, startsOn, endsOn } = campaign
  if (asksFor(campaign) !== 'booking' || !service || !startsOn || !endsOn) return []
  const today = localTime(at).date
  const from = startsOn > today ? startsOn : today
  const days = (Date.parse(endsOn) - Date.parse(from)) / dayMilliseconds + 1
  if (days < 1) return [] // its dates are wrong, which is told elsewhere
  try {
    const found = await desk.free(service, { from, days })
    return found.length > 0 ? [] : [{ field: 'service', rule: 'B1', message: full }]
  } catch (error) {
    if (error instanceof NotFound) return [{ field: 'service', message: gone }]
    throw error
  }
}
