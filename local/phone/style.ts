/** The look of the phone page: Akcja's own stylesheet, and what only a phone has. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildStyles } from '../../web/styles/build.ts'

const built = fileURLToPath(new URL('../../web/styles/dist/app.css', import.meta.url))

/** All of it as CSS. What synth has compiled is taken; it is compiled here when that has not happened yet. */
export function phoneStyle(): string {
  return `${existsSync(built) ? readFileSync(built, 'utf8') : buildStyles()}${own}`
}

const own = `
.phone { display: grid; gap: 24px; margin: 0 0 32px }
@media (min-width: 48em) { .phone { grid-template-columns: minmax(0, 1fr) 19rem; align-items: start } }
.phone__screen, .phone__keys { padding: 20px; border: 1px solid var(--govuk-border-colour, #b1b4b6); border-radius: 16px;
  background: var(--govuk-body-background-colour, #fff); box-shadow: var(--akcja-shadow) }
.phone__screen { min-height: 15rem }
.phone__state { margin: 0 0 4px; font-size: 1.5rem; line-height: 1.25; font-weight: 700; overflow-wrap: anywhere }
.phone__state:focus { outline: none }
.phone__quiet { color: var(--govuk-secondary-text-colour, #505a5f); margin: 0 0 12px; overflow-wrap: anywhere }
.phone__said { font-size: 1.375rem; line-height: 1.45; margin: 12px 0; overflow-wrap: anywhere }
.phone__said:empty { display: none }
.phone__actions { display: flex; flex-wrap: wrap; gap: 12px; margin: 16px 0 0 }
.phone__actions form { margin: 0 }
.phone__actions .govuk-button { min-width: 8rem }
.phone__pad { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px; margin: 0 0 16px; padding: 0; border: 0; min-width: 0 }
.phone__key { min-height: 60px; font: inherit; font-size: 1.5rem; font-weight: 700; border: 1px solid var(--govuk-input-border-colour, #0b0c0c);
  border-radius: 12px; color: var(--akcja-quiet-text); background: var(--akcja-quiet); cursor: pointer }
.phone__key:hover { background: var(--akcja-quiet-hover) }
.phone__key:active { transform: translateY(1px) }
.phone__key:focus-visible { outline: 3px solid var(--govuk-focus-colour, #fd0); outline-offset: 2px }
.phone__history { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--govuk-border-colour, #b1b4b6) }
.phone__history li { padding: 12px 0; border-bottom: 1px solid var(--govuk-border-colour, #b1b4b6); overflow-wrap: anywhere }
.phone__history p { margin: 0 }
.phone__history .govuk-details { margin: 4px 0 0 }
.phone__number { margin: 0 0 32px }
.phone__history ol { margin: 8px 0 0; padding-left: 1.5rem }
[data-script] { display: none }
.has-script [data-script] { display: block }
.phone__number .govuk-input { display: block; max-width: 20rem; margin-bottom: 16px }
@media (prefers-reduced-motion: no-preference) {
  .phone__screen[data-state=ringing] { animation: phone-ring 1.2s ease-in-out infinite }
  @keyframes phone-ring { 0%, 60%, 100% { transform: none } 10%, 30%, 50% { transform: rotate(-.4deg) } 20%, 40% { transform: rotate(.4deg) } }
}
@media (forced-colors: active) { .phone__key { border-color: ButtonText } }
`
