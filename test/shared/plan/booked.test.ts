/** Whoever has booked gets no further step, by whatever channel it comes: letters, automated calls, agents. Over the real tables and desk. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { planFor, usualStop } from '../../../shared/campaign/asks.ts'
import { readLink } from '../../../shared/contact/link.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { aPerson, testDesk } from '../../builders/booking.ts'
import { aCalling } from '../../builders/calling.ts'
import { aTuesday } from '../../builders/campaign.ts'
import { aSending } from '../../builders/sending.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { aServiceOfTwoPoints } from '../../builders/visits.ts'
import { phoneOffice } from '../call/agents.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const stop = usualStop('booking')
const letter = { pl: { subject: 'Umów wizytę', text: 'Terminy: {{link}}' } }
const byEmail: Plan = [{ kind: 'email', letters: letter, stop }]

async function visits() {
  const made = testDesk(tables, aTuesday)
  const service = await made.create(aServiceOfTwoPoints())
  const book = async (campaign: string, index: number) =>
    made.book((await made.desk.firstFree(service.id))!, aPerson({ whom: { campaign, page: 0, index } }))
  return { ...made, service, drive: { asks: 'booking' as const, service: service.id, survey: undefined }, book }
}

test('a letter goes to those who have not booked, and its link leads to the booking', async () => {
  const { drive, book } = await visits()
  const sending = await aSending(tables, { now: aTuesday }, { ...drive, plan: byEmail })
  await book(sending.id, 1)
  await sending.deliver()
  expect(sending.inbox()).not.toContain(sending.address(1))
  expect(sending.inbox()).toContain(sending.address(0))
  const [ledger] = [...(await sending.ledger.ofPage(sending.id, 0, 0)).values()]
  expect(ledger!.outcomes.slice(0, 3)).toBe('sbs')
  const { link } = sending.mailTo(0).data
  expect(link).toMatch(/^https:\/\/akcja\.example\.org\/b\//)
  expect(readLink(link!.split('/b/')[1]!)).toMatchObject({ campaign: sending.id, index: 0 })
})

test('a visit that was called off is asked for again', async () => {
  const { drive, book, desk } = await visits()
  const sending = await aSending(tables, { now: aTuesday }, { ...drive, plan: byEmail })
  const { token } = await book(sending.id, 1)
  await desk.cancel(token, { by: 'web' })
  await sending.deliver()
  expect(sending.inbox()).toContain(sending.address(1))
})

test('a step that does not stop for it writes to those who have booked too', async () => {
  const { drive, book } = await visits()
  const plan: Plan = [{ kind: 'email', letters: letter, stop: ['objected'] }]
  const sending = await aSending(tables, { now: aTuesday }, { ...drive, plan })
  await book(sending.id, 1)
  await sending.deliver()
  expect(sending.inbox()).toContain(sending.address(1))
})

test('nobody is called automatically who has booked, and it is kept why', async () => {
  const { drive, book } = await visits()
  const plan: Plan = [{ kind: 'call', openings: { pl: 'Zapraszamy do umówienia wizyty.' }, stop }]
  const clock = { now: aTuesday }
  const calling = await aCalling(tables, clock, { ...drive, plan }, { contacts: 3 })
  await book(calling.id, 1)
  await calling.fill()
  expect(
    calling
      .rings()
      .map(({ call }) => Number(call.split('.')[2]))
      .sort(),
  ).toEqual([0, 2])
  expect(await calling.outcomes(1)).toEqual(['booked'])
})

test('no agent is given somebody who has booked', async () => {
  const { drive, book } = await visits()
  const office = phoneOffice(tables)
  const plan: Plan = [{ kind: 'agents', scripts: { pl: 'Dzień dobry.' }, stop }]
  const { id } = await office.drive({ contacts: 2, campaign: { ...drive, plan } })
  await book(id, 0)
  const caller = office.caller('ada')
  await office.desk.choose(caller, { lists: [`${id}#0`], languages: ['pl'], skills: [] })
  const held = await office.desk.next(caller)
  expect(held).toMatchObject({ whom: { campaign: id, index: 1 } })
})

test.each([
  ['survey', ['answered', 'objected']],
  ['booking', ['booked', 'objected']],
  ['nothing', ['answered', 'objected']],
] as const)('the usual end of a drive that asks for: %s', (asks, expected) => {
  expect(usualStop(asks)).toEqual(expected)
})

test('a plan that now asks for something else stops for that, and what never stopped goes on so', () => {
  const plan: Plan = [
    { kind: 'email', letters: letter, stop: ['answered', 'objected'] },
    { kind: 'wait', hours: 24 },
    { kind: 'email', letters: letter, stop: ['objected'] },
  ]
  expect(planFor('booking', plan).map((step) => (step.kind === 'wait' ? 'wait' : step.stop))).toEqual([
    ['booked', 'objected'],
    'wait',
    ['objected'],
  ])
  expect(planFor('survey', planFor('booking', plan))).toEqual(plan)
})
