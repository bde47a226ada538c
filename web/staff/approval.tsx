/** Step 6 and what follows it: check and ask, a second person decides, launch. */
import type { Child, FC } from 'hono/jsx'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { Problem } from '../../shared/platform/errors.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Textarea } from '../components/fields.tsx'
import { Details, InsetText } from '../components/notices.tsx'
import { moment } from '../texts/texts.ts'
import { StatusTag } from './campaigns.tsx'
import { Content } from './content.tsx'
import { errorAt, Form, Gap, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { stepOf } from './steps.ts'

/** The sixth page: everything once more, then the question to a second person. */
export const Check: FC<{ campaign: Campaign; missing: Problem[]; service?: Child; rehearsal?: Child }> = ({
  campaign,
  missing,
  service,
  rehearsal,
}) => {
  const { check, steps, move } = useTexts()
  const { language } = useFrame()
  return (
    <StaffPage title={check.title} back={{ href: `/campaigns/${campaign.id}` }}>
      <Heading over={steps.of(6)}>{check.title}</Heading>
      {missing.length > 0 && (
        <InsetText>
          <p class="govuk-body">{check.missing}</p>
          <ul class="govuk-list govuk-list--bullet">
            {missing.map((problem) => (
              <li>
                <a class="govuk-link" href={`/campaigns/${campaign.id}/${stepOf(problem.field)}`}>
                  {problem.message[language] ?? problem.message.pl}
                </a>
              </li>
            ))}
          </ul>
        </InsetText>
      )}
      <Content campaign={campaign} mayChange />
      {service}
      {rehearsal}
      {missing.length === 0 && (
        <>
          <h2 class="govuk-heading-m">{check.next}</h2>
          <p class="govuk-body">{check.nextText}</p>
          <MoveForm campaign={campaign.id} move="submit">
            <Actions>
              <Button>{move.submit}</Button>
              <ButtonLink href={`/campaigns/${campaign.id}?saved`} look="quiet">
                {steps.later}
              </ButtonLink>
            </Actions>
          </MoveForm>
        </>
      )}
    </StaffPage>
  )
}

/** A form that makes one move. */
export const MoveForm: FC<{ campaign: string; move: string; children?: unknown }> = ({ campaign, move, children }) => (
  <Form action={`/campaigns/${campaign}/moves/${move}`}>{children as never}</Form>
)

export interface DecisionProps {
  campaign: Campaign
  /** What this person may do with it now. */
  may: { approve: boolean; withdraw: boolean; launch: boolean; stop: boolean }
  /** The approver is its author. */
  isOwn: boolean
  /** Where the drive asks people to come, and whether there is a place for them. */
  service?: Child
  /** How it would go. */
  rehearsal?: Child
  /** What five people of the list would get. */
  sample?: Child
  remark?: string
  errors?: FieldError[]
}

/** A drive between asking and launching: the content, and what this person can do about it. */
export const Decision: FC<DecisionProps> = ({
  campaign,
  may,
  isOwn,
  service,
  rehearsal,
  sample,
  remark,
  errors = [],
}) => {
  const { check, approval, move, contacts, list } = useTexts()
  const { language } = useFrame()
  const submitted = campaign.status === 'submitted'
  const title = submitted && may.approve ? check.titleApprove : check.titleRead
  return (
    <StaffPage title={`${title}: ${campaign.name}`} errors={errors} back={{ href: '/campaigns', text: list.title }}>
      <Heading over={<StatusTag status={campaign.status} />}>{campaign.name}</Heading>
      {submitted && !may.approve && (
        <InsetText>{isOwn ? `${approval.waiting} ${approval.own}` : approval.waiting}</InsetText>
      )}
      {campaign.approval && (
        <InsetText>
          {approval.approvedBy(campaign.approval.name, moment(language, new Date(campaign.approval.at)))}
        </InsetText>
      )}
      {may.launch && (
        <MoveForm campaign={campaign.id} move="launch">
          <p class="govuk-body">
            {approval.launchLead} {approval.launchNow(contacts.people(campaign.list?.contacts ?? 0))}
          </p>
          <Actions>
            <Button>{move.launch}</Button>
          </Actions>
          <Gap />
        </MoveForm>
      )}
      <Content campaign={campaign} mayChange={false} />
      {service}
      {sample}
      {rehearsal}
      {submitted && may.approve && (
        <section aria-labelledby="decide">
          <h2 class="govuk-heading-m" id="decide">
            {approval.question}
          </h2>
          <p class="govuk-body">{approval.lead}</p>
          <MoveForm campaign={campaign.id} move="approve">
            <Actions>
              <Button>{move.approve}</Button>
            </Actions>
          </MoveForm>
          <Gap />
          <Details summary={approval.sendBack} open={errors.length > 0}>
            <MoveForm campaign={campaign.id} move="return">
              <Textarea
                name="remark"
                label={approval.remark}
                hint={approval.remarkHint}
                rows={3}
                maxlength={1000}
                value={remark ?? ''}
                {...errorAt(errors, 'remark')}
              />
              <Actions>
                <Button look="quiet">{move.return}</Button>
              </Actions>
            </MoveForm>
          </Details>
        </section>
      )}
      {may.withdraw && (
        <MoveForm campaign={campaign.id} move="withdraw">
          <p class="govuk-hint">{approval.withdrawHint}</p>
          <Actions>
            <Button look="quiet">{move.withdraw}</Button>
          </Actions>
        </MoveForm>
      )}
    </StaffPage>
  )
}

/** Are you sure? For what cannot be taken back. */
export const ConfirmStop: FC<{ campaign: Campaign }> = ({ campaign }) => {
  const { progress } = useTexts()
  const launched = Boolean(campaign.launchedAt)
  const title = launched ? progress.stopTitle : progress.discardTitle
  return (
    <StaffPage title={title} back={{ href: `/campaigns/${campaign.id}` }}>
      <Heading over={campaign.name}>{title}</Heading>
      <p class="govuk-body">{launched ? progress.stopText : progress.discardText}</p>
      <MoveForm campaign={campaign.id} move="stop">
        <Actions>
          <Button look="danger" name="confirm" value="yes">
            {launched ? progress.stopYes : progress.discardYes}
          </Button>
          <ButtonLink href={`/campaigns/${campaign.id}`} look="quiet">
            {progress.stopNo}
          </ButtonLink>
        </Actions>
      </MoveForm>
    </StaffPage>
  )
}
