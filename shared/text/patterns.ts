/**
 * What tells a matter without a word for it: amounts, accounts, personal and tax numbers, links, signs of cases, due dates, land
 * registers, number plates. Everything is looked for generously: what is not there for certain is safer left out. Rules only. (T3)
 */
import { isPesel } from '../contact/pesel.ts'

export type PatternKind = 'amount' | 'account' | 'pesel' | 'nip' | 'link' | 'case' | 'due' | 'property' | 'phrase'

export interface Match {
  kind: PatternKind
  start: number
  end: number
}

interface Pattern {
  kind: PatternKind
  /** Global. Against the text in small letters without marks, unless `asWritten`. */
  find: RegExp
  asWritten?: boolean
  /** Whether what was found is one. */
  isOne?: (found: string, before: string, after: string) => boolean
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** Whether ten digits are a tax number of a company or person. */
export function isNip(digits: string): boolean {
  if (!/^[1-9]\d{9}$/.test(digits)) return false
  const weights = [6, 5, 7, 2, 3, 4, 5, 6, 7]
  return weights.reduce((sum, weight, n) => sum + weight * Number(digits[n]), 0) % 11 === Number(digits[9])
}

/** Whether letters and digits are an IBAN of any country: the remainder of ISO 7064 is 1. */
export function isIban(text: string): boolean {
  const plain = text.replace(/[^a-z0-9]/gi, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false
  const turned = plain.slice(4) + plain.slice(0, 4)
  let rest = 0
  for (const character of turned) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

const numberWords =
  '(?:jeden|jedna|jedno|dwa|dwie|trzy|cztery|piec|szesc|siedem|osiem|dziewiec|dziesiec|sto|dwiescie|trzysta|czterysta|\\p{L}*nascie|\\p{L}+dziesiat|dwadziescia|trzydziesci|czterdziesci|\\p{L}+set|tysiac\\p{L}*|tysiec\\p{L}*|milion\\p{L}*' +
  '|сто|двісті|триста|чотириста|\\p{L}+сот|\\p{L}+дцять|\\p{L}+десят|тисяч\\p{L}*|hundred|thousand|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)'
const currency =
  '(?:zl(?:otych|ote|oty|otego|otowki?|otymi)?|pln|gr|groszy|grosze|euro?|eur|usd|€|\\$|грн|гривень|гривні|злотих|злоті|zlotys?|zloties)'
const dot = '(?:\\.|\\s*[\\[({]\\s*(?:\\.|dot|kropka)\\s*[\\])}]\\s*)'
const tld =
  '(?:pl|com|net|org|eu|info|biz|online|site|store|shop|xyz|app|top|link|click|page|website|io|ly|gl|gd|cc|ru|ua|de|uk|cz|sk|gov|edu|finance|pay|bank)'

const patterns: Pattern[] = [
  { kind: 'amount', find: new RegExp(`(?<![\\p{L}\\p{N}])\\d[\\do .,\\u00a0\\u202f]*${currency}(?![\\p{L}])`, 'gu') },
  { kind: 'amount', find: /(?<![\p{L}\p{N}])(?:pln|zl|eur|€|\$)\s?\d[\d .,\u00a0]*/gu },
  { kind: 'amount', find: new RegExp(`(?<!\\p{L})${numberWords}\\s+(?:\\p{L}+\\s+){0,4}?${currency}(?!\\p{L})`, 'gu') },
  {
    kind: 'amount',
    find: /(?<![\p{L}])(?:zl|pln|zlotych)(?![\p{L}])/gu,
    isOne: (_, before) => !/\p{L}\s$/u.test(before),
  },
  {
    kind: 'amount',
    find: /(?<![\d.,:])\d{1,3}(?:[ .\u00a0]?\d{3})*,\d{2}(?![\d%,])/g,
    // 7,30 may be half past seven
    isOne: (found) => !/^(?:[01]?\d|2[0-3]),[0-5]\d$/.test(found),
  },
  { kind: 'account', find: /(?<![\d])(?:\d[ .\-\u00a0]?){25}\d(?!\d)/g },
  { kind: 'account', find: /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]){11,30}(?![\p{L}\p{N}])/gu, isOne: isIban },
  {
    kind: 'pesel',
    find: /(?<![\d+])(?:\d[ .\-\u00a0]?){10}\d(?!\d)/g,
    isOne: (found) => isPesel(digitsOf(found)),
  },
  {
    kind: 'nip',
    find: /(?<![\d+])\d{3}[ -]?\d{2,3}[ -]?\d{2}[ -]?\d{2,3}(?!\d)/g,
    isOne: (found) => isNip(digitsOf(found)),
  },
  { kind: 'link', find: /(?:h(?:tt|xx)ps?|ftp|javascript|data|whatsapp|tg):(?:\/\/)?[^\s<>"]+/g },
  {
    kind: 'link',
    find: new RegExp(
      `(?<![@\\p{L}\\p{N}.-])(?:www\\d?${dot})?(?:[\\p{L}\\p{N}-]+${dot})+${tld}(?![\\p{L}\\p{N}-])(?:${dot}[\\p{L}\\p{N}-]+)*(?:[/?#:][^\\s<>"]*)?`,
      'gu',
    ),
  },
  { kind: 'link', find: /(?<![@\p{L}\p{N}.-])[a-z0-9-]{1,20}\.(?:to|me|co|be|im)\/[^\s<>"]+/gu },
  {
    kind: 'case',
    asWritten: true,
    find: /(?<![\p{L}\p{N}.])\p{Lu}\p{L}{0,5}(?:[-.][IVXLC]+)?[-.]\d{2,5}(?:[./]\d{1,5}){1,5}(?!\d)/gu,
    isOne: (found) => /(?:[./]\d+){2}$/.test(found) && !/^\p{L}+\.\d{1,2}\.\d{1,2}\.\d{4}$/u.test(found),
  },
  {
    kind: 'case',
    find: /(?<![\d/])\d{1,6}\/(?:19|20)\d{2}(?![\d/])/g,
    isOne: (found) => !/^(?:19|20)\d\d\//.test(found),
  },
  {
    kind: 'case',
    find: /(?<![\d/])\d{2,6}\/\d{1,5}\/(?:19|20)?\d{2}(?![\d/])/g,
    isOne: (found) => !/^\d\d\/\d\d\//.test(found),
  },
  {
    kind: 'case',
    find: /(?<!\p{L})(?:(?:numer|nr|znak|id|oznaczeni\p{L}*)\s+(?:sprawy|akt|decyzji|karty|kartoteki|ewidencji|konta)|sygn\p{L}*|номер\p{L}*\s+справи|case\s+(?:no|number|ref\p{L}*)|reference\s+(?:no|number))[.:]?\s*(?:akt)?[.:]?\s*[\p{L}-]{0,6}[.\s-]?\d[\p{L}\d./-]*/gu,
  },
  { kind: 'property', find: /(?<![\p{L}\p{N}])[a-z]{2}\d[a-z]\s?\/\s?\d{8}\s?\/\s?\d(?!\d)/gu },
  {
    kind: 'property',
    asWritten: true,
    find: /(?<![\p{L}\p{N}])P[A-Z]{1,2} ?\d[0-9A-Z]{3,4}(?![\p{L}\p{N}])/gu,
    isOne: (found) => !/^P[NL]/.test(found),
  },
  {
    kind: 'due',
    find: /(?<!\p{L})termin\p{L}*\s+(?:platn|zaplat|wplat|splat|uregul|minal|minela|uplyn|uplyw|mija|minie|przypad)\p{L}*|(?<!\p{L})(?:minal|uplynal|mija|uplywa|przekroczon\p{L}+|po)\s+(?:juz\s+)?(?:\p{L}+\s+)?termin(?:ie|u)?(?!\p{L})|строк\p{L}*\s+(?:сплат|оплат)\p{L}*|(?<!\p{L})(?:past|is|was|are|were|amounts?|payments?)\s+due(?!\p{L})|(?<!\p{L})due\s+(?:date|on|by|until)(?!\p{L})/gu,
  },
  {
    kind: 'phrase',
    find: /(?<!\p{L})(?:tytul\p{L}*\s+wykonaw\p{L}*|zaj(?:ecie|ecia|eciem|ac|mie|miemy|muje|eto)\s+(?:\p{L}+\s+){0,2}?(?:kont|rachun|wynagr|emeryt|rent|pensj|swiadcz)\p{L}*|(?:numer|nr|na)\s+kont(?:o|a|u|em)|kont(?:o|a|u|em)\s+(?:bankow|podatk)\p{L}*|jest\s+(?:pan|pani)\s+winien|(?:winien|winna|winni)\s+(?:nam|urzedowi|miastu)|brak(?:u|iem)?\s+(?:wplat|zaplat|platn)\p{L}*|stawi\p{L}*\s+sie\s+w\s+sadzie|outstanding\s+(?:balance|amount|payment|sum|debt|fee|charge|bill|tax|account)s?|(?:with|late|default|accrued|penalty)\s+interest|interest\s+(?:rate|charge|for|is|accru|on\s+(?:late|the))\p{L}*|real\s+estate|bank\s+account|pay\s+up)(?!\p{L})/gu,
  },
]

/**
 * Everything that a text has of these, by its place in what was searched: `plain` in small letters without marks, `written` as it is.
 * `hosts` are those to which links may lead, and whatever lies under them.
 */
export function patternsIn(
  plain: string,
  written: string,
  hosts: readonly string[],
): (Match & { asWritten: boolean })[] {
  return patterns.flatMap(({ kind, find, asWritten = false, isOne }) => {
    const text = asWritten ? written : plain
    return [...text.matchAll(find)].flatMap((match) => {
      const [found] = match
      const { index } = match
      const trimmed = found.replace(/[\s.,;:!?)\]-]+$/, '')
      if (isOne && !isOne(trimmed, text.slice(0, index), text.slice(index + found.length))) return []
      if (kind === 'link' && isAllowed(trimmed, hosts)) return []
      return [{ kind, start: index, end: index + Math.max(1, trimmed.length), asWritten }]
    })
  })
}

/** Whether a link leads to one of the hosts: not to one that only begins or ends like it. */
function isAllowed(link: string, hosts: readonly string[]): boolean {
  const dots = link.replace(/\s*[[({]\s*(?:\.|dot|kropka)\s*[\])}]\s*/g, '.')
  if (/^(?!https?:)[a-z]+:/.test(dots)) return false
  const authority = dots.replace(/^https?:\/*/, '').split(/[/?#\\]/)[0]!
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d+$/, '')
  return hosts.some((allowed) => host === allowed || host.endsWith(`.${allowed}`))
}
