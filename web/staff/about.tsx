/** Step 1: what the drive is called, what it is for, on what basis, and who keeps the data. */
import type { Child, FC } from 'hono/jsx'
import { Anonymity, Basis, PurposeClass } from '../../shared/campaign/campaign.ts'
import { Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { DateInput, Select, Textarea, TextInput } from '../components/fields.tsx'
import { Details } from '../components/notices.tsx'
import { errorAt, Form, Heading, StaffPage, useTexts } from './frame.tsx'
import { SaveActions } from './save-actions.tsx'

/** The form as typed; the ids of its fields are its names. */
export const aboutFields = [
  'name',
  'purpose',
  'purposeUk',
  'purposeEn',
  'purposeClass',
  'basis',
  'anonymity',
  'controller',
  'dataProtectionOfficer',
  'dataSource',
  'dataCategories',
  'recipients',
  'retentionMonths',
  'dpia',
  'dpiaReference',
  'registerId',
  'jrwa',
  'category',
  'years',
  'discreet',
  'callsApprovedBy',
  'callsApprovedOn',
] as const
export type AboutField = (typeof aboutFields)[number]
/** Typed in one box each; the day of the consent to automated calls is typed in three. */
export type AboutTextField = Exclude<AboutField, 'callsApprovedOn'>
export type AboutForm = Record<AboutTextField, string> & {
  callsApprovedOn: { day: string; month: string; year: string }
}

/** What stands behind the page's one link. */
const rareFields: AboutField[] = [
  'purposeUk',
  'purposeEn',
  'controller',
  'dataProtectionOfficer',
  'dataSource',
  'dataCategories',
  'recipients',
  'retentionMonths',
  'dpiaReference',
  'registerId',
  'jrwa',
  'category',
  'years',
  'discreet',
  'callsApprovedBy',
  'callsApprovedOn',
]

export interface AboutProps {
  /** Missing while the drive does not exist yet. */
  campaign?: string
  form: AboutForm
  errors: FieldError[]
  /** How the purpose reads, in each language that it is written in. */
  notes?: Partial<Record<'purpose' | 'purposeUk' | 'purposeEn', Child>>
}

export const About: FC<AboutProps> = ({ campaign, form, errors, notes = {} }) => {
  const { about, steps } = useTexts()
  const field = (name: AboutTextField) => ({ name, value: form[name], ...errorAt(errors, name) })
  const mustOpen = rareFields.some((name) => errors.some(({ id }) => id === name))
  return (
    <StaffPage title={about.title} errors={errors} back={{ href: campaign ? `/campaigns/${campaign}` : '/campaigns' }}>
      <Heading over={steps.of(1)}>{about.title}</Heading>
      <Form>
        <TextInput {...field('name')} label={about.name} labelSize="s" hint={about.nameHint} maxlength={120} />
        <Textarea {...field('purpose')} label={about.purpose} labelSize="s" hint={about.purposeHint} rows={2} />
        {notes.purpose}
        <Radios
          {...field('purposeClass')}
          legend={about.purposeClass}
          legendSize="s"
          hint={about.purposeClassHint}
          choices={PurposeClass.options.map((value) => ({ value, text: about.purposeClasses[value] }))}
        />
        <Select
          {...field('basis')}
          label={about.basis}
          labelSize="s"
          hint={about.basisHint}
          options={Basis.options.map((value) => ({ value, text: about.bases[value] }))}
        />
        <Radios
          {...field('anonymity')}
          legend={about.anonymity}
          legendSize="s"
          hint={about.anonymityHint}
          choices={[...Anonymity.options].reverse().map((value) => ({ value, ...about.anonymities[value] }))}
        />
        <Details summary={about.more} open={mustOpen}>
          <h2 class="govuk-heading-s">{about.translations}</h2>
          <Textarea {...field('purposeUk')} label={about.purposeUk} rows={2} optional />
          {notes.purposeUk}
          <Textarea {...field('purposeEn')} label={about.purposeEn} rows={2} optional />
          {notes.purposeEn}
          <h2 class="govuk-heading-s">{about.privacy}</h2>
          <p class="govuk-hint">{about.privacyHint}</p>
          <TextInput {...field('controller')} label={about.controller} />
          <TextInput {...field('dataProtectionOfficer')} label={about.dataProtectionOfficer} />
          <TextInput {...field('dataSource')} label={about.dataSource} hint={about.dataSourceHint} />
          <TextInput {...field('dataCategories')} label={about.dataCategories} hint={about.dataCategoriesHint} />
          <TextInput {...field('recipients')} label={about.recipients} />
          <TextInput {...field('retentionMonths')} label={about.retentionMonths} inputmode="numeric" width={4} />
          <Radios
            {...field('dpia')}
            legend={about.dpia}
            choices={[
              { value: 'yes', text: about.dpiaYes },
              { value: 'no', text: about.dpiaNo },
            ]}
          />
          <TextInput {...field('dpiaReference')} label={about.dpiaReference} width={20} />
          <TextInput {...field('registerId')} label={about.registerId} width={20} />
          <TextInput {...field('jrwa')} label={about.jrwa} hint={about.jrwaHint} width={10} optional />
          <Select
            {...field('category')}
            label={about.category}
            options={(['', 'A', 'B', 'BE'] as const).map((value) => ({ value, text: about.categories[value] }))}
          />
          <TextInput {...field('years')} label={about.years} inputmode="numeric" width={4} optional />
          <Radios
            {...field('discreet')}
            legend={about.discreet}
            hint={about.discreetHint}
            choices={[
              { value: 'yes', text: about.discreetYes },
              { value: 'no', text: about.discreetNo },
            ]}
          />
          <TextInput
            {...field('callsApprovedBy')}
            label={about.callsApprovedBy}
            hint={about.callsApprovedHint}
            optional
          />
          <DateInput
            name="callsApprovedOn"
            legend={about.callsApprovedOn}
            hint={about.callsApprovedOnHint}
            values={form.callsApprovedOn}
            {...errorAt(errors, 'callsApprovedOn')}
          />
        </Details>
        <SaveActions />
      </Form>
    </StaffPage>
  )
}
