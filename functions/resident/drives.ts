/**
 * Campaigns as a warm function remembers them. A status may be 4 seconds old, so that a stop is felt within 5 (X18); a survey
 * is frozen, and kept for good.
 */
import * as z from 'zod/mini'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import { Survey } from '../../shared/survey/survey.ts'
import type { ResidentDeps } from './deps.ts'

const freshMilliseconds = 4_000
/** Beyond this many the oldest are forgotten: made-up campaign ids must not fill the memory. */
const remembered = 500

export function driveCache({ campaigns, elapsed }: Pick<ResidentDeps, 'campaigns' | 'elapsed'>) {
  const drives = new Map<string, { at: number; campaign: Promise<Campaign | undefined> }>()
  const surveys = new Map<string, Promise<Survey>>()

  return {
    /** The campaign, at most 4 seconds old; undefined when there is none. */
    campaign(id: string): Promise<Campaign | undefined> {
      const known = drives.get(id)
      if (known && elapsed() - known.at < freshMilliseconds) return known.campaign
      const campaign = campaigns.get(id).catch((error) => {
        if (error instanceof NotFound) return undefined
        drives.delete(id)
        throw error
      })
      remember(drives, id, { at: elapsed(), campaign })
      return campaign
    },

    /** The questionnaire of a campaign, which must have one. */
    survey({ id, survey }: Campaign): Promise<Survey> {
      if (!survey) throw new NotFound(`survey of ${id}`)
      const key = `${id} ${survey.version}`
      const known = surveys.get(key)
      if (known !== undefined) return known
      const read = campaigns.survey(id, survey.version).then((definition) => z.parse(Survey, definition))
      read.catch(() => surveys.delete(key))
      remember(surveys, key, read)
      return read
    },
  }
}
export type Drives = ReturnType<typeof driveCache>

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > remembered) map.delete(map.keys().next().value!)
}
