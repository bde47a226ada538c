import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FilledPage, type ImportDeps, importRows, objectedBy } from '../../../shared/contact/import.ts'
import type { Mapping } from '../../../shared/contact/mapping.ts'
import type { BadRow } from '../../../shared/contact/reasons.ts'
import type { Row } from '../../../shared/contact/rows.ts'
import { seenAddresses } from '../../../shared/contact/seen.ts'
import { addressHash } from '../../../shared/objection/objection.ts'

const plan = {
  columns: ['e-mail', 'imię', 'język'],
  mapping: { email: 0, language: 2, fields: { imie: 1 } },
  header: true,
  isRagged: false,
}

const rowsOf = (cells: string[][], batch = 7) =>
  (async function* () {
    for (let at = 0; at < cells.length; at += batch) {
      yield cells.slice(at, at + batch).map((row, n): Row => ({ row: at + n + 1, cells: row }))
    }
  })()

/** Runs an import of rows; gives what it wrote, reported and answered. */
async function run(cells: string[][], change: Partial<ImportDeps> = {}, header = true) {
  const pages = new Map<number, string[][]>()
  const bad: BadRow[] = []
  const result = await importRows(
    rowsOf(cells),
    { ...plan, header },
    {
      write: async (written: FilledPage[]) => {
        expect(written.length).toBeLessThanOrEqual(25)
        for (const { page, rows } of written) pages.set(page, rows)
      },
      report: (rows) => void bad.push(...rows),
      progress: () => {},
      ...change,
    },
  )
  return { ...result, pages, bad }
}
const header = plan.columns
const person = (n: number, language = 'pl') => [`osoba${n}@example.org`, `Jan ${n}`, language]

test('rows become pages of a hundred, in order', async () => {
  const { counts, pages } = await run([
    header,
    ...Array.from({ length: 250 }, (_, n) => person(n, n % 5 ? 'pl' : 'uk')),
  ])
  expect(counts).toEqual({
    rows: 250,
    contacts: 250,
    bad: 0,
    duplicates: 0,
    objected: 0,
    pages: 3,
    withPhone: 0,
    withEmail: 250,
    byLanguage: { pl: 200, uk: 50 },
  })
  expect([...pages.values()].map((rows) => rows.length)).toEqual([100, 100, 50])
  expect(pages.get(2)?.at(-1)).toEqual(['pl', 'osoba249@example.org', 'Jan 249'])
})

test('empty rows are no rows, the first full one is the header', async () => {
  const { counts } = await run([['', '', ''], header, person(1), [''], [' ', '', ''], person(2)])
  expect(counts).toMatchObject({ rows: 2, contacts: 2, bad: 0 })
})

test('a file without a header loses no first row', async () => {
  expect((await run([person(1), person(2)], {}, false)).counts).toMatchObject({ rows: 2, contacts: 2 })
})

test('an address is taken once, whatever its case', async () => {
  const { counts, pages } = await run([header, person(1), ['OSOBA1@Example.ORG', 'Jan', 'pl'], person(2), person(1)])
  expect(counts).toMatchObject({ rows: 4, contacts: 2, duplicates: 2 })
  expect(pages.get(0)?.map(([, email]) => email)).toEqual(['osoba1@example.org', 'osoba2@example.org'])
})

test('who objected is left out and counted', async () => {
  const key = Buffer.alloc(32, 7)
  const forbidden = new Set([addressHash(key, 'Osoba2@example.org')])
  const { counts, pages } = await run([header, person(1), person(2), person(3)], {
    objected: objectedBy({ objected: forbidden, unreachable: new Set() }, key),
  })
  expect(counts).toMatchObject({ rows: 3, contacts: 2, objected: 1 })
  expect(JSON.stringify([...pages])).not.toContain('osoba2')
})

test('bad rows are reported all and shown two hundred', async () => {
  const { counts, badRows, bad } = await run([header, ...Array.from({ length: 300 }, () => ['brak', 'x', 'pl'])])
  expect(counts).toMatchObject({ rows: 300, contacts: 0, bad: 300, pages: 0 })
  expect(badRows).toHaveLength(200)
  expect(bad).toHaveLength(300)
  expect(bad.at(-1)).toEqual({ row: 301, column: 'e-mail', reason: 'email-syntax' })
})

test('a write that fails ends the import with its error, and no write is left under way', async () => {
  let underWay = 0
  const cells = [header, ...Array.from({ length: 20_000 }, (_, n) => person(n))]
  let calls = 0
  const running = run(cells, {
    write: async () => {
      underWay++
      const call = ++calls
      await new Promise((done) => setTimeout(done, 5))
      underWay--
      if (call === 2) throw new Error('no capacity')
    },
  })
  await expect(running).rejects.toThrow('no capacity')
  expect(underWay).toBe(0)
  expect(calls).toBeLessThan(8)
})

test('at most four writes are under way', async () => {
  let underWay = 0
  let most = 0
  await run([header, ...Array.from({ length: 30_000 }, (_, n) => person(n))], {
    write: async () => {
      most = Math.max(most, ++underWay)
      await new Promise((done) => setTimeout(done, 1))
      underWay--
    },
  })
  expect(most).toBe(4)
})

const cell = fc.constantFrom(
  ...[
    'a@example.org',
    'A@example.org',
    'b@example.org',
    'c@example.org',
    'objected@example.org',
    'brak',
    '',
    'x\ny',
    '#N/D!',
  ],
)

test('every row is a contact, bad, a duplicate or objected, and nothing is written twice or lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 300 }), async (rows) => {
      const { counts, pages, bad } = await run([header, ...rows], {
        objected: ([email]) => email === 'objected@example.org',
      })
      expect(counts.contacts + counts.bad + counts.duplicates + counts.objected).toBe(counts.rows)
      expect(counts.rows).toBe(rows.filter((row) => row.some((text) => text.trim() !== '')).length)
      const written = [...pages.values()].flat().map(([, email]) => email!.toLowerCase())
      expect(new Set(written).size).toBe(written.length)
      expect(written).toHaveLength(counts.contacts)
      expect([...pages.keys()]).toEqual(Array.from({ length: counts.pages }, (_, n) => n))
      expect(bad).toHaveLength(counts.bad)
      expect(Object.values(counts.byLanguage).reduce((sum, n) => sum + n, 0)).toBe(counts.contacts)
    }),
    { numRuns: 200 },
  )
})

test('the same rows give the same pages, however they are cut into batches', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 250 }), async (rows) => {
      const first = await run([header, ...rows])
      const again = new Map<number, string[][]>()
      await importRows(rowsOf([header, ...rows], 1), plan, {
        write: async (written) => {
          for (const { page, rows } of written) again.set(page, rows)
        },
        report: () => {},
        progress: () => {},
      })
      expect(again).toEqual(first.pages)
    }),
    { numRuns: 50 },
  )
})

test('two million addresses that differ in one digit are all different', () => {
  const { isNew } = seenAddresses()
  let seen = 0
  for (let n = 0; n < 2_000_000; n++) if (!isNew(`osoba${n}@example.org`)) seen++
  expect(seen).toBe(0)
  expect(isNew('osoba1234567@example.org')).toBe(false)
})

const withPhones = {
  columns: ['e-mail', 'telefon', 'drugi telefon', 'imię'],
  mapping: { email: 0, phone: 1, phone2: 2, fields: { imie: 3 } },
  header: true,
  isRagged: false,
}

/** Runs an import of rows with numbers; gives what it wrote, reported, answered and told of addresses. */
async function runWithPhones(
  cells: string[][],
  change: Partial<ImportDeps> = {},
  mapping: Mapping = withPhones.mapping,
) {
  const pages: string[][][] = []
  const bad: BadRow[] = []
  const addresses: [string, number, number][] = []
  const result = await importRows(
    rowsOf([withPhones.columns, ...cells]),
    { ...withPhones, mapping },
    {
      address: (...told) => void addresses.push(told),
      write: async (written) => {
        for (const { page, rows } of written) pages[page] = rows
      },
      report: (rows) => void bad.push(...rows),
      progress: () => {},
      ...change,
    },
  )
  return { ...result, pages, bad, addresses }
}

test('numbers come onto the list as E.164, and it is told whose each address is', async () => {
  const { counts, pages, addresses } = await runWithPhones([
    ['anna@example.org', '600 100 200', '61 878 12 34', 'Anna'],
    ['', '0-61 878 12 35', '', 'Jan'],
    ['oleh@example.org', '', '', 'Oleh'],
    ['ewa@example.org', '', '600100201', 'Ewa'],
    ['iza@example.org', '600100202', '+48 600 100 202', 'Iza'],
  ])
  expect(counts).toMatchObject({ contacts: 5, bad: 0, withPhone: 4, withEmail: 4 })
  expect(pages[0]).toEqual([
    ['pl', 'anna@example.org', '+48600100200', '+48618781234', 'Anna'],
    ['pl', '', '+48618781235', '', 'Jan'],
    ['pl', 'oleh@example.org', '', '', 'Oleh'],
    ['pl', 'ewa@example.org', '', '+48600100201', 'Ewa'],
    ['pl', 'iza@example.org', '+48600100202', '', 'Iza'],
  ])
  expect(addresses).toEqual([
    ['anna@example.org', 0, 0],
    ['+48600100200', 0, 0],
    ['+48618781234', 0, 0],
    ['+48618781235', 0, 1],
    ['oleh@example.org', 0, 2],
    ['ewa@example.org', 0, 3],
    ['+48600100201', 0, 3],
    ['iza@example.org', 0, 4],
    ['+48600100202', 0, 4],
  ])
})

test.each<[string, string[], string, string]>([
  ['no address at all', ['', ' ', '', 'Jan'], 'e-mail', 'address-missing'],
  ['a bad number beside a good e-mail address', ['jan@example.org', '112', '', 'Jan'], 'telefon', 'phone-emergency'],
  ['a bad second number', ['jan@example.org', '600100200', '+49 30 123456', 'Jan'], 'drugi telefon', 'phone-abroad'],
  ['a bad e-mail address beside a good number', ['jan@', '600100200', '', 'Jan'], 'e-mail', 'email-domain'],
])('%s keeps the row out, and says where and why', async (_, row, column, reason) => {
  const { counts, bad } = await runWithPhones([['anna@example.org', '600100200', '', 'Anna'], row])
  expect(counts).toMatchObject({ rows: 2, contacts: 1, bad: 1 })
  expect(bad).toEqual([{ row: 3, column, reason }])
})

test.each<[string, Mapping, string[], string]>([
  ['numbers only', { phone: 1, fields: {} }, ['anna@example.org', '', '', ''], 'phone-missing'],
  ['addresses only', { email: 0, fields: {} }, ['', '600100200', '', ''], 'email-missing'],
])('where a list has %s, it is that one which is missing', async (_, mapping, row, reason) => {
  expect((await runWithPhones([row], {}, mapping)).bad).toMatchObject([{ reason }])
})

test('a person is taken once by her e-mail address or her first number, and only who is taken counts as there', async () => {
  const { counts, pages } = await runWithPhones([
    ['anna@example.org', '600100200', '61 878 12 34', '1'],
    ['ANNA@example.org', '600100209', '', 'the same address'],
    ['jan@example.org', '+48 600 100 200', '', 'the same first number'],
    ['jan@example.org', '600100201', '', '2: whose first row was not taken'],
    ['ewa@example.org', '600100202', '61 878 12 34', '3: the second number is a household’s'],
    ['', '600100201', '', 'the same number, no address'],
    ['oleh@example.org', '', '61 878 12 34', 'her only number is a first one, and new as such'],
  ])
  expect(counts).toMatchObject({ contacts: 4, duplicates: 3 })
  expect(pages[0]!.map(([, email]) => email)).toEqual([
    'anna@example.org',
    'jan@example.org',
    'ewa@example.org',
    'oleh@example.org',
  ])
})

test('an objection under any address leaves a person out; a dead address leaves her the others', async () => {
  const key = Buffer.alloc(32, 7)
  const hashes = (...addresses: string[]) => new Set(addresses.map((address) => addressHash(key, address)))
  const forbidden = {
    objected: hashes('+48618781234'),
    unreachable: hashes('dead@example.org', '+48600100203'),
  }
  const { counts, pages } = await runWithPhones(
    [
      ['anna@example.org', '600100200', '61 878 12 34', 'objected by her second number'],
      ['dead@example.org', '600100201', '', 'is called'],
      ['DEAD@example.org', '600100203', '', 'is there already'],
      ['ewa@example.org', '600100203', '', 'is written to'],
      ['', '600100203', '', 'is there already'],
    ],
    { objected: objectedBy(forbidden, key) },
  )
  expect(counts).toMatchObject({ contacts: 2, objected: 1, duplicates: 2 })
  expect(pages[0]!.map(([, email]) => email)).toEqual(['dead@example.org', 'ewa@example.org'])
})

test('who cannot be reached by any address is left out', async () => {
  const key = Buffer.alloc(32, 7)
  const unreachable = new Set(['dead@example.org', '+48600100203'].map((address) => addressHash(key, address)))
  const { counts } = await runWithPhones([['dead@example.org', '600100203', '', 'x']], {
    objected: objectedBy({ objected: new Set(), unreachable }, key),
  })
  expect(counts).toMatchObject({ contacts: 0, objected: 1 })
})
