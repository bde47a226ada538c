/**
 * Mails about visits: claim, look again, send, record. A change of a booking is told at most once for each sequence; what nobody knows is
 * doubt and is not sent again. (B6, B7)
 */

import * as z from 'zod/mini'
import type { PurposeClass } from '../campaign/campaign.ts'
import type { SingleMailChannel } from '../channel/single-mail.ts'
import type { Whom } from '../contact/link.ts'
import { addressHash } from '../objection/objection.ts'
import type { ObjectionStore } from '../objection/objection-store.ts'
import type { Item } from '../platform/dynamo.ts'
import { nameOf, SendError } from '../platform/errors.ts'
import { lineOf, log } from '../platform/log.ts'
import { Booking, type Offer, type Visitor, Waiting } from './booking.ts'
import type { BookingStore } from './booking-store.ts'
import { calendarFile } from './ics.ts'
import {
  isCourtesy,
  isOver,
  mostSends,
  Notice,
  type NoticeId,
  type NoticeKind,
  type NoticeState,
  noticeOfBooking,
  noticeOfWaiting,
  tagsOfNotice,
} from './notice.ts'
import { noticeLetter } from './notice-letter.ts'
import type { NoticeStore } from './notice-store.ts'
import type { Sealer } from './secrets-of-visits.ts'
import { pointOf, type Service } from './service.ts'
import { visitOf } from './visits.ts'
import { waitingPersonOf } from './wait-list.ts'
import type { WaitingStore } from './waiting-store.ts'

/** What is known of somebody's drive where she came by one: its way to object, and under what she may have objected. */
export interface DriveOfVisit {
  purposeClass: PurposeClass | undefined
  /** Tokens of her links. */
  objection: string
  unsubscribe: string
  /** Her addresses on the drive's list: she may have given others for the visit. */
  addresses: string[]
}

export interface NotifyDeps {
  /** Undefined where the drive or its key is gone. */
  driveOf: (whom: Whom) => Promise<DriveOfVisit | undefined>
  objections: Pick<ObjectionStore, 'objected'>
  /** Hashes addresses. */
  addressKey: () => Promise<Uint8Array>
  bookings: Pick<BookingStore, 'get'>
  waiting: Pick<WaitingStore, 'get'>
  services: { get(id: string): Promise<Service> }
  notices: Pick<NoticeStore, 'claim' | 'record' | 'giveBack'>
  sealer: Sealer
  channel: SingleMailChannel
  officeName: string
  /** For services that must not be told by their sender. (L12) */
  discreetName: string
  officePhone: string
  publicUrl: string
  mailFrom: string
  now: () => Date
}

/** The mail that a change of an item asks for, and until when (epoch s) it is kept; undefined for most changes. */
export function noticeOf(
  before: Item | undefined,
  after: Item | undefined,
): (NoticeId & { expiresAt: number; tries: number }) | undefined {
  if (!after) return undefined
  const { expiresAt } = after
  if (after.item === 'booking') {
    const booking = z.parse(Booking, after)
    const kind = noticeOfBooking(before && z.parse(Booking, before), booking)
    return kind && { of: booking.id, kind, sequence: booking.sequence, expiresAt, tries: 0 }
  }
  if (String(after.item).startsWith('wtg_')) {
    const waiting = z.parse(Waiting, after)
    const kind = noticeOfWaiting(before && z.parse(Waiting, before), waiting)
    return kind && { of: waiting.id, service: waiting.service, kind, sequence: waiting.sequence, expiresAt, tries: 0 }
  }
  // one that is due: made by the clock, or woken by it; not one that was given back a moment ago
  if (after.state !== 'due' || (before && before.state !== 'due')) return undefined
  const { of, service, kind, sequence, tries } = z.parse(Notice, after)
  return { of, ...(service && { service }), kind, sequence, expiresAt, tries }
}

/** Sends one mail, if it is nobody else's and still true. */
export async function notify(notice: NoticeId & { expiresAt: number; tries: number }, deps: NotifyDeps): Promise<void> {
  const { notices, now } = deps
  if (!(await notices.claim(notice, now(), notice.expiresAt))) return
  const end = (state: Exclude<NoticeState, 'due' | 'claimed'>) => notices.record(notice, state, now())
  const later = async (error: unknown) => {
    log.warn('visit mail put off', { kind: notice.kind, error: nameOf(error), moduleLine: lineOf(error) })
    if (notice.tries + 1 < mostSends) await notices.giveBack(notice, now())
    else {
      log.error('visit mail given up', { kind: notice.kind })
      await end('given-up')
    }
  }
  let mail: Awaited<ReturnType<typeof mailOf>>
  try {
    mail = await mailOf(notice, deps)
  } catch (error) {
    return later(error) // nothing was sent yet
  }
  if (typeof mail === 'string') return void (await end(mail))
  try {
    await end(await deps.channel.send(mail))
  } catch (error) {
    if (error instanceof SendError) return later(error)
    log.warn('visit mail in doubt', { kind: notice.kind, error: nameOf(error) })
    await end('doubt')
  }
}

/** The mail as it would be now, or why there is none. */
async function mailOf(notice: NoticeId, deps: NotifyDeps) {
  const found = notice.of.startsWith('wtg_') ? await offerOf(notice, deps) : await visitFor(notice, deps)
  if (typeof found === 'string') return found
  const { about, service, visitor, token } = found
  const { email } = visitor
  if (!email || !token) return 'no-address'
  const { whom } = about
  const drive = whom && (await deps.driveOf(whom))
  if (isCourtesy(notice.kind) && (await isObjected(visitor, whom, drive, deps))) return 'objected'
  const officeName = service.discreet ? deps.discreetName : deps.officeName
  const { subject, text, html } = noticeLetter({
    kind: notice.kind,
    service,
    about,
    officeName,
    officePhone: deps.officePhone,
    link: `${deps.publicUrl}/v/${token}`,
    objection: drive && `${deps.publicUrl}/o/${drive.objection}`,
  })
  return {
    fromName: officeName,
    to: email,
    subject,
    text,
    html,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(drive && {
        'List-Unsubscribe': `<${deps.publicUrl}/u/${drive.unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    tags: tagsOfNotice(notice),
    calendar: 'minutes' in about ? await calendarOf(notice.kind, about, service, officeName, email, deps) : undefined,
  }
}

/** Whether she objected, under any address that is known of her, to her drive, its purpose, or to everything. */
async function isObjected(
  { email, phone }: Visitor,
  whom: Whom | undefined,
  drive: DriveOfVisit | undefined,
  { objections, addressKey }: NotifyDeps,
): Promise<boolean> {
  const key = await addressKey()
  const known = [email, phone, ...(drive?.addresses ?? [])].flatMap((one) => (one ? [addressHash(key, one)] : []))
  return objections.objected([...new Set(known)], whom?.campaign ?? '', drive?.purposeClass)
}

/** The visit, if the mail is still true of it: nobody is told of what has changed again since. */
async function visitFor({ of, kind, sequence }: NoticeId, deps: NotifyDeps) {
  const stored = await deps.bookings.get(of)
  if (!stored || stored.sequence !== sequence) return 'out-of-date'
  const over = isOver(stored, deps.now())
  const stands = stored.state === 'confirmed'
  const wanted: Record<NoticeKind, boolean> = {
    confirmed: stands && !over,
    changed: stands && !over,
    closed: stands && stored.closed !== undefined,
    cancelled: stored.state === 'cancelled' && !over,
    remind48: stands && !over && !stored.closed,
    remind3: stands && !over && !stored.closed,
    offer: false,
  }
  if (!wanted[kind]) return 'out-of-date'
  const [{ booking, visitor, token }, service] = await Promise.all([
    visitOf(stored, deps),
    deps.services.get(stored.service),
  ])
  return { about: booking, service, visitor, token }
}

/** The offer, if it still stands. */
async function offerOf({ of, service: serviceId, sequence }: NoticeId, deps: NotifyDeps) {
  const stored = serviceId ? await deps.waiting.get(serviceId, of) : undefined
  const offer = stored?.state === 'offered' && stored.sequence === sequence ? stored.offer : undefined
  if (!stored || !offer || offer.until <= deps.now().toISOString()) return 'out-of-date'
  const [{ waiting, visitor, token }, service] = await Promise.all([
    waitingPersonOf(stored, deps),
    deps.services.get(stored.service),
  ])
  const about: Waiting & { offer: Offer } = { ...waiting, offer }
  return { about, service, visitor, token }
}

/** The calendar file that goes along; none with a reminder, whose visit stands in the calendar already. */
async function calendarOf(
  kind: NoticeKind,
  booking: Booking,
  service: Service,
  officeName: string,
  to: string,
  { mailFrom: from }: NotifyDeps,
) {
  if (isCourtesy(kind) || kind === 'offer') return undefined
  const method = kind === 'cancelled' || kind === 'closed' ? ('CANCEL' as const) : ('REQUEST' as const)
  const facts = { booking, service, point: pointOf(service, booking.point), officeName, from, to }
  return { method, text: await calendarFile(facts, method) }
}
