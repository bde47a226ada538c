/** The frame of every page: title, header with the office's and the product's name, one main landmark, footer. */
import type { Child, FC } from 'hono/jsx'
import type { Language } from '../../shared/platform/language.ts'
import { stylesheetPath } from './assets.ts'
import { LanguageContext, useWords } from './words.ts'

export interface Link {
  href: string
  text: string
}

export interface NavigationItem extends Link {
  current?: boolean
}

export interface LayoutProps {
  language: Language
  /** The page's own title; the product's name is added. `error` puts the word for an error before it. */
  title: string
  error?: boolean
  /** Name of the office, first line of the header. */
  office: string
  /** What this site is, second line of the header. */
  product: string
  /** Where the name in the header leads; without it the name is no link. */
  home?: string
  navigation?: NavigationItem[]
  /** Right side of the header: languages, who is signed in. */
  headerEnd?: Child
  footerLinks?: Link[]
  footerText?: string
  /** `reading` keeps lines short (questions, texts); `full` is for dashboards and tables. */
  width?: 'reading' | 'full'
  /** More for <head>, such as a script with its nonce. */
  head?: Child
  children?: Child
}

/** A whole page. Give it to `document()` to get the HTML with its doctype. */
export const Layout: FC<LayoutProps> = ({ width = 'reading', ...props }) => (
  <LanguageContext.Provider value={props.language}>
    <Frame {...props} width={width} />
  </LanguageContext.Provider>
)

const Frame: FC<LayoutProps> = (props) => {
  const words = useWords()
  const container = `govuk-width-container${props.width === 'reading' ? ' akcja-width-reading' : ''}`
  return (
    <html lang={props.language} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{`${props.error ? `${words.error} ` : ''}${props.title} – ${props.product}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={stylesheetPath} />
        {props.head}
      </head>
      <body class="govuk-template__body">
        <a href="#content" class="govuk-skip-link">
          {words.skip}
        </a>
        <header class="akcja-header">
          <div class={`${container} akcja-header__row`}>
            <Name {...props} />
            {props.headerEnd && <div class="akcja-header__end">{props.headerEnd}</div>}
          </div>
        </header>
        {props.navigation && (
          <nav class="akcja-nav" aria-label={words.menu}>
            <div class={container}>
              <ul class="akcja-nav__list">
                {props.navigation.map((item) => (
                  <li>
                    <a class="akcja-nav__link" href={item.href} aria-current={item.current ? 'page' : undefined}>
                      {item.text}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          </nav>
        )}
        <div class="akcja-page">
          <div class={container}>
            <main id="content" class="akcja-sheet" tabindex={-1}>
              {props.children}
            </main>
          </div>
        </div>
        <footer class="akcja-footer">
          <div class={container}>
            {props.footerLinks && props.footerLinks.length > 0 && (
              <ul class="akcja-footer__links">
                {props.footerLinks.map((link) => (
                  <li>
                    <a class="govuk-link" href={link.href}>
                      {link.text}
                    </a>
                  </li>
                ))}
              </ul>
            )}
            <p>{props.footerText ?? props.office}</p>
          </div>
        </footer>
      </body>
    </html>
  )
}

const Name: FC<LayoutProps> = ({ office, product, home }) => {
  const inside = (
    <>
      <Mark />
      <span>
        <span class="akcja-header__office">{office}</span>
        <span class="akcja-header__product">{product}</span>
      </span>
    </>
  )
  return home ? (
    <a class="akcja-header__name" href={home}>
      {inside}
    </a>
  ) : (
    <div class="akcja-header__name">{inside}</div>
  )
}

/** A speech bubble with the three bars of an answered question: ours, and nobody's coat of arms. */
const Mark: FC = () => (
  <svg class="akcja-header__mark" viewBox="0 0 36 36" aria-hidden="true" focusable="false">
    <path
      fill="currentColor"
      d="M8 2h20a6 6 0 0 1 6 6v14a6 6 0 0 1-6 6H17.5L9 34.2c-.7.5-1.6 0-1.6-.8V28A6 6 0 0 1 2 22V8a6 6 0 0 1 6-6z"
    />
    <path class="akcja-header__mark-bar" fill="#fff" d="M9 14h4v9H9zM16 10h4v13h-4z" />
    <path class="akcja-header__mark-dot" d="M23 7h4v16h-4z" />
  </svg>
)

/** The HTML of a page rendered by Layout, with its doctype. */
export function document(page: unknown): string {
  return `<!DOCTYPE html>${String(page)}`
}
