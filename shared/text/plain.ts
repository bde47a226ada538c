/**
 * How a text sounds whatever it is dressed in: small letters without marks, look-alikes and digits in words read as the letters
 * they stand for, words that were split put together again. What matches is still found at its place in the text. Rules only.
 */
import type { Span } from './text.ts'

/** A word as it can be read, at its place. `raw` keeps its diacritics. */
export interface Word extends Span {
  readings: string[]
  raw: string
}

const unseen =
  /^(?:\u00ad|\u034f|\u061c|[\u115f\u1160]|[\u17b4\u17b5]|[\u180b-\u180f]|[\u200b-\u200f]|[\u2060-\u206f]|[\ufe00-\ufe0f]|\ufeff)$/u

/**
 * A text in small letters without Polish marks, and for each of its characters where it comes from. Cyrillic letters keep their
 * marks: й is no и. What cannot be seen is dropped.
 */
export function folded(text: string): { text: string; at: number[] } {
  let plain = ''
  const at: number[] = []
  let index = 0
  for (const character of text) {
    if (!unseen.test(character)) {
      const lower = character.normalize('NFKC').toLowerCase()
      const bare = /\p{Script=Cyrillic}/u.test(lower)
        ? lower
        : lower.replaceAll('ł', 'l').normalize('NFD').replace(/\p{M}/gu, '')
      for (let n = 0; n < bare.length; n++) at.push(index)
      plain += bare
    }
    index += character.length
  }
  at.push(text.length)
  return { text: plain, at }
}

/** Where something that was found in a folded text stands in the text itself. */
export function spanOf(at: readonly number[], start: number, end: number): Span {
  return { start: at[start]!, end: at[end - 1]! + 1 }
}

const latinOf: Record<string, string> = {
  ...{ а: 'a', в: 'b', е: 'e', з: '3', і: 'i', ї: 'i', ј: 'j', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't' },
  ...{ у: 'y', х: 'x', ѕ: 's', ԁ: 'd', ӏ: 'l', ո: 'n' },
  ...{ α: 'a', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u' },
}
const cyrillicOf = Object.fromEntries(
  Object.entries(latinOf).flatMap(([cyrillic, latin]) =>
    /\p{Script=Cyrillic}/u.test(cyrillic) ? [[latin, cyrillic]] : [],
  ),
)
const letterOf: Record<string, string> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const alphabet = 'abcdefghijklmnoprstuwyz'

const exchanged = (text: string, by: Record<string, string>) => [...text].map((one) => by[one] ?? one).join('')

/** All that a piece of text can be meant as. */
function readingsOf(piece: string): string[] {
  const found = new Set([piece])
  const letters = piece.replace(/[^\p{L}]/gu, '')
  if (/\p{Script=Latin}/u.test(letters) && /[^\p{Script=Latin}]/u.test(letters)) {
    found.add(exchanged(piece, latinOf))
    found.add(exchanged(piece, cyrillicOf))
  }
  // A word may end in `!`, and a number may have a letter beside it.
  const dressed = piece.replace(/!+$/, '')
  if (letters.length >= 2 && /[\d@$!]/.test(dressed)) {
    for (const one of [...found]) {
      const undressed = one.replace(/!+$/, '')
      found.add(exchanged(undressed, letterOf))
      found.add(exchanged(undressed, { ...letterOf, 1: 'l' }))
    }
  }
  if (/[li]/.test(piece)) {
    found.add(piece.replaceAll('l', 'i'))
    found.add(piece.replaceAll('i', 'l')) // a capital i for a small l
  }
  const stars = piece.split('*').length - 1
  if (stars > 0 && stars <= 2 && letters.length >= 2) for (const one of withoutStars(piece)) found.add(one)
  return [...found].map((one) => one.replace(/[^\p{L}\p{N}]/gu, ''))
}

function withoutStars(piece: string): string[] {
  if (!piece.includes('*')) return [piece]
  return [...alphabet].flatMap((letter) => withoutStars(piece.replace('*', letter)))
}

const pieces = /[\p{L}\p{N}@$*]+(?:!+[\p{L}\p{N}@$*]+)*/gu
/** Between the halves of a word: a hyphen and perhaps a line's end, a dot, a slash, an underscore. */
const tight = /^(?:[-\u2010-\u2015]\s*\n?\s*|[._·•|/\\~+]{1,2})$/u

/** No word that is looked for has more letters. */
const longestSpelled = 18

export interface Words {
  /** As they are written. */
  words: Word[]
  /** Written letter by letter, or with hyphens, dots and the like inside. */
  joined: Word[]
  /** Two neighbours as one word, with the place of the first among the words: only for long words that nothing else can be meant by. */
  pairs: (Word & { first: number })[]
}

/** The words of a folded text. */
export function wordsOf({ text, at }: { text: string; at: number[] }, original: string): Words {
  const found = [...text.matchAll(pieces)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
  const word = (first: number, last: number): Word => {
    const span = spanOf(at, found[first]!.start, found[last]!.end)
    const whole = found
      .slice(first, last + 1)
      .map(({ text: piece }) => piece)
      .join('')
    return { ...span, readings: readingsOf(whole), raw: original.slice(span.start, span.end).toLowerCase() }
  }
  const between = (n: number) => text.slice(found[n]!.end, found[n + 1]?.start ?? text.length)
  const words = found.map((_, n) => word(n, n))
  const isSingle = (one: number) => found[one]?.text.length === 1
  const joined: Word[] = []
  const pairs: Words['pairs'] = []
  for (let n = 0; n < found.length - 1; n++) {
    let last = n
    while (last < found.length - 1 && last - n < 5 && tight.test(between(last))) joined.push(word(n, ++last))
    // Any stretch of a run of letters may be the word: others of one letter may stand before and after it.
    for (last = n; isSingle(last) && isSingle(last + 1) && between(last).length <= 3 && last - n < longestSpelled; ) {
      last++
      if (last - n >= 2) joined.push(word(n, last))
    }
    if (between(n) === ' ' && found[n]!.text.length > 1) pairs.push({ ...word(n, n + 1), first: n })
  }
  return { words, joined, pairs }
}
