/** Written texts made for the ear: no brackets, dashes or abbreviations that a voice would stumble over. Rules only. */
import type { Spoken } from './call-texts.ts'

const abbreviations: Record<Spoken, [RegExp, string][]> = {
  pl: [
    [/\bnp\./gi, 'na przykład'],
    [/\bm\.\s?in\./gi, 'między innymi'],
    [/\btzn\./gi, 'to znaczy'],
    [/\bitp\./gi, 'i tym podobne'],
    [/\bitd\./gi, 'i tak dalej'],
    [/\bul\.\s/gi, 'ulica '],
    [/\bok\.\s(?=\d)/gi, 'około '],
    [/\bgodz\.\s(?=\d)/gi, 'godzina '],
    [/\bnr\s(?=\d)/gi, 'numer '],
    [/\s&\s/g, ' i '],
  ],
  en: [
    [/\be\.g\./gi, 'for example'],
    [/\bi\.e\./gi, 'that is'],
    [/\betc\./gi, 'and so on'],
    [/\s&\s/g, ' and '],
  ],
}
const words: Record<Spoken, { or: string; to: string }> = {
  pl: { or: 'lub', to: 'do' },
  en: { or: 'or', to: 'to' },
}

/** The text as it is read out. Ends without a full stop; a question mark stays. */
export function spoken(text: string, language: Spoken): string {
  const { or, to } = words[language]
  let said = text.normalize('NFC').replace(/[\u00A0\u202F\s]+/g, ' ')
  // brałem(-am) → brałem lub brałam; gotowy(-a) → gotowy lub gotowa
  said = said.replace(/(?<!\p{L})(\p{L}+)\(-(\p{L}{1,4})\)/gu, (_, word: string, ending: string) => {
    return `${word} ${or} ${feminine(word, ending)}`
  })
  for (const [written, read] of abbreviations[language]) said = said.replace(written, read)
  return said
    .replace(/(?<=\d)\s?[–—-]\s?(?=\d)/g, ` ${to} `)
    .replace(/\s[–—-]\s/g, ', ')
    .replace(/(?<=\p{L})\s?\/\s?(?=\p{L})/gu, ` ${or} `)
    .replace(/["„”“«»*_#<>]/g, '')
    .replace(/\s?\(([^()]*)\)/g, ', $1,')
    .replace(/[[\]{}()]/g, ' ')
    .replace(/,(?=[,.?!:;])|,\s*$/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<![.,:;])[.,:;]+$/, '')
}

/** The feminine form that a bracket means: it replaces as much as it is long, or what the masculine ends with. */
function feminine(word: string, ending: string): string {
  if (word.endsWith('em') && ending === 'am') return `${word.slice(0, -2)}am`
  if (/[yi]$/.test(word) && /^[aąe]/.test(ending)) return `${word.slice(0, -1)}${ending}`
  return word + ending
}

/** A text that ends like a sentence. */
export function sentence(text: string, language: Spoken): string {
  const said = spoken(text, language)
  return /[.?!]$/.test(said) || said === '' ? said : `${said}.`
}
