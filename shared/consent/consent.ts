/**
 * Consent to offers and advertising: of one person, for one channel, on a day, to a text. Without it the channel is not used;
 * its withdrawal is an objection to the purpose. Rules only. (L20)
 */
import { type Campaign, needsConsent } from '../campaign/campaign.ts'
import type { Contact } from '../contact/contact.ts'
import type { Reaching } from '../contact/wish.ts'

/** One consent as the law wants it kept. */
export interface Consent {
  channel: 'email' | 'phone'
  textVersion: string
  source: string
  /** Local date. */
  on: string
  /** ISO in UTC. */
  withdrawnAt?: string | undefined
}

const kindOf: Record<Reaching, 'email' | 'phone'> = { email: 'email', call: 'phone', agents: 'phone' }

/** Whether a channel may be used for somebody: always where the drive needs no consent, else only where she agreed to it. */
export function isAgreed(
  campaign: Pick<Campaign, 'purposeClass'>,
  { consent }: Pick<Contact, 'consent'>,
  channel: Reaching,
): boolean {
  return !needsConsent(campaign) || Boolean(consent?.[kindOf[channel]])
}

/** Everything that she agreed to in a drive, each with its withdrawal if there was one. */
export function consentsOf(
  { list }: Pick<Campaign, 'list'>,
  { consent }: Pick<Contact, 'consent'>,
  withdrawnAt?: string,
): Consent[] {
  const { textVersion = '', source = '' } = list?.consents ?? {}
  return (['email', 'phone'] as const).flatMap((channel): Consent[] => {
    const on = consent?.[channel]
    return on ? [{ channel, textVersion, source, on, ...(withdrawnAt && { withdrawnAt }) }] : []
  })
}
