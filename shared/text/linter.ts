/**
 * The linter of texts: what must not be told to anybody before she was recognised, and what a sender must not give away. It finds,
 * names the rule, and says where; what is done about it is said in `findings.ts`. Rules only. (T2, T3, L12, X20)
 */
import { fieldsOf, placeholder } from '../plan/letter.ts'
import { type PatternKind, patternsIn } from './patterns.ts'
import { folded, spanOf, type Word, wordsOf } from './plain.ts'
import type { Place, Span } from './text.ts'
import { debtWords, discreetWords, markedDebtWords, onlyPolish, splitDebtWords } from './words.ts'

export interface About {
  place: Place
  /** The drive reminds of a debt. (T2) */
  debt: boolean
  /** The sender and the subject alone could reveal a secret. (L12) */
  discreet: boolean
  /** In which language it is meant to be: some words of one are harmless in another. */
  language?: 'pl' | 'uk' | 'en'
  /** Where links may lead, besides the city's own pages. */
  hosts?: readonly string[]
}

export type FindingKind = PatternKind | 'word' | 'field'

export interface Finding extends Span {
  rule: 'T2' | 'T3' | 'L12' | 'X20'
  kind: FindingKind
  /** As it is written. */
  found: string
}

/** The city's own pages. */
export const cityHosts = ['poznan.pl']

/** What the list of a reminder has that tells nothing of the matter; the agent's and the office's names. */
const harmlessFields = new Set(['imie', 'nazwisko', 'osoba', 'zwrot', 'dzielnica', 'agent', 'urzad'])
/** What names an institution or a service. */
const tellingFields = new Set(['placowka', 'usluga'])

/** So much of a letter a mailbox shows beside its subject. */
export const previewLength = 140

const ruleOf: Record<FindingKind, Finding['rule']> = {
  ...{ word: 'T2', field: 'T2', phrase: 'T2', due: 'T2', case: 'T2', property: 'T2' },
  ...{ amount: 'T3', account: 'T3', pesel: 'T3', nip: 'T3', link: 'T3' },
}

/** What is wrong with a text, in its order. Spans are those of the text in Unicode's NFC. */
export function lint(text: string, about: About): Finding[] {
  const written = text.normalize('NFC')
  const found = [
    ...(about.debt ? debtIn(written, about) : []),
    ...(about.discreet ? discreetIn(written, about) : []),
  ].sort((one, other) => one.start - other.start || other.end - one.end)
  // What lies within something found is part of it: an amount in a due date, a word in a link.
  return found.filter((one, n) => !found.slice(0, n).some(({ start, end }) => start <= one.start && one.end <= end))
}

function debtIn(written: string, { language, hosts = [] }: About): Finding[] {
  const { text, at } = folded(written)
  const plain = masked(text, [/\{\{[^{}]*\}\}/g, ...harmless])
  const asWritten = masked(written, [/\{\{[^{}]*\}\}/g, ...harmlessWritten])
  const tell = (kind: FindingKind, { start, end }: Span): Finding => ({
    ...{ rule: ruleOf[kind], kind, start, end },
    found: written.slice(start, end),
  })
  const { words, joined, pairs } = wordsOf({ text: plain, at }, written)
  const isDebt = (word: Word): boolean =>
    (word.readings.some((reading) => debt.test(reading)) && !isPlace(word, written)) ||
    marked.test(word.raw) ||
    (language !== 'en' && word.readings.some((reading) => polish.test(reading)))
  const form = /(?<![\p{L}\p{N}-])(?:PIT|CIT|VAT|KRD|BIK|DT-1|DN-1|IN-1|IR-1)(?![\p{L}\p{N}])/gu
  return [
    ...[...words, ...joined].filter(isDebt).map((word) => tell('word', word)),
    ...pairs
      .filter(
        ({ readings, first }) =>
          readings.some((one) => split.test(one)) && !isDebt(words[first]!) && !isDebt(words[first + 1]!),
      )
      .map((pair) => tell('word', pair)),
    ...words
      .filter((word, n) => word.readings.includes('dlugi') && isDebts(n, words, plain, at))
      .map((word) => tell('word', word)),
    ...[...asWritten.matchAll(form)].map(({ 0: one, index }) =>
      tell('word', { start: index, end: index + one.length }),
    ),
    ...patternsIn(plain, asWritten, [...cityHosts, ...hosts]).map(({ kind, start, end, asWritten: isRaw }) =>
      tell(kind, isRaw ? { start, end } : spanOf(at, start, end)),
    ),
    ...fieldsIn(written, (name) => !harmlessFields.has(name)).map((span) => ({
      ...tell('field', span),
      ...(span.name === 'link' && { rule: 'X20' as const }),
    })),
  ]
}

function discreetIn(whole: string, { place }: About): Finding[] {
  const end = shownOf(whole, place)
  const written = whole.slice(0, end)
  const { text, at } = folded(written)
  const plain = masked(text, [/\{\{[^{}]*\}\}/g, /(?<!\p{L})swiadczen\p{L}*\s+uslug\p{L}*/gu])
  const { words, joined } = wordsOf({ text: plain, at }, written)
  const tell = (kind: FindingKind, { start, end }: Span): Finding => ({
    rule: 'L12',
    kind,
    start,
    end,
    found: written.slice(start, end),
  })
  return [
    ...[...words, ...joined]
      .filter((one) => one.readings.some((reading) => discreet.test(reading)) && !isPlace(one, written))
      .map((word) => tell('word', word)),
    ...[...plain.matchAll(discreetPhrases)].map(({ 0: one, index }) =>
      tell('phrase', spanOf(at, index, index + one.length)),
    ),
    ...fieldsIn(written, (name) => tellingFields.has(name)).map((span) => tell('field', span)),
  ]
}

/** How much of a text is seen or heard by others: of a letter its beginning, of a script what comes before the person answers. */
function shownOf(text: string, place: Place): number {
  switch (place) {
    case 'purpose':
    case 'name':
      return 0 // told where she has opened her own link
    case 'body':
      return previewLength
    case 'script': {
      const question = text.indexOf('?')
      const paragraph = question === -1 ? -1 : text.indexOf('\n\n', question)
      return paragraph === -1 ? text.length : paragraph
    }
    default:
      return text.length
  }
}

/** Ways to say what a call costs, and laws: they have words and numbers of the lists, and tell nothing. */
const harmless = [
  /(?<!\p{L})(?:oplat\p{L}*|koszt\p{L}*)\s+(?:za\s+)?polaczeni\p{L}*/gu,
  /(?<!\p{L})(?:polaczeni\p{L}*|rozmow\p{L}*)\s+(?:jest\s+|sa\s+)?(?:bez)?platn\p{L}*/gu,
  /(?<!\p{L})deklaracj\p{L}*\s+dostepnosci(?!\p{L})/gu,
  /(?<!\p{L})dz\.?\s?u\.?\s?(?:z\s)?(?:19|20)\d\d[^\n;]{0,30}?poz\.?\s*\d+/gu,
  /\(?(?<!\p{L})(?:ue|eu|we)\)?\s+(?:19|20)\d\d\/\d+/gu,
]
const harmlessWritten = [/(?:\(?(?:UE|EU|WE)\)?\s+(?:19|20)\d\d\/\d+|Dz\.?\s?U\.?[^\n;]{0,40}?poz\.?\s*\d+)/gu]

/** The text with blanks where one of the patterns stands, so that nothing is found there and no place moves. */
function masked(text: string, by: RegExp[]): string {
  return by.reduce((masking, pattern) => masking.replace(pattern, (found) => ' '.repeat(found.length)), text)
}

function fieldsIn(text: string, isWanted: (name: string) => boolean): (Span & { name: string })[] {
  const wanted = new Set(fieldsOf(text).filter(isWanted))
  return [...text.matchAll(placeholder)].flatMap(({ 0: whole, 1: found, index }) => {
    const name = found!.trim()
    return wanted.has(name) ? [{ start: index, end: index + whole.length, name }] : []
  })
}

/** Komorniki is a place beside Poznań: after `w`, `do` and the like its name has forms of the bailiff's. */
function isPlace({ raw, start }: Word, written: string): boolean {
  if (!raw.startsWith('komorni') || !/^\p{Lu}\p{Ll}/u.test(written.slice(start))) return false
  return /(?:^|[^\p{L}])(?:w|do|z|ze|za|pod|koło|gmin\p{L}*|miejscowości|przez|ul\.|ulic\p{L}*)\s+$/iu.test(
    written.slice(0, start),
  )
}

const afterLong =
  /^(?:pana|pani|panstwa|twoje|twoj|swoje|moje|nasze|wasze|stare|te|tych|splac\p{L}*|oddac|oddaj\p{L}*|umorzyc|ma|masz|maja|mamy|za|na|o|sprawdz|jakie|wszystkie|wobec)$/u
const isLong =
  /^(?:jest|byl|bylo|bedzie|zbyt|bardzo|dosc|tak|taki|jak|rownie|nie|najbardziej|ten|jeden|kazdy|caly|nasz|rok|czas)$/u
const longBefore =
  /^(?:wobec|wzgledem|u|do|trzeba|nalezy|sa|mozna|urosly|rosna|wzrosly|za|w|z|i|oraz|alimentacyjne|czynszowe|podatkowe|miejskie|czekaja)$/u

/** Whether `długi` are debts and not something long, by the words beside it; without any, they are debts. */
function isDebts(n: number, words: readonly Word[], plain: string, at: readonly number[]): boolean {
  const before = words[n - 1]?.readings[0]
  const after = words[n + 1]
  if (before && isLong.test(before)) return false
  if (before && afterLong.test(before)) return true
  if (!after || longBefore.test(after.readings[0]!)) return true
  // Something between the two ends the sentence or its part: then nothing long follows.
  const own = words[n]!
  const gap = plain.slice(at.indexOf(own.end), at.indexOf(after.start))
  return /[.,;:!?\n]/.test(gap)
}

const compiled = (...lists: string[]): RegExp => {
  const words = lists.join(' ').trim().split(/\s+/)
  return new RegExp(`^(?:${words.map((word) => word.replace('*', '\\p{L}*')).join('|')})$`, 'u')
}
const debt = withoutWafers(compiled(debtWords.pl, debtWords.uk, debtWords.en))
const discreet = compiled(discreetWords.pl, discreetWords.uk, discreetWords.en)
const marked = compiled(markedDebtWords)
const polish = compiled(onlyPolish)
const split = compiled(splitDebtWords)
const discreetPhrases =
  /(?<!\p{L})(?:pomoc\p{L}*\s+(?:spoleczn|rodzin)\p{L}*|osrod\p{L}+\s+(?:pomoc|wsparc)\p{L}*|centr\p{L}+\s+swiadcz\p{L}*|asystent\p{L}*\s+rodzin\p{L}*|niebiesk\p{L}+\s+kart\p{L}*|badan\p{L}*\s+(?:lekarsk|profilakt|krwi|kontroln|piersi|przesiew|usg|rtg|genet)\p{L}*|wynik\p{L}*\s+badan\p{L}*|[58]00\s?(?:\+|plus)|центр\p{L}*\s+допомог\p{L}*|допомог\p{L}*\s+сім\p{L}*|social\s+(?:assistance|services?|care|work\p{L}*|help|support|security)|family\s+(?:help|support|allowance)\p{L}*)/gu

/** A wafer that is shared before Christmas, and the meeting for it, begin like a fee. */
function withoutWafers(words: RegExp): Pick<RegExp, 'test'> {
  return { test: (word) => words.test(word) && !/^oplat(?:ek|k)/.test(word) }
}
