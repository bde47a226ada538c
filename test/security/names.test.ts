/** What people call themselves is shown to staff as it is read: no character turns the rest of a line round, or cannot be seen. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPerson } from '../../functions/resident/booking-person.ts'
import { plainName } from '../../shared/booking/person-keys.ts'
import type { Contact } from '../../shared/contact/contact.ts'
import { Invalid } from '../../shared/platform/errors.ts'
import { aPerson, aService, slotAt, testDesk } from '../builders/booking.ts'
import { startTables, type TestTables } from '../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables({ streams: false })
})
afterAll(() => tables.close())

const contact = { language: 'pl', email: 'anna@example.org', phones: [], fields: {} } as unknown as Contact
const typed = async (name: string) =>
  (await readPerson({ name, email: '', phone: '', statement: false }, contact, {}, 'pl')).person?.name

const odd = [
  ['text turned round', 'Anna \u202Eaneldzro\u202C Nowak', 'Anna aneldzro Nowak'],
  ['a part set apart', '\u2067Anna\u2069 Nowak', 'Anna Nowak'],
  ['what cannot be seen', 'An\u200Bna No\u2060wak\uFEFF', 'Anna Nowak'],
  ['several lines', 'Anna\r\nBcc: x@example.org\u2028Nowak', 'Anna Bcc: x@example.org Nowak'],
  ['half a character', 'Anna \uD800Nowak', 'Anna \uFFFDNowak'],
] as const

test.each(odd)('a resident who types %s is called by what is left', async (_, name, shown) => {
  expect(await typed(name)).toBe(shown)
})

test.each(odd)('somebody whom staff book with %s likewise', async (_, name, shown) => {
  const { desk, create } = testDesk(tables, new Date('2026-03-09T08:00:00Z'))
  const slot = slotAt(await create(aService()), '2026-03-10', '08:00')
  const ref = desk.newRef()
  await desk.hold(slot, { by: 'staff', staff: 'anna' }, ref)
  const { visitor } = await desk.confirm(slot, ref, aPerson({ name }), { by: 'staff', staff: 'anna' })
  expect(visitor?.name).toBe(shown)
})

test('a name of nothing that can be seen is none', async () => {
  expect(await typed('\u200B\u202E')).toBeUndefined()
  const { desk, create } = testDesk(tables, new Date('2026-03-09T08:00:00Z'))
  const slot = slotAt(await create(aService()), '2026-03-10', '08:00')
  const ref = desk.newRef()
  await desk.hold(slot, { by: 'staff', staff: 'anna' }, ref)
  const booked = desk.confirm(slot, ref, aPerson({ name: '\u200B' }), { by: 'staff', staff: 'anna' })
  await expect(booked).rejects.toBeInstanceOf(Invalid)
})

test('an unseen character in a name makes nobody another person', () => {
  expect(plainName('An\u200Bna No\u00ADwak')).toBe(plainName('Anna Nowak'))
})
