/** What went wrong on a page: the summary on top and the line at a field. */
import type { FC } from 'hono/jsx'
import { useWords } from './words.ts'

export interface FieldError {
  /** The id of the field to go to, without `#`. */
  id?: string
  /** Instead of `id`: an address on another page. */
  href?: string
  text: string
}

/**
 * The list on top of a page; each line leads to its field. Renders nothing when the list is empty. `autofocus` brings a
 * screen reader here after a failed answer, without a script.
 */
export const ErrorSummary: FC<{ errors: FieldError[]; title?: string }> = ({ errors, title }) => {
  const words = useWords()
  if (errors.length === 0) return null
  return (
    <div class="govuk-error-summary" tabindex={-1} autofocus>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{title ?? words.problem}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {errors.map(({ id, href = id && `#${id}`, text }) => (
              <li>{href ? <a href={href}>{text}</a> : text}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}

/** The line at a field. `id` goes into the field's aria-describedby. */
export const ErrorMessage: FC<{ id: string; text: string }> = ({ id, text }) => {
  const words = useWords()
  return (
    <p id={id} class="govuk-error-message">
      <span class="govuk-visually-hidden">{words.error}</span> {text}
    </p>
  )
}
