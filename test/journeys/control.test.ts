/** What staff may do with a drive, and when: two pairs of eyes, nothing missing, and a stop that is felt at once. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ApiFailure, Json } from '../../local/api.ts'
import { until } from '../../local/api.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDraft, aDrive, contentAt, type Drive, newDomain, people } from '../builders/drive.ts'

let office: TestCloud
beforeAll(async () => {
  office = await startCloud({ sesRate: 400 })
})
beforeEach(() => office.cloud.faults.clear())
afterAll(() => office?.close())

const refusal = async (asked: Promise<unknown>): Promise<{ status: number; fields: string[]; rules: string[] }> => {
  const { status, problem } = await asked.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: ApiFailure) => error,
  )
  const told = (problem?.problems ?? []) as Json[]
  return { status, fields: told.map(({ field }) => field), rules: told.flatMap(({ rule }) => rule ?? []) }
}

describe('before the launch', () => {
  test('nobody approves her own drive, and nobody launches what was not approved', async () => {
    const { manager, approver, administrator } = office
    const id = (await aDrive(office, { contacts: 2 })).id
    await manager.post(`/campaigns/${id}/moves`, { move: 'withdraw' })
    expect(await refusal(manager.post(`/campaigns/${id}/moves`, { move: 'launch' }))).toMatchObject({ status: 409 })
    await manager.post(`/campaigns/${id}/moves`, { move: 'submit' })
    expect(await refusal(manager.post(`/campaigns/${id}/moves`, { move: 'launch' }))).toMatchObject({ status: 409 })
    // her role does not cover it; nor does the administrator's
    expect((await refusal(manager.post(`/campaigns/${id}/moves`, { move: 'approve' }))).fields).toEqual(['role'])
    expect((await refusal(administrator.post(`/campaigns/${id}/moves`, { move: 'approve' }))).fields).toEqual(['role'])
    await approver.post(`/campaigns/${id}/moves`, { move: 'approve' })
    expect(await manager.get(`/campaigns/${id}`)).toMatchObject({ status: 'approved' })
    // what was approved cannot be changed any more without being approved again
    const change = { name: 'Inna nazwa' }
    expect((await refusal(manager.patch(`/campaigns/${id}`, change))).fields).toEqual(['status'])
    await manager.post(`/campaigns/${id}/moves`, { move: 'withdraw' })
    await manager.patch(`/campaigns/${id}`, change)
    expect(await refusal(manager.post(`/campaigns/${id}/moves`, { move: 'launch' }))).toMatchObject({ status: 409 })
    expect((await manager.get(`/campaigns/${id}`)).approval).toBeUndefined()
  })

  test('a draft of a name alone is refused with everything that is missing, each with its rule', async () => {
    const { manager } = office
    const { id } = await manager.post('/campaigns', { name: 'Pusta' })
    const told = await refusal(manager.post(`/campaigns/${id}/moves`, { move: 'submit' }))
    expect(told.status).toBe(409)
    expect(told.fields).toEqual([
      ...['purpose', 'purposeClass', 'basis', 'privacy.controller', 'privacy.dataProtectionOfficer'],
      ...['privacy.dataSource', 'privacy.dataCategories', 'privacy.recipients', 'privacy.registerId'],
      ...['survey', 'list', 'plan', 'startsOn', 'endsOn'],
    ])
    expect(told.rules).toEqual(['L1', 'L20', 'L2', ...Array(6).fill('L1')])
  })

  const { privacy } = contentAt(0)
  test.each([
    ['no purpose', { purpose: { pl: ' ' } }, 'purpose', 'L1'],
    ['no controller', { privacy: { ...privacy, controller: ' ' } }, 'privacy.controller', 'L1'],
    [
      'no data protection officer',
      { privacy: { ...privacy, dataProtectionOfficer: '' } },
      'privacy.dataProtectionOfficer',
      'L1',
    ],
    ['no source of the data', { privacy: { ...privacy, dataSource: '' } }, 'privacy.dataSource', 'L1'],
    ['no categories of data', { privacy: { ...privacy, dataCategories: '' } }, 'privacy.dataCategories', 'L1'],
    ['no processors', { privacy: { ...privacy, recipients: '' } }, 'privacy.recipients', 'L1'],
    ['no entry in the register', { privacy: { ...privacy, registerId: '' } }, 'privacy.registerId', 'L1'],
    [
      'a DPIA without its reference',
      { privacy: { ...privacy, impactAssessment: { done: true, reference: '' } } },
      'privacy.impactAssessment',
      'L1',
    ],
  ] as const)('%s: the API itself refuses', async (_, content, field, rule) => {
    const id = await aDraft(office, { content: content as Json })
    const told = await refusal(office.manager.post(`/campaigns/${id}/moves`, { move: 'submit' }))
    expect(told.fields).toContain(field)
    expect(told.rules).toEqual([rule])
  })

  test('a basis that an office may not use, a field that does not exist and a wrong type are named', async () => {
    const told = await refusal(
      office.manager.post('/campaigns', {
        name: 'Zła',
        basis: '6(1)(f)',
        tracking: true,
        ramp: 'tak',
        window: { days: [8] },
      }),
    )
    expect(told.status).toBe(422)
    expect(told.fields).toEqual(expect.arrayContaining(['basis', 'tracking', 'ramp', 'window.days.0', 'window.from']))
  })
})

test('a manager sends the letters to herself: one in each language, marked, to nobody else, and nothing is counted', async () => {
  const drive = await aDrive(office, { contacts: 3 })
  const before = office.cloud.engines.ses.accepted()
  expect(await office.manager.post(`/campaigns/${drive.id}/letters/test`, { step: 0 })).toEqual({ sent: 3 })
  await office.cloud.idle()
  expect(office.cloud.engines.ses.accepted() - before).toBe(3)
  const { mails } = office.cloud.engines.ses.messages({ limit: 3 })
  expect(new Set(mails.map(({ to }) => to.join())).size).toBe(1)
  expect(drive.list.map(({ email }) => email)).not.toContain(mails[0]!.to[0])
  for (const { subject } of mails) expect(subject).toMatch(/^PRÓBA: Anna, /)
  expect(await drive.counts()).toMatchObject({ sent: 0 })
  await expect(office.approver.post(`/campaigns/${drive.id}/letters/test`, { step: 0 })).rejects.toMatchObject({
    status: 403,
  })
})

test('a create with the same Idempotency-Key happens once; one that was refused may be corrected and asked again', async () => {
  const { manager } = office
  const create = (key: string, body: object) => manager.post('/campaigns', body, { 'Idempotency-Key': key })
  const [first, again] = [await create('klucz-1', { name: 'Raz' }), await create('klucz-1', { name: 'Raz' })]
  expect(again).toEqual(first)
  const atOnce = await Promise.allSettled([1, 2, 3].map(() => create('klucz-2', { name: 'Naraz' })))
  const ids = atOnce.flatMap((end) => (end.status === 'fulfilled' ? [end.value.id] : []))
  expect(new Set(ids).size).toBe(1)
  const draft = await aDraft(office)
  const exporting = () =>
    manager.post(`/campaigns/${draft}/exports`, { format: 'csv' }, { 'Idempotency-Key': 'klucz-3' })
  expect((await refusal(exporting())).status).toBe(409) // not launched yet
  expect((await refusal(exporting())).status).toBe(409)
  const { campaigns } = await manager.get('/campaigns?limit=100')
  expect(campaigns.filter(({ name }: Json) => name === 'Raz' || name === 'Naraz')).toHaveLength(2)
})

describe('while it runs', () => {
  const dispatchQueue = () => office.cloud.name('dispatch').split('/').at(-1)!

  /** A big drive with the provider slow, some mails sent and many waiting in the queue. */
  const inFullSwing = async (contacts: number): Promise<Drive> => {
    const drive = await aDrive(office, { contacts: people(contacts, newDomain()) })
    office.cloud.faults.failSes({ kind: 'slow', milliseconds: 700, times: 1_000_000 })
    await drive.move('launch')
    // all pages at once besides, so that workers already hold parts that wait for their turn at the provider
    for (let page = 0; page < contacts / 100; page++) {
      office.cloud.engines.sqs.send(dispatchQueue(), JSON.stringify({ campaign: drive.id, page, step: 0 }))
    }
    await until(
      async () => drive.accepted(),
      (count) => count >= 300,
      30_000,
      20,
    )
    return drive
  }
  const waiting = () => {
    const { visible, inFlight, delayed } = office.cloud.engines.sqs.counts(dispatchQueue())
    return visible + inFlight + delayed
  }

  test('after a stop nothing more goes out within five seconds, however full the queue is', async () => {
    const drive = await inFullSwing(6_000)
    expect(waiting()).toBeGreaterThan(20)
    await drive.move('stop')
    await sleep(5_000)
    const sent = drive.accepted()
    expect(sent).toBeLessThan(3_000)
    await office.later(10 * minute) // past every delay and every sweep
    expect(drive.accepted()).toBe(sent)
    expect(drive.copies()).toEqual({ 0: 6_000 - sent, 1: sent })
    expect(await drive.view()).toMatchObject({ status: 'stopped', counts: { sent, inDoubt: 0 } })
    expect(await refusal(drive.move('resume'))).toMatchObject({ status: 409 })
  })

  test('a pause holds likewise; resumed, it reaches everybody who was left, and nobody twice', async () => {
    const drive = await inFullSwing(2_000)
    await drive.move('pause')
    await sleep(5_000)
    const sent = drive.accepted()
    expect(sent).toBeLessThan(2_000)
    await office.later(10 * minute) // past every delay and every sweep
    expect(drive.accepted()).toBe(sent)
    office.cloud.faults.clear()
    await drive.move('resume')
    await office.cloud.idle()
    await office.later(4 * minute)
    expect(drive.copies()).toEqual({ 1: 2_000 })
    expect(await drive.view()).toMatchObject({ status: 'running', counts: { sent: 2_000, inDoubt: 0 } })
  })

  test('a drive of dead addresses pauses by itself, goes on only when a person says so, and then does not pause again', async () => {
    const list = people(400, newDomain())
    for (const [n, person] of list.entries()) if (n % 5 === 0) person.email = person.email.replace('@', '+bounce@')
    const drive = await aDrive(office, { contacts: list, content: { ramp: true } })
    await drive.run()
    expect(drive.accepted()).toBe(200) // the ramp: 200 first
    await office.later(31 * minute)
    expect(await drive.view()).toMatchObject({
      status: 'paused',
      pausedBecause: 'bounces',
      counts: { hardBounced: 40 },
    })
    expect(drive.accepted()).toBe(200)
    await drive.move('resume')
    await office.cloud.idle()
    await office.later(minute)
    expect(drive.copies()).toEqual({ 1: 400 })
    expect(await drive.view()).toMatchObject({ status: 'running', counts: { sent: 400, hardBounced: 80 } })
  })

  test('outside its window it waits, and goes on when the window opens; after its last day it is finished', async () => {
    const at = office.cloud.clock.now()
    const tomorrow = new Date(at + 86_400_000).toISOString().slice(0, 10)
    const window = { days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '20:00', holidays: true, closedDays: [] }
    const content = { window, startsOn: tomorrow, endsOn: tomorrow }
    const drive = await aDrive(office, { contacts: 120, content })
    await drive.run()
    await office.later(minute)
    expect(drive.copies()).toEqual({ 0: 120 })
    office.cloud.clock.set(Date.parse(`${tomorrow}T07:59:00Z`)) // 8:59 in Poznan
    await office.cloud.idle()
    expect(drive.copies()).toEqual({ 0: 120 })
    await office.later(2 * minute)
    expect(drive.copies()).toEqual({ 1: 120 })
    await office.later(24 * 60 * minute)
    expect(await drive.view()).toMatchObject({ status: 'finished', counts: { sent: 120 } })
  })
})
