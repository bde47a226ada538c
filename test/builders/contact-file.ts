/** Contact files of any size for tests and the bench: invented people with Polish names, written as a stream. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

export type ContactFileEncoding = 'utf-8' | 'windows-1250'

export interface ContactFileOptions {
  rows: number
  encoding?: ContactFileEncoding
  delimiter?: string
}

const firstNames = [
  ...['Agnieszka', 'Łukasz', 'Małgorzata', 'Paweł', 'Grażyna', 'Wojciech', 'Bożena', 'Michał', 'Żaneta', 'Stanisław'],
  ...['Józefa', 'Błażej', 'Święcisława', 'Radosław', 'Zdzisława', 'Sławomir', 'Elżbieta', 'Mścisław', 'Halina', 'Jan'],
]
const lastNames = [
  ...['Wiśniewska', 'Kowalczyk', 'Dąbrowska', 'Zieliński', 'Szymańska', 'Woźniak', 'Kozłowska', 'Jabłoński', 'Król'],
  ...['Wróblewska', 'Gołąb', 'Krzyżanowska', 'Ćwikła', 'Źrebiec', 'Łączyńska', 'Śliwa', 'Ostrowska', 'Bąk', 'Pająk'],
]
const districts = ['Jeżyce', 'Wilda', 'Łazarz', 'Rataje', 'Grunwald', 'Śródka', 'Piątkowo', 'Stare Miasto', 'Dębiec']
const domains = ['example.org', 'example.com', 'example.net', 'poczta.example.org', 'mieszkaniec.example.com']

/** Names of the columns, as an office would have them. */
export const contactFileHeader = ['Adres e-mail', 'Imię', 'Nazwisko', 'Dzielnica', 'Język']

/** The cells of row `n` (from 0): always the same, every address once. Each 20th person reads Ukrainian, each 50th English. */
export function contactCells(n: number): string[] {
  const first = firstNames[n % firstNames.length]!
  const last = lastNames[Math.floor(n / 7) % lastNames.length]!
  const language = n % 50 === 49 ? 'en' : n % 20 === 19 ? 'uk' : 'pl'
  return [
    `${asciiName(first)}.${asciiName(last)}.${String(n).padStart(6, '0')}@${domains[n % domains.length]}`,
    first,
    last,
    districts[n % districts.length]!,
    language,
  ]
}

function asciiName(name: string): string {
  return name.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replace(/\p{M}/gu, '')
}

/** The file's bytes, some thousand rows at a time. */
export function* contactFileBytes({
  rows,
  encoding = 'utf-8',
  delimiter = ';',
}: ContactFileOptions): Generator<Buffer> {
  let text = `${contactFileHeader.join(delimiter)}\r\n`
  for (let n = 0; n < rows; n++) {
    text += `${contactCells(n).join(delimiter)}\r\n`
    if (n % 2000 === 1999) {
      yield encode(text, encoding)
      text = ''
    }
  }
  if (text) yield encode(text, encoding)
}

/** Writes the file to a path. */
export async function writeContactFile(path: string, options: ContactFileOptions): Promise<void> {
  const file = createWriteStream(path)
  for (const bytes of contactFileBytes(options)) if (!file.write(bytes)) await once(file, 'drain')
  file.end()
  await once(file, 'close')
}

/** Windows-1250 has no encoder in Node: its letters by the decoder, turned round. */
const windows1250 = new Map(
  [...new TextDecoder('windows-1250').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))].map(
    (letter, byte) => [letter, byte],
  ),
)

/** A text in an encoding; a letter that it has not is an error. */
export function encode(text: string, encoding: ContactFileEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text)
  const bytes = Buffer.alloc(text.length)
  for (let at = 0; at < text.length; at++) {
    const byte = windows1250.get(text[at]!)
    if (byte === undefined) throw new Error(`windows-1250 has no ${text[at]}`)
    bytes[at] = byte
  }
  return bytes
}
