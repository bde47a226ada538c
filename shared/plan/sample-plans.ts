/** Plans to choose from, each with what will happen to a person. Rules only. */
import type { Text } from '../platform/language.ts'
import type { Plan, Step, StepKind } from './plan.ts'
import { type SampleGiven, sampleStep } from './sample-words.ts'

type Drawn = StepKind | { wait: number }

export interface SamplePlan {
  id: string
  title: Text
  /** What will happen to a person, where she is asked for answers; and where for a visit, or for nothing. */
  what: Text
  booking: Text
  nothing: Text
  steps: Drawn[]
}

const day = 24

export const samplePlans = [
  {
    id: 'email',
    title: { pl: 'Tylko e-mail', en: 'E-mail only' },
    what: {
      pl: 'Każda osoba dostaje jeden e-mail z\u00a0odnośnikiem do ankiety.',
      en: 'Everybody gets one e-mail with a link to the survey.',
    },
    booking: {
      pl: 'Każda osoba dostaje jeden e-mail z\u00a0odnośnikiem do wolnych terminów.',
      en: 'Everybody gets one e-mail with a link to the free times.',
    },
    nothing: {
      pl: 'Każda osoba dostaje jeden e-mail.',
      en: 'Everybody gets one e-mail.',
    },
    steps: ['email'],
  },
  {
    id: 'email-reminder',
    title: { pl: 'E-mail i\u00a0przypomnienie', en: 'E-mail and a reminder' },
    what: {
      pl: 'Każda osoba dostaje e-mail z\u00a0odnośnikiem do ankiety. Kto po tygodniu nie odpowie, dostaje jedno przypomnienie.',
      en: 'Everybody gets an e-mail with a link to the survey. Who has not answered after a week gets one reminder.',
    },
    booking: {
      pl: 'Każda osoba dostaje e-mail z\u00a0odnośnikiem do wolnych terminów. Kto po tygodniu nie umówi wizyty, dostaje jedno przypomnienie.',
      en: 'Everybody gets an e-mail with a link to the free times. Who has not booked after a week gets one reminder.',
    },
    nothing: {
      pl: 'Każda osoba dostaje e-mail, a\u00a0po tygodniu jedno przypomnienie.',
      en: 'Everybody gets an e-mail, and one reminder after a week.',
    },
    steps: ['email', { wait: 7 * day }, 'email'],
  },
  {
    id: 'email-call-agents',
    title: { pl: 'E-mail, potem automat, potem konsultanci', en: 'E-mail, then automated calls, then agents' },
    what: {
      pl: 'Najpierw e-mail. Do osoby, która przez 3\u00a0dni nie odpowie, dzwoni automat i\u00a0zadaje pytania, a\u00a0ona odpowiada klawiszami. Gdy automatowi się nie uda, dzwoni konsultant. Kto odpowie, z\u00a0tym więcej się nie kontaktujemy.',
      en: 'First an e-mail. Who has not answered after 3 days is called automatically and answers by the keys of the phone. Where that does not succeed, an agent calls. Who has answered hears no more from us.',
    },
    booking: {
      pl: 'Najpierw e-mail. Do osoby, która przez 3\u00a0dni nie umówi wizyty, dzwoni automat i\u00a0podaje pierwszy wolny termin. Gdy automatowi się nie uda, dzwoni konsultant. Kto umówi wizytę, z\u00a0tym więcej się nie kontaktujemy.',
      en: 'First an e-mail. Who has not booked after 3 days is called automatically and told the first free time. Where that does not succeed, an agent calls. Who has booked hears no more from us.',
    },
    nothing: {
      pl: 'Najpierw e-mail. Po 3\u00a0dniach dzwoni automat i\u00a0odczytuje wiadomość. Do osoby, która jej nie potwierdzi, dzwoni konsultant.',
      en: 'First an e-mail. After 3 days an automated call reads the message. Who does not confirm it is called by an agent.',
    },
    steps: ['email', { wait: 3 * day }, 'call', 'agents'],
  },
  {
    id: 'call-agents',
    title: { pl: 'Automat, potem konsultanci', en: 'Automated calls, then agents' },
    what: {
      pl: 'Do każdej osoby dzwoni automat i\u00a0zadaje pytania, a\u00a0ona odpowiada klawiszami. Gdy automatowi się nie uda albo nie zna języka osoby, dzwoni konsultant.',
      en: 'Everybody is called automatically and answers by the keys of the phone. Where that does not succeed, or the voice does not speak her language, an agent calls.',
    },
    booking: {
      pl: 'Do każdej osoby dzwoni automat i\u00a0podaje pierwszy wolny termin, a\u00a0ona bierze go klawiszem. Gdy automatowi się nie uda albo nie zna języka osoby, dzwoni konsultant.',
      en: 'Everybody is called automatically and told the first free time, which a key takes. Where that does not succeed, or the voice does not speak her language, an agent calls.',
    },
    nothing: {
      pl: 'Do każdej osoby dzwoni automat i\u00a0odczytuje wiadomość. Do osoby, która jej nie potwierdzi albo mówi innym językiem, dzwoni konsultant.',
      en: 'An automated call reads the message to everybody. Who does not confirm it, or speaks another language, is called by an agent.',
    },
    steps: ['call', 'agents'],
  },
  {
    id: 'agents',
    title: { pl: 'Tylko konsultanci', en: 'Agents only' },
    what: {
      pl: 'Do każdej osoby dzwoni konsultant i\u00a0zadaje pytania z\u00a0ankiety.',
      en: 'An agent calls everybody and asks the questions of the survey.',
    },
    booking: {
      pl: 'Do każdej osoby dzwoni konsultant i\u00a0umawia z\u00a0nią wizytę.',
      en: 'An agent calls everybody and books a visit.',
    },
    nothing: {
      pl: 'Do każdej osoby dzwoni konsultant i\u00a0przekazuje informację.',
      en: 'An agent calls everybody and passes on the information.',
    },
    steps: ['agents'],
  },
] as const satisfies SamplePlan[]

export type SamplePlanId = (typeof samplePlans)[number]['id']

/** The steps of a sample plan with their texts. What was written for the plan before is kept, kind by kind in order. */
export function planOf(id: SamplePlanId, given: SampleGiven, before: Plan = []): Plan {
  const { steps } = samplePlans.find((sample) => sample.id === id)!
  const seen: Record<StepKind, number> = { email: 0, wait: 0, call: 0, agents: 0 }
  return steps.map((drawn: Drawn): Step => {
    if (typeof drawn === 'object') return { kind: 'wait', hours: drawn.wait }
    const n = seen[drawn]++
    return before.filter(({ kind }) => kind === drawn)[n] ?? sampleStep(drawn, given, n > 0)
  })
}

/** Kinds of steps that a sample plan has. */
export function kindsOf(sample: { steps: readonly Drawn[] }): StepKind[] {
  return [...new Set(sample.steps.map((drawn) => (typeof drawn === 'object' ? 'wait' : drawn)))]
}
