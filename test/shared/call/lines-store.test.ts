/** The lines in their one item: what goes in comes out, and an office of fifty lines stays within two write units. */
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Lines, noLines } from '../../../shared/call/lines.ts'
import { linesStore } from '../../../shared/call/lines-store.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

const at = Date.parse('2026-03-10T10:00:00Z')
const campaigns = ['cmp_000000000001', 'cmp_00000000000z']

const lines: Lines = {
  ...noLines,
  tokens: 3.5,
  open: Array.from({ length: 50 }, (_, n) => ({
    call: `${campaigns[n % 2]}.${n * 7}.${n}.${1 + (n % 3)}`,
    hash: n === 4 ? '' : `Ab-_${1000 + n}`,
    number: n % 2,
    since: at + n,
    until: n === 5 ? at - 60_000 : at + n + 1_200_000, // a clock that went back
  })),
  back: [{ call: `${campaigns[0]}.12.3.1`, at }],
  fresh: { [`${campaigns[0]}#2`]: 120 },
  due: { [`${campaigns[0]}#2`]: '2026-03-10T10:00:00.000Z|x|y' },
  turn: `${campaigns[0]}#2`,
}
const inOrder = ({ open, ...rest }: Lines) => ({
  ...rest,
  open: open.toSorted((one, other) => one.call.localeCompare(other.call)),
})

test('what is written is read again', async () => {
  const store = linesStore(tables.db, tables.names.Campaigns)
  expect(await store.get()).toEqual(noLines)
  expect(await store.save(lines)).toBe(true)
  expect(inOrder(await store.get())).toEqual(inOrder({ ...lines, version: 1 }))
  expect(await store.save(lines)).toBe(false)
})

test('fifty calls on the line take two write units', async () => {
  const Key = { campaign: 'office', item: 'lines' }
  const { Item } = await tables.db.send(new GetCommand({ TableName: tables.names.Campaigns, Key }))
  expect(Buffer.byteLength(JSON.stringify(Item))).toBeLessThan(2_048)
})
