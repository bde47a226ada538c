/** Services and visits as staff work with them: setting one up, a day at the desk and on the door, marking, moving, closing a day, who did not come. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBackCode } from '../../../shared/booking/booking.ts'
import type { Point, Service } from '../../../shared/booking/service.ts'
import { addDays } from '../../../shared/platform/local-time.ts'
import { aPoint, aService, person } from '../../builders/booking.ts'
import { type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
let agent: TestBrowser

beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
  agent = await office.browserOf('agent')
})
afterAll(() => office.close())

/** What was written is read anew: the desk remembers a service for two seconds. */
const pass = (minutes = 0.1) => {
  office.clock.at = new Date(office.clock.at.getTime() + minutes * 60_000)
}
const words = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]
const slotsIn = (html: string) => [...html.matchAll(/name="slot" value="([^"]+)"/g)].map(([, slot]) => slot!)

async function set(change: Partial<Service> = {}) {
  const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '11:00', capacity: 2 }))
  const service = aService({ minutes: 30, points: [aPoint({ name: 'Centrum', hours })], ...change })
  await office.deps.services.create(service)
  const point = service.points[0] as Point
  return { service, point, at: `/services/${service.id}/points/${point.id}` }
}

let references = 0
/** Somebody with a visit. */
async function booked({ service, point }: Awaited<ReturnType<typeof set>>, n: number, day: string, start: string) {
  const slot = { service: service.id, point: point.id, day, start }
  const { ref } = await office.deps.bookings.hold(slot, { by: 'web' }, `reference-of-visit-${references++}`)
  return office.deps.bookings.confirm(slot, ref, person(n), { by: 'web' })
}

const audited = async (): Promise<string[]> => {
  const { db, names } = office.tables
  const day = office.clock.at.toISOString().slice(0, 10)
  const { Items = [] } = await db.send(
    new QueryCommand({
      TableName: names.Audit,
      KeyConditionExpression: '#day = :day',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':day': `${day}#0` },
    }),
  )
  return Items.map(({ did, what }) => `${did} ${what}`)
}

describe('a service', () => {
  test('is made, gets a point with its hours, and is changed; agents read it and cannot write', async () => {
    const form = {
      ...{ name: 'Porady prawne', nameUk: 'Юридична допомога', minutes: '30', leadMinutes: '120', horizonDays: '14' },
      ...{ holdMinutes: '10', maxHoldExtensions: '12', offerHours: '24', keptDays: '365' },
      ...{ options: ['waitingList', 'reminders'], statement: 'nie stać mnie na pomoc prawną' },
    }
    await manager.get('/services/new')
    const wrong = await manager.post('/services/new', { ...form, name: '', holdMinutes: '2', maxHoldExtensions: '3' })
    expect(wrong.status).toBe(422)
    expect(words(wrong.html)).toContain(
      'Wpisz nazwę usługi po polsku Wpisz liczbę od 5 do 60 Wpisz liczbę od 10 do 100',
    )
    const made = await manager.post('/services/new', form)
    const path = made.headers.get('location')!.split('?')[0]!
    const id = path.split('/').at(-1)!
    expect(await office.deps.services.get(id)).toMatchObject({
      name: { pl: 'Porady prawne', uk: 'Юридична допомога' },
      statement: { pl: 'nie stać mnie na pomoc prawną' },
      waitingList: true,
    })
    const hours = {
      'h0-0-from': '8',
      'h0-0-to': '12:00',
      'h0-0-capacity': '3',
      'h0-1-from': '13.00',
      'h0-1-to': '15:30',
    }
    const point = {
      name: 'Ratajczaka',
      address: 'ul. Ratajczaka 44',
      access: ['pjm'],
      languages: ['pl', 'uk'],
      ...hours,
    }
    const { html } = await manager.get(`${path}/points/new`)
    const version = hidden(html, 'version')!
    const bad = await manager.post(`${path}/points/new`, { ...point, version, 'h0-1-to': '12:30', 'h4-0-from': 'rano' })
    expect(bad.status).toBe(422)
    expect(words(bad.html)).toContain('Popraw godziny i miejsca: poniedziałek')
    expect(words(bad.html)).toContain('Popraw godziny i miejsca: piątek')
    const meet = await manager.post(`${path}/points/new`, { ...point, version, 'h0-1-from': '11:00' })
    expect(words(meet.html)).toContain('nie mogą na siebie nachodzić')
    expect((await manager.post(`${path}/points/new`, { ...point, version })).status).toBe(303)
    const [first] = (await office.deps.services.get(id)).points
    expect(first).toMatchObject({
      access: { wheelchair: false, pjm: true },
      hours: [
        { weekday: 1, from: '08:00', to: '12:00', capacity: 3 },
        { weekday: 1, from: '13:00', to: '15:30', capacity: 1 },
      ],
    })
    const late = await manager.post(`${path}/edit`, { ...form, minutes: '45', version })
    expect([late.status, words(late.html).includes('Ktoś zmienił tę usługę')]).toEqual([422, true])
    expect(hidden(late.html, 'version')).toBe(version) // pressed again it is refused again
    const addressed = `${path}/points/${first!.id}`
    const stale = await manager.post(addressed, { ...point, version })
    expect([stale.status, hidden(stale.html, 'version')]).toEqual([422, version])
    expect(words((await agent.get(path)).html)).toContain('Ratajczaka')
    for (const page of ['/services/new', `${path}/edit`, `${path}/points/new`]) {
      expect((await agent.get(page)).status).toBe(403)
    }
  })

  test('is made once, however often its form is sent', async () => {
    const { html } = await manager.get('/services/new')
    const form = {
      ...{ id: hidden(html, 'id')!, name: 'Raz', minutes: '30', leadMinutes: '120', horizonDays: '14' },
      ...{ holdMinutes: '10', maxHoldExtensions: '12', offerHours: '24', keptDays: '365' },
    }
    const sent = await Promise.all([manager.post('/services/new', form), manager.post('/services/new', form)])
    expect(new Set(sent.map(({ headers }) => headers.get('location')))).toEqual(new Set([`/services/${form.id}?saved`]))
    expect((await office.deps.services.list()).filter(({ name }) => name.pl === 'Raz')).toHaveLength(1)
  })

  test('gives a day other hours, and says first which visits that leaves outside', async () => {
    const all = await set()
    const visit = await booked(all, 1, '2026-03-11', '10:30')
    const date = { 'date-day': '11', 'date-month': '3', 'date-year': '2026' }
    const own = { ...date, what: 'hours', from: '9:00', to: '10:00', capacity: '1' }
    await manager.get(`${all.at}/dates`)
    const warned = await manager.post(`${all.at}/dates`, own)
    expect(warned.status).toBe(422)
    expect(words(warned.html)).toContain('środa, 11 marca, 10:30: Osoba 1')
    expect((await manager.post(`${all.at}/dates`, { ...own, sure: 'on' })).status).toBe(303)
    pass()
    expect(words((await manager.get(`${all.at}/days/2026-03-11`)).html)).toContain('Osoba 1')
    expect((await office.deps.bookings.read(visit.booking.id)).booking.state).toBe('confirmed')
    const late = await booked(all, 2, '2026-03-12', '09:00')
    await booked(all, 3, '2026-03-12', '09:00')
    const fewer = { ...own, 'date-day': '12', to: '11:00' }
    expect(words((await manager.post(`${all.at}/dates`, fewer)).html)).toMatch(/12 marca, 9:00: Osoba \d/)
    await office.deps.bookings.cancel(late.token, { by: 'web' })
    expect((await manager.post(`${all.at}/dates`, fewer)).status).toBe(303)
    const closing = await manager.post(`${all.at}/dates`, { ...date, what: 'closed' })
    expect(closing.headers.get('location')).toBe(`${all.at}/days/2026-03-11/close`)
    await manager.post(`${all.at}/days/2026-03-11/usual`)
    await manager.post(`${all.at}/days/2026-03-12/usual`)
    expect((await office.deps.services.get(all.service.id)).points[0]!.exceptions).toEqual([])
  })
})

describe('hours', () => {
  test('of the week that leave visits without a place are saved once somebody has seen whom it concerns', async () => {
    const all = await set()
    await booked(all, 1, '2026-03-17', '10:30')
    const form: Record<string, string | string[]> = { name: 'Centrum', address: 'ul. Ratajczaka 44', languages: ['pl'] }
    for (let n = 0; n < 5; n++) {
      Object.assign(form, { [`h${n}-0-from`]: '9:00', [`h${n}-0-to`]: '10:00', [`h${n}-0-capacity`]: '2' })
    }
    const version = hidden((await manager.get(all.at)).html, 'version')!
    const warned = await manager.post(all.at, { ...form, version })
    expect(warned.status).toBe(422)
    expect(words(warned.html)).toContain('wtorek, 17 marca, 10:30: Osoba 1')
    expect((await manager.post(all.at, { ...form, version, sure: 'on' })).status).toBe(303)
  })

  test('cut into visits of another length are saved once somebody has seen which visits lose their start', async () => {
    const all = await set()
    await booked(all, 1, '2026-03-17', '10:30') // of 45 minutes there are 9:00 and 9:45 only
    const path = `/services/${all.service.id}/edit`
    const { html } = await manager.get(path)
    const form = {
      ...{ name: 'Porady', leadMinutes: '120', horizonDays: '14', holdMinutes: '10', maxHoldExtensions: '12' },
      ...{ offerHours: '24', keptDays: '365', version: hidden(html, 'version')! },
    }
    const warned = await manager.post(path, { ...form, minutes: '45' })
    expect(warned.status).toBe(422)
    expect(words(warned.html)).toContain('wtorek, 17 marca, 10:30: Osoba 1')
    expect((await manager.post(path, { ...form, minutes: '30' })).status).toBe(303)
    const again = { ...form, minutes: '45', version: String(Number(form.version) + 1), sure: 'on' }
    expect((await manager.post(path, again)).status).toBe(303)
  })

  test('are given to a day that was closed: it takes visits again', async () => {
    const all = await set()
    const own = { 'date-day': '11', 'date-month': '3', 'date-year': '2026', from: '9:00', to: '10:00', capacity: '1' }
    await booked(all, 1, '2026-03-11', '09:00')
    await manager.get(`${all.at}/days/2026-03-11/close`)
    await manager.post(`${all.at}/days/2026-03-11/close`, { reason: 'awaria' })
    pass()
    expect((await manager.post(`${all.at}/dates`, { ...own, what: 'hours', capacity: '2' })).status).toBe(303)
    pass()
    const slots = await office.deps.bookings.ofDay(all.service.id, all.point.id, '2026-03-11')
    expect(slots.map(({ start, capacity, closed }) => [start, capacity, closed])).toEqual([
      ['09:00', 2, false],
      ['09:30', 2, false],
    ])
    expect(slots[0]!.visits[0]!.booking.closed).toBeUndefined()
  })
})

describe('a day', () => {
  test('shows who comes at the desk, and no name on the door; seeing it is kept', async () => {
    const all = await set()
    const { booking } = await booked(all, 1, '2026-03-11', '09:30')
    const desk = words((await agent.get(`${all.at}/days/2026-03-11`)).html)
    expect(desk).toContain(`9:30 Osoba 1 polski 600 000 001 osoba1@example.org ${readBackCode(booking)} umówiona`)
    expect(desk).toContain('9:30 1 wolne miejsce')
    expect(await audited()).toContain(`view visits ${all.service.id}/${all.point.id}/2026-03-11`)
    const door = words((await agent.get(`${all.at}/days/2026-03-11?door`)).html)
    expect(door).toContain(`9:30 ${readBackCode(booking).slice(0, 4)} `)
    expect(door).not.toMatch(/Osoba 1|osoba1|600 000/)
    const week = (await agent.get(`${all.at}/weeks/2026-03-11`)).html
    expect(words(week)).toContain('środa, 11 marca')
    expect(week).toContain(`akcja-only-print-inline">${readBackCode(booking).slice(0, 4)}`)
  })

  test('is marked by agents once a visit has begun: came, did not come and why, and back', async () => {
    const all = await set({ points: [aPoint({ hours: [{ weekday: 2, from: '14:00', to: '15:00', capacity: 1 }] })] })
    const { booking } = await booked(all, 1, '2026-03-10', '14:00')
    const path = `/visits/${booking.id}`
    expect((await agent.get(path)).html).not.toContain('value="no_show"')
    const before = office.clock.at
    pass(181)
    agent = await office.browserOf('agent')
    expect((await agent.get(`${all.at}/days/2026-03-10`)).html).toContain('value="attended"')
    const marked = await agent.post(path, { do: 'attended', from: 'day' })
    expect(marked.headers.get('location')).toBe(`${all.at}/days/2026-03-10?saved`)
    await agent.post(path, { do: 'reopen' })
    await agent.post(path, { do: 'no_show', reason: 'ill' })
    const page = words((await agent.get(path)).html)
    expect(page).toContain('nieobecność')
    expect(page).toContain('Powód nieobecności choroba')
    expect(page).toContain('zaznaczono nieobecność')
    expect(await audited()).toEqual(
      expect.arrayContaining(
        ['mark attended', 'reopen visit', 'mark no-show', 'view visit'].map((did) => `${did} ${booking.id}`),
      ),
    )
    office.clock.at = before
    agent = await office.browserOf('agent')
  })

  test('is closed only after its visits were shown; everybody is offered another time, and who must be called stands out', async () => {
    const all = await set()
    const kept = await booked(all, 1, '2026-03-12', '09:30')
    const without = await office.deps.bookings.confirm(
      { service: all.service.id, point: all.point.id, day: '2026-03-12', start: '10:00' },
      (
        await office.deps.bookings.hold(
          { service: all.service.id, point: all.point.id, day: '2026-03-12', start: '10:00' },
          { by: 'staff' },
          'reference-without-address',
        )
      ).ref,
      { name: 'Bez Adresu', language: 'pl' },
      { by: 'staff' },
    )
    const close = `${all.at}/days/2026-03-12/close`
    expect((await agent.get(close)).status).toBe(403)
    expect(words((await manager.get(close)).html)).toContain('9:30 Osoba 1')
    const missing = await manager.post(close, { reason: ' ' })
    expect([missing.status, words(missing.html).includes('Wpisz powód')]).toEqual([422, true])
    const done = words((await manager.post(close, { reason: 'Awaria ogrzewania' })).html)
    expect(done).toContain('piątek, 13 marca, 9:00')
    expect(done).toContain('Trzeba zadzwonić do: 1 osoba.')
    expect(done).toContain('Zadzwoń: brak adresu e-mail')
    const again = words((await manager.post(close, { reason: 'Awaria ogrzewania' })).html)
    expect(again).toContain('piątek, 13 marca, 9:00')
    for (const { booking } of [kept, without]) {
      expect((await office.deps.bookings.read(booking.id)).booking).toMatchObject({ state: 'confirmed', sequence: 1 })
    }
    pass()
    expect(words((await manager.get(`${all.at}/days/2026-03-12`)).html)).toContain('dzień zamknięty')
    await manager.post(`${all.at}/days/2026-03-12/usual`)
    expect((await office.deps.bookings.read(kept.booking.id)).booking.closed).toBeUndefined()
  })
})

describe('on behalf of somebody', () => {
  test('a visit is booked without any address, once, and its number is read back', async () => {
    const all = await set({ statement: { pl: 'nie stać mnie na pomoc prawną' } })
    const { html } = await agent.get(`${all.at}/book?day=2026-03-13&start=0930`)
    const form = { nonce: hidden(html, 'nonce')!, day: '2026-03-13', start: '0930', language: 'uk' }
    const wrong = await agent.post(`${all.at}/book`, { ...form, name: '', phone: '12' })
    expect(wrong.status).toBe(422)
    expect(words(wrong.html)).toContain(
      'Wpisz imię i nazwisko Wpisz poprawny polski numer telefonu Zaznacz oświadczenie',
    )
    const sent = { ...form, name: 'Iryna', statement: 'on' }
    const made = await agent.post(`${all.at}/book`, sent)
    const path = made.headers.get('location')!.split('?')[0]!
    expect((await agent.post(`${all.at}/book`, sent)).headers.get('location')).toBe(`${path}?booked`)
    const page = words((await agent.get(`${path}?booked`)).html)
    expect(page).toMatch(/Podaj ten numer osobie, która przyjdzie: [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/)
    const code = /przyjdzie: ([0-9A-Z ]{14})/.exec(page)![1]!
    const found = await agent.post('/visits/find', { code: code.toLowerCase().replaceAll(' ', '-') })
    expect(found.headers.get('location')).toBe(path)
    const none = await agent.post('/visits/find', { code: '0000 0000 0000' })
    expect([none.status, words(none.html).includes('Nie ma wizyty o tym numerze.')]).toEqual([404, true])
  })

  test('a full time is refused with what was typed, and nobody is booked twice', async () => {
    const all = await set({ points: [aPoint({ hours: [{ weekday: 5, from: '09:00', to: '09:30', capacity: 1 }] })] })
    const { html } = await agent.get(`${all.at}/book?day=2026-03-13&start=0900`)
    await booked(all, 1, '2026-03-13', '09:00')
    const form = { nonce: hidden(html, 'nonce')!, day: '2026-03-13', start: '0900', language: 'pl', name: 'Jan Późny' }
    const late = await agent.post(`${all.at}/book`, form)
    expect(late.status).toBe(422)
    expect(words(late.html)).toContain('ktoś inny zajął to miejsce')
    expect(late.html).toContain('value="Jan Późny"')
  })

  test('a visit is moved by one press, and cancelled after a question', async () => {
    const all = await set()
    const { booking } = await booked(all, 1, '2026-03-12', '09:00')
    const path = `/visits/${booking.id}`
    const { html } = await agent.get(`${path}/move?from-day=13&from-month=3&from-year=2026`)
    const slot = `${all.point.id}.2026-03-13.1030`
    expect(slotsIn(html)[0]).toBe(`${all.point.id}.2026-03-13.0900`)
    expect((await agent.post(`${path}/move`, { slot })).headers.get('location')).toBe(`${path}?moved`)
    expect((await office.deps.bookings.read(booking.id)).booking).toMatchObject({ day: '2026-03-13', start: '10:30' })
    await booked(all, 2, '2026-03-13', '09:00')
    await booked(all, 3, '2026-03-13', '09:00')
    const full = await agent.post(`${path}/move`, { slot: `${all.point.id}.2026-03-13.0900` })
    expect([full.status, words(full.html).includes('Ten termin jest już zajęty')]).toEqual([409, true])
    expect(words((await agent.get(`${path}/cancel`)).html)).toContain('Czy odwołać tę wizytę?')
    await agent.post(`${path}/cancel`)
    expect(words((await agent.get(path)).html)).toContain('odwołana')
  })
})

describe('lists', () => {
  test('the waiting list stands in its order; managers may take somebody off it', async () => {
    const all = await set()
    for (const n of [1, 2]) {
      pass()
      await office.deps.bookings.waitFor(all.service.id, undefined, person(n), { by: 'web' })
    }
    const path = `/services/${all.service.id}/waiting`
    const { html } = await manager.get(path)
    expect(words(html)).toMatch(/1 Osoba 1 .* 2 Osoba 2/)
    const id = /name="remove" value="(wtg_\w+)"/.exec(html)![1]!
    expect((await agent.post(path, { remove: id })).status).toBe(403)
    await manager.post(path, { remove: id })
    expect(words((await manager.get(path)).html)).not.toContain('Osoba 1')
  })

  test('who did not come is counted by lead time and reminder', async () => {
    const all = await set()
    const visits = [
      await booked(all, 1, '2026-03-17', '09:00'), // a week before: reminded
      await booked(all, 2, '2026-03-17', '09:30'),
      await booked(all, 3, '2026-03-17', '10:00'),
    ]
    const before = office.clock.at
    office.clock.at = new Date('2026-03-17T07:00:00Z')
    visits.push(await booked(all, 4, '2026-03-17', '10:30')) // on the day: not reminded
    office.clock.at = new Date('2026-03-17T12:00:00Z')
    agent = await office.browserOf('agent')
    await agent.get(`${all.at}/days/2026-03-17`)
    for (const [n, { booking }] of visits.entries()) {
      const mark: Record<string, string> =
        n < 2 ? { do: 'no_show', reason: n === 0 ? 'ill' : 'no word' } : { do: 'attended' }
      await agent.post(`/visits/${booking.id}`, mark)
    }
    const page = words((await agent.get(`/services/${all.service.id}/no-shows`)).html)
    expect(page).toContain('50% (2 z 4)')
    expect(page).toContain('w dniu wizyty 1 0 0%')
    expect(page).toContain('4–7 dni wcześniej 3 2 66,7%')
    expect(page).toContain('z przypomnieniem e-mail 3 2 66,7%')
    expect(page).toContain('wtorek, 17 marca, 9:00 Osoba 1')
    expect(page).toContain('choroba 1')
    const earlier = `/services/${all.service.id}/no-shows?from=${addDays('2026-03-17', -60)}`
    expect(words((await agent.get(earlier)).html)).toContain('nie zaznaczono żadnej nieobecności')
    office.clock.at = before
    agent = await office.browserOf('agent')
    manager = await office.browserOf('manager')
  })
})
