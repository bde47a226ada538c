/**
 * How an agent's call ended, and what follows: an objection is kept first, then a promise, then the outcome over her lease.
 * What comes twice, from another tab, or after the call has gone to somebody else is kept beside the call and explained;
 * it is never lost, and never a second outcome.
 */

import { asksFor, isDebt } from '../campaign/campaign.ts'
import { noteProblems } from '../claim/note.ts'
import { pickedFor, promiseProblem } from '../claim/outcome.ts'
import { objectBy } from '../objection/object.ts'
import { addressHash, type ObjectionScope } from '../objection/objection.ts'
import { isInWindow, nextOpening } from '../plan/window.ts'
import { Invalid } from '../platform/errors.ts'
import type { Text } from '../platform/language.ts'
import { localTime } from '../platform/local-time.ts'
import { open, seal } from '../platform/secrets.ts'
import { countedToday, pickedOutcomes, promiseAfter, promisedDays } from './agent.ts'
import type { AgentDeps } from './agent-check.ts'
import { type Caller, type Known, longestNote, notePlace, sealedNote } from './agent-desk.ts'
import { withNext } from './agent-give.ts'
import type { Call } from './call.ts'
import { lineHash } from './lines.ts'
import { type OutcomeCode, outcomes } from './outcome.ts'
import { type Next, nextAfter } from './recycle.ts'

export interface Ending {
  outcome: OutcomeCode
  note?: string | undefined
  clauseGiven?: boolean | undefined
  /** When she is to be called back, and whether by this agent. */
  callback?: { at: Date; mine: boolean } | undefined
  /** Of a reminder: the local day by which she promised to pay. */
  promisedBy?: string | undefined
  /** From what she does not want to hear any more; of this drive where nothing is said. */
  objection?: ObjectionScope | undefined
}

/** `saved`: the outcome stands. `again`: it stood already. `late`: the call was not hers any more, and it is kept beside it. */
export type Saved = { as: 'saved'; next: Next } | { as: 'again' } | { as: 'late'; promised: boolean }

/** Saves how a call ended. Throws Invalid where something of it cannot be so. */
export async function saveOutcome(caller: Caller, known: Known, ending: Ending, deps: AgentDeps): Promise<Saved> {
  const at = deps.now()
  await check(known, ending, deps, at)
  const call = known.calls.find(({ n }) => n === known.id.n)
  if (call && isSame(call, caller, known, ending)) return { as: 'again' }
  const isOver = known.calls.some(({ state, outcome }) => state === 'closed' && outcome && outcomes[outcome].final)

  // Whoever said it: no more calls, and the promise that was made, whatever becomes of the outcome.
  if (outcomes[ending.outcome].doNotContact) await keepObjection(known, ending, deps, at)
  const promises = ending.outcome === 'callback' && ending.callback !== undefined && (known.isHers || !isOver)
  if (promises) {
    const { at: when, mine } = ending.callback!
    const wish = { at: when.toISOString(), from: 'agent' as const, madeAt: at.toISOString() }
    await deps.calls.promise(known.whom, { ...wish, ...(mine && { owner: caller.id }) })
  }
  if (!known.isHers || !call) return keepLate(caller, known, ending, promises, deps, at)

  const before = known.calls.filter(({ n, state }) => n !== call.n && state === 'closed')
  const { leaseUntil: _, ...attempt } = call
  const clauseGivenAt = call.clauseGivenAt ?? (ending.clauseGiven ? at.toISOString() : undefined)
  const closed: Call = {
    ...attempt,
    state: 'closed',
    endedAt: at.toISOString(),
    outcome: ending.outcome,
    ...(clauseGivenAt && { clauseGivenAt }),
    ...(ending.note !== undefined && { note: sealedNote(known, ending.note) }),
    ...(ending.outcome === 'promised' && { restsOn: ending.promisedBy }),
  }
  if (!promises) await movePromise(known, ending.outcome, deps, at)
  if (!(await deps.leases.close(known.whom, call, withNext(closed, before, known.context, at)))) {
    return keepLate(caller, known, ending, promises, deps, at)
  }
  const { outcome } = ending
  // Giving a call back is no call.
  const today = outcome === 'not_dialled' ? undefined : countedToday(await deps.agents.get(caller.id), outcome, at)
  await deps.agents.letGo(caller.id, known.text, at, today)
  await freeNumber(known, call, deps)
  const { list: __, dueAt: ___, ...ended } = closed
  return { as: 'saved', next: nextAfter([...before, ended], known.context, at) }
}

/** The agent's note of a call, if she made one and it can be opened. */
export function noteOf({ keys, whom }: Pick<Known, 'keys' | 'whom'>, { n, note }: Call): string | undefined {
  return note && open(keys.seal, notePlace(whom, n), note).toString()
}

/** Whether this very ending was saved before: a second click, or the same in another tab. */
function isSame(call: Call, caller: Caller, known: Known, { outcome, note }: Ending): boolean {
  if (call.state !== 'closed' || call.agent !== caller.id || call.startedAt !== known.startedAt) return false
  return call.outcome === outcome && (note ?? '') === (noteOf(known, call) ?? '')
}

async function check(known: Known, ending: Ending, deps: AgentDeps, at: Date): Promise<void> {
  const { outcome, note, callback } = ending
  if (outcome !== 'not_dialled' && !pickedOutcomes.includes(outcome)) {
    throw invalid('outcome', 'Wybierz wynik z listy.', 'Choose an outcome from the list.')
  }
  checkReminder(known, ending, at)
  const forbidden = noteProblems(known.campaign, note)
  if (forbidden.length > 0) throw new Invalid(forbidden)
  if ((note ?? '').length > longestNote) {
    throw invalid(
      'note',
      `Notatka może mieć najwyżej ${longestNote} znaków.`,
      `A note may have ${longestNote} characters.`,
    )
  }
  if (outcome === 'booked') {
    const { campaign, whom } = known
    const isBooked = asksFor(campaign) === 'booking' && (await deps.bookedOnPage(campaign, whom.page)).has(whom.index)
    if (!isBooked) {
      throw invalid(
        'outcome',
        'Ta osoba nie ma umówionej wizyty. Umów ją powyżej albo wybierz inny wynik.',
        'This person has no visit. Book it above, or choose another outcome.',
      )
    }
  }
  // A drive without questions has nothing that could be sent: the talk itself is the whole of it.
  if (outcome === 'complete' && known.campaign.survey) {
    const response = await deps.responses.get(known.whom)
    if (response?.state !== 'complete') {
      throw invalid(
        'outcome',
        'Ankieta nie jest jeszcze wysłana. Wyślij odpowiedzi albo wybierz „Część odpowiedzi”.',
        'The survey has not been sent yet. Send the answers, or choose “Partial”.',
      )
    }
  }
  if (outcome !== 'callback') return
  if (!callback) throw invalid('callback', 'Podaj dzień i godzinę telefonu.', 'Enter the day and time of the call.')
  const { window } = known.campaign
  if (callback.at <= at) {
    throw invalid('callback', 'Ten termin już minął. Podaj późniejszy.', 'This time has passed. Enter a later one.')
  }
  if (callback.at.getTime() > at.getTime() + promisedDays * 86_400_000) {
    throw invalid(
      'callback',
      `Termin może być najwyżej za ${promisedDays} dni.`,
      `The time may be at most ${promisedDays} days ahead.`,
    )
  }
  if (!isInWindow(callback.at, window)) {
    const opening = nextOpening(callback.at, window)
    const said = opening && localTime(opening)
    const clock = said && `${String(Math.floor(said.minutes / 60)).padStart(2, '0')}:${window.from.slice(3)}`
    throw invalid(
      'callback',
      `W tym czasie nie dzwonimy.${said ? ` Najbliższy możliwy termin: ${said.date}, ${clock}.` : ''}`,
      `No calls are made at that time.${said ? ` The next possible time: ${said.date}, ${clock}.` : ''}`,
    )
  }
}

/** What an agent heard late is kept whatever it is; in her hands, a reminder's outcomes ask for a recognised person. (T4) */
function checkReminder({ campaign, calls, id, isHers, settled }: Known, ending: Ending, at: Date): void {
  const call = calls.find(({ n }) => n === id.n)
  const { outcome, promisedBy } = ending
  if (isHers && call && outcome !== 'not_dialled' && !pickedFor(campaign, call, settled).includes(outcome)) {
    throw isDebt(campaign)
      ? invalid(
          'outcome',
          'Ten wynik jest możliwy dopiero po potwierdzeniu tożsamości, dopóki sprawa jest otwarta.',
          'This outcome is possible only once identity is confirmed, and while the case is open.',
        )
      : invalid('outcome', 'Wybierz wynik z listy.', 'Choose an outcome from the list.')
  }
  const problem = outcome === 'promised' ? promiseProblem(promisedBy, localTime(at).date) : undefined
  if (problem) throw new Invalid([{ field: 'promise', message: problem }])
}

async function keepObjection(known: Known, ending: Ending, deps: AgentDeps, at: Date): Promise<void> {
  await objectBy(known, ending.objection ?? 'campaign', 'staff', at, deps)
  if (known.callback?.state === 'open') {
    await deps.calls.moveCallback(known.whom, known.callback, { ...known.callback, state: 'withdrawn' })
  }
}

/** A promise that this call kept or did not keep. A final outcome ends it too. */
async function movePromise(known: Known, outcome: OutcomeCode, deps: AgentDeps, at: Date): Promise<void> {
  const { callback } = await deps.calls.ofPerson(known.whom)
  if (callback?.state !== 'open') return
  const call = known.calls.find(({ n }) => n === known.id.n)
  if (!call?.promised && !outcomes[outcome].final) return
  await deps.calls.moveCallback(known.whom, callback, promiseAfter(callback, outcome, known.campaign, at))
}

async function keepLate(
  caller: Caller,
  known: Known,
  { outcome, note }: Ending,
  promised: boolean,
  deps: AgentDeps,
  at: Date,
): Promise<Saved> {
  const { whom, id, keys } = known
  await deps.agents.keepLate(whom, {
    index: whom.index,
    n: id.n,
    agent: caller.id,
    at: at.toISOString(),
    outcome,
    ...(note && { note: seal(keys.seal, notePlace(whom, id.n, 'late'), Buffer.from(note)) }),
  })
  await deps.agents.letGo(caller.id, known.text, at)
  return { as: 'late', promised }
}

/** Her number is free for others. */
export async function freeNumber({ contact, text }: Known, call: Call, deps: AgentDeps): Promise<void> {
  const phone = contact.phones[call.number]
  if (!phone) return
  await deps.agents.freeNumber(lineHash(addressHash((await deps.officeKeys()).address, phone)), text)
}

function invalid(field: string, pl: string, en: string): Invalid {
  return new Invalid([{ field, message: { pl, en } satisfies Text }])
}
