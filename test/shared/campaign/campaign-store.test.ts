/** Campaigns in the real table: written over the version that was read or not at all, listed once each, frozen surveys. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { Conflict, NotFound } from '../../../shared/platform/errors.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { aCampaign } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

let tables: TestTables
let store: ReturnType<typeof campaignStore>
beforeAll(async () => {
  tables = await startTables()
  store = campaignStore(tables.db, tables.names.Campaigns)
})
afterAll(() => tables?.close())

test('what was created is read back as it was, letters and accents and all', async () => {
  const campaign = aCampaign({
    id: newId('cmp'),
    name: 'Zażółć „gęślą” jaźń – ґанок 🦔',
    wrappedKey: new Uint8Array([0, 255, 7]),
  })
  await store.create(campaign)
  const read = await store.get(campaign.id)
  expect({ ...read, wrappedKey: [...read.wrappedKey] }).toEqual({ ...campaign, writers: [], wrappedKey: [0, 255, 7] })
})

test('an id that is taken is not taken twice; one that is not there is not found', async () => {
  const campaign = aCampaign({ id: newId('cmp') })
  await store.create(campaign)
  await expect(store.create({ ...campaign, name: 'Inna' })).rejects.toThrow(Conflict)
  expect((await store.get(campaign.id)).name).toBe(campaign.name)
  await expect(store.get(newId('cmp'))).rejects.toThrow(NotFound)
})

test('of ten who save at the same time one does, and the others are told to read again', async () => {
  const campaign = aCampaign({ id: newId('cmp') })
  await store.create(campaign)
  const saves = Array.from({ length: 10 }, (_, n) => store.save({ ...campaign, name: `Zapis ${n}` }))
  const ends = await Promise.allSettled(saves)
  const done = ends.filter((end) => end.status === 'fulfilled')
  expect(done).toHaveLength(1)
  for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(Conflict)
  expect(await store.get(campaign.id)).toMatchObject({ version: campaign.version + 1, name: done[0]!.value.name })
})

test('the list has every campaign once, the newest first, page by page; what lies beside them is not in it', async () => {
  const ids = Array.from({ length: 7 }, () => newId('cmp'))
  for (const [n, id] of ids.entries()) {
    await store.create(aCampaign({ id, createdAt: `2030-01-0${n + 1}T08:00:00.000Z` }))
    await store.putSurvey(id, 1, { pages: [] })
  }
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await store.list(3, cursor)
    expect(page.campaigns.length).toBeLessThanOrEqual(3)
    seen.push(...page.campaigns.map(({ id }) => id))
    cursor = page.cursor
  } while (cursor)
  expect(seen.slice(0, 7)).toEqual(ids.toReversed())
  expect(new Set(seen).size).toBe(seen.length)
})

test('the clock is given every running campaign, and none of the others', async () => {
  const before = new Set((await store.running()).map(({ id }) => id))
  const made = await Promise.all(
    (['draft', 'running', 'paused', 'running', 'stopped'] as const).map(async (status) => {
      const campaign = aCampaign({ id: newId('cmp'), status })
      await store.create(campaign)
      return campaign
    }),
  )
  const found = (await store.running()).map(({ id }) => id).filter((id) => !before.has(id))
  expect(found.sort()).toEqual(
    made
      .filter(({ status }) => status === 'running')
      .map(({ id }) => id)
      .sort(),
  )
})

test('a survey is frozen under its version', async () => {
  const id = newId('cmp')
  await store.putSurvey(id, 1, { pages: [{ name: 'pierwsza', elements: [] }] })
  await store.putSurvey(id, 2, { pages: [] })
  expect(await store.survey(id, 1)).toEqual({ pages: [{ name: 'pierwsza', elements: [] }] })
  await expect(store.survey(id, 3)).rejects.toThrow(NotFound)
})

test('the office has one key, whoever asks for it first, and however many at once', async () => {
  await expect(store.officeKey()).rejects.toThrow(NotFound)
  const asked = Array.from({ length: 8 }, (_, n) => store.ensureOfficeKey(async () => new Uint8Array([n])))
  const keys = (await Promise.all(asked)).map(([byte]) => byte)
  expect(new Set(keys).size).toBe(1)
  expect([...(await store.officeKey())]).toEqual([keys[0]])
})
