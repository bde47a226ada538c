/** Makes the report of rates of a drive: page by page, because a person's final code needs all of her attempts. */
import * as z from 'zod/mini'
import { pageSizes } from '../../shared/campaign/pages.ts'
import { ratesCollector } from '../../shared/result/rates.ts'
import { Survey } from '../../shared/survey/survey.ts'
import type { ExportDeps } from './deps.ts'

/** Told twice it makes nothing the second time. What throws is told again by the queue; after the last try it has failed. */
export async function makeRates(id: string, isLastTry: () => boolean, deps: ExportDeps): Promise<void> {
  const asked = await deps.rates.get(id)
  if (asked?.state !== 'waiting') return
  try {
    const campaign = await deps.campaigns.get(id)
    const definition = campaign.survey && (await deps.campaigns.survey(id, campaign.survey.version))
    const survey = definition === undefined ? undefined : z.parse(Survey, definition)
    const collector = ratesCollector(campaign.eligibility ?? 'people', survey)
    for (const [page, contacts] of pageSizes(campaign).entries()) {
      const [beside, calls, responses] = await Promise.all([
        deps.beside.ofPage(id, page),
        deps.calls.ofPage(id, page),
        deps.responses.ofPage(id, page),
      ])
      collector.take({ ...beside, contacts, calls, responses })
    }
    await deps.rates.put(id, { ...asked, state: 'done', found: collector.found(deps.now()) })
  } catch (error) {
    if (isLastTry()) await deps.rates.put(id, { ...asked, state: 'failed' })
    throw error
  }
}
