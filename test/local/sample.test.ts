/** The sample drive by telephone, small: what a newcomer finds after the first start. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf } from '../../local/api.ts'
import { endings } from '../../local/engines/connect-residents.ts'
import { workAgents } from '../../local/sample-agents.ts'
import { phoneFile } from '../../local/sample-people.ts'
import { runPhoneSample } from '../../local/sample-phone.ts'
import { runVisitSample } from '../../local/sample-visits.ts'
import { checkPhone } from '../../shared/contact/phone.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'

const rowsOf = (people: number) =>
  phoneFile(people, '1.11.2026')
    .trim()
    .split('\r\n')
    .slice(1)
    .map((row) => {
      const [email, , , phone, , language] = row.split(';')
      return { email, phone: phone!, language }
    })

test('the list that is called: everybody has a number of her own that can be dialled, and all kinds of residents are on it', () => {
  const rows = rowsOf(300)
  expect(new Set(rows.map(({ phone }) => phone)).size).toBe(300)
  expect(new Set(rows.map(({ email }) => email)).size).toBe(300)
  expect(rows.filter(({ phone }) => checkPhone(phone).reason)).toEqual([])
  expect(rows.filter(({ email }) => !/^[a-z.]+\.\d{3}@example\.net$/.test(email!))).toEqual([])
  const called = rows.filter(({ language }) => language !== 'uk').map(({ phone }) => phone.slice(-2))
  expect([...new Set(called)].sort()).toEqual(Object.keys(endings).sort())
  expect(called.filter((ending) => ending === '00').length).toBeGreaterThanOrEqual(300 / 8 - 1)
})

let office: TestCloud
beforeAll(async () => {
  office = await startCloud()
})
afterAll(() => office?.close())

test('a service with two points has visits in the coming days, with and without e-mail', async () => {
  const { cloud, manager } = office
  const id = await runVisitSample(cloud, () => {})
  const { points } = await manager.get(`/services/${id}`)
  expect(points.map(({ name }: { name: string }) => name)).toEqual(['Centrum', 'Rataje'])
  const days = await Promise.all(
    points.map((point: { id: string }) => manager.get(`/services/${id}/points/${point.id}/days/2026-11-25`)),
  )
  // Which of the two points a visit is at hangs on their ids.
  const booked = days.flatMap(({ times }) => times.flatMap(({ visits }: { visits: { name: string }[] }) => visits))
  expect(booked.length).toBeGreaterThan(1)
  await cloud.idle()
  const told = cloud.engines.ses.messages({ search: '@example.net', limit: 100 }).mails
  expect(told.length).toBe(18)
})

test('e-mails, then calls, which the browser’s telephone hears; then two agents leave pages that are alive', async () => {
  const { cloud, manager, later } = office
  const said: string[] = []
  const id = await runPhoneSample(cloud, { people: 32, say: (line) => said.push(line) })
  expect(said.at(-1)).toContain('10 at a time')
  await later(minute)
  expect((await manager.get(`/campaigns/${id}`)).counts).toMatchObject({ contacts: 32, sent: 32 })
  expect(cloud.connect.calls().some(({ resident }) => resident === 'browser phone')).toBe(true)

  const outcomes = await workAgents(cloud, id, { pace: 0 })
  // in turn, but for who of the two was faster
  expect(outcomes.slice(0, 6).sort()).toEqual([
    ...['callback', 'callback', 'complete', 'complete', 'no_answer', 'voicemail'],
  ])
  const phones = await manager.get('/phones')
  expect(phones.agents.map(({ name, call }: { name: string; call?: string }) => [name, call])).toEqual([
    ['Oksana Kowalenko', undefined],
    ['Tomasz Lis', undefined],
  ])
  expect(phones.lists).toMatchObject([{ campaign: id, talking: 0, late: 0 }])

  // Six minutes later one of the two promises is due, and is what an agent gets first.
  await later(6 * minute)
  const anna = apiOf(cloud.url, await cloud.token('agent'))
  await anna.put('/calls/lists', { lists: [phones.lists[0].list], languages: ['pl', 'uk'], skills: [] })
  expect((await anna.post('/calls/next')).call).toMatchObject({ campaign: id, promised: true })
  const { calls, reached, answered } = (await manager.get(`/campaigns/${id}`)).counts
  expect(calls).toBeGreaterThan(outcomes.length)
  expect(reached).toBeGreaterThan(0)
  expect(answered).toBeGreaterThan(2)
  expect(office.said.filter((line) => /failed|given up/.test(line))).toEqual([])
}, 120_000)

test('agents who are called off stop in silence', async () => {
  expect(await workAgents(office.cloud, 'cmp_000000000000', { signal: AbortSignal.abort() })).toEqual([])
})
