/** Booking a visit by the link of a drive, and everything by the link of the visit: what residents see, keep and lose. (B2-B5, B9, L43, X1, X2) */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Service } from '../../../shared/booking/service.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { seniorServices } from '../../../shared/survey/library/senior-services.ts'
import type { Survey } from '../../../shared/survey/survey.ts'
import { aPoint, aService, person } from '../../builders/booking.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { type Answer, aDrive, type Drive, type visitor } from './set-up.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const weekdays = (from: string, to: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from, to, capacity: 1 }))
/** Tuesday 10 March is today; two points, six half hours of a morning at each. */
const twoPoints = (change: Partial<Service> = {}): Service =>
  aService({
    minutes: 30,
    points: [
      aPoint({ name: 'Centrum', hours: weekdays('09:00', '12:00') }),
      aPoint({ name: 'Rataje', address: 'os. Piastowskie 16', hours: weekdays('09:00', '12:00') }),
    ],
    ...change,
  })

async function setting(change: Partial<Service> = {}, campaign: Partial<Campaign> = {}, survey?: Survey) {
  const service = twoPoints(change)
  const drive = await aDrive(tables, {
    campaign: {
      asks: 'booking',
      service: service.id,
      ...(survey ? {} : { survey: undefined }),
      ...campaign,
    },
    ...(survey && { survey }),
  })
  await drive.booking.create(service)
  return { drive, service, link: (index = 0) => `/b/${drive.token(index, 'booking')}` }
}
type Setting = Awaited<ReturnType<typeof setting>>

const words = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')
const field = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]
const slotsIn = (html: string) => [...html.matchAll(/name="slot" value="([^"]+)"/g)].map(([, slot]) => slot!)

type Browser = ReturnType<typeof visitor>
/** Goes to a day and presses one of its times; gives back the answer. */
async function press(browser: Browser, base: string, { service }: Setting, day: string, start: string, point = 0) {
  const id = service.points[point]!.id
  const { html } = await browser.get(`${base}/times?point=${id}&day=${day}`)
  const slot = `${id}.${day}.${start.replace(':', '')}`
  expect(slotsIn(html)).toContain(slot)
  return browser.post(`${base}/hold`, { slot, nonce: field(html, 'nonce')! })
}
const own = { name: 'Anna Żak', email: '', phone: '' }

/** Books for a contact and gives back the address of her visit. */
async function booked(all: Setting, index = 0, day = '2026-03-11', start = '09:00') {
  const browser = all.drive.visitor()
  const held = await press(browser, all.link(index), all, day, start)
  const { location } = await browser.post(held.location!, { ...own, do: 'confirm' })
  return { browser, visit: location!.split('?')[0]! }
}

test('she chooses a point, a day and a time, confirms, and has a visit with a number, a calendar file and a way to change it', async () => {
  const all = await setting()
  const browser = all.drive.visitor()
  const base = all.link()
  const first = await browser.get(base)
  expect(words(first.html)).toContain('Świadczenia rodzinne')
  expect(first.html).toContain(`href="${base}/points"`)
  const points = words((await browser.get(`${base}/points`)).html)
  expect(points).toContain('os. Piastowskie 16')
  expect(points).toContain(
    'wejście dla osób na wózku, tłumacz polskiego języka migowego (PJM). Języki: polski, ukraiński.',
  )
  const days = await browser.get(`${base}/days?point=${all.service.points[1]!.id}`)
  expect(words(days.html)).toContain('środa, 11 marca 6 wolnych godzin')
  expect(words(days.html)).not.toContain('sobota')
  const held = await press(browser, base, all, '2026-03-11', '10:30', 1)
  expect(held.status).toBe(303)
  const details = await browser.get(held.location!)
  expect(words(details.html)).toContain('Trzymamy ten termin dla Ciebie do 11:10')
  expect(field(details.html, 'name')).toBeUndefined() // inputs say their id before their name
  expect(details.html).toContain('value="Anna"')
  expect(details.html).not.toContain('anna@example.org')
  const done = await browser.post(held.location!, { ...own, do: 'confirm' })
  expect(done.status).toBe(303)
  const visit = await browser.get(done.location!)
  const text = words(visit.html)
  expect(text).toContain('Wizyta umówiona')
  expect(text).toContain('środa, 11 marca 2026, godz. 10:30')
  expect(text).toMatch(/Numer wizyty [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/)
  const stored = await all.drive.booking.desk.ofContact(all.service.id, all.drive.whom(0))
  expect(stored!.visitor).toEqual({ name: 'Anna Żak', email: 'anna@example.org', phone: '+48600100201' })
  const file = await browser.get(`${done.location!.split('?')[0]}/visit.ics`)
  expect(file.headers.get('Content-Type')).toContain('text/calendar')
  expect(file.html).toContain('DTSTART;TZID=Europe/Warsaw:20260311T103000')
  // Whoever has a visit sees it behind the same link.
  expect((await browser.get(base)).location).toContain('/v/')
})

test('GET changes nothing: neither a page of times nor the page of a visit writes', async () => {
  const all = await setting()
  const browser = all.drive.visitor()
  for (const path of ['', '/points', '/days', `/times?day=2026-03-11`, '/wait']) await browser.get(all.link() + path)
  const slots = await all.drive.booking.desk.ofDay(all.service.id, all.service.points[0]!.id, '2026-03-11')
  expect(slots.reduce((sum, { held }) => sum + held, 0)).toBe(0)
  const { visit } = await booked(all)
  for (const path of ['', '/cancel', '/move', '/move/days', '/visit.ics']) await browser.get(visit + path)
  expect((await all.drive.booking.desk.read(visit.slice(3))).booking.journal).toHaveLength(1)
})

test('a hold can be made longer ten times and more, keeps what was typed, and says when no more', async () => {
  const all = await setting()
  const browser = all.drive.visitor()
  const { location } = await press(browser, all.link(), all, '2026-03-11', '09:00')
  for (let n = 0; n < 12; n++) {
    all.drive.booking.clock.pass(9)
    all.drive.clock.at = all.drive.booking.clock.now
    const { status, html } = await browser.post(location!, { name: 'Zofia Ćma', do: 'extend' })
    expect(status).toBe(200)
    expect(html).toContain('value="Zofia Ćma"')
    // From now on, not added to what is left: pressed at once it gains nothing, and the page says so.
    if (n < 11) expect(words(html)).toContain('Od tej chwili będziesz mieć znowu 10 minut. Możesz tak zrobić jeszcze')
  }
  const last = await browser.post(location!, { name: 'Zofia Ćma', do: 'extend' })
  expect(words(last.html)).toContain('Tego terminu nie można już dłużej trzymać.')
  expect((await browser.post(location!, { ...own, do: 'confirm' })).location).toContain('/v/')
})

test('a hold is found again by the same browser, and given back when another time is chosen', async () => {
  const all = await setting()
  const browser = all.drive.visitor()
  await press(browser, all.link(), all, '2026-03-11', '09:00')
  expect(words((await browser.get(all.link())).html)).toContain('Masz wybrany termin środa, 11 marca, 9:00')
  expect(words((await all.drive.visitor().get(all.link())).html)).not.toContain('Masz wybrany termin')
  const nineAt = `${all.service.points[0]!.id}.2026-03-11.0900`
  const chosen = await press(browser, all.link(), all, '2026-03-11', '09:30')
  const page = chosen.location!.split('?')[0]!
  // The page of the place that was given back leads to the one she has now.
  const old = await browser.get(`${all.link()}/at/${nineAt}/${'n'.repeat(16)}`)
  expect([old.status, old.location?.split('?')[0]]).toEqual([303, page])
  const [nine, half] = await all.drive.booking.desk.ofDay(all.service.id, all.service.points[0]!.id, '2026-03-11')
  expect([nine!.held, half!.held]).toEqual([0, 1])
  await press(all.drive.visitor(), all.link(), all, '2026-03-11', '10:00') // the same link in a browser that keeps nothing
  const slots = await all.drive.booking.desk.ofDay(all.service.id, all.service.points[0]!.id, '2026-03-11')
  expect(slots.map(({ held }) => held)).toEqual([0, 0, 1, 0, 0, 0])
})

test('the same time pressed twice holds one place, and the same form sent twice books one visit', async () => {
  const all = await setting({ points: [aPoint({ hours: mornings(3) })] })
  const browser = all.drive.visitor()
  const id = all.service.points[0]!.id
  const { html } = await browser.get(`${all.link()}/times?day=2026-03-11`)
  const form = { slot: `${id}.2026-03-11.0900`, nonce: field(html, 'nonce')! }
  const [one, other] = await Promise.all([1, 2].map(() => browser.post(`${all.link()}/hold`, form)))
  expect(other!.location).toBe(one!.location)
  const [slot] = await all.drive.booking.desk.ofDay(all.service.id, id, '2026-03-11')
  expect(slot!.held).toBe(1)
  const sent = await Promise.all([1, 2].map(() => browser.post(one!.location!, { ...own, do: 'confirm' })))
  expect(sent.map(({ location }) => location)).toEqual([sent[0]!.location, sent[0]!.location])
  expect(sent[0]!.location).toContain('booked')
})
const mornings = (capacity: number) => weekdays('09:00', '10:00').map((row) => ({ ...row, capacity }))

test('two people, one last place: the second gets a clear page with the nearest other times', async () => {
  const all = await setting()
  const [anna, oleh] = [all.drive.visitor(), all.drive.visitor()]
  const id = all.service.points[0]!.id
  const page = await oleh.get(`${all.link(1)}/times?point=${id}&day=2026-03-11&lang=pl`)
  await press(anna, all.link(0), all, '2026-03-11', '09:30')
  const late = await oleh.post(`${all.link(1)}/hold`, {
    slot: `${id}.2026-03-11.0930`,
    nonce: field(page.html, 'nonce')!,
  })
  expect(late.status).toBe(409)
  expect(words(late.html)).toContain('Ktoś inny zajął ostatnie miejsce')
  const offered = slotsIn(late.html)
  expect(offered).toContain(`${id}.2026-03-11.0900`)
  expect(offered).not.toContain(`${id}.2026-03-11.0930`)
})

test('a hold lost while the form was open keeps what was typed and offers the nearest times', async () => {
  const all = await setting()
  const [anna, oleh] = [all.drive.visitor(), all.drive.visitor()]
  const { location } = await press(anna, all.link(0), all, '2026-03-11', '09:30')
  all.drive.booking.clock.pass(11)
  all.drive.clock.at = all.drive.booking.clock.now
  const taken = await press(oleh, all.link(1), all, '2026-03-11', '09:30')
  await oleh.post(taken.location!, { ...own, name: 'Oleh', do: 'confirm' })
  const lost = await anna.post(location!, { name: 'Anna <b>Żak</b>', email: 'a@b.pl', phone: '', do: 'confirm' })
  expect(lost.status).toBe(409)
  expect(words(lost.html)).toContain('To, co wpisujesz w formularzu, zachowaliśmy.')
  expect(lost.html).toContain('value="Anna &lt;b&gt;Żak&lt;/b&gt;"')
  const [slot] = slotsIn(lost.html)
  const again = await anna.post(`${all.link(0)}/hold`, {
    ...{ slot: slot!, nonce: field(lost.html, 'nonce')! },
    ...{ name: 'Anna Żak', email: 'a@b.pl', phone: '' },
  })
  expect(again.status).toBe(200)
  expect(again.html).toContain('value="Anna Żak"')
  const action = /action="([^"]+\/at\/[^"]+)"/.exec(again.html)![1]!
  expect((await anna.post(action, { ...own, email: 'a@b.pl', do: 'confirm' })).location).toContain('/v/')
})

test('a hold whose time is over is still good while nobody took the place, and says so', async () => {
  const all = await setting()
  const browser = all.drive.visitor()
  const { location } = await press(browser, all.link(), all, '2026-03-11', '09:30')
  all.drive.booking.clock.pass(30)
  all.drive.clock.at = all.drive.booking.clock.now
  expect(words((await browser.get(location!)).html)).toContain('nikt nie zajął tego terminu')
  expect((await browser.post(location!, { ...own, do: 'confirm' })).location).toContain('/v/')
})

test.each([
  [{ ...own, name: '  ' }, 'name', 'Wpisz imię i nazwisko'],
  [{ ...own, email: 'anna@' }, 'email', 'Wpisz poprawny adres e-mail'],
  [{ ...own, phone: '12' }, 'phone', 'Wpisz poprawny polski numer telefonu'],
])('what is wrong is said at its field, and the place stays: %o', async (typed, id, message) => {
  const all = await setting()
  const browser = all.drive.visitor()
  const { location } = await press(browser, all.link(), all, '2026-03-11', '09:30')
  const answer = await browser.post(location!, { ...typed, do: 'confirm' })
  expect(answer.status).toBe(422)
  expect(words(answer.html)).toContain(message)
  expect(answer.html).toContain(`href="#${id}"`)
  expect((await browser.post(location!, { ...own, do: 'confirm' })).location).toContain('/v/')
})

test('a statement must be ticked, in her own language', async () => {
  const all = await setting({
    statement: { pl: 'Oświadczam, że nie stać mnie na adwokata.', uk: 'Заявляю, що не маю коштів на адвоката.' },
  })
  const browser = all.drive.visitor()
  const { location } = await press(browser, all.link(1), all, '2026-03-11', '09:30')
  const refused = await browser.post(location!, { ...own, do: 'confirm' })
  expect(refused.status).toBe(422)
  expect(words(refused.html)).toContain('позначте заяву')
  expect(words(refused.html)).toContain('Заявляю, що не маю коштів на адвоката.')
  expect(words(refused.html).match(/заявляю/gi)).toHaveLength(1) // the sentence is the service's own, whole
  const done = await browser.post(location!, { ...own, statement: 'yes', do: 'confirm' })
  expect(done.location).toContain('/v/')
})

test('another language keeps what was typed, and the place', async () => {
  const all = await setting()
  const browser = all.drive.visitor()
  const { location } = await press(browser, all.link(), all, '2026-03-11', '09:30')
  const { status, html } = await browser.post(location!, { name: 'Zofia', email: 'z@z.pl', switch: 'en' })
  expect(status).toBe(200)
  expect(html).toContain('value="Zofia"')
  expect(words(html)).toContain('Book the visit')
})

test('questions come first where the drive has them, and decide who may book', async () => {
  const survey = seniorServices
  const all = await setting({}, {}, survey)
  const browser = all.drive.visitor()
  const start = await browser.get(all.link())
  const survey0 = `/s/${all.drive.token(0, 'survey')}`
  expect(start.html).toContain(`action="${survey0}"`)
  expect((await browser.get(`${all.link()}/days`)).location).toBe(all.link())
  const answers = async (index: number, age: 'yes' | 'no') => {
    await all.drive.responses.submit(
      all.drive.whom(index),
      { answers: { age_65: age, lives_here: 'yes' }, mode: 'web', language: 'pl', survey: 1 },
      all.drive.clock.at,
      undefined,
    )
    return words((await all.drive.visitor().get(`${all.link(index)}?lang=pl`)).html)
  }
  expect(await answers(0, 'yes')).toContain('Wybierz termin')
  expect(await answers(1, 'no')).toContain('Tej wizyty nie możesz umówić')
  expect((await all.drive.visitor().get(`${all.link(1)}/days`)).status).toBe(200)
  expect(slotsIn((await all.drive.visitor().get(`${all.link(1)}/times?day=2026-03-11`)).html)).toEqual([])
  // The survey's own link leads on to the booking.
  expect((await browser.get(survey0)).location).toBe(all.link())
})

test('a visit moves: both change or none, and the old place is free again', async () => {
  const all = await setting()
  const { browser, visit } = await booked(all)
  const held = await press(browser, `${visit}/move`, all, '2026-03-12', '11:00', 1)
  expect(words((await browser.get(held.location!)).html)).toContain('Obecny termin środa, 11 marca 2026, godz. 9:00')
  const moved = await browser.post(held.location!, { do: 'confirm' })
  const page = words((await browser.get(moved.location!)).html)
  expect(page).toContain('Termin zmieniony')
  expect(page).toContain('czwartek, 12 marca 2026, godz. 11:00')
  const [nine] = await all.drive.booking.desk.ofDay(all.service.id, all.service.points[0]!.id, '2026-03-11')
  expect(nine!.visits).toEqual([])
  // The same form again leads to the visit as it is.
  expect((await browser.post(held.location!, { do: 'confirm' })).status).toBe(303)
})

test('a move that comes too late leaves the visit where it was, and says so', async () => {
  const all = await setting()
  const { browser, visit } = await booked(all)
  const held = await press(browser, `${visit}/move`, all, '2026-03-12', '11:00')
  all.drive.booking.clock.pass(15)
  all.drive.clock.at = all.drive.booking.clock.now
  const oleh = all.drive.visitor()
  await press(oleh, all.link(1), all, '2026-03-12', '11:00')
  const late = await browser.post(held.location!, { do: 'confirm' })
  expect(late.status).toBe(409)
  expect(words(late.html)).toContain('Twoja wizyta pozostaje w dotychczasowym terminie.')
  expect((await all.drive.booking.desk.read(visit.slice(3))).booking).toMatchObject({
    day: '2026-03-11',
    start: '09:00',
  })
})

test('a visit is cancelled by a form, once; its link says so calmly ever after, and leads to a new one', async () => {
  const all = await setting()
  const { browser, visit } = await booked(all)
  expect(words((await browser.get(`${visit}/cancel`)).html)).toContain('Czy odwołać wizytę?')
  const done = await browser.post(`${visit}/cancel`)
  expect(words((await browser.get(done.location!)).html)).toContain('Wizyta odwołana')
  const again = await browser.post(`${visit}/cancel`)
  expect(again.status).toBe(303)
  const page = await browser.get(visit)
  expect(page.status).toBe(200)
  expect(words(page.html)).toContain('Ta wizyta jest odwołana. Nie musisz nic robić.')
  expect(page.html).toContain(`href="${all.link()}"`)
  expect((await browser.get(`${visit}/move/days`)).location).toBe(visit)
  expect((await browser.get(`${visit}/visit.ics`)).html).toContain('METHOD:CANCEL')
  // The same slot can be hers once more: a new form is a new booking.
  const anew = await booked(all)
  expect(anew.visit).not.toBe(visit)
  expect((await all.drive.booking.desk.read(anew.visit.slice(3))).booking.state).toBe('confirmed')
})

test('when her day is closed she is offered another time, and may take it, choose, or cancel', async () => {
  const all = await setting()
  const { browser, visit } = await booked(all)
  const { desk } = all.drive.booking
  await desk.closeDay(all.service.id, all.service.points[0]!.id, '2026-03-11', 'Awaria ogrzewania', { by: 'staff' })
  const page = words((await browser.get(visit)).html)
  expect(page).toContain('Powód: Awaria ogrzewania')
  expect(page).toContain('Proponujemy nowy termin czwartek, 12 marca 2026, godz. 9:00')
  const taken = await browser.post(`${visit}/offer`)
  expect(words((await browser.get(taken.location!)).html)).toContain('Termin zmieniony')
  expect((await desk.read(visit.slice(3))).booking).toMatchObject({ day: '2026-03-12', start: '09:00' })
  expect((await browser.post(`${visit}/offer`)).location).toContain('offerGone')
})

test('where nothing is free she joins the waiting list; a freed place is offered to her, and she takes it', async () => {
  const hours = [{ weekday: 3, from: '09:00', to: '09:30', capacity: 1 }]
  const all = await setting({ horizonDays: 5, points: [aPoint({ hours })] })
  const { browser: anna, visit } = await booked(all, 0)
  const oleh = all.drive.visitor()
  expect(words((await oleh.get(`${all.link(1)}/days?lang=pl`)).html)).toContain('Nie ma wolnych terminów')
  expect((await oleh.post(`${all.link(1)}/wait`, { name: ' ' })).status).toBe(422)
  const waits = await oleh.post(`${all.link(1)}/wait`, { ...own, name: 'Oleh' })
  expect(words((await oleh.get(waits.location!)).html)).toContain('Jesteś na liście oczekujących')
  const list = waits.location!.split('?')[0]!
  const other = all.drive.visitor() // another browser: her link knows that she waits
  expect((await other.post(`${all.link(1)}/wait`, { ...own, name: 'Oleh' })).location).toContain(list)
  expect((await other.get(`${all.link(1)}/wait`)).location).toContain(list)
  const start = await other.get(`${all.link(1)}?lang=pl`)
  expect(words(start.html)).toContain('Jesteś na liście oczekujących')
  expect(start.html).toContain(list)
  await anna.post(`${visit}/cancel`)
  const kept = words((await oleh.get(waits.location!)).html) // the address that she was told to keep
  expect(kept).toContain('Mamy dla Ciebie termin')
  expect(kept).not.toContain('Gdy przyjdzie Twoja kolej')
  const accepted = await oleh.post(list, { do: 'accept' })
  expect(words((await oleh.get(accepted.location!)).html)).toContain('Wizyta umówiona')
  expect(words((await oleh.get(list)).html)).toContain('Masz już umówioną wizytę.')
})

test('whoever waits can let an offer pass, and leave the list', async () => {
  const hours = [{ weekday: 3, from: '09:00', to: '09:30', capacity: 1 }]
  const all = await setting({ horizonDays: 5, points: [aPoint({ hours })] })
  const { browser: anna, visit } = await booked(all, 0)
  const oleh = all.drive.visitor()
  const list = (await oleh.post(`${all.link(1)}/wait`, { ...own, name: 'Oleh', lang: 'pl' })).location!.split('?')[0]!
  await anna.post(`${visit}/cancel`)
  expect((await oleh.post(list, { do: 'decline' })).location).toContain('declined')
  expect(words((await oleh.get(`${list}?declined`)).html)).toContain('Jesteś dalej na liście.')
  await oleh.post(list, { do: 'leave' })
  expect(words((await oleh.get(list)).html)).toContain('Nie jesteś już na liście oczekujących')
  expect((await oleh.post(list, { do: 'accept' })).location).toContain('gone')
})

test('every link that does not open gets the same bytes, whatever is behind it', async () => {
  const all = await setting()
  const { visit } = await booked(all)
  const browser = all.drive.visitor()
  const { booking } = await all.drive.booking.desk.read(visit.slice(3))
  const bad = [
    '/b/nothing',
    `/b/${all.drive.token(0, 'survey')}`,
    `${all.link(2)}x`,
    '/v/nothing',
    `/v/${booking.id}`, // staff go by ids, residents do not
    `/v/${booking.id}/cancel`,
    `${visit.slice(0, -1)}${visit.endsWith('A') ? 'B' : 'A'}`,
    `${visit}/nothing`,
    '/v/w00000000000000000000000000000000000000000000000',
  ]
  const answers: Answer[] = []
  for (const path of bad) answers.push(await browser.get(path))
  expect(answers.map(({ status }) => status)).toEqual(bad.map(() => 404))
  expect(new Set(answers.map(({ html }) => html)).size).toBe(1)
  const posted = await browser.post(`/v/${booking.id}/cancel`)
  expect([posted.status, posted.html]).toEqual([404, answers[0]!.html])
  expect((await all.drive.booking.desk.read(booking.id)).booking.state).toBe('confirmed')
  for (const name of ['Referrer-Policy', 'Cache-Control']) expect(answers[0]!.headers.get(name)).toMatch(/no-/)
})

test('a link is over a day after the visit, like any other that does not open', async () => {
  const all = await setting()
  const { browser, visit } = await booked(all)
  const pass = (minutes: number) => {
    all.drive.booking.clock.pass(minutes)
    all.drive.clock.at = all.drive.booking.clock.now
  }
  pass(24 * 60)
  expect(words((await browser.get(visit)).html)).toContain('Termin tej wizyty już minął.')
  expect((await browser.post(`${visit}/cancel`)).location).toBe(visit)
  pass(24 * 60)
  expect((await browser.get(visit)).status).toBe(404)
})

test('a drive that asks for no visit, one that is over, and a revoked link open nothing', async () => {
  const all = await setting()
  const plain: Drive = await aDrive(tables)
  const gone = (await plain.visitor().get(`/b/${plain.token(0, 'booking')}`)).html
  await all.drive.contacts.putFact(all.drive.campaign.id, 0, { index: 1, kind: 'revoked', at: '2026-03-10T09:00:00Z' })
  expect((await all.drive.visitor().get(all.link(1))).html).toBe(gone)
  await all.drive.change({ status: 'stopped' })
  expect((await all.drive.visitor().get(all.link(0))).html).toBe(gone)
})

test('a discreet service tells nothing in titles and in the calendar', async () => {
  const all = await setting({ discreet: true, name: { pl: 'Poradnia uzależnień' } })
  const { browser, visit } = await booked(all)
  for (const path of [visit, `${visit}/cancel`, `${visit}/move/points`, all.link(1)]) {
    expect(/<title>([^<]*)/.exec((await browser.get(path)).html)![1]).not.toMatch(/uzależnień/)
  }
  const file = (await browser.get(`${visit}/visit.ics`)).html
  expect(file).toContain('SUMMARY:Umówione spotkanie')
  expect(file).not.toMatch(/uzależnień|Centrum,/)
})

test('a point that is full for everybody else stays open to whoever moves within the service', async () => {
  const all = await setting({ points: [aPoint({ hours: mornings(1) })] })
  const { browser, visit } = await booked(all)
  await all.drive.booking.book(
    { service: all.service.id, point: all.service.points[0]!.id, day: '2026-03-11', start: '09:30' },
    person(9),
  )
  const { html } = await browser.get(`${visit}/move/days`)
  expect(words(html)).toContain('czwartek, 12 marca')
  expect(words(html)).not.toContain('środa, 11 marca')
})

const why = async ({ drive }: Setting, index = 0) => (await drive.visitor().get(`/w/${drive.token(index, 'why')}`)).html

test('the page about her data shows her visit and leads to it; without one it says so', async () => {
  const all = await setting()
  expect(words(await why(all))).toContain('Nie mamy Twojej umówionej wizyty w tej sprawie.')
  const { browser, visit } = await booked(all)
  const html = await why(all)
  expect(words(html)).toContain('Kiedy środa, 11 marca 2026, godz. 9:00 Gdzie Centrum,')
  expect(words(html)).toContain('Stan umówiona')
  expect(html).toContain(`href="${visit}"`)
  expect(html).not.toContain(own.name)
  await browser.post(`${visit}/cancel`, {})
  expect(await why(all)).not.toContain(visit)
})

test('the page about her data in a discreet drive does not say where her visit is', async () => {
  const all = await setting({}, { discreet: true })
  const { visit } = await booked(all)
  const html = await why(all)
  expect(html).toContain(`href="${visit}"`)
  expect(html).not.toContain('Centrum')
})

test('a link that leads nowhere speaks of visits too', async () => {
  const { drive } = await setting()
  const text = words((await drive.visitor().get('/b/nothing')).html)
  for (const said of ['wizyta jest umówiona', 'візит призначено', 'your visit is booked']) expect(text).toContain(said)
})
