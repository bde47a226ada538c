/** A drive under way: how far it has come, what holds it back, how to steer it. */
import type { FC } from 'hono/jsx'
import { asksFor, type Campaign } from '../../shared/campaign/campaign.ts'
import type { Progress as Counts } from '../../shared/result/result.ts'
import { Actions, Button } from '../components/button.tsx'
import { Progress } from '../components/figures.tsx'
import { Tiles } from '../components/lists.tsx'
import { Details, InsetText, NotificationBanner, WarningText } from '../components/notices.tsx'
import { date, moment, number } from '../texts/texts.ts'
import { MoveForm } from './approval.tsx'
import { StatusTag } from './campaigns.tsx'
import { Heading, StaffPage, useFrame, useTexts } from './frame.tsx'

export type Tab = 'progress' | 'results' | 'contacts' | 'content'

const pages: Record<Tab, string> = { progress: '', results: '/results', contacts: '/people', content: '/content' }

/** The parts of a launched drive. */
export const Tabs: FC<{ campaign: string; current: Tab; open: readonly Tab[] }> = ({ campaign, current, open }) => {
  const { progress } = useTexts()
  return (
    <nav aria-label={progress.tabsName}>
      <ul class="akcja-nav__list">
        {open.map((tab) => (
          <li>
            <a
              class="akcja-nav__link"
              href={`/campaigns/${campaign}${pages[tab]}`}
              aria-current={tab === current ? 'page' : undefined}
            >
              {progress.tabs[tab]}
            </a>
          </li>
        ))}
      </ul>
      <hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible" />
    </nav>
  )
}

export interface RunningProps {
  campaign: Campaign
  counts: Counts
  at: Date
  /** Why nothing is sent at this moment, though the drive runs. */
  waits?: { day: string } | { until: Date } | undefined
  tabs: readonly Tab[]
  may: { pause: boolean; resume: boolean; stop: boolean }
  /** Of a reminder: whether nobody is contacted because payments are not known. */
  payments?: 'fresh' | 'stale' | undefined
  /** Whether this person may make a new drive from those who were not reached. */
  mayComeAgain: boolean
}

export const Running: FC<RunningProps> = ({ campaign, counts, at, waits, payments, tabs, may, mayComeAgain }) => {
  const texts = useTexts()
  const { language } = useFrame()
  const { progress } = texts
  const written = (value: number) => number(language, value)
  const contacts = campaign.list?.contacts ?? 0
  const settled = counts.sent + counts.refused + counts.spared + counts.doubt
  const alive = campaign.status === 'running' || campaign.status === 'paused'
  const here = `/campaigns/${campaign.id}`
  const writes = campaign.plan.some(({ kind }) => kind === 'email')
  const calls = campaign.plan.some(({ kind }) => kind === 'call' || kind === 'agents')
  return (
    <StaffPage
      title={campaign.name}
      back={{ href: '/campaigns', text: texts.list.title }}
      width="full"
      reload={alive ? { seconds: 5, href: `${here}?live` } : undefined}
    >
      {campaign.pausedBecause && (
        <NotificationBanner>
          <p class="govuk-notification-banner__heading">{texts.pausedBecause[campaign.pausedBecause]}</p>
        </NotificationBanner>
      )}
      <Heading over={<StatusTag status={campaign.status} />}>{campaign.name}</Heading>
      <Tabs campaign={campaign.id} current="progress" open={tabs} />
      <div data-live>
        {payments && <Payments campaign={campaign.id} state={payments} mayWrite={tabs.includes('contacts')} />}
        <Situation campaign={campaign} waits={waits} settled={settled} contacts={contacts} />
        {(writes || !calls) && (
          <Progress share={contacts > 0 ? settled / contacts : 0}>
            {settled >= contacts
              ? progress.allSent(written(counts.sent))
              : progress.sent(written(counts.sent), written(contacts))}
          </Progress>
        )}
        <Tiles
          tiles={[
            { name: progress.imported, value: written(contacts) },
            { name: progress.sentTile, value: written(counts.sent) },
            ...givenTiles(campaign, counts, progress, written),
            { name: progress.inDoubt, value: written(counts.doubt) },
            { name: progress.bounced, value: written(counts.bounced) },
            { name: progress.refused, value: written(counts.refused) },
            { name: progress.spared, value: written(counts.spared) },
            { name: progress.objected, value: written(counts.objected) },
            { name: progress.complained, value: written(counts.complained) },
            ...(calls
              ? [
                  { name: texts.calls.tileCalls, value: written(counts.calls) },
                  { name: texts.calls.tileReached, value: written(counts.reached) },
                  { name: texts.calls.tileSkipped, value: written(counts.skipped) },
                ]
              : []),
          ]}
        />
        <p class="govuk-hint">
          {progress.asOf(moment(language, at))} {alive && progress.live}
        </p>
      </div>
      <Details summary={progress.what}>
        <ul class="govuk-list govuk-list--bullet">
          {Object.values(progress.explain).map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      </Details>
      <Controls campaign={campaign} may={may} />
      {mayComeAgain && (
        <p class="govuk-body govuk-!-margin-top-6">
          <a class="govuk-link" href={`${here}/again`}>
            {texts.again.link}
          </a>
        </p>
      )}
    </StaffPage>
  )
}

/** What residents gave, by what they were asked for. */
function givenTiles(
  campaign: Campaign,
  counts: Counts,
  progress: ReturnType<typeof useTexts>['progress'],
  written: (value: number) => string,
): { name: string; value: string }[] {
  const tile = (name: string, value: number) => ({ name, value: written(value) })
  const asks = asksFor(campaign)
  const answers = [tile(progress.opened, counts.opened), tile(progress.answered, counts.answered)]
  if (asks === 'survey') return answers
  if (asks === 'nothing') {
    const byPhone = campaign.plan.some(({ kind }) => kind === 'call')
    const delivered = tile(progress.delivered, Math.max(0, counts.sent - counts.bounced))
    return byPhone ? [delivered, tile(progress.informed, counts.answered)] : [delivered]
  }
  return [
    tile(progress.booked, counts.booked),
    tile(progress.cancelled, counts.cancelled),
    ...(campaign.survey ? answers : []),
  ]
}

/** A reminder goes on only while payments are known: what is missing, and where it is brought. */
const Payments: FC<{ campaign: string; state: 'fresh' | 'stale'; mayWrite: boolean }> = (props) => {
  const { progress } = useTexts()
  return (
    <>
      {props.state === 'stale' && <WarningText>{progress.paymentsStale}</WarningText>}
      {props.mayWrite && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/campaigns/${props.campaign}/claims`}>
            {progress.claims}
          </a>
        </p>
      )}
    </>
  )
}

const Situation: FC<Pick<RunningProps, 'campaign' | 'waits'> & { settled: number; contacts: number }> = ({
  campaign,
  waits,
  settled,
  contacts,
}) => {
  const { progress } = useTexts()
  const { language } = useFrame()
  const ended = campaign.endedAt ? moment(language, new Date(campaign.endedAt)) : ''
  if (campaign.status === 'stopped') return <InsetText>{progress.stoppedOn(ended)}</InsetText>
  if (campaign.status === 'finished') return <InsetText>{progress.finishedOn(ended)}</InsetText>
  if (campaign.status === 'paused') return <InsetText>{progress.pausedNow}</InsetText>
  return (
    <>
      {campaign.startsOn && campaign.endsOn && (
        <p class="govuk-body">{progress.dates(date(language, campaign.startsOn), date(language, campaign.endsOn))}</p>
      )}
      {waits && settled < contacts && (
        <InsetText>
          {'day' in waits
            ? progress.waitsForDay(date(language, waits.day))
            : progress.waitsForWindow(moment(language, waits.until))}
        </InsetText>
      )}
    </>
  )
}

const Controls: FC<Pick<RunningProps, 'campaign' | 'may'>> = ({ campaign, may }) => {
  const { progress, move } = useTexts()
  if (!may.pause && !may.resume && !may.stop) return null
  return (
    <section aria-labelledby="control">
      <h2 class="govuk-heading-m" id="control">
        {progress.control}
      </h2>
      {may.pause && <p class="govuk-hint">{progress.pauseHint}</p>}
      <Actions>
        {may.pause && (
          <MoveForm campaign={campaign.id} move="pause">
            <Button>{move.pause}</Button>
          </MoveForm>
        )}
        {may.resume && (
          <MoveForm campaign={campaign.id} move="resume">
            <Button>{move.resume}</Button>
          </MoveForm>
        )}
        {may.stop && (
          <MoveForm campaign={campaign.id} move="stop">
            <Button look="danger">{progress.stop}</Button>
          </MoveForm>
        )}
      </Actions>
    </section>
  )
}
