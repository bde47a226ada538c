/** What a new step says until somebody writes something better: letters, openings of automated calls, scripts of agents. */
import type { Language, Text } from '../platform/language.ts'
import { agentField } from './opening.ts'
import { usualWaitHours } from './order.ts'
import type { AgentsStep, CallStep, EmailStep, Letter, Step, StepKind } from './plan.ts'

export interface SampleGiven {
  office: string
  purpose?: Text | undefined
  /** How long the survey takes: `5 minut`, in the genitive where the language has one. */
  minutes: Record<Language, string>
  /** Where residents can ask whether the call is real. (L32) */
  verifyAt: string
}

const stop: EmailStep['stop'] = ['answered', 'objected']

const letters = ({ minutes }: SampleGiven): EmailStep['letters'] => ({
  pl: {
    subject: 'Jak oceniasz nasze usługi? Prosimy o\u00a0kilka minut',
    text: `Dzień dobry,\n\nprosimy o\u00a0wypełnienie krótkiej ankiety. Zajmie to około ${minutes.pl}.\n\nOdnośnik jest tylko dla Ciebie:\n{{link}}\n\nDziękujemy za pomoc!`,
  },
})

const reminders = ({ minutes }: SampleGiven): EmailStep['letters'] => ({
  pl: {
    subject: 'Przypomnienie: prosimy o\u00a0kilka minut',
    text: `Dzień dobry,\n\nkilka dni temu poprosiliśmy o\u00a0wypełnienie krótkiej ankiety. Jeszcze można to zrobić; zajmie to około ${minutes.pl}.\n\nOdnośnik jest tylko dla Ciebie:\n{{link}}\n\nWięcej przypomnień nie wyślemy. Dziękujemy!`,
  },
})

/** Braces are fields: what the office or the purpose has of them would be one that nobody fills. */
const openings = ({ office, purpose }: SampleGiven): CallStep['openings'] => ({
  pl: sentences(`Dzień dobry, dzwoni automat: ${office}.`, purpose?.pl, 'Prosimy o odpowiedź na kilka pytań.'),
  en: sentences(`Good day, this is an automated call from ${office}.`, purpose?.en, 'Please answer a few questions.'),
})

const scripts = ({ office, purpose, minutes, verifyAt }: SampleGiven): AgentsStep['scripts'] => ({
  pl: paragraphs(
    `Dzień dobry, ${office}, mówi {{${agentField}}}.`,
    sentences(purpose?.pl, `Chcę zadać kilka pytań, zajmie to około ${minutes.pl}. Czy to dobry moment na rozmowę?`),
    'Jeśli nie: Kiedy mogę zadzwonić ponownie?',
    `Jeśli ktoś pyta, czy to naprawdę urząd: Można to sprawdzić, dzwoniąc pod numer ${verifyAt}.`,
    'Udział jest dobrowolny. Jeśli nie chce Pan lub Pani takich telefonów, wystarczy powiedzieć, a\u00a0więcej nie zadzwonimy.',
  ),
  uk: paragraphs(
    `Добрий день, ${office}, говорить {{${agentField}}}.`,
    sentences(
      purpose?.uk,
      `Хочу поставити кілька запитань, це займе приблизно ${minutes.uk}. Чи зручно вам зараз говорити?`,
    ),
    'Якщо ні: Коли я можу зателефонувати ще раз?',
    `Якщо питають, чи це справді місто: Це можна перевірити за номером ${verifyAt}.`,
    'Участь добровільна. Якщо ви не хочете таких дзвінків, скажіть, і ми більше не телефонуватимемо.',
  ),
  en: paragraphs(
    `Good day, this is {{${agentField}}} from ${office}.`,
    sentences(purpose?.en, `I would like to ask a few questions; it takes about ${minutes.en}. Is this a good time?`),
    'If not: When may I call again?',
    `If they ask whether this is really the office: You can check by calling ${verifyAt}.`,
    'Taking part is voluntary. If you do not want such calls, just say so, and we will not call again.',
  ),
})

/** A new step of a kind. The first e-mail invites, the others remind. */
export function sampleStep(kind: StepKind, given: SampleGiven, isReminder = false): Step {
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
  return isReminder ? reminders(given) : letters(given)
}

const sentences = (...parts: (string | undefined)[]): string =>
  parts
    .flatMap((part) => part?.trim() || [])
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ')
    .replace(/[{}]/g, '')
    .slice(0, 600)

const paragraphs = (...parts: string[]): string => parts.filter(Boolean).join('\n\n')
