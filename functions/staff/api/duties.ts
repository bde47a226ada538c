/** The API's duties towards people: cases, who is found, erasing her; what becomes of drives; the audit of a day. */
import * as z from 'zod/mini'
import { Campaign } from '../../../shared/campaign/campaign.ts'
import { eraseOn, promisedUntil, recordClock } from '../../../shared/campaign/retention.ts'
import { Case, CaseFrom, CaseMove } from '../../../shared/case/case.ts'
import { DriveProtocol, PersonProtocol } from '../../../shared/erasure/protocol.ts'
import { Language } from '../../../shared/platform/language.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import type { StaffDeps } from '../deps.ts'
import { requestKinds } from '../requests.ts'

const { sealed: _, ...shownOfCase } = Case.shape
const CaseView = z.object({
  ...shownOfCase,
  email: z.optional(z.string()),
  phone: z.optional(z.string()),
  text: z.optional(z.string()),
  protocol: z.optional(PersonProtocol),
})
/** Of those that ended: how many were granted and in time, and the mean days; `key` is missing where nobody said. */
const YearRow = z.object({
  key: z.optional(z.string()),
  cases: z.int(),
  ended: z.int(),
  granted: z.int(),
  inTime: z.int(),
  meanDays: z.optional(z.number()),
})
const YearView = z.object({
  all: YearRow,
  bySubject: z.array(YearRow),
  byDeadline: z.array(YearRow),
  byEnding: z.array(z.object({ key: z.string(), cases: z.int() })),
})
const ById = z.object({ case: Case.shape.id })
const tag = 'Duties'
const writers = ['manager'] as const
const readers = ['manager', 'approver', 'administrator'] as const

const bare = ({ sealed: _, ...one }: Case) => one

export function dutyRoutes({ duties }: Pick<StaffDeps, 'duties'>): ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/cases',
      id: 'listCases',
      tag,
      summary: 'Cases with a deadline: the open ones, or those that ended in a year',
      roles: writers,
      query: z.strictObject({ year: z.optional(z.string().check(z.regex(/^\d{4}$/))) }),
      answer: {
        status: 200,
        description: 'Cases, the one that is due first at the head',
        schema: z.object({ cases: z.array(z.object(shownOfCase)) }),
      },
      async handle({ query }) {
        const cases = await duties.list(query.year ? `done#${query.year}` : 'open')
        return { status: 200, body: { cases: cases.map(bare) } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/cases',
      id: 'openCase',
      tag,
      summary: 'Write down a request: for or against her own data, for information or access, or a report',
      description:
        'Requests about her own data need `email` or `phone`; the others need `text`, and `subject` where the kind has some.',
      roles: writers,
      creates: true,
      body: z.strictObject({
        kind: Case.shape.kind,
        from: CaseFrom,
        deadline: z.optional(z.string()),
        subject: z.optional(z.string()),
        unit: z.optional(z.string().check(z.maxLength(200))),
        name: z.optional(z.string().check(z.maxLength(200))),
        place: z.optional(z.string().check(z.maxLength(300))),
        email: z._default(z.string(), ''),
        phone: z._default(z.string(), ''),
        text: z._default(z.string().check(z.maxLength(4000)), ''),
      }),
      answer: { status: 201, description: 'The case', schema: z.object(shownOfCase) },
      async handle({ body, person }) {
        const { kind, from, email, phone, text } = body
        const asked = requestKinds.find((known) => known === kind)
        const one = asked
          ? await duties.request({ ...body, kind: asked }, person)
          : await duties.open({ kind, from }, { email, phone, text }, person)
        return { status: 201, body: bare(one), location: `/api/v1/cases/${one.id}` }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/cases/year/{year}',
      id: 'countCasesOfYear',
      tag,
      summary: 'The yearly table of a kind of cases, by subject, deadline and ending: counts only',
      roles: ['manager', 'administrator'],
      params: z.object({ year: z.string().check(z.regex(/^20\d{2}$/)) }),
      query: z.strictObject({ kind: z._default(Case.shape.kind, 'public-information') }),
      answer: { status: 200, description: 'The cases that came in that year', schema: YearView },
      async handle({ params, query }) {
        return { status: 200, body: await duties.year(query.kind, Number(params.year)) }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/cases/{case}',
      id: 'getCase',
      tag,
      summary: 'A case, with the protocol of its erasure where there is one',
      roles: writers,
      params: ById,
      answer: { status: 200, description: 'The case', schema: CaseView },
      async handle({ params, person }) {
        const { one, contents, protocol } = await duties.read(params.case, person)
        const { email, phone, text } = contents
        const told = { ...(email && { email }), ...(phone && { phone }), ...(text && { text }) }
        return { status: 200, body: { ...bare(one), ...told, ...(protocol && { protocol }) } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/cases/{case}/search',
      id: 'findPeopleOfCase',
      tag,
      summary: 'Everybody whom drives hold under the addresses of a case',
      description:
        'It is noted who was found, and for which case. Give the `contact` of those who are meant to the erasure.',
      roles: writers,
      params: ById,
      answer: {
        status: 200,
        description: 'People',
        schema: z.object({
          people: z.array(
            z.object({
              contact: z.string(),
              campaign: z.string(),
              drive: z.string(),
              language: Language,
              email: z.optional(z.string()),
              phones: z.array(z.string()),
              fields: z.record(z.string(), z.string()),
              visit: z.boolean(),
            }),
          ),
        }),
      },
      async handle({ params, person }) {
        const { found } = await duties.people(params.case, person)
        const people = found.map(({ whom, campaign, contact: { language, email, phones, fields }, visit }) => ({
          contact: `${whom.campaign}/${whom.page}.${whom.index}`,
          campaign: campaign.id,
          drive: campaign.name,
          language,
          ...(email && { email }),
          phones,
          fields,
          visit,
        }))
        return { status: 200, body: { people } }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/cases/{case}/erasure',
      id: 'erasePeopleOfCase',
      tag,
      summary: 'Erase people whom a case found',
      description: 'It cannot be undone. Read the case until its state is `done`; then it has a protocol.',
      roles: writers,
      params: ById,
      body: z.strictObject({ people: z.array(z.string()).check(z.minLength(1), z.maxLength(200)) }),
      answer: { status: 202, description: 'The case', schema: z.object(shownOfCase) },
      async handle({ params, body, person }) {
        await duties.erase(params.case, body.people, person)
        return { status: 202, body: bare((await duties.read(params.case, person)).one) }
      },
    }),
    apiRoute({
      method: 'POST',
      path: '/cases/{case}/moves',
      id: 'moveCase',
      tag,
      summary: 'Take a case, hand it on, prolong it, remark on it, end it',
      roles: writers,
      params: ById,
      body: z.strictObject({
        move: CaseMove,
        note: z.optional(z.string().check(z.maxLength(1000))),
        unit: z.optional(z.string().check(z.maxLength(200))),
        ending: z.optional(z.string()),
      }),
      answer: { status: 200, description: 'The case', schema: z.object(shownOfCase) },
      async handle({ params, body: { move, note, unit, ending }, person }) {
        const step = { move, ...(note && { note }), ...(unit && { unit }), ...(ending && { ending }) }
        return { status: 200, body: bare(await duties.move(params.case, step, person)) }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/retention',
      id: 'getRetention',
      tag,
      summary: 'What becomes of every drive when it is over, and the protocols of what was erased',
      roles: readers,
      answer: {
        status: 200,
        description: 'Two clocks to a drive',
        schema: z.object({
          drives: z.array(
            z.object({
              campaign: Campaign.shape.id,
              name: z.string(),
              eraseOn: z.optional(z.string()),
              promisedUntil: z.optional(z.string()),
              erasedOn: z.optional(z.string()),
              record: z.object({
                fate: z.enum(['archive', 'appraise', 'destroy', 'unknown']),
                after: z.optional(z.string()),
              }),
            }),
          ),
          protocols: z.array(DriveProtocol),
        }),
      },
      async handle() {
        const { drives, protocols } = await duties.retention()
        const shown = drives.map((campaign) => ({
          campaign: campaign.id,
          name: campaign.name,
          eraseOn: eraseOn(campaign),
          promisedUntil: promisedUntil(campaign),
          erasedOn: campaign.erasedOn,
          record: recordClock(campaign),
        }))
        return { status: 200, body: { drives: shown, protocols } }
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/audit',
      id: 'getAudit',
      tag,
      summary: 'The audit of a day: who did and saw what, and whether it is as it was written',
      roles: ['administrator'],
      query: z.strictObject({ day: z.iso.date() }),
      answer: {
        status: 200,
        description: 'Entries in the order of time',
        schema: z.object({
          entries: z.array(
            z.object({
              time: z.string(),
              who: z.string(),
              did: z.string(),
              what: z.string(),
              why: z.optional(z.string()),
              rows: z.optional(z.int()),
              sha256: z.optional(z.string()),
            }),
          ),
          anchored: z.boolean(),
          broken: z.optional(z.object({ chain: z.string(), at: z.string(), breach: z.string() })),
        }),
      },
      async handle({ query, person }) {
        const { entries, checked } = await duties.audit(query.day, person)
        const shown = entries.map(({ time, who, did, what, why, rows, sha256 }) => ({
          ...{ time, who, did, what },
          ...(why && { why }),
          ...(rows !== undefined && { rows }),
          ...(sha256 && { sha256 }),
        }))
        const { anchored, broken } = checked
        return { status: 200, body: { entries: shown, anchored: anchored > 0, ...(broken && { broken }) } }
      },
    }),
  ]
}
