/** Makes the report of rates of a drive: page by page, because a person's final code needs all of her attempts. */
import * as z from 'zod/mini'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { pageSizes } from '../../shared/campaign/pages.ts'
import type { Response } from '../../shared/response/response.ts'
import { type RatesFound, ratesCollector } from '../../shared/result/rates.ts'
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
        answersOf(campaign, page, deps),
      ])
      collector.take({ ...beside, contacts, calls, responses })
    }
    const found = collector.found(deps.now())
    const isAnonymous = campaign.anonymity === 'anonymous'
    const sent = isAnonymous ? ((await deps.anonymous.lastCount(id))?.answered ?? 0) : 0
    await deps.rates.put(id, { ...asked, state: 'done', found: isAnonymous ? withUnsent(found, sent) : found })
  } catch (error) {
    if (isLastTry()) await deps.rates.put(id, { ...asked, state: 'failed' })
    throw error
  }
}

/** The responses of a page; of an anonymous drive, of everybody whose link is used, as if she had sent hers. */
async function answersOf(
  { id, anonymity }: Campaign,
  page: number,
  { responses, anonymous }: ExportDeps,
): Promise<Map<number, Response>> {
  if (anonymity !== 'anonymous') return responses.ofPage(id, page)
  const used = await anonymous.usedOfPage(id, page)
  return new Map([...used].map((index) => [index, { ...noAnswers }]))
}

const noAnswers: Response = { state: 'complete', survey: 1, language: 'pl', answers: {}, startedAt: '' }

/** How many of those who used their links have sent their answers is known as a number only: the others broke off. */
function withUnsent(found: RatesFound, sent: number): RatesFound {
  const { '1.1': used = 0, '2.12': others = 0, ...codes } = found.codes
  const unsent = Math.max(0, used - sent)
  return {
    ...found,
    codes: {
      ...codes,
      ...(used > unsent && { '1.1': used - unsent }),
      ...(others + unsent > 0 && { '2.12': others + unsent }),
    },
    classes: { ...found.classes, I: found.classes.I - unsent, R: found.classes.R + unsent },
  }
}
