/** What is known of addresses, in the real table: kept once, found by send and by import alike, quiet after three full mailboxes. */
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf } from '../../../shared/objection/objection.ts'
import { objectionStore } from '../../../shared/objection/objection-store.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
let store: ReturnType<typeof objectionStore>
beforeAll(async () => {
  tables = await startTables()
  store = objectionStore(tables.db, tables.names.Addresses)
})
afterAll(() => tables?.close())

const at = new Date('2026-03-10T10:00:00Z')
const days = (count: number) => new Date(at.getTime() + count * 86_400_000)
const campaign = 'cmp_000000000001'
let addresses = 0
const newAddress = () => `hash${String(++addresses).padStart(18, '0')}`
const isForbidden = async (
  address: string,
  when = at,
  of = campaign,
  purposeClass: 'survey' | 'reminder' = 'survey',
) => {
  const [send, imported] = await Promise.all([
    store.forbidden([address], of, purposeClass, when),
    store.allForbidden(of, purposeClass, when),
  ])
  expect(imported.objected.has(address) || imported.unreachable.has(address)).toBe(send.has(address)) // whoever asks is told the same
  return send.has(address)
}

test('an objection is felt by the drives it is about, and by no other', async () => {
  const [toDrive, toSurveys, toAll] = [newAddress(), newAddress(), newAddress()]
  await store.object(toDrive, scopeOf('campaign', campaign, 'survey'), 'page', at)
  await store.object(toSurveys, scopeOf('purpose', campaign, 'survey'), 'one-click', at)
  await store.object(toAll, scopeOf('all', campaign, 'survey'), 'complaint', at)
  const feltBy = async (address: string) => [
    await isForbidden(address),
    await isForbidden(address, at, 'cmp_000000000002'),
    await isForbidden(address, at, 'cmp_000000000002', 'reminder'),
  ]
  expect(await feltBy(toDrive)).toEqual([true, false, false])
  expect(await feltBy(toSurveys)).toEqual([true, true, false])
  expect(await feltBy(toAll)).toEqual([true, true, true])
})

test('objecting again, or in another way, keeps the first date and source of each scope', async () => {
  const address = newAddress()
  const scope = scopeOf('purpose', campaign, 'survey')
  await Promise.all([1, 2, 3].map(() => store.object(address, scope, 'page', at)))
  await store.object(address, scope, 'one-click', days(1))
  await store.object(address, 'all', 'complaint', days(2))
  const key = { address, scope: 'reach' }
  const { Item } = await tables.db.send(new GetCommand({ TableName: tables.names.Addresses, Key: key }))
  expect(Item!.log).toEqual([
    { scope, source: 'page', at: at.toISOString() },
    { scope: 'all', source: 'complaint', at: days(2).toISOString() },
  ])
})

test('a dead address stays dead, also beside an objection', async () => {
  const address = newAddress()
  await store.bury(address, at)
  await store.bury(address, at)
  await store.object(address, scopeOf('campaign', 'cmp_000000000009', 'survey'), 'page', at)
  expect(await isForbidden(address, days(4_000), 'cmp_000000000002', 'reminder')).toBe(true)
})

test('three full mailboxes make an address quiet for 30 days, fewer do not', async () => {
  const address = newAddress()
  await store.countSoftBounce(address, at)
  await store.countSoftBounce(address, days(5))
  expect(await isForbidden(address, days(5))).toBe(false)
  await store.countSoftBounce(address, days(10))
  expect(await isForbidden(address, days(10))).toBe(true)
  await store.countSoftBounce(address, days(20)) // sent before the quiet began
  expect(await isForbidden(address, days(39))).toBe(true)
  expect(await isForbidden(address, days(41))).toBe(false)
})

test('full mailboxes that are told at once are counted each', async () => {
  const [three, two] = [newAddress(), newAddress()]
  const told = [three, two, three, two, three].map((address) => store.countSoftBounce(address, at))
  await Promise.all(told)
  expect([await isForbidden(three), await isForbidden(two)]).toEqual([true, false])
})

test('hundreds of addresses, the same ones twice among them, are asked for at once', async () => {
  const all = Array.from({ length: 250 }, newAddress)
  const objected = all.filter((_, n) => n % 7 === 0)
  for (const address of objected) await store.object(address, 'all', 'page', at)
  const found = await store.forbidden([...all, ...all], campaign, 'survey', at)
  expect([...found].sort()).toEqual([...objected].sort())
  expect(await store.forbidden([], campaign, 'survey', at)).toEqual(new Set())
})
