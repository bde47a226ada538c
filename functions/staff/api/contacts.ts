/** The API's contacts: where each stands, and why or why not. No addresses in lists; one at a time, and on record. */
import * as z from 'zod/mini'
import { Callback, Skip } from '../../../shared/call/call.ts'
import { OutcomeCode } from '../../../shared/call/outcome.ts'
import { Campaign } from '../../../shared/campaign/campaign.ts'
import { FactKind } from '../../../shared/contact/contact.ts'
import { contactStates } from '../../../shared/plan/contact-state.ts'
import { Language, Text } from '../../../shared/platform/language.ts'
import { Mode } from '../../../shared/response/response.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { named } from '../openapi.ts'
import { type NamelessState, type PeopleDeskDeps, peopleDesk } from '../people.ts'
import { ById } from './campaigns.ts'

const State = z.enum(Object.keys(contactStates) as [keyof typeof contactStates])

const channel = z.enum(['call', 'agents'])
const at = z.string()
const Happened = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('email'), at, step: z.int(), state: State, label: Text, why: z.optional(Text) }),
  z.object({
    kind: z.literal('call'),
    at,
    n: z.int(),
    channel,
    step: z.int(),
    /** Which of the numbers, from 0; and its last digits. */
    number: z.int(),
    masked: z.optional(z.string()),
    /** Missing while it goes on. */
    outcome: z.optional(OutcomeCode),
    label: z.optional(Text),
    seconds: z.optional(z.int()),
    /** The agent, by the issuer's id. */
    agent: z.optional(z.string()),
    agentName: z.optional(z.string()),
    promised: z.optional(z.literal(true)),
  }),
  z.object({ kind: z.literal('skip'), at, n: z.int(), channel, step: z.int(), skip: Skip, why: Text }),
  z.object({
    kind: z.literal('fact'),
    at,
    fact: FactKind,
    detail: z.optional(z.string()),
    source: z.optional(z.string()),
    step: z.optional(z.int()),
  }),
  z.object({
    kind: z.literal('callback'),
    at,
    promisedFor: z.string(),
    from: Callback.shape.from,
    state: Callback.shape.state,
    tries: z.int(),
  }),
])

const ContactView = z.object({
  /** `page.index` */
  contact: z.string(),
  language: Language,
  state: State,
  steps: z.array(
    z.object({
      step: z.int(),
      kind: z.enum(['email', 'wait', 'call', 'agents']),
      state: State,
      at: z.optional(z.string()),
      why: z.optional(Text),
    }),
  ),
  facts: z.array(z.object({ kind: z.string(), at: z.string(), detail: z.optional(z.string()) })),
  response: z.optional(z.enum(['partial', 'complete'])),
})
const OneContact = z.extend(ContactView, {
  email: z.optional(z.string()),
  /** E.164, in the order in which they are tried. */
  phones: z.array(z.string()),
  fields: z.record(z.string(), z.string()),
  /** Everything that was done or not done, the oldest first; each with its reason. */
  history: z.array(Happened),
  /** What comes next, or why nothing does. */
  next: z.object({
    kind: z.enum(['email', 'call', 'agents', 'callback', 'talking', 'none']),
    step: z.optional(z.int()),
    /** Not before. */
    at: z.optional(z.string()),
    /** The rule that says so. */
    rule: Text,
  }),
  /** Whether she answered, and in which modes; never what. */
  answer: z.optional(
    z.object({ state: z.enum(['partial', 'complete']), modes: z.array(Mode), day: z.optional(z.string()) }),
  ),
})
named.add(ContactView, { id: 'Contact' })
named.add(Happened, { id: 'Happening' })

const tag = 'Contacts'
const view = (person: NamelessState): z.infer<typeof ContactView> => ({
  contact: `${person.page}.${person.index}`,
  language: person.language,
  state: person.state,
  steps: person.steps,
  facts: person.facts.map(({ kind, at, detail }) => ({ kind, at, ...(detail && { detail }) })),
  ...(person.response && { response: person.response }),
})

export function contactRoutes(deps: PeopleDeskDeps & Pick<StaffDeps, 'campaigns'>): ApiRoute[] {
  const { campaigns } = deps
  const people = peopleDesk(deps)

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
        const campaign = await campaigns.get(params.id)
        const found = await people.nameless(campaign, page)
        const next = page + 1 < campaign.list!.pages ? String(page + 1) : undefined
        return { status: 200, body: { contacts: found.map(view), ...(next && { cursor: next }) } }
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
        const found = await people.one(await campaigns.get(params.id), page, index, person)
        const { email, phones, fields, history, next, answer } = found
        const more = { history, next, ...(answer && { answer }) }
        return { status: 200, body: { ...view(found), ...(email && { email }), phones, fields, ...more } }
      },
    }),
  ]
}
