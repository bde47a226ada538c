/**
 * The office's own drives that inform or ask by e-mail, from the library to the report: a manager begins with one, gives it a list,
 * another person approves, people answer, the rest are reminded once, the answers are exported. And nothing of anybody leaks.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importContacts, type Json, until } from '../../local/api.ts'
import { answerSurvey, randomFrom } from '../../local/resident.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'
import { type Drive, driveOf, people } from '../builders/drive.ts'
import { linkIn } from '../builders/visit.ts'

const informing = ['transport-tax-rates', 'low-emission-plan']
const asking = ['medical-services', 'mopr-clients', 'participatory-budget', 'culture-on-estates']
const contacts = 40
const answering = 12
/** From Tuesday to Monday morning, over the five days after which people are reminded. */
const sixDays = 6 * 86_400_000
const canary = 'kanarek8642'

let office: TestCloud
const drives = new Map<string, Drive>()
beforeAll(async () => {
  office = await startCloud()
  const { administrator, manager } = office
  await administrator.put('/office', {
    controller: 'Prezydent Miasta Poznania',
    dataProtectionOfficer: 'iod@urzad.example',
    dataSource: 'rejestr',
    dataCategories: 'adres e-mail',
    recipients: 'dostawca poczty',
    retentionMonths: 12,
    registerId: 'RCP-1',
    replyTo: 'biuro@urzad.example',
  })
  for (const which of [...informing, ...asking]) {
    const { id } = await manager.post(`/drives/${which}/campaigns`, {})
    const list = people(contacts, `${which}.example.org`).map((person, n) => ({
      ...person,
      email: `${canary}-${n}@${which}.example.org`,
    }))
    const rows = list.map(({ email, name, language }, n) => `${email};${name};${language};6001002${10 + n}`)
    const text = `Adres e-mail;Imię;Język;Telefon\r\n${rows.join('\r\n')}\r\n`
    const upload = await importContacts(manager, id, { name: 'kontakty.csv', content: new Blob([text]) })
    expect(upload.state).toBe('imported')
    const drive = driveOf(office, id, list)
    await drive.approve()
    await drive.run()
    drives.set(which, drive)
  }
  for (const which of asking) {
    const mails = await drives.get(which)!.mails()
    const texts = [...mails.values()].slice(0, answering).map(({ text }) => linkIn(text!))
    for (const [n, link] of texts.entries()) {
      const visit = await answerSurvey(link, { random: randomFrom(n), words: ['Bez uwag'] })
      expect(visit.end).toBe('answered')
    }
  }
  await office.cloud.idle()
  await office.later(10 * minute) // the step is swept, and done
  await office.later(sixDays)
}, 180_000)
afterAll(() => office?.close())

test.each(informing)('%s: everybody gets one letter, which asks for nothing', async (which) => {
  const drive = drives.get(which)!
  expect(drive.copies()).toEqual({ 1: contacts })
  for (const { text } of (await drive.mails()).values()) expect(text).not.toMatch(/\/(s|b)\//)
  expect(await drive.counts()).toMatchObject({ sent: contacts })
})

test.each(asking)('%s: who has answered is asked no more, everybody else once more', async (which) => {
  const drive = drives.get(which)!
  expect(drive.copies()).toEqual({ 1: answering, 2: contacts - answering })
  expect(await drive.counts()).toMatchObject({ answered: answering })
})

test.each(asking)('%s: the report counts every answer, and the file has a row for each', async (which) => {
  const { id } = drives.get(which)!
  const results: Json = await office.manager.get(`/campaigns/${id}/results`)
  expect(results.questions.length).toBeGreaterThan(5)
  const { id: wanted } = await office.manager.post(`/campaigns/${id}/exports`, { format: 'csv' })
  const done: Json = await until(
    () => office.manager.get(`/campaigns/${id}/exports/${wanted}`),
    ({ state }) => state === 'done',
  )
  const file = await (await fetch(done.url)).text()
  expect(parse(file, { bom: true, delimiter: ';', relax_column_count: true }).length).toBe(answering + 1)
})

test('no log line, no message of a queue but those of SES, and nothing that the cloud says holds an address', async () => {
  await new Promise((resolve) => setTimeout(resolve, 500)) // lines are written a few times a second
  const folder = join(office.data, 'logs')
  const logs = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
  const messages = readFileSync(join(office.data, 'sqs', 'sqs.journal'), 'utf8')
    .trim()
    .split('\n')
  const ours = messages.filter((line) => !/^hear-back/.test(JSON.parse(line).q))
  expect(Math.min(logs.length, ours.length)).toBeGreaterThan(10)
  expect([...logs, ...ours, ...office.said].filter((line) => line.includes(canary))).toEqual([])
})
