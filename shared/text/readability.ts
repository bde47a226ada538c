/**
 * How hard a text is to read: FOG-PL, long sentences, impersonal forms. A note to whoever writes, never a refusal. Rules only. (L45)
 *
 * FOG-PL is Gunning's Fog index (The Technique of Clear Writing, 1952) with words of four syllables or more as the hard ones, as
 * W. Pisarek proposed for Polish and the Pracownia Prostej Polszczyzny in Wrocław uses it (Miodek, Maziarz, Piekot, Poprawa,
 * Zarzeczny: Jak pisać o Funduszach Europejskich, 2010): 0.4 × (words in a sentence + share of hard words, in per cent). They look at
 * base forms; here words count as they stand, so the figure is a little higher. English keeps Gunning's three syllables.
 */
import type { Language } from '../platform/language.ts'
import type { Span } from './text.ts'

/** As the years at school that a reader needs, by the Pracownia's scale. */
export type Grade = 'very easy' | 'easy' | 'fair' | 'hard' | 'very hard'

export interface Readability {
  words: number
  sentences: number
  /** With one decimal; missing where the text is too short, or in a language without such an index. */
  figure?: number
  grade?: Grade
  /** Sentences of more than `longSentence` words. */
  long: (Span & { words: number })[]
  /** Words like `wysłano` and `ustalono`, in Polish. */
  impersonal: Span[]
}

/** A message should be no harder than this. */
export const target = 9
/** A purpose is one sentence that has to name its matter by its name, so it may be a little harder. */
export const purposeTarget = 12
/** A sentence of more words is long. */
export const longSentence = 20
/** Fewer words make no figure. */
const fewestWords = 10

const grades: [number, Grade][] = [
  [6.5, 'very easy'],
  [9.05, 'easy'], // up to the target
  [12.5, 'fair'],
  [15.5, 'hard'],
]
const hardFrom: Partial<Record<Language, number>> = { pl: 4, en: 3 }

/** Everything about how a text reads. Merge fields and addresses count as one short word each. */
export function readability(text: string, language: Language): Readability {
  const written = text.normalize('NFC')
  const sentences = sentencesOf(written)
    .map((span) => ({ ...span, list: wordsIn(written, span) }))
    .filter(({ list, end }) => list.length >= 3 || (list.length > 0 && /[.!?…]/.test(written[end - 1] ?? '')))
  const words = sentences.flatMap(({ list }) => list)
  const hard = hardFrom[language]
  const share = hard === undefined ? 0 : words.filter((word) => syllables(word, language) >= hard).length / words.length
  const figure =
    hard !== undefined && words.length >= fewestWords
      ? Math.round(4 * (words.length / sentences.length + 100 * share)) / 10
      : undefined
  return {
    words: words.length,
    sentences: sentences.length,
    ...(figure !== undefined && { figure, grade: gradeOf(figure) }),
    long: sentences.flatMap(({ start, end, list }) =>
      list.length > longSentence ? [{ start, end, words: list.length }] : [],
    ),
    impersonal: language === 'pl' ? impersonalIn(written) : [],
  }
}

export function gradeOf(figure: number): Grade {
  return grades.find(([most]) => figure < most)?.[1] ?? 'very hard'
}

/** No line goes on behind more blanks than these. */
const widestGap = 100
/** Of the word before a dot so much is looked at: more than the longest that is shortened. */
const longestShortened = 12
const shortened = new Set(
  'ul al pl os nr np tj tzn m.in itd itp godz min art ust pkt lit poz tel pok r w im św dr mgr inż prof ok wg ww tzw str zob por sygn dz.u mr mrs ms dr st no e.g i.e вул тел див напр ім р'.split(
    ' ',
  ),
)

/** Where sentences stand. A line ends one, unless the next goes on in small letters; an abbreviation does not. */
function sentencesOf(text: string): Span[] {
  const found: Span[] = []
  let start = 0
  const close = (end: number) => {
    const piece = text.slice(start, end)
    const from = start + (piece.length - piece.trimStart().length)
    const to = from + piece.trim().length
    if (to > from) found.push({ start: from, end: to })
    start = end
  }
  for (const { 0: mark, index } of text.matchAll(/(?<![.!?…])[.!?…]+["”’)»]*(?=\s|$)|\n+/g)) {
    const end = index + mark.length
    if (index < start) continue
    const next = text.slice(end, end + widestGap).trimStart()[0] ?? ''
    if (mark.startsWith('\n')) {
      const goesOn =
        mark.length === 1 &&
        /[\p{Ll},]$/u.test(
          text
            .slice(Math.max(0, index - widestGap), index)
            .trimEnd()
            .slice(-1),
        ) &&
        /\p{Ll}/u.test(next)
      if (!goesOn) close(end)
      continue
    }
    if (mark === '.') {
      const before = /([\p{L}.]+)$/u.exec(text.slice(Math.max(start, index - longestShortened), index))?.[1] ?? ''
      const isInitial = /^\p{Lu}$/u.test(before)
      if (isInitial || shortened.has(before.toLowerCase()) || /\p{Ll}/u.test(next)) continue
    }
    close(end)
  }
  close(text.length)
  return found
}

function wordsIn(text: string, { start, end }: Span): string[] {
  const plain = text
    .slice(start, end)
    .replace(/\{\{[^{}]*\}\}/g, ' pole ')
    .replace(/(?:https?:\/\/|www\.)\S+|(?<!\S)\S+@\S+/g, ' adres ')
  return plain.match(/[\p{L}\p{N}]+(?:[’'ʼ-][\p{L}\p{N}]+)*/gu) ?? []
}

/** How many syllables a word has, by its groups of vowels; a number or an abbreviation counts as one. */
export function syllables(word: string, language: Language): number {
  const small = word.toLowerCase()
  switch (language) {
    case 'pl': {
      // An i before another vowel only softens: nie has one syllable. At a word's beginning au and eu are one sound.
      const sounds = small.replace(/i(?=[aąeęioóuy])/g, '').replace(/^(au|eu)/, 'a')
      return Math.max(1, sounds.match(/[aąeęioóuy]/g)?.length ?? 0)
    }
    case 'uk':
      return Math.max(1, small.match(/[аеєиіїоуюя]/g)?.length ?? 0)
    case 'en': {
      // The e of called, times and time is not heard; that of table, wanted and places is.
      const sounds = small.replace(/(?<![td])ed$|(?<![sxzcg]|[cs]h)es$|(?<![^aeiou]l)e$/, '')
      return Math.max(1, sounds.match(/[aeiouy]+/g)?.length ?? 0)
    }
  }
}

/** Nouns and adverbs that end like an impersonal form. */
const notImpersonal = new Set(
  'rano siano kolano wiano grono łono ono zielono czerwono słono różowo święto pęto kimono piano mono sito żyto koryto jelito kopyto obfito pospolito auto'.split(
    ' ',
  ),
)

/** Words that tell that something was done and hide who did it: wysłano, ustalono, przyjęto, użyto. */
function impersonalIn(text: string): Span[] {
  const form =
    /(?<!\p{L})(?:\p{Ll}{2,}(?:[aąo]no|iono|ęto)|(?:u|wy|na|za|od|roz|prze|z|po|do|przy)(?:bito|myto|czuto|pito|szyto|kryto|żyto|byto|krzyto))(?!\p{L})/giu
  return [...text.matchAll(form)].flatMap(({ 0: word, index }) =>
    notImpersonal.has(word.toLowerCase()) ? [] : [{ start: index, end: index + word.length }],
  )
}
