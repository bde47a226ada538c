/** Workers die at the worst moments of a drive: what was claimed is settled by the campaign's rule, everything else is exact. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { importContacts, until } from '../../local/api.ts'
import type { Moment } from '../../local/faults.ts'
import { minute, pastEveryLease, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDraft, aDrive, contactFile, newDomain, people } from '../builders/drive.ts'
import { answersOf, questionnaire } from '../builders/questionnaire.ts'
import { answer, linkIn } from '../builders/visit.ts'

let office: TestCloud
beforeAll(async () => {
  office = await startCloud()
})
afterEach(() => office.cloud.faults.clear())
afterAll(() => office?.close())

describe('a worker of dispatch ends', () => {
  const between = {
    'claim and send': { before: 'ses:SendBulkEmail' },
    'send and record': { after: 'ses:SendBulkEmail' },
  } satisfies Record<string, Moment>
  const wasSent = { 'claim and send': { 0: 50 }, 'send and record': { 1: 50 } }

  test.each([
    ['claim and send', 'at-least-once', 'all 50 are sent once', { 1: 50 }, { sent: 50, inDoubt: 0 }],
    [
      'send and record',
      'at-least-once',
      'this one part of 50 is sent again, and no more',
      { 2: 50 },
      { sent: 50, inDoubt: 0 },
    ],
    [
      'claim and send',
      'at-most-once',
      'the 50 are shown as in doubt and never sent',
      { 0: 50 },
      { sent: 0, inDoubt: 50 },
    ],
    [
      'send and record',
      'at-most-once',
      'the 50 are shown as in doubt and never sent again',
      { 1: 50 },
      { sent: 0, inDoubt: 50 },
    ],
  ] as const)('between %s, %s: %s', async (moment, inDoubt, _, copies, counts) => {
    // of one language, so that the part is one request to SES
    const poles = people(50, newDomain()).map((person) => ({ ...person, language: 'pl' as const }))
    const drive = await aDrive(office, { contacts: poles, content: { inDoubt } })
    const killed = office.cloud.faults.killWorkerAt('dispatch', between[moment])
    await drive.move('launch')
    await killed
    await office.halted()
    expect(drive.copies()).toEqual(wasSent[moment])
    expect(await drive.parts()).toMatchObject([{ state: 'claimed' }])

    // while the lease holds, nobody else may touch the part, however often the clock asks
    await office.cloud.tick()
    office.cloud.clock.advance(2 * minute)
    await office.halted()
    expect(drive.copies()).toEqual(wasSent[moment])

    await office.later(pastEveryLease)
    await office.later(pastEveryLease)
    expect(drive.copies()).toEqual(copies)
    expect(await drive.counts()).toMatchObject(counts)
    const { contacts } = await office.manager.get(`/campaigns/${drive.id}/contacts`)
    expect(new Set(contacts.map(({ state }: { state: string }) => state))).toEqual(
      new Set([inDoubt === 'at-most-once' ? 'doubt' : 'sent']),
    )
  })

  test.each(['at-least-once', 'at-most-once'] as const)(
    'again and again in the middle of 1,200 contacts, %s: nobody is lost, and only what was in doubt is doubled or left',
    async (inDoubt) => {
      const { cloud } = office
      const drive = await aDrive(office, { contacts: 1_200, content: { inDoubt } })
      cloud.faults.failSes({ kind: 'slow', milliseconds: 60, times: 1_000_000 })
      const [doubled, settled]: [string[], Set<string>] = [[], new Set()]
      await drive.move('launch')
      for (const goal of [200, 700]) {
        await until(
          async () => drive.accepted(),
          (count) => count >= goal,
          20_000,
          5,
        )
        cloud.killWorker('dispatch')
        await office.halted()
        const { people, sent } = await drive.unsettled()
        doubled.push(...sent)
        for (const email of people) settled.add(email)
        cloud.clock.advance(pastEveryLease)
      }
      cloud.faults.clear()
      await cloud.idle()
      await office.later(pastEveryLease)
      await office.later(pastEveryLease)
      expect(settled.size).toBeGreaterThan(0)
      const counts = await drive.counts()
      if (inDoubt === 'at-least-once') {
        expect(drive.left()).toEqual([])
        expect(drive.doubled().sort()).toEqual(doubled.sort())
        expect(counts).toMatchObject({ sent: 1_200, inDoubt: 0 })
      } else {
        expect(drive.doubled()).toEqual([])
        expect(drive.left().filter((email) => !settled.has(email))).toEqual([])
        expect(counts).toMatchObject({ sent: 1_200 - settled.size, inDoubt: settled.size })
      }
    },
  )
})

test.each<[string, Moment]>([
  ['before it has moved its position', { before: 'dynamodb:PutItem' }],
  ['between its position and the queue', { before: 'sqs:SendMessage' }],
])('a worker of run-steps that ends %s delays the drive, and each contact gets one mail', async (_, moment) => {
  const drive = await aDrive(office, { contacts: 250 })
  const killed = office.cloud.faults.killWorkerAt('run-steps', moment)
  await drive.move('launch')
  await killed
  await office.halted()
  expect(drive.copies()).toEqual({ 0: 250 })
  await office.later(6 * minute)
  await office.later(pastEveryLease)
  expect(drive.copies()).toEqual({ 1: 250 })
  expect(await drive.counts()).toMatchObject({ sent: 250, inDoubt: 0 })
})

test.each<[string, Moment]>([
  ['writing pages', { before: 'dynamodb:BatchWriteItem' }],
  ['having written pages', { after: 'dynamodb:BatchWriteItem' }],
])('a worker of import-contacts that ends while %s is done over: the list is whole, once', async (_, moment) => {
  const { manager, cloud } = office
  const id = await aDraft(office)
  const list = people(320, newDomain())
  const killed = cloud.faults.killWorkerAt('import-contacts', moment)
  const importing = importContacts(manager, id, contactFile(list))
  await killed
  await office.halted()
  await office.later(17 * minute)
  expect(await importing).toMatchObject({ state: 'imported', counts: { contacts: 320, pages: 4, duplicates: 0 } })
  const { contacts } = await manager.get(`/campaigns/${id}/contacts?cursor=3`)
  expect(contacts).toHaveLength(20)
})

test('a worker of hear-back that ends before the address is kept does not forget a complaint', async () => {
  const list = people(3, newDomain())
  list[0]!.email = list[0]!.email.replace('@', '+complaint@')
  const first = await aDrive(office, { contacts: list })
  const killed = office.cloud.faults.killWorkerAt('hear-back', { after: 'dynamodb:PutItem' })
  await first.move('launch')
  await killed
  await office.halted()
  await office.later(10 * minute)
  expect(await first.counts()).toMatchObject({ complained: 1 })
  const next = await aDrive(office, { contacts: list })
  expect((await next.view()).list).toMatchObject({ contacts: 2, objected: 1 })
})

test('workers of resident and tally that end in the middle lose no answer and count none twice', async () => {
  const { cloud } = office
  const drive = await aDrive(office, { contacts: 12, survey: { definition: questionnaire } })
  await drive.run()
  const mails = await drive.mails()
  const troubles: number[] = []
  const moments: [string, Moment][] = [
    ['resident', { before: 'dynamodb:UpdateItem' }],
    ['resident', { after: 'dynamodb:UpdateItem' }],
    ['tally', { before: 'dynamodb:UpdateItem' }],
    ['tally', { after: 'dynamodb:UpdateItem' }],
    ['resident', { after: 'dynamodb:GetItem' }],
    ['tally', { before: 'dynamodb:GetItem' }],
  ]
  for (let n = 0; n < 12; n++) {
    const [folder, moment] = moments[n % moments.length]!
    const killed = cloud.faults.killWorkerAt(folder, moment)
    const link = linkIn(mails.get(drive.list[n]!.email)!.text!)
    await answer(link, questionnaire, answersOf(n), { onTrouble: ({ status }) => troubles.push(status) })
    if (folder === 'resident') await killed
    if (n % 6 === 5) await cloud.idle()
  }
  await cloud.idle()
  expect(troubles.length).toBeGreaterThanOrEqual(4)
  expect(await drive.counts()).toMatchObject({ opened: 12, answered: 12 })
  const { questions } = await office.manager.get(`/campaigns/${drive.id}/results`)
  expect(questions[0].tables[0].rows[0]).toMatchObject({ value: 'good', count: 12 })
})
