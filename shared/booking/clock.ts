/**
 * What the clock does for visits, each minute: reminders that are due are asked for, mails that were put off are woken, offers whose time is over
 * pass on, and places that came free without a word go to those who wait. Nothing that must be true depends on it. (B7)
 */

import { addDays } from '../platform/local-time.ts'
import type { BookingStore } from './booking-store.ts'
import { reminderList } from './booking-store.ts'
import { type FillDeps, fill } from './fill.ts'
import { nextReminder, whatAboutReminder } from './notice.ts'
import { type NoticeStore, noticeOfKey, noticesList } from './notice-store.ts'
import { offersList, waitsList } from './waiting-store.ts'

export interface ClockDeps extends FillDeps {
  bookings: Pick<BookingStore, 'get' | 'due' | 'nextReminder'>
  notices: Pick<NoticeStore, 'ask' | 'wake' | 'doubt'>
}

/** Taken in one minute, at most: the next one goes on. */
const mostAtOnce = 500
/** Reminders are looked for in the buckets of so many days: what is older is of no use to anybody. */
const bucketDays = 3
/** So often, in minutes, free places are looked for that no word was given of. */
const fillMinutes = 15
/** So many are worked on side by side. */
const lanes = 8

export function bookingClock(deps: ClockDeps) {
  const { bookings, notices, now } = deps

  /** Asks for one reminder, and says when the next one is due. The notice first: asked for twice it is one. */
  const remind = async (id: string): Promise<void> => {
    const booking = await bookings.get(id)
    if (!booking?.dueAt || booking.dueAt > now().toISOString()) return // the index was a moment late
    const what = whatAboutReminder(booking, booking.dueAt, now())
    if (what === 'wait') return
    if (what !== 'leave out') {
      await notices.ask({ of: id, kind: what, sequence: booking.sequence }, now(), booking.expiresAt)
    }
    const next =
      what === 'leave out' && booking.state !== 'confirmed' ? undefined : nextReminder(booking, new Date(booking.dueAt))
    await bookings.nextReminder(id, booking.dueAt, next)
  }

  const reminders = async (): Promise<void> => {
    const today = now().toISOString()
    for (let back = bucketDays - 1; back >= 0; back--) {
      const list = reminderList(addDays(today.slice(0, 10), -back))
      await inLanes(await bookings.due(list, today, mostAtOnce), ({ place }) => remind(place))
    }
  }

  /** Mails that the provider did not take, and those of which nobody told the end. */
  const putOff = async (): Promise<void> => {
    await inLanes(await bookings.due(noticesList, now().toISOString(), mostAtOnce), async (key) => {
      const notice = noticeOfKey(key)
      if (notice && !(await notices.wake(notice, now()))) await notices.doubt(notice, now())
    })
  }

  const places = async (): Promise<void> => {
    const lapsed = await bookings.due(offersList, now().toISOString(), mostAtOnce)
    const services = new Set(lapsed.map(({ place }) => place.slice(0, place.indexOf('#'))))
    if (now().getUTCMinutes() % fillMinutes === 0) {
      for (const { place } of await bookings.due(waitsList, '~', mostAtOnce)) services.add(place)
    }
    const offering = fill(deps)
    for (const service of services) await offering(service)
  }

  return { reminders, putOff, places }
}

async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const left = [...all]
  const lane = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: Math.min(lanes, left.length) }, lane))
}
