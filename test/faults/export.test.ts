/** An export that cannot be written: whoever waits for it is told, and can ask again. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDrive } from '../builders/drive.ts'

let office: TestCloud
beforeAll(async () => {
  office = await startCloud()
})
afterAll(() => office?.close())

test('after its last try an export has failed, and the next one comes', async () => {
  const { manager, cloud } = office
  const drive = await aDrive(office, { contacts: 3 })
  await drive.run()
  cloud.faults.failDynamo({ table: 'Responses', action: 'Query', times: 1_000 })
  const { id } = await manager.post(`/campaigns/${drive.id}/exports`, { format: 'csv' })
  const state = async (wanted: string) => (await manager.get(`/campaigns/${drive.id}/exports/${wanted}`)).state
  for (let attempt = 1; attempt < 3; attempt++) {
    await office.halted()
    expect(await state(id)).toBe('waiting')
    cloud.clock.advance(17 * minute)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
  }
  await office.halted()
  expect(await state(id)).toBe('failed')
  cloud.faults.clear()
  const again = await manager.post(`/campaigns/${drive.id}/exports`, { format: 'csv' })
  await office.halted()
  expect(await state(again.id)).toBe('done')
})
