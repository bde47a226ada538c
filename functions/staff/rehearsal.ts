/** The rehearsal of a drive with the office's settings and, where there is enough of it, the experience of earlier drives. */
import * as z from 'zod/mini'
import type { OutcomeCode } from '../../shared/call/outcome.ts'
import { Asks, asksFor, type Campaign } from '../../shared/campaign/campaign.ts'
import { usableRate } from '../../shared/channel/rate.ts'
import { isOneLetter } from '../../shared/plan/order.ts'
import { canRehearse, rehearse } from '../../shared/plan/rehearsal.ts'
import type { End } from '../../shared/plan/rehearsal-people.ts'
import { type Rates, RehearsalSettings, ratesFrom, sumOf } from '../../shared/plan/rehearsal-settings.ts'
import { isDialled } from '../../shared/result/phone-counts.ts'
import type { StaffDeps } from './deps.ts'

const count = z.int()
const money = z.number()

export const RehearsalView = z.object({
  contacts: count,
  /** So many were simulated. */
  people: count,
  /** When the last e-mail or attempt is over. */
  endsAt: z.optional(z.string()),
  /** What residents are asked for: the words for how it ends follow from it. */
  asks: Asks,
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
  /** Of earlier drives, where there were enough: e-mails and calls from which the shares were taken instead of the settings. */
  earlier: z.object({ emails: z.optional(count), calls: z.optional(count), agentCalls: z.optional(count) }),
})
export type RehearsalView = z.infer<typeof RehearsalView> & { ends: Record<End, number> }

/** Earlier drives that are looked at, and e-mails that they must have sent to tell something. */
const earlierDrives = 50
const enoughEmails = 300

export type RehearsalDeps = Pick<StaffDeps, 'office' | 'campaigns' | 'results' | 'now'>

/** What earlier drives tell: settings in the place of the office's, and from how much they come. */
interface Earlier {
  settings: Partial<RehearsalSettings>
  from: RehearsalView['earlier']
}

export function rehearsalDesk({ office, campaigns, results, now }: RehearsalDeps) {
  const isOver = ({ status }: Campaign) => status === 'finished' || status === 'stopped'

  const earlierThan = async (campaign: Campaign): Promise<Earlier> => {
    const { campaigns: listed } = await campaigns.list(earlierDrives)
    const over = listed.filter((one) => one.id !== campaign.id && isOver(one) && one.launchedAt)
    const [emails, calls] = await Promise.all([emailsOf(over), callsOf(over)])
    const rates = { call: ratesFrom(calls.call), agents: ratesFrom(calls.agents) }
    return {
      settings: {
        ...(emails && { emailAnswered: emails.share }),
        ...(rates.call && { callRates: rates.call }),
        ...(rates.agents && { agentRates: rates.agents }),
      },
      from: {
        ...(emails && { emails: emails.sent }),
        ...(rates.call && { calls: sumOf(calls.call) }),
        ...(rates.agents && { agentCalls: sumOf(calls.agents) }),
      },
    }
  }

  /** The share of e-mails that were answered, in drives of nothing but one e-mail: elsewhere another channel had its part in it. */
  const emailsOf = async (over: Campaign[]) => {
    const counts = await Promise.all(over.filter(({ plan }) => isOneLetter(plan)).map(({ id }) => results.progress(id)))
    const sum = (name: 'sent' | 'answered') => counts.reduce((whole, progress) => whole + progress[name], 0)
    const sent = sum('sent')
    return sent >= enoughEmails ? { sent, share: Math.min(1, sum('answered') / sent) } : undefined
  }

  /** Calls that rang, by channel and outcome. */
  const callsOf = async (over: Campaign[]) => {
    const byPhone = over.filter(({ plan }) => plan.some(({ kind }) => kind === 'call' || kind === 'agents'))
    const all: Record<'call' | 'agents', Rates> = { call: {}, agents: {} }
    for (const { phone } of await Promise.all(byPhone.map(({ id }) => results.results(id, undefined)))) {
      for (const [name, { call = 0, agents = 0 }] of Object.entries(phone.outcomes)) {
        const code = name as OutcomeCode
        if (!isDialled(code)) continue
        if (call > 0) all.call[code] = (all.call[code] ?? 0) + call
        if (agents > 0) all.agents[code] = (all.agents[code] ?? 0) + agents
      }
    }
    return all
  }

  return {
    /** Plays a drive through; undefined while its plan, list or days are missing. `instead` replaces what would be assumed. */
    async rehearse(campaign: Campaign, instead: Partial<RehearsalSettings> = {}): Promise<RehearsalView | undefined> {
      if (!canRehearse(campaign, now())) return undefined
      const [usual, earlier] = await Promise.all([office.rehearsal(), earlierThan(campaign)])
      const assumed = { ...usual, ...earlier.settings, ...instead }
      const asks = asksFor(campaign)
      // Nobody answers a letter that asks for nothing.
      const settings = asks === 'nothing' ? { ...assumed, emailAnswered: 0 } : assumed
      const found = rehearse({
        campaign,
        settings,
        mailsPerSecond: usableRate(settings.mailsPerSecond),
        from: now(),
      })
      if (!found) return undefined
      const { endsAt, ...rest } = found
      return { ...rest, asks, ...(endsAt && { endsAt: endsAt.toISOString() }), settings, earlier: earlier.from }
    },
  }
}
