/** By what one person is known in a service, and that nothing else is told by it. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { addressKeys, addressPlace } from '../../../shared/booking/person-keys.ts'
import { addressHash } from '../../../shared/objection/objection.ts'

const key = randomBytes(32)
const known = { name: 'Anna Nowak', email: 'Anna@example.org', phone: '+48600700800' }

test('the mark of an address holds no hash under which an objection of it is kept', () => {
  const marks = JSON.stringify(addressKeys('svc_1', known, key))
  for (const address of ['anna@example.org', known.phone]) {
    expect(marks).toContain(addressPlace(address, key))
    expect(marks).not.toContain(addressHash(key, address))
  }
})

test('another key gives other marks, the same key the same', () => {
  expect(addressKeys('svc_1', known, key)).toEqual(addressKeys('svc_1', { ...known, email: 'anna@example.org' }, key))
  expect(addressKeys('svc_1', known, randomBytes(32))).not.toEqual(addressKeys('svc_1', known, key))
})
