/**
 * Whether the person on the phone is the one on the list: her name and some facts, as an agent types what she says. Facts are
 * kept as keyed hashes only; the answer is match or no match, and takes the same time for both. Rules only. (T4)
 */
import * as z from 'zod/mini'
import { macOf, sameText, workingKey } from '../platform/secrets.ts'
import { IdentityFact, type PersonClaims } from './claim.ts'

/** What an agent typed, as the person said it. */
export const Said = z.object({
  name: z.string().check(z.maxLength(200)),
  facts: z.partialRecord(IdentityFact, z.string().check(z.maxLength(200))),
})
export type Said = z.infer<typeof Said>

/** The key of the hashes, from the drive's key for links: no hash of one kind is one of the other. */
export function identityKey(keys: { link: Uint8Array }): Buffer {
  return workingKey(keys.link, 'identity')
}

/** 48 bits: with three tries, no more are needed, and a page of contacts stays small. */
const hashLength = 8
const hashOf = (key: Uint8Array, place: string, kind: string, value: string): string =>
  macOf(key, `${place}\n${kind}\n${value}`).slice(0, hashLength)

/** Letters that are no base letter with a mark. */
const plainLetters: Record<string, string> = { ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ı: 'i' }

/** Words of a text without marks, capitals and signs: `Nowak-Łęcka` is `nowak lecka`. */
export function plainWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[łđøßæœþı]/g, (letter) => plainLetters[letter]!)
    .replace(/[\p{M}'’ʼ`´]+/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/** What may stand before the name of a street or be left out of it. */
const kindsOfStreet = new Set([
  ...['ul', 'ulica', 'ulicy', 'al', 'aleja', 'aleje', 'alei', 'os', 'osiedle', 'osiedlu', 'pl', 'plac', 'placu'],
  ...['rondo', 'skwer', 'bulwar', 'bulw'],
])
const shortTitles: Record<string, string> = {
  ...{ swiety: 'sw', swieta: 'sw', swietego: 'sw', swietej: 'sw', swietych: 'sw' },
  ...{ general: 'gen', generala: 'gen', ksiadz: 'ks', ksiedza: 'ks', profesor: 'prof', profesora: 'prof' },
  ...{ doktor: 'dr', doktora: 'dr', marszalek: 'marsz', marszalka: 'marsz', pulkownika: 'plk', kapitana: 'kpt' },
}

/** Every way in which a fact may rightly be said, for hashing; empty where a cell holds no such fact. */
function waysOf(fact: IdentityFact, cell: string): string[] {
  const digits = cell.replace(/\D+/g, '')
  switch (fact) {
    case 'street': {
      const words = plainWords(cell)
        .filter((word) => !kindsOfStreet.has(word))
        .map((word) => shortTitles[word] ?? word)
      if (words.length === 0) return []
      const last = words.at(-1)!
      const whole = [...words].sort().join(' ')
      // „Sienkiewicza” is said for „Henryka Sienkiewicza”.
      return words.length > 1 && last.length >= 4 ? [whole, last] : [whole]
    }
    case 'house': {
      const text = plainWords(cell.replace(/\//g, ' m '))
        .join(' ')
        .replace(/(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/gu, ' ')
        .split(' ')
        .map((word) => (/^(m|mieszkania|mieszkanie|lok|lokal|lokalu)$/.test(word) ? '/' : word))
        .filter((word) => !/^(nr|numer|dom|domu)$/.test(word))
        .join('')
        .replace(/\/+/g, '/')
        .replace(/^\/|\/$/g, '')
      return text ? [text] : []
    }
    case 'postcode':
      return digits.length === 5 ? [digits] : []
    case 'birthDate': {
      const date = readDate(cell)
      return date ? [date] : []
    }
    case 'birthYear': {
      const year =
        readDate(cell)?.slice(0, 4) ?? /^((?:19|20)\d\d)\s*r?\.?$/.exec(cell.trim().slice(0, longestDate))?.[1]
      return year ? [year] : []
    }
    case 'account':
      return digits.length >= 4 ? [digits.slice(-4)] : []
  }
}

/** No date is longer, however it is written; the patterns are not for megabytes of spaces. */
const longestDate = 60

/** A date as people and workbooks write it, as a local date; undefined where it is none. */
export function readDate(cell: string): string | undefined {
  const written = cell.trim()
  if (written.length > longestDate) return undefined
  const text = written.replace(/\s*r\.?$/, '')
  const local = /^(\d{1,2})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{4})(?: 00:00(?::00)?)?$/.exec(text)
  const iso = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T ]00:00(?::00)?)?$/.exec(text)
  const [year, month, day] = local ? [local[3]!, local[2]!, local[1]!] : iso ? [iso[1]!, iso[2]!, iso[3]!] : []
  if (!year || !month || !day) return undefined
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${date}T12:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date ? date : undefined
}

/** A fact as it is compared between rows of a file; undefined where the cell holds none. */
export function plainFact(fact: IdentityFact, cell: string): string | undefined {
  return waysOf(fact, cell)[0]
}

/** The hashes of one fact; empty where the cell holds none. `place` is the person's own, the case of her first claim. */
export function factHashes(key: Uint8Array, place: string, fact: IdentityFact, cell: string): string[] {
  return waysOf(fact, cell).map((way) => hashOf(key, place, fact, way))
}

/** The names of a person as her list has them. */
export interface Names {
  imie?: string | undefined
  nazwisko?: string | undefined
  osoba?: string | undefined
}

/**
 * Whether what was said is her name, in any order: all of her last name, at least one of her first names, and nothing else.
 * Where the list has one field for the whole name, two words of it. Compared by hashes, every word with every word.
 */
function isName(
  key: Uint8Array,
  place: string,
  { imie = '', nazwisko = '', osoba = '' }: Names,
  said: string,
): boolean {
  const hashes = (text: string) => [...new Set(plainWords(text))].map((word) => hashOf(key, place, 'name', word))
  const isIn = (one: string, others: readonly string[]) =>
    others.reduce((found, other) => sameText(one, other) || found, false)
  const [first, last, whole, spoken] = [hashes(imie), hashes(nazwisko), hashes(osoba), hashes(said)]
  const known = [...first, ...last, ...whole]
  const strangers = spoken.filter((word) => !isIn(word, known)).length
  const lastSaid = last.filter((word) => isIn(word, spoken)).length
  const firstSaid = first.filter((word) => isIn(word, spoken)).length
  const wholeSaid = whole.filter((word) => isIn(word, spoken)).length
  const byParts = last.length > 0 && lastSaid === last.length && (first.length === 0 || firstSaid > 0)
  const byWhole = last.length === 0 && wholeSaid >= Math.min(2, whole.length) && whole.length > 0
  return Number(strangers === 0) + Number(spoken.length > 0) + Number(byParts || byWhole) === 3
}

/** Whether the person is recognised: her name and at least `needed` of the facts that the list has of her. Never says which. */
export function isRecognised(
  key: Uint8Array,
  { facts, claims }: PersonClaims,
  names: Names,
  said: Said,
  needed: number,
): boolean {
  // The first claim stays where it is, whether it is open or closed: so it can name the person's own hashes.
  const place = claims[0]!.case
  let matching = 0
  for (const [fact, hashes] of Object.entries(facts) as [IdentityFact, string[]][]) {
    // What was not said is compared too, with what nobody can say: the time tells nothing.
    const ways = factHashes(key, place, fact, said.facts[fact] ?? '')
    const spoken = ways[0] ?? hashOf(key, place, 'nothing', fact)
    const hits = hashes.reduce((count, hash) => count + Number(sameText(hash, spoken)), 0)
    matching += Math.min(1, hits)
  }
  const named = isName(key, place, names, said.name)
  return Number(named) + Number(matching >= needed) === 2
}
