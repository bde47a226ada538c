/** A resident's report of what is wrong in the city, taken in whatever call she makes it. */
import type { FC } from 'hono/jsx'
import { kindOf } from '../../shared/case/kinds.ts'
import { textOf } from '../../shared/platform/language.ts'
import type { FieldError } from '../components/errors.tsx'
import { Select, Textarea, TextInput } from '../components/fields.tsx'
import { Details, NotificationBanner } from '../components/notices.tsx'
import { useFrame } from '../staff/frame.tsx'
import { callReportTexts } from '../texts/call-report.ts'
import { date } from '../texts/texts.ts'
import type { Keys } from './keys.ts'
import { KeyButton, Part } from './parts.tsx'

/** What an agent typed. */
export interface ReportForm {
  subject: string
  place: string
  text: string
}

export interface ReportPartProps {
  form: ReportForm
  keys: Keys
  errors: FieldError[]
  /** The report that has just been taken, and who is in charge of it. */
  taken?: { id: string; dueOn: string; unit?: string | undefined } | undefined
}

export const ReportPart: FC<ReportPartProps> = ({ form, keys, errors, taken }) => {
  const { language } = useFrame()
  const texts = callReportTexts(language)
  const { subjects = {} } = kindOf('report')
  const field = (name: keyof ReportForm) => {
    const error = errors.find(({ id }) => id === `report-${name}`)?.text
    return { name: `report-${name}`, value: form[name], ...(error && { error }) }
  }
  const isOpen = Object.values(form).some(Boolean) || errors.some(({ id }) => id?.startsWith('report-'))
  return (
    <Part id="report" heading={texts.heading}>
      {taken && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">
            {texts.saved(taken.id, taken.unit ?? '–', date(language, taken.dueOn))}
          </p>
        </NotificationBanner>
      )}
      <Details summary={texts.open} open={isOpen}>
        <p class="govuk-body">{texts.lead}</p>
        <Select
          {...field('subject')}
          label={texts.subject}
          empty={texts.choose}
          options={Object.entries(subjects).map(([value, name]) => ({ value, text: textOf(name, language) }))}
        />
        <TextInput {...field('place')} label={texts.place} hint={texts.placeHint} maxlength={300} autocomplete="off" />
        <Textarea {...field('text')} label={texts.words} hint={texts.wordsHint} rows={3} maxlength={4000} />
        <KeyButton keys={keys} value="report" look="quiet">
          {texts.save}
        </KeyButton>
      </Details>
    </Part>
  )
}
