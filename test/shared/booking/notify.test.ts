/** Mails about visits: each at most once, none about what is no longer true, and none that tells too much. */
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isUndelivered } from '../../../shared/booking/booking.ts'
import { bookingClock } from '../../../shared/booking/clock.ts'
import type { Visit } from '../../../shared/booking/desk.ts'
import { noticeOfTags } from '../../../shared/booking/notice.ts'
import { noticeStore } from '../../../shared/booking/notice-store.ts'
import { type DriveOfVisit, type NotifyDeps, noticeOf, notify } from '../../../shared/booking/notify.ts'
import type { Service } from '../../../shared/booking/service.ts'
import type { SingleMail } from '../../../shared/channel/single-mail.ts'
import { addressHash } from '../../../shared/objection/objection.ts'
import { objectionStore } from '../../../shared/objection/objection-store.ts'
import type { Item } from '../../../shared/platform/dynamo.ts'
import { SendError } from '../../../shared/platform/errors.ts'
import { aPerson, aPoint, aService, person, slotAt, testDesk } from '../../builders/booking.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables({ streams: false })
})
afterAll(() => tables.close())

const web = { by: 'web' } as const

function setUp(service: Partial<Service> = {}) {
  const testing = testDesk(tables, new Date('2026-03-09T08:00:00Z'))
  const { deps, create, clock } = testing
  const sent: SingleMail[] = []
  /** The drive that people came by. */
  const drives: DriveOfVisit[] = []
  /** What the provider does with the next mails; takes them when empty. */
  const troubles: unknown[] = []
  const notices = noticeStore(tables.db, tables.names.Bookings)
  const notifying: NotifyDeps = {
    ...deps,
    notices,
    objections: objectionStore(tables.db, tables.names.Addresses),
    driveOf: async () => drives[0],
    channel: {
      async send(mail) {
        const trouble = troubles.shift()
        if (trouble) throw trouble
        sent.push(mail)
        return 'sent'
      },
    },
    officeName: 'Urząd Miasta Poznania',
    discreetName: 'Miasto Poznań',
    officePhone: '61 646 33 44',
    publicUrl: 'https://akcja.example.org',
    mailFrom: 'wizyty@example.org',
    now: () => clock.now,
  }
  const itemOf = async (place: string, item = 'booking'): Promise<Item | undefined> =>
    (
      await tables.db.send(
        new GetCommand({ TableName: tables.names.Bookings, Key: { place, item }, ConsistentRead: true }),
      )
    ).Item
  const last = new Map<string, Item | undefined>()
  /** Gives the change of an item since it was last told to whoever sends, as the stream does: so often. */
  const tell = async (place: string, item = 'booking', times = 1) => {
    const after = await itemOf(place, item)
    const notice = noticeOf(last.get(place + item), after)
    last.set(place + item, after)
    if (notice) await Promise.all(Array.from({ length: times }, () => notify(notice, notifying)))
  }
  const tellOf = async (before: Item | undefined, after: Item | undefined) => {
    const notice = noticeOf(before, after)
    if (notice) await notify(notice, notifying)
  }
  const minutely = bookingClock({ ...deps, notices })
  /** One minute of the clock, and the stream of what it wrote for a visit. */
  const minute = async (visit: Visit) => {
    await minutely.reminders()
    await minutely.putOff()
    for (const kind of ['remind48', 'remind3', 'confirmed'])
      await tell(visit.booking.id, `notice#${visit.booking.sequence}#${kind}`)
  }
  return {
    ...testing,
    sent,
    troubles,
    drives,
    addressKey: deps.addressKey,
    tell,
    tellOf,
    itemOf,
    minute,
    minutely,
    ready: () => create(aService({ bring: { pl: 'dowód osobisty' }, ...service })),
  }
}

test('a booking is confirmed once, with the visit as a calendar file, however often the stream tells of it', async () => {
  const { ready, book, tell, sent } = setUp()
  const service = await ready()
  const { booking, token } = await book(slotAt(service, '2026-03-10', '08:20'), aPerson())
  await tell(booking.id, 'booking', 3)
  expect(sent).toHaveLength(1)
  const [mail] = sent
  expect(mail).toMatchObject({
    to: 'lucja@example.org',
    fromName: 'Urząd Miasta Poznania',
    subject: 'Potwierdzenie wizyty: wtorek, 10 marca 2026, godz. 8:20',
    tags: { visit: booking.id, notice: '0-confirmed' },
  })
  for (const part of [mail!.text, mail!.html]) {
    expect(part).toContain(`https://akcja.example.org/v/${token}`)
    for (const word of ['Poznańskie Centrum Świadczeń', 'Świadczenia rodzinne', 'dowód osobisty'])
      expect(part).toContain(word)
  }
  expect(mail!.calendar!.method).toBe('REQUEST')
  const calendar = new ICAL.Component(ICAL.parse(mail!.calendar!.text))
  expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
})

test('a move and a cancellation are told with the same UID and a higher sequence', async () => {
  const { desk, ready, book, tell, sent } = setUp()
  const service = await ready()
  const { booking, token } = await book(slotAt(service, '2026-03-10', '08:00'), person(1))
  await tell(booking.id)
  const to = slotAt(service, '2026-03-12', '09:00')
  await desk.move(token, to, (await desk.hold(to, web, desk.newRef())).ref, web)
  await tell(booking.id)
  await desk.cancel(token, web)
  await tell(booking.id)
  const files = sent.map(({ calendar }) => {
    const read = new ICAL.Component(ICAL.parse(calendar!.text))
    const event = read.getFirstSubcomponent('vevent')!
    return [
      calendar!.method,
      read.getFirstPropertyValue('method'),
      event.getFirstPropertyValue('sequence'),
      event.getFirstPropertyValue('uid'),
    ]
  })
  const uid = files[0]![3]
  expect(files).toEqual([
    ['REQUEST', 'REQUEST', 0, uid],
    ['REQUEST', 'REQUEST', 1, uid],
    ['CANCEL', 'CANCEL', 2, uid],
  ])
  expect(sent.map(({ subject }) => subject.split(':')[0])).toEqual([
    'Potwierdzenie wizyty',
    'Nowy termin wizyty',
    'Wizyta odwołana',
  ]) // prettier-ignore
})

test('what has changed again before its mail was written is not told', async () => {
  const { desk, ready, book, tell, itemOf, sent } = setUp()
  const { booking, token } = await book(slotAt(await ready(), '2026-03-10', '08:00'), person(2))
  const confirmed = await itemOf(booking.id)
  await desk.cancel(token, web)
  const late = noticeOf(undefined, confirmed)!
  expect(late.kind).toBe('confirmed')
  await tell(booking.id) // the first that is seen of it is the cancellation
  expect(sent).toEqual([])
})

test('of two moves in a row only the last is told', async () => {
  const { desk, ready, book, tellOf, itemOf, sent } = setUp()
  const service = await ready()
  const { booking, token } = await book(slotAt(service, '2026-03-10', '08:00'), person(30))
  const images = [await itemOf(booking.id)]
  for (const start of ['08:20', '08:40']) {
    const to = slotAt(service, '2026-03-12', start)
    await desk.move(token, to, (await desk.hold(to, web, desk.newRef())).ref, web)
    images.push(await itemOf(booking.id))
  }
  await tellOf(images[0], images[1])
  await tellOf(images[1], images[2])
  expect(sent.map(({ subject }) => subject)).toEqual(['Nowy termin wizyty: czwartek, 12 marca 2026, godz. 8:40'])
})

describe('when the provider', () => {
  test('does not take a mail, it is tried again by the clock, and told once', async () => {
    const { ready, book, tell, sent, troubles, clock, minute, itemOf } = setUp()
    const visit = await book(slotAt(await ready(), '2026-03-12', '08:00'), person(3))
    troubles.push(new SendError('throttled'), new SendError('unavailable'))
    await tell(visit.booking.id)
    expect(await itemOf(visit.booking.id, 'notice#0#confirmed')).toMatchObject({ state: 'due', tries: 1 })
    const givenBack = await itemOf(visit.booking.id, 'notice#0#confirmed')
    expect(noticeOf({ ...givenBack, state: 'claimed' }, givenBack)).toBeUndefined() // or it would be tried again at once, for ever
    await tell(visit.booking.id, 'notice#0#confirmed')
    for (let n = 0; n < 4; n++) {
      clock.pass(11)
      await minute(visit)
    }
    expect(sent).toHaveLength(1)
    expect(await itemOf(visit.booking.id, 'notice#0#confirmed')).toMatchObject({ state: 'sent', tries: 3 })
  })

  test('says nothing, nobody knows, and it is not sent again', async () => {
    const { ready, book, tell, sent, troubles, clock, minute, itemOf } = setUp()
    const visit = await book(slotAt(await ready(), '2026-03-12', '08:00'), person(4))
    troubles.push(new Error('socket hang up'))
    await tell(visit.booking.id)
    clock.pass(60)
    await minute(visit)
    expect(sent).toEqual([])
    expect(await itemOf(visit.booking.id, 'notice#0#confirmed')).toMatchObject({ state: 'doubt' })
  })

  test('was never asked, because whoever claimed it died, that is doubt too', async () => {
    const { ready, book, clock, minute, itemOf } = setUp()
    const visit = await book(slotAt(await ready(), '2026-03-12', '08:00'), person(5))
    const notices = noticeStore(tables.db, tables.names.Bookings)
    await notices.claim({ of: visit.booking.id, kind: 'confirmed', sequence: 0 }, clock.now, 1_900_000_000)
    clock.pass(4)
    await minute(visit)
    expect(await itemOf(visit.booking.id, 'notice#0#confirmed')).toMatchObject({ state: 'claimed' })
    clock.pass(2)
    await minute(visit)
    expect(await itemOf(visit.booking.id, 'notice#0#confirmed')).toMatchObject({ state: 'doubt' })
  })
})

test('who gave no e-mail address gets none, and that is on record', async () => {
  const { ready, book, tell, sent, itemOf } = setUp()
  const { booking } = await book(slotAt(await ready(), '2026-03-10', '08:00'), person(6, { email: undefined }))
  await tell(booking.id)
  expect(sent).toEqual([])
  expect(await itemOf(booking.id, 'notice#0#confirmed')).toMatchObject({ state: 'no-address' })
})

describe('reminders', () => {
  test('come two days and three hours before, once each, whatever the clock does', async () => {
    const { ready, book, sent, clock, minute } = setUp()
    const visit = await book(slotAt(await ready(), '2026-03-12', '09:40'), person(7))
    const seen: string[] = []
    for (let n = 0; n < 24 * 2 * 3; n++) {
      clock.pass(30)
      await minute(visit)
      while (seen.length < sent.length) seen.push(clock.now.toISOString().slice(0, 16))
    }
    expect(seen).toEqual(['2026-03-10T09:00', '2026-03-11T18:30']) // three hours before would be 6:40
    expect(sent.map(({ subject }) => subject)).toEqual(
      Array(2).fill('Przypomnienie o wizycie: czwartek, 12 marca 2026, godz. 9:40'),
    )
    expect(sent[0]!.calendar).toBeUndefined()
    expect(sent[0]!.text).toContain('Przełóż wizytę albo ją odwołaj')
  }, 60_000)

  test('do not come for a visit that was cancelled, or where the service has none', async () => {
    const { desk, ready, book, sent, clock, minute, itemOf, create } = setUp()
    const cancelled = await book(slotAt(await ready(), '2026-03-12', '09:40'), person(8))
    await desk.cancel(cancelled.token, web)
    const silent = await book(slotAt(await create(aService({ reminders: false })), '2026-03-12', '09:40'), person(9))
    expect(await itemOf(silent.booking.id)).not.toHaveProperty('dueAt')
    clock.now = new Date('2026-03-10T09:00:00Z')
    await minute(cancelled)
    await minute(silent)
    expect(sent).toEqual([])
  })

  test('after a day without the clock, what is still of use comes in the morning', async () => {
    const { ready, book, sent, clock, minute } = setUp()
    const visit = await book(slotAt(await ready(), '2026-03-12', '09:40'), person(10))
    clock.now = new Date('2026-03-10T22:00:00Z') // 23:00: it should have come at 9:40
    await minute(visit)
    expect(sent).toEqual([])
    clock.now = new Date('2026-03-11T07:05:00Z')
    await minute(visit)
    expect(sent).toHaveLength(1)
  })
})

describe('an objection', () => {
  const told = async (scope: string, address: string, drive?: Partial<DriveOfVisit>) => {
    const { ready, book, clock, sent, minute, tell, addressKey, drives, itemOf } = setUp()
    const ofDrive: DriveOfVisit = {
      ...{ purposeClass: 'survey', objection: 'sprzeciw', unsubscribe: 'wypis', addresses: [] },
      ...drive,
    }
    if (drive) drives.push(ofDrive)
    const service = await ready()
    const visitor = aPerson({ email: `${scope.slice(0, 3)}${drive ? 1 : 0}@example.org` })
    const whom = { campaign: 'cmp_000000000001', page: 0, index: 3 }
    const objections = objectionStore(tables.db, tables.names.Addresses)
    await objections.object(addressHash(await addressKey(), address), scope, 'page', clock.now)
    const visit = await book(slotAt(service, '2026-03-16', '09:00'), { ...visitor, ...(drive && { whom }) })
    await tell(visit.booking.id)
    clock.now = new Date('2026-03-14T09:00:00Z')
    await minute(visit)
    return { sent, notice: await itemOf(visit.booking.id, 'notice#0#remind48') }
  }

  test('to everything stops reminders, but not the confirmation of her own visit', async () => {
    const { sent, notice } = await told('all', 'all0@example.org')
    expect(sent).toHaveLength(1)
    expect(sent[0]!.subject).toMatch(/^Potwierdzenie/)
    expect(notice!.state).toBe('objected')
  })

  test('to the purpose of the drive she came by stops reminders, under any address on its list', async () => {
    const { sent, notice } = await told('purpose#survey', 'inny@example.org', { addresses: ['inny@example.org'] })
    expect(sent).toHaveLength(1)
    expect(notice!.state).toBe('objected')
  })

  test('to another drive stops nothing, and every mail has the way to object', async () => {
    const { sent } = await told('campaign#cmp_000000000009', 'cam1@example.org', {})
    expect(sent).toHaveLength(2)
    for (const { text, headers } of sent) {
      expect(text).toContain('https://akcja.example.org/o/sprzeciw')
      expect(headers).toMatchObject({
        'List-Unsubscribe': '<https://akcja.example.org/u/wypis>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      })
    }
  })
})

test('a mail that comes back is in the journal of its visit, once, whatever the order of the events', async () => {
  const { ready, book, desk, sent, tell, tellOf, itemOf, clock } = setUp()
  const { booking } = await book(slotAt(await ready(), '2026-03-16', '09:20'), person(40))
  await tell(booking.id)
  const { visit, notice } = sent[0]!.tags as { visit: string; notice: string }
  expect({ visit, notice }).toEqual({ visit: booking.id, notice: '0-confirmed' })
  const id = noticeOfTags(visit, notice)!
  const notices = noticeStore(tables.db, tables.names.Bookings)
  const before = await itemOf(booking.id)
  expect(await notices.bounced(id, clock.now)).toBe(true)
  expect(await notices.bounced(id, clock.now)).toBe(false)
  expect(await notices.record(id, 'sent', clock.now)).toBe(false)
  const { booking: after } = await desk.read(booking.id)
  expect(after.journal.map(({ did }) => did)).toEqual(['confirmed', 'undelivered'])
  expect(isUndelivered(after)).toBe(true)
  await tellOf(before, await itemOf(booking.id))
  expect(sent).toHaveLength(1) // nothing is told of it but to the staff
  await desk.cancel(booking.id, web) // and the visit can be changed as before
})

test.each([
  ['bkg_000000000001', '12-remind48', { of: 'bkg_000000000001', kind: 'remind48', sequence: 12 }],
  ['wtg_000000000001', '1-offer', { of: 'wtg_000000000001', kind: 'offer', sequence: 1 }],
  ['svc_000000000001', '1-offer', undefined],
  ['bkg_000000000001', '1-else', undefined],
  ['bkg_000000000001', 'x', undefined],
])('tags %s and %s name %j', (visit, notice, id) => {
  expect(noticeOfTags(visit, notice)).toEqual(id)
})

test('of a discreet service neither sender, subject, calendar nor letter tells what or whose it is', async () => {
  const { ready, book, tell, sent } = setUp({
    discreet: true,
    name: { pl: 'Poradnia leczenia uzależnień' },
    points: [aPoint({ name: 'MOPR Filia Jeżyce', address: 'ul. Długa 1, Poznań', phone: '61 111 22 33' })],
  })
  const { booking } = await book(slotAt(await ready(), '2026-03-10', '08:00'), person(11))
  await tell(booking.id)
  const [mail] = sent
  expect(mail!.fromName).toBe('Miasto Poznań')
  const all = [mail!.subject, mail!.text, mail!.html, mail!.calendar!.text.replaceAll('\r\n ', '')].join('\n')
  for (const secret of ['uzależnień', 'MOPR', 'Jeżyce', 'Urząd', 'dowód', '61 111']) expect(all).not.toContain(secret)
  expect(all).toContain('ul. Długa 1')
})

test('a closed day is told with the slot that is kept, and the old one leaves the calendar', async () => {
  const { desk, ready, book, tell, sent } = setUp()
  const service = await ready()
  const { booking, token } = await book(slotAt(service, '2026-03-10', '08:00'), person(12))
  await tell(booking.id)
  await desk.closeDay(service.id, service.points[0]!.id, '2026-03-10', 'awaria', { by: 'staff', staff: 'anna' })
  await tell(booking.id)
  await desk.takeOffered(token, web)
  await tell(booking.id)
  expect(sent.map(({ calendar }) => calendar!.method)).toEqual(['REQUEST', 'CANCEL', 'REQUEST'])
  expect(sent[1]!.subject).toBe('Wizyta wtorek, 10 marca 2026, godz. 8:00 się nie odbędzie')
  expect(sent[1]!.text).toContain('Trzymamy dla Ciebie inny termin: środa, 11 marca 2026, godz. 8:00')
  expect(sent[1]!.text).not.toContain('awaria') // the office's own reason
})

test('an offer to somebody who waits is told once, with its end, and not when it has passed', async () => {
  const { desk, ready, book, tell, sent, clock } = setUp({ minutes: 120, horizonDays: 2 })
  const service = await ready()
  const { token } = await book(slotAt(service, '2026-03-10', '08:00'), person(13))
  const waits = await desk.waitFor(service.id, undefined, person(14, { language: 'en' }), web)
  await tell(`${service.id}#waiting`, waits.waiting.id)
  await desk.cancel(token, web)
  await tell(`${service.id}#waiting`, waits.waiting.id, 2)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({
    to: 'osoba14@example.org',
    subject: 'A time has become free: Tuesday, 10 March 2026, 8:00',
  })
  expect(sent[0]!.text).toContain(`/v/${waits.token}`)
  expect(sent[0]!.text).toMatch(/kept until: Tuesday, 10 March 2026, \d+:\d\d/)
  expect(sent[0]!.calendar).toBeUndefined()
  clock.pass(60)
})

test('the clock passes lapsed offers on and gives free places to those who wait', async () => {
  const { desk, ready, book, clock, minutely } = setUp({ minutes: 120, horizonDays: 4, offerHours: 1, leadMinutes: 0 })
  const service = await ready()
  const visits = [
    await book(slotAt(service, '2026-03-10', '08:00'), person(20)),
    await book(slotAt(service, '2026-03-11', '08:00'), person(21)),
    await book(slotAt(service, '2026-03-12', '08:00'), person(22)),
  ]
  const first = await desk.waitFor(service.id, undefined, person(23), web)
  clock.pass(1)
  const second = await desk.waitFor(service.id, undefined, person(24), web)
  await desk.cancel(visits[0]!.token, web)
  clock.pass(61)
  await minutely.places()
  expect((await desk.waiting(first.token)).waiting.state).toBe('waiting')
  expect((await desk.waiting(second.token)).waiting).toMatchObject({ state: 'offered', offer: { day: '2026-03-10' } })
})
