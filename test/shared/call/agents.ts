/** A drive with telephone numbers over the real tables, and the desk at which agents work on it. */

import { randomBytes } from 'node:crypto'
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { bookedStore } from '../../../shared/booking/booked-store.ts'
import type { AgentDeps } from '../../../shared/call/agent-check.ts'
import { agentDesk } from '../../../shared/call/agent-desk.ts'
import type { Held } from '../../../shared/call/agent-give.ts'
import { agentListStore } from '../../../shared/call/agent-list-store.ts'
import { type Ending, saveOutcome } from '../../../shared/call/agent-outcome.ts'
import { agentStore } from '../../../shared/call/agent-store.ts'
import { type Call, callIdText, listOf } from '../../../shared/call/call.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import { leaseStore } from '../../../shared/call/lease-store.ts'
import { linesStore } from '../../../shared/call/lines-store.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { addressHash } from '../../../shared/objection/objection.ts'
import { objectionStore } from '../../../shared/objection/objection-store.ts'
import { bookedOnPage } from '../../../shared/plan/booked.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { auditStore } from '../../../shared/platform/audit-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import type { Language } from '../../../shared/platform/language.ts'
import { responseStore } from '../../../shared/response/response-store.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import type { TestTables } from '../../builders/tables.ts'

export const agentsOnly: Plan = [
  { kind: 'agents', scripts: { pl: 'Dzień dobry, {{imie}}.' }, stop: ['answered', 'objected'] },
]
export const callThenAgents: Plan = [
  { kind: 'call', openings: { pl: 'Dzień dobry, tu urząd.' }, stop: ['answered', 'objected'] },
  ...agentsOnly,
]

export interface PhoneDriveOptions {
  contacts?: number
  /** What each person has: language, e-mail, two numbers, name. */
  row?: (n: number) => [language: string, email: string, phone: string, second: string, name: string]
  campaign?: Partial<Campaign>
}

export const phoneOf = (n: number): string => `+4861${String(8_000_000 + n)}`
const aRow = (n: number): [string, string, string, string, string] => [
  'pl',
  `osoba${n}@example.org`,
  phoneOf(n),
  '',
  `Osoba ${n}`,
]

export function phoneOffice({ db, names }: TestTables) {
  const clock = { at: aTuesday }
  const keys = { seal: randomBytes(32), link: randomBytes(32) }
  const office = { address: randomBytes(32), session: randomBytes(32) }
  const touched: string[] = []
  const deps: AgentDeps = {
    agents: agentStore(db, names.Calls),
    leases: leaseStore(db, names.Calls),
    lists: agentListStore(db, names.Campaigns),
    calls: callStore(db, names.Calls),
    campaigns: campaignStore(db, names.Campaigns),
    contacts: contactStore(db, names.Contacts),
    responses: responseStore(db, names.Responses),
    bookedOnPage: bookedOnPage(bookedStore(db, names.Bookings)),
    objections: objectionStore(db, names.Addresses),
    lines: linesStore(db, names.Campaigns),
    touchedElsewhere: async () => touched,
    keysOf: async () => keys,
    officeKeys: async () => office,
    audit: auditStore(db, names.Audit, async () => office.address, 0),
    now: () => clock.at,
    random: Math.random,
  }
  const desk = agentDesk(deps)
  /** Agents of one test are nobody in another: what they hold stays in the tables. */
  const prefix = newId('who')
  const caller = (id: string) => ({ id: `${prefix}-${id}`, name: `Agent ${id}` })

  return {
    db,
    names,
    clock,
    keys,
    office,
    touched,
    deps,
    desk,
    caller,
    hash: (phone: string) => addressHash(office.address, phone),
    later: (minutes: number) => {
      clock.at = new Date(clock.at.getTime() + minutes * 60_000)
    },

    /** A launched drive; everybody has a number of her own unless told. */
    async drive({ contacts = 5, row = aRow, campaign = {} }: PhoneDriveOptions = {}): Promise<Campaign> {
      const id = newId('cmp')
      const pages = Math.ceil(contacts / 100)
      const rows = Array.from({ length: contacts }, (_, n) => row(n))
      const byLanguage: NonNullable<Campaign['list']>['byLanguage'] = {}
      for (const [language] of rows as [Language, ...string[]][]) byLanguage[language] = (byLanguage[language] ?? 0) + 1
      const whole = aCampaign({
        plan: agentsOnly,
        launchedAt: '2026-03-09T08:00:00.000Z',
        ...campaign,
        id,
        list: { ...aCampaign().list!, upload: id, contacts, pages, withPhone: contacts, byLanguage },
      })
      await campaignStore(db, names.Campaigns).create(whole)
      await contactStore(db, names.Contacts).writePages(
        id,
        keys,
        ['imie'],
        Array.from({ length: pages }, (_, page) => ({ page, rows: rows.slice(page * 100, page * 100 + 100) })),
        2,
      )
      return whole
    },

    /** Somebody is due on a list: what an automated call leaves behind that came to nothing. */
    async due({ id, plan }: Campaign, index: number, change: Partial<Call> = {}): Promise<void> {
      const step = plan.findIndex(({ kind }) => kind === 'agents')
      const call: Call = {
        index,
        n: 1,
        state: 'closed',
        channel: 'call',
        step: 0,
        number: 0,
        startedAt: '2026-03-09T09:00:00.000Z',
        endedAt: '2026-03-09T09:00:20.000Z',
        outcome: 'no_answer',
        list: listOf(id, step),
        dueAt: '2026-03-10T09:00:00.000Z',
        ...change,
      }
      await deps.calls.close({ campaign: id, page: 0 }, call)
    },

    /** An agent who works on drives, in every language unless told. */
    async agent(id: string, drives: Campaign[], languages: ('pl' | 'uk' | 'en')[] = ['pl', 'uk', 'en']) {
      const lists = drives.map(({ id: campaign, plan }) => {
        const step = plan.findIndex(({ kind }) => kind === 'agents')
        return listOf(campaign, step === -1 ? 'callback' : step)
      })
      await desk.choose(caller(id), { lists, languages, skills: ['podatki'] })
      return caller(id)
    },

    async held(id: string): Promise<Held> {
      const found = await desk.next(caller(id))
      if (!('call' in found)) throw new Error(`no call: ${found.nothing}`)
      return found
    },

    known: (id: string, { whom, call, hold }: Held) =>
      desk.byHold(caller(id).id, callIdText({ ...whom, n: call.n }), hold),

    async save(id: string, held: Held, ending: Ending) {
      return saveOutcome(
        caller(id),
        await desk.byHold(caller(id).id, callIdText({ ...held.whom, n: held.call.n }), held.hold),
        ending,
        deps,
      )
    },

    callsOf: ({ id }: Campaign, index: number) => deps.calls.ofPerson({ campaign: id, page: 0, index }),

    async late({ id }: Campaign): Promise<Record<string, unknown>[]> {
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: names.Calls,
          KeyConditionExpression: '#page = :late',
          ExpressionAttributeNames: { '#page': 'page' },
          ExpressionAttributeValues: { ':late': `${id}#0#late` },
        }),
      )
      return Items
    },

    async reach(phone: string): Promise<Set<string> | undefined> {
      const Key = { address: addressHash(office.address, phone), scope: 'reach' }
      return (await db.send(new GetCommand({ TableName: names.Addresses, Key }))).Item?.scopes
    },
  }
}
export type PhoneOffice = ReturnType<typeof phoneOffice>
