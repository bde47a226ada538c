/** Ways around: back, languages, pages of a list, tasks to be done. */
import type { Child, FC } from 'hono/jsx'
import type { Language } from '../../shared/platform/language.ts'
import type { Link } from './layout.tsx'
import { useLanguage, useWords } from './words.ts'

/** Leads to the page before; stands first in the content. */
export const BackLink: FC<{ href: string; children?: Child }> = ({ href, children }) => {
  const words = useWords()
  return (
    <a href={href} class="govuk-back-link">
      {children ?? words.back}
    </a>
  )
}

export interface LanguagesProps {
  languages: readonly Language[]
  /** Where a language leads, as a link. */
  href?: (language: Language) => string
  /** Instead of links: buttons `switch=<language>` of this form, so that what was typed goes along. */
  form?: string
}

/** The languages a page exists in, the present one without a link. */
export const Languages: FC<LanguagesProps> = ({ languages, href, form }) => {
  const words = useWords()
  const current = useLanguage()
  return (
    <nav class="govuk-language-navigation" aria-label={words.language}>
      <ul class="govuk-language-navigation__list">
        {languages.map((language) => (
          <li class="govuk-language-navigation__list-item">
            {language === current ? (
              <span class="govuk-language-navigation__text" aria-current="true">
                {words.languageName[language]}
              </span>
            ) : form ? (
              <button type="submit" class="akcja-linklike" form={form} name="switch" value={language} lang={language}>
                {words.languageName[language]}
              </button>
            ) : (
              <a
                class="govuk-language-navigation__link"
                href={href?.(language)}
                hreflang={language}
                lang={language}
                rel="alternate"
              >
                {words.languageName[language]}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Next and previous for lists that are read by cursors. */
export const Pagination: FC<{ previous?: string | undefined; next?: string | undefined }> = ({ previous, next }) => {
  const words = useWords()
  if (!previous && !next) return null
  return (
    <nav class="govuk-pagination" aria-label={words.pages}>
      {previous && (
        <div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href={previous} rel="prev">
            <Arrow way="prev" />
            <span class="govuk-pagination__link-title">{words.previous}</span>
          </a>
        </div>
      )}
      {next && (
        <div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href={next} rel="next">
            <span class="govuk-pagination__link-title">{words.next}</span>
            <Arrow way="next" />
          </a>
        </div>
      )}
    </nav>
  )
}

const Arrow: FC<{ way: 'prev' | 'next' }> = ({ way }) => (
  <svg
    class={`govuk-pagination__icon govuk-pagination__icon--${way}`}
    width="15"
    height="13"
    viewBox="0 0 15 13"
    aria-hidden="true"
    focusable="false"
  >
    <path
      d={
        way === 'next'
          ? 'M0 5.5h11L7.5 2 9 .6l6 5.9-6 5.9L7.5 11 11 7.5H0z'
          : 'M15 5.5H4L7.5 2 6 .6 0 6.5l6 5.9L7.5 11 4 7.5h11z'
      }
    />
  </svg>
)

export interface Task extends Partial<Link> {
  text: string
  hint?: Child
  /** A Tag, or plain words for what is done. */
  status: Child
}

/** What is to be done, in order, each with its state. A task without `href` cannot be opened yet. */
export const TaskList: FC<{ tasks: Task[]; id?: string }> = ({ tasks, id = 'task' }) => (
  <ul class="govuk-task-list">
    {tasks.map((task, n) => (
      <li class={`govuk-task-list__item${task.href ? ' govuk-task-list__item--with-link' : ''}`}>
        <div class="govuk-task-list__name-and-hint">
          {task.href ? (
            <a
              class="govuk-link govuk-task-list__link"
              href={task.href}
              aria-describedby={`${task.hint ? `${id}-${n}-hint ` : ''}${id}-${n}-status`}
            >
              {task.text}
            </a>
          ) : (
            <div>{task.text}</div>
          )}
          {task.hint && (
            <div id={`${id}-${n}-hint`} class="govuk-task-list__hint">
              {task.hint}
            </div>
          )}
        </div>
        <div id={`${id}-${n}-status`} class="govuk-task-list__status">
          {task.status}
        </div>
      </li>
    ))}
  </ul>
)
