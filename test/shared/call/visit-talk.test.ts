/** Booking by the keys of the telephone, over the real tables and the real desk: dates held before they are said, taken by 1, passed by 2. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { aTuesday } from '../../builders/campaign.ts'
import { questionnaire } from '../../builders/questionnaire.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { aServiceOfTwoPoints, talkDesk } from '../../builders/visits.ts'
import { aTalkDrive } from './set-up-talk.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

/** Tuesday, 10 March 2026, 10:00: today's slots are over or too soon, so that the first free one is tomorrow at 9:00. */
async function booking(change: Partial<Campaign> = {}, of: Parameters<typeof aServiceOfTwoPoints>[0] = {}) {
  const visits = talkDesk(tables, aTuesday)
  const service = await visits.create(aServiceOfTwoPoints(of))
  const drive = await aTalkDrive(
    tables,
    questionnaire,
    { asks: 'booking', service: service.id, survey: undefined, ...change },
    visits.forTalk,
  )
  return { ...drive, service, desk: visits.desk, time: visits.clock }
}

test('from the ring to a visit: the first free date is held while it is said, and key 1 books it', async () => {
  const drive = await booking()
  const phone = await drive.answer(0)
  expect(phone.reply.say).toContain('Aby rozpocząć, proszę nacisnąć 1.')
  await phone.press('1')
  expect(phone.reply.say).toContain('Aby usłyszeć pierwszy wolny termin wizyty, proszę nacisnąć 1.')
  expect(phone.reply.say).not.toContain('Na pytania odpowiada się')
  await phone.press('1')
  expect(phone.reply).toMatchObject({ next: 'ask', node: 'slot' })
  expect(phone.reply.say).toMatch(/^Pierwszy wolny termin to środa, 11 marca, godzina 9:00, (Centrum|Rataje), /)
  const free = await drive.desk.free(drive.service.id, { from: '2026-03-11', days: 1 })
  expect(free.filter(({ start }) => start === '09:00')).toHaveLength(1) // the other point's

  await phone.press('1')
  expect(phone.reply.next).toBe('hangup')
  expect(phone.reply.say).toMatch(/^Wizyta jest umówiona: środa, 11 marca, godzina 9:00, .* Numer rezerwacji: /)
  const visit = await drive.desk.ofContact(drive.service.id, drive.whom(0))
  expect(visit).toMatchObject({
    booking: { day: '2026-03-11', start: '09:00', by: 'keypad', language: 'pl', whom: drive.whom(0) },
    visitor: { name: 'Anna', phone: '+48600100201', email: 'anna@example.org' },
  })
  expect(await drive.responses.get(drive.whom(0))).toMatchObject({ state: 'complete', survey: 0, answers: {} })
})

test.each([
  [2, false],
  [3, false],
  [2, true],
  [3, true],
])('every turn told %i times (at once: %s) is one reply, one hold and one visit', async (times, atOnce) => {
  const drive = await booking()
  const phone = await drive.answer(0, 1, { times, atOnce })
  await phone.press('1', '1', '2', '2', '*', '1')
  expect(phone.reply.say).toMatch(/^Wizyta jest umówiona: środa, 11 marca, godzina 10:00,/)
  const day = await drive.desk.ofDay(drive.service.id, (await visitOf(drive))!.point, '2026-03-11')
  expect(day.filter(({ visits }) => visits.length > 0).map(({ start }) => start)).toEqual(['10:00'])
  if (!atOnce) expect(day.reduce((sum, { held }) => sum + held, 0)).toBe(0) // what was passed over was given back
})
const visitOf = async (drive: Awaited<ReturnType<typeof booking>>) =>
  (await drive.desk.ofContact(drive.service.id, drive.whom(0)))?.booking

test('key 2 passes from date to date, and at the end says that there are no more and begins again', async () => {
  const drive = await booking({}, { horizonDays: 2 })
  const phone = await (await drive.answer(0)).press('1', '1')
  const said = [phone.reply.say]
  for (let n = 0; n < 4; n++) said.push((await phone.press('2')).reply.say)
  const times = said.map((text) => /godzina (\d+:\d+)/.exec(text)?.[1] ?? text.slice(0, 34))
  expect(times).toEqual(['9:00', '9:30', '10:00', '10:30', 'Nie ma więcej wolnych terminów. Ab'])
  expect((await phone.press('1')).reply.say).toMatch(/^Pierwszy wolny termin to .* godzina 9:00/)
})

test('a date that somebody else took, because the hold was over, is not booked: the next one is said instead', async () => {
  const drive = await booking()
  const phone = await (await drive.answer(0)).press('1', '1')
  const talk = (await drive.responses.get(drive.whom(0)))!.talk!.visit!
  drive.time.pass(11) // the hold lasts 10 minutes
  const slot = { service: drive.service.id, point: talk.point, day: talk.day, start: talk.start }
  const ref = drive.desk.newRef()
  await drive.desk.hold(slot, { by: 'web' }, ref)
  await phone.press('1')
  expect(phone.reply.say).toMatch(
    /^Ten termin właśnie zajął ktoś inny\. Pierwszy wolny termin to środa, 11 marca, godzina 9:00,/,
  )
  await phone.press('1')
  const visit = await visitOf(drive)
  expect(visit?.start).toBe('09:00')
  expect(visit?.point).not.toBe(talk.point)
})

test('somebody who has booked on the web meanwhile is told so, and nothing more', async () => {
  const drive = await booking()
  const phone = await (await drive.answer(0)).press('1')
  const slot = (await drive.desk.firstFree(drive.service.id))!
  const ref = drive.desk.newRef()
  await drive.desk.hold(slot, { by: 'web' }, ref)
  await drive.desk.confirm(slot, ref, { name: 'Anna', language: 'pl', whom: drive.whom(0) }, { by: 'web' })
  await phone.press('1')
  expect(phone.reply.next).toBe('hangup')
  expect(phone.reply.say).toMatch(/^Wizyta w tej sprawie jest już umówiona\./)
  expect(phone.reply.say).not.toContain('marca') // whoever has picked up need not hear when
})

test('questions come before the dates; their answers are sent with the visit', async () => {
  const drive = await booking({ survey: { source: 'file', title: { pl: 'Kto?' }, version: 1, minutes: 1 } })
  const phone = await (await drive.answer(0)).press('1', '1', '1', '5', '2', '1', '2')
  expect(phone.reply).toMatchObject({ node: 'confirm' })
  await phone.press('1')
  expect(phone.reply.node).toBe('slot')
  expect((await drive.responses.get(drive.whom(0)))?.state).toBe('partial')
  await phone.press('1')
  const response = await drive.responses.get(drive.whom(0))
  expect(response).toMatchObject({ state: 'complete', survey: 1 })
  expect(Object.keys(response!.answers).length).toBeGreaterThan(3)
  expect(await visitOf(drive)).toBeDefined()
})

test('who has answered on the web already is asked for the date alone, and her answers stay', async () => {
  const drive = await booking({ survey: { source: 'file', title: { pl: 'Kto?' }, version: 1, minutes: 1 } })
  const about = { answers: { how: 'good' }, mode: 'web' as const, language: 'pl' as const, survey: 1 }
  const begun = await drive.responses.savePage(drive.whom(0), about, drive.clock.at, undefined)
  await drive.responses.submit(drive.whom(0), about, drive.clock.at, begun as never)
  const phone = await (await drive.answer(0, 1, { times: 2 })).press('1', '1', '1')
  expect(phone.reply.say).toMatch(/^Wizyta jest umówiona/)
  expect(await drive.responses.get(drive.whom(0))).toMatchObject({
    state: 'complete',
    answers: { how: { v: 'good', m: 'web' } },
    talk: { via: 'done' },
  })
})

test('what must be stated is said before the key that states it', async () => {
  const statement = { pl: 'Przysługuje mi nieodpłatna pomoc prawna', en: 'I am entitled to free legal aid' }
  const drive = await booking({}, { statement })
  const phone = await (await drive.answer(0)).press('1', '1')
  expect(phone.reply.say).toContain(
    'Naciskając 1, składają Państwo oświadczenie: Przysługuje mi nieodpłatna pomoc prawna.',
  )
  expect((await phone.press('1')).reply.say).toMatch(/^Wizyta jest umówiona/)
})

test.each([
  ['9', 'promise'],
  ['0', 'objection'],
])('key %s at a date is a wish like anywhere', async (key, kept) => {
  const drive = await booking()
  await (await drive.answer(0)).press('1', '1', key)
  expect(drive.writes).toContain(kept)
  expect(await visitOf(drive)).toBeUndefined()
})

test('in English the dates are said in English', async () => {
  const drive = await booking()
  const phone = await (await drive.answer(2, 1, { language: 'en' })).press('1', '1')
  expect(phone.reply.say).toMatch(/^The first free time is Wednesday,? 11 March at 9:00, /)
})

test('a drive whose service is gone calls nobody into it', async () => {
  const drive = await booking({ service: 'svc_000000000000' })
  expect((await drive.answer(0)).reply.next).toBe('hangup')
})
