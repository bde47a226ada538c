/** The end of retention on the real engine: when it is due, that nothing is left, and that a job killed half way is finished by the next. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginDay } from '../../../functions/erase/day.ts'
import type { EraseDeps } from '../../../functions/erase/deps.ts'
import { eraseDrive } from '../../../functions/erase/erase-drive.ts'
import { contactSteps } from '../../../shared/erasure/protocol.ts'
import { type EraseHouse, startErasing } from './set-up.ts'

let house: EraseHouse
beforeAll(async () => {
  house = await startErasing()
})
afterAll(() => house?.close())

const due = new Date('2027-05-01T03:00:00Z') // twelve months after 1 June 2026 are promised: 36 days before

const expected = {
  key: 1,
  pages: 2 + 130, // pages, facts
  addresses: 2,
  responses: 44,
  calls: 44,
  visits: 44,
  anonymous: 1,
  texts: 1,
  desk: 2,
  files: 2,
}

test('nothing goes a day too early, and on the day everything but the record', async () => {
  const { id, list } = await house.aDriveWithPeople(130)
  house.clock.at = new Date('2027-04-24T10:00:00Z')
  await eraseDrive(id, 'contacts', house.deps)
  expect(await house.deps.protocols.ofDrive(id, 'contacts')).toBeUndefined()

  house.clock.at = due
  house.asked.length = 0
  await beginDay(house.deps)
  expect(house.asked).toContainEqual({ kind: 'drive', campaign: id, work: 'contacts' })
  await eraseDrive(id, 'contacts', house.deps)
  const protocol = await house.deps.protocols.ofDrive(id, 'contacts')
  expect(protocol).toMatchObject({ name: 'Ocena usług medycznych', promised: '2027-06-01', erasedOn: '2027-05-01' })
  expect(protocol!.found).toEqual(expected)

  const left = await house.everything()
  expect(left).not.toMatch(new RegExp(`kanarek\\d+@${id.slice(4)}`))
  expect(left).not.toContain('Kanarkowska')
  expect(left).not.toContain(`o świcie ${id}`)
  expect(left).not.toContain('who#of-her-') // the marks of her visits by her addresses
  expect(await house.deps.files.keys(`uploads/${id}/`)).toEqual([])
  expect(await house.deps.files.keys(`exports/${id}/`)).toEqual([])

  const after = await house.campaigns.get(id)
  expect(after).toMatchObject({ erasedOn: '2027-05-01', list: { contacts: list!.contacts } })
  expect((await house.results.progress(id)).answered).toBe(44)
  expect(await house.campaigns.survey(id, 1)).toBeDefined()
  await expect(house.deps.keysOf(after)).resolves.toBeDefined() // a warm function remembers it for a while
  await expect(house.halves.read(id)).rejects.toThrow('destroyed')

  house.asked.length = 0
  await beginDay(house.deps)
  expect(house.asked).toEqual([])
})

/** Throws at the n-th act of the kind that changes something. */
function killedAt(n: number, deps: EraseDeps): EraseDeps {
  let left = n
  const act = async <T>(work: () => Promise<T>): Promise<T> => {
    if (left-- === 0) throw new Error('killed')
    return work()
  }
  return {
    ...deps,
    halves: { ...deps.halves, destroy: (id) => act(() => deps.halves.destroy(id)) },
    files: { ...deps.files, remove: (keys) => act(() => deps.files.remove(keys)) },
    protocols: { ...deps.protocols, saveDrive: (protocol) => act(() => deps.protocols.saveDrive(protocol)) },
    campaigns: { ...deps.campaigns, save: (campaign) => act(() => deps.campaigns.save(campaign)) },
    tables: Object.fromEntries(
      Object.entries(deps.tables).map(([name, store]) => [
        name,
        { ...store, remove: (partition: string, keys: readonly string[]) => act(() => store.remove(partition, keys)) },
      ]),
    ) as EraseDeps['tables'],
  }
}

test('killed again and again, at every act in turn, it is finished and counts nothing twice', async () => {
  const { id } = await house.aDriveWithPeople(130)
  house.clock.at = due
  let kills = 0
  for (let n = 0; kills < 200; n++) {
    try {
      await eraseDrive(id, 'contacts', killedAt(n % 23, house.deps))
      break
    } catch (error) {
      expect((error as Error).message).toBe('killed')
      kills++
    }
  }
  expect(kills).toBeGreaterThan(10)
  const protocol = await house.deps.protocols.ofDrive(id, 'contacts')
  expect(protocol?.doneAt).toBeDefined()
  expect(protocol!.found).toEqual(expected)
  expect(await house.everything()).not.toMatch(new RegExp(`kanarek\\d+@${id.slice(4)}`))
})

test('a killed job leaves nobody readable: the key is what goes first', async () => {
  expect(contactSteps[0]).toBe('key')
  const campaign = await house.aDriveWithPeople(3)
  house.clock.at = due
  await expect(eraseDrive(campaign.id, 'contacts', killedAt(3, house.deps))).rejects.toThrow('killed')
  await expect(house.halves.read(campaign.id)).rejects.toThrow('destroyed')
})

test('two messages for one drive at once: one works, nothing is counted twice', async () => {
  const { id } = await house.aDriveWithPeople(130)
  house.clock.at = due
  const ends = await Promise.allSettled([
    eraseDrive(id, 'contacts', house.deps),
    eraseDrive(id, 'contacts', house.deps),
  ])
  expect(ends.map(({ status }) => status)).toContain('rejected') // the queue tells it again
  await eraseDrive(id, 'contacts', house.deps)
  expect((await house.deps.protocols.ofDrive(id, 'contacts'))!.found).toEqual(expected)
})

test('what is too long for one function goes on with the next message', async () => {
  const { id } = await house.aDriveWithPeople(130)
  house.clock.at = due
  let times = 0
  for (let done = false; !done; times++) {
    let stretches = 2
    house.asked.length = 0
    await eraseDrive(id, 'contacts', { ...house.deps, hasTime: () => stretches-- > 0 })
    done = house.asked.length === 0
  }
  expect(times).toBeGreaterThan(3)
  expect((await house.deps.protocols.ofDrive(id, 'contacts'))!.found).toEqual(expected)
})

test.each([
  ['B', true],
  ['BE', false],
  ['A', false],
] as const)('a record of category %s: destroyed by itself when its years are over: %s', async (category, goes) => {
  const { privacy } = await house.aDriveWithPeople(1)
  const { id } = await house.aDriveWithPeople(1, {
    privacy: { ...privacy!, records: { jrwa: '0642', category, years: 5 } },
  })
  house.clock.at = due
  await eraseDrive(id, 'contacts', house.deps)
  house.clock.at = new Date('2031-12-31T10:00:00Z')
  await eraseDrive(id, 'record', house.deps)
  expect((await house.campaigns.get(id)).name).toBeDefined()
  house.clock.at = new Date('2032-01-01T03:00:00Z')
  house.asked.length = 0
  await beginDay({ ...house.deps, audit: { ...house.deps.audit, anchor: async () => [] } }) // five years of anchors take a while
  expect(house.asked.some((message) => message.kind === 'drive' && message.campaign === id)).toBe(goes)
  await eraseDrive(id, 'record', house.deps)
  if (!goes) return void expect((await house.campaigns.get(id)).name).toBeDefined()
  await expect(house.campaigns.get(id)).rejects.toThrow()
  expect(await house.deps.tables.campaigns.keys(id)).toEqual([])
  expect(await house.deps.tables.results.keys(id)).toEqual([])
  const proof = await house.deps.protocols.ofDrive(id, 'record')
  expect(proof).toMatchObject({ erasedOn: '2032-01-01', found: { drive: 1 } })
  await eraseDrive(id, 'record', house.deps) // told again: done is done
})
