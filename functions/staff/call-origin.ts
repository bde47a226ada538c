/**
 * What a person's own page tells of why she is contacted, from where her data are and until when they are kept: so that an agent can
 * answer while she talks. Of what could be another's ear, no more than that page tells. (L3, L4, T2)
 */
import { type Basis, type Campaign, isDiscreet } from '../../shared/campaign/campaign.ts'
import type { Contact } from '../../shared/contact/contact.ts'
import { heldOn } from '../../shared/contact/held.ts'
import type { Text } from '../../shared/platform/language.ts'

export interface Origin {
  /** Neither of these in a discreet drive: whoever answers the telephone may be another. */
  purpose?: Text
  source?: string
  obtainedOn?: string
  basis?: Basis
  /** The local day by which they are erased; else so many months after the end. */
  until?: string
  retentionMonths?: number
  controller?: string
  officer?: string
}

/** What an agent may say of a contact's data, before she knows who has answered. */
export function originOf(campaign: Campaign, contact: Contact): Origin {
  const { point, until } = heldOn(campaign, contact)
  const { privacy, purpose } = campaign
  const isOpen = !isDiscreet(campaign)
  return {
    ...(isOpen && purpose && { purpose }),
    ...(isOpen && point && { source: point.source }),
    ...(point && { obtainedOn: point.obtainedOn, basis: point.basis }),
    ...(until && { until }),
    ...(privacy && {
      retentionMonths: privacy.retentionMonths,
      controller: privacy.controller,
      officer: privacy.dataProtectionOfficer,
    }),
  }
}
