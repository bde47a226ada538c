/** Who is on the lists of the office's drives, what each of them does, and the files that hold them. Everything about them is the canary's. */
import type { DriveTemplate } from '../../shared/campaign/library/drive.ts'
import type { Language } from '../../shared/platform/language.ts'
import { canary, canaryPhone } from './canary.ts'
import type { Person } from './drive.ts'

/** What somebody does about a drive. Whoever does nothing is `silent`. */
export type Part =
  | 'answers'
  | 'objects'
  | 'bounces'
  | 'complains'
  | 'asks for a copy'
  | 'asks to be erased'
  | 'books'
  | 'books and moves'
  | 'books and calls off'
  | 'is not eligible'
  | 'waits'
  | 'books by keys'
  | 'objects by keys'
  | 'asks for a person'
  | 'is a stranger'
  | 'promises'
  | 'pays'
  | 'silent'

export interface Player extends Person {
  n: number
  part: Part
  last: string
  phone: string
}

/** How a telephone of the simulated network behaves, by its last two digits. */
const endings: Partial<Record<Part, string>> = {
  'books by keys': '05',
  'books and calls off': '05',
  'objects by keys': '06',
  'asks for a person': '07',
}
const busy = '01'

/** The survey of which somebody complains. One complaint in two hundred letters pauses a drive, so the others go without. */
const complainedOf = 'participatory-budget'

/** The parts of a drive's first people; all others are silent. `share` is how many of `size` something done by many has. */
function partsOf({ id, asks, anonymity }: DriveTemplate, size: number): Part[] {
  const many = (part: Part, share: number): Part[] => Array.from({ length: Math.round(size * share) }, () => part)
  if (id === 'official-matter') return ['is a stranger', 'promises', 'pays']
  if (id === 'senior-repairs') return ['is not eligible', 'books', 'books and calls off', 'waits', 'objects']
  if (asks === 'booking') {
    return [
      ...many('books', 0.1),
      ...(['books and moves', 'books and calls off', 'objects', 'objects by keys', 'asks for a person'] as const),
      ...(id === 'benefits-visits' ? many('books by keys', 0.1) : []),
    ]
  }
  if (asks === 'nothing') return ['objects', 'bounces', 'complains']
  const answering = many('answers', 0.5)
  if (anonymity === 'anonymous') return answering
  const others: Part[] = ['objects', 'bounces', 'asks for a copy', 'asks to be erased']
  return [...answering, ...others, ...(id === complainedOf ? (['complains'] as const) : [])]
}

const languages: Language[] = ['pl', 'pl', 'uk', 'en']

/** Lists of drives that are no surveys are shorter: there each person takes more time. */
const shareOfOthers = 0.6

/** The people of a drive. `from` is where their telephone numbers begin. */
export function playersOf(template: DriveTemplate, size: number, from: number): Player[] {
  const { asks = 'survey' } = template
  const parts = partsOf(template, size)
  const count = asks === 'survey' ? size : Math.ceil(size * shareOfOthers)
  return Array.from({ length: count }, (_, n) => {
    const part = parts[n] ?? 'silent'
    const plus = part === 'bounces' ? '+bounce' : part === 'complains' ? '+complaint' : ''
    return {
      n,
      part,
      email: `${canary.email}-${n}${plus}@${template.id}.example.org`,
      name: canary.first,
      last: canary.last,
      place: canary.place,
      language: endings[part] ? 'pl' : languages[n % languages.length]!, // whom a machine calls speaks what it speaks
      phone: canaryPhone(from + n, endings[part] ?? busy),
    }
  })
}

/** Whether a list holds addresses and numbers, addresses alone, or claims. */
type Kind = 'people' | 'addresses' | 'claims'
const kindOf = ({ purposeClass, anonymity }: DriveTemplate): Kind =>
  purposeClass === 'reminder' ? 'claims' : anonymity === 'anonymous' ? 'addresses' : 'people'

const headers: Record<Kind, string> = {
  people: 'Adres e-mail;Telefon;Imię;Nazwisko;Osiedle;Język',
  addresses: 'Adres e-mail',
  claims:
    'Telefon;Imię;Nazwisko;Znak sprawy;Termin przedawnienia;Tytuł wykonawczy;Próg kwoty;Ulica;Numer domu;Data urodzenia',
}

export const caseOf = ({ n }: Pick<Player, 'n'>): string => `${canary.case}.${n}`

function rowOf(kind: Kind, player: Player): string {
  const { email, phone, name, last, place, language, n } = player
  if (kind === 'addresses') return email
  if (kind === 'people') return [email, phone, name, last, place, language].join(';')
  const claim = [caseOf(player), '31.12.2029', 'nie', n % 2 ? '>160' : '≤160']
  return [phone, name, last, ...claim, canary.street, `${n}/1`, canary.birth].join(';')
}

/** Rows that a list may not have, with as much that is personal in them as the good ones. */
function badRowsOf(kind: Kind, player: Player): string[] {
  if (kind === 'addresses') return [`${canary.email}-bez-malpy`]
  if (kind === 'people') return [`${canary.email}-bez-malpy;12;${canary.first};${canary.last};${canary.place};pl`]
  return [rowOf(kind, player).replace(';nie;', ';tak;')]
}

/** The file of a list, with rows in it that must be left out; its name says whose it is, as names of files do. */
export function fileOf(template: DriveTemplate, players: Player[]): { name: string; content: Blob; bad: number } {
  const kind = kindOf(template)
  const bad = badRowsOf(kind, players[0]!)
  const rows = [headers[kind], ...players.map((player) => rowOf(kind, player)), ...bad]
  return { name: `${canary.file} ${canary.last}.csv`, content: new Blob([`${rows.join('\r\n')}\r\n`]), bad: bad.length }
}
