/**
 * A drive of the library: everything about it that does not depend on whose list it is put to. A manager who begins with one
 * gives it a list of contacts, and changes what she likes. Rules only.
 */
import type { AgentsStep, CallStep, EmailStep, Letter, Plan, Stop } from '../../plan/plan.ts'
import { sampleStep } from '../../plan/sample-words.ts'
import type { Language, Text } from '../../platform/language.ts'
import { addDays } from '../../platform/local-time.ts'
import type { Asks, CampaignContent, Privacy } from '../campaign.ts'
import type { ServiceTemplate } from './services.ts'

/** What the drive is told when it is begun. */
export interface DriveGiven {
  /** The office as residents know it, and the number by which they check that a call is real. (L32) */
  office: string
  verifyAt: string
  /** The local day on which it is begun; its texts are about this year. */
  today: string
  /** How long its survey takes, as texts say it: `5 minut`. */
  minutes: Record<Language, string>
}

type Rest = Omit<CampaignContent, 'name' | 'privacy' | 'startsOn' | 'endsOn' | 'template' | 'ramp' | 'plan' | 'purpose'>

export interface DriveTemplate extends Partial<Rest> {
  id: string
  /** Its name, for staff and in the list of drives. */
  name: Text
  /** For whom chooses: what it does, and to whom. */
  description: Text
  /** What the file of contacts must hold. */
  list: Text
  /** How many local days it lasts, the first one included. */
  days: number
  /** One plain sentence that residents read. */
  purpose: Text
  /** What differs from what the office states in every drive. */
  privacy: Partial<Privacy> & Pick<Privacy, 'dataSource' | 'dataCategories' | 'retentionMonths'>
  plan: (given: DriveGiven) => Plan
  /** The id of its survey in the library of surveys. */
  survey?: string
  /** What is booked; the office's own service of this name, where it has one. */
  visit?: ServiceTemplate
}

/** What the office states in every drive. (L1) */
export type OfficeTerms = Omit<Privacy, 'impactAssessment' | 'records'> & { replyTo?: string | undefined }

/** The content of a new draft: complete but for its list. `window` and the like are the desk's where the drive has none. */
export function contentOf(
  drive: DriveTemplate,
  { replyTo, ...office }: OfficeTerms,
  given: DriveGiven,
): Partial<CampaignContent> & { name: string } {
  const { id, name, description: _, list: __, survey: ___, visit: ____, days, purpose, privacy, plan, ...rest } = drive
  return {
    ...rest,
    name: name.pl,
    purpose,
    privacy: { ...office, impactAssessment: { done: false, reference: '' }, ...privacy },
    plan: plan(given),
    startsOn: given.today,
    endsOn: addDays(given.today, days - 1),
    template: id,
    ...(replyTo && { replyTo }),
  }
}

const day = 24

/** A letter in each language of residents. */
export type Letters = Record<Language, Letter>

export const email = (letters: Letters, stop: Stop[]): EmailStep => ({
  kind: 'email',
  letters,
  stop,
})

export const wait = (days: number): Plan[number] => ({ kind: 'wait', hours: days * day })

/** What the drive's calls ask for, and when they are not needed any more. */
interface Asking {
  asks: Asks
  stop: Stop[]
}

const sampleGiven = ({ office, verifyAt, minutes }: DriveGiven, purpose: Text, asks: Asks) => ({
  office,
  verifyAt,
  minutes,
  purpose,
  asks,
})

/** An automated call about this purpose. The data protection officer must agree to it before the drive can go out. (L20) */
export function automated(given: DriveGiven, purpose: Text, { asks, stop }: Asking): CallStep {
  return { ...(sampleStep('call', sampleGiven(given, purpose, asks)) as CallStep), stop }
}

/** Agents call; they open and say what every call of the office does, about this purpose. (L32) */
export function agents(given: DriveGiven, purpose: Text, { asks, stop }: Asking): AgentsStep {
  return { ...(sampleStep('agents', sampleGiven(given, purpose, asks)) as AgentsStep), stop }
}

/** Paragraphs of a letter. */
export const text = (...paragraphs: string[]): string => paragraphs.join('\n\n')
