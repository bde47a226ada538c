/**
 * Five messages as five people of the list will get them, for whoever decides about a drive: a column that went wrong shows here and
 * nowhere else before it is too late. Addresses are not shown, links lead nowhere, and it is noted who looked. (X15)
 */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { officeNameFor } from '../../shared/campaign/office-name.ts'
import { type Contact, contactsPerPage } from '../../shared/contact/contact.ts'
import { composeLetter, fieldsOf, footerOf, mailData } from '../../shared/plan/letter.ts'
import { agentField, officeField } from '../../shared/plan/opening.ts'
import type { Step, StepKind } from '../../shared/plan/plan.ts'
import type { Language } from '../../shared/platform/language.ts'
import type { StaffDeps } from './deps.ts'
import type { Person } from './person.ts'

export interface SampleMessage {
  kind: Exclude<StepKind, 'wait'>
  /** Which step of the plan. */
  step: number
  language: Language
  subject?: string
  text: string
}

const most = 5

type Deps = Pick<StaffDeps, 'contacts' | 'keysOf' | 'audit' | 'now' | 'officeName' | 'discreetName' | 'publicUrl'>

/** The first step of the plan that says something to people. */
function firstSaid(plan: Campaign['plan']): { step: Exclude<Step, { kind: 'wait' }>; number: number } | undefined {
  for (const [number, step] of plan.entries()) if (step.kind !== 'wait') return { step, number }
  return undefined
}

/** Positions spread evenly over a list, the first and the last one among them. */
export function spreadOver(contacts: number): number[] {
  const count = Math.min(most, contacts)
  if (count <= 1) return contacts > 0 ? [0] : []
  return Array.from({ length: count }, (_, n) => Math.round((n * (contacts - 1)) / (count - 1)))
}

/** The messages; none where the drive has no list or says nothing. */
export async function sampleMessages(campaign: Campaign, reader: Person, deps: Deps): Promise<SampleMessage[]> {
  const first = firstSaid(campaign.plan)
  const { list } = campaign
  if (!first || !list) return []
  const keys = await deps.keysOf(campaign)
  const positions = spreadOver(list.contacts)
  const pages = new Map(
    await Promise.all(
      [...new Set(positions.map((position) => Math.floor(position / contactsPerPage)))].map(
        async (page) => [page, (await deps.contacts.wholePage(campaign.id, page, keys)).contacts] as const,
      ),
    ),
  )
  await deps.audit.write({ who: reader.id, did: 'view sample', what: campaign.id }, deps.now())
  const chosen = positions.flatMap(
    (position) => pages.get(Math.floor(position / contactsPerPage))?.[position % contactsPerPage] ?? [],
  )
  const shown = inEachLanguage(chosen, [...pages.values()].flat())
  return shown.map((contact) => messageTo(contact, first, campaign, deps))
}

/**
 * The chosen, with somebody of each language that is found among those who were read: who reads a language that others of the chosen read
 * as well makes way, from the middle on, so that the first and the last of the list stay.
 */
export function inEachLanguage<C extends Pick<Contact, 'language'>>(chosen: readonly C[], read: readonly C[]): C[] {
  const shown = [...chosen]
  const reads = (language: Language) => shown.filter((one) => one.language === language)
  for (const found of read) {
    if (reads(found.language).length > 0) continue
    const spare = shown.findIndex((one, n) => n > 0 && n < shown.length - 1 && reads(one.language).length > 1)
    if (spare >= 0) shown[spare] = found
  }
  return shown
}

function messageTo(
  { language, fields }: Contact,
  { step, number }: NonNullable<ReturnType<typeof firstSaid>>,
  campaign: Campaign,
  { officeName, discreetName, publicUrl }: Deps,
): SampleMessage {
  const texts = step.kind === 'email' ? step.letters : step.kind === 'call' ? step.openings : step.scripts
  const said: Language = texts[language] ? language : 'pl'
  const message = { kind: step.kind, step: number, language: said }
  const nowhere = (path: string) => `${publicUrl}/${path}/…`
  if (step.kind === 'email') {
    const letter = step.letters[said] ?? { subject: '', text: '' }
    const template = composeLetter(letter, said, footerOf(campaign, { officeName, discreetName }))
    const links = { link: nowhere(campaign.asks === 'booking' ? 'b' : 's'), why: nowhere('w'), objection: nowhere('o') }
    const data = mailData({ ...fields, ...links })
    return { ...message, subject: filled(template.subject, data), text: filled(template.text, data) }
  }
  if (step.kind === 'call') return { ...message, text: step.openings[said] ?? '' }
  const office = officeNameFor(campaign, { officeName, discreetName })
  const script = step.scripts[said] ?? ''
  return { ...message, text: filled(script, { ...fields, [officeField]: office, [agentField]: `{{${agentField}}}` }) }
}

/** A text with its fields filled in; what is not there is left as written. */
function filled(text: string, data: Record<string, string>): string {
  return fieldsOf(text).reduce(
    (so, field) =>
      so.replace(new RegExp(`\\{\\{\\s*${escaped(field)}\\s*\\}\\}`, 'g'), () => data[field] ?? `{{${field}}}`),
    text,
  )
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
