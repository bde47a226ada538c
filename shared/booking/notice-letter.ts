/** A mail about a visit or an offer, from what is known to text and HTML. Rules only. */
import { escapeHtml } from '../plan/letter.ts'
import { textOf } from '../platform/language.ts'
import type { Booking, Offer, Waiting } from './booking.ts'
import type { NoticeKind } from './notice.ts'
import { noticeTexts } from './notice-texts.ts'
import { type Point, pointOf, type Service } from './service.ts'
import { instantText, whenText } from './when-text.ts'

export interface NoticeFacts {
  kind: NoticeKind
  service: Service
  /** What it is about: a visit, or an offer to somebody who waits. */
  about: Booking | (Waiting & { offer: Offer })
  officeName: string
  officePhone: string
  /** Her own page of the visit or the offer. */
  link: string
}

export interface NoticeLetter {
  subject: string
  text: string
  html: string
}

/** One line of a letter: a sentence, a label with what it says, or the link. */
type Line = { text: string } | { label: string; text: string } | { label: string; url: string }

const placeText = (service: Service, point: Point | undefined): string =>
  [service.discreet ? '' : point?.name, point?.address].filter(Boolean).join(', ')

export function noticeLetter({ kind, service, about, officeName, officePhone, link }: NoticeFacts): NoticeLetter {
  const { language } = about
  const texts = noticeTexts[language]
  const isVisit = 'minutes' in about
  const slot = isVisit ? about : about.offer
  const point = pointOf(service, slot.point)
  const when = whenText(slot, language)
  const lines: Line[] = [
    { text: texts.openings[kind] },
    { label: texts.when, text: when },
    ...(placeText(service, point) ? [{ label: texts.where, text: placeText(service, point) }] : []),
    ...(service.discreet ? [] : [{ label: texts.what, text: textOf(service.name, language) }]),
  ]
  const coming = kind === 'confirmed' || kind === 'changed' || kind === 'remind48' || kind === 'remind3'
  if (coming && service.bring && !service.discreet) {
    lines.push({ label: texts.bring, text: textOf(service.bring, language) })
  }
  if (kind === 'closed' && isVisit) lines.push({ text: alternative(service, about) })
  if (kind === 'offer' && !isVisit) {
    lines.push({ text: texts.until.replace('{when}', instantText(about.offer.until, language)) })
  }
  lines.push({ label: texts.links[kind], url: link }, { text: texts.closing })
  const phone = service.discreet ? officePhone : (point?.phone ?? officePhone)
  if (phone) lines.push({ label: texts.phone, text: phone })
  const signature = `${texts.automatic}: ${officeName}`
  return {
    subject: texts.subjects[kind].replace('{when}', when),
    text: `${lines.map(plain).join('\n\n')}\n\n-- \n${signature}\n`,
    html: [
      `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<title>${escapeHtml(texts.subjects[kind].replace('{when}', when))}</title></head>`,
      '<body style="margin:0;padding:24px 16px;background:#ffffff;color:#1d2433">',
      '<div style="max-width:600px;margin:0 auto;font:17px/1.55 Arial,Helvetica,sans-serif">',
      ...lines.map((line) => `<p style="margin:0 0 18px">${marked(line)}</p>`),
      '<hr style="border:0;border-top:1px solid #9aa3b2;margin:28px 0 16px">',
      `<p style="margin:0;font-size:14px;color:#3d4659">${escapeHtml(signature)}</p>`,
      '</div></body></html>',
    ].join('\n'),
  }
}

/** What somebody is told whose day was closed: the slot that is kept for her, or that she will be called. */
function alternative(service: Service, { closed, language }: Booking): string {
  const texts = noticeTexts[language]
  const offer = closed?.offer
  if (!offer) return texts.notOffered
  const where = placeText(service, pointOf(service, offer.point))
  const until = texts.until.replace('{when}', instantText(offer.until, language))
  return `${texts.offered.replace('{when}', whenText(offer, language)).replace('{where}', where)} ${until}`
}

function plain(line: Line): string {
  if ('url' in line) return `${line.label}:\n${line.url}`
  return 'label' in line ? `${line.label}: ${line.text}` : line.text
}

function marked(line: Line): string {
  if ('url' in line) {
    const url = escapeHtml(line.url)
    return `${escapeHtml(line.label)}:<br><a href="${url}" style="color:#0b4fa3;overflow-wrap:anywhere">${url}</a>`
  }
  return 'label' in line
    ? `<strong>${escapeHtml(line.label)}:</strong> ${escapeHtml(line.text)}`
    : escapeHtml(line.text)
}
