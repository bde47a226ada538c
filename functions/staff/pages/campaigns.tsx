/** The list of drives, each drive's own page by its state, and the moves. */
import {
  asksFor,
  type Campaign,
  canComeAgain,
  isDebt,
  isOpenToChange,
  moves,
} from '../../../shared/campaign/campaign.ts'
import type { StaffMove } from '../../../shared/campaign/desk.ts'
import { knowsPayments } from '../../../shared/claim/reminder.ts'
import { isInWindow, nextOpening } from '../../../shared/plan/window.ts'
import { localTime } from '../../../shared/platform/local-time.ts'
import { Progress } from '../../../shared/result/result.ts'
import { Check, ConfirmStop, Decision, type DecisionProps } from '../../../web/staff/approval.tsx'
import { CampaignList, Draft, StatusTag } from '../../../web/staff/campaigns.tsx'
import { Content } from '../../../web/staff/content.tsx'
import { Heading, StaffPage } from '../../../web/staff/frame.tsx'
import { Running, type RunningProps, type Tab, Tabs } from '../../../web/staff/running.tsx'
import { staffTexts } from '../../../web/texts/staff.ts'
import { readFrom } from '../cursor.ts'
import { readForm } from '../form.ts'
import { missingOf } from '../missing.ts'
import { isOneOf, type Person } from '../person.ts'
import { progressOf } from '../progress.ts'
import type { Route, StaffRequest } from '../route.ts'
import type { Session } from '../session.ts'
import { type PageDeps, pathOf, readers, writers } from './pages.ts'

const listed = 20

/** Moves that people make from pages, and who is shown the button; the desk decides for good. */
const buttons: Record<StaffMove, readonly ('manager' | 'approver' | 'administrator')[]> = {
  submit: ['manager'],
  withdraw: ['manager'],
  approve: ['approver'],
  return: ['approver'],
  launch: ['manager'],
  pause: ['manager', 'approver', 'administrator'],
  resume: ['manager'],
  stop: ['manager', 'approver', 'administrator'],
}

/** Whether a person can be shown the button of a move. */
export function mayPress(move: StaffMove, campaign: Campaign, person: Person): boolean {
  if (!(move in moves[campaign.status]) || !isOneOf(person, buttons[move])) return false
  return move !== 'approve' || campaign.createdBy !== person.id
}

/** The tabs that are open to a person: answers and addresses are not for administrators. (X11) */
export function tabsFor(person: Person): readonly Tab[] {
  if (isOneOf(person, ['manager'])) return ['progress', 'results', 'contacts', 'content']
  return isOneOf(person, ['approver']) ? ['progress', 'results', 'content'] : ['progress', 'content']
}

/** Why a running drive sends nothing at this instant. */
function waitsOf(campaign: Campaign, at: Date): RunningProps['waits'] {
  if (campaign.status !== 'running' || !campaign.startsOn) return undefined
  if (localTime(at).date < campaign.startsOn) return { day: campaign.startsOn }
  if (isInWindow(at, campaign.window)) return undefined
  const until = nextOpening(at, campaign.window)
  return until && { until }
}

export function campaignPages(deps: PageDeps): Route[] {
  const { show, campaigns, desk, now } = deps

  /** How a drive would go, for its author and for whoever approves it. Loaded with the first of them. */
  const rehearsalOf = async (campaign: Campaign) => {
    const [{ rehearsalDesk }, { RehearsalSection }] = await Promise.all([
      import('../rehearsal.ts'),
      import('../../../web/staff/rehearsal.tsx'),
    ])
    const found = await rehearsalDesk(deps).rehearse(campaign)
    return <RehearsalSection found={found} hasAgents={campaign.plan.some(({ kind }) => kind === 'agents')} />
  }

  /** The service that a drive invites to, for its author and for whoever approves it. */
  const serviceOf = async (campaign: Campaign, person: Person) => {
    if (asksFor(campaign) !== 'booking') return undefined
    const [{ serviceOutlook }, { serviceReaders }, { ServiceOutlookSection }] = await Promise.all([
      import('../service-outlook.ts'),
      import('../services.ts'),
      import('../../../web/staff/service-outlook.tsx'),
    ])
    const outlook = await serviceOutlook(campaign, deps)
    if (!outlook) return undefined
    const href = isOneOf(person, serviceReaders) ? `/services/${outlook.service.id}` : undefined
    return <ServiceOutlookSection {...outlook} people={campaign.list?.contacts ?? 0} href={href} />
  }

  /** What five people of the list would get, for whoever approves the drive. */
  const sampleOf = async (campaign: Campaign, person: Person) => {
    const [{ sampleMessages }, { SampleMessages }] = await Promise.all([
      import('../sample-messages.ts'),
      import('../../../web/staff/sample-messages.tsx'),
    ])
    return <SampleMessages messages={await sampleMessages(campaign, person, deps)} />
  }

  const decision = async (
    c: StaffRequest,
    campaign: Campaign,
    { person }: Session,
    more: Partial<DecisionProps> = {},
    status = 200,
  ) =>
    show(
      c,
      <Decision
        campaign={campaign}
        may={{
          approve: mayPress('approve', campaign, person),
          withdraw: mayPress('withdraw', campaign, person),
          launch: mayPress('launch', campaign, person),
          stop: mayPress('stop', campaign, person),
        }}
        isOwn={campaign.createdBy === person.id && isOneOf(person, ['approver'])}
        sample={mayPress('approve', campaign, person) ? await sampleOf(campaign, person) : undefined}
        service={await serviceOf(campaign, person)}
        rehearsal={await rehearsalOf(campaign)}
        {...more}
      />,
      { status, path: pathOf(campaign.id) },
    )

  const running = async (c: StaffRequest, campaign: Campaign, { person }: Session) =>
    show(
      c,
      <Running
        campaign={campaign}
        counts={await progressOf(campaign, deps)}
        at={now()}
        waits={waitsOf(campaign, now())}
        payments={isDebt(campaign) ? (knowsPayments(campaign, now()) ? 'fresh' : 'stale') : undefined}
        tabs={tabsFor(person)}
        may={{
          pause: mayPress('pause', campaign, person),
          resume: mayPress('resume', campaign, person),
          stop: mayPress('stop', campaign, person),
        }}
        mayComeAgain={isOneOf(person, writers) && canComeAgain(campaign)}
      />,
    )

  const contentPage = (c: StaffRequest, campaign: Campaign, { person }: Session) => {
    const texts = staffTexts(c.get('language'))
    const launched = Boolean(campaign.launchedAt)
    return show(
      c,
      <StaffPage
        title={`${campaign.name}: ${texts.check.titleRead}`}
        back={{ href: '/campaigns', text: texts.list.title }}
        width={launched ? 'full' : 'reading'}
      >
        <Heading over={<StatusTag status={campaign.status} />}>{campaign.name}</Heading>
        {launched && <Tabs campaign={campaign.id} current="content" open={tabsFor(person)} />}
        <Content campaign={campaign} mayChange={false} />
      </StaffPage>,
    )
  }

  return [
    {
      method: 'GET',
      path: '/campaigns',
      roles: readers,
      handle: async (c, { person }) => {
        const cursor = c.req.query('cursor')
        const page = await readFrom(cursor, (from) => campaigns.list(listed, from))
        const rows = await Promise.all(
          page.campaigns.map(async (campaign) => ({
            campaign,
            progress: campaign.launchedAt ? await progressOf(campaign, deps) : Progress.parse({}),
            createdOn: localTime(new Date(campaign.createdAt)).date,
          })),
        )
        const next = page.cursor && `/campaigns?cursor=${encodeURIComponent(page.cursor)}`
        return show(
          c,
          <CampaignList campaigns={rows} mayCreate={isOneOf(person, writers)} next={next} first={!cursor} />,
        )
      },
    },
    {
      method: 'GET',
      path: '/campaigns/:id',
      roles: readers,
      live: true,
      handle: async (c, session) => {
        const campaign = await campaigns.get(c.req.param('id')!)
        if (campaign.launchedAt) return running(c, campaign, session)
        if (campaign.status === 'stopped') return contentPage(c, campaign, session)
        if (!isOpenToChange(campaign)) return decision(c, campaign, session)
        return show(
          c,
          <Draft
            campaign={campaign}
            missing={await missingOf(campaign, deps)}
            mayWrite={isOneOf(session.person, writers)}
            justSaved={c.req.query('saved') !== undefined}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: '/campaigns/:id/content',
      roles: readers,
      handle: async (c, session) => contentPage(c, await campaigns.get(c.req.param('id')!), session),
    },
    {
      method: 'GET',
      path: '/campaigns/:id/check',
      roles: writers,
      handle: async (c, { person }) => {
        const campaign = await campaigns.get(c.req.param('id')!)
        if (!isOpenToChange(campaign)) return c.redirect(pathOf(campaign.id), 303)
        const [missing, service, rehearsal] = await Promise.all([
          missingOf(campaign, deps),
          serviceOf(campaign, person),
          rehearsalOf(campaign),
        ])
        return show(c, <Check campaign={campaign} missing={missing} service={service} rehearsal={rehearsal} />)
      },
    },
    {
      method: 'POST',
      path: '/campaigns/:id/moves/:move',
      roles: readers,
      handle: async (c, session) => {
        const id = c.req.param('id')!
        const move = (Object.keys(buttons) as StaffMove[]).find((known) => known === c.req.param('move'))
        if (!move) return c.notFound()
        const fields = await readForm(c)
        if (move === 'stop' && fields.text('confirm') !== 'yes') {
          return show(c, <ConfirmStop campaign={await campaigns.get(id)} />, { path: pathOf(id) })
        }
        const remark = fields.text('remark').slice(0, 1000)
        if (move === 'return' && !remark) {
          const text = staffTexts(c.get('language')).approval.remarkMissing
          return decision(c, await campaigns.get(id), session, { errors: [{ id: 'remark', text }] }, 422)
        }
        await desk.move(id, move, session.person, remark || undefined)
        return c.redirect(pathOf(id), 303)
      },
    },
  ]
}
