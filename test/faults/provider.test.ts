/** SES has a bad day: it throttles, takes half, answers nothing, is closed. Each contact's mail is counted. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SesFaultOrder } from '../../local/engines/ses-faults.ts'
import { minute, pastEveryLease, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDrive, newDomain, people } from '../builders/drive.ts'

let office: TestCloud
beforeAll(async () => {
  office = await startCloud()
})
afterEach(() => office.cloud.faults.clear())
afterAll(() => office?.close())

/** People of one language: a part of them is one request to SES. */
const poles = (count: number) => people(count, newDomain()).map((person) => ({ ...person, language: 'pl' as const }))

describe('where it is certain that nothing went out, the sweep sends again, and each gets one mail', () => {
  test.each<[string, SesFaultOrder, number]>([
    ['the whole request is throttled, three times', { kind: 'throttle', times: 3 }, 100],
    ['half of each bulk fails for the moment', { kind: 'partial', entries: (_, n) => n % 2 === 0, times: 3 }, 175],
    [
      'a bulk is throttled half way',
      { kind: 'partial', entries: (_, n) => n > 20, status: 'ACCOUNT_THROTTLED', times: 5 },
      0 + 5 * 21,
    ],
    [
      'the quota of the day is used up',
      { kind: 'partial', entries: 50, status: 'ACCOUNT_DAILY_QUOTA_EXCEEDED', times: 5 },
      0,
    ],
  ])('%s', async (_, fault, atOnce) => {
    const drive = await aDrive(office, { contacts: poles(250) })
    office.cloud.faults.failSes(fault)
    await drive.run()
    expect(drive.copies()).toEqual(atOnce === 0 ? { 0: 250 } : { 0: 250 - atOnce, 1: atOnce })
    expect(await drive.counts()).toMatchObject({ sent: atOnce, inDoubt: 0 })
    for (let sweeps = 0; sweeps < 3; sweeps++) await office.later(4 * minute)
    expect(drive.copies()).toEqual({ 1: 250 })
    expect(await drive.counts()).toMatchObject({ sent: 250, refused: 0, inDoubt: 0 })
  })
})

test('who is refused for good is not asked for again, and the others of her bulk have their mail', async () => {
  const drive = await aDrive(office, { contacts: poles(100) })
  const refused = new Set(drive.list.slice(7, 13).map(({ email }) => email))
  office.cloud.faults.failSes({
    kind: 'partial',
    entries: ([to]) => refused.has(to!),
    status: 'MESSAGE_REJECTED',
    times: 20,
  })
  await drive.run()
  await office.later(pastEveryLease)
  await office.later(pastEveryLease)
  expect(drive.copies()).toEqual({ 0: 6, 1: 94 })
  expect(await drive.counts()).toMatchObject({ sent: 94, refused: 6, inDoubt: 0 })
  const { contacts } = await office.manager.get(`/campaigns/${drive.id}/contacts`)
  expect(contacts[7]).toMatchObject({ state: 'refused' })
})

describe('where nobody can know, the campaign’s rule decides', () => {
  test.each([
    ['the answer is lost', 'at-least-once', 'lose-answer', { 1: 100 }, { 1: 50, 2: 50 }, { sent: 100, inDoubt: 0 }],
    ['the answer is lost', 'at-most-once', 'lose-answer', { 1: 100 }, { 1: 100 }, { sent: 50, inDoubt: 50 }],
    ['SES breaks inside', 'at-least-once', 'unavailable', { 0: 50, 1: 50 }, { 1: 100 }, { sent: 100, inDoubt: 0 }],
    ['SES breaks inside', 'at-most-once', 'unavailable', { 0: 50, 1: 50 }, { 0: 50, 1: 50 }, { sent: 50, inDoubt: 50 }],
  ] as const)('%s, %s', async (_, inDoubt, kind, atOnce, atLast, counts) => {
    const drive = await aDrive(office, { contacts: poles(100), content: { inDoubt } })
    office.cloud.faults.failSes({ kind })
    await drive.run()
    expect(drive.copies()).toEqual(atOnce)
    await office.later(pastEveryLease)
    await office.later(pastEveryLease)
    expect(drive.copies()).toEqual(atLast)
    expect(await drive.counts()).toMatchObject(counts)
  })
})

test('an account that may not send pauses the drive by itself; resumed when it may again, each gets one mail', async () => {
  const drive = await aDrive(office, { contacts: poles(150) })
  office.cloud.faults.failSes({ kind: 'partial', entries: 50, status: 'ACCOUNT_SENDING_PAUSED', times: 100 })
  await drive.run()
  expect(await drive.view()).toMatchObject({ status: 'paused', pausedBecause: 'misconfigured', counts: { sent: 0 } })
  office.cloud.faults.clear()
  await office.later(4 * minute)
  expect(drive.copies()).toEqual({ 0: 150 })
  await drive.move('resume')
  await office.cloud.idle()
  expect(drive.copies()).toEqual({ 1: 150 })
  expect(await drive.counts()).toMatchObject({ sent: 150, inDoubt: 0 })
})
