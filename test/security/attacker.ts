/**
 * Somebody who has everything in hand that a drive leaves behind, and tries to say whose answers are whose. He looks at names
 * and keys, at times, at orders, at languages, at sizes, at batches; the same attacker for every mode.
 */
import { createHash } from 'node:crypto'
import { randomFrom } from '../../local/resident.ts'
import { codeOf, type Evidence, type Truth } from '../builders/watched-drive.ts'

type Item = Record<string, unknown>

/** A record of answers that he found, with all that he knows of it besides the answers. */
interface Record_ {
  code: string
  /** Every text and number of the item but its answers. */
  words: string[]
  /** Its place among all records: in the engine's order, and in the order of streams. */
  place: number
  /** When it came, where anything tells: milliseconds. */
  came: number | undefined
  language: string | undefined
  /** How many bytes it takes. */
  size: number
}

/** Somebody on the list, with all that he knows of her. */
interface Suspect {
  n: number
  page: number
  index: number
  language: string
  /** Texts by which she goes, and hashes of these. */
  names: Set<string>
  /** When something happened to her that she did herself. */
  acted: number | undefined
  /** Whether she was spared the reminder: she had used her link by then. */
  early: boolean
  /** The place of her mark among all marks, as the engine gives them. */
  nthMark: number
  /** Whether she used her link or answered at all. */
  came: boolean
}

/** What his guesses are worth: how often he is right, and how often somebody who knows nothing would be. */
export interface Attack {
  /** People who answered. */
  people: number
  /** Share of whom he named the right record, over many ways to break ties. */
  accuracy: number
  chance: number
  /** What single signals, and groups of people, tell: the largest correlation found, and the bound for none. */
  strongest: { signal: string; correlation: number; bound: number }
}

const wordsOf = (value: unknown): string[] => {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64url')]
  if (typeof value === 'string' || typeof value === 'number') return [String(value)]
  if (Array.isArray(value)) return value.flatMap(wordsOf)
  return value && typeof value === 'object' ? Object.values(value).flatMap(wordsOf) : []
}

const timesIn = (words: string[]): number[] =>
  words.flatMap((word) => (/^\d{4}-\d\d-\d\dT/.test(word) ? [Date.parse(word)] : []))

const hashes = (word: string): string[] => {
  const digest = createHash('sha256').update(word).digest()
  return [digest.toString('hex'), digest.toString('hex').slice(0, 32), digest.toString('base64url').slice(0, 22)]
}

/** All records of answers, from wherever they lie. */
function recordsOf({ tables, streams, snapshots, campaign }: Evidence): Record_[] {
  const found = Object.values(tables)
    .flat()
    .filter((item) => codeOf(item) !== undefined && JSON.stringify(item).includes(campaign))
  return found.map((item, place) => {
    const code = codeOf(item)!
    const { answers: _, ...rest } = item
    const words = wordsOf(rest)
    const inStream = streams.findIndex(({ after }) => codeOf(after) === code)
    const inSnapshot = snapshots.find(({ items }) => items.some((one) => codeOf(one) === code))?.at
    const came = timesIn(words).at(-1) ?? streams[inStream]?.at ?? inSnapshot
    return {
      code,
      words,
      place,
      came,
      language: item.language as string | undefined,
      size: JSON.stringify(item).length,
    }
  })
}

/** Everybody on the list, with every trace of her. */
function suspectsOf({ list, tables, streams, campaign }: Evidence, records: Record_[]): Suspect[] {
  const items = Object.values(tables)
    .flat()
    .filter((item) => JSON.stringify(item).includes(campaign))
  const links = new Map(
    items.flatMap((item) => (String(item.campaign).endsWith('#links') ? [[Number(item.item), item] as const] : [])),
  )
  const reminders = items.filter(({ item }) => typeof item === 'string' && item.startsWith('step#2#'))
  return list.map(({ page, index, language, email }, n) => {
    const key = `${campaign}#${page}`
    const two = String(index).padStart(2, '0')
    const mark = links.get(page)?.[two] as string | undefined
    const own = [`${key}/${two}`, `${key}#${two}`, `${page}.${index}`, `${campaign}.${page}.${index}`, email]
    if (mark) own.push(mark)
    // What happened to her: her own items in streams, first of all the latest.
    const isHers = (item: Item | undefined) =>
      item?.page === key &&
      (item.index === two || (typeof item.item === 'string' && item.item.startsWith(`fact#${two}#`)))
    const events = streams.filter(({ after }) => isHers(after))
    const letters = reminders.filter(
      (item) => item.page === key && Number(String(item.item).split('#')[2]) === Math.floor(index / 50),
    )
    const isNamed = records.some(({ words }) => words.includes(key) && words.includes(two))
    return {
      ...{ n, page, index, language },
      names: new Set([...own, ...own.flatMap(hashes)]),
      acted: events.at(-1)?.at,
      early: letters.some(({ outcomes }) => String(outcomes)[index % 50] === 'a'),
      nthMark: mark === undefined ? -1 : page * 100 + Object.keys(links.get(page)!).indexOf(two),
      came: mark !== undefined || isNamed || events.length > 0,
    }
  })
}

/** How well a record fits a person. */
function closeness(
  person: Suspect,
  record: Record_,
  evidence: Evidence,
  ranks: { person: number; record: number },
): number {
  const key = `${evidence.campaign}#${person.page}`
  const two = String(person.index).padStart(2, '0')
  let score = 0
  if (record.words.includes(key) && record.words.includes(two)) score += 1_000
  if (record.words.some((word) => person.names.has(word))) score += 1_000
  if (person.acted !== undefined && record.came !== undefined)
    score += 100 / (1 + Math.abs(person.acted - record.came) / 60_000)
  if (record.language !== undefined && record.language === person.language) score += 10
  score -= Math.abs(ranks.person - ranks.record) / 10 // in the order of the list, for want of anything better
  return score
}

/** Plays the attack, and says what came of it. */
export function attack(evidence: Evidence, truth: Truth, rounds = 200): Attack {
  const records = recordsOf(evidence)
  const suspects = suspectsOf(evidence, records).filter(({ came }) => came)
  const pairs = suspects.flatMap((person, p) =>
    records.map((record, r) => {
      const ranks = { person: p / suspects.length, record: r / records.length }
      return { person: person.n, code: record.code, score: closeness(person, record, evidence, ranks) }
    }),
  )
  const random = randomFrom(1)
  let right = 0
  for (let round = 0; round < rounds; round++) {
    // He is not sure of the order of scores that lie close together: each round he breaks ties another way.
    const tried = pairs
      .map((pair) => ({ ...pair, score: pair.score + random() * 0.2 }))
      .sort((one, other) => other.score - one.score)
    const [named, taken] = [new Map<number, string>(), new Set<string>()]
    for (const { person, code } of tried) {
      if (named.has(person) || taken.has(code)) continue
      named.set(person, code)
      taken.add(code)
    }
    for (const [person, code] of truth) if (named.get(person) === code) right++
  }
  return {
    people: truth.size,
    accuracy: right / rounds / truth.size,
    chance: 1 / Math.max(1, records.length),
    strongest: strongestSignal(suspects, records, truth, evidence),
  }
}

/**
 * Groups: does anything known of a person go with anything known of her record? Over all pairs of a feature of people and one
 * of records the largest correlation, beside what chance alone gives among so many (at 99.9 %).
 */
function strongestSignal(
  suspects: Suspect[],
  records: Record_[],
  truth: Truth,
  { lines }: Evidence,
): Attack['strongest'] {
  const byCode = new Map(records.map((record) => [record.code, record]))
  const pairs = suspects.flatMap((person) => {
    const record = byCode.get(truth.get(person.n) ?? '')
    return record ? [{ person, record }] : []
  })
  const ofPeople: Record<string, (person: Suspect) => number> = {
    'place in the list': ({ n }) => n,
    'order of the marks': ({ nthMark }) => nthMark,
    'second half of a page': ({ index }) => (index >= 50 ? 1 : 0),
    'page of the list': ({ page }) => page,
    'reads Ukrainian': ({ language }) => (language === 'uk' ? 1 : 0),
    'reads English': ({ language }) => (language === 'en' ? 1 : 0),
    'came before the reminder': ({ early }) => (early ? 1 : 0),
    'moment of what she did': ({ acted }) => acted ?? 0,
  }
  const ofRecords: Record<string, (record: Record_) => number> = {
    'order in the table': ({ place }) => place,
    'moment at which it came': ({ came }) => came ?? 0,
    size: ({ size }) => size,
    'first digit of its key': ({ words }) =>
      Number.parseInt(/\b[0-9a-f]{32}\b/.exec(words.join(' '))?.[0]?.[0] ?? '0', 16),
    'reads Ukrainian': ({ language }) => (language === 'uk' ? 1 : 0),
    'line of a log or queue that holds its key': ({ words }) =>
      lines.findIndex((line) => words.some((word) => word.length > 20 && line.includes(word))),
  }
  let strongest = { signal: 'none', correlation: 0 }
  let tried = 0
  for (const [ofPerson, x] of Object.entries(ofPeople)) {
    for (const [ofRecord, y] of Object.entries(ofRecords)) {
      const found = Math.abs(
        correlation(
          pairs.map(({ person }) => x(person)),
          pairs.map(({ record }) => y(record)),
        ),
      )
      tried++
      if (found > strongest.correlation) strongest = { signal: `${ofPerson} – ${ofRecord}`, correlation: found }
    }
  }
  // Fisher: of independent ranks a correlation is about normal with deviation 1/√(n - 1); Bonferroni over all that were tried.
  const bound = normalAbove(0.001 / tried / 2) / Math.sqrt(Math.max(1, pairs.length - 1))
  return { ...strongest, bound }
}

/** Spearman's: of ranks, so that no single outlier weighs much. 0 where one of them is the same for all. */
function correlation(xs: number[], ys: number[]): number {
  const [a, b] = [ranksOf(xs), ranksOf(ys)]
  const mean = (list: number[]) => list.reduce((sum, n) => sum + n, 0) / list.length
  const [ma, mb] = [mean(a), mean(b)]
  const sum = (of: (n: number) => number) => a.reduce((all, _, n) => all + of(n), 0)
  const spread = Math.sqrt(sum((n) => (a[n]! - ma) ** 2) * sum((n) => (b[n]! - mb) ** 2))
  return spread === 0 ? 0 : sum((n) => (a[n]! - ma) * (b[n]! - mb)) / spread
}

/** Ranks, equal ones shared. */
function ranksOf(values: number[]): number[] {
  const sorted = [...values].sort((one, other) => one - other)
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2)
}

/** Above which a standard normal lies with this probability (bisection over a series of the error function). */
function normalAbove(probability: number): number {
  let [low, high] = [0, 10]
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2
    if (tailAbove(middle) > probability) low = middle
    else high = middle
  }
  return low
}

function tailAbove(z: number): number {
  // Abramowitz and Stegun 7.1.26
  const t = 1 / (1 + 0.3275911 * (z / Math.SQRT2))
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  return (series * Math.exp(-(z * z) / 2)) / 2
}

/**
 * The most right guesses that chance gives with 99.9 % certainty: of a random matching of any size they are Poisson with mean 1.
 */
export const mostByChance = 6
