/** The report of rates as staff see it: asked for by a button, made in the background, shown with its time and its names. (M2) */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { Refused } from '../../shared/platform/errors.ts'
import { classOf, type Rates, ratesOf } from '../../shared/result/aapor.ts'
import type { RatesFound, RatesReport } from '../../shared/result/rates.ts'
import { fewestFor, type Shown, suppress } from '../../shared/result/suppression.ts'
import type { StaffDeps } from './deps.ts'
import type { Person } from './person.ts'

/** A report that has waited longer than this may be asked for again: nobody works on it any more. */
const longestWait = 60 * 60_000

export interface ShownReport {
  state: RatesReport['state']
  askedAt: string
  /** Missing until the first is made, and where the list has too few people. */
  found?: Omit<RatesFound, 'codes'> & { codes: Record<string, Shown>; rates: Rates; perContact: number }
  /** The list has fewer people than may stand behind a figure. */
  tooFew?: true
}

export type RatesDesk = ReturnType<typeof ratesDesk>
export type RatesDeskDeps = Pick<StaffDeps, 'campaigns' | 'rates' | 'askExport' | 'audit' | 'now'>

export function ratesDesk({ campaigns, rates, askExport, audit, now }: RatesDeskDeps) {
  return {
    /** Asks for the report. Asking while it is being made asks for nothing more. Refused before the launch. */
    async ask(id: string, person: Person): Promise<ShownReport> {
      const campaign = await campaigns.get(id)
      if (!campaign.launchedAt || !campaign.list) {
        throw new Refused('there is nothing to report yet', [
          {
            field: 'status',
            message: {
              pl: 'Akcja jeszcze nie ruszyła, więc nie ma czego zestawiać.',
              en: 'The drive has not begun, so there is nothing to report.',
            },
          },
        ])
      }
      const at = now()
      const known = await rates.get(id)
      if (known?.state === 'waiting' && at.getTime() - Date.parse(known.askedAt) < longestWait) {
        return shownOf(known, campaign)
      }
      const asked: RatesReport = {
        state: 'waiting',
        askedAt: at.toISOString(),
        askedBy: person.id,
        ...(known?.found && { found: known.found }),
      }
      await rates.put(id, asked)
      await askExport({ campaign: id, rates: true })
      await audit.write({ who: person.id, did: 'report rates', what: id }, at)
      return shownOf(asked, campaign)
    },

    /** The report as it stands; undefined if it was never asked for. */
    async get(campaign: Campaign): Promise<ShownReport | undefined> {
      const known = await rates.get(campaign.id)
      return known && shownOf(known, campaign)
    },
  }
}

/**
 * The report as it may be shown. Classes and rates say who took part, as the drive's progress does; single codes can tell of a
 * death or an illness, so few of them are hidden. Of a list with fewer people than k nothing is shown.
 */
function shownOf({ state, askedAt, found }: RatesReport, campaign: Campaign): ShownReport {
  if (!found) return { state, askedAt }
  const fewest = fewestFor(campaign)
  if (found.contacts < fewest) return { state, askedAt, tooFew: true }
  const { email, call, agents } = found.attempts
  return {
    state,
    askedAt,
    found: {
      ...found,
      codes: shownCodes(found.codes, fewest),
      rates: ratesOf(found.classes),
      perContact: (email + call + agents) / found.contacts,
    },
  }
}

/** Codes within their class, whose sum is shown: what is hidden cannot be had from that either. */
function shownCodes(codes: RatesFound['codes'], fewest: number): Record<string, Shown> {
  const shown: Record<string, Shown> = {}
  for (const ofClass of Map.groupBy(Object.entries(codes), ([code]) => classOf(code)).values()) {
    const people = ofClass.reduce((sum, [, count]) => sum + count, 0)
    Object.assign(shown, suppress(Object.fromEntries(ofClass), people, fewest))
  }
  return shown
}
