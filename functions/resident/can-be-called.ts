/** Who can ask to be called. Apart from the pages on which she asks, which are loaded with the first who does. */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { Contact } from '../../shared/contact/contact.ts'
import { stepOf } from '../../shared/plan/plan.ts'

/** Whether somebody can be asked to call this person: agents work in the drive, and she has a number. */
export function canBeCalled(campaign: Campaign, contact: Pick<Contact, 'phones'>): boolean {
  return stepOf(campaign.plan, 'agents') !== undefined && contact.phones.length > 0
}
