/** The list of mails, newest first, a page at a time. */

import { html } from 'hono/html'
import type { MailSummary } from '../engines/ses-mailbox.ts'
import { type Html, happeningWords, layout, moment } from './layout.ts'

/** How many mails a page of the list shows. */
export const mailsOnAPage = 50

/** The page; `total` counts what fits the search, `page` starts at 1. */
export function listPage({
  mails,
  total,
  search,
  page,
  base,
}: {
  mails: MailSummary[]
  total: number
  search: string
  page: number
  base: string
}): Html {
  const pages = Math.max(1, Math.ceil(total / mailsOnAPage))
  const title = search === '' ? 'All e-mails' : `E-mails with “${search}”`
  return layout(
    page === 1 ? title : `${title}, page ${page}`,
    base,
    html`<h1>${title}</h1>
<form method="get" action="${base}" role="search">
<label for="search">Part of an address or of a subject</label>
<input id="search" name="search" type="search" value="${search}">
<button>Search</button>
</form>
<p class="quiet">${total === 1 ? '1 e-mail' : `${total} e-mails`}${pages > 1 ? `, page ${page} of ${pages}` : ''}</p>
${mails.length === 0 ? nothing(total, page) : html`<ol class="mails">${mails.map((mail) => row(mail, base))}</ol>`}
${pages > 1 ? pager(search, page, pages, base) : ''}`,
  )
}

function row({ id, at, to, subject, events }: MailSummary, base: string): Html {
  return html`<li>
<p><a href="${base}/${id}">${subject === '' ? '(no subject)' : subject}</a>
${events.map(({ happening }) => html` <span class="badge">${happeningWords[happening]}</span>`)}</p>
<p>to ${to.join(', ')}</p>
<p>${moment(at)}</p>
</li>`
}

function nothing(total: number, page: number): Html {
  if (total > 0) return html`<p>There is no page ${page}.</p>`
  return html`<p>Nothing here yet. Mail shows up as soon as a campaign sends it; load the page again then.</p>`
}

function pager(search: string, page: number, pages: number, base: string): Html {
  const to = (number: number): string =>
    `${base}?${new URLSearchParams({ ...(search && { search }), page: String(number) })}`
  return html`<nav aria-label="Pages"><ul>
${page > 1 ? html`<li><a href="${to(Math.min(page - 1, pages))}" rel="prev">Newer</a></li>` : ''}
${page < pages ? html`<li><a href="${to(page + 1)}" rel="next">Older</a></li>` : ''}
</ul></nav>`
}
