/** The rehearsal of a drive: when it ends, what it takes, what it costs, how it ends for people, and what was assumed. */
import type { FC } from 'hono/jsx'
import type { Asks } from '../../shared/campaign/campaign.ts'
import { type End, ends } from '../../shared/plan/rehearsal-people.ts'
import type { RehearsalSettings } from '../../shared/plan/rehearsal-settings.ts'
import { SummaryList, type SummaryRow, Table } from '../components/lists.tsx'
import { Details, InsetText } from '../components/notices.tsx'
import type { PlanTexts } from '../texts/staff-plan.ts'
import { moment, number, percent } from '../texts/texts.ts'
import { useFrame, useTexts } from './frame.tsx'
import { usePlanTexts } from './plan.tsx'

/** What a rehearsal found, as the API tells it too. */
export interface RehearsalShown {
  asks: Asks
  contacts: number
  people: number
  endsAt?: string | undefined
  inTime: boolean
  ends: Record<string, number>
  uncalled: number
  attempts: { email: number; call: number; agents: number }
  callsPerHour: number
  agentHours: number
  agentsNeeded?: number | undefined
  linesNeeded?: number | undefined
  cost: { mails: number; calls: number; agentCalls: number; agentTime: number; total: number }
  settings: RehearsalSettings
  earlier: { emails?: number | undefined; calls?: number | undefined; agentCalls?: number | undefined }
}

/** The section on the page of checking, and on the approver's. `found` is missing while there is nothing to play through. */
export const RehearsalSection: FC<{ found: RehearsalShown | undefined; hasAgents: boolean }> = ({
  found,
  hasAgents,
}) => {
  const { rehearsal } = usePlanTexts()
  return (
    <section aria-labelledby="rehearsal" id="proba">
      <h2 class="govuk-heading-m" id="rehearsal">
        {rehearsal.title}
      </h2>
      {found ? <Found found={found} hasAgents={hasAgents} /> : <p class="govuk-body">{rehearsal.none}</p>}
    </section>
  )
}

const Found: FC<{ found: RehearsalShown; hasAgents: boolean }> = ({ found, hasAgents }) => {
  const { language } = useFrame()
  const { contacts } = useTexts()
  const { rehearsal } = usePlanTexts()
  const { settings, attempts } = found
  const { emails, calls, agentCalls } = found.earlier
  const earlier = [
    ...(emails ? [rehearsal.emails(emails)] : []),
    ...(calls ? [rehearsal.calls(calls)] : []),
    ...(agentCalls ? [rehearsal.agentCalls(agentCalls)] : []),
  ]
  const rows: SummaryRow[] = [
    { key: rehearsal.ends, value: useEnding(found) },
    { key: rehearsal.attempts, value: attemptsOf(attempts, rehearsal) },
    ...(attempts.call > 0 ? [{ key: rehearsal.perHour, value: number(language, found.callsPerHour) }] : []),
    ...(found.linesNeeded
      ? [{ key: rehearsal.lines, value: rehearsal.linesNeeded(found.linesNeeded, settings.lines) }]
      : []),
    ...(hasAgents ? [{ key: rehearsal.agents, value: agentsOf(found, rehearsal) }] : []),
    { key: rehearsal.cost, value: useCost(found.cost) },
  ]
  const share = (end: End) => (found.ends[end] ?? 0) / Math.max(1, found.contacts)
  return (
    <>
      <p class="govuk-body">{rehearsal.lead}</p>
      <SummaryList rows={rows} />
      <Table
        caption={rehearsal.outcomes}
        captionSize="s"
        columns={[
          { title: rehearsal.result },
          { title: rehearsal.people, number: true },
          { title: rehearsal.share, number: true },
        ]}
        rows={ends
          .filter((end) => (found.ends[end] ?? 0) > 0)
          .map((end) => [
            (found.asks === 'booking' && rehearsal.endOfVisit[end]) || rehearsal.end[end],
            number(language, found.ends[end]!),
            percent(language, share(end)),
          ])}
      />
      <Details summary={rehearsal.assumptions}>
        {found.people < found.contacts && <p class="govuk-body">{rehearsal.sample(contacts.people(found.people))}</p>}
        {earlier.length > 0 && <p class="govuk-body">{rehearsal.earlier(earlier.join(', '))}</p>}
        <p class="govuk-body">{rehearsal.assumed}</p>
        <p class="govuk-body">
          {rehearsal.work(settings.lines, settings.agents, settings.agentsFrom, settings.agentsTo)}
        </p>
      </Details>
    </>
  )
}

/** When it is over, or that it will not be. */
const useEnding = ({ inTime, endsAt, ends: counts, uncalled }: RehearsalShown) => {
  const { language } = useFrame()
  const { contacts, check } = useTexts()
  const { rehearsal } = usePlanTexts()
  if (inTime) return endsAt ? rehearsal.inTime(moment(language, new Date(endsAt))) : check.none
  const late = rehearsal.late(contacts.people(counts.left ?? 0))
  return <InsetText>{`${late}${uncalled > 0 ? rehearsal.uncalled(number(language, uncalled)) : ''}.`}</InsetText>
}

function attemptsOf({ email, call, agents }: RehearsalShown['attempts'], texts: PlanTexts['rehearsal']): string {
  const told = [
    ...(email > 0 ? [texts.emails(email)] : []),
    ...(call > 0 ? [texts.calls(call)] : []),
    ...(agents > 0 ? [texts.agentCalls(agents)] : []),
  ]
  return told.join(', ') || texts.emails(0)
}

function agentsOf({ agentsNeeded, agentHours, settings }: RehearsalShown, texts: PlanTexts['rehearsal']): string {
  const hours = texts.workHours(Math.ceil(agentHours))
  return agentsNeeded === undefined
    ? texts.agentsNever(hours)
    : texts.agentsNeeded(agentsNeeded, settings.agents, hours)
}

const useCost = ({ total, ...parts }: RehearsalShown['cost']): string => {
  const { language } = useFrame()
  const { rehearsal } = usePlanTexts()
  const money = (amount: number) =>
    number(language, amount, { style: 'currency', currency: 'PLN', maximumFractionDigits: amount < 100 ? 2 : 0 })
  const told = (Object.entries(parts) as [keyof typeof parts, number][])
    .filter(([, amount]) => amount > 0)
    .map(([name, amount]) => `${rehearsal.parts[name]} ${money(amount)}`)
  return `${rehearsal.total(money(total))}${told.length > 1 ? ` (${told.join(', ')})` : ''}`
}
