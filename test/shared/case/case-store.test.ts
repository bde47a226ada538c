/** The register of cases on the real engine. */

import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveCase } from '../../../shared/case/case.ts'
import { type CaseStore, caseStore } from '../../../shared/case/case-store.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
let cases: CaseStore
let at = new Date('2026-11-16T10:00:00Z')
beforeAll(async () => {
  tables = await startTables({ streams: false })
  cases = caseStore(tables.db, tables.names.Cases, { key: async () => Buffer.alloc(32, 7), now: () => at })
})
afterAll(() => tables.close())

const whom = { campaign: 'cmp_000000000001', page: 3, index: 14 }
const asked = { kind: 'erasure', from: 'page', openedBy: 'resident', whom } as const

test('what a person wrote is read back by the key, and stands in the table sealed', async () => {
  const one = await cases.open({ ...asked, contents: { email: 'anna.kanarek@example.pl', text: 'Proszę usunąć.' } })
  expect(await cases.contents(await cases.get(one.id))).toEqual({
    email: 'anna.kanarek@example.pl',
    text: 'Proszę usunąć.',
  })
  const { Items } = await tables.db.send(new ScanCommand({ TableName: tables.names.Cases }))
  expect(
    JSON.stringify(Items!.map((it) => ({ ...it, sealed: it.sealed && Buffer.from(it.sealed).toString('latin1') }))),
  ).not.toContain('kanarek')
})

test('a form that is posted many times at once opens one case, and a new one when that is done', async () => {
  const once = 'erasure#cmp_000000000001/3.14'
  const opened = await Promise.all(Array.from({ length: 8 }, () => cases.open({ ...asked, once })))
  const ids = new Set(opened.map(({ id }) => id))
  expect(ids.size).toBe(1)
  const one = await cases.get(opened[0]!.id)
  await cases.save(moveCase(one, { move: 'end', by: 'iod', ending: 'withdrawn' }, at))
  const again = await cases.open({ ...asked, once })
  expect(ids.has(again.id)).toBe(false)
  expect((await cases.open({ ...asked, once })).id).toBe(again.id)
})

test('the register has open cases by their last day, and those that are done by year', async () => {
  at = new Date('2026-10-01T10:00:00Z')
  const early = await cases.open(asked)
  at = new Date('2026-12-01T10:00:00Z')
  const late = await cases.open(asked)
  const open = (await cases.list('open')).cases
  expect(open.map(({ dueOn }) => dueOn)).toEqual(open.map(({ dueOn }) => dueOn).sort())
  expect(open.map(({ id }) => id)).toEqual(expect.arrayContaining([early.id, late.id]))
  await cases.save(moveCase(await cases.get(early.id), { move: 'end', by: 'iod', ending: 'withdrawn' }, at))
  expect((await cases.list('open')).cases.map(({ id }) => id)).not.toContain(early.id)
  expect((await cases.list('done#2026')).cases.map(({ id }) => id)).toContain(early.id)
})

test('two people who change a case at once do not undo each other', async () => {
  const one = await cases.open(asked)
  await cases.save(moveCase(one, { move: 'take', by: 'anna' }, at))
  await expect(cases.save(moveCase(one, { move: 'take', by: 'jan' }, at))).rejects.toThrow('changed by somebody else')
})
