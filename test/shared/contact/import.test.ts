import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FilledPage, type ImportDeps, importRows, objectedBy } from '../../../shared/contact/import.ts'
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
