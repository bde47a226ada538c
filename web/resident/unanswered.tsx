/** What still has to be answered before a survey can be sent, each with the way to it: a list to read, or the summary of a refusal. */
import type { FC } from 'hono/jsx'
import type { Language } from '../../shared/platform/language.ts'
import { ErrorSummary } from '../components/errors.tsx'
import { InsetText } from '../components/notices.tsx'
import { residentTexts } from '../texts/resident.ts'

export interface UnansweredProps {
  gaps: { href: string; text: string }[]
  language: Language
}

/** Above the page's heading, after sending was tried. */
export const UnansweredErrors: FC<UnansweredProps> = ({ gaps, language }) =>
  gaps.length > 0 ? <ErrorSummary title={residentTexts(language).review.missing(gaps.length)} errors={gaps} /> : null

/** Below it, before. */
export const UnansweredList: FC<UnansweredProps> = ({ gaps, language }) => {
  const t = residentTexts(language).review
  if (gaps.length === 0) return null
  return (
    <InsetText>
      <h2 class="govuk-heading-s">{t.missing(gaps.length)}</h2>
      <p class="govuk-body">{t.missingLead}</p>
      <ul class="govuk-list govuk-list--bullet">
        {gaps.map(({ href, text }) => (
          <li>
            <a class="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </InsetText>
  )
}
