/** Staff texts of the records of the sender's domain. */
import type { RecordState, SenderRecord } from '../../shared/sender/sender.ts'
import type { StaffLanguage } from './staff.ts'
import type { Words } from './staff-words.ts'

const pl = {
  heading: (domain: string) => `Domena nadawcy: ${domain}`,
  lead: 'Urząd musi zabezpieczać pocztę wpisami SPF, DKIM i\u00a0DMARC (art. 24 ustawy o\u00a0zwalczaniu nadużyć w\u00a0komunikacji elektronicznej). Bez nich akcji z\u00a0e-mailami nie da się uruchomić.',
  records: {
    spf: 'SPF: kto może wysyłać',
    dkim: 'DKIM: podpis wiadomości',
    dmarc: 'DMARC: co robić z\u00a0podrobionymi',
  } satisfies Record<SenderRecord, string>,
  states: { there: 'jest', missing: 'brakuje', unknown: 'nie wiadomo' } satisfies Record<RecordState, string>,
  missing: 'Brakuje wpisów w\u00a0DNS. Poproś o\u00a0nie dział informatyki, a\u00a0potem sprawdź jeszcze raz.',
  unknown:
    'Części wpisów nie udało się sprawdzić: serwer nazw nie odpowiedział albo w\u00a0ustawieniach nie ma nazwy wpisu DKIM. Akcji to nie zatrzyma.',
  at: (at: string) => `Sprawdzono: ${at}.`,
  check: 'Sprawdź teraz',
}

const en: Words<typeof pl> = {
  heading: (domain) => `Domain of the sender: ${domain}`,
  lead: 'The office must protect its mail by SPF, DKIM and DMARC (art. 24 of the act on abuse in electronic communication). Without them no drive with e-mails can be launched.',
  records: {
    spf: 'SPF: who may send',
    dkim: 'DKIM: signature of messages',
    dmarc: 'DMARC: what to do with forged ones',
  },
  states: { there: 'there', missing: 'missing', unknown: 'not known' },
  missing: 'Records are missing in DNS. Ask the IT department for them, then check again.',
  unknown:
    'Some records could not be checked: the name server did not answer, or the settings have no name of a DKIM record. This stops no drive.',
  at: (at) => `Checked: ${at}.`,
  check: 'Check now',
}

export const senderTexts = (language: StaffLanguage): typeof pl => (language === 'pl' ? pl : en)
