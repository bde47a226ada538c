/**
 * The register of actions and the list of twenty-one days, both made from what is kept anyway: the ledger of e-mails, calls,
 * facts. Nothing is written for them. Rules only. (T6)
 */
import type { PersonCalls } from '../call/call-store.ts'
import { outcomes } from '../call/outcome.ts'
import { attemptsOf } from '../call/standing.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Fact } from '../contact/contact.ts'
import { contactsPerPart } from '../contact/contact.ts'
import type { WholePage } from '../contact/contact-store.ts'
import { type Ledger, readPartKey } from '../plan/ledger.ts'
import { isHoliday } from '../plan/window.ts'
import { addDays, localTime, weekdayOf } from '../platform/local-time.ts'
import { addMonths, type Claim, firstDay, isInTime, lastDay, monthsLeft } from './claim.ts'
import { actionsByClaim, closingsOf, contactings, isAction } from './may-remind.ts'

/** One contact action, as the act wants it recorded: form, date, who acts. */
export interface Action {
  case: string
  /** ISO in UTC. */
  at: string
  form: 'oral' | 'written'
  channel: 'email' | 'call' | 'agents'
  /** The agent, by the issuer's id; the approver of the drive where nobody acted in person. */
  agent?: string
  /** How it ended, in Polish: the register's language. */
  result: string
}

/** A page with its calls. */
export interface ClaimPage extends Pick<WholePage, 'facts' | 'claims' | 'ledger'> {
  called: ReadonlyMap<number, PersonCalls>
}

/** The actions of a page, claim after claim, of each in order of time: one contacting is an action on each claim it was about. */
export function actionsOf({ claims = [], facts, ledger, called }: ClaimPage): Action[] {
  return claims.flatMap((person, index) => {
    const mails = [...ledger].flatMap(([key, entry]): Done[] => {
      const result =
        readPartKey(key).part === Math.floor(index / contactsPerPart) ? mailResult(entry, index) : undefined
      const action = { at: entry.at, form: 'written', channel: 'email', result: result ?? '' } as const
      return result ? [{ at: new Date(entry.at), isMail: true, action }] : []
    })
    const calls = attemptsOf(called.get(index)?.calls ?? [])
      .filter(isAction)
      .map(({ startedAt, channel, agent, outcome }): Done => {
        const result = outcomes[outcome].label.pl
        const action = { at: startedAt, form: 'oral', channel, result, ...(agent && { agent }) } as const
        return { at: new Date(startedAt), isMail: false, action }
      })
    const about = actionsByClaim(index, person, facts, [...mails, ...calls])
    return person.claims.flatMap((claim, n) => about[n]!.map(({ action }) => ({ case: claim.case, ...action })))
  })
}

type Done = { at: Date; isMail: boolean; action: Omit<Action, 'case'> }

/** What is told of an e-mail that went out, or may have. */
function mailResult({ outcomes: letters, state }: Ledger, index: number): string | undefined {
  const letter = letters[index % contactsPerPart]
  if (letter === 's') return 'wysłano'
  return letter === 'd' || (letter === '.' && state === 'doubt') ? 'nie wiadomo, czy wysłano' : undefined
}

export const registerHeader = [
  'Oznaczenie sprawy',
  'Forma',
  'Data',
  'Godzina',
  'Sposób',
  'Imię i nazwisko działającego',
  'Wynik',
]

const forms = { oral: 'ustna', written: 'pisemna' }
const channels = { email: 'e-mail', call: 'automat', agents: 'konsultant' }

/** A row of the register. @param nameOf an agent's name by the issuer's id */
export function registerRow(
  action: Action,
  { approval }: Pick<Campaign, 'approval'>,
  nameOf: (agent: string) => string | undefined,
): string[] {
  const { date, minutes } = localTime(new Date(action.at))
  const who = action.agent ? (nameOf(action.agent) ?? action.agent) : (approval?.name ?? '')
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return [action.case, forms[action.form], date, clock, channels[action.channel], who, action.result]
}

/**
 * Where a claim stands: nobody acted yet; the days run; the formal reminder must go out now; the days are over; it is closed.
 * `lawyer`: up to 160 zł the act counts otherwise, and a lawyer must say how.
 */
export type CountdownState = 'not begun' | 'running' | 'due' | 'over' | 'limitation' | 'paid' | 'passed_on'

export interface Countdown {
  page: number
  index: number
  claim: Claim
  state: CountdownState
  /** Local days: of the first action, the twenty-first after it, and the last working day before that. */
  first?: string
  day21?: string
  sendBy?: string
  /** For up to 160 zł: the day before which the formal reminder goes out, as the act may be read. */
  lawyer?: string
}

/** The last working day before a local date. */
export function workingDayBefore(date: string): string {
  let day = addDays(date, -1)
  while (weekdayOf(day) > 5 || isHoliday(day)) day = addDays(day, -1)
  return day
}

/** The countdown of every claim of a page, on a local date. */
export function countdownsOf(
  page: number,
  { claims = [], facts, ledger, called }: ClaimPage,
  today: string,
): Countdown[] {
  return claims.flatMap((person, index) => {
    const about = actionsByClaim(index, person, facts, contactings(index, ledger, called.get(index)?.calls ?? []))
    return person.claims.map((claim, n): Countdown => {
      const { band, limitation } = claim
      const first = firstDay(about[n]!.map(({ at }) => at))
      const day21 = first && lastDay(first)
      const sendBy = day21 && workingDayBefore(day21)
      return {
        page,
        index,
        claim,
        state: stateOf(closingsOf(index, n, facts), { limitation, day21, sendBy }, today),
        ...(first && { first }),
        ...(day21 && { day21 }),
        ...(sendBy && { sendBy }),
        ...(band === 'up to' && { lawyer: addMonths(limitation, -monthsLeft) }),
      }
    })
  })
}

function stateOf(
  closings: readonly Fact[],
  { limitation, day21, sendBy }: { limitation: string; day21: string | undefined; sendBy: string | undefined },
  today: string,
): CountdownState {
  const kinds = closings.map(({ kind }) => kind)
  if (kinds.includes('paid')) return 'paid'
  if (kinds.includes('passed_on')) return 'passed_on'
  if (!isInTime(limitation, today)) return 'limitation'
  if (!day21 || !sendBy) return 'not begun'
  if (today >= day21) return 'over'
  return today >= sendBy ? 'due' : 'running'
}

export const countdownHeader = [
  'Oznaczenie sprawy',
  'Próg',
  'Pierwsze działanie',
  'Upomnienie wyślij najpóźniej',
  'Dzień 21',
  'Stan',
  'Termin przedawnienia',
  'Uwagi',
]

export const countdownStates: Record<CountdownState, string> = {
  'not begun': 'bez działań',
  running: 'termin biegnie',
  due: 'wyślij upomnienie',
  over: 'minęło 21 dni',
  limitation: 'bliskie przedawnienie',
  paid: 'zapłacono',
  passed_on: 'upomnienie przekazane',
}

/** A row of the list. */
export function countdownRow({ claim, first = '', sendBy = '', day21 = '', state, lawyer }: Countdown): string[] {
  const note = lawyer ? `do 160 zł: inny termin, do oceny prawnika (przed ${lawyer})` : ''
  const band = claim.band === 'over' ? '>160' : '≤160'
  return [claim.case, band, first, lawyer ? '' : sendBy, day21, countdownStates[state], claim.limitation, note]
}

const urgency: Record<CountdownState, number> = {
  over: 0,
  due: 1,
  running: 2,
  limitation: 3,
  'not begun': 4,
  passed_on: 5,
  paid: 6,
}

/** The most urgent first: what is over, what is due, then by their day. */
export function byUrgency(one: Countdown, other: Countdown): number {
  return urgency[one.state] - urgency[other.state] || (one.day21 ?? '9').localeCompare(other.day21 ?? '9')
}
