/** The list of drives, and a draft as the list of its steps. */
import type { FC } from 'hono/jsx'
import type { Campaign, Status } from '../../shared/campaign/campaign.ts'
import type { Problem } from '../../shared/platform/errors.ts'
import type { Progress } from '../../shared/result/result.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { Table } from '../components/lists.tsx'
import { Pagination, TaskList } from '../components/navigation.tsx'
import { InsetText, NotificationBanner, Tag, type TagColour } from '../components/notices.tsx'
import { date, number } from '../texts/texts.ts'
import { Form, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { doneSteps, isLetterOnly, type Step, stepOf, steps } from './steps.ts'

const colours: Record<Status, TagColour> = {
  draft: 'grey',
  submitted: 'amber',
  approved: 'blue',
  running: 'green',
  paused: 'amber',
  finished: 'blue',
  stopped: 'red',
}

/** The state of a drive in a word. */
export const StatusTag: FC<{ status: Status }> = ({ status }) => (
  <Tag colour={colours[status]}>{useTexts().status[status]}</Tag>
)

export interface ListedCampaign {
  campaign: Campaign
  progress: Progress
  createdOn: string
}

export const CampaignList: FC<{
  campaigns: ListedCampaign[]
  mayCreate: boolean
  next?: string | undefined
  first: boolean
}> = ({ campaigns, mayCreate, next, first }) => {
  const { language } = useFrame()
  const { list } = useTexts()
  const counted = (value: number | undefined) => (value === undefined ? '–' : number(language, value))
  return (
    <StaffPage title={list.title} width="full">
      <Heading>{list.title}</Heading>
      {mayCreate && (
        <p>
          <ButtonLink href="/campaigns/new/drive">{list.create}</ButtonLink>
        </p>
      )}
      {campaigns.length === 0 ? (
        <InsetText>
          <p class="govuk-body">{list.none}</p>
          <p class="govuk-body">{mayCreate ? list.noneNext : list.noneForOthers}</p>
        </InsetText>
      ) : (
        <Table
          caption={list.caption}
          captionSize="hidden"
          columns={[
            { title: list.name },
            { title: list.state },
            { title: list.contacts, number: true },
            { title: list.sent, number: true },
            { title: list.answered, number: true },
            { title: list.created },
          ]}
          rows={campaigns.map(({ campaign, progress, createdOn }) => [
            <a class="govuk-link" href={`/campaigns/${campaign.id}`}>
              {campaign.name}
            </a>,
            <StatusTag status={campaign.status} />,
            counted(campaign.list?.contacts),
            campaign.launchedAt ? counted(progress.sent) : '–',
            campaign.launchedAt ? counted(progress.answered) : '–',
            date(language, createdOn),
          ])}
        />
      )}
      <Pagination previous={first ? undefined : '/campaigns'} next={next} />
    </StaffPage>
  )
}

export interface DraftProps {
  campaign: Campaign
  /** What it lacks, in the order of the form. */
  missing: Problem[]
  mayWrite: boolean
  justSaved: boolean
}

/** A draft: what is done, what is to do, in order. */
export const Draft: FC<DraftProps> = ({ campaign, missing, mayWrite, justSaved }) => {
  const texts = useTexts()
  const { language } = useFrame()
  const done = doneSteps(missing)
  /** Of a drive of the library nearly all is there: what is not, is told at its step. */
  const lacks = (step: Step) =>
    campaign.template ? missing.filter(({ field }) => stepOf(field) === step).map(({ message }) => message) : []
  const complete = steps.every((step) => done.has(step))
  const named = (step: Step) => (step === 'plan' && isLetterOnly(campaign) ? 'message' : step)
  return (
    <StaffPage title={campaign.name} back={{ href: '/campaigns', text: texts.list.title }}>
      {justSaved && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{texts.steps.saved}</p>
        </NotificationBanner>
      )}
      <Heading over={<StatusTag status={campaign.status} />}>{campaign.name}</Heading>
      {campaign.remark && (
        <NotificationBanner>
          <h3 class="govuk-notification-banner__heading">{texts.draft.remark}</h3>
          <p class="govuk-body">{campaign.remark}</p>
        </NotificationBanner>
      )}
      <p class="govuk-body">{mayWrite ? texts.draft.lead : texts.draft.readOnly}</p>
      <p class="govuk-body">{texts.draft.progress(done.size)}</p>
      <TaskList
        tasks={[
          ...steps.map((step) => ({
            text: texts.steps[named(step)],
            hint: (
              <>
                {texts.steps[`${named(step)}Hint`]}
                {lacks(step).map((message) => (
                  <>
                    <br />
                    <strong>{message[language] ?? message.pl}</strong>
                  </>
                ))}
              </>
            ),
            ...(mayWrite && {
              href: `/campaigns/${campaign.id}/${named(step)}${step === 'about' && lacks(step).length > 0 ? '?check' : ''}`,
            }),
            status: done.has(step) ? texts.steps.done : <Tag colour="blue">{texts.steps.todo}</Tag>,
          })),
          {
            text: texts.steps.check,
            hint: texts.steps.checkHint,
            ...(mayWrite && complete && { href: `/campaigns/${campaign.id}/check` }),
            status: complete ? (
              <Tag colour="blue">{texts.steps.next}</Tag>
            ) : (
              <Tag colour="grey">{texts.steps.last}</Tag>
            ),
          },
        ]}
      />
      {mayWrite && (
        <Form action={`/campaigns/${campaign.id}/moves/stop`}>
          <Actions>
            <Button look="quiet" name="confirm" value="ask">
              {texts.draft.discard}
            </Button>
          </Actions>
        </Form>
      )}
    </StaffPage>
  )
}
