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
  at?: string | undefined
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
  d: 'doubt',
}

/** How each step of the plan went for a contact (index in its page). */
export function stepStates(index: number, steps: number, ledger: Map<string, Ledger>): StepState[] {
  return Array.from({ length: steps }, (_, step) => {
    const entry = ledger.get(partKey({ step, part: Math.floor(index / contactsPerPart) }))
    const outcome = (entry?.outcomes[index % contactsPerPart] ?? '.') as Outcome
    if (outcome !== '.') {
      return { step, state: byOutcome[outcome], at: entry?.at, ...(whys[outcome] && { why: whys[outcome] }) }
    }
    if (entry?.state === 'claimed') return { step, state: 'sending', at: entry.at }
    if (entry?.state === 'doubt') return { step, state: 'doubt', at: entry.at, why: whys.d! }
    return { step, state: 'waiting' }
  })
}

/** The one word for a contact: the furthest that she came, or what ended it. */
export function contactState(
  steps: StepState[],
  facts: Pick<Fact, 'kind'>[],
  response: Response['state'] | undefined,
): ContactState {
  if (response === 'complete') return 'answered'
  const has = (kind: Fact['kind']) => facts.some((fact) => fact.kind === kind)
  if (has('objected')) return 'objected'
  if (has('complained')) return 'complained'
  if (has('bounced')) return 'bounced'
  if (has('rejected')) return 'refused'
  if (response === 'partial') return 'opened'
  return steps.findLast((step) => step.state !== 'waiting')?.state ?? 'waiting'
}
