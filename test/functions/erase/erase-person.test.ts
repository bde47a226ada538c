/** Somebody asked to be forgotten, in two drives: nothing of her is left anywhere, the others have everything, and the protocol says so. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EraseDeps } from '../../../functions/erase/deps.ts'
import { erasePerson } from '../../../functions/erase/erase-person.ts'
import { openDesk } from '../../../shared/booking/booking-desk.ts'
import { serviceStore } from '../../../shared/booking/service-store.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { moveCase } from '../../../shared/case/case.ts'
import { findPeople } from '../../../shared/erasure/find-person.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { aService } from '../../builders/booking.ts'
import { type EraseHouse, startErasing } from './set-up.ts'

let house: EraseHouse
let drive: Campaign
beforeAll(async () => {
  house = await startErasing()
})
afterAll(() => house?.close())
beforeEach(async () => {
  house.clock.at = new Date('2026-07-01T10:00:00Z')
  drive = await house.aDriveWithPeople(12)
})

const emailOf = (n: number) => `kanarek${n}@${drive.id.slice(4)}.example`

/** A case whose people staff have chosen. */
async function ordered(n: number) {
  const one = await house.cases.open({
    kind: 'erasure',
    from: 'letter',
    openedBy: 'maria',
    contents: { email: emailOf(n), text: 'Proszę usunąć dane Kanarkowskiej.' },
  })
  const found = await findPeople([emailOf(n)], house.deps)
  const people = found.map(({ whom }) => whom)
  return house.cases.save({ ...moveCase(one, { move: 'take', by: 'maria' }, house.clock.at), people })
}

const theirs = (text: string, n: number) => [
  text.includes(emailOf(n)),
  text.includes(`Kanarkowska${n}"`),
  text.includes(`Śpiewam ${n} o świcie ${drive.id}`),
]

test('she is found by e-mail, however it is written, and by her number', async () => {
  const byEmail = await findPeople([emailOf(3).toUpperCase()], house.deps)
  expect(byEmail.map(({ whom }) => whom)).toEqual([{ campaign: drive.id, page: 0, index: 3 }])
  const byPhone = await findPeople(['+48600000003'], house.deps)
  expect(byPhone.map(({ whom }) => whom)).toContainEqual({ campaign: drive.id, page: 0, index: 3 })
  expect(await findPeople(['nobody@example.org'], house.deps)).toEqual([])
})

test('nothing of her is left in any table or file, her link is dead, and the next person has everything', async () => {
  const { id } = await ordered(3)
  await erasePerson(id, house.deps)

  const left = await house.everything()
  expect(theirs(left, 3)).toEqual([false, false, false])
  expect(left).toContain(`Śpiewam 6 o świcie ${drive.id}`)
  expect(await house.deps.files.keys(`uploads/${drive.id}/`)).toEqual([])

  const keys = await house.deps.keysOf(drive)
  const { contacts, facts } = await house.contacts.wholePage(drive.id, 0, keys)
  expect(contacts[3]).toEqual({ index: 3, language: 'pl', phones: [], fields: { imie: '' } })
  expect(contacts[6]).toMatchObject({ email: emailOf(6), fields: { imie: 'Kanarkowska6' } })
  expect(facts.filter(({ index }) => index === 3).map(({ kind }) => kind)).toEqual(['revoked'])
  expect(facts.filter(({ index }) => index === 6).map(({ kind }) => kind)).toEqual(['delayed'])
  expect(await house.responses.get({ campaign: drive.id, page: 0, index: 3 })).toBeUndefined()
  expect(await house.responses.get({ campaign: drive.id, page: 0, index: 6 })).toBeDefined()
  expect((await house.calls.ofPerson({ campaign: drive.id, page: 0, index: 3 })).callback).toBeUndefined()
  expect(await house.deps.tables.bookings.keys(`${drive.id}#0`, '03#')).toEqual([])

  const done = await house.cases.get(id)
  expect(done).toMatchObject({ state: 'done', ending: 'erased' })
  expect(await house.cases.contents(done)).toEqual({})
  const protocol = await house.deps.protocols.ofPerson(id)
  expect(protocol).toMatchObject({
    orderedBy: 'maria',
    foundAgain: 0,
    people: [
      { page: 0, index: 3, facts: 1, responses: 1, texts: 1, calls: 1, visits: 1, exports: ['exp_000000000001'] },
    ],
  })
  const entries = await house.items('Audit')
  expect(entries).toContainEqual(
    expect.objectContaining({ who: 'maria', did: 'erase person', what: `${drive.id}/0.3`, why: id }),
  )
})

test('a second case finds nothing, and the first done twice changes nothing', async () => {
  const { id } = await ordered(3)
  await erasePerson(id, house.deps)
  const before = await house.everything()
  await erasePerson(id, house.deps)
  expect((await house.everything()) === before).toBe(true) // bytes and all: too long to print
  expect(await findPeople([emailOf(3), '+48600000003'], { ...house.deps, campaigns: onlyThis() })).toEqual([])
})

const onlyThis = () => ({
  ...house.deps.campaigns,
  list: async () => ({ campaigns: [await house.campaigns.get(drive.id)] }),
})

test('killed at any act, it is finished by the next try', async () => {
  for (let at = 0; at < 14; at++) {
    const n = at % 12
    if ((await findPeople([emailOf(n)], house.deps)).length === 0) continue
    const { id } = await ordered(n)
    let acts = 0
    const killed: EraseDeps = {
      ...house.deps,
      tables: Object.fromEntries(
        Object.entries(house.deps.tables).map(([name, store]) => [
          name,
          {
            ...store,
            remove: async (...given: Parameters<typeof store.remove>) => {
              if (acts++ === at % 6) throw new Error('killed')
              return store.remove(...given)
            },
          },
        ]),
      ) as EraseDeps['tables'],
    }
    await erasePerson(id, killed).catch(({ message }) => expect(message).toBe('killed'))
    await erasePerson(id, house.deps)
    expect((await house.cases.get(id)).ending).toBe('erased')
    expect(theirs(await house.everything(), n)).toEqual([false, false, false])
  }
})

test('of a reminder the actions stay on record, without her and without notes', async () => {
  const reminder = await house.aDriveWithPeople(3, { purposeClass: 'reminder' })
  const whom = { campaign: reminder.id, page: 0, index: 1 }
  const call = {
    index: 1,
    n: 1,
    state: 'closed',
    outcome: 'complete',
    channel: 'agents',
    step: 0,
    number: 0,
    startedAt: '2026-05-20T10:00:00.000Z',
  }
  await house.calls.close(whom, { ...call, note: 'Kanarkowska prosi o telefon' } as never)
  const one = await house.cases.open({ kind: 'erasure', from: 'letter', openedBy: 'maria' })
  await house.cases.save({ ...moveCase(one, { move: 'take', by: 'maria' }, house.clock.at), people: [whom] })
  await erasePerson(one.id, house.deps)
  const items = (await house.items('Calls')).filter(({ page }) => page === `${reminder.id}#0`)
  expect(items.filter(({ index }) => index === 1)).toEqual([expect.objectContaining({ outcome: 'complete' })])
  expect(JSON.stringify(items)).not.toContain('Kanarkowska')
})

describe('who came by herself', () => {
  const phone = '+48600700800'
  /** A visit booked at the desk, with both addresses, and a place in a waiting list. */
  async function aWalkIn() {
    const { db, names } = house.tables
    const { campaigns, keys } = house
    const bookings = openDesk({ db, table: names.Bookings, campaigns, keys, now: () => house.clock.at })
    const services = serviceStore(db, names.Bookings)
    const service = aService({ id: newId('svc'), waitingList: true })
    await services.create(service)
    house.clock.at = new Date(house.clock.at.getTime() + 10_000) // a service is remembered for a moment
    const [slot] = await bookings.free(service.id, { days: 14, by: 'staff' })
    const ref = bookings.newRef()
    const person = {
      name: 'Kanarkowa Wanda',
      phone,
      email: `wanda@${service.id.slice(4)}.example`,
      language: 'pl',
    } as const
    const who = { by: 'staff', staff: 'maria' } as const
    await bookings.hold(slot!, who, ref)
    const { booking } = await bookings.confirm(slot!, ref, person, who)
    return { bookings, service, booking, person, who }
  }
  const orderedFor = async () => {
    const one = await house.cases.open({ kind: 'erasure', from: 'letter', openedBy: 'maria', contents: { phone } })
    return house.cases.save({ ...moveCase(one, { move: 'take', by: 'maria' }, house.clock.at), people: [] })
  }

  test('is found by either address, erased with every mark, and booked anew is not touched', async () => {
    const { bookings, booking, person, service, who } = await aWalkIn()
    for (const address of [phone, person.email.toUpperCase()]) {
      expect((await bookings.underAddresses([address])).visits.map((one) => one.booking.id)).toContain(booking.id)
    }
    expect(await bookings.underAddresses(['+48600700801'])).toEqual({ visits: [], waiting: [] })
    await bookings.cancel(booking.id, who)
    const [slot] = await bookings.free(service.id, { days: 14, by: 'staff' })
    const ref = bookings.newRef()
    await bookings.hold(slot!, who, ref)
    const later = await bookings.confirm(slot!, ref, { ...person, name: 'Ktoś inny', email: 'inny@example.org' }, who)

    const { id } = await orderedFor()
    await erasePerson(id, house.deps, [booking.id])
    await expect(bookings.read(booking.id)).rejects.toThrow()
    expect((await bookings.underAddresses([person.email])).visits).toEqual([])
    // The telephone is of a newer visit by now.
    expect((await bookings.underAddresses([phone])).visits.map((one) => one.booking.id)).toEqual([later.booking.id])
    expect(await house.cases.get(id)).toMatchObject({ state: 'done', ending: 'erased' })
    expect(await house.deps.protocols.ofPerson(id)).toMatchObject({ people: [], visits: [booking.id], foundAgain: 0 })
    expect(await house.items('Audit')).toContainEqual(
      expect.objectContaining({ did: 'erase visit', what: booking.id, why: id }),
    )
    await bookings.cancel(later.booking.id, who)
    await house.deps.tables.bookings.remove(later.booking.id, ['booking'])
  })

  test('killed after any of the acts, the second run finishes, and leaves the list of those who wait', async () => {
    for (let at = 0; at < 4; at++) {
      const { bookings, booking, person, service, who } = await aWalkIn()
      const waits = await bookings
        .waitFor(service.id, undefined, { ...person, phone: '+48600700899', email: '' }, who)
        .catch(() => undefined)
      await bookings.cancel(booking.id, who)
      const visits = [booking.id, ...(waits ? [`${service.id}#${waits.waiting.id}`] : [])]
      const { id } = await orderedFor()
      let acts = 0
      const { bookings: table } = house.deps.tables
      const remove = async (...given: Parameters<typeof table.remove>) => {
        if (acts++ === at) throw new Error('killed')
        return table.remove(...given)
      }
      const killed = { ...house.deps, tables: { ...house.deps.tables, bookings: { ...table, remove } } }
      await expect(erasePerson(id, killed, visits)).rejects.toThrow('killed')
      await erasePerson(id, house.deps, visits)
      expect(await bookings.underAddresses([phone, person.email, '+48600700899'])).toEqual({ visits: [], waiting: [] })
      expect((await house.cases.get(id)).ending).toBe('erased')
    }
  })
})
