/** Rows of one person in a reminder's file: one contact with several claims, or a row that is refused with what to do. (T6, T7, T8) */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostClaims, type PersonClaims } from '../../../shared/claim/claim.ts'
import { claimsOfFile } from '../../../shared/claim/claims-of-file.ts'
import { identityKey, isRecognised } from '../../../shared/claim/identity.ts'
import { notReminded } from '../../../shared/claim/may-remind.ts'
import { openWhole, sealPage } from '../../../shared/contact/contact.ts'
import { type FilledPage, importRows } from '../../../shared/contact/import.ts'
import type { Mapping } from '../../../shared/contact/mapping.ts'
import type { BadRow } from '../../../shared/contact/reasons.ts'
import type { Row } from '../../../shared/contact/rows.ts'
import { aCampaign } from '../../builders/campaign.ts'

const columns = [
  'E-mail',
  'Telefon',
  'Imię',
  'Nazwisko',
  'Znak',
  'Przedawnienie',
  'Tytuł',
  'Próg',
  'Ulica',
  'Nr',
  'Urodzenie',
]
const mapping: Mapping = {
  ...{ email: 0, phone: 1, fields: { imie: 2, nazwisko: 3 } },
  claim: { case: 4, limitation: 5, title: 6, band: 7, street: 8, house: 9, birth: 10 },
}
const key = identityKey({ link: Buffer.alloc(32, 3) })
const today = '2026-03-10'

interface Told {
  email?: string
  phone?: string
  name?: string
  case: string
  limitation?: string
  title?: string
  band?: string
  street?: string
  house?: string
  birth?: string
}
/** A row as a file has it; of Jan Kowalski, Głogowska 12/4, unless it says otherwise. */
const row = ({ email = '', phone = '601234567', name = 'Jan Kowalski', ...told }: Told): string[] => [
  ...[email, phone, ...name.split(' '), told.case, told.limitation ?? '31.12.2028', told.title ?? 'nie'],
  ...[told.band ?? '>160', told.street ?? 'Głogowska', told.house ?? '12/4', told.birth ?? '01.02.1970'],
]

async function read(rows: string[][], objected?: (addresses: string[]) => boolean) {
  const pages: FilledPage[] = []
  const bad: BadRow[] = []
  const batches = (async function* () {
    for (let at = 0; at < rows.length; at += 7) {
      yield rows.slice(at, at + 7).map((cells, n): Row => ({ row: at + n + 2, cells }))
    }
  })()
  const plan = { columns, mapping, header: false, isRagged: false }
  const { counts } = await importRows(batches, plan, {
    ...(objected && { objected }),
    claims: claimsOfFile({ columns, mapping, key, today, needed: 2 }),
    write: async (written) => void pages.push(...written),
    report: (some) => void bad.push(...some),
    progress: () => {},
  })
  pages.sort((one, other) => one.page - other.page)
  const people = pages.flatMap(({ rows: packed, claims }) =>
    packed.map(([, email = '', phone = ''], n) => ({ email, phone, ...claims![n]! })),
  )
  return { counts, bad, pages, people, cases: people.map(({ claims }) => claims.map((one) => one.case)) }
}

test('four instalments of one person are one contact with four claims, wherever in the file they stand', async () => {
  const others = Array.from({ length: 250 }, (_, n) =>
    row({ phone: `602${String(n).padStart(6, '0')}`, name: `Anna Nowak${n}`, case: `INNA.${n}` }),
  )
  const own = [1, 2, 3, 4].map((n) =>
    row({ case: `FN.${n}`, limitation: `31.12.203${n}`, band: n % 2 ? '>160' : '≤160' }),
  )
  const { counts, cases, people, pages } = await read([own[0]!, ...others, own[1]!, own[2]!, own[3]!])
  expect(counts).toMatchObject({ rows: 254, contacts: 251, joined: 3, bad: 0, duplicates: 0, pages: 3 })
  expect(pages.map(({ page }) => page)).toEqual([0, 1, 2])
  expect(cases[0]).toEqual(['FN.1', 'FN.2', 'FN.3', 'FN.4'])
  expect(people[0]!.claims[3]).toEqual({ case: 'FN.4', limitation: '2034-12-31', band: 'up to' })
  // She is recognised once, by what her first row said, whichever of her claims is open.
  const said = { name: 'Kowalski Jan', facts: { street: 'glogowska', birthDate: '1.2.1970' } }
  expect(isRecognised(key, people[0]!, { imie: 'Jan', nazwisko: 'Kowalski' }, said, 2)).toBe(true)
})

const first = row({ email: 'jan@example.org', case: 'FN.1' })
const second = row({ phone: '602000000', email: 'ewa@example.org', name: 'Ewa Wilk', case: 'FN.2', birth: '1980' })
test.each<[string, string[], string[], string | undefined]>([
  ['the same number', row({ case: 'FN.3' }), ['FN.1', 'FN.3'], undefined],
  ['the same e-mail address', row({ phone: '', email: 'JAN@example.org', case: 'FN.3' }), ['FN.1', 'FN.3'], undefined],
  ['the same number, another address', row({ email: 'j@example.org', case: 'FN.3' }), ['FN.1', 'FN.3'], undefined],
  ['a cell less', row({ house: '', case: 'FN.3' }), ['FN.1', 'FN.3'], undefined],
  ['a year of birth for the date', row({ birth: '1970', case: 'FN.3' }), ['FN.1', 'FN.3'], undefined],
  ['names in capitals', row({ name: 'JAN KOWALSKI', case: 'FN.3' }), ['FN.1', 'FN.3'], undefined],
  ['another birth date', row({ birth: '02.02.1970', case: 'FN.3' }), ['FN.1'], 'Urodzenie claim-other-facts'],
  ['another year of birth', row({ birth: '1971', case: 'FN.3' }), ['FN.1'], 'Urodzenie claim-other-facts'],
  ['another street', row({ street: 'Polna', case: 'FN.3' }), ['FN.1'], 'Ulica claim-other-facts'],
  ['another first name', row({ name: 'Anna Kowalski', case: 'FN.3' }), ['FN.1'], 'Imię claim-other-facts'],
  ['two people’s addresses', row({ email: 'ewa@example.org', case: 'FN.3' }), ['FN.1'], 'E-mail claim-between'],
  ['the case of another row', row({ case: ' fn.1' }), ['FN.1'], 'Znak case-repeated'],
  ['a claim that may not be reminded of', row({ case: 'FN.3', title: 'tak' }), ['FN.1'], 'Tytuł title-issued'],
])('a row with %s', async (_, told, cases, reason) => {
  const found = await read([first, second, told])
  expect(found.cases).toEqual([cases, ['FN.2']])
  expect(found.bad.map((one) => `${one.column} ${one.reason}`)).toEqual(reason ? [reason] : [])
  expect(found.counts).toMatchObject({ contacts: 2, joined: cases.length - 1, bad: reason ? 1 : 0 })
})

test('whoever is joined by one address is known by her other one from then on', async () => {
  const rows = [
    first,
    row({ email: 'j@example.org', case: 'FN.3' }),
    row({ phone: '', email: 'j@example.org', case: 'FN.4' }),
  ]
  expect((await read(rows)).cases).toEqual([['FN.1', 'FN.3', 'FN.4']])
})

test('what one row leaves out, a later one is held to by a third', async () => {
  const without = row({ birth: '', case: 'FN.1' })
  const found = await read([without, row({ case: 'FN.2' }), row({ case: 'FN.3', birth: '05.05.1955' })])
  expect([found.cases, found.bad.map(({ row: n, reason }) => `${n} ${reason}`)]).toEqual([
    [['FN.1', 'FN.2']],
    ['4 claim-other-facts'],
  ])
})

test('the twenty-first claim of one person is refused, and a page of people with twenty each fits an item', async () => {
  const rows = Array.from({ length: mostClaims + 1 }, (_, n) => row({ case: `FN.${n}` }))
  const { cases, bad } = await read(rows)
  expect(cases[0]).toHaveLength(mostClaims)
  expect(bad).toEqual([{ row: mostClaims + 2, column: 'E-mail', reason: 'claim-too-many' }])
  const whole = Array.from({ length: 100 * mostClaims }, (_, n) =>
    row({
      phone: `60${String(n % 100).padStart(7, '0')}`,
      name: `Jan Kowalski${n % 100}`,
      case: `FN.3120.${n}.${'x'.repeat(40)}`,
    }),
  )
  const [page] = (await read(whole)).pages
  const data = sealPage(Buffer.alloc(32), 'p', ['imie', 'nazwisko'], page!.rows, 1, { claims: page!.claims })
  expect(data.length).toBeLessThan(100_000)
  expect(openWhole(Buffer.alloc(32), 'p', data).claims).toEqual(page!.claims)
})

test('of somebody who objected no row comes onto the list, and another person with her number is not taken for her', async () => {
  const objected = (addresses: string[]) => addresses.includes('jan@example.org')
  const rows = [first, row({ case: 'FN.3' }), row({ case: 'FN.4', name: 'Ewa Wilk', birth: '' })]
  const { counts, people, bad } = await read(rows, objected)
  expect([people, bad.map(({ reason }) => reason)]).toEqual([[], ['claim-other-facts']])
  expect(counts).toMatchObject({ contacts: 0, joined: 0, objected: 2, bad: 1 })
})

const some = <T>(...values: T[]) => fc.constantFrom(...values)
const aRow = fc.record({
  email: some('', '', 'a@example.org', 'B@example.org', 'b@example.org', 'c@example.org', 'brak', 'gone@example.org'),
  phone: some('', '601000001', '+48 601 000 001', '601000002', '601000003', '112'),
  name: some('Jan Kowalski', 'Kowalski Jan', 'Ewa Wilk'),
  case: fc.integer({ min: 1, max: 40 }).map((n) => `FN.${n}`),
  limitation: some('31.12.2028', '31.12.2028', '01.04.2026'),
  title: some('nie', 'nie', 'nie', 'tak'),
  birth: some('01.02.1970', '01.02.1970', '1970', ''),
  house: some('12/4', '12 m. 4', '13'),
})

test('of any file nobody is on the list twice, every claim is kept once or named in the report, and none is made up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aRow, { maxLength: 120 }), async (told) => {
      const rows = told.map(row)
      const { counts, bad, people, cases } = await read(rows, (all) => all.includes('gone@example.org'))
      expect(counts.rows).toBe(rows.length)
      expect(counts.contacts + counts.joined! + counts.bad + counts.objected).toBe(counts.rows)
      const addresses = people.flatMap(({ email, phone }) => [email.toLowerCase(), phone].filter(Boolean))
      expect(new Set(addresses).size).toBe(addresses.length)
      const kept = cases.flat()
      expect(new Set(kept).size).toBe(kept.length)
      expect(kept).toHaveLength(counts.contacts + counts.joined!)
      expect(new Set(bad.map((one) => one.row)).size).toBe(counts.bad)
      // A claim that is not kept is of a row that is in the report, or of somebody who objected.
      const good = new Set(kept)
      const lost = told.filter((one, n) => !good.has(one.case) && !bad.some((refused) => refused.row === n + 2))
      expect(lost.length).toBeLessThanOrEqual(counts.objected)
      for (const { claims } of people) {
        expect(claims.length).toBeGreaterThan(0)
        expect(claims.length).toBeLessThanOrEqual(mostClaims)
      }
    }),
    { numRuns: 300 },
  )
})

test('a person is left alone once all her claims are closed, and not before; whichever the order', () => {
  const campaign = aCampaign({ purposeClass: 'reminder' })
  const kinds = some('paid' as const, 'passed_on' as const)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.record({ claim: fc.integer({ min: 0, max: 5 }), kind: kinds }), { maxLength: 12 }),
      (count, closings) => {
        const claims = Array.from({ length: count }, (_, n) => ({
          case: `FN.${n}`,
          limitation: '2030-01-01',
          band: 'over' as const,
        }))
        const person: PersonClaims = { facts: {}, claims }
        const facts = closings.map((one) => ({ ...one, index: 0, at: '2026-03-10T09:00:00.000Z' }))
        const page = { claims: [person], facts, ledger: new Map() }
        const closed = new Set(closings.map(({ claim }) => claim).filter((claim) => claim < count))
        expect(notReminded(campaign, 0, page, [], new Date('2026-03-10T10:00:00Z'))).toBe(
          closed.size === count ? 'paid' : undefined,
        )
      },
    ),
  )
})
