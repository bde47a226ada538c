/** What a draft still lacks, as its own pages tell it: the rules of the launch, and a service of which no point is open yet. */
import { asksFor, type Campaign } from '../../shared/campaign/campaign.ts'
import { missingFor } from '../../shared/campaign/missing.ts'
import { NotFound, type Problem } from '../../shared/platform/errors.ts'
import type { StaffDeps } from './deps.ts'

export type MissingDeps = Pick<StaffDeps, 'services' | 'automatedCalls'>

/** Everything that is missing, in the order of the form. */
export async function missingOf(campaign: Campaign, deps: MissingDeps): Promise<Problem[]> {
  const [missing, closed] = await Promise.all([missingFor(campaign, deps), closedService(campaign, deps)])
  return [...missing, ...closed]
}

/** A service made after a template has points without addresses: until one is open nobody can book. */
async function closedService(campaign: Campaign, { services }: MissingDeps): Promise<Problem[]> {
  if (asksFor(campaign) !== 'booking' || !campaign.service) return []
  try {
    const { points } = await services.get(campaign.service)
    if (points.some(({ closed }) => !closed)) return []
    return [{ field: 'service', rule: 'B1', message: noneOpen }]
  } catch (error) {
    if (error instanceof NotFound) return [] // the launch tells that it is gone
    throw error
  }
}

const noneOpen = {
  pl: 'Żaden punkt tej usługi nie jest jeszcze otwarty. Wpisz adresy i\u00a0godziny punktów albo wgraj je z\u00a0pliku.',
  en: 'No point of this service is open yet. Write the addresses and hours of its points, or take them from a file.',
}
