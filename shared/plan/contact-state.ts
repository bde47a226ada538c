/** Where one contact of a campaign stands: from the ledger, the facts beside the page, her calls, the response. Rules only. */
import type { Call, Skip } from '../call/call.ts'
import type { PersonCalls } from '../call/call-store.ts'
import { outcomes as callOutcomes } from '../call/outcome.ts'
import { attemptsOf } from '../call/standing.ts'
import { contactsPerPart, type Fact } from '../contact/contact.ts'
import type { Text } from '../platform/language.ts'
import type { Response } from '../response/response.ts'
import { type Ledger, type Outcome, partKey } from './ledger.ts'
import type { Step, StepKind } from './plan.ts'

export const contactStates = {
  waiting: { pl: 'czeka na wysyłkę', en: 'waiting to be sent' },
  sending: { pl: 'w trakcie wysyłki', en: 'being sent' },
  sent: { pl: 'wysłano', en: 'sent' },
  doubt: { pl: 'nie wiadomo, czy wysłano', en: 'not known whether it was sent' },
  refused: { pl: 'odrzucono przez pocztę', en: 'refused by the mail system' },
  bounced: { pl: 'nie dostarczono', en: 'not delivered' },
  complained: { pl: 'zgłoszono jako niechciane', en: 'reported as unwanted' },
  objected: { pl: 'sprzeciw', en: 'objected' },
  spared: { pl: 'pominięto', en: 'left out' },
  talking: { pl: 'trwa rozmowa', en: 'in a call' },
  promised: { pl: 'umówiony telefon', en: 'promised a call' },
  called: { pl: 'dzwoniono, bez kontaktu', en: 'called, not reached' },
  reached: { pl: 'rozmawiano', en: 'spoken with' },
  closed: { pl: 'zamknięto po rozmowie', en: 'closed after a call' },
  exhausted: { pl: 'nie będzie dalszych prób', en: 'no further attempts' },
  opened: { pl: 'zaczęto ankietę', en: 'began the survey' },
  answered: { pl: 'wysłano odpowiedzi', en: 'answered' },
  booked: { pl: 'umówiono wizytę', en: 'booked a visit' },
} satisfies Record<string, Text>
export type ContactState = keyof typeof contactStates

export interface StepState {
  step: number
  kind: StepKind
  state: ContactState
  /** When it was last so. */
  at?: string
  /** Why nothing was sent, where nothing was; how the last call ended, or why there was none. */
  why?: Text
}

/** Why somebody was not called when her turn came, in words. */
export const skipWords: Record<Skip, Text> = {
  answered: { pl: 'Odpowiedź już jest.', en: 'The answer is there already.' },
  booked: { pl: 'Wizyta jest już umówiona.', en: 'The visit is booked already.' },
  mailed: { pl: 'E-mail dotarł, a\u00a0dzwonimy do pozostałych.', en: 'The e-mail arrived; the others are called.' },
  objected: { pl: 'Sprzeciw wobec kontaktu.', en: 'Objected to being contacted.' },
  'no-number': {
    pl: 'Nie ma numeru, pod który można zadzwonić.',
    en: 'There is no number left to call.',
  },
  'no-voice': {
    pl: 'Automat nie mówi w\u00a0języku tej osoby.',
    en: 'The automated call does not speak this person’s language.',
  },
  capped: { pl: 'Wyczerpano liczbę prób w\u00a0tej akcji.', en: 'The attempts of this drive are used up.' },
  'capped-today': {
    pl: 'Wyczerpano liczbę prób na ten dzień.',
    en: 'The attempts of this drive for the day are used up.',
  },
  'capped-elsewhere': {
    pl: 'Z\u00a0tą osobą kontaktowała się tego dnia albo w\u00a0tym tygodniu inna akcja.',
    en: 'Another drive contacted this person today or this week.',
  },
  'number-busy': { pl: 'Na tym numerze trwała już rozmowa.', en: 'Somebody was talking on this number already.' },
  callback: { pl: 'Najpierw umówiony telefon.', en: 'The promised call comes first.' },
  revoked: { pl: 'Odnośnik tej osoby unieważniono.', en: 'The link of this person was revoked.' },
  wished: { pl: 'Ta osoba prosi o\u00a0inny sposób kontaktu.', en: 'This person asked for another channel.' },
  'no-consent': {
    pl: 'Ta osoba nie zgodziła się na telefony w\u00a0tym celu.',
    en: 'This person did not agree to calls for this purpose.',
  },
  paid: { pl: 'Sprawę zamknięto.', en: 'The case was closed.' },
  barred: { pl: 'Przepisy nie pozwalają na kolejny kontakt.', en: 'The law allows no further contact.' },
}

const whys: Partial<Record<Outcome, Text>> = {
  a: { pl: 'Odpowiedź przyszła przed wysyłką.', en: 'The answer came before the send.' },
  b: { pl: 'Wizytę umówiono przed wysyłką.', en: 'The visit was booked before the send.' },
  o: { pl: 'Sprzeciw wobec takich wiadomości.', en: 'Objected to such messages.' },
  u: {
    pl: 'Na ten adres nie da się dostarczyć wiadomości albo odnośnik unieważniono.',
    en: 'Nothing can be delivered to this address, or the link was revoked.',
  },
  p: { pl: 'Sprawę zamknięto przed wysyłką.', en: 'The case was closed before the send.' },
  l: {
    pl: 'Przepisy nie pozwalają na kolejny kontakt.',
    en: 'The law allows no further contact.',
  },
  n: {
    pl: 'Na liście nie ma jej adresu e-mail.',
    en: 'The list has no e-mail address for this person.',
  },
  w: { pl: 'Ta osoba prosi o\u00a0inny sposób kontaktu.', en: 'This person asked for another channel.' },
  c: {
    pl: 'Ta osoba nie zgodziła się na e-maile w\u00a0tym celu.',
    en: 'This person did not agree to e-mails for this purpose.',
  },
  k: {
    pl: 'W\u00a0tych dniach było już dość prób kontaktu z\u00a0tą osobą.',
    en: 'There were enough attempts to reach this person in these days.',
  },
  r: { pl: 'System pocztowy nie przyjął tego adresu.', en: 'The mail system did not take this address.' },
  d: { pl: 'Odpowiedź systemu pocztowego zaginęła.', en: 'The answer of the mail system was lost.' },
}

const byOutcome: Record<Outcome, ContactState> = {
  '.': 'waiting',
  s: 'sent',
  r: 'refused',
  a: 'spared',
  b: 'spared',
  o: 'spared',
  u: 'spared',
  p: 'spared',
  l: 'spared',
  n: 'spared',
  w: 'spared',
  c: 'spared',
  k: 'spared',
  d: 'doubt',
}

/** Where a contact stands: one word, and what it was made from. */
export interface Standing {
  state: ContactState
  steps: StepState[]
  facts: Fact[]
  response?: Response['state']
  /** She has a visit that stands. */
  booked?: true
}

/** A plan as far as the standing of a contact needs it. */
type PlanKinds = readonly Pick<Step, 'kind'>[]

const nobodyCalled: PersonCalls = { calls: [] }

/** Her calls as they stand at an instant: a lease that has run out is nobody's call any more. */
export function callsAt({ calls, ...rest }: PersonCalls, at: Date): PersonCalls {
  const isLapsed = ({ state, leaseUntil = 0 }: Call) => state === 'leased' && leaseUntil <= at.getTime()
  return { ...rest, calls: calls.map((call) => (isLapsed(call) ? { ...call, agent: '' } : call)) }
}

/** Where the contact at an index of its page stands in a plan, from what lies beside the page and what was tried by phone. */
export function standingOf(
  index: number,
  plan: PlanKinds,
  { facts, ledger }: { facts: Fact[]; ledger: Map<string, Ledger> },
  response: Response['state'] | undefined,
  person: PersonCalls = nobodyCalled,
  isBooked = false,
): Standing {
  const steps = plan.flatMap(({ kind }, step): StepState[] => {
    if (kind === 'wait') return []
    return [kind === 'email' ? sendState(index, step, ledger) : callState(step, kind, person)]
  })
  const own = facts.filter((fact) => fact.index === index)
  const state = isBooked ? 'booked' : oneWord(steps, own, response, person)
  return { state, steps, facts: own, ...(response && { response }), ...(isBooked && { booked: true as const }) }
}

function sendState(index: number, step: number, ledger: Map<string, Ledger>): StepState {
  const kind = 'email'
  const entry = ledger.get(partKey({ step, part: Math.floor(index / contactsPerPart) }))
  if (!entry) return { step, kind, state: 'waiting' }
  const { at } = entry
  const outcome = (entry.outcomes[index % contactsPerPart] ?? '.') as Outcome
  const why = whys[outcome]
  if (outcome !== '.') return { step, kind, state: byOutcome[outcome], at, ...(why && { why }) }
  if (entry.state === 'claimed') return { step, kind, state: 'sending', at }
  if (entry.state === 'doubt') return { step, kind, state: 'doubt', at, why: whys.d! }
  return { step, kind, state: 'waiting' }
}

function callState(step: number, kind: StepKind, { calls }: PersonCalls): StepState {
  const last = calls.findLast((call) => call.step === step)
  if (!last) return { step, kind, state: 'waiting' }
  const at = last.endedAt ?? last.startedAt
  if (last.state === 'leased') return { step, kind, state: last.agent ? 'talking' : 'waiting', at }
  if (last.skip) return { step, kind, state: 'spared', at, why: skipWords[last.skip] }
  if (!last.outcome) return { step, kind, state: 'called', at }
  const { label, reached } = callOutcomes[last.outcome]
  return { step, kind, state: reached ? 'reached' : 'called', at, why: label }
}

/** The furthest that she came, or what ended it. */
function oneWord(
  steps: StepState[],
  facts: Fact[],
  response: Response['state'] | undefined,
  person: PersonCalls,
): ContactState {
  if (response === 'complete') return 'answered'
  const has = (kind: Fact['kind']) => facts.some((fact) => fact.kind === kind)
  if (has('objected')) return 'objected'
  if (has('complained')) return 'complained'
  const byPhone = phoneWord(person)
  if (byPhone === 'talking' || byPhone === 'promised') return byPhone
  if (byPhone) return response === 'partial' && byPhone !== 'closed' ? 'opened' : byPhone
  if (has('bounced')) return 'bounced'
  if (has('rejected')) return 'refused'
  if (response === 'partial') return 'opened'
  return steps.findLast((step) => step.state !== 'waiting')?.state ?? 'waiting'
}

/** The word for her calls; undefined while there was none. */
function phoneWord({ calls, callback }: PersonCalls): ContactState | undefined {
  const newest = calls.at(-1)
  if (newest?.state === 'leased' && newest.agent) return 'talking'
  if (callback?.state === 'open') return 'promised'
  const attempts = attemptsOf(calls)
  const last = attempts.at(-1)
  if (!last) return undefined
  if (attempts.some(({ outcome }) => outcome === 'objection')) return 'objected'
  if (last.outcome === 'complete') return 'answered'
  if (attempts.some(({ outcome }) => callOutcomes[outcome].final)) return 'closed'
  if (newest?.state === 'closed' && !newest.list) return 'exhausted'
  return attempts.some(({ outcome }) => callOutcomes[outcome].reached) ? 'reached' : 'called'
}
