/** Asking to be called, over the real stores: who may, when, what is kept, and how it is called off. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressHash } from '../../../shared/objection/objection.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { aDrive, type Setting } from './set-up.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables.close())

const plan = [
  ...aCampaign().plan,
  { kind: 'agents' as const, scripts: { pl: 'Dzień dobry!' }, stop: ['answered' as const] },
]
const aDriveByPhone = (setting: Setting = {}) => aDrive(tables, { ...setting, campaign: { plan, ...setting.campaign } })
const [anna, oleh, emma] = [0, 1, 2]

test('she is asked when, and the promise is kept from the web', async () => {
  const drive = await aDriveByPhone()
  const { get, post } = drive.visitor()
  const path = `/s/${drive.token(anna)}`
  const start = await get(path)
  expect(start.html).toContain(`href="${path}/call"`)
  const page = await get(`${path}/call`)
  expect(page.status).toBe(200)
  expect(page.html).toContain('…\u2060201')
  expect(page.html).toContain('…\u2060234')
  expect(page.html).not.toContain('600100201')
  expect(page.html).toContain('wtorek, 10\u00a0marca')
  const asked = await post(`${path}/call`, { do: 'ask', day: '2026-03-12', time: '10:00' })
  expect([asked.status, asked.location]).toEqual([303, `${path}/call`])
  expect((await drive.calls.ofPerson(drive.whom(anna))).callback).toMatchObject({
    ...{ state: 'open', at: '2026-03-12T09:00:00.000Z', from: 'web', tries: 0, madeAt: aTuesday.toISOString() },
    list: `${drive.campaign.id}#callback`,
  })
  expect((await get(`${path}/call`)).html).toContain('czwartek, 12\u00a0marca, między 10:00 a\u00a011:00')
  expect((await get(path)).html).toContain('czwartek, 12\u00a0marca, między 10:00 a\u00a011:00')
})

test('another time takes the place of the one before; called off, nothing is due', async () => {
  const drive = await aDriveByPhone()
  const { get, post } = drive.visitor()
  const path = `/s/${drive.token(anna)}/call`
  const callback = async () => (await drive.calls.ofPerson(drive.whom(anna))).callback
  await post(path, { do: 'ask', day: '2026-03-12', time: '10:00' })
  await post(path, { do: 'ask', day: '2026-03-13', time: '19:00' })
  expect((await callback())!.at).toBe('2026-03-13T18:00:00.000Z')
  const off = await post(path, { do: 'withdraw' })
  expect(off.location).toBe(`${path}?withdrawn`)
  const after = (await callback())!
  expect([after.state, after.list, after.dueAt]).toEqual(['withdrawn', undefined, undefined])
  expect((await get(off.location!)).html).toContain('Telefon odwołany.')
  await post(path, { do: 'withdraw' }) // twice is once
  await post(path, { do: 'ask', day: '2026-03-12', time: '10:00' })
  expect((await callback())!.state).toBe('open')
})

test.each([
  ['nothing', {}, ['Wybierz dzień', 'Wybierz godzinę']],
  ['no time', { day: '2026-03-12' }, ['Wybierz godzinę']],
  ['a time that is over today', { day: '2026-03-10', time: '10:00' }, ['już za późno']],
  ['a Sunday', { day: '2026-03-15', time: '10:00' }, ['Wybierz dzień']],
  ['a time outside the window', { day: '2026-03-12', time: '21:00' }, ['już za późno']],
  ['a day in a year', { day: '2027-03-12', time: '10:00' }, ['Wybierz dzień']],
  ['no day at all', { day: 'jutro', time: '<b>' }, ['Wybierz dzień', 'Wybierz godzinę']],
])('%s is no time to call', async (_, fields, texts) => {
  const drive = await aDriveByPhone()
  const answer = await drive
    .visitor()
    .post(`/s/${drive.token(anna)}/call`, { do: 'ask', ...fields } as Record<string, string>)
  expect(answer.status).toBe(422)
  for (const text of texts) expect(answer.html).toContain(text)
  expect((await drive.calls.ofPerson(drive.whom(anna))).callback).toBeUndefined()
})

test('nobody promises a call to her who has objected in another drive, under any of her numbers', async () => {
  const drive = await aDriveByPhone()
  await drive.objections.object(addressHash(drive.office.address, '+48618781234'), 'all', 'page', aTuesday)
  const { get, post } = drive.visitor()
  const path = `/s/${drive.token(anna)}/call`
  expect((await get(path)).html).not.toContain('name="day"')
  expect((await post(path, { do: 'ask', day: '2026-03-12', time: '10:00' })).status).toBe(409)
  expect((await drive.calls.ofPerson(drive.whom(anna))).callback).toBeUndefined()
})

test('a day after the end of the drive is not offered', async () => {
  const drive = await aDriveByPhone({ campaign: { endsOn: '2026-03-11' } })
  const answer = await drive
    .visitor()
    .post(`/s/${drive.token(anna)}/call`, { do: 'ask', day: '2026-03-12', time: '10:00' })
  expect(answer.status).toBe(422)
})

test('she reads it in her own language', async () => {
  const drive = await aDriveByPhone()
  const page = await drive.visitor().get(`/s/${drive.token(oleh)}/call`)
  expect(page.html).toContain('вівторок, 10\u00a0березня')
  expect(page.html).toContain('…\u2060202')
})

test.each<[string, (drive: Awaited<ReturnType<typeof aDriveByPhone>>) => unknown, number]>([
  ['has no number', () => {}, emma],
  ['takes part in a drive without agents', (drive) => drive.change({ plan: aCampaign().plan }), anna],
  ['comes after the drive', (drive) => drive.change({ endsOn: '2026-03-09' }), anna],
  ['comes to a stopped drive', (drive) => drive.change({ status: 'stopped' }), anna],
  [
    'has a revoked link',
    (drive) =>
      drive.contacts.putFact(drive.campaign.id, 0, { index: anna, kind: 'revoked', at: aTuesday.toISOString() }),
    anna,
  ],
])('who %s is not called', async (_, prepare, who) => {
  const drive = await aDriveByPhone()
  await prepare(drive)
  const { get, post } = drive.visitor()
  expect((await get(`/s/${drive.token(who)}`)).html).not.toContain('/call"')
  expect((await get(`/s/${drive.token(who)}/call`)).status).toBe(404)
  expect((await post(`/s/${drive.token(who)}/call`, { do: 'ask', day: '2026-03-12', time: '10:00' })).status).toBe(404)
  expect((await drive.calls.ofPerson(drive.whom(who))).callback).toBeUndefined()
})

test.each(['objected', 'complained'] as const)('who %s is told that nobody may call', async (kind) => {
  const drive = await aDriveByPhone()
  await drive.contacts.putFact(drive.campaign.id, 0, { index: anna, kind, at: aTuesday.toISOString() })
  const { get, post } = drive.visitor()
  const path = `/s/${drive.token(anna)}/call`
  expect((await get(path)).html).toContain('Nie możemy do Ciebie zadzwonić')
  expect((await post(path, { do: 'ask', day: '2026-03-12', time: '10:00' })).status).toBe(409)
  expect((await drive.calls.ofPerson(drive.whom(anna))).callback).toBeUndefined()
})

test('a link for another purpose asks for nothing', async () => {
  const drive = await aDriveByPhone()
  expect((await drive.visitor().get(`/s/${drive.token(anna, 'objection')}/call`)).status).toBe(404)
})

test('an objection on the page is kept under her e-mail address and all of her numbers', async () => {
  const drive = await aDriveByPhone()
  await drive.visitor().post(`/o/${drive.token(anna, 'objection')}`, { scope: 'purpose' })
  for (const address of ['anna@example.org', '+48600100201', '+48618781234']) {
    const hashes = [addressHash(drive.office.address, address)]
    expect(await drive.objections.objected(hashes, 'cmp_000000000009', 'survey')).toBe(true)
    expect(await drive.objections.objected(hashes, 'cmp_000000000009', 'reminder')).toBe(false)
  }
})
