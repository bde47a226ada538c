/** The frame of the inbox's pages, and what they share: dates, badges. */

import { html, raw } from 'hono/html'
import type { Happening } from '../engines/ses-events.ts'

export type Html = ReturnType<typeof html>

/** What happened to a mail, in words. */
export const happeningWords: Record<Happening, string> = {
  bounce: 'bounced',
  softbounce: 'bounced for now',
  suppressed: 'not sent: suppressed',
  complaint: 'complaint',
  reject: 'rejected',
  delay: 'delayed',
  renderingFailure: 'not sent: field missing',
}

/** A whole page. */
export function layout(title: string, base: string, content: Html): Html {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Akcja inbox</title>
<link rel="icon" href="data:,">
<style>${raw(styles)}</style>
</head>
<body>
<header><p><a href="${base}">Akcja inbox</a> <span>every e-mail this machine has sent; none has left it</span></p></header>
<main>
${content}
</main>
</body>
</html>`
}

/** A moment in Polish time, to the second. */
export function moment(at: number): Html {
  format ??= new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Warsaw' })
  return html`<time datetime="${new Date(at).toISOString()}">${format.format(at)}</time>`
}
let format: Intl.DateTimeFormat | undefined // made on first use: it costs 16 ms

const styles = `
:root { color-scheme: light dark; --ink: #1b1f23; --paper: #fff; --soft: #f3f4f6; --line: #b1b4b6; --quiet: #4b5563; --link: #1a56b0; --mark: #8a1c1c; --mark-paper: #fdecec }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --paper: #14171a; --soft: #20252a; --line: #59626b; --quiet: #b3bbc3; --link: #8ab8ff; --mark: #ffb4b4; --mark-paper: #3a1a1a } }
* { box-sizing: border-box }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
header { border-bottom: 1px solid var(--line); background: var(--soft) }
header p, main { max-width: 64rem; margin: 0 auto; padding: .75rem 1rem }
header a { font-weight: 700 }
header span, .quiet, time { color: var(--quiet) }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0; overflow-wrap: anywhere }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem }
a { color: var(--link) }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible, pre:focus-visible, iframe:focus-visible { outline: 3px solid #b58900; outline-offset: 2px }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: 1rem 0 }
label { display: block; width: 100% }
input { flex: 1 1 12rem; min-width: 0; max-width: 28rem }
input, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--ink); border-radius: 4px; padding: .4rem .6rem; min-height: 2.75rem }
button { background: var(--soft) }
ol.mails { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line) }
ol.mails li { border-bottom: 1px solid var(--line); padding: .6rem 0; overflow-wrap: anywhere }
ol.mails p { margin: 0 }
.badge { display: inline-block; padding: 0 .5rem; border: 1px solid currentcolor; border-radius: 1rem; font-size: .875rem; color: var(--mark); background: var(--mark-paper) }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; margin: 1rem 0 }
nav a { display: inline-block; padding: .3rem 0 }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1rem; margin: 0 }
dt { color: var(--quiet); overflow-wrap: anywhere }
dd { margin: 0; overflow-wrap: anywhere }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .5rem } }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); border: 1px solid var(--line); padding: .75rem; margin: 0; font: .9375rem/1.5 ui-monospace, monospace }
iframe { width: 100%; height: 60vh; resize: vertical; border: 1px solid var(--line); background: #fff; color-scheme: light }
`
