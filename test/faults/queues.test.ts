/** Queues, the clock and streams do all that they may: twice, in another order, garbage. What is sent and counted stays exact. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { folders } from '../../infra/permissions.ts'
import { importContacts, until } from '../../local/api.ts'
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

const queueOf = (folder: string) => office.cloud.name(folder).split('/').at(-1)!
const put = (folder: string, body: string) => office.cloud.engines.sqs.send(queueOf(folder), body)
const deadIn = (folder: string) => office.cloud.engines.sqs.counts(queueOf(`${folder}/DeadLetters`)).visible

test('pages that come twice, in any order, and again later reach each contact once', async () => {
  const drive = await aDrive(office, { contacts: 450 })
  office.cloud.faults.deliverTwice('dispatch', 100)
  office.cloud.faults.deliverTwice('run-steps', 100)
  await drive.move('launch')
  const pages = [4, 2, 0, 3, 1, 1, 4, 0]
  for (const page of pages) put('dispatch', JSON.stringify({ campaign: drive.id, page, step: 0 }))
  await office.cloud.idle()
  expect(drive.copies()).toEqual({ 1: 450 })
  for (const page of pages) put('dispatch', JSON.stringify({ campaign: drive.id, page, step: 0 }))
  await office.later(pastEveryLease)
  expect(drive.copies()).toEqual({ 1: 450 })
  expect(await drive.counts()).toMatchObject({ sent: 450, inDoubt: 0 })
})

test('a page that the drive does not have sends nothing, and is no dead letter', async () => {
  const drive = await aDrive(office, { contacts: 3 })
  await drive.run()
  put('dispatch', JSON.stringify({ campaign: drive.id, page: 7, step: 0 }))
  await office.cloud.idle()
  expect(drive.copies()).toEqual({ 1: 3 })
  expect(deadIn('dispatch')).toBe(0)
})

test('every other message that comes twice does its work once', async () => {
  const { manager, cloud } = office
  for (const folder of folders) cloud.faults.deliverTwice(folder, 1_000)
  const list = people(30, newDomain())
  for (const n of [3, 4, 5]) list[n]!.email = list[n]!.email.replace('@', '+bounce@')
  list[6]!.email = list[6]!.email.replace('@', '+complaint@')
  const content = { anonymity: 'identified' as const } // of a confidential drive two answers would be too few for a file
  const drive = await aDrive(office, { contacts: list, content, survey: { definition: questionnaire } })
  expect((await drive.view()).list).toMatchObject({ contacts: 30, duplicates: 0 })
  await drive.run()
  const mails = await drive.mails()
  for (const n of [7, 8]) await answer(linkIn(mails.get(list[n]!.email)!.text!), questionnaire, answersOf(n))
  await cloud.idle()
  expect(drive.copies()).toEqual({ 1: 30 })
  expect(await drive.counts()).toMatchObject({ sent: 30, bounced: 3, hardBounced: 3, complained: 1, answered: 2 })
  const { id } = await manager.post(`/campaigns/${drive.id}/exports`, { format: 'csv' })
  await cloud.idle()
  expect(await manager.get(`/campaigns/${drive.id}/exports/${id}`)).toMatchObject({ state: 'done', rows: 2 })
})

describe('a message that cannot be read', () => {
  const worked = ['import-contacts', 'run-steps', 'dispatch', 'hear-back', 'export-responses']
  const bodies = ['', 'nie JSON', '{"campaign":7}', '[]', `{"campaign":"cmp_000000000000","page":-1,"step":0}`]
  const alarmOf = (folder: string) =>
    office.cloud.status().alarms.find(({ name }) => name.startsWith(`${folder}: dead letters`))

  test('is tried three times, then waits as a dead letter, and its alarm says what that does to people', async () => {
    for (const folder of worked) expect(alarmOf(folder)).toMatchObject({ state: 'ok' })
    const drive = await aDrive(office, { contacts: 120 })
    for (const folder of worked) for (const body of bodies.filter(Boolean)) put(folder, body)
    await drive.move('launch')
    await office.halted()
    // beside them, the others of the same batch have done their work
    expect(drive.copies()).toEqual({ 1: 120 })
    for (let tries = 1; tries < 3; tries++) {
      for (const folder of worked) expect(deadIn(folder)).toBe(0)
      office.cloud.clock.advance(17 * minute)
      await office.halted()
    }
    await office.later(17 * minute)
    for (const folder of worked) {
      expect([folder, deadIn(folder)]).toEqual([folder, bodies.length - 1])
      expect(alarmOf(folder)).toMatchObject({ state: 'alarm', description: /\S{3}/ })
    }
    expect(drive.copies()).toEqual({ 1: 120 })
  })
})

test('a queue that takes no pages delays them to the next sweep, and no page is forgotten', async () => {
  const drive = await aDrive(office, { contacts: 250 })
  office.cloud.faults.failSqs({ queue: 'dispatch', action: 'SendMessageBatch', code: 'ServiceUnavailable', times: 12 })
  await drive.move('launch')
  await office.halted()
  expect(drive.copies()).toEqual({ 0: 250 })
  office.cloud.faults.clear()
  await office.later(6 * minute)
  await office.later(pastEveryLease)
  expect(drive.copies()).toEqual({ 1: 250 })
})

test('the clock that fires twice in each minute sends nothing twice, and skips nobody', async () => {
  const { cloud } = office
  const drive = await aDrive(office, { contacts: 2_300, content: { ramp: true } })
  await drive.move('launch')
  await cloud.faults.fireClockTwice()
  for (const sent of [200, 2_000, 2_300]) {
    await cloud.faults.fireClockTwice()
    await cloud.idle()
    expect(drive.copies()).toEqual(sent === 2_300 ? { 1: 2_300 } : { 0: 2_300 - sent, 1: sent })
    cloud.clock.advance(31 * minute)
    await Promise.all([cloud.faults.fireClockTwice(), cloud.tick()])
    await cloud.idle()
  }
  expect(drive.copies()).toEqual({ 1: 2_300 })
  expect(await drive.counts()).toMatchObject({ sent: 2_300, inDoubt: 0 })
})

test('a batch of a stream that is replayed changes no count', async () => {
  const { cloud, manager } = office
  const drive = await aDrive(office, { contacts: 80, survey: { definition: questionnaire } })
  await drive.run()
  const mails = await drive.mails()
  const shown = async () => [await drive.counts(), await manager.get(`/campaigns/${drive.id}/results`)]
  const seen = await shown()
  expect(await cloud.faults.replayStream('tally')).toBeGreaterThan(0)
  await cloud.idle()
  expect(await shown()).toEqual(seen)

  for (let n = 0; n < 6; n++) {
    await answer(linkIn(mails.get(drive.list[n]!.email)!.text!), questionnaire, answersOf(n))
    if (n % 2 === 1) await cloud.faults.replayStream('tally') // also while the next records are on their way
  }
  await cloud.idle()
  const answered = await shown()
  for (let n = 0; n < 3; n++) await cloud.faults.replayStream('tally')
  await cloud.idle()
  expect(await shown()).toEqual(answered)
  expect(answered[0]).toMatchObject({ sent: 80, opened: 6, answered: 6 })
  const { texts } = await manager.get(`/campaigns/${drive.id}/results/texts?question=improve`)
  expect(texts).toHaveLength(6)
})

test('a contact file told of twice at the same time becomes one list', async () => {
  const id = await aDraft(office)
  const list = people(230, newDomain())
  const upload = await importContacts(office.manager, id, contactFile(list))
  put('import-contacts', JSON.stringify({ kind: 'import', campaign: id, upload: upload.upload }))
  put('import-contacts', JSON.stringify({ kind: 'import', campaign: id, upload: upload.upload }))
  await office.cloud.idle()
  const draft = await until(
    () => office.manager.get(`/campaigns/${id}`),
    ({ list }) => list !== undefined,
  )
  expect(draft.list).toMatchObject({ contacts: 230, pages: 3, upload: upload.upload })
})
