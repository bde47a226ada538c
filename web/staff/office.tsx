/** What the office states in every new drive. */
import type { FC } from 'hono/jsx'
import { isGood, type RecordState, type SenderCheck, SenderRecord } from '../../shared/sender/sender.ts'
import { Actions, Button } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { TextInput } from '../components/fields.tsx'
import { SummaryList } from '../components/lists.tsx'
import { NotificationBanner, Tag, type TagColour, WarningText } from '../components/notices.tsx'
import { objectionTexts } from '../texts/staff-objections.ts'
import { senderTexts } from '../texts/staff-sender.ts'
import { moment } from '../texts/texts.ts'
import { errorAt, Form, Gap, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { usePlanTexts } from './plan.tsx'

export const officeFields = [
  'controller',
  'dataProtectionOfficer',
  'dataSource',
  'dataCategories',
  'recipients',
  'retentionMonths',
  'registerId',
  'replyTo',
] as const
export type OfficeForm = Record<(typeof officeFields)[number], string>

export interface OfficeProps {
  form: OfficeForm
  errors: FieldError[]
  saved: boolean
  /** This year, whose table of cases is linked. */
  year: string
  /** What the sender's domain says of who may write in its name. */
  sender: SenderCheck
}

export const OfficeDetails: FC<OfficeProps> = ({ form, errors, saved, year, sender }) => {
  const { office, about } = useTexts()
  const field = (name: keyof OfficeForm) => ({ name, value: form[name], ...errorAt(errors, name) })
  return (
    <StaffPage title={office.title} errors={errors} section="office">
      {saved && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{office.saved}</p>
        </NotificationBanner>
      )}
      <Heading>{office.title}</Heading>
      <p class="govuk-body">{office.lead}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/office/rehearsal">
          {usePlanTexts().settings.link}
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/office/units">
          {office.units}
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={`/cases/year/${year}`}>
          {office.caseYear}
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/objections">
          {objectionTexts(useFrame().language).office}
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/phones/oaths">
          {office.oaths}
        </a>
      </p>
      <Form>
        <TextInput {...field('controller')} label={about.controller} />
        <TextInput {...field('dataProtectionOfficer')} label={about.dataProtectionOfficer} />
        <TextInput {...field('dataSource')} label={about.dataSource} hint={about.dataSourceHint} optional />
        <TextInput {...field('dataCategories')} label={about.dataCategories} hint={about.dataCategoriesHint} optional />
        <TextInput {...field('recipients')} label={about.recipients} optional />
        <TextInput {...field('retentionMonths')} label={about.retentionMonths} inputmode="numeric" width={4} />
        <TextInput {...field('registerId')} label={about.registerId} width={20} optional />
        <TextInput {...field('replyTo')} label={office.replyTo} type="email" spellcheck={false} optional />
        <Actions>
          <Button>{office.save}</Button>
        </Actions>
      </Form>
      <Gap />
      <Sender check={sender} />
    </StaffPage>
  )
}

const colours: Record<RecordState, TagColour> = { there: 'green', missing: 'red', unknown: 'amber' }

const Sender: FC<{ check: SenderCheck }> = ({ check }) => {
  const { language } = useFrame()
  const texts = senderTexts(language)
  const missing = Object.values(check.records).includes('missing')
  return (
    <section aria-labelledby="sender">
      <h2 class="govuk-heading-m" id="sender">
        {texts.heading(check.domain)}
      </h2>
      <p class="govuk-body">{texts.lead}</p>
      {!isGood(check) && <WarningText>{missing ? texts.missing : texts.unknown}</WarningText>}
      <SummaryList
        rows={SenderRecord.options.map((record) => ({
          key: texts.records[record],
          value: <Tag colour={colours[check.records[record]]}>{texts.states[check.records[record]]}</Tag>,
        }))}
      />
      <p class="govuk-hint">{texts.at(moment(language, new Date(check.at)))}</p>
      <Form action="/office/sender">
        <Actions>
          <Button look="quiet">{texts.check}</Button>
        </Actions>
      </Form>
    </section>
  )
}
