/** One mail: its text, its HTML in a frame that can do nothing, headers, tags, and what became of it. */

import { html } from 'hono/html'
import { decodeWords } from 'postal-mime'
import type { SentMail } from '../engines/ses.ts'
import { type Html, happeningWords, layout, moment } from './layout.ts'

export function mailPage(mail: SentMail, base: string): Html {
  const { subject, envelope, events, text, html: markup, attachments, headers } = mail
  const title = subject === '' ? '(no subject)' : subject
  return layout(
    title,
    base,
    html`<h1>${title}</h1>
${events.length > 0 ? html`<p>${events.map(({ happening }) => html`<span class="badge">${happeningWords[happening]}</span> `)}</p>` : ''}
<dl>
<dt>From</dt><dd>${decodeWords(envelope.from)}</dd>
<dt>To</dt><dd>${envelope.to.map(decodeWords).join(', ')}</dd>
${envelope.cc.length > 0 ? html`<dt>Cc</dt><dd>${envelope.cc.map(decodeWords).join(', ')}</dd>` : ''}
${envelope.bcc.length > 0 ? html`<dt>Bcc</dt><dd>${envelope.bcc.map(decodeWords).join(', ')}</dd>` : ''}
<dt>Sent</dt><dd>${moment(mail.at)}</dd>
</dl>
${envelope.renderingFailure ? html`<p>${envelope.renderingFailure} SES accepts such a mail and never sends it.</p>` : ''}
${
  markup === undefined
    ? ''
    : html`<h2>HTML part</h2>
<iframe title="HTML part" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${frame(markup)}"></iframe>`
}
${text === undefined ? '' : html`<h2>Text part</h2><pre>${linked(text)}</pre>`}
${
  attachments.length === 0
    ? ''
    : html`<h2>Attachments</h2><ul>${attachments.map(
        ({ name, type, bytes }) => html`<li>${name === '' ? 'without a name' : name} (${type}, ${bytes} bytes)</li>`,
      )}</ul>`
}
<h2>Headers</h2>
<dl>${headers.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<h2>Tags</h2>
${tags(mail)}
<h2>What became of it</h2>
${happened(mail)}`,
  )
}

/** When the mail is not there, or no longer: only the newest are kept. */
export function missingPage(base: string): Html {
  return layout(
    'No such e-mail',
    base,
    html`<h1>No such e-mail</h1><p>Only the newest e-mails are kept. <a href="${base}">All e-mails</a></p>`,
  )
}

/** Links of a mail open in a tab of their own, which is no longer bound by the frame. */
function frame(markup: string): string {
  return `<base target="_blank">${markup}`
}

/** The text with its addresses made into links; all else escaped. */
function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
    .map((piece, i) =>
      i % 2 === 0 ? html`${piece}` : html`<a href="${piece}" target="_blank" rel="noreferrer">${piece}</a>`,
    )
}

function tags({ envelope }: SentMail): Html {
  const own = Object.entries(envelope.tags)
  return html`<dl>
<dt>Configuration set</dt><dd>${envelope.configurationSet ?? 'none: SES tells nobody what becomes of it'}</dd>
${own.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
</dl>`
}

function happened({ events, published, fates }: SentMail): Html {
  if (events.length === 0) return html`<p>${fates.length > 0 ? 'SES is still thinking.' : 'Delivered.'}</p>`
  return html`<ul>${events.map(({ happening, at }) => html`<li>${happeningWords[happening]}, ${moment(at)}</li>`)}</ul>
${published.map(
  (event) =>
    html`<details><summary>${event['detail-type']}, as EventBridge got it</summary><pre tabindex="0">${JSON.stringify(event, null, 2)}</pre></details>`,
)}`
}
