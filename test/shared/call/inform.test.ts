/** The automated call of a drive that only informs: the message at once, its keys, and what is kept. Over the real tables. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { questionnaire } from '../../builders/questionnaire.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { aTalkDrive } from './set-up-talk.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const informing = () =>
  aTalkDrive(tables, questionnaire, {
    asks: 'nothing',
    survey: undefined,
    plan: [
      {
        kind: 'call',
        openings: { pl: 'Od 1 stycznia obowiązują nowe stawki. Szczegóły są w urzędzie.', en: 'New rates apply.' },
        stop: ['answered'],
      },
    ],
  })

test('the message is said at once, to whoever picks up, with the keys after it', async () => {
  const drive = await informing()
  const { reply } = await drive.answer(0)
  expect(reply).toMatchObject({ next: 'ask', node: 'gate', turn: '1' })
  expect(reply.say).toContain('Od 1 stycznia obowiązują nowe stawki.')
  expect(reply.say).toContain('proszę nacisnąć gwiazdkę')
  expect(reply.say).not.toContain('Aby rozpocząć')
  expect(drive.writes).toEqual([])
})

test('star says it again, and key 1 keeps that she has heard it, once however often it is told', async () => {
  const drive = await informing()
  const phone = await drive.answer(0, 1, { times: 3 })
  const first = phone.reply.say
  await phone.press('*')
  expect(phone.reply.say).toBe(first)
  await phone.press('1')
  expect(phone.reply).toMatchObject({ next: 'hangup', node: 'end', turn: '3' })
  expect(phone.reply.say).toMatch(/^Dziękujemy za wysłuchanie wiadomości\. .*Do widzenia\.$/)
  expect(await drive.responses.get(drive.whom(0))).toMatchObject({ state: 'complete', survey: 0, answers: {} })
  expect(drive.writes.filter((name) => name === 'turn')).toHaveLength(1)
})

test.each([
  ['9', 'promise', /oddzwoni/],
  ['0', 'objection', /Nie będziemy już/],
])('key %s is a wish like in any call', async (key, kept, says) => {
  const drive = await informing()
  const phone = await (await drive.answer(1)).press(key)
  expect(phone.reply.next).toBe('hangup')
  expect(phone.reply.say).toMatch(says)
  expect(drive.writes).toContain(kept)
})

test('two silences end the call, and nothing is kept: it may have been a machine', async () => {
  const drive = await informing()
  const phone = await (await drive.answer(2)).press('Timeout', 'Timeout')
  expect(phone.reply.next).toBe('hangup')
  expect(await drive.responses.get(drive.whom(2))).toBeUndefined()
})

test('a drive that asks for a survey and has none is no drive of ours to talk about', async () => {
  const drive = await aTalkDrive(tables, questionnaire, { survey: undefined })
  const { reply } = await drive.answer(0)
  expect(reply.next).toBe('hangup')
})
