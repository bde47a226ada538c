/** A part of step 3: where the addresses of a file come from, and, where people must have agreed, what to. (L3, L20) */
import type { Child, FC } from 'hono/jsx'
import { Basis, PurposeClass } from '../../shared/campaign/campaign.ts'
import { Checkboxes } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { DateInput, Select, TextInput } from '../components/fields.tsx'
import { pointTexts } from '../texts/staff-point.ts'
import { errorAt, useFrame, useTexts } from './frame.tsx'

/** What stands in the form, as typed. */
export interface AboutForm {
  source: string
  basis: string
  on: { day: string; month: string; year: string }
  purposes: string[]
  /** Whether the drive needs consents. */
  needsConsent: boolean
  version: string
  given: string
}

interface Props {
  about: AboutForm
  errors: FieldError[]
}

interface ConsentProps extends Props {
  /** A list of the file's columns to pick from. */
  column: (name: string, label: string, hint?: Child) => Child
}

/** What people agreed to, where the drive may reach only those who did. */
export const Consents: FC<ConsentProps> = ({ about, errors, column }) => {
  const t = pointTexts(useFrame().language)
  return (
    <>
      <h2 class="govuk-heading-m">{t.consents}</h2>
      <p class="govuk-body">{t.consentsLead}</p>
      {column('consent-email', t.consentEmail)}
      {column('consent-phone', t.consentPhone)}
      <TextInput
        name="consent-textVersion"
        label={t.version}
        hint={t.versionHint}
        value={about.version}
        {...errorAt(errors, 'consent-textVersion')}
      />
      <TextInput name="consent-source" label={t.given} hint={t.givenHint} value={about.given} />
    </>
  )
}

/** Where the addresses come from; the drive's description says it until somebody says otherwise. */
export const AboutFile: FC<Props> = ({ about, errors }) => {
  const { about: words } = useTexts()
  const t = pointTexts(useFrame().language)
  return (
    <>
      <h2 class="govuk-heading-s">{t.heading}</h2>
      <p class="govuk-body">{t.lead}</p>
      <TextInput
        name="point-source"
        label={t.source}
        hint={t.sourceHint}
        value={about.source}
        {...errorAt(errors, 'point-source')}
      />
      <Select
        name="point-basis"
        label={t.basis}
        options={Basis.options.map((value) => ({ value, text: words.bases[value] }))}
        empty="–"
        value={about.basis}
        {...errorAt(errors, 'point-basis')}
      />
      <DateInput name="point-on" legend={t.on} values={about.on} {...errorAt(errors, 'point-on')} />
      <Checkboxes
        name="point-purposes"
        legend={t.purposes}
        choices={PurposeClass.options.map((value) => ({ value, text: words.purposeClasses[value] }))}
        values={about.purposes}
        small
        {...errorAt(errors, 'point-purposes')}
      />
    </>
  )
}
