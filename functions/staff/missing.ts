/** What a draft still lacks, as its own pages tell it: the rules of the launch, and what is wrong with its service. */
import { asksFor, type Campaign } from '../../shared/campaign/campaign.ts'
import { missingFor } from '../../shared/campaign/missing.ts'
import { NotFound, type Problem } from '../../shared/platform/errors.ts'
import type { StaffDeps } from './deps.ts'

export type MissingDeps = Pick<StaffDeps, 'services' | 'automatedCalls' | 'publicUrl'>

/** Everything that is missing, in the order of the form. */
export async function missingOf(campaign: Campaign, deps: MissingDeps): Promise<Problem[]> {
  const [missing, faulty] = await Promise.all([missingFor(campaign, deps), faultyService(campaign, deps)])
  return [...missing, ...faulty]
}

/** A service made after a template has points without addresses: until one is open nobody can book. And its words may tell too much. */
async function faultyService(campaign: Campaign, { services, publicUrl }: MissingDeps): Promise<Problem[]> {
  if (asksFor(campaign) !== 'booking' || !campaign.service) return []
  try {
    const service = await services.get(campaign.service)
    const isOpen = service.points.some(({ closed }) => !closed)
    const { usedServiceProblems } = await import('../../shared/text/service-texts.ts')
    return [
      ...(isOpen ? [] : [{ field: 'service', rule: 'B1', message: noneOpen }]),
      ...usedServiceProblems(campaign, service, { publicUrl }),
    ]
  } catch (error) {
    if (error instanceof NotFound) return [] // the launch tells that it is gone
    throw error
  }
}

const noneOpen = {
  pl: 'Żaden punkt tej usługi nie jest jeszcze otwarty. Wpisz adresy i\u00a0godziny punktów albo wgraj je z\u00a0pliku.',
  en: 'No point of this service is open yet. Write the addresses and hours of its points, or take them from a file.',
}
