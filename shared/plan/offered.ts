/** Which kinds of steps a drive can have, and why not the others: no phones on its list, no telephone line, an unfit survey. Rules only. */
import type { Campaign } from '../campaign/campaign.ts'
import type { Text } from '../platform/language.ts'
import type { StepKind } from './plan.ts'

/** What the office has, besides the drive. */
export interface Offered {
  /** Whether automated calls can be made: a Connect instance is configured. */
  automatedCalls: boolean
  /** By which names it signs, and where its pages are: what the linter of texts looks at besides the drive's own words. */
  officeName?: string
  discreetName?: string | undefined
  publicUrl?: string
}

const noPhones: Text = {
  pl: 'Na liście kontaktów nie ma ani jednego numeru telefonu. Wgraj listę z\u00a0numerami albo usuń ten krok.',
  en: 'There is not one telephone number on the list. Upload a list with numbers, or remove this step.',
}
const noEmails: Text = {
  pl: 'Na liście kontaktów nie ma ani jednego adresu e-mail. Wgraj listę z\u00a0adresami albo usuń ten krok.',
  en: 'There is not one e-mail address on the list. Upload a list with addresses, or remove this step.',
}
const noLine: Text = {
  pl: 'Ten urząd nie ma jeszcze łącza do automatycznych telefonów (Amazon Connect): ustawia je administrator przy instalacji. Usuń ten krok; konsultanci mogą dzwonić i\u00a0bez niego.',
  en: 'This office has no line for automated calls yet (Amazon Connect): the administrator sets it up. Remove this step; agents can call without it.',
}
const surveyAgain: Text = {
  pl: 'Wybierz ankietę jeszcze raz, abyśmy mogli sprawdzić, czy da się o\u00a0nią zapytać przez telefon.',
  en: 'Choose the survey once more, so that it can be checked whether it fits the phone.',
}

/** Why a drive cannot have a step of a kind now; empty where it can. What is not known yet keeps nothing back. */
export function unfitFor(kind: StepKind, { list, survey }: Campaign, { automatedCalls }: Offered): Text[] {
  const byPhone = kind === 'call' || kind === 'agents'
  const problems: Text[] = []
  if (kind === 'call' && !automatedCalls) problems.push(noLine)
  if (byPhone && list && list.contacts > 0 && !(list.withPhone ?? 0)) problems.push(noPhones)
  if (kind === 'email' && list && list.contacts > 0 && list.withEmail === 0) problems.push(noEmails)
  if (kind === 'call' && survey && !survey.phone) problems.push(surveyAgain)
  if (kind === 'call' && survey?.phone) problems.push(...survey.phone.problems.map(bySurvey))
  return problems
}

function bySurvey({ question, message }: { question?: string | undefined; message: Text }): Text {
  if (!question) return message
  return {
    pl: `Pytanie „${question}”: ${message.pl}`,
    en: `Question “${question}”: ${message.en ?? message.pl}`,
  }
}
