/** What a new step says until somebody writes something better: letters, openings of automated calls, scripts of agents. */
import { usualStop } from '../campaign/asks.ts'
import type { Asks } from '../campaign/campaign.ts'
import type { Language, Text } from '../platform/language.ts'
import { agentField } from './opening.ts'
import { usualWaitHours } from './order.ts'
import type { AgentsStep, CallStep, Letter, Step, StepKind } from './plan.ts'
import { askingWords } from './sample-asks.ts'
import { debtLetter, debtOpenings, debtScripts } from './sample-debt.ts'

export interface SampleGiven {
  /** The drive reminds of a debt: nothing is told but who calls and how to call back. */
  debt?: boolean
  /** `survey` where missing. */
  asks?: Asks | undefined
  office: string
  purpose?: Text | undefined
  /** How long the survey takes: `5 minut`, in the genitive where the language has one. */
  minutes: Record<Language, string>
  /** Where residents can ask whether the call is real. (L32) */
  verifyAt: string
}

const wordsOf = ({ asks = 'survey' }: SampleGiven) => askingWords[asks]

/** Braces are fields: what the office or the purpose has of them would be one that nobody fills. */
const openings = (given: SampleGiven): CallStep['openings'] => {
  if (given.debt) return debtOpenings(given)
  const { office, purpose } = given
  const { opening } = wordsOf(given)
  return {
    pl: sentences(`Dzień dobry, dzwoni automat: ${office}.`, purpose?.pl, opening.pl),
    en: sentences(`Good day, this is an automated call from ${office}.`, purpose?.en, opening.en),
  }
}

const scripts = (given: SampleGiven): AgentsStep['scripts'] => {
  if (given.debt) return debtScripts(given)
  const { office, purpose, minutes, verifyAt } = given
  const { script } = wordsOf(given)
  return {
    pl: paragraphs(
      `Dzień dobry, ${office}, mówi {{${agentField}}}.`,
      sentences(purpose?.pl, script.pl(minutes.pl)),
      'Jeśli nie: Kiedy mogę zadzwonić ponownie?',
      `Jeśli ktoś pyta, czy to naprawdę urząd: Można to sprawdzić, dzwoniąc pod numer ${verifyAt}.`,
      'Udział jest dobrowolny. Jeśli nie chce Pan lub Pani takich telefonów, wystarczy powiedzieć, a\u00a0więcej nie zadzwonimy.',
    ),
    uk: paragraphs(
      `Добрий день, ${office}, говорить {{${agentField}}}.`,
      sentences(purpose?.uk, script.uk(minutes.uk)),
      'Якщо ні: Коли я можу зателефонувати ще раз?',
      `Якщо питають, чи це справді місто: Це можна перевірити за номером ${verifyAt}.`,
      'Участь добровільна. Якщо ви не хочете таких дзвінків, скажіть, і ми більше не телефонуватимемо.',
    ),
    en: paragraphs(
      `Good day, this is {{${agentField}}} from ${office}.`,
      sentences(purpose?.en, script.en(minutes.en)),
      'If not: When may I call again?',
      `If they ask whether this is really the office: You can check by calling ${verifyAt}.`,
      'Taking part is voluntary. If you do not want such calls, just say so, and we will not call again.',
    ),
  }
}

/** A new step of a kind. The first e-mail invites, the others remind. */
export function sampleStep(kind: StepKind, given: SampleGiven, isReminder = false): Step {
  const stop = usualStop(given.asks ?? 'survey')
  switch (kind) {
    case 'email':
      return { kind, letters: sampleLetters(given, isReminder), stop }
    case 'wait':
      return { kind, hours: usualWaitHours }
    case 'call':
      return { kind, openings: openings(given), stop }
    case 'agents':
      return { kind, scripts: scripts(given), stop }
  }
}

/** The letters of a new e-mail, of which only the Polish one is sure to be needed. */
export function sampleLetters(given: SampleGiven, isReminder: boolean): Partial<Record<Language, Letter>> {
  if (given.debt) return { pl: debtLetter(given) }
  const { letter, reminder } = wordsOf(given)
  return { pl: (isReminder ? reminder : letter)(given.minutes.pl) }
}

const sentences = (...parts: (string | undefined)[]): string =>
  parts
    .flatMap((part) => part?.trim() || [])
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ')
    .replace(/[{}]/g, '')
    .slice(0, 600)

const paragraphs = (...parts: string[]): string => parts.filter(Boolean).join('\n\n')
