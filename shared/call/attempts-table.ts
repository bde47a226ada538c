/** All attempts of a drive as a table: a row to each e-mail and call, by the contact's place on the list. No names, no numbers. */
import type { Campaign } from '../campaign/campaign.ts'
import type { Beside } from '../contact/beside-store.ts'
import { contactsPerPart } from '../contact/contact.ts'
import { outcomes as mailOutcomes, type Outcome, readPartKey } from '../plan/ledger.ts'
import { localTime } from '../platform/local-time.ts'
import type { PersonCalls } from './call-store.ts'
import { type OutcomeCode, outcomes } from './outcome.ts'
import { attemptsOf } from './standing.ts'

export const attemptsHeader = [
  'Kontakt',
  'Próba',
  'Kanał',
  'Krok',
  'Początek',
  'Koniec',
  'Wynik (kod)',
  'Wynik',
  'Kod AAPOR',
]

export type AttemptRow = (string | number)[]

const channels = { call: 'automat', agents: 'konsultant' }

/** What became of an e-mail, for who reads the table. */
const mailLabels: Partial<Record<Outcome, string>> = { s: 'wysłano', r: 'odrzucono przez pocztę', d: 'nie wiadomo' }

/** Outcomes after which there are answers: on what day and channel they came stands in the file of responses too. */
const answering: ReadonlySet<OutcomeCode> = new Set(['complete', 'partial', 'break_off', 'screened_out', 'quota_full'])

/**
 * The rows of one page of the list: its contacts in order, of each the e-mails before the calls. In a confidential drive a call
 * that brought answers tells neither its time nor its channel, by which it could be set beside a response. (A4)
 */
export function attemptRows(
  page: number,
  contacts: number,
  { ledger }: Pick<Beside, 'ledger'>,
  called: ReadonlyMap<number, PersonCalls>,
  { eligibility = 'people', anonymity }: Pick<Campaign, 'eligibility' | 'anonymity'>,
): AttemptRow[] {
  const sends = [...ledger].map(([key, entry]) => ({ ...readPartKey(key), ...entry }))
  sends.sort((one, other) => one.step - other.step)
  return Array.from({ length: contacts }, (_, index) => {
    const place = `${page}.${index}`
    const mails = sends
      .filter(({ part }) => part === Math.floor(index / contactsPerPart))
      .flatMap(({ step, outcomes: letters, at }): AttemptRow[] => {
        const letter = (letters[index % contactsPerPart] ?? '.') as Outcome
        const label = mailLabels[letter]
        if (!label) return []
        const code = letter === 'r' ? '3.30' : eligibility === 'people' ? '2.20' : '3.90'
        return [[place, '', 'e-mail', step + 1, timeOf(at), '', mailOutcomes[letter].name, label, code]]
      })
    const calls = attemptsOf(called.get(index)?.calls ?? []).map(
      ({ n, channel, step, startedAt, endedAt, outcome }): AttemptRow => {
        const when = [channels[channel], step + 1, timeOf(startedAt), endedAt ? timeOf(endedAt) : '']
        const hidden = anonymity === 'confidential' && answering.has(outcome)
        return [
          ...[place, n, ...(hidden ? when.map(() => '') : when)],
          ...[outcome, outcomes[outcome].label.pl, outcomes[outcome].aapor[eligibility]],
        ]
      },
    )
    return [...mails, ...calls]
  }).flat()
}

/** `2026-03-10 11:05:09` on the office's wall: spreadsheets read it as a time. */
function timeOf(iso: string): string {
  const { date, minutes } = localTime(new Date(iso))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${iso.slice(17, 19)}`
}
