/** Where one contact of a campaign stands, and why or why not: from the ledger, the facts beside the page, the response. */
import { contactsPerPart, type Fact } from '../contact/contact.ts'
import type { Text } from '../platform/language.ts'
import type { Response } from '../response/response.ts'
import { type Ledger, type Outcome, partKey } from './ledger.ts'

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
  opened: { pl: 'zaczęto ankietę', en: 'began the survey' },
  answered: { pl: 'wysłano odpowiedzi', en: 'answered' },
} satisfies Record<string, Text>
export type ContactState = keyof typeof contactStates

export interface StepState {
  step: number
  state: ContactState
  /** When the ledger last said so. */
  at?: string
  /** Why nothing was sent, where nothing was. */
  why?: Text
}

const whys: Partial<Record<Outcome, Text>> = {
  a: { pl: 'Odpowiedź przyszła przed wysyłką.', en: 'The answer came before the send.' },
  o: { pl: 'Sprzeciw wobec takich wiadomości.', en: 'Objected to such messages.' },
  u: {
    pl: 'Na ten adres nie da się dostarczyć wiadomości albo odnośnik unieważniono.',
    en: 'Nothing can be delivered to this address, or the link was revoked.',
  },
  n: {
    pl: 'Na liście nie ma jej adresu e-mail.',
    en: 'The list has no e-mail address for this person.',
  },
  r: { pl: 'System pocztowy nie przyjął tego adresu.', en: 'The mail system did not take this address.' },
  d: { pl: 'Odpowiedź systemu pocztowego zaginęła.', en: 'The answer of the mail system was lost.' },
}

const byOutcome: Record<Outcome, ContactState> = {
  '.': 'waiting',
  s: 'sent',
  r: 'refused',
  a: 'spared',
  o: 'spared',
  u: 'spared',
  n: 'spared',
  d: 'doubt',
}

/** Where a contact stands: one word, and what it was made from. */
export interface Standing {
  state: ContactState
  steps: StepState[]
  facts: Fact[]
  response?: Response['state']
}

/** Where the contact at an index of its page stands in a plan of so many steps, from what lies beside the page. */
export function standingOf(
  index: number,
  planned: number,
  { facts, ledger }: { facts: Fact[]; ledger: Map<string, Ledger> },
  response: Response['state'] | undefined,
): Standing {
  const steps = stepStates(index, planned, ledger)
  const own = facts.filter((fact) => fact.index === index)
  return { state: oneWord(steps, own, response), steps, facts: own, ...(response && { response }) }
}

function stepStates(index: number, planned: number, ledger: Map<string, Ledger>): StepState[] {
  return Array.from({ length: planned }, (_, step): StepState => {
    const entry = ledger.get(partKey({ step, part: Math.floor(index / contactsPerPart) }))
    if (!entry) return { step, state: 'waiting' }
    const { at } = entry
    const outcome = (entry.outcomes[index % contactsPerPart] ?? '.') as Outcome
    const why = whys[outcome]
    if (outcome !== '.') return { step, state: byOutcome[outcome], at, ...(why && { why }) }
    if (entry.state === 'claimed') return { step, state: 'sending', at }
    if (entry.state === 'doubt') return { step, state: 'doubt', at, why: whys.d! }
    return { step, state: 'waiting' }
  })
}

/** The furthest that she came, or what ended it. */
function oneWord(steps: StepState[], facts: Fact[], response: Response['state'] | undefined): ContactState {
  if (response === 'complete') return 'answered'
  const has = (kind: Fact['kind']) => facts.some((fact) => fact.kind === kind)
  if (has('objected')) return 'objected'
  if (has('complained')) return 'complained'
  if (has('bounced')) return 'bounced'
  if (has('rejected')) return 'refused'
  if (response === 'partial') return 'opened'
  return steps.findLast((step) => step.state !== 'waiting')?.state ?? 'waiting'
}
