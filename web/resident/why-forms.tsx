/** What she does on the page about her data: another language or channel, a copy, an erasure. */
import type { FC } from 'hono/jsx'
import type { OnlyBy } from '../../shared/contact/wish.ts'
import { Language } from '../../shared/platform/language.ts'
import { Actions, Button } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import { ErrorSummary, type FieldError } from '../components/errors.tsx'
import { InsetText, Outcome } from '../components/notices.tsx'
import { whyTexts } from '../texts/why.ts'
import { type PageContext, ResidentPage } from './frame.tsx'

interface FormContext extends PageContext {
  /** Her page, where this one leads back to. */
  home: string
  action: string
}

const Back: FC<FormContext> = ({ home, language }) => (
  <a class="govuk-link" href={`${home}${language === 'pl' ? '' : `?lang=${language}`}`}>
    {whyTexts(language).back}
  </a>
)

export interface ContactFormProps extends FormContext {
  /** Ways that the drive has and she has an address for; fewer than two leave nothing to choose. */
  ways: readonly OnlyBy[]
  chosen: { language: string; only: string }
  errors: FieldError[]
}

/** Another language, one channel only. */
export const ContactForm: FC<ContactFormProps> = (props) => {
  const { language, ways, chosen, errors } = props
  const t = whyTexts(language).contact
  const names = whyTexts(language).languages
  const errorAt = (id: string) => {
    const text = errors.find((error) => error.id === id)?.text
    return text ? { error: text } : {}
  }
  return (
    <ResidentPage {...props} title={t.heading} error={errors.length > 0}>
      {errors.length > 0 && <ErrorSummary errors={errors} />}
      <h1 class="govuk-heading-l">{t.heading}</h1>
      <p class="akcja-lead">{t.lead}</p>
      <form method="post" action={props.action} novalidate>
        <input type="hidden" name="lang" value={language} />
        <Radios
          name="language"
          legend={t.language}
          legendSize="m"
          choices={Language.options.map((code) => ({ value: code, text: names[code] }))}
          value={chosen.language}
          {...errorAt('language')}
        />
        {ways.length > 0 && (
          <Radios
            name="only"
            legend={t.channel}
            legendSize="m"
            choices={[{ value: 'any', text: t.any }, ...ways.map((way) => ({ value: way, text: t.only[way] }))]}
            value={chosen.only}
            {...errorAt('only')}
          />
        )}
        <InsetText>
          {t.objection}{' '}
          <a class="govuk-link" href={`/o/${props.objection}`}>
            {t.objectionLink}
          </a>
        </InsetText>
        <Actions>
          <Button>{t.submit}</Button>
          <Back {...props} />
        </Actions>
      </form>
    </ResidentPage>
  )
}

export type Asking = 'copy' | 'erasure'

/** Asks once more before a request goes into the office's register. */
export const AskPage: FC<FormContext & { what: Asking }> = (props) => {
  const t = whyTexts(props.language).ask
  const { heading, lead, note, submit } = t[props.what]
  return (
    <ResidentPage {...props} title={heading}>
      <h1 class="govuk-heading-l">{heading}</h1>
      <p class="akcja-lead">{lead}</p>
      <p class="govuk-body">{note}</p>
      <p class="govuk-body">{t.month}</p>
      <form method="post" action={props.action}>
        <input type="hidden" name="lang" value={props.language} />
        <Actions>
          <Button>{submit}</Button>
          <Back {...props} />
        </Actions>
      </form>
    </ResidentPage>
  )
}

/** The request stands in the register: its number, and by when it is answered. */
export const AskedPage: FC<FormContext & { what: Asking; number: string; dueOn: string }> = (props) => {
  const t = whyTexts(props.language).ask
  const { done } = t[props.what]
  return (
    <ResidentPage {...props} title={done} languages="none">
      <Outcome heading={done}>
        <p class="govuk-body-l">{t.due(props.dueOn)}</p>
      </Outcome>
      <p class="govuk-body">{t.number(props.number)}</p>
      <p class="govuk-body">{t.help(props.site.phone)}</p>
      <p class="govuk-body">
        <Back {...props} />
      </p>
    </ResidentPage>
  )
}
