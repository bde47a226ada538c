/** Mails to the units that answer for cases: each once, one a day, nothing personal, their end in the journal; on the real tables. */
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveCase, type Opening } from '../../../shared/case/case.ts'
import { caseStore } from '../../../shared/case/case-store.ts'
import { type TellDeps, tellUnit, unitMailBounced, unitMailIn, wakeUnitMails } from '../../../shared/case/tell-unit.ts'
import { type Unit, unitOf, unitProblems } from '../../../shared/case/unit.ts'
import { tagsOf, unitMailOf } from '../../../shared/case/unit-mail.ts'
import { unitMailStore } from '../../../shared/case/unit-mail-store.ts'
import { moveByUnit } from '../../../shared/case/unit-moves.ts'
import { unitStore } from '../../../shared/case/unit-store.ts'
import type { MailResult } from '../../../shared/channel/email.ts'
import type { SingleMail } from '../../../shared/channel/single-mail.ts'
import { SendError } from '../../../shared/platform/errors.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables({ streams: false })
})
afterAll(() => tables.close())

const units: Unit[] = [
  { name: 'Zarząd Dróg Miejskich', email: 'zdm@urzad.example', kinds: ['report'] },
  { name: 'Wydział Finansowy', email: 'finanse@urzad.example', kinds: [] },
]
const minutes = 60_000

async function setUp() {
  const clock = { at: new Date('2026-12-01T10:00:00Z') }
  const now = () => clock.at
  const { db, names } = tables
  const cases = caseStore(db, names.Cases, { key: async () => new Uint8Array(32), now })
  const mails = unitMailStore(db, names.Cases)
  const known = unitStore(db, names.Campaigns)
  await known.putUnits(units)
  const sent: SingleMail[] = []
  /** What the provider does with the next mails; takes them when empty. */
  const troubles: (Error | MailResult)[] = []
  const deps: TellDeps = {
    cases,
    mails,
    units: known.units,
    channel: {
      async send(mail) {
        const trouble = troubles.shift()
        if (trouble instanceof Error) throw trouble
        if (trouble === 'refused' || trouble === 'doubt') return trouble
        sent.push(mail)
        return 'sent'
      },
    },
    officeName: 'Urząd Miasta',
    publicUrl: 'https://akcja.example.org',
    now,
  }
  const itemOf = async (id: string, at = now()) => {
    const one = await cases.get(id)
    const { case: of, item } = unitMailOf(one, 'reminder', at)
    return (await db.send(new GetCommand({ TableName: names.Cases, Key: { case: of, item }, ConsistentRead: true })))
      .Item
  }
  /** Gives the mail of a case to whoever sends, as its stream does: so often. */
  const tell = async (id: string, times = 1) => {
    const mail = unitMailIn(undefined, await itemOf(id))
    if (mail) await Promise.all(Array.from({ length: times }, () => tellUnit(mail, deps)))
  }
  const opened = (more: Partial<Opening> = {}) =>
    cases.open({
      kind: 'report',
      from: 'call',
      openedBy: 'anna',
      subject: 'pavement',
      contents: { place: 'Wolierowa 7', text: 'Ślisko przy kanarku.' },
      ...more,
    })
  const journal = async (id: string) => (await cases.get(id)).journal.map(({ did, note }) => [did, note])
  return { clock, cases, mails, sent, troubles, itemOf, tell, opened, journal, deps, now }
}

test('a report goes on to the unit of its kind at once: what is due and where, nothing of the matter or of a person', async () => {
  const { opened, tell, sent, journal } = await setUp()
  const one = await opened()
  expect(one.state).toBe('handed on')
  await tell(one.id, 3)
  expect(sent).toHaveLength(1)
  const [mail] = sent
  expect(mail).toMatchObject({ to: 'zdm@urzad.example', subject: 'Nowa sprawa: zgłoszenie zimowe, zostały 3 dni' })
  for (const part of [mail!.text, mail!.html]) {
    expect(part).toContain(`https://akcja.example.org/cases/${one.id}`)
    expect(part).toContain('4 grudnia 2026')
    expect(part).not.toMatch(/Wolierowa|kanark|chodnik|pavement/)
  }
  expect(await journal(one.id)).toEqual([
    ['open', undefined],
    ['hand on', undefined],
    ['mail sent', 'Zarząd Dróg Miejskich'],
  ])
})

test('handing on mails the new unit; to the same unit one mail a day, whatever it is about', async () => {
  const { cases, clock, opened, tell, sent, now } = await setUp()
  const one = await opened()
  const handOn = async (unit: string) =>
    cases.save(moveCase(await cases.get(one.id), { move: 'hand on', by: 'maria', unit }, now()), 'handed on')
  await handOn('Wydział Finansowy')
  await tell(one.id)
  await handOn('wydział finansowy')
  await tell(one.id)
  await handOn('Wydział Finansowy')
  await cases.save(await cases.get(one.id), 'reminder')
  await tell(one.id)
  expect(sent.map(({ to }) => to)).toEqual(['finanse@urzad.example', 'finanse@urzad.example']) // written otherwise, it is another one
  clock.at = new Date('2026-12-02T10:00:00Z')
  await cases.save(await cases.get(one.id), 'reminder')
  await tell(one.id)
  expect(sent.at(-1)).toMatchObject({ subject: 'Przypomnienie: zgłoszenie zimowe, zostały 2 dni' })
})

test('a reminder of a case that the manager holds has no link: the unit could not open it', async () => {
  const { cases, opened, tell, sent } = await setUp()
  const one = await opened({ kind: 'accessibility' })
  await cases.save({ ...one, unit: 'Wydział Finansowy' }, 'reminder')
  await tell(one.id)
  expect(sent[0]!.text).toContain('Sprawę prowadzi kierownik akcji.')
  expect(sent[0]!.text).not.toContain('https://')
})

test('what the unit has sent back is not mailed to it any more', async () => {
  const { cases, opened, tell, sent, journal, now } = await setUp()
  const one = await opened()
  await cases.save(moveByUnit(one, { move: 'return', by: 'ewa', note: 'Nie nasza ulica.' }, now()))
  await tell(one.id)
  expect(sent).toEqual([])
  expect((await journal(one.id)).at(-1)![0]).toBe('mail out-of-date')
})

test.each([
  ['refused by the provider', 'refused', 'mail refused'],
  ['lost on the way', new Error('socket hang up'), 'mail doubt'],
] as const)('a mail %s is in the journal, and not sent again', async (_, trouble, did) => {
  const { opened, tell, sent, troubles, journal, itemOf } = await setUp()
  const one = await opened()
  troubles.push(trouble)
  await tell(one.id)
  await tell(one.id)
  expect(sent).toEqual([])
  expect((await journal(one.id)).at(-1)![0]).toBe(did)
  expect(await itemOf(one.id)).not.toHaveProperty('register')
})

test('a unit without an address is in the journal', async () => {
  const { opened, tell, journal } = await setUp()
  const one = await opened({ unit: 'Straż Miejska' })
  await tell(one.id)
  expect((await journal(one.id)).at(-1)).toEqual(['mail no-address', 'Straż Miejska'])
})

test('what the provider does not take now waits ten minutes, and is given up after a day of tries', async () => {
  const { opened, tell, sent, troubles, mails, clock, itemOf, journal } = await setUp()
  const one = await opened()
  troubles.push(new SendError('throttled'))
  await tell(one.id)
  const put = await itemOf(one.id)
  expect(unitMailIn({ ...put, state: 'claimed' }, put)).toBeUndefined() // given back: the stream does not send it at once
  clock.at = new Date(clock.at.getTime() + 11 * minutes)
  await wakeUnitMails(mails, clock.at)
  await tell(one.id)
  expect(sent).toHaveLength(1)

  const other = await opened()
  for (let n = 0; n < 24; n++) {
    troubles.push(new SendError('throttled'))
    await tell(other.id)
  }
  expect((await journal(other.id)).at(-1)![0]).toBe('mail given-up')
})

test('a claim of which nobody told the end is in doubt after its lease', async () => {
  const { opened, mails, clock, itemOf, tell, sent, journal, now } = await setUp()
  const one = await opened()
  const { case: id, item } = (await itemOf(one.id)) as { case: string; item: string }
  expect(await mails.claim({ case: id, item }, now())).toBe(true)
  await wakeUnitMails(mails, now())
  expect((await itemOf(one.id))!.state).toBe('claimed')
  clock.at = new Date(clock.at.getTime() + 6 * minutes)
  await wakeUnitMails(mails, now())
  await tell(one.id)
  expect(sent).toEqual([])
  expect((await journal(one.id)).at(-1)![0]).toBe('mail doubt')
})

test('a mail that comes back is noted once, whenever the provider says so', async () => {
  const { opened, mails, tell, sent, journal, now } = await setUp()
  const one = await opened()
  await tell(one.id)
  const tags = sent[0]!.tags as { case: string; mail: string }
  for (const value of Object.values(tags)) expect(value).toMatch(/^[\w-]+$/) // what SES takes as a tag
  await unitMailBounced(tags, mails, now())
  await unitMailBounced(tags, mails, now())
  await unitMailBounced(tagsOf({ case: 'cas_000000000000', item: 'mail#2026-12-01#aa' }), mails, now())
  expect((await journal(one.id)).filter(([did]) => did === 'mail bounced')).toHaveLength(1)
})

test('a case that is done, or with another unit by now, is not mailed about', async () => {
  const { cases, opened, itemOf, sent, deps, now } = await setUp()
  const one = await opened()
  const mail = unitMailIn(undefined, await itemOf(one.id))!
  await cases.save(moveCase(await cases.get(one.id), { move: 'end', by: 'maria', ending: 'solved' }, now()))
  await tellUnit(mail, deps)
  expect(sent).toEqual([])
})

test('the unit of a case is the one it names, else the one of its kind', () => {
  expect(unitOf({ kind: 'report' }, units)?.email).toBe('zdm@urzad.example')
  expect(unitOf({ kind: 'report', unit: ' wydział finansowy' }, units)?.email).toBe('finanse@urzad.example')
  expect(unitOf({ kind: 'report', unit: 'Straż Miejska' }, units)).toBeUndefined()
  expect(unitOf({ kind: 'access' }, units)).toBeUndefined()
})

test.each([
  ['a name twice', [units[0]!, { ...units[0]!, kinds: [] }], '1.name'],
  ['two units for a kind', [units[0]!, { ...units[1]!, kinds: ['report' as const] }], '1.kinds'],
])('%s does not fit together', (_, wrong, field) => {
  expect(unitProblems(units)).toEqual([])
  expect(unitProblems(wrong).map((problem) => problem.field)).toEqual([field])
})
