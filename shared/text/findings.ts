/** What is said about a finding of the linter to whoever writes: what stands there, and what to write instead. */
import type { Text } from '../platform/language.ts'
import type { Finding } from './linter.ts'
import type { Place } from './text.ts'

/** Who gets to see or hear a text before anybody knows who it is. */
const whoever: Record<Place, Text> = {
  name: { pl: 'mieszkańcy widzą nazwę akcji', en: 'residents see the name of the drive' },
  from: { pl: 'nadawcę widzi każdy, kto spojrzy na skrzynkę', en: 'whoever looks at the mailbox sees the sender' },
  purpose: { pl: 'ten cel widzi i\u00a0słyszy każdy', en: 'everybody sees and hears this purpose' },
  subject: { pl: 'temat widzi każdy, kto spojrzy na skrzynkę', en: 'whoever looks at the mailbox sees the subject' },
  body: { pl: 'e-mail może przeczytać ktoś inny', en: 'somebody else may read the e-mail' },
  opening: { pl: 'usłyszy to każdy, kto odbierze', en: 'whoever picks up will hear it' },
  script: {
    pl: 'nie wiadomo jeszcze, kto odebrał telefon',
    en: 'nobody knows yet who has picked up',
  },
  voicemail: { pl: 'nagranie może odsłuchać ktoś inny', en: 'somebody else may listen to the message' },
  calendar: { pl: 'kalendarz może zobaczyć ktoś inny', en: 'somebody else may see the calendar' },
}

const neutral: Text = {
  pl: 'Wystarczy „prosimy o\u00a0kontakt w\u00a0sprawie urzędowej”.',
  en: 'Say “please contact us in an official matter”.',
}

/** What is to be taken out, as the object of `Usuń …`. */
const whatIs = (finding: Finding): Text => {
  const found = finding.found.replace(/\s+/g, ' ')
  const quoted = found.length > 60 ? `${found.slice(0, 57)}…` : found
  const named = (pl: string, en: string): Text => ({ pl: `${pl} „${quoted}”`, en: `${en} “${quoted}”` })
  switch (finding.kind) {
    case 'amount':
      return named('kwotę', 'the amount')
    case 'account':
      return { pl: 'numer rachunku', en: 'the account number' }
    case 'pesel':
      return { pl: 'numer PESEL', en: 'the PESEL number' }
    case 'nip':
      return { pl: 'numer NIP', en: 'the tax number' }
    case 'link':
      return named('odnośnik', 'the link')
    case 'case':
      return named('oznaczenie sprawy', 'the sign of the case')
    case 'due':
      return named('słowa o\u00a0terminie', 'the words on a due date')
    case 'property':
      return named('oznaczenie majątku', 'the sign of somebody’s property')
    case 'field':
      return { pl: `pole ${quoted}`, en: `the field ${quoted}` }
    case 'phrase':
    case 'word':
      return { pl: `„${quoted}”`, en: `“${quoted}”` }
  }
}

const most = 12

/** Findings of one rule in one text as an instruction, each thing named once. */
export function messageOf(findings: readonly Finding[], place: Place): Text {
  const [first] = findings
  if (!first) throw new Error('nothing was found')
  const things = findings.map(whatIs)
  const list = (language: 'pl' | 'en'): string => {
    const told: string[] = []
    for (const { [language]: name } of things) {
      if (!told.some((one) => one.toLowerCase() === name!.toLowerCase())) told.push(name!)
    }
    return `${told.slice(0, most).join(', ')}${told.length > most ? '…' : ''}`
  }
  const who = whoever[place]
  switch (first.rule) {
    case 'X20':
      return {
        pl: 'Usuń {{link}}: takie wiadomości nie mają odnośników. Podaj numer telefonu urzędu.',
        en: 'Remove {{link}}: such messages have no links. Give the office’s telephone number.',
      }
    case 'L12':
      return {
        pl: `Usuń ${list('pl')}: ${who.pl}, a\u00a0sprawa jest dyskretna. Napisz tylko o\u00a0urzędzie miasta.`,
        en: `Remove ${list('en')}: ${who.en}, and the matter is discreet. Speak of the city office only.`,
      }
    default:
      return {
        pl: `Usuń ${list('pl')}: ${who.pl}. ${neutral.pl}`,
        en: `Remove ${list('en')}: ${who.en}. ${neutral.en}`,
      }
  }
}

/** Findings by their rule, in the order in which they come. */
export function byRule(findings: readonly Finding[]): Finding[][] {
  return [...Map.groupBy(findings, ({ rule }) => rule).values()]
}
