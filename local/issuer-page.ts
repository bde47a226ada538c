/** The page of the local issuer: whom to be. Works without JavaScript, in both languages of the staff. */
import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { people, personKeys } from './issuer-people.ts'

type StaffLanguage = 'pl' | 'en'

const texts = {
  pl: {
    title: 'Logowanie na próbę – Akcja',
    heading: 'Kim chcesz być?',
    hint: 'To lokalna chmura do wypróbowania Akcji. Osoby i\u00a0urząd są zmyślone, hasła nie ma.',
    refusedTitle: 'Nie można się zalogować – Akcja',
    refused: 'Nie można się zalogować',
    refusedHint:
      'Prośba o zalogowanie jest niepełna albo pochodzi spoza tej chmury. Wróć na stronę Akcji i\u00a0zacznij jeszcze raz.',
    back: 'Strona Akcji',
  },
  en: {
    title: 'Trial sign-in – Akcja',
    heading: 'Who would you like to be?',
    hint: 'This is the local cloud for trying Akcja. The people and the office are invented; there is no password.',
    refusedTitle: 'Signing in is not possible – Akcja',
    refused: 'Signing in is not possible',
    refusedHint:
      'The request to sign in is incomplete or comes from outside this cloud. Go back to Akcja and begin again.',
    back: 'Akcja',
  },
} satisfies Record<StaffLanguage, Record<string, string>>

// the colours of the system: dark and forced colours come by themselves
const style = `
:root { color-scheme: light dark }
body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText }
main { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem; overflow-wrap: break-word }
h1 { font-size: 1.75rem; line-height: 1.2 }
button { display: block; width: 100%; margin: 0 0 1rem; padding: .75rem 1rem; font: inherit; text-align: left; cursor: pointer;
  border: 2px solid; border-radius: .25rem; background: ButtonFace; color: ButtonText }
button span { display: block; font-size: 1rem }
button:focus-visible, a:focus-visible { outline: 3px solid; outline-offset: 3px }
`
const styleHash = createHash('sha256').update(style).digest('base64')

/** The policy of these pages: their own style, their own form, nothing else. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** The staff's language of a request's `ui_locales`; Polish unless English comes first. */
export function languageOf(uiLocales: string | undefined): StaffLanguage {
  return uiLocales?.split(' ')[0]?.startsWith('en') ? 'en' : 'pl'
}

/** A button to each person; what the form must carry on stands in hidden fields. */
export function choicePage(action: string, hidden: Record<string, string>, language: StaffLanguage) {
  const text = texts[language]
  const fields = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const buttons = personKeys.map(
    (key) =>
      html`<button name="person" value="${key}">${people[key].name} <span>${people[key][language]}</span></button>`,
  )
  return page(
    language,
    text.title,
    html`<h1>${text.heading}</h1><p>${text.hint}</p><form method="post" action="${action}">${fields}${buttons}</form>`,
  )
}

/** What somebody sees whose request is not one of ours. */
export function refusedPage(home: string, language: StaffLanguage) {
  const text = texts[language]
  return page(
    language,
    text.refusedTitle,
    html`<h1>${text.refused}</h1><p>${text.refusedHint}</p><p><a href="${home}">${text.back}</a></p>`,
  )
}

function page(language: StaffLanguage, title: string, main: ReturnType<typeof html>) {
  return html`<!DOCTYPE html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${raw(style)}</style></head>
<body><main>${main}</main></body>
</html>`
}
