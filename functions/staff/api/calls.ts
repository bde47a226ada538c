/** The API's calls: an agent's work from choosing lists to the outcome. */
import * as z from 'zod/mini'
import { Choice } from '../../../shared/call/agent.ts'
import type { Known } from '../../../shared/call/agent-desk.ts'
import { OutcomeCode } from '../../../shared/call/outcome.ts'
import { Said } from '../../../shared/claim/identity.ts'
import { ObjectionScope } from '../../../shared/objection/objection.ts'
import { Invalid, NotFound } from '../../../shared/platform/errors.ts'
import { Language } from '../../../shared/platform/language.ts'
import { Value } from '../../../shared/response/response.ts'
import { formOf } from '../../../web/resident/fields-of.ts'
import { type ApiAnswer, type ApiRoute, apiRoute } from '../api-route.ts'
import { claimsTold } from '../call-identity.ts'
import type { CallDesk } from '../calls.ts'
import { named } from '../openapi.ts'
import type { Person } from '../person.ts'
import { CallView, FoundView, IdentityState, ListView, MatterView, matterViewOf, viewOf } from './call-views.ts'

const tag = 'Calls'
export const ByCall = z.object({ call: z.string().check(z.regex(/^cmp_[0-9a-z]{12}\.\d{1,7}\.\d{1,2}\.\d{1,3}$/)) })
/** What came with the call: proof that it was given to whoever sends this. */
const hold = z.string().check(z.maxLength(100))
const note = z.optional(z.string().check(z.maxLength(2_000)))
const Next = z.object({
  call: z.optional(CallView),
  /** Why there is none, and from when calls are made again. */
  nothing: z.optional(z.enum(['no lists', 'closed', 'nobody', 'payments'])),
  from: z.optional(z.string()),
})
const Saved = z.object({
  /** `again`: it stood already. `late`: the call was hers no more; it is kept beside it and changes nothing. */
  as: z.enum(['saved', 'again', 'late']),
  /** When the next attempt is due, where there is one. */
  next: z.optional(z.string()),
})
const Answered = z.object({
  /** The page to go on with, or `review`; the same page again where more questions came up on it. */
  next: z.union([z.int(), z.literal('review')]),
})
named.add(Next, { id: 'NextCall' })

const agents = ['agent'] as const

export function callRoutes(desk: CallDesk): ApiRoute[] {
  const known = (person: Person, call: string, proof: string): Promise<Known> => desk.byHold(person.id, call, proof)
  const seen = async (person: Person, found: Awaited<ReturnType<CallDesk['next']>>): Promise<ApiAnswer> => {
    if (!('call' in found)) {
      const from = found.nothing === 'closed' && found.from && { from: found.from.toISOString() }
      return { status: 200, body: { nothing: found.nothing, ...from } }
    }
    return { status: 200, body: { call: viewOf(await desk.see(found, person)) } }
  }

  return [
    apiRoute({
      method: 'GET',
      path: '/calls/lists',
      id: 'listCallLists',
      tag,
      summary: 'Lists that agents can work on, and what you have chosen',
      roles: agents,
      answer: {
        status: 200,
        description: 'Lists and choice',
        schema: z.object({ lists: z.array(ListView), chosen: z.optional(Choice) }),
      },
      async handle({ person }) {
        const [lists, agent] = await Promise.all([desk.lists(person.id), desk.agent(person.id)])
        const chosen = agent && { lists: agent.lists, languages: agent.languages, skills: agent.skills }
        return { status: 200, body: { lists, ...(chosen && { chosen }) } }
      },
    }),
    apiRoute({
      method: 'PUT',
      path: '/calls/lists',
      id: 'chooseCallLists',
      tag,
      summary: 'Choose the lists, languages and skills you work with',
      roles: agents,
      body: Choice,
      answer: { status: 200, description: 'The choice', schema: Choice },
      async handle({ body, person }) {
        await desk.choose(person, body)
        return { status: 200, body }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/calls/next',
      id: 'nextCall',
      tag,
      summary: 'The next call for you, or the one you have',
      description:
        'Promised calls first, then whoever is due, then new people. The call is yours for five minutes and as long as you renew it. Whom you got is kept in the audit.',
      roles: agents,
      answer: { status: 200, description: 'The call, or why there is none', schema: Next },
      handle: async ({ person }) => seen(person, await desk.next(person)),
    }),
    apiRoute({
      method: 'POST',
      path: '/calls/{call}/renew',
      id: 'renewCall',
      tag,
      summary: 'Keep a call for five minutes more, with what you noted',
      roles: agents,
      params: ByCall,
      body: z.object({ hold, note, clauseGiven: z.optional(z.boolean()) }),
      answer: {
        status: 200,
        description: 'Whether it is yours still',
        schema: z.object({
          yours: z.boolean(),
          /** Of a reminder: all of her claims were settled meanwhile. End the call neutrally. */
          settled: z.optional(z.boolean()),
          /** Of a reminder, once the person was recognised: how many of her claims are open. Another number: ask for the matter again. */
          claims: z.optional(z.int()),
        }),
      },
      async handle({ params, body, person }) {
        const call = await known(person, params.call, body.hold)
        const yours = await desk.renew(person, call, body)
        const claims = claimsTold(call)
        const changes = { ...(call.settled && { settled: true }), ...(claims !== undefined && { claims }) }
        return { status: 200, body: { yours, ...changes } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/calls/{call}/identity',
      id: 'identifyPerson',
      tag,
      summary: 'Of a reminder: check what the person says against the list',
      description:
        'Her name and some facts, as she says them. Answers whether it matches and nothing else; after three misses on one day nothing is compared any more.',
      roles: agents,
      params: ByCall,
      body: z.object({ hold, ...Said.shape }),
      answer: {
        status: 200,
        description: 'Where the recognising stands',
        schema: z.object({ state: IdentityState }),
      },
      async handle({ params, body: { hold: proof, ...said }, person }) {
        const state = await desk.identify(person, await known(person, params.call, proof), said)
        return { status: 200, body: { state } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/calls/{call}/matter',
      id: 'readMatter',
      tag,
      summary: 'Of a reminder: what it is about, once the person was recognised',
      description:
        'Refused before that, and once all of her claims are settled. That you read it is kept in the audit.',
      roles: agents,
      params: ByCall,
      body: z.object({ hold }),
      answer: { status: 200, description: 'The matter', schema: MatterView },
      async handle({ params, body, person }) {
        const found = await known(person, params.call, body.hold)
        const call = found.calls.find(({ n }) => n === found.id.n)
        if (!call || !found.isHers) throw new NotFound('call')
        return { status: 200, body: matterViewOf(await desk.matter(person, { ...found, call })) }
      },
    }),
    apiRoute({
      method: 'PUT',
      path: '/calls/{call}/answers/{page}',
      id: 'putCallAnswers',
      tag,
      summary: 'Save a page of answers, asked on the phone',
      description: 'Into the one response of this person, whatever mode it was begun in. Answers by question name.',
      roles: agents,
      params: z.extend(ByCall, { page: z.string().check(z.regex(/^\d{1,4}$/)) }),
      body: z.object({ hold, language: z.optional(Language), answers: z.record(z.string(), Value) }),
      answer: { status: 200, description: 'Where to go on', schema: Answered },
      async handle({ params, body, person }) {
        const call = await known(person, params.call, body.hold)
        const { campaign, contact } = call
        if (!campaign.survey) throw new NotFound('survey')
        const survey = await desk.surveyOf(campaign.id, campaign.survey.version)
        const language = body.language ?? contact.language
        const saved = await desk.savePage(call, Number(params.page), formOf(survey, body.answers, language), language)
        if (saved === 'complete before') return { status: 200, body: { next: 'review' } }
        if (!('errors' in saved)) return { status: 200, body: { next: saved.next } }
        throw new Invalid(
          saved.errors.map(({ question, row, code }) => ({
            field: ['answers', question, row].filter(Boolean).join('.'),
            message: {
              pl: `Odpowiedź nie pasuje do pytania (${code}).`,
              en: `The answer does not fit the question (${code}).`,
            },
          })),
        )
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/calls/{call}/answers',
      id: 'submitCallAnswers',
      tag,
      summary: 'Send the response as it stands',
      roles: agents,
      params: ByCall,
      body: z.object({ hold, language: z.optional(Language) }),
      answer: {
        status: 200,
        description: 'Sent now, or sent before',
        schema: z.object({ response: z.enum(['sent', 'complete before']) }),
      },
      async handle({ params, body, person }) {
        const call = await known(person, params.call, body.hold)
        return {
          status: 200,
          body: { response: await desk.submitAnswers(call, body.language ?? call.contact.language) },
        }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/calls/{call}/link',
      id: 'sendCallLink',
      tag,
      summary: 'Send the link to the survey to the person’s e-mail address',
      roles: agents,
      params: ByCall,
      body: z.object({ hold, language: z.optional(Language) }),
      answer: { status: 200, description: 'Where it went, masked', schema: z.object({ sentTo: z.string() }) },
      async handle({ params, body, person }) {
        const call = await known(person, params.call, body.hold)
        return {
          status: 200,
          body: { sentTo: await desk.sendLink(person, call, body.language ?? call.contact.language) },
        }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/calls/{call}/dial',
      id: 'dialCall',
      tag,
      summary: 'Have a call put before you in Amazon Connect',
      description:
        'As a task with the number, where the office has a flow for it (`byConnect`). Asked for twice it is one task.',
      roles: agents,
      params: ByCall,
      body: z.object({ hold }),
      answer: { status: 202, description: 'It waits for you there', schema: z.object({ call: z.string() }) },
      async handle({ params, body, person }) {
        await desk.dial(person, await known(person, params.call, body.hold))
        return { status: 202, body: { call: params.call } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/calls/{call}/outcome',
      id: 'saveCallOutcome',
      tag,
      summary: 'Save how a call ended; the plan decides what follows',
      description:
        '`not_dialled` gives the call back. `callback` needs `callback`. Saved twice it stands once; saved when the call is yours no more, it is kept beside the call, and an objection or a promise in it holds all the same.',
      roles: agents,
      params: ByCall,
      body: z.object({
        hold,
        outcome: OutcomeCode,
        note,
        clauseGiven: z.optional(z.boolean()),
        callback: z.optional(z.object({ at: z.iso.datetime(), mine: z.boolean() })),
        objection: z.optional(ObjectionScope),
        /** Of a reminder: the day by which she promised to act; goes with `promised`. */
        promisedBy: z.optional(z.iso.date()),
      }),
      answer: { status: 200, description: 'What became of it', schema: Saved },
      async handle({ params, body: { hold: proof, callback, ...ending }, person }) {
        const saved = await desk.save(person, await known(person, params.call, proof), {
          ...ending,
          ...(callback && { callback: { at: new Date(callback.at), mine: callback.mine } }),
        })
        const next = saved.as === 'saved' && saved.next.kind === 'again' && { next: saved.next.at.toISOString() }
        return { status: 200, body: { as: saved.as, ...next } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/calls/search',
      id: 'searchNumber',
      tag,
      summary: 'Whose number it is: somebody calls the office back',
      description: 'That you searched is kept in the audit.',
      roles: ['agent', 'manager'],
      body: z.object({ phone: z.string().check(z.maxLength(60)) }),
      answer: {
        status: 200,
        description: 'Everybody with this number in drives of the last 90 days',
        schema: z.object({ found: z.array(FoundView) }),
      },
      async handle({ body, person }) {
        const found = await desk.search(person, body.phone)
        return {
          status: 200,
          body: {
            found: found.map(({ take, campaign, name, language, calls, callback, response, mayTake }) => ({
              ...(take && { contact: take }),
              ...(campaign.id && { campaign: campaign.id }),
              name,
              language,
              calls: calls.length,
              ...(callback && { callback: callback.at }),
              ...(response && { response }),
              mayTake,
            })),
          },
        }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/calls/take',
      id: 'takeCall',
      tag,
      summary: 'Take the call of a person who has called the office',
      roles: agents,
      description: 'With the `contact` that your search by her number gave you on this day.',
      body: z.object({ contact: z.string().check(z.maxLength(200)) }),
      answer: { status: 200, description: 'The call', schema: Next },
      async handle({ body, person }) {
        return seen(person, await desk.takeFound(person, body.contact))
      },
    }),
  ]
}
