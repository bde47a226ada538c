/** Step 4: subject and text in each language, the fields to insert, a preview beside them, a test to oneself. */
import type { FC } from 'hono/jsx'
import { type MergeField, mergeFields } from '../../shared/contact/mapping.ts'
import type { Problem } from '../../shared/platform/errors.ts'
import type { Language } from '../../shared/platform/language.ts'
import type { LintedDrive, LintingOffice } from '../../shared/text/drive-texts.ts'
import { readability } from '../../shared/text/readability.ts'
import type { FieldError } from '../components/errors.tsx'
import { Textarea, TextInput } from '../components/fields.tsx'
import { SummaryList } from '../components/lists.tsx'
import { Details, InsetText, NotificationBanner } from '../components/notices.tsx'
import { errorAt, Form, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { SaveActions } from './save-actions.tsx'
import { Figure, TextNotes } from './text-notes.tsx'

export const letterLanguages = ['pl', 'uk', 'en'] as const satisfies Language[]

/** The form as typed: `subject-pl`, `text-pl` …, `replyTo`. */
export type MessageForm = Record<string, string>

export interface MessageProps {
  /** The page's own address: `/campaigns/cmp_x/message`, or of one e-mail of several, `/campaigns/cmp_x/message/2`. */
  address: string
  /** Where one comes from: the drive, or its plan. */
  back: { href: string; text?: string }
  /** Which step of the plan it is, where the plan has more than this letter. */
  step?: number | undefined
  /** The plan's page, for whoever wants more than one letter. */
  plan?: string | undefined
  form: MessageForm
  errors: FieldError[]
  /** Merge fields of the list. */
  fields: string[]
  /** People of the list by language. */
  byLanguage: Partial<Record<Language, number>>
  email: string | undefined
  /** The address a test has just gone to. */
  testSentTo?: string | undefined
  /** Why it did not. */
  testFailed?: string | undefined
  isSample: boolean
  /** What it is held to. */
  drive: LintedDrive
  linting: LintingOffice
  /** Whether it leads anywhere: to the survey, to a visit. */
  hasLink: boolean
}

export const Message: FC<MessageProps> = (props) => {
  const { address, back, form, errors, fields, byLanguage, email } = props
  const { message, steps, contacts } = useTexts()
  const field = (name: string) => ({ name, value: form[name] ?? '', ...errorAt(errors, name) })
  const notes = (name: string, written: Language) => ({
    ...{ text: form[name] ?? '', written, drive: props.drive, office: props.linting },
    told: errors.some(({ id }) => id === name),
  })
  const letter = (language: Language) => (
    <>
      <TextInput {...field(`subject-${language}`)} label={message.subject} labelSize="s" maxlength={200} />
      <TextNotes {...notes(`subject-${language}`, language)} place="subject" short />
      <Textarea {...field(`text-${language}`)} label={message.text} labelSize="s" rows={12} maxlength={20_000} />
      <TextNotes {...notes(`text-${language}`, language)} place="body" />
    </>
  )
  const others = ['uk', 'en'] as const
  /** Languages in which something is written, or that somebody on the list reads. */
  const needed = others.filter(
    (language) =>
      form[`subject-${language}`] ||
      form[`text-${language}`] ||
      byLanguage[language] ||
      errors.some(({ id }) => id?.endsWith(`-${language}`)),
  )
  const inOther = (language: (typeof others)[number]) => (
    <section aria-labelledby={`in-${language}`}>
      <h2 class="govuk-heading-m" id={`in-${language}`}>
        {message.otherLanguage[language]}
      </h2>
      <p class="govuk-hint">{message.otherLanguageHint(contacts.people(byLanguage[language] ?? 0))}</p>
      {letter(language)}
    </section>
  )
  return (
    <StaffPage title={message.title} errors={errors} back={back} width="full" script="preview">
      {props.testSentTo && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{message.testSent(props.testSentTo)}</p>
        </NotificationBanner>
      )}
      {props.testFailed && (
        <NotificationBanner>
          <p class="govuk-notification-banner__heading">{props.testFailed}</p>
        </NotificationBanner>
      )}
      <Heading over={props.step === undefined ? steps.of(4) : `${steps.of(4)}: ${steps.plan}, ${props.step + 1}`}>
        {message.title}
      </Heading>
      <p class="govuk-body">{message.lead}</p>
      {props.isSample && <InsetText>{message.useSample}</InsetText>}
      {(props.hasLink || fields.length > 0) && (
        <>
          <h2 class="govuk-heading-s">{message.fields}</h2>
          <SummaryList
            rows={[
              ...(props.hasLink ? [{ key: '{{link}}', value: message.fieldLink }] : []),
              ...fields.map((name) => ({ key: `{{${name}}}`, value: <FieldLabel name={name} /> })),
            ]}
          />
        </>
      )}
      <Form>
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-one-half">{letter('pl')}</div>
          <div class="govuk-grid-column-one-half">
            <Preview address={`${address}/preview`} />
          </div>
        </div>
        {needed.map(inOther)}
        <Details summary={message.more} open={errors.some(({ id }) => id === 'replyTo')}>
          {others.filter((language) => !needed.includes(language)).map(inOther)}
          <TextInput
            {...field('replyTo')}
            label={message.replyTo}
            hint={message.replyToHint}
            type="email"
            autocomplete="email"
            spellcheck={false}
            optional
          />
        </Details>
        <SaveActions>
          {email && (
            <button class="govuk-button govuk-button--secondary" type="submit" name="and" value="test">
              {message.test}
            </button>
          )}
        </SaveActions>
        <p class="govuk-hint">{email ? message.testTo(email) : message.testNoEmail}</p>
      </Form>
      {props.plan && (
        <p class="govuk-body">
          <a class="govuk-link" href={props.plan}>
            {message.morePlan}
          </a>
        </p>
      )}
    </StaffPage>
  )
}

const Preview: FC<{ address: string }> = ({ address }) => {
  const { message } = useTexts()
  return (
    <section aria-labelledby="preview-heading">
      <h2 class="govuk-heading-s" id="preview-heading">
        {message.preview}
      </h2>
      <p class="govuk-hint">{message.previewHint}</p>
      <div class="akcja-code">
        <iframe name="preview" width="100%" height="430" frameborder="0" title={message.preview} src={address} />
      </div>
      <p>
        {/* Works without a script: it posts what is typed into the frame. The script only presses it. */}
        <button
          class="govuk-button govuk-button--secondary"
          type="submit"
          formaction={address}
          formtarget="preview"
          data-preview
        >
          {message.refreshPreview}
        </button>
      </p>
    </section>
  )
}

const FieldLabel: FC<{ name: string }> = ({ name }) => {
  const { language } = useFrame()
  return <>{name in mergeFields ? mergeFields[name as MergeField].label[language] : name}</>
}

export interface LetterPreviewProps {
  /** `written` is the text without what we add. */
  letters: { language: Language; subject: string; html: string; text: string; written: string; problems: Problem[] }[]
  from: string
  to: string
}

/** A page by itself, for the frame: each letter as a mail program would show it, and its plain-text part. */
export const LetterPreview: FC<LetterPreviewProps> = ({ letters, from, to }) => {
  const { language, texts } = useFrame()
  const { message } = texts
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{message.preview}</title>
        <base target="_blank" />
        <style>{previewStyle}</style>
      </head>
      <body>
        <main aria-label={message.preview}>
          <h1>{message.preview}</h1>
          {letters.length === 0 && <p>{message.previewNone}</p>}
          {letters.map((letter) => (
            <article lang={letter.language}>
              <h2 lang={language}>{message.language[letter.language]}</h2>
              {letter.problems.length > 0 && (
                <ul class="problems" lang={language}>
                  {letter.problems.map((problem) => (
                    <li>{problem.message[language] ?? problem.message.pl}</li>
                  ))}
                </ul>
              )}
              <div lang={language}>
                <Figure reading={readability(letter.written, letter.language)} written={letter.language} />
              </div>
              <dl lang={language}>
                <dt>{message.previewFrom}</dt>
                <dd>{from}</dd>
                <dt>{message.previewTo}</dt>
                <dd>{to}</dd>
                <dt>{message.previewSubject}</dt>
                <dd lang={letter.language}>
                  <strong>{letter.subject}</strong>
                </dd>
              </dl>
              {/* The letter's own HTML: every value in it is escaped by composeLetter and mailData, and nothing here can run. */}
              <div class="mail" dangerouslySetInnerHTML={{ __html: bodyOf(letter.html) }} />
              <details>
                <summary lang={language}>{message.plainPart}</summary>
                <pre>{letter.text}</pre>
              </details>
            </article>
          ))}
        </main>
      </body>
    </html>
  )
}

const bodyOf = (html: string): string => /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? ''

const previewStyle = `
body { margin: 0; padding: 16px; font: 16px/1.5 system-ui, sans-serif; color: #17212b; background: #fff; overflow-wrap: anywhere }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
h2 { margin: 0 0 8px; font-size: 18px }
article + article { margin-top: 32px; padding-top: 24px; border-top: 4px solid #cbd3d9 }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 0 0 16px; padding: 0 0 12px; border-bottom: 1px solid #cbd3d9 }
dt { color: #46545f }
dd { margin: 0 }
.problems { margin: 0 0 16px; padding: 12px 12px 12px 32px; border: 2px solid #b3261e; color: #7c1812; font-weight: 600 }
pre { white-space: pre-wrap; font: 15px/1.5 ui-monospace, monospace; background: #f5f8f9; padding: 12px }
summary { margin-top: 16px; cursor: pointer }
`
