/** Names, addresses and answers that nobody else has, through a whole drive with its mishaps: they turn up in no log and no queue. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importContacts, until } from '../../local/api.ts'
import { pastEveryLease, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDraft, contactFile, driveOf, newDomain, people } from '../builders/drive.ts'
import { answersOf, questionnaire } from '../builders/questionnaire.ts'
import { answer, linkIn, request } from '../builders/visit.ts'

const canary = {
  name: 'Kanarkowska-Żółta',
  address: 'kanarek7531',
  answer: 'Śpiewam o świcie 7531',
  place: 'Wolierowa',
}

let office: TestCloud
let link: string

beforeAll(async () => {
  office = await startCloud()
  const { manager, cloud } = office
  const id = await aDraft(office, { survey: { definition: questionnaire } })
  const domain = newDomain()
  const list = people(12, domain).map((person, n) => ({
    ...person,
    email: `${canary.address}-${n}${n === 10 ? '+bounce' : n === 11 ? '+complaint' : ''}@${domain}`,
    name: canary.name,
    place: canary.place,
  }))
  const bad = `${canary.address}-bez-malpy;${canary.name};${canary.place};pl`
  const upload = await importContacts(manager, id, contactFile(list, [bad]), { keepGood: true })
  expect(upload.state).toBe('imported')
  const drive = driveOf(office, id, list)
  await drive.approve()

  // Everything that makes functions complain: a lost answer of SES, refused mails, a table that throttles, broken messages.
  cloud.faults.failSes({ kind: 'lose-answer' })
  await drive.run()
  await office.later(pastEveryLease)
  cloud.faults.failDynamo({ table: 'Results', times: 4 })
  const mails = await drive.mails()
  link = linkIn(mails.get(list[0]!.email)!.text!)
  cloud.faults.failDynamo({ table: 'Responses', action: 'UpdateItem', times: 6 })
  for (const [n, { email }] of list.slice(0, 8).entries()) {
    const answers = { ...answersOf(n), how: 'other', 'how-Comment': canary.answer, improve: canary.answer }
    await answer(linkIn(mails.get(email)!.text!), questionnaire, answers)
  }
  await request(linkIn(mails.get(list[9]!.email)!.text!, 'o'), new URLSearchParams({ scope: 'all' }))
  await cloud.idle()
  for (const format of ['csv', 'xlsx']) {
    const { id: wanted } = await manager.post(`/campaigns/${id}/exports`, { format })
    await until(
      () => manager.get(`/campaigns/${id}/exports/${wanted}`),
      ({ state }) => state === 'done',
    )
  }
  await manager.get(`/campaigns/${id}/contacts/0.3`)
  await manager.get(`/campaigns/${id}/results/texts?question=improve`)
  expect(await drive.counts()).toMatchObject({ answered: 8, objected: 1, bounced: 1, complained: 1 })
})
afterAll(() => office?.close())

/** What of a text is personal: words of the canary in any case, its link's token; also as URLs, base64 and escapes write them. */
function found(text: string): string[] {
  const token = link.split('/s/')[1]!.split('.')[3]!
  const words = [...Object.values(canary), 'kanarkowska', 'wolierowa', 'śpiewam', token]
  const forms = words.flatMap((word) => [
    word,
    encodeURIComponent(word),
    JSON.stringify(word).slice(1, -1),
    word.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
    Buffer.from(word).toString('base64').slice(0, -4),
  ])
  const lower = text.toLowerCase()
  return [...new Set(forms)].filter((form) => lower.includes(form.toLowerCase()))
}

test('the canary is there to be found: in the mails and in the answers', async () => {
  const [mail] = office.cloud.engines.ses.messages({ limit: 1 }).mails
  const { text, to } = (await office.cloud.engines.ses.message(mail!.id))!
  expect(found(`${to} ${text}`).length).toBeGreaterThan(3)
})

test('no log line of any function holds it', async () => {
  await new Promise((resolve) => setTimeout(resolve, 500)) // lines are written a few times a second
  const folder = join(office.data, 'logs')
  const logs = readdirSync(folder)
  expect(logs).toEqual(expect.arrayContaining(['dispatch.log', 'resident.log']))
  const hits = logs.map((name) => [name, found(readFileSync(join(folder, name), 'utf8'))])
  expect(hits).toEqual(logs.map((name) => [name, []]))
  // they did complain, or this test would show nothing
  const complaints = logs.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
  for (const event of ['in doubt', 'page failed']) expect(complaints).toContain(`"event":"${event}"`)
})

test('no message of any queue held it, but those in which SES itself quotes the address', () => {
  const lines = readFileSync(join(office.data, 'sqs', 'sqs.journal'), 'utf8')
    .trim()
    .split('\n')
  const ours = lines.filter((line) => !/^hear-back/.test(JSON.parse(line).q))
  expect(ours.length).toBeGreaterThan(10)
  expect(ours.filter((line) => found(line).length > 0)).toEqual([])
})

test('what the cloud says of itself does not hold it', () => {
  expect(office.said.length).toBeGreaterThan(0)
  expect(office.said.filter((line) => found(line).length > 0)).toEqual([])
})
