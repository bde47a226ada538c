/** The rehearsal of a drive with the office's settings and, where there is enough of it, the experience of earlier drives. */
import * as z from 'zod/mini'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { usableRate } from '../../shared/channel/rate.ts'
import { isOneLetter } from '../../shared/plan/order.ts'
import { rehearse } from '../../shared/plan/rehearsal.ts'
import type { End } from '../../shared/plan/rehearsal-people.ts'
import { RehearsalSettings } from '../../shared/plan/rehearsal-settings.ts'
import type { StaffDeps } from './deps.ts'

const count = z.int()
const money = z.number()

export const RehearsalView = z.object({
  contacts: count,
  /** So many were simulated. */
  people: count,
  /** When the last e-mail or attempt is over. */
  endsAt: z.optional(z.string()),
  /** Whether everybody's turn comes before the drive is over. */
  inTime: z.boolean(),
  /** How it ends for the people of the list. Together, all of them. */
  ends: z.record(z.string(), count),
  /** Of those who are left: never called at all. */
  uncalled: count,
  attempts: z.object({ email: count, call: count, agents: count }),
  callsPerHour: count,
  agentHours: z.number(),
  /** The fewest with whom nobody is left; missing where not even very many suffice, or where they do not matter. */
  agentsNeeded: z.optional(count),
  linesNeeded: z.optional(count),
  /** PLN. */
  cost: z.object({ mails: money, calls: money, agentCalls: money, agentTime: money, total: money }),
  /** What was assumed. */
  settings: RehearsalSettings,
  /** E-mails of earlier drives from which the share of answers was taken. */
  earlierEmails: z.optional(count),
})
export type RehearsalView = z.infer<typeof RehearsalView> & { ends: Record<End, number> }

/** Earlier drives that are looked at, and e-mails that they must have sent to tell something. */
const earlierDrives = 20
const enoughEmails = 300

export type RehearsalDeps = Pick<StaffDeps, 'office' | 'campaigns' | 'results' | 'now'>

export function rehearsalDesk({ office, campaigns, results, now }: RehearsalDeps) {
  /** The share of e-mails that were answered, in drives of nothing but one e-mail: elsewhere another channel had its part in it. */
  const emailsBefore = async (campaign: Campaign) => {
    const { campaigns: listed } = await campaigns.list(earlierDrives)
    const over = listed.filter(
      ({ id, status, plan }) =>
        id !== campaign.id && (status === 'finished' || status === 'stopped') && isOneLetter(plan),
    )
    const counts = await Promise.all(over.map(({ id }) => results.progress(id)))
    const sum = (name: 'sent' | 'answered') => counts.reduce((whole, progress) => whole + progress[name], 0)
    const sent = sum('sent')
    return sent >= enoughEmails ? { sent, answered: Math.min(1, sum('answered') / sent) } : undefined
  }

  return {
    /** Plays a drive through; undefined while its plan, list or days are missing. `instead` replaces settings of the office. */
    async rehearse(campaign: Campaign, instead: Partial<RehearsalSettings> = {}): Promise<RehearsalView | undefined> {
      const [usual, before] = await Promise.all([office.rehearsal(), emailsBefore(campaign)])
      const settings = { ...usual, ...(before && { emailAnswered: before.answered }), ...instead }
      const mailsPerSecond = usableRate(settings.mailsPerSecond)
      const found = rehearse({ campaign, settings, mailsPerSecond, from: now() })
      if (!found) return undefined
      const { endsAt, ...rest } = found
      return {
        ...rest,
        ...(endsAt && { endsAt: endsAt.toISOString() }),
        settings,
        ...(before && instead.emailAnswered === undefined && { earlierEmails: before.sent }),
      }
    },
  }
}
