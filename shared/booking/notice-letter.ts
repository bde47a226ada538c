/** A mail about a visit or an offer, from what is known to text and HTML. Rules only. */
import { type Line, type PlainLetter, plainLetter } from '../channel/plain-letter.ts'
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
  /** Where she can object; missing where she did not come by a drive: then by her telephone call. */
  objection?: string | undefined
}

const placeText = (service: Service, point: Point | undefined): string =>
  [service.discreet ? '' : point?.name, point?.address].filter(Boolean).join(', ')

export function noticeLetter({
  kind,
  service,
  about,
  officeName,
  officePhone,
  link,
  objection,
}: NoticeFacts): PlainLetter {
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
  if (objection) lines.push({ label: texts.objection, url: objection })
  const signature = `${texts.automatic}: ${officeName}`
  return plainLetter(language, texts.subjects[kind].replace('{when}', when), lines, signature)
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
