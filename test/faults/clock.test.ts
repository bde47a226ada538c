/** A drive that cannot be read: the others have their minute all the same, and the clock's alarm hears of it. */
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDrive } from '../builders/drive.ts'

let office: TestCloud
beforeAll(async () => {
  office = await startCloud()
})
afterAll(() => office?.close())

test('a broken drive stops no other, and is not passed over in silence', async () => {
  const drive = await aDrive(office, { contacts: 60 })
  const createdAt = new Date(office.cloud.clock.now() - minute).toISOString()
  const broken = { campaign: 'cmp_000000000000', item: 'campaign', list: 'all', createdAt, status: 'running' }
  await office.db.send(new PutCommand({ TableName: office.cloud.name('Campaigns'), Item: broken }))
  office.cloud.faults.failSqs({ queue: 'run-steps', action: 'SendMessageBatch', code: 'InternalError', times: 9 })
  await drive.move('launch').catch(() => {}) // only the clock is left to begin it
  office.cloud.faults.clear()
  await office.later(minute)
  await office.cloud.tick().catch(() => {})
  await office.cloud.idle()
  expect(drive.copies()).toEqual({ 1: 60 })
  const said = office.said.filter((line) => line.includes('run-steps'))
  expect(said.some((line) => line.includes('campaign not moved on') && line.includes('cmp_000000000000'))).toBe(true)
  expect(said.some((line) => line.includes('ClockFailed'))).toBe(true)
})
