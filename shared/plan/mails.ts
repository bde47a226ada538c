/** The mails of a part: who goes into one request together, and what each person gets. Rules only. */
import type { Asks } from '../campaign/campaign.ts'
import type { Mail } from '../channel/email.ts'
import { type Contact, contactsPerPart } from '../contact/contact.ts'
import { type LinkPurpose, makeLink } from '../contact/link.ts'
import type { Language } from '../platform/language.ts'
import type { Keys } from '../platform/secrets.ts'
import type { Part } from './ledger.ts'
import { mailData } from './letter.ts'
import type { EmailStep } from './plan.ts'

/** Somebody with an e-mail address. */
export type Reachable = Contact & { email: string }

/**
 * People who get one request together: of one language (their own where a letter was written, else Polish), and no more
 * than the provider takes in a second. More than that at once it throttles, however long nothing was sent before. (E8)
 */
export function inRequests(
  due: Reachable[],
  step: EmailStep,
  perSecond: number,
): { language: Language; people: Reachable[] }[] {
  const most = Math.max(1, Math.min(contactsPerPart, Math.floor(perSecond)))
  const groups = Map.groupBy(due, ({ language }) => (step.letters[language] ? language : 'pl'))
  return [...groups].flatMap(([language, people]) =>
    Array.from({ length: Math.ceil(people.length / most) }, (_, n) => ({
      language,
      people: people.slice(n * most, (n + 1) * most),
    })),
  )
}

/** Where a letter's `{{link}}` leads, by what the drive asks for; a letter that asks for nothing has none. */
const linkTo: Record<Asks, { path: string; purpose: LinkPurpose } | undefined> = {
  survey: { path: 's', purpose: 'survey' },
  booking: { path: 'b', purpose: 'booking' },
  nothing: undefined,
}

/** One person's mail: her links, her fields, the headers by which she can object without opening it. (E4; RFC 8058, 3834) */
export function mailTo(contact: Reachable, part: Part, keys: Keys, publicUrl: string, asks: Asks = 'survey'): Mail {
  const own = linkTo[asks]
  const whom = { campaign: part.campaign, page: part.page, index: contact.index }
  return {
    to: contact.email,
    data: mailData({
      ...contact.fields,
      ...(own && { link: `${publicUrl}/${own.path}/${makeLink(keys.link, own.purpose, whom)}` }),
      why: `${publicUrl}/w/${makeLink(keys.link, 'why', whom)}`,
      objection: `${publicUrl}/o/${makeLink(keys.link, 'objection', whom)}`,
    }),
    headers: {
      'List-Unsubscribe': `<${publicUrl}/u/${makeLink(keys.link, 'unsubscribe', whom)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
    tags: {
      campaign: part.campaign,
      page: String(part.page),
      index: String(contact.index),
      step: String(part.step),
    },
  }
}
