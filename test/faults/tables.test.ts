/** DynamoDB throttles, loses an answer, or dies: in a drive, under residents' answers, in the counting. Nothing is lost or doubled. */

import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../local/api.ts'
import { pastEveryLease, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDrive, type Drive, newDomain, people } from '../builders/drive.ts'
import { answersOf, questionnaire } from '../builders/questionnaire.ts'
import { answer, linkIn } from '../builders/visit.ts'

let office: TestCloud
beforeAll(async () => {
  office = await startCloud()
})
afterEach(() => office.cloud.faults.clear())
afterAll(() => office?.close())

/** More than the SDK tries by itself. It waits long after a throttling, hardly after an error of the table's own. */
const stubborn = 8
const throttled = 'ProvisionedThroughputExceededException'
const broken = 'InternalServerError'

describe('dispatch', () => {
  test.each([
    ['the claim', 'Contacts', 'UpdateItem', throttled],
    ['the page', 'Contacts', 'Query', broken],
    ['the objections', 'Addresses', 'BatchGetItem', broken],
    ['the campaign', 'Campaigns', 'GetItem', broken],
    ['the rate', 'Campaigns', 'UpdateItem', broken],
    ['the answers', 'Responses', 'Query', broken],
  ])(
    'whose reading or writing of %s fails (%s, %s: %s) sends later, each mail once',
    async (_, table, action, code) => {
      const drive = await aDrive(office, { contacts: 60 })
      await office.cloud.idle()
      await drive.move('launch')
      office.cloud.faults.failDynamo({ table, action, code, times: stubborn })
      await office.halted()
      office.cloud.faults.clear()
      await office.later(pastEveryLease)
      await office.later(pastEveryLease)
      expect(drive.copies()).toEqual({ 1: 60 })
      expect(await drive.counts()).toMatchObject({ sent: 60, inDoubt: 0 })
    },
  )

  test('that cannot record what it sent is in doubt, and sends this one part again', async () => {
    const list = people(50, newDomain()).map((person) => ({ ...person, language: 'pl' as const }))
    const drive = await aDrive(office, { contacts: list })
    const { ses } = office.cloud.engines
    ses.faults.onAccepted = () => {
      delete ses.faults.onAccepted
      office.cloud.faults.failDynamo({ table: 'Contacts', action: 'UpdateItem', code: broken, times: 10 * stubborn })
    }
    await drive.move('launch')
    await office.halted()
    office.cloud.faults.clear()
    expect(drive.copies()).toEqual({ 1: 50 })
    expect(await drive.parts()).toMatchObject([{ state: 'claimed' }])
    await office.later(pastEveryLease)
    await office.later(pastEveryLease)
    expect(drive.copies()).toEqual({ 2: 50 })
    expect(await drive.counts()).toMatchObject({ sent: 50, inDoubt: 0 })
  })
})

/** A drive whose mails are out, and what its residents answer. */
const aSentDrive = async (contacts: number) => {
  const drive = await aDrive(office, { contacts, survey: { definition: questionnaire } })
  await drive.run()
  const mails = await drive.mails()
  const troubles: { status: number; html: string }[] = []
  return {
    drive,
    troubles,
    visit: (n: number) =>
      answer(linkIn(mails.get(drive.list[n]!.email)!.text!), questionnaire, answersOf(n), {
        onTrouble: (page) => troubles.push(page),
      }),
  }
}
const exactly = async (drive: Drive, answered: number) => {
  expect(await drive.counts()).toMatchObject({ opened: answered, answered })
  const { questions, days } = await office.manager.get(`/campaigns/${drive.id}/results`)
  expect(days.map(({ responses }: { responses: number }) => responses)).toEqual([answered])
  expect(questions[0].tables[0].rows[0]).toMatchObject({ value: 'good', count: answered })
}

describe('a resident', () => {
  test.each([
    ['GetItem', 'before', throttled],
    ['UpdateItem', 'before', broken],
    ['UpdateItem', 'after', broken],
  ] as const)(
    'whose %s fails %s it was done (%s) reads a page that says so, presses again, and has answered once',
    async (action, when, code) => {
      const { drive, troubles, visit } = await aSentDrive(2)
      office.cloud.faults.failDynamo({ table: 'Responses', action, code, when, times: 5 })
      for (const n of [0, 1]) await visit(n)
      await office.cloud.idle()
      expect(troubles.length).toBeGreaterThan(0)
      for (const { html } of troubles) {
        expect(html).toContain('<h1')
        expect(html).not.toMatch(/Exception|Error:|at \w+ \(/)
      }
      const counts = await drive.counts()
      expect(counts).toMatchObject({ opened: 2, answered: 2 })
    },
  )
})

describe('the counting', () => {
  test.each([
    ['before', throttled, 'TransactWriteItems'],
    ['before', 'TransactionConflict', 'TransactWriteItems'],
    ['after', broken, 'TransactWriteItems'],
    ['before', broken, 'GetItem'],
  ] as const)('is exact when its writing fails %s it was done (%s, %s)', async (when, code, action) => {
    const { drive, visit } = await aSentDrive(20)
    office.cloud.faults.failDynamo({ table: 'Results', action, code, when, times: 4 })
    await Promise.all(
      [0, 1, 2, 3].map(async (lane) => {
        for (let n = lane; n < 20; n += 4) await visit(n)
      }),
    )
    await office.cloud.idle()
    office.cloud.faults.clear()
    await exactly(drive, 20)
    expect(office.cloud.status().queues.find(({ name }) => name === 'tally-DeadLetters')!.visible).toBe(0)
  })
})

test('the engine killed and started again in the middle of a drive and of its answers loses nothing', async () => {
  const { cloud } = office
  const kill = () => process.kill(cloud.engines.dynamo.enginePid()!, 'SIGKILL')
  const drive = await aDrive(office, { contacts: 1_000, survey: { definition: questionnaire } })
  cloud.faults.failSes({ kind: 'slow', milliseconds: 60, times: 1_000_000 })
  await drive.move('launch')
  await until(
    async () => drive.accepted(),
    (count) => count >= 300,
    20_000,
    5,
  )
  kill()
  await office.halted()
  cloud.faults.clear()
  const { sent } = await drive.unsettled()
  for (let sweeps = 0; sweeps < 3; sweeps++) await office.later(pastEveryLease)
  expect(drive.left()).toEqual([])
  expect(drive.doubled().sort()).toEqual(sent.sort())
  expect(await drive.counts()).toMatchObject({ sent: 1_000, inDoubt: 0 })

  const mails = await drive.mails()
  for (let n = 0; n < 12; n++) {
    const visit = answer(linkIn(mails.get(drive.list[n]!.email)!.text!), questionnaire, answersOf(n))
    if (n % 4 === 1) kill()
    await visit
  }
  await cloud.idle()
  await exactly(drive, 12)
})

test('a function that asks for more than its role allows is refused, as on AWS', async () => {
  const as = (accessKeyId: string) =>
    new DynamoDBClient({
      endpoint: office.cloud.endpoints.dynamodb,
      region: 'eu-central-1',
      credentials: { accessKeyId, secretAccessKey: 'local' },
    })
  const key = { campaign: { S: 'office' }, item: { S: 'key' } }
  const read = (who: string) =>
    as(who).send(new GetItemCommand({ TableName: office.cloud.name('Campaigns'), Key: key }))
  expect((await read('hear-back')).Item).toBeDefined()
  await expect(read('nobody')).rejects.toMatchObject({ name: 'AccessDeniedException' })
  const { Item } = await read('dispatch')
  expect(Item).toBeDefined()
  const contacts = { TableName: office.cloud.name('Contacts'), Key: { page: { S: 'x#0' }, item: { S: 'page' } } }
  await expect(as('tally').send(new GetItemCommand(contacts))).rejects.toMatchObject({ name: 'AccessDeniedException' })
})
