/** What became of each contact: why she was reached, or why not. Pages and API ask here, a page of the list at a time. */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { Contact } from '../../shared/contact/contact.ts'
import { type Standing, standingOf } from '../../shared/plan/contact-state.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import type { StaffDeps } from './deps.ts'
import type { Person } from './person.ts'

/** A contact as staff see her: who she is, and where she stands. That she answered is told, what she answered is not. */
export interface PersonState extends Contact, Standing {
  page: number
}
/** The same without who she is. */
export type NamelessState = Standing & Pick<PersonState, 'page' | 'index' | 'language'>

export type PeopleDesk = ReturnType<typeof peopleDesk>
export type PeopleDeskDeps = Pick<StaffDeps, 'contacts' | 'responses' | 'keysOf' | 'audit' | 'now'>

export function peopleDesk({ contacts, responses, keysOf, audit, now }: PeopleDeskDeps) {
  /** Everybody of a page of the list, or NotFound. */
  const wholePage = async (campaign: Campaign, page: number): Promise<PersonState[]> => {
    if (!campaign.list || page >= campaign.list.pages) throw new NotFound(`page ${page}`)
    const [whole, answers] = await Promise.all([
      contacts.wholePage(campaign.id, page, await keysOf(campaign)),
      responses.statesOfPage(campaign.id, page),
    ])
    return whole.contacts.map((contact) => ({
      ...contact,
      page,
      ...standingOf(contact.index, campaign.plan.length, whole, answers.get(contact.index)),
    }))
  }

  return {
    /** One page of the list, without who they are. */
    async nameless(campaign: Campaign, page: number): Promise<NamelessState[]> {
      const people = await wholePage(campaign, page)
      return people.map(({ index, language, state, steps, facts, response }) => {
        return { page, index, language, state, steps, facts, ...(response && { response }) }
      })
    },

    /** One page of the list. Addresses are shown, so it is noted who looked. (X15) */
    async page(campaign: Campaign, page: number, person: Person): Promise<PersonState[]> {
      const people = await wholePage(campaign, page)
      await audit.write({ who: person.id, did: 'view contacts', what: `${campaign.id}#${page}` }, now())
      return people
    },

    /** One contact, or NotFound. It is noted who looked. (X15) */
    async one(campaign: Campaign, page: number, index: number, person: Person): Promise<PersonState> {
      const found = (await wholePage(campaign, page))[index]
      if (!found) throw new NotFound('contact')
      await audit.write({ who: person.id, did: 'view contact', what: `${campaign.id}/${page}.${index}` }, now())
      return found
    },
  }
}
