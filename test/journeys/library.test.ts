/**
 * The office's own drives, all of them, from the library and a file to the report: a manager begins with one, gives it a list, another
 * person approves, people answer, book, object and are called, the rest are reminded, files are fetched. And nothing of anybody leaks.
 */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json } from '../../local/api.ts'
import type { DriveTemplate } from '../../shared/campaign/library/drive.ts'
import { drives } from '../../shared/campaign/library/library.ts'
import { library as surveys } from '../../shared/survey/library/library.ts'
import { questions } from '../../shared/survey/survey.ts'
import { canary } from '../builders/canary.ts'
import { startCloud, type TestCloud } from '../builders/cloud.ts'
import { lostAnswer, type Office, type Running, runEveryDrive } from '../builders/every-drive.ts'
import { exported } from '../builders/every-drive-looks.ts'
import { placesOfEdition } from '../builders/every-drive-open.ts'
import { caseOf } from '../builders/every-drive-people.ts'
import type { Search } from '../builders/traces.ts'

const idsOf = (which: (drive: DriveTemplate) => boolean) => drives.filter(which).map(({ id }) => id)
const all = idsOf(() => true)
const reminding = idsOf(({ purposeClass }) => purposeClass === 'reminder')
const inviting = idsOf(({ asks }) => asks === 'booking')
const anonymous = idsOf(({ anonymity }) => anonymity === 'anonymous')
const asking = idsOf(({ asks = 'survey', anonymity }) => asks === 'survey' && anonymity !== 'anonymous')
const informing = idsOf(({ asks, purposeClass }) => asks === 'nothing' && purposeClass !== 'reminder')

let office: TestCloud
let run: Office
let search: Search
beforeAll(async () => {
  office = await startCloud()
  run = await runEveryDrive(office, { size: 24, mostCalls: 40 })
  search = await run.traces.search()
}, 240_000)
afterAll(async () => {
  run?.traces.end()
  await office?.close()
})

const driveOf = (id: string): Running => run.running.get(id)!
const rowsOf = async (id: string, wish: object): Promise<string[][]> =>
  parse(await exported(office, driveOf(id), wish), { bom: true, delimiter: ';', relax_column_count: true })
/** Whether agents talked to those who had not answered. */
const isCalled = (id: string): boolean => driveOf(id).plan.some(({ kind }) => kind === 'agents')

test('every drive of the library was run, each by the sentences of its kind', () => {
  expect([...run.running.keys()]).toEqual(all)
  expect([...reminding, ...inviting, ...anonymous, ...asking, ...informing].sort()).toEqual(all.toSorted())
})

test.each(all)('%s: a bad row of the file is named and stays out, everybody else is on the list', (id) => {
  const { upload, players } = driveOf(id)
  expect(upload.counts).toMatchObject({ rows: players.length + 1, contacts: players.length, bad: 1 })
  expect(upload.badRows).toHaveLength(1)
})

describe('drives that inform', () => {
  test.each(informing)('%s: everybody gets one letter, which asks for nothing', async (id) => {
    const { drive, players, talks, with: who } = driveOf(id)
    expect(drive.copies()).toEqual({ 1: players.length })
    for (const { text } of (await drive.mails()).values()) expect(text).not.toMatch(/\/(s|b)\//)
    const came = { sent: players.length, objected: 1, bounced: 1, complained: 1, calls: talks }
    expect(await drive.counts()).toMatchObject(came)
    expect(talks).toBe(isCalled(id) ? who('bounces').length : 0) // nobody whom the letter reached is called
  })
})

describe('drives that ask', () => {
  test.each(asking)(
    '%s: who answered, objected or cannot be reached is reminded no more, the others once',
    async (id) => {
      const { drive, with: who } = driveOf(id)
      const reminded = who('silent', 'asks for a copy').length
      const once = who('answers', 'objects', 'bounces', 'complains', 'asks to be erased').length
      expect(drive.left()).toEqual([])
      if (id === lostAnswer) {
        expect(drive.accepted()).toBeGreaterThan(once + 2 * reminded) // a part in doubt was sent again
      } else expect(drive.copies()).toEqual({ 1: once, 2: reminded })
    },
  )

  test.each(asking)('%s: the report counts every answer, of the web and of calls, and who objected', async (id) => {
    const { drive, talks, with: who } = driveOf(id)
    const called = isCalled(id) ? 1 : 0
    // whose mail came back may still be called
    expect(talks).toBe(isCalled(id) ? who('silent', 'asks for a copy', 'bounces').length : 0)
    expect(await drive.counts()).toMatchObject({
      ...{ answered: who('answers').length + called, objected: who('objects').length + called },
      ...{ bounced: 1, complained: who('complains').length, calls: talks },
    })
    const results: Json = await office.manager.get(`/campaigns/${drive.id}/results`)
    expect(results.questions.length).toBeGreaterThan(5)
  })

  test.each(asking)('%s: the file has a row to each answer that is still held', async (id) => {
    const erased = id === 'medical-services' ? 1 : 0
    const called = isCalled(id) ? 1 : 0
    const rows = await rowsOf(id, { format: 'csv' })
    expect(rows.length - 1).toBe(driveOf(id).with('answers').length + called - erased)
  })

  test('requests for a copy and for erasure, from pages, a letter and a call, were carried out', () => {
    expect(run.casesDone).toBe(2 * asking.length + 2)
  })
})

describe('drives that invite to a visit', () => {
  test.each(inviting)('%s: each visit is counted by where it was booked, and who called hers off', async (id) => {
    const { drive, with: who, template, plan } = driveOf(id)
    const isEdition = template.survey !== undefined
    const web = isEdition ? placesOfEdition : who('books', 'books and moves').length
    // whoever called hers off is asked again, and takes the first free date
    const keypad = plan.some(({ kind }) => kind === 'call') ? who('books by keys', 'books and calls off').length : 0
    const counts = await drive.counts()
    expect(counts).toMatchObject({ bookedWeb: web, bookedKeypad: keypad, cancelled: 1 })
    expect(counts.booked).toBe(web + keypad + counts.bookedAgent)
    expect(counts.bookedAgent).toBe(isEdition ? 0 : 2)
  })

  test.each(inviting)('%s: whoever has a visit was called by nobody, and the file of attempts says so', async (id) => {
    const { with: who, talks } = driveOf(id)
    const rows = await rowsOf(id, { kind: 'attempts', format: 'csv' })
    expect(rows.length).toBeGreaterThan(talks)
    expect(talks).toBeGreaterThan(0)
    const rung = office.cloud.connect.calls().map(({ to }) => to)
    for (const { phone } of who('books', 'books and moves')) expect(rung).not.toContain(`+48${phone}`)
  })
})

describe('drives that remind', () => {
  test.each(reminding)(
    '%s: a stranger learns nothing, whoever has paid neither, everybody else her own matter',
    (id) => {
      const { players, with: who } = driveOf(id)
      const { stranger, settled, matters, given } = run.reminded!
      expect([stranger, settled]).toEqual([['asked', 'asked', 'given up'], true])
      expect(given).toHaveLength(players.length)
      const told = players.filter((player) => !who('is a stranger', 'pays').includes(player))
      expect(matters.flatMap((matter: Json) => matter.claims.map((one: Json) => one.case)).sort()).toEqual(
        told.map(caseOf).sort(),
      )
    },
  )

  test.each(reminding)('%s: nobody gets a letter, and the register has every call', async (id) => {
    const { drive, players } = driveOf(id)
    expect(drive.accepted()).toBe(0)
    const rows = await rowsOf(id, { kind: 'register', format: 'csv' })
    expect(rows.filter((row) => row.includes('ustna'))).toHaveLength(players.length)
  })
})

describe('drives without names', () => {
  test.each(anonymous)('%s: who has answered is not reminded, and the figures count everybody', async (id) => {
    const { drive, players, with: who } = driveOf(id)
    const answered = who('answers').length
    expect(drive.copies()).toEqual({ 1: answered, 2: players.length - answered })
    const { counts } = await office.manager.get(`/campaigns/${drive.id}/results`)
    expect(counts.answered).toBe(answered)
    expect((await rowsOf(id, { kind: 'figures', format: 'csv' })).length).toBeGreaterThan(10)
  })
})

describe('the canary', () => {
  test('is there to be found: in mails, in what staff read of people, in what people wrote', async () => {
    const find = run.traces.finder()
    const { drive, players, template } = driveOf('participatory-budget')
    const mail = (await drive.mails()).get(players[0]!.email)!
    expect(find(mail.text!).length).toBeGreaterThan(3) // links to answer, to object, to ask why
    const { id: survey } = template.survey ? { id: template.survey } : { id: '' }
    const words = questions(surveys.find((one) => one.id === survey)!.survey).find(({ type }) => type === 'comment')!
    const texts = await office.manager.get(`/campaigns/${drive.id}/results/texts?question=${words.name}`)
    expect(find(JSON.stringify(texts))).toEqual(expect.arrayContaining([canary.words.toLowerCase(), players[0]!.phone]))
    const person = JSON.stringify(await office.manager.get(`/campaigns/${drive.id}/contacts/0.0`))
    for (const mark of [canary.last, canary.email, canary.place]) expect(find(person)).toContain(mark.toLowerCase())
  })

  test('is in no log, queue, dead letter, address, link, figure and call, and there was much to search', () => {
    expect(search.leaks).toEqual([])
    const { lines, messages, deadLetters, urls, mailLinks, figures, said, calls } = search.searched
    expect(Math.min(lines, messages, figures)).toBeGreaterThan(40)
    expect(Math.min(urls, mailLinks)).toBeGreaterThan(1_000)
    expect(Math.min(deadLetters, said, calls, search.quoted)).toBeGreaterThan(0)
    // they did complain, or this test would show nothing
    expect(search.functions).toEqual(expect.arrayContaining(['dispatch', 'resident']))
    expect(search.events).toEqual(expect.arrayContaining(['in doubt', 'page failed']))
  })

  test('is found where somebody puts it: in a log, a queue, an address', async () => {
    const { cloud, data } = office
    const { phone } = driveOf('culture-on-estates').players[0]!
    const hidden = Buffer.from(`phone=${phone}, and more of the same`).toString('base64')
    appendFileSync(join(data, 'logs', 'talk.log'), `${JSON.stringify({ level: 'info', message: hidden })}\n`)
    await fetch(`${cloud.url}/info/privacy?who=${encodeURIComponent(canary.last)}`)
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
    const sqs = new SQSClient({ endpoint: cloud.endpoints.sqs, region: 'eu-central-1', credentials })
    const QueueUrl = `${cloud.name('dispatch')}-DeadLetters`
    const mail = await driveOf('culture-on-estates').mailOf(driveOf('culture-on-estates').players[0]!)
    const [token] = /[\w-]{22}(?=\s)/.exec(mail)!
    await sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ campaign: 'cmp_x', link: token }) }),
    )
    sqs.destroy()
    const { leaks } = await run.traces.search()
    expect(leaks.map(({ where }) => where)).toEqual(['log talk.log', 'queue dispatch-DeadLetters', 'address'])
  })
})
