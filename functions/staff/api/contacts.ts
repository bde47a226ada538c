/** The API's contacts: where each stands, and why or why not. No addresses in lists; one at a time, and on record. */
import * as z from 'zod/mini'
import { Campaign } from '../../../shared/campaign/campaign.ts'
import type { WholePage } from '../../../shared/contact/contact-store.ts'
import { contactState, contactStates, stepStates } from '../../../shared/plan/contact-state.ts'
import { NotFound } from '../../../shared/platform/errors.ts'
import { Language, Text } from '../../../shared/platform/language.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { named } from '../openapi.ts'
import { ById } from './campaigns.ts'

const State = z.enum(Object.keys(contactStates) as [keyof typeof contactStates])

const ContactView = z.object({
  /** `page.index` */
  contact: z.string(),
  language: Language,
  state: State,
  steps: z.array(z.object({ step: z.int(), state: State, at: z.optional(z.string()), why: z.optional(Text) })),
  facts: z.array(z.object({ kind: z.string(), at: z.string(), detail: z.optional(z.string()) })),
  response: z.optional(z.enum(['partial', 'complete'])),
})
const OneContact = z.extend(ContactView, { email: z.string(), fields: z.record(z.string(), z.string()) })
named.add(ContactView, { id: 'Contact' })

const tag = 'Contacts'
type Deps = Pick<StaffDeps, 'campaigns' | 'contacts' | 'responses' | 'keysOf' | 'audit' | 'now'>

export function contactRoutes({ campaigns, contacts, responses, keysOf, audit, now }: Deps): ApiRoute[] {
  const pageOf = async (id: string, page: number) => {
    const campaign = await campaigns.get(id)
    if (!campaign.list || page >= campaign.list.pages) throw new NotFound('page')
    const [whole, states] = await Promise.all([
      contacts.wholePage(id, page, await keysOf(campaign)),
      responses.statesOfPage(id, page),
    ])
    return { campaign, whole, states }
  }
  const view = (
    page: number,
    index: number,
    campaign: Campaign,
    { contacts: people, facts, ledger }: WholePage,
    states: Map<number, 'partial' | 'complete'>,
  ): z.infer<typeof ContactView> => {
    const own = facts.filter((fact) => fact.index === index)
    const response = states.get(index)
    // Who answered a confidential drive is not told beside the person; that she needs no reminder is.
    const steps = stepStates(index, campaign.plan.length, ledger).map(({ at, ...step }) => ({
      ...step,
      ...(at && { at }),
    }))
    return {
      contact: `${page}.${index}`,
      language: people[index]!.language,
      state: contactState(steps, own, response),
      steps,
      facts: own.map(({ kind, at, detail }) => ({ kind, at, ...(detail && { detail }) })),
      ...(response && { response }),
    }
  }

  return [
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/contacts',
      id: 'listContacts',
      tag,
      summary: 'Where each contact stands, a hundred at a time',
      roles: ['manager'],
      params: ById,
      query: z.object({ cursor: z.optional(z.string().check(z.regex(/^\d{1,7}$/))) }),
      answer: {
        status: 200,
        description: 'A page of contacts, without their addresses',
        schema: z.object({ contacts: z.array(ContactView), cursor: z.optional(z.string()) }),
      },
      async handle({ params, query }) {
        const page = Number(query.cursor ?? 0)
        const { campaign, whole, states } = await pageOf(params.id, page)
        const next = page + 1 < campaign.list!.pages ? String(page + 1) : undefined
        return {
          status: 200,
          body: {
            contacts: whole.contacts.map(({ index }) => view(page, index, campaign, whole, states)),
            ...(next && { cursor: next }),
          },
        }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/contacts/{contact}',
      id: 'getContact',
      tag,
      summary: 'One contact: who, and what was done or not done, and why',
      description: 'That you looked is kept in the audit.',
      roles: ['manager'],
      params: z.object({ id: Campaign.shape.id, contact: z.string().check(z.regex(/^\d{1,7}\.\d{1,2}$/)) }),
      answer: { status: 200, description: 'The contact', schema: OneContact },
      async handle({ params, person }) {
        const [page, index] = params.contact.split('.').map(Number) as [number, number]
        const { campaign, whole, states } = await pageOf(params.id, page)
        const contact = whole.contacts[index]
        if (!contact) throw new NotFound('contact')
        await audit.write({ who: person.id, did: 'view contact', what: `${campaign.id}/${params.contact}` }, now())
        return {
          status: 200,
          body: {
            ...view(page, index, campaign, whole, states),
            email: contact.email,
            fields: contact.fields,
          },
        }
      },
    }),
  ]
}
