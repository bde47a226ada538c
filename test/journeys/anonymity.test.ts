/**
 * A whole anonymous drive, and an attacker who has everything in hand that it leaves behind: he does no better than somebody who
 * knows nothing. Against a confidential drive the same attacker wins, so the test can fail. (A1-A3)
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCloud, type TestCloud } from '../builders/cloud.ts'
import { codeOf, type Watched, watchDrive } from '../builders/watched-drive.ts'
import { type Attack, attack, mostByChance } from '../security/attacker.ts'

let office: TestCloud
let watched: Watched
let found: Attack

beforeAll(async () => {
  office = await startCloud()
  const options = { anonymity: 'anonymous', contacts: 200, answering: 120, leaving: 12, seed: 1 } as const
  watched = await watchDrive(office.cloud, office.data, options)
  found = attack(watched.evidence, watched.truth)
})
afterAll(() => office?.close())

test('the attacker names no more people rightly than chance', () => {
  console.log(
    `anonymity.attackerAdvantage: ${(found.accuracy - found.chance).toFixed(4)} (right ${found.accuracy.toFixed(4)}, chance ${found.chance.toFixed(4)}, ${found.people} people)`,
  )
  expect(found.people).toBe(120)
  expect(found.accuracy * found.people).toBeLessThanOrEqual(mostByChance)
})

test('nothing known of people goes with anything known of answers', () => {
  console.log(
    `strongest signal: ${found.strongest.signal}, ${found.strongest.correlation.toFixed(3)} of ${found.strongest.bound.toFixed(3)}`,
  )
  expect(found.strongest.correlation).toBeLessThan(found.strongest.bound)
})

test('all answers are there and each once, so it is no wonder of an empty table', () => {
  const { tables, campaign } = watched.evidence
  const records = tables[office.cloud.name('Anonymous')]!.filter((item) => codeOf(item))
  expect(records.map((item) => codeOf(item)).sort()).toEqual([...watched.truth.values()].sort())
  expect(JSON.stringify(records)).toContain(campaign)
})

test('no stream, no snapshot, no log, no queue and no file holds an answer or the key of one', () => {
  const { tables, streams, snapshots, lines } = watched.evidence
  const records = tables[office.cloud.name('Anonymous')]!.filter((item) => codeOf(item))
  expect(streams.filter(({ after }) => codeOf(after))).toEqual([])
  expect(snapshots.flatMap(({ items }) => items).filter((item) => codeOf(item))).toEqual([])
  const text = lines.join('\n')
  expect(lines.length).toBeGreaterThan(50)
  expect(records.filter(({ item }) => text.includes(String(item)))).toEqual([])
  expect(text).not.toMatch(/\/a\/[0-9a-z]{12}\.|Bo tak uważam/)
  expect(streams.length).toBeGreaterThan(0) // mails were sent, and told by their stream
})

test('who used her link is reminded no more, everybody else once', async () => {
  const { list } = watched.evidence
  const mails = office.cloud.engines.ses.messages({ search: '@watched1.', limit: 10_000 }).mails
  expect(mails.length).toBeGreaterThan(list.length)
  expect(mails.length).toBeLessThan(2 * list.length)
  const copies = new Map<string, number>()
  for (const { to } of mails) copies.set(to[0]!, (copies.get(to[0]!) ?? 0) + 1)
  expect(Math.max(...copies.values())).toBe(2)
  const silent = list.filter((_, place) => !watched.truth.has(place))
  expect(silent.filter(({ email }) => copies.get(email) === 2).length).toBeGreaterThanOrEqual(silent.length - 12)
})

test('the counts that staff saw grew by nobody or by at least five', () => {
  const counts = [0, ...watched.shown.map(({ answered }) => answered)]
  const steps = counts.slice(1).map((count, n) => count - counts[n]!)
  expect(steps.filter((step) => step > 0 && step < 5)).toEqual([])
  expect(counts.at(-1)).toBeGreaterThan(100)
})

describe('the same attacker', () => {
  test('names everybody in a confidential drive, and most of them by times alone', async () => {
    const options = { anonymity: 'confidential', contacts: 60, answering: 40, leaving: 4, seed: 2 } as const
    const open = await watchDrive(office.cloud, office.data, options)
    expect(attack(open.evidence, open.truth, 10).accuracy).toBe(1)
    // Without names and keys: only when people did something, and when answers came.
    const { evidence } = open
    const renamed = new Map<string, string>()
    const masked = Object.values(evidence.tables)
      .flat()
      .map((item) => {
        if (!codeOf(item)) return item
        const key = `${String(item.page)}/${String(item.index)}`
        renamed.set(key, `r${renamed.size}`)
        return { ...item, page: `${evidence.campaign}#x`, index: renamed.get(key)! }
      })
    const blind = { ...evidence, tables: { all: masked } }
    expect(attack(blind, open.truth, 10).accuracy).toBeGreaterThan(0.25) // ten times what chance gives
  })
})
