/** Turns of calls over the real tables: told twice, at once, late; beside the web, after an objection, of a drive that stopped. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { callIdText } from '../../../shared/call/call.ts'
import { addressHash } from '../../../shared/objection/objection.ts'
import { usualWindow } from '../../../shared/plan/window.ts'
import { valuesOf } from '../../../shared/response/response.ts'
import { missing, relevant } from '../../../shared/survey/flow.ts'
import { keypadProfile } from '../../../shared/survey/keypad.ts'
import { library } from '../../../shared/survey/library/library.ts'
import { questionnaire } from '../../builders/questionnaire.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { aTalkDrive } from './set-up-talk.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

/** The questionnaire: how (1-3, 4 other), what if bad (yes or no twice), mark 1-5, again, two rows; words are left out. */
const keys = ['1', '1', '1', '5', '2', '1', '2', '1']
const answers = { how: 'good', mark: 5, again: false, aspects: { time: 'good', room: 'bad' } }
const setUp = (change = {}) => aTalkDrive(tables, questionnaire, change)

test('a call from the ring to the thanks: complete as from the web, each answer with its mode', async () => {
  const drive = await setUp()
  const phone = await drive.answer(0)
  await phone.press(...keys)
  expect(phone.reply).toEqual({ next: 'hangup', node: 'end', turn: '9', say: expect.stringMatching(/^Dziękujemy/) })
  const response = await drive.responses.get(drive.whom(0))
  expect(valuesOf(response)).toEqual(answers)
  expect(response).toMatchObject({ state: 'complete', language: 'pl', survey: 1, submittedOn: '2026-03-10' })
  expect(new Set(Object.values(response!.answers).map(({ m }) => m))).toEqual(new Set(['keypad']))
  expect(drive.writes).toEqual(Array(7).fill('turn')) // one to the gate, one to each prompt, one to the end
})

test.each([
  [2, false],
  [3, false],
  [2, true],
  [3, true],
])('every turn told %i times (at once: %s) is one reply, one answer and one write', async (times, atOnce) => {
  const drive = await setUp()
  const before = await drive.answer(1)
  await before.press(...keys)
  const once = await drive.responses.get(drive.whom(1))
  const phone = await drive.answer(0, 1, { times, atOnce })
  await phone.press('7', 'Timeout', '1', '*', '1', '1', '5', '8', '5', '2', '1', '2', '1')
  expect(phone.reply.next).toBe('hangup')
  expect({ ...(await drive.responses.get(drive.whom(0))), talk: 0 }).toEqual({ ...once, talk: 0 })
  if (!atOnce) expect(drive.writes.filter((name) => name === 'turn')).toHaveLength(7 + 9)
})

test('hanging up at any turn leaves what was answered so far, and the next call goes on behind it', async () => {
  for (let turns = 2; turns < keys.length; turns++) {
    const drive = await setUp()
    await (await drive.answer(0)).press(...keys.slice(0, turns))
    const left = await drive.responses.get(drive.whom(0))
    expect(left?.state).toBe('partial')
    expect(answers).toMatchObject(valuesOf(left))
    const again = await drive.answer(0, 2)
    await again.press('1', '1', ...keys.slice(turns))
    expect(valuesOf(await drive.responses.get(drive.whom(0)))).toEqual(answers)
    expect(again.reply.say).toMatch(/^Dziękujemy za odpowiedzi/)
  }
})

test('a response begun on the web is finished by phone; her own answers keep their mode', async () => {
  const drive = await setUp()
  const given = { answers: { how: 'bad', what: ['wait'] }, mode: 'web' as const, language: 'pl' as const, survey: 1 }
  await drive.responses.savePage(drive.whom(0), given, drive.clock.at, undefined)
  const phone = await (await drive.answer(0)).press('1', '1')
  expect(phone.reply.node).toBe('q2')
  await phone.press('3', '1', '1', '1', '1')
  const response = await drive.responses.get(drive.whom(0))
  expect(response).toMatchObject({
    state: 'complete',
    answers: { how: { v: 'bad', m: 'web' }, what: { v: ['wait'], m: 'web' }, mark: { v: 3, m: 'keypad' } },
  })
})

test('a page saved on the web in the middle of the call stays, and the call goes on', async () => {
  const drive = await setUp()
  const phone = await (await drive.answer(0)).press('1', '1', '1')
  const known = await drive.responses.get(drive.whom(0))
  const page = { answers: { improve: 'światło' }, mode: 'web' as const, language: 'pl' as const, survey: 1 }
  await drive.responses.savePage(drive.whom(0), page, drive.clock.at, known)
  await phone.press(...keys.slice(3))
  expect(valuesOf(await drive.responses.get(drive.whom(0)))).toEqual({ ...answers, improve: 'światło' })
})

test('sent on the web in the middle of the call: thanks, and nothing is written over it', async () => {
  const drive = await setUp()
  const phone = await (await drive.answer(0)).press('1', '1', '1')
  const known = await drive.responses.get(drive.whom(0))
  const page = { answers: { how: 'soso', mark: 1 }, mode: 'web' as const, language: 'pl' as const, survey: 1 }
  await drive.responses.submit(drive.whom(0), page, drive.clock.at, known)
  await phone.press('5')
  expect(phone.reply).toMatchObject({ next: 'hangup', say: expect.stringContaining('już do nas dotarły') })
  expect(valuesOf(await drive.responses.get(drive.whom(0)))).toEqual({ how: 'soso', mark: 1 })
  const next = await drive.answer(0, 2) // before the gate nothing is said about her
  expect(next.reply).toMatchObject({ next: 'hangup', say: expect.stringContaining('nie jest już potrzebna') })
})

test.each([1, 3])('0, told %i times: stored under every address before the goodbye, once', async (times) => {
  for (const before of [[], ['1'], ['1', '1', '2']]) {
    const drive = await setUp()
    const phone = await (await drive.answer(0, 1, { times })).press(...before, '0')
    expect(phone.reply).toMatchObject({ next: 'hangup', say: expect.stringMatching(/^Nie będziemy/) })
    const hashes = ['anna@example.org', '+48600100201', '+48600100202'].map((one) =>
      addressHash(drive.office.address, one),
    )
    const forbidden = await drive.objections.forbidden(hashes, 'cmp_another00001', 'survey', drive.clock.at)
    expect([...forbidden].sort()).toEqual(hashes.sort())
    expect(await drive.deps.facts.of(drive.whom(0))).toMatchObject([{ kind: 'objected', detail: 'purpose' }])
    const later = await drive.answer(0, 2)
    expect(later.reply).toMatchObject({ next: 'hangup', say: expect.stringContaining('nie jest już potrzebna') })
  }
})

test.each([
  ['inside the window: now', '2026-03-10T10:00:00Z', '2026-03-10T10:00:00.000Z'],
  ['the window has just closed: its next opening', '2026-03-13T19:00:30Z', '2026-03-16T08:00:00.000Z'],
])('9 promises a call, once however often it is told: %s', async (_, now, at) => {
  const drive = await setUp({ window: usualWindow })
  drive.clock.at = new Date(now)
  const phone = await (await drive.answer(1, 1, { times: 3 })).press('1', '1', '2', '9')
  expect(phone.reply).toMatchObject({ next: 'hangup', say: expect.stringContaining('oddzwoni') })
  const { callback } = await drive.calls.ofPerson(drive.whom(1))
  expect(callback).toMatchObject({ state: 'open', at, dueAt: at, from: 'keypad', tries: 0, version: 1 })
  expect(callback).not.toHaveProperty('owner')
  expect(drive.writes.filter((name) => name === 'promise')).toHaveLength(1)
})

test.each([
  ['paused', { status: 'paused' }],
  ['stopped', { status: 'stopped' }],
  ['over since yesterday', { endsOn: '2026-03-09' }],
  ['not begun', { startsOn: '2026-03-11' }],
] as const)(
  'a drive that is %s apologises in the middle of a call, and writes nothing; an objection is still taken',
  async (_, change) => {
    const drive = await setUp()
    const phone = await (await drive.answer(0)).press('1', '1')
    await drive.campaigns.save({ ...(await drive.campaigns.get(drive.campaign.id)), ...change })
    const { turn, node } = phone.reply
    const call = callIdText({ ...drive.whom(0), n: 1 })
    const writes = drive.writes.length
    for (const input of ['1', '9', 'Timeout']) {
      const reply = await drive.ask({ call }, { event: 'INPUT', input, turn, node })
      expect(reply).toMatchObject({ next: 'hangup', say: expect.stringMatching(/^Przepraszamy/) })
    }
    expect(drive.writes).toHaveLength(writes)
    expect((await phone.press('0')).reply.say).toMatch(/^Nie będziemy/)
  },
)

test('a link revoked, or an objection made on the web, ends the call at its next turn', async () => {
  for (const kind of ['revoked', 'objected'] as const) {
    const drive = await setUp()
    const phone = await (await drive.answer(0)).press('1')
    await drive.contacts.putFact(drive.campaign.id, 0, { index: 0, kind, at: drive.clock.at.toISOString() })
    expect((await phone.press('1')).reply).toMatchObject({ next: 'hangup' })
  }
})

test('a call that is none of ours is ended politely, whatever the event holds; nobody is made up', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const drive = await setUp()
  const { campaign } = drive
  const forged: unknown[] = [
    undefined,
    null,
    '',
    7,
    {},
    { Details: {} },
    { Details: { ContactData: {}, Parameters: {} } },
    ...[
      '',
      'x',
      `${campaign.id}.0.0`,
      `${campaign.id}.0.4.1`,
      `${campaign.id}.1.0.1`,
      `${campaign.id}.0.0.0`,
      'cmp_000000000009.0.0.1',
    ].map((call) => ({
      Details: {
        ContactData: { Attributes: { call } },
        Parameters: { event: 'INPUT', input: '1', node: 'gate', turn: '1' },
      },
    })),
  ]
  const { talk } = await import('../../../shared/call/talk.ts')
  for (const event of forged) {
    expect(await talk(event, drive.deps)).toMatchObject({
      next: 'hangup',
      say: expect.stringMatching(/Do widzenia\.$/),
    })
  }
  expect(drive.writes).toEqual([])
  expect(warn.mock.calls.join()).not.toContain('+48')
  warn.mockRestore()
})

test('a late turn of an earlier attempt touches nothing of the present one', async () => {
  const drive = await setUp()
  await (await drive.answer(0)).press('1', '1', '1')
  await (await drive.answer(0, 2)).press('1', '1', '4')
  const now = await drive.responses.get(drive.whom(0))
  const late = { event: 'INPUT', input: '1', node: 'gate', turn: '1' }
  expect(await drive.ask({ call: callIdText({ ...drive.whom(0), n: 1 }) }, late)).toMatchObject({ next: 'hangup' })
  expect(await drive.responses.get(drive.whom(0))).toEqual(now)
})

test('every reply is a flat map of texts', async () => {
  const drive = await setUp()
  const phone = await drive.answer(2, 1, { language: 'en' })
  expect(phone.reply.say).toMatch(/^Good day.*We ask about visits.*please press 1\.$/)
  for (const input of [...keys, '1', '1']) {
    for (const value of Object.values(phone.reply)) expect(value).toBeTypeOf('string')
    await phone.press(input)
  }
  expect(await drive.responses.get(drive.whom(2))).toMatchObject({ state: 'complete', language: 'en' })
})

test('a table that does not answer throws, so that the flow says sorry and Connect asks again', async () => {
  const drive = await setUp()
  const phone = await (await drive.answer(0)).press('1', '1')
  const { saveTurn } = drive.deps.responses
  drive.deps.responses.saveTurn = () => Promise.reject(new Error('throttled'))
  await expect(phone.press('1')).rejects.toThrow('throttled')
  drive.deps.responses.saveTurn = saveTurn
  await phone.press(...keys.slice(2))
  expect(valuesOf(await drive.responses.get(drive.whom(0)))).toEqual(answers)
})

test.each(library.map(({ id, survey }) => [id, survey] as const))(
  '%s: random residents, each turn told twice at once, end with what the web would take',
  async (_, survey) => {
    const drive = await aTalkDrive(tables, survey, { list: { ...(await setUp()).campaign.list!, contacts: 100 } })
    const fits = new Set(keypadProfile(survey).fits.map(({ question }) => question.name))
    const key = fc.constantFrom('1', '1', '2', '3', '4', '5', '8', '*', 'Timeout', '10')
    let index = 0
    await fc.assert(
      fc.asyncProperty(fc.array(key, { minLength: 20, maxLength: 40 }), async (pressed) => {
        const whom = drive.whom(index)
        const phone = await drive.answer(index++, 1, { times: 2, atOnce: true })
        await phone.press('1', '1', ...pressed)
        const response = await drive.responses.get(whom)
        const values = valuesOf(response)
        expect(Object.keys(values).filter((name) => !fits.has(name))).toEqual([])
        if (response?.state !== 'complete') return
        expect(missing(survey, values)).toEqual([])
        expect(relevant(survey, values)).toEqual(values)
      }),
      { numRuns: 6 },
    )
  },
)
