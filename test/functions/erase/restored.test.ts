/**
 * After the end of retention somebody restores every table that can be restored to a second before it, with KMS and all its keys at
 * hand: whom the drive was about cannot be read. (L6, X13)
 */

import { DecryptCommand } from '@aws-sdk/client-kms'
import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eraseDrive } from '../../../functions/erase/erase-drive.ts'
import type { TableName } from '../../../infra/names.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { openPage, pageKey } from '../../../shared/contact/contact.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { halfStore } from '../../../shared/platform/half-store.ts'
import { keyring, workingKey } from '../../../shared/platform/secrets.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { assembled } from '../../infra/assembled.ts'
import { type EraseHouse, startErasing } from './set-up.ts'

let house: EraseHouse
let restored: TestTables
beforeAll(async () => {
  house = await startErasing()
  restored = await startTables({ streams: false })
})
afterAll(async () => {
  await house?.close()
  await restored?.close()
})

/** Tables that the template lets be restored to any second. */
const restorable = assembled('prod')
  .of('AWS::DynamoDB::Table')
  .filter(({ Properties }) => Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled)
  .map(({ id }) => id as TableName)

async function copyOf(names: readonly TableName[]): Promise<void> {
  for (const name of names) {
    const { Items = [] } = await house.tables.db.send(
      new ScanCommand({ TableName: house.tables.names[name], ConsistentRead: true }),
    )
    for (let n = 0; n < Items.length; n += 25) {
      const puts = Items.slice(n, n + 25).map((Item) => ({ PutRequest: { Item } }))
      await restored.db.send(new BatchWriteCommand({ RequestItems: { [restored.names[name]]: puts } }))
    }
  }
}

test('a copy of all tables of a second before opens nothing once the key is destroyed', async () => {
  const before = await house.aDriveWithPeople(3)
  const { db, names } = restored
  expect(restorable).toContain('Campaigns')
  expect(restorable).not.toContain('Halves')
  await copyOf(restorable)
  // While the drive is kept, a restore is worth what it should be: with the half that still stands, people are read.
  const live = keyring(house.kms, house.dataKey, house.halves)
  const store = contactStore(db, names.Contacts)
  const found = await store.contact(
    { campaign: before.id, page: 0, index: 1 },
    await live.campaignKeys(before.id, before.wrappedKey),
  )
  expect(found?.fields.imie).toBe('Kanarkowska1')

  house.clock.at = new Date('2027-05-01T03:00:00Z')
  await eraseDrive(before.id, 'contacts', house.deps)

  const campaign = await campaignStore(db, names.Campaigns).get(before.id)
  const halves = [house.halves, halfStore(db, names.Halves)] // as it is now, and whatever the restored stack makes of it
  for (const half of halves) {
    const keys = keyring(house.kms, house.dataKey, half)
    await expect(keys.campaignKeys(campaign.id, campaign.wrappedKey)).rejects.toThrow('destroyed')
  }
  // KMS unwraps what lies in the backup; without the half it opens nothing.
  const { Plaintext } = await house.kms.send(
    new DecryptCommand({
      CiphertextBlob: campaign.wrappedKey,
      KeyId: house.dataKey,
      EncryptionContext: { owner: campaign.id },
    }),
  )
  const { Items = [] } = await db.send(new ScanCommand({ TableName: names.Contacts }))
  const page = Items.find((item) => item.page === pageKey(campaign.id, 0) && item.item === 'page')!
  for (const half of [Buffer.alloc(0), Buffer.alloc(32)]) {
    const key = workingKey(Buffer.concat([Plaintext!, half]), 'seal')
    expect(() => openPage(key, page.page, page.data)).toThrow()
  }
})
