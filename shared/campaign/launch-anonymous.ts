/** What an anonymous drive must be, so that it is anonymous in fact. (A1, A2, L42) */
import type { Problem } from '../platform/errors.ts'
import type { Text } from '../platform/language.ts'
import { fewestFor } from '../result/suppression.ts'
import { asksFor, type Campaign } from './campaign.ts'

const say = (pl: string, en: string): Text => ({ pl, en })

/** Fewest people on the list: with fewer, whoever answers is nearly everybody, and each batch of answers nearly all of them. */
export function fewestInvited(campaign: Pick<Campaign, 'basis' | 'discreet'>): number {
  return fewestFor(campaign) * 2
}

/** Why a drive that calls itself anonymous would not be. */
export function anonymousProblems(campaign: Campaign): Problem[] {
  if (campaign.anonymity !== 'anonymous') return []
  const problems: Problem[] = []
  if (asksFor(campaign) !== 'survey' || (campaign.purposeClass && campaign.purposeClass !== 'survey')) {
    problems.push({
      field: 'anonymity',
      rule: 'A1',
      message: say(
        'Anonimowa może być tylko ankieta: wizyta, przypomnienie i\u00a0zawiadomienie dotyczą konkretnej osoby. Wybierz tryb poufny albo imienny.',
        'Only a survey can be anonymous: a visit, a reminder and a notice are about a certain person. Choose confidential or identified.',
      ),
    })
  }
  campaign.plan.forEach((step, n) => {
    if (step.kind !== 'call' && step.kind !== 'agents') return
    problems.push({
      field: `plan.${n}`,
      rule: 'L42',
      message: say(
        'Ankiety anonimowej nie można prowadzić przez telefon: wiadomo, z\u00a0kim jest rozmowa. Usuń ten krok. Kto nie może odpowiedzieć na stronie, znajdzie na niej numer, pod którym odpowie w\u00a0rozmowie (nieanonimowo).',
        'An anonymous survey cannot be done by telephone: it is known who is talked to. Remove this step. Whoever cannot answer on the page finds there a number to answer in a talk, which is not anonymous.',
      ),
    })
  })
  const fewest = fewestInvited(campaign)
  if (campaign.list && campaign.list.contacts > 0 && campaign.list.contacts < fewest) {
    problems.push({
      field: 'list',
      rule: 'A2',
      message: say(
        `Ankieta anonimowa potrzebuje listy co najmniej ${fewest} osób: przy mniejszej łatwo zgadnąć, kto co odpowiedział. Dodaj osoby albo wybierz tryb poufny.`,
        `An anonymous survey needs a list of at least ${fewest} people: with fewer it is easy to guess who said what. Add people, or choose confidential.`,
      ),
    })
  }
  return problems
}
