/** The second step of the form: a survey, a service that can be booked, or nothing at all; and what follows for the rest of a drive. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serviceStore } from '../../../shared/booking/service-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { aPoint, aService } from '../../builders/booking.ts'
import { aboutForm, type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
const service = aService()
beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
  await serviceStore(office.tables.db, office.tables.names.Bookings).create(service)
})
afterAll(() => office.close())

async function aDraft(): Promise<string> {
  await manager.get('/campaigns/new')
  const created = await manager.post('/campaigns/new', { ...aboutForm, and: 'next' })
  return /cmp_\w+/.exec(created.headers.get('location')!)![0]
}
const campaign = (id: string) => office.deps.campaigns.get(id)
const choose = async (id: string, fields: Record<string, string>) => {
  await manager.get(`/campaigns/${id}/survey`)
  return manager.post(`/campaigns/${id}/survey`, { ...fields, and: 'next' })
}
const steps = [
  {
    kind: 'email',
    letters: { pl: { subject: 'Ważne', text: 'Dzień dobry. {{link}}' } },
    stop: ['answered', 'objected'],
  },
] as const
const writePlan = async (id: string) => {
  const plan = steps.map((step) => ({ ...step, stop: [...step.stop] }))
  await office.deps.desk.write(id, { plan }, { id: 'm', name: 'M', roles: ['manager'] })
}

test('a drive that informs leaves its survey, and its letter needs no link', async () => {
  const id = await aDraft()
  await choose(id, { asks: 'survey', which: 'mopr-clients' })
  await writePlan(id)
  const answer = await choose(id, { asks: 'nothing', which: 'keep' })
  expect(answer.headers.get('location')).toBe(`/campaigns/${id}/contacts`)
  const saved = await campaign(id)
  expect(saved.asks).toBe('nothing')
  expect(saved.survey).toBeUndefined()
  const { html } = await manager.get(`/campaigns/${id}/check`)
  expect(html).not.toContain('Wybierz ankietę.')
  expect(html).toContain('Pole {{link}} nie istnieje.')
  expect(html).toContain('O nic, tylko informujemy')
})

test('a visit is asked for by its service; questions before it may be left out, and its steps stop for whoever booked', async () => {
  const id = await aDraft()
  await writePlan(id)
  const page = await manager.get(`/campaigns/${id}/survey`)
  expect(page.html).toContain(service.name.pl)
  const none = await choose(id, { asks: 'booking' })
  expect(none.status).toBe(422)
  expect(none.html).toContain('Wybierz usługę.')
  await choose(id, { asks: 'booking', service: service.id, which: 'none' })
  expect(await campaign(id)).toMatchObject({ asks: 'booking', service: service.id })
  expect((await campaign(id)).plan[0]).toMatchObject({ stop: ['booked', 'objected'] })
  const steps = (await manager.get(`/campaigns/${id}`)).html
  expect(steps).toContain('Ankieta, umówienie wizyty albo sama informacja')

  await choose(id, { asks: 'booking', service: service.id, which: 'mopr-clients' })
  expect((await campaign(id)).survey?.source).toBe('mopr-clients')
  await choose(id, { asks: 'booking', service: service.id, which: 'none' })
  expect((await campaign(id)).survey).toBeUndefined()

  await choose(id, { asks: 'survey', which: 'mopr-clients' })
  expect((await campaign(id)).service).toBeUndefined()
  expect((await campaign(id)).plan[0]).toMatchObject({ stop: ['answered', 'objected'] })
})

test('a service that does not exist is not taken from a form', async () => {
  const id = await aDraft()
  const answer = await choose(id, { asks: 'booking', service: newId('svc'), which: 'none' })
  expect(answer.status).toBe(422)
  expect((await campaign(id)).asks).toBeUndefined()
})

test('whoever picks a survey and nothing else asks for answers; whoever picks nothing is asked', async () => {
  const id = await aDraft()
  const empty = await choose(id, {})
  expect(empty.status).toBe(422)
  expect(empty.html).toContain('Wybierz, o co prosisz mieszkańców.')
  await choose(id, { which: 'mopr-clients' })
  expect((await campaign(id)).asks).toBe('survey')
})

test('who checks and who approves a drive that asks for a visit sees its points, what is free, and that it cannot go out without', async () => {
  const points = [aPoint({ name: 'Wilda' }), aPoint({ name: 'Jeżyce', address: 'ul. Słowackiego 8', closed: true })]
  const two = aService({ points, bring: { pl: 'dowód osobisty' } })
  const store = serviceStore(office.tables.db, office.tables.names.Bookings)
  await store.create(two)
  const id = await aDraft()
  await writePlan(id)
  await choose(id, { asks: 'booking', service: two.id, which: 'none' })
  const check = (await manager.get(`/campaigns/${id}/check`)).html
  expect(check).toContain('Usługa, na którą umawia ta akcja')
  expect(check).toMatch(/Wilda.*otwarty.*Jeżyce.*ul\. Słowackiego 8.*zamknięty/s)
  expect(check).toContain('dowód osobisty')
  expect(check).toContain(`href="/services/${two.id}"`)
  expect(check).not.toContain('Akcji nie można tak uruchomić.')

  await office.deps.campaigns.save({ ...(await campaign(id)), status: 'submitted' })
  const approver = await office.browserOf('approver')
  const decision = (await approver.get(`/campaigns/${id}`)).html
  expect(decision).toContain('Usługa, na którą umawia ta akcja')
  expect(decision).not.toContain(`href="/services/${two.id}"`)

  const stored = await store.get(two.id)
  await store.save({ ...stored, points: stored.points.map((point) => ({ ...point, closed: true })) })
  expect((await approver.get(`/campaigns/${id}`)).html).toContain(
    'Żaden punkt nie jest otwarty, więc nikt się nie umówi.',
  )
})
