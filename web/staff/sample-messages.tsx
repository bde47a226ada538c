/** Five messages of a drive with the data of five people of its list, for whoever approves it. */
import type { FC } from 'hono/jsx'
import type { StepKind } from '../../shared/plan/plan.ts'
import type { Language } from '../../shared/platform/language.ts'
import { Details } from '../components/notices.tsx'
import { sampleTexts } from '../texts/staff-sample.ts'
import { useFrame } from './frame.tsx'

export interface ShownMessage {
  kind: Exclude<StepKind, 'wait'>
  language: Language
  subject?: string
  text: string
}

export const SampleMessages: FC<{ messages: ShownMessage[] }> = ({ messages }) => {
  const { language } = useFrame()
  const t = sampleTexts(language)
  if (messages.length === 0) return null
  return (
    <section aria-labelledby="sample">
      <h2 class="govuk-heading-m" id="sample">
        {t.title}
      </h2>
      <p class="govuk-body">
        {t.kinds[messages[0]!.kind]}. {t.lead}
      </p>
      {messages.map((message, n) => (
        <Details summary={t.one(n + 1, messages.length, t.languages[message.language])} open={n === 0}>
          {message.subject !== undefined && (
            <p class="govuk-body">
              <strong>{t.subject}:</strong> <span lang={message.language}>{message.subject}</span>
            </p>
          )}
          <div class="akcja-letter" lang={message.language}>
            {message.text}
          </div>
        </Details>
      ))}
    </section>
  )
}
