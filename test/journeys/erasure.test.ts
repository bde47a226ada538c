/**
 * A drive on the whole cloud, under the permissions of its template: somebody who answered asks to be forgotten, nothing of her is left in
 * tables, queues or the bucket, her link is dead; then the drive's time is over, and nothing of anybody is left.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../../local/api.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDrive, contentAt, type Drive, people } from '../builders/drive.ts'
import { answersOf, questionnaire } from '../builders/questionnaire.ts'
import { answer, linkIn, request } from '../builders/visit.ts'

let office: TestCloud
let drive: Drive
let link: string
const canary = {
  name: 'Kanarkowska-Żółta',
  email: 'kanarek7531@akcja-rodo.example.org',
  words: 'Śpiewam o świcie 7531',
}

beforeAll(async () => {
  office = await startCloud()
  const list = people(8, 'akcja-rodo.example.org')
  list[2] = { ...list[2]!, email: canary.email, name: canary.name }
  const { privacy } = contentAt(office.cloud.clock.now())
  const content = { privacy: { ...privacy!, retentionMonths: 2 } } // the shortest that can be promised
  drive = await aDrive(office, { contacts: list, content, survey: { definition: questionnaire } })
  await drive.run()
  const mails = await drive.mails()
  link = linkIn(mails.get(canary.email)!.text!)
  for (const [n, { email }] of list.slice(0, 5).entries()) {
    const own: Record<string, string> =
      n === 2 ? { how: 'other', 'how-Comment': canary.words, improve: canary.words } : {}
    await answer(linkIn(mails.get(email)!.text!), questionnaire, { ...answersOf(n), ...own })
  }
  await office.cloud.idle()
}, 60_000)
afterAll(() => office?.close())

/** The tables of the cloud, by the names of the template. */
const tables = [
  'Campaigns',
  'Contacts',
  'Responses',
  'Anonymous',
  'Results',
  'Calls',
  'Addresses',
  'Bookings',
  'Cases',
  'Audit',
]

async function inTables(words: string): Promise<string[]> {
  const found: string[] = []
  for (const name of tables) {
    const { Items = [] } = await office.db.send(
      new ScanCommand({ TableName: office.cloud.name(name), ConsistentRead: true }),
    )
    if (JSON.stringify(Items).includes(words)) found.push(name)
  }
  return found
}

/** Files of the state of queues and of the bucket that have the words in them. */
function inFiles(words: string): string[] {
  return ['sqs', 's3'].flatMap((engine) => {
    const dir = join(office.data, engine)
    return readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(words))
      .map((entry) => `${engine}/${entry.name}`)
  })
}

test('somebody who asks is forgotten everywhere, with a protocol, and the others are not', async () => {
  const { manager, cloud } = office
  expect(await inTables(canary.words)).toEqual(expect.arrayContaining(['Responses', 'Results']))
  expect(inFiles(canary.email)).not.toEqual([])

  const one = await manager.post('/cases', { kind: 'erasure', from: 'letter', email: canary.email })
  const { people: found } = await manager.post(`/cases/${one.id}/search`)
  expect(found).toMatchObject([{ contact: `${drive.id}/0.2`, email: canary.email }])
  await manager.post(`/cases/${one.id}/erasure`, { people: [found[0].contact] })
  const done = await until(
    () => manager.get(`/cases/${one.id}`),
    ({ state }) => state === 'done',
  )
  expect(done).toMatchObject({ ending: 'erased', protocol: { foundAgain: 0, people: [{ responses: 1, texts: 2 }] } })
  await cloud.idle()

  for (const words of [canary.name, canary.email, canary.words]) {
    expect(await inTables(words), words).toEqual([])
    expect(inFiles(words), words).toEqual([])
  }
  expect((await request(link)).status).toBe(404)
  const { counts } = await drive.view()
  expect(counts.answered).toBe(5) // counted stays counted
  const again = await manager.post('/cases', { kind: 'access', from: 'letter', email: canary.email })
  expect((await manager.post(`/cases/${again.id}/search`)).people).toEqual([])
})

test('at the end of retention the clock erases the drive, and its contacts cannot be read any more', async () => {
  const { cloud, db, manager } = office
  await drive.move('stop')
  await office.later(40 * 24 * 60 * minute)
  await cloud.tick()
  await cloud.idle()
  const erased = await until(
    () => manager.get('/retention'),
    ({ protocols }) =>
      protocols.some(({ campaign, doneAt }: { campaign: string; doneAt?: string }) => campaign === drive.id && doneAt),
  )
  expect(erased.protocols[0]).toMatchObject({ work: 'contacts', found: { key: 1, pages: expect.any(Number) } })
  expect(await inTables(`${drive.id}#0`)).toEqual([])
  expect(inFiles('akcja-rodo.example.org')).toEqual([])
  const half = { TableName: cloud.name('Halves'), Key: { owner: drive.id, item: 'half' } }
  expect((await db.send(new GetCommand(half))).Item).toBeUndefined()
  expect((await drive.view()).counts.answered).toBe(5)
})

test('the audit of all of it holds together, anchored by the night’s clock', async () => {
  const day = new Date(office.cloud.clock.now()).toISOString().slice(0, 10)
  const { broken, entries } = await office.administrator.get(`/audit?day=${day}`)
  expect(broken).toBeUndefined()
  expect(entries).toContainEqual(expect.objectContaining({ did: 'erase contacts', who: 'clock', what: drive.id }))
})
