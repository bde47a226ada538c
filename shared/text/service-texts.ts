/**
 * The texts of a service through the linter: what mails, calendars and automated calls tell of a visit to whoever sees or hears them.
 * A discreet service keeps its name, its points' names and what to bring out of them; its addresses go out always. Rules only. (T2, L12)
 */
import type { Service, ServiceContent } from '../booking/service.ts'
import { asksFor, type Campaign, isDiscreet } from '../campaign/campaign.ts'
import type { Problem } from '../platform/errors.ts'
import type { Language, Text } from '../platform/language.ts'
import { type LintedDrive, type LintingOffice, problemsIn } from './drive-texts.ts'
import type { Place } from './text.ts'

/** The words of a service that people get to read or hear. */
export type ServiceTexts = Pick<ServiceContent, 'name' | 'bring' | 'statement' | 'discreet' | 'points'>

const labels = {
  name: { pl: 'Nazwa usługi', en: 'Name of the service' },
  bring: { pl: 'Co zabrać', en: 'What to bring' },
  statement: { pl: 'Oświadczenie', en: 'Statement' },
  pointName: { pl: 'Nazwa punktu', en: 'Name of the point' },
  address: { pl: 'Adres punktu', en: 'Address of the point' },
} satisfies Record<string, Text>

/** What the linter says, each at its field (`name.uk`, `points.2.address`), with the rule and the field named in the words. */
function found(service: ServiceTexts, drive: LintedDrive, office: LintingOffice, bySpeech: boolean): Problem[] {
  /** Where a text stands that a discreet service tells only behind her own link. */
  const kept: Place = service.discreet ? 'name' : 'calendar'
  const look = (words: string, place: Place, field: string, label: Text, language: Language, of = ''): Problem[] =>
    problemsIn(words, place, field, drive, office, language).map((problem) => ({
      ...problem,
      message: named(problem, label, of),
    }))
  const each = (text: Text | undefined, place: Place, field: string, label: Text): Problem[] =>
    (Object.entries(text ?? {}) as [Language, string | undefined][]).flatMap(([code, words]) =>
      words ? look(words, place, `${field}.${code}`, label, code) : [],
    )
  return [
    ...each(service.name, kept, 'name', labels.name),
    ...each(service.bring, kept, 'bring', labels.bring),
    ...each(service.statement, bySpeech ? 'opening' : 'name', 'statement', labels.statement),
    ...service.points.flatMap(({ name, address }, n) => [
      ...look(name, kept, `points.${n}.name`, labels.pointName, 'pl', name),
      ...look(address, 'calendar', `points.${n}.address`, labels.address, 'pl', name),
    ]),
  ]
}

function named({ rule, message }: Problem, label: Text, of: string): Text {
  const say = (language: 'pl' | 'en'): string => {
    const [open, close] = language === 'pl' ? ['„', '”'] : ['“', '”']
    return `${label[language]}${of && ` ${open}${of}${close}`} (${rule}). ${message[language] ?? message.pl}`
  }
  return { pl: say('pl'), en: say('en') }
}

/** What keeps a service from being saved as discreet. */
export function serviceTextProblems(service: ServiceTexts, office: LintingOffice = {}): Problem[] {
  return service.discreet ? found(service, { discreet: true }, office, false) : []
}

/** What keeps a drive that is discreet or a reminder from inviting to a service; all of it at the field `service`. */
export function usedServiceProblems(
  campaign: Campaign,
  service: Pick<Service, keyof ServiceTexts>,
  office: LintingOffice = {},
): Problem[] {
  if (!isDiscreet(campaign) || asksFor(campaign) !== 'booking') return []
  const bySpeech = campaign.plan.some(({ kind }) => kind === 'call')
  return found(service, campaign, office, bySpeech).map((problem) => ({ ...problem, field: 'service' }))
}
