/** A drive by telephone on the whole local cloud: claimed, dialled, talked, heard of and closed; each resident's end is known beforehand. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importContacts } from '../../local/api.ts'
import { pageKey } from '../../shared/contact/contact.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDraft, driveOf } from '../builders/drive.ts'

let office: TestCloud
beforeAll(async () => {
  office = await startCloud()
})
afterAll(() => office?.close())

/** What becomes of the first call to a number, by its last two digits. */
const residents = {
  '01': 'busy',
  '02': 'no_answer',
  '03': 'bad_number',
  '04': 'no_input',
  '05': 'complete',
  '06': 'objection',
  '07': 'callback',
  '08': 'break_off',
  '09': 'blocked',
  '10': 'technical',
  '11': 'not_reachable',
  '13': 'hung_up',
}

test('each resident is called, and each call ends as her telephone makes it end', async () => {
  const id = await aDraft(office, {
    content: {
      plan: [
        {
          kind: 'call',
          openings: { pl: 'Dzień dobry, dzwoni Urząd Miasta Poznania w sprawie badania usług medycznych.' },
          stop: ['answered', 'objected'],
        },
      ],
    },
  })
  const endings = Object.keys(residents)
  const rows = endings.map((ending, n) => `osoba${n}@telefon.example.org;Anna ${n};6001002${ending};pl`)
  const file = new Blob([`Adres e-mail;Imię;Telefon;Język\r\n${rows.join('\r\n')}\r\n`], { type: 'text/csv' })
  const upload = await importContacts(office.manager, id, { name: 'kontakty.csv', content: file })
  expect(upload.state).toBe('imported')
  const drive = driveOf(office, id, [])
  await drive.approve()
  await drive.run()
  for (let n = 0; n < 12; n++) await office.later(minute / 2)

  const { Items = [] } = await office.db.send(
    new QueryCommand({
      TableName: office.cloud.name('Calls'),
      KeyConditionExpression: '#page = :page',
      ExpressionAttributeNames: { '#page': 'page' },
      ExpressionAttributeValues: { ':page': pageKey(id, 0) },
    }),
  )
  const first = Object.fromEntries(
    Items.filter(({ n }) => n === 1).map(({ index, outcome, skip }) => [endings[index], outcome ?? skip]),
  )
  expect(first).toEqual(residents)
  expect(office.cloud.connect.calls().length).toBeGreaterThanOrEqual(endings.length)
  expect(office.said.filter((line) => line.includes('message failed'))).toEqual([])
})
