/** Step 4 of a drive with more than one letter: the plan, chosen from samples and changed step by step. */
import type { FC } from 'hono/jsx'
import { sparesMailed, usualStop } from '../../shared/campaign/asks.ts'
import { asksFor, attemptsFor, type Campaign } from '../../shared/campaign/campaign.ts'
import { isForUnmailed } from '../../shared/plan/mailed.ts'
import { canAdd, canRemove, moved } from '../../shared/plan/order.ts'
import type { Step, StepKind } from '../../shared/plan/plan.ts'
import type { Problem } from '../../shared/platform/errors.ts'
import type { Text } from '../../shared/platform/language.ts'
import { Button } from '../components/button.tsx'
import { Checkboxes, Radios } from '../components/choices.tsx'
import { ErrorMessage, type FieldError } from '../components/errors.tsx'
import { Details } from '../components/notices.tsx'
import { type PlanTexts, planTexts } from '../texts/staff-plan.ts'
import { Voiceless } from './content.tsx'
import { errorAt, Form, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { SaveActions } from './save-actions.tsx'
import { pathOfStep } from './steps.ts'

export interface PlanChoice {
  id: string
  title: Text
  what: Text
  /** Why it cannot be used now; empty where it can. */
  unfit: Text[]
}

export interface PlanProps {
  campaign: Campaign
  samples: PlanChoice[]
  /** Why steps of a kind cannot be added now. */
  unfit: Record<StepKind, Text[]>
  /** What is missing, each at its step. */
  problems: Problem[]
  errors: FieldError[]
}

/** The texts of the plan in the page's language. */
export const usePlanTexts = (): PlanTexts => planTexts(useFrame().language)

export const PlanPage: FC<PlanProps> = (props) => {
  const { campaign, errors } = props
  const { steps } = useTexts()
  const texts = usePlanTexts()
  const isEmpty = campaign.plan.length === 0
  return (
    <StaffPage title={texts.title} errors={errors} back={{ href: `/campaigns/${campaign.id}` }}>
      <Heading over={steps.of(4)}>{texts.title}</Heading>
      <p class="govuk-body">{texts.lead}</p>
      {isEmpty ? (
        <Form>
          <Samples {...props} legend={texts.choose} hint={texts.chooseHint} />
          <SaveActions />
        </Form>
      ) : (
        <>
          <h2 class="govuk-heading-m">{texts.steps}</h2>
          <ol class="akcja-plan">
            {campaign.plan.map((step, number) => (
              <StepItem {...props} step={step} number={number} />
            ))}
          </ol>
          <Voiceless campaign={campaign} />
          <Additions {...props} />
          <Form>
            {/* Enter in a field saves, and does not choose another plan. */}
            <button type="submit" name="and" value="enter" hidden />
            <Details summary={texts.more} open={errors.some(({ id }) => id === 'sample' || id === 'attempts')}>
              <Stops campaign={campaign} />
              <Attempts campaign={campaign} />
              <Samples {...props} legend={texts.chooseOther} hint={texts.chooseOtherHint} />
              <Version of={campaign} />
              <Button look="quiet" name="do" value="choose">
                {texts.use}
              </Button>
              <NotOffered {...props} />
            </Details>
            <SaveActions />
          </Form>
        </>
      )}
      {isEmpty && <NotOffered {...props} />}
    </StaffPage>
  )
}

/** Two people, or two tabs: what was shown is what is changed. */
const Version: FC<{ of: Campaign }> = ({ of }) => <input type="hidden" name="version" value={String(of.version)} />

const Samples: FC<PlanProps & { legend: string; hint: string }> = ({ samples, errors, legend, hint }) => {
  const { language } = useFrame()
  return (
    <Radios
      name="sample"
      legend={legend}
      legendSize="s"
      hint={hint}
      choices={samples
        .filter(({ unfit }) => unfit.length === 0)
        .map(({ id, title, what }) => ({ value: id, text: title[language], hint: what[language] }))}
      {...errorAt(errors, 'sample')}
    />
  )
}

const StepItem: FC<PlanProps & { step: Step; number: number }> = ({ campaign, problems, step, number }) => {
  const { language } = useFrame()
  const texts = usePlanTexts()
  const { plan } = campaign
  const name = `${texts.step(number + 1)} ${texts.kinds[step.kind]}`
  const wrong = problems.filter(({ field }) => field === `plan.${number}` || field.startsWith(`plan.${number}.`))
  const deeds: [string, string, boolean][] = [
    ['up', texts.up, moved(plan, number, -1) !== undefined],
    ['down', texts.down, moved(plan, number, 1) !== undefined],
    ['remove', texts.remove, canRemove(plan, number)],
  ]
  return (
    <li
      class={`akcja-plan__step${wrong.length > 0 ? ' akcja-plan__step--error' : ''}`}
      id={`step-${number}`}
      tabindex={-1}
    >
      <h3 class="govuk-heading-s">{name}</h3>
      <p class="govuk-body">{whatHappens(campaign, number, texts)}</p>
      {wrong.map((problem, n) => (
        <ErrorMessage id={`step-${number}-error-${n}`} text={problem.message[language] ?? problem.message.pl} />
      ))}
      <div class="akcja-plan__deeds">
        <a class="govuk-link" href={pathOfStep(campaign, number)}>
          {texts.change}
          <span class="govuk-visually-hidden"> {name}</span>
        </a>
        {deeds.some(([, , can]) => can) && (
          <Form>
            <Version of={campaign} />
            {deeds.map(
              ([deed, text, can]) =>
                can && (
                  <button type="submit" class="akcja-linklike" name="do" value={`${deed} ${number}`}>
                    {text}
                    <span class="govuk-visually-hidden"> {name}</span>
                  </button>
                ),
            )}
          </Form>
        )}
      </div>
    </li>
  )
}

/** What happens to a person at a step, in a sentence. */
function whatHappens(campaign: Campaign, number: number, texts: PlanTexts): string {
  const { plan, survey } = campaign
  const asks = asksFor(campaign)
  const step = plan[number]!
  switch (step.kind) {
    case 'wait':
      return texts.whatWait(timeOf(step.hours, texts))
    case 'call':
      if (isForUnmailed(step)) return texts.whatCallUnmailed
      if (asks === 'nothing') return texts.whatCallInforms
      return asks === 'booking' ? texts.whatCallBooks : texts.whatCall(texts.questions(survey?.phone?.asked ?? 0))
    case 'agents':
      if (plan.some(({ kind }) => kind === 'call')) return texts.whatAgentsLater
      return isForUnmailed(step) ? texts.whatAgentsUnmailed : texts.whatAgentsDo[asks]
    case 'email': {
      const subject = step.letters.pl?.subject || texts.noSubject
      if (plan.findIndex(({ kind }) => kind === 'email') === number) return texts.whatEmail(subject)
      if (asks === 'nothing') return texts.whatEmail(subject)
      if (asks === 'booking') {
        return step.stop.includes('booked') ? texts.whatEmailUnbooked(subject) : texts.whatEmail(subject)
      }
      return step.stop.includes('answered') ? texts.whatEmailLater(subject) : texts.whatEmailAll(subject)
    }
  }
}

const isByPhone = ({ kind }: Step): boolean => kind === 'call' || kind === 'agents'

const timeOf = (hours: number, texts: PlanTexts): string =>
  hours % 24 === 0 ? texts.days(hours / 24) : texts.hours(hours)

const Additions: FC<PlanProps> = ({ campaign, unfit }) => {
  const texts = usePlanTexts()
  const kinds = (['email', 'wait', 'call', 'agents'] as const).filter(
    (kind) => canAdd(campaign.plan, kind) && unfit[kind].length === 0,
  )
  if (kinds.length === 0) return null
  return (
    <section aria-labelledby="add-heading">
      <h2 class="govuk-heading-s" id="add-heading">
        {texts.add}
      </h2>
      <Form>
        <Version of={campaign} />
        <div class="govuk-button-group akcja-actions">
          {kinds.map((kind) => (
            <Button look="quiet" name="do" value={`add ${kind}`}>
              {texts.adds[kind]}
            </Button>
          ))}
        </div>
      </Form>
    </section>
  )
}

const Attempts: FC<{ campaign: Campaign }> = ({ campaign }) => {
  const texts = usePlanTexts()
  const { perDay, inAll } = attemptsFor(campaign)
  return (
    <section aria-labelledby="attempts-heading">
      <h2 class="govuk-heading-s" id="attempts-heading">
        {texts.attempts}
      </h2>
      <p class="govuk-body">
        {texts.attemptsNow(perDay, inAll)}{' '}
        <a class="govuk-link" href={`/campaigns/${campaign.id}/plan/attempts`} id="attempts">
          {texts.changeAttempts}
        </a>
      </p>
    </section>
  )
}

const Stops: FC<{ campaign: Campaign }> = ({ campaign }) => {
  const texts = usePlanTexts()
  const asks = asksFor(campaign)
  const [wanted] = usualStop(asks)
  const { plan } = campaign
  const stops = plan.every((step) => step.kind === 'wait' || step.stop.includes(wanted!))
  const mayRest = sparesMailed(campaign) && plan.some(({ kind }) => kind === 'email') && plan.some(isByPhone)
  return (
    <Checkboxes
      name="stops"
      legend={texts.stops}
      legendSize="s"
      hint={texts.stopAlways}
      values={[...(stops ? ['asked'] : []), ...(plan.some(isForUnmailed) ? ['mailed'] : [])]}
      choices={[
        { value: 'asked', text: texts.stopsOf[asks] },
        ...(mayRest ? [{ value: 'mailed', text: texts.stopsMailed }] : []),
      ]}
    />
  )
}

const NotOffered: FC<PlanProps> = ({ samples, unfit, campaign }) => {
  const { language } = useFrame()
  const texts = usePlanTexts()
  const kinds = (Object.entries(unfit) as [StepKind, Text[]][]).filter(
    ([kind, why]) => why.length > 0 && !campaign.plan.some((step) => step.kind === kind),
  )
  if (kinds.length === 0 || samples.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-s">{texts.notOffered}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {kinds.flatMap(([kind, why]) =>
          why.map((text) => (
            <li>
              <strong>{texts.kinds[kind]}</strong>: {text[language] ?? text.pl}
            </li>
          )),
        )}
      </ul>
    </>
  )
}
