/** SES as a new account has it, 14 mails a second: a drive goes out at that rate, to everybody, once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDrive } from '../builders/drive.ts'

let office: TestCloud
beforeAll(async () => {
  office = await startCloud({ sesRate: 14 })
})
afterAll(() => office?.close())

test('250 people are written to in about the time that the rate asks for, nobody twice', async () => {
  const drive = await aDrive(office, { contacts: 250 })
  const begun = performance.now()
  await drive.move('launch')
  while (drive.accepted() < 250 && performance.now() - begun < 90_000) {
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  const seconds = (performance.now() - begun) / 1000
  expect(drive.copies()).toEqual({ 1: 250 })
  // 250 at 0.8 of 14 a second are 22 s; a bulk of 50 at once is throttled, and what waits for the sweep takes minutes
  expect(seconds).toBeGreaterThan(15)
  expect(seconds).toBeLessThan(60)
})
