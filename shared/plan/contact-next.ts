/** What is due next for one contact, when, and by which rule; or why nothing is. In plain words, for staff. Rules only. */
import type { PersonCalls } from '../call/call-store.ts'
import { type OutcomeCode, outcomes, type Rule } from '../call/outcome.ts'
import { isMailed, nextAfter } from '../call/recycle.ts'
import { attemptsOf, type CallContext, ruleOf } from '../call/standing.ts'
import { voices } from '../call/voice.ts'
import { asksFor, attemptsFor, type Campaign } from '../campaign/campaign.ts'
import type { Contact } from '../contact/contact.ts'
import type { Text } from '../platform/language.ts'
import { type Standing, skipWords } from './contact-state.ts'

export interface NextStep {
  kind: 'email' | 'call' | 'agents' | 'callback' | 'talking' | 'none'
  /** The step of the plan, where it is one. */
  step?: number
  /** Not before this instant (ISO), where it is known. */
  at?: string
  /** The rule that says so. */
  rule: Text
}

export interface Asked {
  context: CallContext
  contact: Pick<Contact, 'email' | 'phones' | 'language'>
  standing: Standing
  person: PersonCalls
  at: Date
}

/** What comes next for her. */
export function nextOf(asked: Asked): NextStep {
  const { standing, person, context } = asked
  const { campaign } = context
  const newest = person.calls.at(-1)
  if (newest?.state === 'leased' && newest.agent) {
    return { kind: 'talking', step: newest.step, rule: words.talking }
  }
  const isOver = campaign.status === 'finished' || campaign.status === 'stopped'
  const ended = endOf(standing, campaign)
  if (person.callback?.state === 'open' && ended !== words.objected) {
    return { kind: 'callback', at: person.callback.dueAt ?? person.callback.at, rule: words.promised }
  }
  if (ended) return none(ended)
  if (isOver) return none(words.over)
  const next = newest ? afterCalls(asked) : beforeCalls(asked)
  if (campaign.status !== 'paused' || next.kind === 'none') return next
  return { ...next, rule: both(words.paused, next.rule) }
}

const none = (rule: Text): NextStep => ({ kind: 'none', rule })

function endOf({ response, facts, booked }: Standing, campaign: Campaign): Text | undefined {
  if (booked) return words.booked
  // Of a drive that asks for a visit the answers are not the end.
  if (response === 'complete' && asksFor(campaign) !== 'booking') return words.answered
  const kinds = facts.map(({ kind }) => kind)
  if (kinds.includes('objected')) return words.objected
  if (kinds.includes('complained')) return words.complained
  return kinds.includes('revoked') ? words.revoked : undefined
}

function afterCalls({ person, context, at }: Asked): NextStep {
  const newest = person.calls.at(-1)!
  const attempts = attemptsOf(person.calls)
  const last = attempts.at(-1)
  const because = newest.skip
    ? skipWords[newest.skip]
    : last && ruleWords(last.outcome, ruleOf(context.campaign, last.outcome))
  if (newest.list && newest.dueAt) {
    const step = Number(newest.list.split('#')[1])
    const kind = context.campaign.plan[step]?.kind === 'agents' ? 'agents' : 'call'
    const isHandedOver = last && !newest.skip && step !== newest.step
    const rule = because ?? words.listOrder
    return { kind, step, at: newest.dueAt, rule: isHandedOver ? both(rule, words.handOver) : rule }
  }
  if (newest.state === 'leased') return { kind: 'agents', step: newest.step, rule: words.listOrder }
  if (newest.skip) return none(skipWords[newest.skip])
  const next = nextAfter(
    person.calls.filter(({ state }) => state === 'closed'),
    context,
    at,
  )
  if (next.kind === 'done' && next.because === 'final' && last) return none(finalWords(last.outcome))
  if (next.kind === 'done' && next.because === 'no step') return none(both(because ?? words.planOver, words.planOver))
  const { inAll } = attemptsFor(context.campaign)
  return none(usedUpWords(inAll))
}

function beforeCalls({ contact, standing, context }: Asked): NextStep {
  const { plan } = context.campaign
  const mail = standing.steps.find(
    ({ kind, state }) => kind === 'email' && (state === 'waiting' || state === 'sending'),
  )
  const unreachable = standing.facts.some(({ kind }) => kind === 'bounced' || kind === 'rejected')
  if (mail && contact.email && !unreachable) return { kind: 'email', step: mail.step, rule: words.planOrder }
  const hasVoice = voices[contact.language] !== undefined
  const step = plan.findIndex(({ kind }) => kind === 'agents' || (kind === 'call' && hasVoice))
  if (step === -1) {
    const isMute = plan.some(({ kind }) => kind === 'call')
    if (isMute) return none(skipWords['no-voice'])
    return none(unreachable ? words.undeliverable : words.planOver)
  }
  if (contact.phones.length === 0) return none(skipWords['no-number'])
  if (!mail && isMailed({ ...context, step })) return none(skipWords.mailed)
  return { kind: plan[step]!.kind as 'call' | 'agents', step, rule: mail ? words.planOrder : words.listOrder }
}

const words = {
  talking: { pl: 'Konsultant ma tę osobę teraz na linii.', en: 'An agent has this person on the line now.' },
  promised: {
    pl: 'Umówiony telefon ma pierwszeństwo przed listą i\u00a0nie podlega limitom prób.',
    en: 'A promised call comes before the list, and no cap holds it back.',
  },
  answered: { pl: 'Odpowiedź została wysłana.', en: 'The answer was sent.' },
  booked: { pl: 'Wizyta jest umówiona.', en: 'The visit is booked.' },
  objected: { pl: 'Sprzeciw wobec kontaktu.', en: 'Objected to being contacted.' },
  complained: { pl: 'Wiadomość oznaczono jako spam.', en: 'The message was marked as spam.' },
  revoked: { pl: 'Odnośnik unieważniono.', en: 'The link was revoked.' },
  over: { pl: 'Akcja się zakończyła.', en: 'The drive is over.' },
  paused: { pl: 'Akcja jest wstrzymana.', en: 'The drive is paused.' },
  planOrder: { pl: 'Kolejny krok planu.', en: 'The next step of the plan.' },
  listOrder: {
    pl: 'Kolejność listy: ta osoba czeka na swoją kolej.',
    en: 'The order of the list: waits for the turn.',
  },
  handOver: { pl: 'Dalej dzwonią konsultanci.', en: 'Agents go on from here.' },
  planOver: { pl: 'W\u00a0planie nie ma dalszego kroku.', en: 'The plan has no further step.' },
  undeliverable: {
    pl: 'Na ten adres nie da się dostarczyć wiadomości, a\u00a0plan nie ma kroku przez telefon.',
    en: 'Nothing can be delivered to this address, and the plan has no step by phone.',
  },
} satisfies Record<string, Text>

const both = (one: Text, other: Text): Text =>
  one === other ? one : { pl: `${one.pl} ${other.pl}`, en: `${one.en ?? one.pl} ${other.en ?? other.pl}` }

const usedUpWords = (inAll: number): Text => ({
  pl: `Wyczerpano liczbę prób albo możliwe terminy (najwyżej ${inAll} prób w\u00a0akcji, licząc e-maile).`,
  en: `Attempts or possible times are used up (at most ${inAll} in the drive, e-mails included).`,
})

function finalWords(outcome: OutcomeCode): Text {
  const { label } = outcomes[outcome]
  return {
    pl: `Wynik „${label.pl}” kończy sprawę.`,
    en: `The outcome “${label.en ?? label.pl}” ends it.`,
  }
}

/** A rule of recycling in words: `Po wyniku „Zajęte”: następna próba po 30 min, najwyżej 2 dziennie.` */
export function ruleWords(outcome: OutcomeCode, rule: Rule | undefined): Text {
  if (!rule) return finalWords(outcome)
  const { label } = outcomes[outcome]
  const { again, otherPart, perDay, inAll, byAgent, otherNumber } = rule
  const pl = [again === 0 ? 'następna próba od razu' : `następna próba po ${span(again, 'pl')}`]
  const en = [again === 0 ? 'the next attempt at once' : `the next attempt after ${span(again, 'en')}`]
  const add = (is: unknown, polish: string, english: string) => {
    if (!is) return
    pl.push(polish)
    en.push(english)
  }
  add(otherPart, 'o\u00a0innej porze dnia', 'at another time of day')
  add(otherNumber, 'pod innym numerem', 'on another number')
  add(byAgent, 'tylko przez konsultanta', 'only by an agent')
  add(perDay, `najwyżej ${times(perDay)} dziennie`, `at most ${perDay} × a day`)
  add(inAll !== undefined, `najwyżej ${times(inAll)} w\u00a0akcji`, `at most ${inAll} × in the drive`)
  return {
    pl: `Po wyniku „${label.pl}”: ${pl.join(', ')}.`,
    en: `After “${label.en ?? label.pl}”: ${en.join(', ')}.`,
  }
}

const times = (count = 0): string => `${count}\u00a0${count === 1 ? 'raz' : 'razy'}`

function span(minutes: number, language: 'pl' | 'en'): string {
  if (minutes < 60) return `${minutes}\u00a0min`
  const hours = minutes / 60
  if (hours <= 48) return language === 'pl' ? `${round(hours)}\u00a0godz.` : `${round(hours)}\u00a0h`
  return language === 'pl' ? `${round(hours / 24)}\u00a0dniach` : `${round(hours / 24)}\u00a0days`
}

const round = (value: number): number => Math.round(value * 10) / 10
