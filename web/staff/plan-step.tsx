/** The pages of single steps of a plan: a wait, the opening of automated calls, the script of agents. */
import type { Child, FC } from 'hono/jsx'
import { type MergeField, mergeFields } from '../../shared/contact/mapping.ts'
import { agentField, officeField } from '../../shared/plan/opening.ts'
import type { Language, Text } from '../../shared/platform/language.ts'
import type { LintedDrive, LintingOffice } from '../../shared/text/drive-texts.ts'
import type { Place } from '../../shared/text/text.ts'
import { Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Textarea, TextInput } from '../components/fields.tsx'
import { SummaryList } from '../components/lists.tsx'
import { Details, InsetText } from '../components/notices.tsx'
import { errorAt, Form, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { usePlanTexts } from './plan.tsx'
import { SaveActions } from './save-actions.tsx'
import { TextNotes } from './text-notes.tsx'

interface StepProps {
  campaign: string
  number: number
  /** As typed, by the names of the fields. */
  form: Record<string, string>
  errors: FieldError[]
}

/** What the words of a step are held to. */
interface Held {
  drive: LintedDrive
  linting: LintingOffice
}

/** The notes under a field of words. */
const Notes: FC<
  Held & { form: Record<string, string>; errors: FieldError[]; name: string; place: Place; code: Language }
> = (props) => (
  <TextNotes
    text={props.form[props.name] ?? ''}
    place={props.place}
    written={props.code}
    drive={props.drive}
    office={props.linting}
    told={props.errors.some(({ id }) => id === props.name)}
  />
)

const StepPage: FC<StepProps & { title: string; lead: string; children?: Child }> = (props) => {
  const { steps } = useTexts()
  const texts = usePlanTexts()
  return (
    <StaffPage
      title={props.title}
      errors={props.errors}
      back={{ href: `/campaigns/${props.campaign}/plan?all`, text: texts.back }}
    >
      <Heading over={`${steps.of(4)}: ${texts.title}, ${props.number + 1}`}>{props.title}</Heading>
      <p class="govuk-body">{props.lead}</p>
      {props.children}
    </StaffPage>
  )
}

/** How long. */
export const WaitPage: FC<StepProps> = (props) => {
  const { wait } = usePlanTexts()
  const { form, errors } = props
  return (
    <StepPage {...props} title={wait.title} lead={wait.lead}>
      <Form>
        <TextInput
          name="amount"
          label={wait.amount}
          labelSize="s"
          width={4}
          inputmode="numeric"
          value={form.amount}
          {...errorAt(errors, 'amount')}
        />
        <Radios
          name="unit"
          legend={wait.unit}
          legendSize="s"
          inline
          small
          value={form.unit}
          choices={(['hours', 'days'] as const).map((value) => ({ value, text: wait.units[value] }))}
        />
        <SaveActions />
      </Form>
    </StepPage>
  )
}

/** What an automated call makes of the survey. */
export interface Keypad {
  asked: number
  questions: number
  skipped: { title: Text; why: Text }[]
  problems: { question?: string | undefined; message: Text }[]
}

/** What an automated call begins with, and what it will ask. */
export const CallPage: FC<StepProps & Held & { keypad?: Keypad | undefined }> = (props) => {
  const { language } = useFrame()
  const texts = usePlanTexts()
  const { call } = texts
  const { form, errors, keypad } = props
  const field = (name: string) => ({ name, value: form[name] ?? '', rows: 5, maxlength: 600, ...errorAt(errors, name) })
  return (
    <StepPage {...props} title={call.title} lead={call.lead}>
      <Form>
        <Textarea {...field('opening-pl')} label={call.opening.pl} labelSize="s" hint={call.hint} />
        <Notes {...props} name="opening-pl" place="opening" code="pl" />
        <p class="govuk-hint">{call.ukrainian}</p>
        <h2 class="govuk-heading-m">{call.keypad}</h2>
        {keypad ? (
          <>
            <p class="govuk-body">{call.asked(texts.questions(keypad.asked), keypad.questions)}</p>
            {keypad.problems.length > 0 && (
              <InsetText>
                <ul class="govuk-list govuk-list--bullet">
                  {keypad.problems.map(({ question, message }) => (
                    <li>
                      {question && `„${question}”: `}
                      {message[language] ?? message.pl}
                    </li>
                  ))}
                </ul>
              </InsetText>
            )}
          </>
        ) : (
          <p class="govuk-body">{call.noSurvey}</p>
        )}
        <Details summary={call.english} open={errors.some(({ id }) => id === 'opening-en')}>
          <Textarea {...field('opening-en')} label={call.opening.en} labelSize="s" optional />
          <Notes {...props} name="opening-en" place="opening" code="en" />
          {keypad && keypad.skipped.length > 0 && (
            <>
              <h2 class="govuk-heading-s">{call.skipped}</h2>
              <ul class="govuk-list govuk-list--bullet">
                {keypad.skipped.map(({ title, why }) => (
                  <li>
                    {title[language] ?? title.pl} – {why[language] ?? why.pl}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Details>
        <SaveActions />
      </Form>
    </StepPage>
  )
}

/** What agents read out. */
export const AgentsPage: FC<StepProps & Held & { fields: string[] }> = (props) => {
  const { language } = useFrame()
  const { agents } = usePlanTexts()
  const { form, errors, fields } = props
  const field = (code: 'pl' | 'uk' | 'en') => ({
    ...{ name: `script-${code}`, value: form[`script-${code}`] ?? '', rows: 14, maxlength: 10_000 },
    ...{ label: agents.script[code], labelSize: 's' as const },
    ...errorAt(errors, `script-${code}`),
  })
  const isWrong = errors.some(({ id }) => id === 'script-uk' || id === 'script-en' || id === 'skill')
  return (
    <StepPage {...props} title={agents.title} lead={agents.lead}>
      <Form>
        <Textarea {...field('pl')} />
        <Notes {...props} name="script-pl" place="script" code="pl" />
        <Details summary={agents.others} open={isWrong}>
          <h2 class="govuk-heading-s">{agents.fields}</h2>
          <SummaryList
            rows={[
              { key: `{{${agentField}}}`, value: agents.fieldAgent },
              { key: `{{${officeField}}}`, value: agents.fieldOffice },
              ...fields.map((name) => ({
                key: `{{${name}}}`,
                value: name in mergeFields ? mergeFields[name as MergeField].label[language] : name,
              })),
            ]}
          />
          <p class="govuk-hint">{agents.othersHint}</p>
          <Textarea {...field('uk')} optional />
          <Notes {...props} name="script-uk" place="script" code="uk" />
          <Textarea {...field('en')} optional />
          <Notes {...props} name="script-en" place="script" code="en" />
          <TextInput
            name="skill"
            label={agents.skill}
            labelSize="s"
            hint={agents.skillHint}
            width={20}
            maxlength={40}
            spellcheck={false}
            value={form.skill}
            optional
            {...errorAt(errors, 'skill')}
          />
        </Details>
        <SaveActions />
      </Form>
    </StepPage>
  )
}
