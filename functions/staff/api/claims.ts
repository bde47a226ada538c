/** The API's claims of a reminder: files of payments, single claims, the list of 21 days; and agents' oaths of tax secrecy. */
import * as z from 'zod/mini'
import { Campaign } from '../../../shared/campaign/campaign.ts'
import { Band } from '../../../shared/claim/claim.ts'
import { Listed } from '../../../shared/claim/payments.ts'
import { LocalDate } from '../../../shared/plan/window.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { CallDesk } from '../calls.ts'
import type { ClaimDesk } from '../claims.ts'
import { named } from '../openapi.ts'
import { ById } from './campaigns.ts'

const tag = 'Claims'
const managers = ['manager'] as const
const oathKeepers = ['manager', 'administrator'] as const

const OfFile = z.object({ id: Campaign.shape.id, upload: z.string().check(z.regex(/^upl_[0-9a-z]{12}$/)) })
const FileView = z.object({
  id: z.string(),
  state: z.string(),
  listed: Listed,
  at: z.string(),
  /** What was found: claims on the list, pointers that match, that do not, claims closed before and by this file. */
  found: z.optional(
    z.object({ claims: z.int(), matched: z.int(), unknown: z.int(), before: z.int(), settled: z.int() }),
  ),
  failure: z.optional(z.string()),
})
named.add(FileView, { id: 'PaymentsFile' })

const CountdownView = z.object({
  case: z.string(),
  band: Band,
  limitation: LocalDate,
  state: z.enum(['not begun', 'running', 'due', 'over', 'limitation', 'paid', 'passed_on']),
  first: z.optional(LocalDate),
  sendBy: z.optional(LocalDate),
  day21: z.optional(LocalDate),
  /** Up to 160 zł another term holds, which a lawyer must interpret. */
  lawyer: z.optional(LocalDate),
})
named.add(CountdownView, { id: 'Countdown' })

const OathView = z.object({
  agent: z.string(),
  name: z.string(),
  /** When it was taken, by whom and when it was written down. */
  oath: z.optional(z.object({ on: LocalDate, by: z.string(), at: z.string() })),
})
named.add(OathView, { id: 'TaxOath' })

type Upload = Awaited<ReturnType<ClaimDesk['get']>>
const fileView = ({ upload, state, payments, failure }: Upload): z.infer<typeof FileView> => ({
  id: upload,
  state,
  ...payments!,
  ...(failure && { failure: failure.en ?? failure.pl }),
})

export function claimRoutes(claims: ClaimDesk, calls: Pick<CallDesk, 'sworn' | 'swear'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/payments',
      id: 'createPaymentsFile',
      tag,
      summary: 'A place for a file of case pointers: unpaid, paid, or passed on',
      description:
        'Answers with an address and fields: post them as multipart/form-data with the file as the last field, `file`. `at` is the instant whose state the file shows: nobody is reminded on one that is over 24 hours old.',
      roles: managers,
      creates: true,
      params: ById,
      body: z.strictObject({
        name: z._default(z.string().check(z.trim(), z.minLength(1), z.maxLength(200)), 'wplaty'),
        listed: Listed,
        at: z.iso.datetime({ offset: true }),
      }),
      answer: {
        status: 201,
        description: 'The file, and where it goes',
        schema: z.object({
          file: FileView,
          place: z.object({ url: z.string(), fields: z.record(z.string(), z.string()), expiresAt: z.string() }),
        }),
      },
      async handle({ params, body, person }) {
        const { upload, place } = await claims.place(params.id, { ...body, at: new Date(body.at) }, person)
        const location = `/api/v1/campaigns/${params.id}/payments/${upload.upload}`
        return { status: 201, body: { file: fileView(upload), place }, location }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/payments/{upload}',
      id: 'getPaymentsFile',
      tag,
      summary: 'A file of payments: its state, what was found in it',
      description: 'One that would close most of what is open stays `checked` until it is kept.',
      roles: managers,
      params: OfFile,
      answer: { status: 200, description: 'The file', schema: FileView },
      handle: async ({ params }) => ({ status: 200, body: fileView(await claims.get(params.id, params.upload)) }),
    }),
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/payments/{upload}/keep',
      id: 'keepPaymentsFile',
      tag,
      summary: 'Take a file that would close most of what is open',
      roles: managers,
      params: OfFile,
      answer: { status: 202, description: 'The file, being taken', schema: FileView },
      handle: async ({ params, person }) => ({
        status: 202,
        body: fileView(await claims.keep(params.id, params.upload, person)),
      }),
    }),
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/claims/marks',
      id: 'markClaims',
      tag,
      summary: 'Close single claims by their case pointers, at once',
      roles: managers,
      params: ById,
      body: z.strictObject({
        as: z.enum(['paid', 'passed_on']),
        cases: z.array(z.string().check(z.maxLength(100))).check(z.minLength(1), z.maxLength(200)),
      }),
      answer: { status: 200, description: 'How many were closed', schema: z.object({ closed: z.int() }) },
      handle: async ({ params, body, person }) => ({
        status: 200,
        body: { closed: await claims.mark(params.id, body.as, body.cases, person) },
      }),
    }),
    apiRoute({
      method: 'POST',
      path: '/campaigns/{id}/claims/reopenings',
      id: 'reopenClaims',
      tag,
      summary: 'Open claims again that were closed by mistake within the last day',
      description: 'The reason is kept in the audit; it must hold nothing about people.',
      roles: managers,
      params: ById,
      body: z.strictObject({
        cases: z.array(z.string().check(z.maxLength(100))).check(z.minLength(1), z.maxLength(200)),
        reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(300)),
      }),
      answer: { status: 200, description: 'How many were opened', schema: z.object({ reopened: z.int() }) },
      handle: async ({ params, body, person }) => ({
        status: 200,
        body: { reopened: await claims.reopen(params.id, body.cases, body.reason, person) },
      }),
    }),
    apiRoute({
      method: 'GET',
      path: '/campaigns/{id}/claims',
      id: 'listClaims',
      tag,
      summary: 'The list of 21 days: the 200 most urgent claims',
      description: 'All of them, and the register of actions, are exports (`countdown`, `register`).',
      roles: managers,
      params: ById,
      answer: {
        status: 200,
        description: 'Claims by urgency, and how many stand where',
        schema: z.object({
          claims: z.array(CountdownView),
          counts: z.record(z.string(), z.int()),
          payments: z.optional(z.object({ at: z.string(), listed: z.enum(['unpaid', 'paid']) })),
        }),
      },
      async handle({ params, person }) {
        const { rows = [], counts, payments } = await claims.countdowns(params.id, person)
        return {
          status: 200,
          body: {
            claims: rows.map(({ claim, page: _, index: __, ...row }) => ({ ...claim, ...row })),
            counts,
            ...(payments && { payments: { at: payments.at, listed: payments.listed } }),
          },
        }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/phones/oaths',
      id: 'listTaxOaths',
      tag,
      summary: 'Agents, and when they took the oath of tax secrecy',
      roles: oathKeepers,
      answer: { status: 200, description: 'Agents by name', schema: z.object({ agents: z.array(OathView) }) },
      async handle() {
        const agents = (await calls.sworn()).map(({ id, name, oath }) => ({ agent: id, name, ...(oath && { oath }) }))
        return { status: 200, body: { agents } }
      },
    }),
    apiRoute({
      method: 'PUT',
      path: '/phones/oaths',
      id: 'putTaxOath',
      tag,
      summary: 'Write down an agent’s oath of tax secrecy, or take it back',
      description: 'Without `on` it is taken back. Without the oath nobody is given a call of a reminder.',
      roles: oathKeepers,
      body: z.strictObject({ agent: z.string().check(z.maxLength(255)), on: z.optional(LocalDate) }),
      answer: { status: 200, description: 'As it stands', schema: OathView },
      async handle({ body, person }) {
        await calls.swear(person, body.agent, body.on)
        const { id, name, oath } = (await calls.sworn()).find(({ id: one }) => one === body.agent)!
        return { status: 200, body: { agent: id, name, ...(oath && { oath }) } }
      },
    }),
  ]
}
