/** A file for an offer: each row with its consents, the list with their text and with where its addresses come from. (L3, L20) */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, keys, setUp, startHouse } from './set-up.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house?.close())

const point = {
  ...{ source: 'zapisy na newsletter', basis: '6(1)(a)' as const, obtainedOn: '2026-03-01' },
  purposesAllowed: ['commercial' as const],
}
const consent = { textVersion: 'v2', source: 'formularz zapisu' }

test('rows without a consent are refused with row, column and reason; the others keep theirs', async () => {
  const { id, campaigns, arrived, imported, list, contacts } = await setUp(house)
  await campaigns.save({ ...(await campaigns.get(id)), purposeClass: 'commercial', basis: '6(1)(a)' })
  const upload = await arrived(
    [
      'Adres e-mail;Telefon;zgoda_email;zgoda_telefon',
      'a@example.org;600100201;3.11.2025;',
      'b@example.org;600100202;;2025-11-04',
      'c@example.org;600100203;;',
      'd@example.org;600100204;tak;',
      'e@example.org;;;3.11.2025',
    ].join('\r\n'),
  )
  const mapping = { ...upload.guess!, consent: { email: 2, phone: 3 } }
  const { upload: after } = await imported(upload, { mapping, keepGood: true, point, consent })
  expect(after.state).toBe('imported')
  expect(after.badRows).toEqual([
    { row: 4, column: 'zgoda_email', reason: 'consent-missing' },
    { row: 5, column: 'zgoda_email', reason: 'consent-date' },
    { row: 6, column: 'zgoda_email', reason: 'consent-missing' }, // she agreed to calls, and has no number
  ])
  expect(await list()).toMatchObject({
    ...{ contacts: 2, bad: 3, point },
    consents: { ...consent, withEmail: 1, withPhone: 1 },
  })
  const page = await contacts.wholePage(id, 0, keys)
  expect(page.contacts.map((one) => [one.email, one.consent])).toEqual([
    ['a@example.org', { email: '2025-11-03' }],
    ['b@example.org', { phone: '2025-11-04' }],
  ])
  // No letter can quote them.
  expect((await list())!.fields).toEqual([])
})

test('elsewhere no consent is kept', async () => {
  const { id, arrived, imported, contacts, list } = await setUp(house)
  await imported(await arrived('Adres e-mail;zgoda_email\r\na@example.org;3.11.2025\r\n'), { point })
  expect((await contacts.wholePage(id, 0, keys)).contacts[0]).not.toHaveProperty('consent')
  expect((await list())!.consents).toBeUndefined()
  expect((await list())!.point).toEqual(point)
})
