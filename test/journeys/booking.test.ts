/**
 * A drive that asks for a visit on the whole local cloud: an e-mail, an automated call, agents. One books on the web, one by the keys of
 * the telephone, one with an agent, one calls off; whoever has a visit gets no further step, and the report counts them.
 */
import { KMSClient } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importContacts } from '../../local/api.ts'
import { openDesk } from '../../shared/booking/booking-desk.ts'
import type { BookingDesk } from '../../shared/booking/desk.ts'
import type { Service } from '../../shared/booking/service.ts'
import { serviceStore } from '../../shared/booking/service-store.ts'
import { usualStop } from '../../shared/campaign/asks.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { readLink } from '../../shared/contact/link.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { keyring } from '../../shared/platform/secrets.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'
import { contentAt, driveOf } from '../builders/drive.ts'
import { linkIn } from '../builders/visit.ts'
import { aServiceOfTwoPoints } from '../builders/visits.ts'

const hour = 60 * minute
/** By her place on the list: what she does. The last two digits of her number say how her telephone behaves. */
const people = [
  { who: 'books on the web', phone: '600100205' },
  { who: 'books by the keys', phone: '600100305' },
  { who: 'asks for a person, who books for her', phone: '600100107' },
  { who: 'books on the web and calls off', phone: '600100106' },
]
const stop = usualStop('booking')

let office: TestCloud
let desk: BookingDesk
let service: Service
let id: string
const whom = (index: number) => ({ campaign: id, page: 0, index })
const visitOf = async (index: number) => (await desk.ofContact(service.id, whom(index)))?.booking

beforeAll(async () => {
  office = await startCloud()
  const { cloud, db, manager } = office
  const kms = new KMSClient({
    endpoint: cloud.endpoints.kms,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const table = cloud.name('Bookings')
  desk = openDesk({
    db,
    table,
    campaigns: campaignStore(db, cloud.name('Campaigns')),
    keys: keyring(kms, cloud.name('KeysData'), halfStore(db, cloud.name('Halves'))),
    now: () => new Date(cloud.clock.now()),
  })
  service = aServiceOfTwoPoints()
  await serviceStore(db, table).create(service)

  const letter = { subject: 'Umów wizytę', text: 'Dzień dobry. Wolne terminy:\n{{link}}' }
  const draft = await manager.post('/campaigns', {
    ...contentAt(cloud.clock.now()),
    purposeClass: 'public_info',
    asks: 'booking',
    service: service.id,
    window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '20:00', holidays: false, closedDays: [] },
    plan: [
      { kind: 'email', letters: { pl: letter }, stop },
      { kind: 'wait', hours: 20 },
      { kind: 'call', openings: { pl: 'Zapraszamy do umówienia wizyty.' }, stop },
      { kind: 'agents', scripts: { pl: 'Dzień dobry, {{imie}}.' }, stop },
    ],
  })
  id = draft.id
  const rows = people.map(({ who, phone }, n) => `osoba${n}@wizyta.example.org;${who};${phone}`)
  const file = new Blob([`Adres e-mail;Imię;Telefon\r\n${rows.join('\r\n')}\r\n`])
  await importContacts(manager, id, { name: 'kontakty.csv', content: file })
  const drive = driveOf(office, id, [])
  await drive.approve()
  await drive.run()

  // On the web: her letter's link is that of a booking, and the visit is hers.
  for (const index of [0, 3]) {
    const claim = await linkOf(index)
    expect(claim).toMatchObject(whom(index))
    const slot = (await desk.firstFree(service.id))!
    const ref = desk.newRef()
    await desk.hold(slot, { by: 'web' }, ref)
    const { token } = await desk.confirm(slot, ref, { name: 'Osoba', language: 'pl', whom: whom(index) }, { by: 'web' })
    if (index === 3) await desk.cancel(token, { by: 'web' })
  }
  await office.later(4 * minute)
  await office.later(minute)

  // A day later the automated calls, until nobody is left for them today.
  await office.later(22 * hour)
  for (let quiet = false; !quiet; ) {
    const before = cloud.connect.calls().length
    await office.later(2 * minute)
    quiet = cloud.connect.open().length === 0 && cloud.connect.calls().length === before
  }
}, 200_000)
afterAll(() => office?.close())

async function linkOf(index: number) {
  const { ses } = office.cloud.engines
  const { mails } = ses.messages({ search: `osoba${index}@`, limit: 1 })
  const link = linkIn((await ses.message(mails[0]!.id))!.text!, 'b')
  return readLink(link.split('/b/')[1]!)
}

const stateOf = async (index: number) => {
  const contact = await office.manager.get(`/campaigns/${id}/contacts/0.${index}`)
  return contact as { state: string; next: { kind: string } }
}

test('whoever booked on the web is not called, and her page says why', async () => {
  expect(office.cloud.connect.calls().map(({ to }) => to)).not.toContain('+48600100205')
  expect(await visitOf(0)).toMatchObject({ by: 'web', state: 'confirmed' })
})

test('the automated call offers the first free date, and keys book it', async () => {
  const visit = await visitOf(1)
  expect(visit).toMatchObject({ by: 'keypad', state: 'confirmed' })
  expect(office.cloud.connect.calls().filter(({ to }) => to === '+48600100305')).toHaveLength(1)
})

test('whoever called her visit off is asked again', () => {
  expect(office.cloud.connect.calls().map(({ to }) => to)).toContain('+48600100106')
})

test('an agent books for whoever asked for a person, and is given nobody who has a visit', async () => {
  await office.agent.put('/calls/lists', { lists: [`${id}#3`], languages: ['pl'], skills: [] })
  const given: number[] = []
  for (;;) {
    const { call } = await office.agent.post('/calls/next')
    if (!call) break
    const index = Number(call.call.split('.')[2])
    given.push(index)
    const slot = (await desk.firstFree(service.id, { by: 'agent' }))!
    const ref = desk.newRef()
    await desk.hold(slot, { by: 'agent' }, ref)
    await desk.confirm(slot, ref, { name: 'Osoba', language: 'pl', whom: whom(index) }, { by: 'agent', staff: 'x' })
    await office.agent.post(`/calls/${call.call}/outcome`, { hold: call.hold, outcome: 'booked' })
  }
  expect(given).toEqual([2])
  expect(await visitOf(2)).toMatchObject({ by: 'agent' })
})

test('the report tells how many have a visit, by where they booked it, and who called off', async () => {
  await office.later(minute)
  const { counts } = await office.manager.get(`/campaigns/${id}/results`)
  expect(counts).toMatchObject({ booked: 3, bookedWeb: 1, bookedKeypad: 1, bookedAgent: 1, cancelled: 1 })
  for (const index of [0, 1, 2]) expect(await stateOf(index)).toMatchObject({ state: 'booked', next: { kind: 'none' } })
  expect((await stateOf(3)).state).not.toBe('booked')
})
