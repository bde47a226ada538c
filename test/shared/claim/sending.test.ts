/** A reminder's e-mails and automated calls: nobody without a fresh state of payments, nobody who paid, nobody whom the act forbids. (T6, T7) */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import type { Claim, PersonClaims } from '../../../shared/claim/claim.ts'
import { findSettled } from '../../../shared/claim/mark.ts'
import { findReopened } from '../../../shared/claim/reopen.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { dispatch } from '../../../shared/plan/dispatch.ts'
import { aCalling, callPlan } from '../../builders/calling.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import { aSending, keys } from '../../builders/sending.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

const clock = { now: aTuesday }
beforeEach(() => {
  clock.now = aTuesday
})

const claimOf = (n: number, change: Partial<Claim> = {}, further: Claim[] = []): PersonClaims => ({
  facts: {},
  claims: [{ case: `FN.${n}`, limitation: '2028-12-31', band: 'over', ...change }, ...further],
})
const fresh = { at: aTuesday.toISOString(), listed: 'unpaid' as const, takenAt: aTuesday.toISOString(), by: 'maria' }
const attempts = { perDay: 1, inAll: 6 }
const list = { ...aCampaign().list!, contacts: 4, pages: 1, claims: 4, withPhone: 4 }
const reminder: Partial<Campaign> = {
  ...{ purposeClass: 'reminder', discreet: true, inDoubt: 'at-most-once', asks: 'nothing', attempts, list },
  payments: fresh,
  privacy: { ...aCampaign().privacy! },
  automatedCalls: { approvedBy: 'IOD', on: '2026-03-01' },
}
const claims = [claimOf(0), claimOf(1, { limitation: '2026-09-10' }), claimOf(2), claimOf(3, { band: 'up to' })]
const sealed = async (id: string, phones: string[] = []) => {
  const rows = claims.map((_, n) => ['pl', `${id}.${n}@example.org`, ...(phones[n] ? [phones[n]] : []), `Osoba ${n}`])
  const store = contactStore(tables.db, tables.names.Contacts)
  await store.writePages(id, keys, ['imie'], [{ page: 0, rows, claims }], phones.length > 0 ? 1 : 0)
  return store
}
const paid = { index: 2, kind: 'paid' as const, claim: 0, at: aTuesday.toISOString() }

test('an e-mail goes to who is unpaid and may be reminded; others are spared, each with the reason', async () => {
  const { id, deliver, inbox, ledger, address } = await aSending(tables, clock, reminder)
  const store = await sealed(id)
  await store.putFact(id, 0, paid)
  await deliver()
  expect(inbox().sort()).toEqual([address(0), address(3)].sort())
  expect([...(await ledger.ofPage(id, 0, 0)).values()].map(({ outcomes }) => outcomes)).toEqual(['slps'])
})

test('without a fresh state of payments no part is claimed, and once there is one it goes out', async () => {
  const { payments: _, ...without } = reminder
  const { id, campaigns, deliver, inbox } = await aSending(tables, clock, without)
  await sealed(id)
  await deliver()
  expect(inbox()).toEqual([])
  await campaigns.save({ ...(await campaigns.get(id)), payments: fresh })
  clock.now = new Date(aTuesday.getTime() + 25 * 3_600_000)
  await deliver()
  expect(inbox()).toEqual([])
  clock.now = new Date(aTuesday.getTime() + 60_000)
  await deliver()
  expect(inbox()).toHaveLength(3)
})

test('a second letter on day 21 goes to nobody, one the day before goes out', async () => {
  const letter = aCampaign().plan[0]!
  const plan = { ...reminder, plan: [letter, letter], endsOn: '2026-04-30' }
  const { id, campaigns, deps, inbox } = await aSending(tables, clock, plan)
  await sealed(id)
  await dispatch({ campaign: id, page: 0, step: 0 }, deps)
  expect(inbox()).toHaveLength(3)
  clock.now = new Date('2026-03-31T10:00:00Z')
  await campaigns.save({ ...(await campaigns.get(id)), payments: { ...fresh, at: clock.now.toISOString() } })
  await dispatch({ campaign: id, page: 0, step: 1 }, deps)
  expect(inbox()).toHaveLength(3)
})

test('a contact whose claim is not there is reminded of nothing', async () => {
  const { deliver, inbox } = await aSending(tables, clock, reminder) // pages without claims
  await deliver()
  expect(inbox()).toEqual([])
})

test('an automated call is made to nobody who paid or may not be reminded, nor without a fresh state of payments', async () => {
  const phones = (n: number) => [`+4860020030${n}`]
  const plan = { ...reminder, plan: callPlan }
  const { id, campaigns, fill, rings, outcomes } = await aCalling(tables, clock, plan, { contacts: 4, phones })
  const store = await sealed(id, [0, 1, 2, 3].flatMap(phones))
  await store.putFact(id, 0, paid)
  const known = await campaigns.get(id)
  await campaigns.save({ ...known, payments: { ...fresh, at: '2026-03-09T09:59:00.000Z' } })
  await fill()
  expect(rings()).toEqual([])
  await campaigns.save({ ...(await campaigns.get(id)), payments: fresh })
  for (let n = 0; n < 4; n++) {
    clock.now = new Date(clock.now.getTime() + 2_000)
    await fill()
  }
  expect(rings().map(({ to }) => to)).toEqual(['+48600200300', '+48600200303'])
  expect([await outcomes(1), await outcomes(2)]).toEqual([['barred'], ['paid']])
})

test('a list of the unpaid closes the others once, whoever tells it twice or at the same time', async () => {
  const { id, campaigns } = await aSending(tables, clock, reminder)
  const store = await sealed(id)
  const campaign = await campaigns.get(id)
  const deps = { contacts: store, keysOf: async () => keys, now: () => clock.now }
  const unpaid = new Set(['FN.0', 'FN.3', 'OBCA.1'])
  const both = await Promise.all([1, 2].map(() => findSettled(campaign, 'unpaid', unpaid, 'file', deps)))
  expect(both[0]!.found).toEqual({ claims: 4, matched: 2, unknown: 1, before: 0, settled: 2 })
  await Promise.all(both.map(({ apply }) => apply()))
  const again = await findSettled(campaign, 'unpaid', unpaid, 'file', deps)
  expect(again.found).toEqual({ claims: 4, matched: 2, unknown: 1, before: 2, settled: 0 })
  const { facts } = await store.wholePage(id, 0, keys)
  expect(facts.map(({ index, kind }) => `${index} ${kind}`)).toEqual(['1 paid', '2 paid'])
})

test('whoever paid one of two claims is written to; both paid, she is not; one opened again, she is', async () => {
  const second = { case: 'FN.0/2', limitation: '2028-12-31', band: 'up to' as const }
  const owed = [claimOf(0, {}, [second]), claimOf(1, {}, [{ ...second, case: 'FN.1/2' }]), claimOf(2), claimOf(3)]
  const {
    id,
    campaigns,
    deps: sending,
    inbox,
    ledger,
    address,
  } = await aSending(tables, clock, {
    ...reminder,
    plan: [aCampaign().plan[0]!, aCampaign().plan[0]!],
  })
  const store = contactStore(tables.db, tables.names.Contacts)
  const rows = owed.map((_, n) => ['pl', `${id}.${n}@example.org`, `Osoba ${n}`])
  await store.writePages(id, keys, ['imie'], [{ page: 0, rows, claims: owed }])
  const campaign = await campaigns.get(id)
  const deps = { contacts: store, keysOf: async () => keys, now: () => clock.now }
  const file = await findSettled(campaign, 'paid', new Set(['FN.0', 'FN.1', 'FN.1/2']), 'file', deps)
  expect(file.found).toEqual({ claims: 6, matched: 3, unknown: 0, before: 0, settled: 3 })
  await file.apply()
  await dispatch({ campaign: id, page: 0, step: 0 }, sending)
  expect(inbox().sort()).toEqual([0, 2, 3].map(address).sort())
  expect([...(await ledger.ofPage(id, 0, 0)).values()].map(({ outcomes }) => outcomes)).toEqual(['spss'])

  const undone = await findReopened(campaign, new Set(['FN.1/2', 'FN.2']), deps)
  expect(undone.places).toEqual([{ page: 0, index: 1, claim: 1 }])
  await undone.apply()
  clock.now = new Date(aTuesday.getTime() + 24 * 3_600_000)
  await campaigns.save({ ...(await campaigns.get(id)), payments: { ...fresh, at: clock.now.toISOString() } })
  await dispatch({ campaign: id, page: 0, step: 1 }, sending)
  expect(inbox().filter((to) => to === address(1))).toHaveLength(1)
  expect(
    (await findReopened(campaign, new Set(['FN.0']), { ...deps, now: () => new Date('2026-03-12T10:00:00Z') })).places,
  ).toEqual([])
})
