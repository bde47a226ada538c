/** Personal data that nobody else has, and how any of it is found again, however it is written: plain, escaped, in URLs, in base64. */

/** What people of a test are called and where they live, what they and others write about them. */
export const canary = {
  first: 'Ćwirosława',
  last: 'Kanarkowska-Żółta',
  email: 'kanarek7531',
  place: 'Osiedle Wolierowe',
  case: 'KANAR.7531',
  street: 'Piórkowa Ptaszarnia',
  birth: '13.02.1917',
  words: 'Śpiewam o świcie 7531',
  bookedName: 'Trelisława Szczygłowska',
  bookedEmail: 'szczygiel8642',
  note: 'Nuci pod oknem 9753',
  file: 'Papużka falista',
  letter: 'Proszę zapomnieć, gdzie gniazduję',
} as const

/** Every mark, with what else it may turn into: an ISO date, a word alone. */
const marks: string[] = [...Object.values(canary), 'kanarkowska', 'wolierowe', 'szczygłowska', 'śpiewam', '1917-02-13']

/** A telephone number of nobody: its last two digits say how it behaves when it is called. */
export function canaryPhone(n: number, ending: string): string {
  const phone = `607${String(n).padStart(4, '0')}${ending}`
  if (phone.length !== 9) throw new Error(`${phone} is no telephone number`)
  return phone
}

const plain = (word: string) =>
  word
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')

/** How a word may be written. */
function formsOf(word: string): string[] {
  const asUrl = encodeURIComponent(word)
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.from(' '.repeat(before) + word)
      .toString('base64')
      .replaceAll('=', '')
      .slice([0, 2, 3][before], -1),
  )
  return [
    word,
    plain(word),
    asUrl,
    asUrl.replaceAll('%20', '+'),
    asUrl.replaceAll('%', '%25'),
    asUrl.replaceAll('%', '='), // as mails write it
    JSON.stringify(word).slice(1, -1),
    word.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
    word.replace(/[^\0-\x7f]/g, (letter) => `&#${letter.charCodeAt(0)};`),
    Buffer.from(word).toString('hex'),
    ...inBase64,
    ...inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ]
}

const forms = [...new Set(marks.flatMap(formsOf).map((form) => form.toLowerCase()))]
const phone = /607[ .-]?\d{3}[ .-]?\d{3}/g
const token = /[0-9a-z]{12}\.\d{1,7}\.\d{1,2}\.[\w-]{22}/g
const run = /[A-Za-z0-9+/_-]{22,}/g
const secretLength = 22

export interface Finder {
  (text: string): string[]
  /** Of links: what proves that somebody was sent one. */
  secrets: Set<string>
}

/**
 * Finds what is personal in a text: marks of the canary, numbers of `phones`, tokens of links; each by the form in which it stands there.
 * @param secrets tokens of links without the ids they begin with
 */
export function finder(phones: ReadonlySet<string>, secrets: Iterable<string> = []): Finder {
  const known = new Set([...secrets].map((secret) => secret.slice(0, secretLength)))
  const words = (text: string): string[] => {
    const lower = text.toLowerCase()
    const numbers = [...text.matchAll(phone)].map(([number]) => number.replace(/\D/g, ''))
    return [...forms.filter((form) => lower.includes(form)), ...numbers.filter((number) => phones.has(number))]
  }
  const find = (text: string): string[] => {
    const found = [...words(text), ...[...text.matchAll(token)].map(([link]) => link)]
    for (const [letters] of text.matchAll(run)) {
      for (let n = 0; n + secretLength <= letters.length; n++) {
        const part = letters.slice(n, n + secretLength)
        if (known.has(part)) found.push(part)
      }
      found.push(...words(Buffer.from(letters, 'base64').toString()))
    }
    return [...new Set(found)]
  }
  return Object.assign(find, { secrets: known })
}
