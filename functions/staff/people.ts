/** What became of each contact: why she was reached, or why not. Read a page of the list at a time. */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { type ContactState, contactState, type StepState, stepStates } from '../../shared/plan/contact-state.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import type { Language } from '../../shared/platform/language.ts'
import type { StaffDeps } from './deps.ts'
import type { Person } from './person.ts'

export interface PersonState {
  page: number
  index: number
  language: Language
  email: string
  state: ContactState
  steps: StepState[]
}

type Deps = Pick<StaffDeps, 'contacts' | 'responses' | 'keysOf' | 'audit' | 'now'>

/** The states of one page of the list. Addresses are shown, so it is noted who looked. (X15) */
export async function peopleOfPage(
  campaign: Campaign,
  page: number,
  person: Person,
  { contacts, responses, keysOf, audit, now }: Deps,
): Promise<PersonState[]> {
  if (!campaign.list || page >= campaign.list.pages) throw new NotFound(`page ${page}`)
  const [whole, answers] = await Promise.all([
    contacts.wholePage(campaign.id, page, await keysOf(campaign)),
    responses.statesOfPage(campaign.id, page),
  ])
  await audit.write({ who: person.id, did: 'view contacts', what: `${campaign.id}#${page}` }, now())
  return whole.contacts.map(({ index, language, email }) => {
    const steps = stepStates(index, campaign.plan.length, whole.ledger)
    const facts = whole.facts.filter((fact) => fact.index === index)
    return { page, index, language, email, steps, state: contactState(steps, facts, answers.get(index)) }
  })
}
