/** The telephone at its worst on the whole local cloud: a drive that stops while fifty calls ring, workers that die, a network that tells half. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { importContacts, until } from '../../local/api.ts'
import type { Call, Callback } from '../../shared/call/call.ts'
import { pageKey } from '../../shared/contact/contact.ts'
import { minute, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDraft, driveOf } from '../builders/drive.ts'
import { phoneSurvey } from '../builders/phone-survey.ts'
import { atTheSameTime, truthOf } from '../builders/phone-truth.ts'

let office: TestCloud
beforeEach(async () => {
  office = await startCloud({ parameters: { ConnectLines: '60' } })
  office.cloud.connect.settings.lines = 60
  return () => office.close()
})
afterEach(() => office.cloud.faults.clear())

/** A drive of automated calls to telephones that end so, in this order; launched. */
async function calling(endings: string[]): Promise<string> {
  const id = await aDraft(office, {
    survey: { definition: phoneSurvey },
    content: {
      plan: [{ kind: 'call', openings: { pl: 'Pytamy, jak było w przychodni.' }, stop: ['answered', 'objected'] }],
    },
  })
  const rows = endings.map(
    (ending, n) => `osoba${n}@faults.example.org;Osoba ${n};6001${String(n).padStart(3, '0')}${ending};pl`,
  )
  const file = new Blob([`Adres e-mail;Imię;Telefon;Język\r\n${rows.join('\r\n')}\r\n`])
  await importContacts(office.manager, id, { name: 'kontakty.csv', content: file })
  const drive = driveOf(office, id, [])
  await drive.approve()
  await drive.move('launch')
  return id
}

/** What was kept of a drive's calls, and what was promised. */
async function keptOf(id: string): Promise<{ calls: Call[]; promises: Callback[] }> {
  const { Items = [] } = await office.db.send(
    new QueryCommand({
      TableName: office.cloud.name('Calls'),
      KeyConditionExpression: '#page = :page',
      ExpressionAttributeNames: { '#page': 'page' },
      ExpressionAttributeValues: { ':page': pageKey(id, 0) },
      ConsistentRead: true,
    }),
  )
  return {
    calls: Items.filter(({ n }) => n !== undefined) as Call[],
    promises: Items.filter(({ item }) => item.endsWith('#callback')) as Callback[],
  }
}

const waitFor = (isSo: () => boolean) => until(async () => isSo(), Boolean, 90_000)

test('the drive is stopped while fifty calls ring and talk: all end, nobody is called again, a promise stands', async () => {
  const { connect } = office.cloud
  // One asks for a person, some talk, the others let it ring for a minute: more than are ever called, however slow the machine.
  const id = await calling([
    '07',
    ...Array(9).fill('05'),
    ...Array(60).fill('02'),
    '05',
    '05',
    ...Array(120).fill('02'),
  ])
  await waitFor(() => connect.open().length >= 30)
  office.cloud.clock.advance(10_000)
  await waitFor(() => connect.open().length >= 50)
  await until(
    () => keptOf(id),
    ({ promises }) => promises.length === 1,
  )
  await waitFor(() => connect.open().some(({ call }) => call.state === 'talking'))
  const talking = connect.open().filter(({ call }) => call.state === 'talking')
  expect(talking.length).toBeGreaterThan(0)
  const called = connect.calls().length
  await office.manager.post(`/campaigns/${id}/moves`, { move: 'stop' })

  for (let n = 0; n < 6; n++) await office.later(minute / 2)
  expect(connect.open()).toEqual([])
  const rings = connect.calls()
  expect(rings).toHaveLength(called)
  expect(rings.every(({ nth }) => nth === 1)).toBe(true)
  for (const { call } of talking) {
    expect([call.reason, call.said.at(-1)]).toEqual(['CONTACT_FLOW_DISCONNECT', expect.stringMatching(/Do widzenia/)])
  }
  const { calls, promises } = await keptOf(id)
  expect(calls).toHaveLength(called)
  expect(calls.every(({ state, outcome }) => state === 'closed' && outcome)).toBe(true)

  await office.later(180 * minute)
  expect(connect.calls()).toHaveLength(called)
  expect(promises).toMatchObject([{ state: 'open' }])
  const { lists } = await office.agent.get('/calls/lists')
  expect(lists).toMatchObject([{ list: `${id}#callback`, promisesOnly: true }])
  await office.agent.put('/calls/lists', { lists: [`${id}#callback`], languages: ['pl'], skills: [] })
  const { call } = await office.agent.post('/calls/next')
  expect(call).toMatchObject({ call: `${id}.0.0.2`, promised: true })
})

test('workers die while calls go on, events come twice, late or never: each attempt ends once, as it truly ended', async () => {
  const { connect, faults } = office.cloud
  connect.faults.chance({
    droppedEvents: 0.25,
    doubledEvents: 0.25,
    shuffledEvents: 0.25,
    turnTwice: 0.25,
    lostAnswers: 0.1,
    reasonAfterMs: 2_000,
    seed: 7,
  })
  const endings = ['01', '03', '04', '05', '06', '07', '08', '09', '11', '12', '13', '14', '05', '05', '12', '14']
  const id = await calling(endings)
  // It has dialled, and dies before it could ask for its check; then all of them, in the middle of whatever they do.
  await faults.killWorkerAt('place-calls', { after: 'connect:StartOutboundVoiceContact' })
  for (const folder of ['hear-back', 'place-calls', 'talk', 'hear-back', 'place-calls']) {
    office.cloud.clock.advance(minute / 4)
    await new Promise((resolve) => setTimeout(resolve, 700))
    office.cloud.killWorker(folder)
  }
  for (let n = 0; n < 9; n++) await office.later(4 * minute)

  const rings = connect.calls()
  expect(new Set(rings.map(({ to }) => to)).size).toBe(endings.length)
  expect(atTheSameTime(rings, ({ to }) => to)).toEqual([])
  const { calls } = await keptOf(id)
  expect(Object.fromEntries(calls.map(({ index, n, outcome }) => [`${id}.0.${index}.${n}`, outcome]))).toEqual(
    Object.fromEntries(truthOf(rings)),
  )
}, 300_000)
