/**
 * Mails about visits on the whole local cloud: booked, moved, cancelled, reminded of, a place offered to whoever waits. By the function that the
 * template wakes, with the rights that it has; killed on the way, it tells nobody twice.
 */
import { KMSClient } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk } from '../../shared/booking/booking-desk.ts'
import type { BookingDesk, Visit } from '../../shared/booking/desk.ts'
import type { Service } from '../../shared/booking/service.ts'
import { serviceStore } from '../../shared/booking/service-store.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { keyring, newDataKey } from '../../shared/platform/secrets.ts'
import { aPoint, aService, person, slotAt } from '../builders/booking.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'

const web = { by: 'web' } as const
const hour = 60 * minute

let office: TestCloud
let desk: BookingDesk
let service: Service
beforeAll(async () => {
  office = await startCloud() // Tuesday, 24 November 2026, 11:00
  const { cloud, db } = office
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const kms = new KMSClient({ endpoint: cloud.endpoints.kms, region: 'eu-central-1', credentials })
  const table = cloud.name('Bookings')
  const campaigns = campaignStore(db, cloud.name('Campaigns'))
  const dataKey = cloud.name('KeysData')
  await campaigns.ensureOfficeKey(() => newDataKey(kms, dataKey, 'office'))
  const now = () => new Date(cloud.clock.now())
  desk = openDesk({ db, table, campaigns, keys: keyring(kms, dataKey, halfStore(db, cloud.name('Halves'))), now })
  service = aService({
    minutes: 60,
    points: [aPoint({ hours: [{ weekday: 5, from: '12:00', to: '14:00', capacity: 2 }] })],
  })
  await serviceStore(db, table).create(service)
}, 120_000)
afterAll(() => office?.close())

const book = async (n: number, start: string): Promise<Visit> => {
  const slot = slotAt(service, '2026-11-27', start)
  const { ref } = await desk.hold(slot, web, desk.newRef())
  return desk.confirm(slot, ref, person(n), web)
}

/** The subjects of somebody's mails, oldest first, and whether a calendar file came along. */
async function mailsOf(n: number): Promise<string[]> {
  const { ses } = office.cloud.engines
  const { mails } = ses.messages({ search: `osoba${n}@`, limit: 50 })
  const whole = await Promise.all(mails.map(({ id }) => ses.message(id)))
  return whole.map((mail) => `${mail!.subject.split(':')[0]}${mail!.attachments.length > 0 ? ' +ics' : ''}`).reverse()
}

test('a visit is confirmed, moved and called off by mail, each with its calendar file', async () => {
  const { token } = await book(1, '12:00')
  await office.cloud.idle()
  const to = slotAt(service, '2026-11-27', '13:00')
  await desk.move(token, to, (await desk.hold(to, web, desk.newRef())).ref, web)
  await office.cloud.idle()
  await desk.cancel(token, web)
  await office.cloud.idle()
  expect(await mailsOf(1)).toEqual(['Potwierdzenie wizyty +ics', 'Nowy termin wizyty +ics', 'Wizyta odwołana +ics'])
  const { said } = office
  expect(said.filter((line) => /osoba1|600000001/.test(line))).toEqual([])
})

test('of twenty visits whose mails are cut short by a dying function, nobody is told twice', async () => {
  const many = aService({
    minutes: 60,
    points: [aPoint({ hours: [{ weekday: 5, from: '12:00', to: '14:00', capacity: 20 }] })],
  })
  await serviceStore(office.db, office.cloud.name('Bookings')).create(many)
  const slot = slotAt(many, '2026-11-27', '12:00')
  const booked = Array.from({ length: 20 }, async (_, n) => {
    const { ref } = await desk.hold(slot, web, desk.newRef())
    return desk.confirm(slot, ref, person(100 + n), web)
  })
  await Promise.race(booked)
  office.cloud.killWorker('notify')
  await Promise.all(booked)
  await office.cloud.idle()
  await office.later(11 * minute)
  for (let n = 0; n < 20; n++) expect((await mailsOf(100 + n)).length).toBeLessThanOrEqual(1)
  const told = (await Promise.all(Array.from({ length: 20 }, (_, n) => mailsOf(100 + n)))).flat()
  expect(told.length).toBeGreaterThanOrEqual(15) // at most those few that were in its hands are in doubt
})

test('a confirmation that bounces is in the journal of its visit, for the point to call', async () => {
  const small = aService({ points: [aPoint()] })
  await serviceStore(office.db, office.cloud.name('Bookings')).create(small)
  const slot = slotAt(small, '2026-11-27', '08:00')
  const { ref } = await desk.hold(slot, web, desk.newRef())
  const { booking } = await desk.confirm(slot, ref, person(90, { email: 'osoba90+bounce@example.org' }), web)
  await office.cloud.idle()
  const { booking: after } = await desk.read(booking.id)
  expect(after.journal.map(({ did, by }) => `${did} ${by}`)).toEqual(['confirmed web', 'undelivered mail'])
})

test('a freed place is offered by mail to whoever waits', async () => {
  await book(2, '12:00')
  const other = await book(3, '12:00')
  for (const n of [4, 5]) await book(n, '13:00')
  const waits = await desk.waitFor(service.id, undefined, person(6), web)
  expect(waits.waiting.state).toBe('waiting')
  await desk.cancel(other.token, web)
  await office.cloud.idle()
  expect(await mailsOf(6)).toEqual(['Zwolnił się termin'])
  const visit = await desk.accept(waits.token, web)
  expect(visit.booking.start).toBe(other.booking.start)
  await office.cloud.idle()
  expect(await mailsOf(6)).toEqual(['Zwolnił się termin', 'Potwierdzenie wizyty +ics'])
})

test('two days and three hours before, whoever comes is reminded once, and nobody whose visit was called off', async () => {
  await office.later(2 * hour) // Wednesday is two days before Friday noon: later
  expect((await mailsOf(2)).filter((mail) => mail.startsWith('Przypomnienie'))).toHaveLength(0)
  await office.later(23 * hour)
  await office.later(minute)
  await office.later(minute)
  expect((await mailsOf(2)).filter((mail) => mail.startsWith('Przypomnienie'))).toEqual(['Przypomnienie o wizycie'])
  await office.later(45 * hour)
  await office.later(minute)
  expect((await mailsOf(2)).filter((mail) => mail.startsWith('Przypomnienie'))).toHaveLength(2)
  for (const gone of [1, 3]) expect((await mailsOf(gone)).some((mail) => mail.startsWith('Przypomnienie'))).toBe(false)
})
