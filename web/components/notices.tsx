/** What a page has to say besides its content: banners, insets, details, warnings, tags, outcomes. */
import type { Child, FC } from 'hono/jsx'
import { useWords } from './words.ts'

/** News about what has just happened or what matters now. `success` speaks up in a screen reader. */
export const NotificationBanner: FC<{ look?: 'important' | 'success'; title?: string; children?: Child }> = (props) => {
  const words = useWords()
  const success = props.look === 'success'
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles, alert and region, take a name
    <div
      class={`govuk-notification-banner${success ? ' govuk-notification-banner--success' : ''}`}
      role={success ? 'alert' : 'region'}
      aria-labelledby="notification-title"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="notification-title">
          {props.title ?? (success ? words.success : words.important)}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">{props.children}</div>
    </div>
  )
}

/** Words set apart from the text around them. */
export const InsetText: FC<{ children?: Child }> = ({ children }) => <div class="govuk-inset-text">{children}</div>

/** More to read for whom it concerns; opens without a script. */
export const Details: FC<{ summary: string; open?: boolean; children?: Child }> = ({ summary, open, children }) => (
  <details class="govuk-details" open={open}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">{summary}</span>
    </summary>
    <div class="govuk-details__text">{children}</div>
  </details>
)

/** What has consequences. */
export const WarningText: FC<{ children?: Child }> = ({ children }) => {
  const words = useWords()
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{words.warning}</span>
        {children}
      </strong>
    </div>
  )
}

export type TagColour = 'blue' | 'green' | 'amber' | 'red' | 'grey'

/** A state in a word. The colour only repeats what the word says. */
export const Tag: FC<{ colour?: TagColour; children?: Child }> = ({ colour = 'blue', children }) => (
  <strong class={`govuk-tag govuk-tag--${colour === 'amber' ? 'yellow' : colour}`}>{children}</strong>
)

/** The good end of a road: a tick, the page's heading, a sentence. */
export const Outcome: FC<{ heading: string; children?: Child }> = ({ heading, children }) => (
  <div class="akcja-outcome">
    <svg class="akcja-outcome__mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="21" fill="none" stroke="currentColor" stroke-width="3" />
      <path d="M15 24.5l6.5 6.5L34 18" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" />
    </svg>
    <h1 class="govuk-heading-l">{heading}</h1>
    {children}
  </div>
)
