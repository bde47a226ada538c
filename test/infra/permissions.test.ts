/** The table of permissions against the calls that the code makes: nothing is allowed that no code needs. */
import { expect, test } from 'vitest'
import { tableVariable } from '../../infra/names.ts'
import { folders, permissions } from '../../infra/permissions.ts'
import { assembled } from './assembled.ts'
import { actionsIn, actionsOnTables, entryOf } from './calls.ts'
import { code, files, reached } from './graph.ts'

/** What Lambda itself does in a function's name: read its queue or stream, write its log, set aside what fails. */
const ofLambda =
  /^(logs:(CreateLogStream|PutLogEvents)|sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueue(Url|Attributes))|dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams))$/

const { statementsOf, environmentOf } = assembled('dev')

const allowedTo = (folder: string) => [
  ...new Set(
    statementsOf(folder)
      .filter(({ resources }) => !resources.every((id) => id.endsWith('DeadLetters')))
      .flatMap(({ actions }) => actions)
      .filter((action) => !ofLambda.test(action)),
  ),
]

test.each(folders)('%s may do nothing that its code never asks for', (folder) => {
  const calls = reached(entryOf(folder)).flatMap((file) => actionsIn(code(file)))
  expect(calls.filter((call) => call.startsWith('unknown'))).toEqual([])
  expect(allowedTo(folder).filter((action) => !calls.includes(action))).toEqual([])
})

test.each(folders)('%s may do on each table only what its stores do there', (folder) => {
  const calls = actionsOnTables(folder)
  const { tables, partitions, indexes } = permissions[folder]
  const allowed = [
    ...Object.entries(tables),
    ...Object.entries(partitions ?? {}).map(([name, { actions }]) => [name, actions] as const),
    ...Object.keys(indexes ?? {}).map((name) => [name, ['Query']] as const),
  ] as [keyof typeof tables, string[]][]
  const tooMuch = allowed.flatMap(([name, actions]) =>
    actions
      .filter((action) => !calls[tableVariable(name)]?.includes(`dynamodb:${action}`))
      .map((action) => `${name}: ${action}`),
  )
  expect(tooMuch).toEqual([])
  expect([...new Set(allowed.map(([name]) => tableVariable(name)))].sort()).toEqual(Object.keys(calls).sort())
})

test.each(folders)('%s may do what its own folder asks for', (folder) => {
  const allowed = allowedTo(folder)
  const calls = files(`functions/${folder}/**/*.{ts,tsx}`).flatMap((file) => actionsIn(code(file)))
  expect([...new Set(calls)].filter((action) => !allowed.includes(action))).toEqual([])
})

test.each(folders)('%s has the environment that its code reads, and no more', (folder) => {
  const texts = reached(entryOf(folder)).map((file) => code(file))
  const filledIn = texts.flatMap((text) => text.match(/\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+(?=: "")/g) ?? []) // by its own code
  const read = texts
    .flatMap((text) => text.match(/\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)*(?=: z\.)/g) ?? [])
    .filter((name) => !filledIn.includes(name))
  expect(Object.keys(environmentOf(folder)).sort()).toEqual([...new Set(read)].sort())
})

test('no role holds a wildcard action, and nothing is open whole', () => {
  for (const folder of folders) {
    for (const { actions, resources } of statementsOf(folder)) {
      expect(actions.filter((action) => action.includes('*'))).toEqual([])
      if (resources.includes('*')) expect(actions).toEqual(['ses:GetAccount'])
    }
  }
})

test('what was done is never changed or removed', () => {
  for (const folder of folders) {
    const onAudit = statementsOf(folder).filter(({ resources }) => resources.includes('Audit'))
    expect(onAudit.flatMap(({ actions }) => actions).filter((it) => !/:(PutItem|Query)$/.test(it))).toEqual([])
  }
})
