/** Pages that end a visit: thanks, sent before, closed, a link that leads nowhere, and what can go wrong. */
import type { FC } from 'hono/jsx'
import { Language } from '../../shared/platform/language.ts'
import { Outcome } from '../components/notices.tsx'
import { residentTexts } from '../texts/resident.ts'
import { type PageContext, ResidentPage } from './frame.tsx'
import type { Site } from './site.ts'

export const ThanksPage: FC<PageContext> = (props) => {
  const t = residentTexts(props.language).thanks
  return (
    <ResidentPage {...props} title={t.title}>
      <Outcome heading={t.heading}>
        <p class="govuk-body-l">{t.lead}</p>
      </Outcome>
      <h2 class="govuk-heading-m">{t.next}</h2>
      <p class="govuk-body">{t.nextText}</p>
    </ResidentPage>
  )
}

export const SentPage: FC<PageContext> = (props) => {
  const t = residentTexts(props.language).sent
  return <Plain {...props} heading={t.heading} paragraphs={[t.text, t.thanks]} />
}

export const ClosedPage: FC<PageContext & { languages?: 'links' | 'none' }> = (props) => {
  const t = residentTexts(props.language).closed
  return <Plain {...props} heading={t.heading} paragraphs={[t.text, t.help(props.site.phone)]} />
}

/** Something that is no one's link in particular: a broken form, a fault of ours, a wrong address. */
export const TroublePage: FC<PageContext & { kind: 'broken' | 'forged' | 'tooLarge' | 'notFound' }> = (props) => {
  const t = residentTexts(props.language)[props.kind]
  return <Plain {...props} languages="none" heading={t.heading} paragraphs={[t.text]} />
}

const Plain: FC<PageContext & { heading: string; paragraphs: string[]; languages?: 'links' | 'none' }> = (props) => (
  <ResidentPage {...props} title={props.heading}>
    <h1 class="govuk-heading-l">{props.heading}</h1>
    {props.paragraphs.map((paragraph) => (
      <p class="govuk-body">{paragraph}</p>
    ))}
  </ResidentPage>
)

/**
 * The one page behind every link that does not open: unknown, altered, foreign, used, revoked or over. It is the same for
 * all of them, to the byte, and in all languages, because a language would tell that the link was once good. (X2)
 */
export const GonePage: FC<{ site: Site }> = ({ site }) => (
  <ResidentPage site={site} language="pl" languages="none" title={residentTexts('pl').gone.heading}>
    {Language.options.map((language) => {
      const t = residentTexts(language).gone
      return (
        <section lang={language}>
          {language === 'pl' ? (
            <h1 class="govuk-heading-l">{t.heading}</h1>
          ) : (
            <h2 class="govuk-heading-m">{t.heading}</h2>
          )}
          <p class="govuk-body">{t.text}</p>
          <p class="govuk-body">{t.answered}</p>
          <p class="govuk-body">{t.once}</p>
          <p class="govuk-body">{t.help(site.phone)}</p>
        </section>
      )
    })}
  </ResidentPage>
)
