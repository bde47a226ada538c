/**
 * What a drive holds on one person and may show her: addresses cut short, fields by name and value, where they come from,
 * until when they are kept. In a discreet drive nothing of the matter, for whoever holds the link may be another. Rules only.
 */
import { type Campaign, type ContactPoint, isDiscreet } from '../campaign/campaign.ts'
import { promisedUntil } from '../campaign/retention.ts'
import { addMonths } from '../case/deadline.ts'
import type { Language } from '../platform/language.ts'
import type { Contact } from './contact.ts'
import { hiddenEmail } from './email-text.ts'
import { MergeField } from './mapping.ts'
import { maskedPhone } from './phone-text.ts'
import { pointOf } from './point.ts'

export interface Held {
  email?: string
  phones: string[]
  language: Language
  fields: { field: MergeField; value: string }[]
  /** There is more, which is told after her identity is confirmed. */
  more: boolean
  point?: ContactPoint | undefined
  /** The local day by which her data are erased, by the drive's record. */
  until?: string
}

/** Fields that say who she is and nothing of the matter. */
const plainFields: readonly MergeField[] = ['imie', 'nazwisko', 'osoba', 'zwrot']

/** What is held on a contact of a drive. */
export function heldOn(campaign: Campaign, contact: Contact): Held {
  const hides = isDiscreet(campaign)
  const given = MergeField.options.flatMap((field) => {
    const value = contact.fields[field]
    return value ? [{ field, value }] : []
  })
  const fields = hides ? given.filter(({ field }) => plainFields.includes(field)) : given
  const until = keptUntil(campaign)
  return {
    ...(contact.email && { email: hiddenEmail(contact.email) }),
    phones: contact.phones.map(maskedPhone),
    language: contact.language,
    fields,
    more: hides,
    point: pointOf(campaign),
    ...(until && { until }),
  }
}

/** The local day by which the contact data of a drive are erased, as promised: by its end, or while it goes on by its last day. (L7) */
export function keptUntil(campaign: Pick<Campaign, 'privacy' | 'endedAt' | 'endsOn'>): string | undefined {
  const { privacy, endsOn } = campaign
  return promisedUntil(campaign) ?? (endsOn && privacy && addMonths(endsOn, privacy.retentionMonths))
}
