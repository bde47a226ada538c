/** How often one person may be tried about a debt: one attempt a day, three a week, six in a drive, whatever its form says. (T8) */
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mayCall } from '../../../shared/call/recycle.ts'
import { attemptsFor, type Campaign, inDoubtFor } from '../../../shared/campaign/campaign.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { dispatch } from '../../../shared/plan/dispatch.ts'
import { isPressed } from '../../../shared/plan/pressure.ts'
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

const debt = aCampaign({ purposeClass: 'reminder', attempts: { perDay: 5, inAll: 20 } })
const day = 86_400_000
const ago = (...days: number[]) => days.map((one) => new Date(aTuesday.getTime() - one * day))

test.each<[string, Partial<Campaign>, { perDay: number; inAll: number }]>([
  ['a survey, as its form says', { attempts: { perDay: 4, inAll: 8 } }, { perDay: 4, inAll: 8 }],
  ['a survey, as usual', {}, { perDay: 2, inAll: 6 }],
  ['a reminder', { purposeClass: 'reminder' }, { perDay: 1, inAll: 6 }],
  [
    'a reminder whose form says more',
    { purposeClass: 'reminder', attempts: { perDay: 5, inAll: 20 } },
    { perDay: 1, inAll: 6 },
  ],
  [
    'a reminder whose form says less',
    { purposeClass: 'reminder', attempts: { perDay: 1, inAll: 3 } },
    { perDay: 1, inAll: 3 },
  ],
])('%s', (_, change, attempts) => {
  expect(attemptsFor(aCampaign(change))).toEqual(attempts)
})

test('of a debt nothing is ever sent again in doubt', () => {
  expect(inDoubtFor({ purposeClass: 'reminder', inDoubt: 'at-least-once' })).toBe('at-most-once')
  expect(inDoubtFor({ purposeClass: 'survey', inDoubt: 'at-least-once' })).toBe('at-least-once')
})

test.each<[string, Date[], string[], boolean]>([
  ['nobody tried', [], [], false],
  ['yesterday', ago(1), [], false],
  ['today', ago(0), [], true],
  ['another drive today', [], ['2026-03-10'], true],
  ['twice this week', ago(1, 3), [], false],
  ['three times this week', ago(1, 3, 5), [], true],
  ['twice, and another drive once', ago(1, 3), ['2026-03-06'], true],
  ['both on one day', ago(1, 3), ['2026-03-07'], false],
  ['three times, the first a week ago', ago(1, 3, 7), [], false],
  ['six times in all', ago(10, 20, 30, 40, 50, 60), [], true],
  ['five times in all', ago(10, 20, 30, 40, 50), [], false],
])('%s: enough?', (_, own, elsewhere, enough) => {
  expect(isPressed(debt, own, elsewhere, aTuesday)).toBe(enough)
})

test('the same holds for calls, whatever the form says', () => {
  const asked = { campaign: debt, phones: 1, language: 'pl', channel: 'agents', step: 0, touchedElsewhere: [] } as const
  const may = (emailsAt: Date[], touchedElsewhere: string[] = []) =>
    mayCall([], undefined, { ...asked, emailsAt, touchedElsewhere }, aTuesday)
  expect(may(ago(1))).toEqual({ number: 0 })
  expect(may(ago(0))).toMatchObject({ skip: 'capped-today' })
  expect(may([], ['2026-03-10'])).toMatchObject({ skip: 'capped-elsewhere' })
  expect(may(ago(1, 2, 3))).toMatchObject({ skip: 'capped-today' })
  expect(may(ago(10, 20, 30, 40, 50, 60))).toEqual({ skip: 'capped' })
})

test('however a plan writes, nobody gets more than one e-mail a day, three in seven days and six in all', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 72 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(gaps, (hours) => {
      const sent: Date[] = []
      let at = aTuesday.getTime()
      for (const gap of hours) {
        at += gap * 3_600_000
        if (!isPressed(debt, sent, [], new Date(at))) sent.push(new Date(at))
      }
      const dates = sent.map((one) => one.toLocaleDateString('sv', { timeZone: 'Europe/Warsaw' }))
      expect(new Set(dates).size).toBe(dates.length)
      expect(dates.length).toBeLessThanOrEqual(6)
      for (const [n, date] of dates.entries()) {
        const fourth = dates[n + 3]
        if (fourth) expect(Date.parse(fourth) - Date.parse(date)).toBeGreaterThanOrEqual(7 * day)
      }
    }),
  )
})

const letter = {
  kind: 'email' as const,
  stop: [],
  letters: { pl: { subject: 'Prosimy o kontakt', text: 'Prosimy o telefon.' } },
}
const list = { ...aCampaign().list!, contacts: 3, pages: 1, claims: 3 }

/** A reminder of three people by three e-mails; `go` sends one of them at a day and hour. */
async function reminding() {
  const plan = [letter, letter, letter, letter]
  const payments = { listed: 'unpaid' as const, takenAt: aTuesday.toISOString(), by: 'maria' }
  const change: Partial<Campaign> = { purposeClass: 'reminder', asks: 'nothing', plan, list, endsOn: '2026-03-31' }
  const sending = await aSending(tables, clock, { ...change, inDoubt: 'at-most-once' })
  const { id, campaigns, deps } = sending
  const store = contactStore(tables.db, tables.names.Contacts)
  const claims = [0, 1, 2].map((n) => ({
    facts: {},
    claims: [{ case: `FN.${n}`, limitation: '2028-12-31', band: 'over' as const }],
  }))
  const rows = claims.map((_, n) => ['pl', `${id}.${n}@example.org`, `Osoba ${n}`])
  await store.writePages(id, keys, ['imie'], [{ page: 0, rows, claims }], 0)
  const go = async (step: number, at: Date) => {
    clock.now = at
    await campaigns.save({ ...(await campaigns.get(id)), payments: { ...payments, at: at.toISOString() } })
    await dispatch({ campaign: id, page: 0, step }, deps)
    return [...(await sending.ledger.ofPage(id, 0, step)).values()].map(({ outcomes }) => outcomes).join('')
  }
  return { ...sending, go }
}

test('an e-mail that would be the second of a day goes to nobody, and is not tried again', async () => {
  const { go, inbox } = await reminding()
  expect(await go(0, aTuesday)).toBe('sss')
  expect(await go(1, new Date(aTuesday.getTime() + 4 * 3_600_000))).toBe('kkk')
  expect(await go(1, new Date(aTuesday.getTime() + day))).toBe('kkk')
  expect(await go(2, new Date(aTuesday.getTime() + day))).toBe('sss')
  expect(inbox()).toHaveLength(6)
})

test('whom another drive reached today is spared, and only she', async () => {
  const { go, deps, inbox, address } = await reminding()
  const asked: string[][] = []
  deps.touchedElsewhere = async (hashes, _, withMails) => {
    asked.push([...hashes])
    return withMails && asked.length === 2 ? ['2026-03-10'] : []
  }
  expect(await go(0, aTuesday)).toBe('sks')
  expect(asked.map((hashes) => hashes.length)).toEqual([1, 1, 1])
  expect(inbox().sort()).toEqual([address(0), address(2)].sort())
})

test('a survey asks nothing of it', async () => {
  const { deps, deliver, inbox } = await aSending(tables, clock, { list: { ...list, claims: undefined } })
  deps.touchedElsewhere = async () => {
    throw new Error('asked')
  }
  await deliver()
  expect(inbox()).toHaveLength(3)
})
