/** The visit on an agent's call page, without a script: the first free time, another one, moved, called off, read back. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Service } from '../../../shared/booking/service.ts'
import { serviceStore } from '../../../shared/booking/service-store.ts'
import { agentStore } from '../../../shared/call/agent-store.ts'
import { usualStop } from '../../../shared/campaign/asks.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { aServiceOfTwoPoints } from '../../builders/visits.ts'
import { aPhoneDrive } from './phone-drive.ts'
import { type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let agent: TestBrowser
let drive: Campaign
let service: Service
beforeAll(async () => {
  office = await startOffice()
})
afterAll(() => office.close())

const begin = async (change: Partial<Service> = {}) => {
  office.clock.at = new Date('2026-03-10T10:00:00Z')
  const { db, names } = office.tables
  for (const { id } of (await office.deps.campaigns.list(100)).campaigns) {
    const known = await office.deps.campaigns.get(id)
    if (known.status === 'running')
      await office.deps.campaigns.save({ ...known, status: 'stopped', launchedAt: undefined })
  }
  const agents = agentStore(db, names.Calls)
  for (const { agent: id, call } of await agents.all()) if (call) await agents.letGo(id, call, office.clock.at)
  service = aServiceOfTwoPoints(change)
  await serviceStore(db, names.Bookings).create(service)
  const plan: Campaign['plan'] = [{ kind: 'agents', scripts: { pl: 'Dzień dobry.' }, stop: usualStop('booking') }]
  ;({ drive } = await aPhoneDrive(office, { asks: 'booking', service: service.id, survey: undefined, plan }))
  agent = await office.browserOf('agent')
  await agent.get('/calls/lists')
  await agent.post('/calls/lists', { lists: `${drive.id}#0`, languages: ['pl'] })
  await agent.get('/calls')
  await agent.post('/calls/next')
}
beforeEach(() => begin())

const page = async (query = '') => (await agent.get(`/calls/current${query}`)).html
const valueIn = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1]
const act = async (fields: Record<string, string>, html?: string) => {
  const shown = html ?? (await page())
  return agent.post('/calls/current', { call: valueIn(shown, 'call')!, hold: valueIn(shown, 'hold')!, ...fields })
}
const whom = () => ({ campaign: drive.id, page: 0, index: 0 })
const visit = () => office.deps.bookings.ofContact(service.id, whom())
const bookFirst = async (fields: Record<string, string> = {}) => {
  const html = await page()
  const first = valueIn(html, 'visit-first')!
  return act({ do: 'visit-first', 'visit-first': first, 'visit-name': 'Anna Nowak', ...fields }, html)
}

test('the first free time is booked as it was read out, and its code is there to be read back', async () => {
  const html = await page()
  expect(html).toContain('11 marca 2026, 09:00')
  expect(html).not.toContain('Ta akcja nie ma ankiety')
  const answer = await bookFirst()
  expect(answer.headers.get('location')).toBe('/calls/current#visit')
  const { booking, visitor } = (await visit())!
  expect(booking).toMatchObject({ day: '2026-03-11', start: '09:00', by: 'agent', language: 'pl', whom: whom() })
  expect(visitor).toMatchObject({ name: 'Anna Nowak', email: 'anna@example.org' })
  const after = await page()
  expect(after).toContain(booking.id.slice(4, 8).toUpperCase())
  expect(after).toMatch(/value="booked"[^>]* checked|checked[^>]* value="booked"/)
  expect(office.mails.flatMap(({ mails }) => mails)).toEqual([]) // mails about visits are not hers to send
})

test('somebody without an e-mail address is booked too', async () => {
  await act({ do: 'save', outcome: 'busy' })
  await agent.get('/calls')
  await agent.post('/calls/next') // Ewa, who has telephone numbers alone
  await bookFirst({ 'visit-name': 'Ewa' })
  const { visitor } = (await office.deps.bookings.ofContact(service.id, { ...whom(), index: 2 }))!
  expect(visitor.email).toBeUndefined()
  expect(visitor.phone).toMatch(/^\+48600/)
})

test('another place and day are looked at, an hour is chosen and booked', async () => {
  const point = service.points[1]!.id
  const looked = await act({ do: 'visit-look', 'visit-point': point, 'visit-day': '2026-03-12' })
  const there = looked.headers.get('location')!
  expect(there).toContain('day=2026-03-12')
  const html = await page(there.slice('/calls/current'.length).replace('#visit', ''))
  expect(html.match(/name="visit-slot"/g)).toHaveLength(4)
  await act({ do: 'visit-book', 'visit-slot': `${point} 2026-03-12 10:30`, 'visit-name': 'Anna' }, html)
  expect((await visit())!.booking).toMatchObject({ point, day: '2026-03-12', start: '10:30' })
})

test('a visit is moved to another time, and called off', async () => {
  await bookFirst()
  const before = (await visit())!.booking
  const point = service.points[0]!.id
  await act({ do: 'visit-book', 'visit-slot': `${point} 2026-03-13 09:30` })
  const moved = (await visit())!.booking
  expect(moved).toMatchObject({ id: before.id, day: '2026-03-13', start: '09:30' })
  await act({ do: 'visit-cancel' })
  expect(await visit()).toBeUndefined()
  expect(await page()).toContain('Pierwszy wolny termin')
})

test('a visit that she booked at the counter is shown, and moved instead of booked twice', async () => {
  const bookings = office.deps.bookings
  const slot = { service: service.id, point: service.points[0]!.id, day: '2026-03-12', start: '09:00' }
  await bookings.hold(slot, { by: 'staff', staff: 'maria' }, 'lada')
  const person = { name: 'Anna', email: 'anna@example.org', language: 'pl' as const }
  const counter = await bookings.confirm(slot, 'lada', person, { by: 'staff', staff: 'maria' })
  expect(await page()).toContain('12 marca 2026, 09:00')
  await act({ do: 'visit-book', 'visit-slot': `${slot.point} 2026-03-13 09:30` })
  const { booking } = await bookings.read(counter.booking.id)
  expect(booking).toMatchObject({ day: '2026-03-13', start: '09:30', state: 'confirmed' })
})

test('a time that somebody else took meanwhile is said to be taken, and nothing is lost of what was typed', async () => {
  const html = await page()
  const first = valueIn(html, 'visit-first')!
  const [point, day, start] = first.split(' ') as [string, string, string]
  await office.deps.bookings.hold({ service: service.id, point, day, start }, { by: 'web' }, 'a-ref-of-somebody-else')
  const answer = await act({ do: 'visit-first', 'visit-first': first, 'visit-name': 'Anna Żak', note: 'pilne' }, html)
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('Ten termin jest już zajęty.')
  expect(answer.html).toContain('value="Anna Żak"')
  expect(answer.html).toContain('pilne')
  expect(await visit()).toBeUndefined()
})

test('what has to be stated must be ticked first', async () => {
  await begin({ statement: { pl: 'Przysługuje mi pomoc', en: 'I am entitled' } })
  expect(await page()).toContain('Przysługuje mi pomoc')
  const refused = await bookFirst()
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('zaznacz oświadczenie')
  await bookFirst({ 'visit-stated': 'on' })
  expect(await visit()).toBeDefined()
})

test('the outcome that a visit was booked is saved only where one was', async () => {
  const early = await act({ do: 'save', outcome: 'booked' })
  expect(early.status).toBe(422)
  expect(early.html).toContain('nie ma umówionej wizyty')
  await bookFirst()
  const saved = await act({ do: 'save', outcome: 'booked' })
  expect(saved.headers.get('location')).toBe('/calls?done=saved')
})

test('a drive that asks for a survey shows no visits and takes none', async () => {
  const saved = await office.deps.campaigns.get(drive.id)
  await office.deps.campaigns.save({ ...saved, asks: 'survey' })
  const html = await page()
  expect(html).not.toContain('visit-first')
  const answer = await act({ do: 'visit-cancel' }, html)
  expect(answer.status).toBe(422)
})
