/** What docs/architecture.md says in tables and in its picture is what the code does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folders } from '../../infra/permissions.ts'
import { startTables, type TestTables } from '../builders/tables.ts'
import { assembled } from '../infra/assembled.ts'
import { attemptStates, callOutcomes, promiseStates } from './call-tables.ts'
import { commandsIn, read } from './documents.ts'
import {
  bookingStates,
  campaignMoves,
  caseStates,
  factKinds,
  ledgerStates,
  outcomeLetters,
  tableKeys,
  uploadStates,
} from './tables.ts'

const document = read('docs/architecture.md')

test.each([
  ['the moves of a campaign', campaignMoves],
  ['the states of an upload', uploadStates],
  ['the outcomes of a step', outcomeLetters],
  ['the facts about a contact', factKinds],
  ['the keys of the tables', tableKeys],
  ['the states of a visit', bookingStates],
  ['the states of a case', caseStates],
  ['the outcomes of calls', callOutcomes],
  ['the ends of a promise', promiseStates],
])('%s are those of the code', (_, table) => {
  expect(document).toContain(table())
})

describe('what moves on a table', () => {
  let tables: TestTables
  beforeAll(async () => {
    tables = await startTables()
  })
  afterAll(() => tables.close())

  test('the ledger moves as its table says', async () => {
    expect(document).toContain(await ledgerStates(tables))
  })

  test('attempts move as their table says', async () => {
    expect(document).toContain(await attemptStates(tables))
  })
})

test('the picture names every function, and every queue that has a worker', () => {
  const picture = commandsIn(document).join('\n')
  for (const folder of folders) expect(picture).toContain(`[${folder}]`)
  const queues = assembled('prod')
    .of('AWS::SQS::Queue')
    .map(({ id }) => id)
    .filter((id) => id.endsWith('Queue'))
  const drawn = [...picture.matchAll(/\(([a-z-]+)\)/g)].map(([, name]) => name!)
  const pascal = (name: string) => name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase())
  expect(new Set(drawn.map((name) => `${pascal(name)}Queue`))).toEqual(new Set(queues))
})
