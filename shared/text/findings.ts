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

const remove = (finding: Finding): Text => {
  const { kind, rule } = finding
  const found = finding.found.replace(/\s+/g, ' ')
  const quoted = found.length > 60 ? `${found.slice(0, 57)}…` : found
  if (rule === 'X20') {
    return {
      pl: 'Usuń {{link}}: takie wiadomości nie mają odnośników, podaj numer telefonu',
      en: 'Remove {{link}}: such messages have no links, give the telephone number',
    }
  }
  switch (kind) {
    case 'amount':
      return { pl: `Usuń kwotę „${quoted}”`, en: `Remove the amount “${quoted}”` }
    case 'account':
      return { pl: 'Usuń numer rachunku', en: 'Remove the account number' }
    case 'pesel':
      return { pl: 'Usuń numer PESEL', en: 'Remove the PESEL number' }
    case 'nip':
      return { pl: 'Usuń numer NIP', en: 'Remove the tax number' }
    case 'link':
      return {
        pl: `Usuń odnośnik „${quoted}” albo podaj stronę miasta`,
        en: `Remove the link “${quoted}”, or give a page of the city`,
      }
    case 'case':
      return { pl: `Usuń oznaczenie sprawy „${quoted}”`, en: `Remove the sign of the case “${quoted}”` }
    case 'due':
      return { pl: `Usuń słowa o\u00a0terminie „${quoted}”`, en: `Remove the words on a due date “${quoted}”` }
    case 'property':
      return {
        pl: `Usuń oznaczenie majątku „${quoted}”`,
        en: `Remove the sign of somebody’s property “${quoted}”`,
      }
    case 'field':
      return { pl: `Usuń pole ${quoted}`, en: `Remove the field ${quoted}` }
    case 'phrase':
      return { pl: `Usuń słowa „${quoted}”`, en: `Remove the words “${quoted}”` }
    case 'word':
      return { pl: `Usuń słowo „${quoted}”`, en: `Remove the word “${quoted}”` }
  }
}

/** A finding as an instruction. */
export function messageOf(finding: Finding, place: Place): Text {
  const what = remove(finding)
  if (finding.rule === 'L12') {
    return {
      pl: `${what.pl}: ${whoever[place].pl}, a\u00a0akcja jest dyskretna. Napisz tylko o\u00a0urzędzie miasta.`,
      en: `${what.en}: ${whoever[place].en}, and the drive is discreet. Speak of the city office only.`,
    }
  }
  return {
    pl: `${what.pl}: ${whoever[place].pl}. ${neutral.pl}`,
    en: `${what.en}: ${whoever[place].en}. ${neutral.en}`,
  }
}
