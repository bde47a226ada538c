/** The phone page: a screen, twelve keys, whose phone it is, and the calls so far. Works without JavaScript by its forms. */
import { html } from 'hono/html'
import type { Spoken } from '../engines/connect-line.ts'
import type { PhoneCall } from '../engines/connect-store.ts'
import { type PhoneLanguage, type PhoneTexts, phoneTexts } from './texts.ts'

type Html = ReturnType<typeof html>

export interface PhoneView {
  language: PhoneLanguage
  /** Whose phone it is; all that end in 00 when empty. */
  number: string
  /** What was typed instead of a number. */
  wrong?: string | undefined
  call: PhoneCall | undefined
  spoken: Spoken | undefined
  /** Whether this machine can say it; else the browser tries. */
  speaks: boolean
  /** Calls that wait for this one to end. */
  waiting: number
  /** The newest first. */
  history: PhoneCall[]
}

const base = '/local/phone'
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

export function phonePage(view: PhoneView): Html {
  const words = phoneTexts[view.language]
  const { call, spoken } = view
  const said = call?.state === 'talking' ? spoken : undefined
  const isError = view.wrong !== undefined
  return html`<!DOCTYPE html>
<html lang="${view.language}" class="govuk-template">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${isError ? `${words.error}: ` : ''}${words.title} – Akcja</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${base}/phone.css">
<noscript><meta http-equiv="refresh" content="3"></noscript>
<script src="${base}/phone.js" defer></script>
</head>
<body class="govuk-template__body">
<div class="govuk-width-container">
<main class="govuk-main-wrapper">
<h1 class="govuk-heading-l">${words.title}</h1>
<p class="govuk-body">${words.intro}</p>
<div class="phone">
<section class="phone__screen" aria-label="${words.screen}" data-state="${call?.state ?? 'idle'}" data-call="${call?.contactId ?? ''}"
 data-n="${said?.n ?? ''}" data-text="${said?.text ?? ''}" data-language="${said?.language ?? ''}"
 data-sound="${said && view.speaks && said.text ? `${base}/sound/${call!.contactId}/${said.n}.wav` : ''}">
<h2 class="phone__state" data-part="state" aria-live="assertive" tabindex="-1">${stateOf(call, words)}</h2>
<div data-part="about">${about(view, words)}</div>
<p class="phone__said" data-part="said" aria-live="polite" lang="${said?.language ?? view.language}">${saidOf(call, said, words)}</p>
<div class="phone__actions" data-part="actions">${actions(view, words)}</div>
</section>
<section class="phone__keys" aria-label="${words.keypad}">
<form method="post" action="${base}/key" data-quiet>
<div data-part="keys-call">${hidden(view)}</div>
<fieldset class="phone__pad"><legend class="govuk-visually-hidden">${words.keypad}</legend>
${keys.map((key) => keyButton(key, words))}
</fieldset>
</form>
<p class="phone__quiet" data-part="pressed">${call?.keys ? html`${words.pressed}: <strong>${call.keys}</strong>` : ''}</p>
${option('keyboard', words.keyboard)}
${option('sound', words.sound)}
</section>
</div>
${numberForm(view, words)}
<section aria-labelledby="history">
<h2 class="govuk-heading-m" id="history">${words.history}</h2>
<div data-part="history">${historyOf(view, words)}</div>
</section>
<p class="govuk-body"><a class="govuk-link" href="/local/inbox">${words.inbox}</a> · <a class="govuk-link" href="/">${words.staff}</a></p>
</main>
</div>
</body>
</html>`
}

function stateOf(call: PhoneCall | undefined, words: PhoneTexts): string {
  if (!call) return words.idle
  const from = readable(call.from)
  return call.state === 'ringing' ? words.ringing(from) : words.talking(from)
}

function about({ call, waiting }: PhoneView, words: PhoneTexts): Html {
  return html`<p class="phone__quiet">${call ? words.to(readable(call.to)) : words.idleHint}</p>
${waiting > 0 ? html`<p class="phone__quiet">${words.more(waiting)}</p>` : ''}`
}

function saidOf(call: PhoneCall | undefined, said: Spoken | undefined, words: PhoneTexts): string {
  if (call?.state !== 'talking') return ''
  if (!said) return words.waitForVoice
  return said.recording ? words.recording : said.text || words.noSound
}

function actions(view: PhoneView, words: PhoneTexts): Html {
  const { call } = view
  if (!call) return html``
  const button = (action: string, text: string, look = '') =>
    html`<form method="post" action="${base}/${action}" data-quiet>${hidden(view)}<button class="govuk-button ${look}">${text}</button></form>`
  if (call.state === 'talking') return button('hang-up', words.hangUp, 'govuk-button--warning')
  return html`${button('answer', words.answer)}${button('hang-up', words.decline, 'govuk-button--warning')}`
}

const hidden = ({ call, number }: PhoneView) => html`<input type="hidden" name="call" value="${call?.contactId ?? ''}">
<input type="hidden" name="number" value="${number}">`

function keyButton(key: string, { star, hash }: PhoneTexts): Html {
  const name = key === '*' ? star : key === '#' ? hash : undefined
  return html`<button class="phone__key" name="key" value="${key}"${name ? html` aria-label="${name}"` : ''}>${key}</button>`
}

/** A switch of the script's: without a script it would do nothing, and is not shown. */
const option = (name: string, label: string) => html`<div class="govuk-checkboxes govuk-checkboxes--small" data-script>
<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${name}" name="${name}" type="checkbox" checked>
<label class="govuk-label govuk-checkboxes__label" for="${name}">${label}</label></div></div>`

function numberForm({ number, wrong }: PhoneView, words: PhoneTexts): Html {
  const isWrong = wrong !== undefined
  return html`<div class="phone__number">
<form method="post" action="${base}/number" class="govuk-form-group${isWrong ? ' govuk-form-group--error' : ''}" novalidate>
<label class="govuk-label govuk-label--m" for="number">${words.number}</label>
<div class="govuk-hint" id="number-hint">${words.numberHint}</div>
${isWrong ? html`<p class="govuk-error-message" id="number-error">${words.error}: ${words.numberWrong}</p>` : ''}
<input type="hidden" name="before" value="${number}">
<input class="govuk-input${isWrong ? ' govuk-input--error' : ''}" id="number" name="number" type="tel" autocomplete="off" value="${wrong ?? (number && readable(number))}"
 aria-describedby="number-hint${isWrong ? ' number-error' : ''}">
<button class="govuk-button govuk-button--secondary">${words.numberSet}</button>
</form>
</div>`
}

function historyOf({ history, language }: PhoneView, words: PhoneTexts): Html {
  if (history.length === 0) return html`<p class="govuk-body">${words.noHistory}</p>`
  return html`<ul class="phone__history">${history.map((call) => {
    const end = call.state === 'ended' ? (call.reason ?? 'other') : 'open'
    const ending = words.ends[end as keyof PhoneTexts['ends']] ?? words.ends.other
    const times = `${moment(call.startedAt, language)}, ${ending}`
    return html`<li><p>${readable(call.to)}: ${times}${call.keys ? `, ${words.pressed.toLowerCase()}: ${call.keys}` : ''}</p>
${
  call.said.length > 0
    ? html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${words.heard}</span></summary>
<div class="govuk-details__text"><ol>${call.said.map((text) => html`<li>${text}</li>`)}</ol></div></details>`
    : ''
}</li>`
  })}</ul>`
}

/** A Polish number in the groups in which it is read, of a mobile or with its area code; another one as it is. */
const readable = (number: string): string =>
  number
    .replace(/^\+48(45|5[0137]|6[069]|7[2389]|88)(\d)(\d{3})(\d{3})$/, '+48 $1$2 $3 $4')
    .replace(/^\+48(\d\d)(\d{3})(\d\d)(\d\d)$/, '+48 $1 $2 $3 $4')

function moment(at: number, language: PhoneLanguage): string {
  const locale = language === 'pl' ? 'pl-PL' : 'en-GB'
  formats[language] ??= new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Europe/Warsaw',
  })
  return formats[language].format(at)
}
const formats: Partial<Record<PhoneLanguage, Intl.DateTimeFormat>> = {} // made on first use: it costs 16 ms
