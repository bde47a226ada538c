/** Who saw a person's data or words is on record, by whatever door she came; and the record names nobody who was seen. (X15, X16) */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aLaunchedDrive, type Office, startOffice } from '../functions/staff/set-up.ts'

let office: Office
let id: string
beforeAll(async () => {
  office = await startOffice()
  id = (await aLaunchedDrive(office)).id
})
afterAll(() => office?.close())

async function entries() {
  const { Items = [] } = await office.tables.db.send(
    new QueryCommand({
      TableName: office.tables.names.Audit,
      KeyConditionExpression: '#day = :day',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':day': `${office.clock.at.toISOString().slice(0, 10)}#0` },
    }),
  )
  return Items as { who: string; did: string; what: string }[]
}

test.each([
  ['the texts by API', 'api', '/results/texts?question=comment', 'read texts'],
  ['one contact by API', 'api', '/contacts/0.0', 'view contact'],
  ['the contacts as a page', 'page', '/people', 'view contacts'],
])('%s', async (_, door, path, did) => {
  const before = (await entries()).length
  if (door === 'api') {
    const headers = { Authorization: `Bearer ${await office.token('manager')}` }
    const answer = await office.app.request(`${office.publicUrl}/api/v1/campaigns/${id}${path}`, { headers })
    expect(answer.status).toBe(200)
  } else {
    const browser = await office.browserOf('manager')
    expect((await browser.get(`/campaigns/${id}${path}`)).status).toBe(200)
  }
  const all = await entries()
  expect(all).toHaveLength(before + 1)
  expect(all.filter((entry) => entry.did === did)).toHaveLength(1)
  expect(JSON.stringify(all)).not.toMatch(/@|example\.org/)
})
