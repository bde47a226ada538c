/**
 * The office's duties towards people, for the pages of staff: cases, who is found under an address, what is held of her, erasing
 * her, what becomes of drives when they are over, the audit. Whoever looks at a person is noted, with the case it was for. (L5, L7, X15)
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import type { RetentionWork } from '../../shared/campaign/retention.ts'
import { type Case, type CaseContents, type CaseStep, moveCase, type Opening } from '../../shared/case/case.ts'
import { caseStore } from '../../shared/case/case-store.ts'
import { checkAddress } from '../../shared/contact/address.ts'
import { addressesOf } from '../../shared/contact/contact.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import type { Whom } from '../../shared/contact/link.ts'
import { numberIndexStore } from '../../shared/contact/number-index-store.ts'
import { checkPhone } from '../../shared/contact/phone.ts'
import { reasons } from '../../shared/contact/reasons.ts'
import { type FoundPerson, findByPlace, findPeople } from '../../shared/erasure/find-person.ts'
import type { EraseMessage } from '../../shared/erasure/messages.ts'
import type { DriveProtocol, PersonProtocol } from '../../shared/erasure/protocol.ts'
import { protocolStore } from '../../shared/erasure/protocol-store.ts'
import type { Chained } from '../../shared/platform/audit.ts'
import { type Checked, checkAudit } from '../../shared/platform/audit-check.ts'
import type { AuditStore } from '../../shared/platform/audit-store.ts'
import { Invalid, NotFound, type Problem, Refused } from '../../shared/platform/errors.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { Keys, OfficeKeys } from '../../shared/platform/secrets.ts'
import type { Response } from '../../shared/response/response.ts'
import type { ResponseStore } from '../../shared/response/response-store.ts'
import { Survey } from '../../shared/survey/survey.ts'
import { type PeopleDeskDeps, type PersonHistory, peopleDesk } from './people.ts'
import type { Person } from './person.ts'
import { requestDesk } from './requests.ts'

export interface DutyDeps extends Omit<PeopleDeskDeps, 'contacts' | 'responses' | 'audit'> {
  db: DynamoDBDocumentClient
  tables: { cases: string; contacts: string }
  campaigns: Pick<CampaignStore, 'list' | 'get' | 'survey'>
  contacts: Pick<ContactStore, 'contact' | 'wholePage'>
  responses: Pick<ResponseStore, 'statesOfPage' | 'get'>
  audit: Pick<AuditStore, 'write' | 'ofDay' | 'chain'>
  auditKey: () => Promise<Uint8Array>
  caseKey: () => Promise<Uint8Array>
  officeKeys: () => Promise<OfficeKeys>
  keysOf: (campaign: Campaign) => Promise<Keys>
  /** Tells the function that erases. */
  askErase: (message: EraseMessage) => Promise<void>
}

/** One who was found, and whether her visit keeps her from being erased. */
export interface FoundSeen extends FoundPerson {
  /** A visit that stands still: it has to be cancelled first. */
  visit: boolean
}

/** Everything that is held of a person in one drive: for her, when she asks to see it. */
export interface Holding {
  campaign: Campaign
  person: PersonHistory
  survey?: Survey
  response?: Response
}

const refuse = (field: string, pl: string, en: string) =>
  new Refused(field, [{ field, rule: 'L5', message: { pl, en } }])

const textOf = ({ campaign, page, index }: Whom) => `${campaign}/${page}.${index}`

export function dutyDesk(deps: DutyDeps) {
  const { db, tables, campaigns, audit, now } = deps
  const cases = caseStore(db, tables.cases, { key: deps.caseKey, now })
  const protocols = protocolStore(db, tables.cases)
  const find = { ...deps, numbers: numberIndexStore(db, tables.contacts) }
  const noted = (who: Person, did: string, what: string, why?: string) =>
    audit.write({ who: who.id, did, what, ...(why && { why }) }, now())

  const addressesFor = async (one: Case): Promise<string[]> => {
    const { email, phone } = await cases.contents(one)
    const own = one.whom && (await findByPlace(one.whom, find))
    return [...new Set([...(own ? addressesOf(own.contact) : []), email ?? '', phone ?? ''].filter(Boolean))]
  }

  const people = async (one: Case): Promise<FoundSeen[]> => {
    const found = await findPeople(await addressesFor(one), find)
    const own =
      one.whom && !found.some(({ whom }) => textOf(whom) === textOf(one.whom!)) && (await findByPlace(one.whom, find))
    const today = localTime(now()).date
    return Promise.all(
      [...(own ? [own] : []), ...found].map(async (seen) => {
        const visit = (await deps.bookings.bookedOnPage(seen.whom.campaign, seen.whom.page)).get(seen.whom.index)
        return { ...seen, visit: visit?.state === 'confirmed' && visit.day >= today }
      }),
    )
  }

  return {
    ...requestDesk({ cases, caseKey: deps.caseKey, audit, now }),

    /** Cases of a register: `open`, or those that ended in a year. */
    async list(register: string): Promise<Case[]> {
      const all: Case[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await cases.list(register, 100, cursor)
        all.push(...page.cases)
        cursor = page.cursor
        if (!cursor) return all
      }
    },

    /** Opens a case about a person whom staff name by her e-mail address or her number. Throws Invalid where neither is one. */
    async open(
      opening: Pick<Opening, 'kind' | 'from'>,
      typed: { email: string; phone: string; text: string },
      person: Person,
    ): Promise<Case> {
      const problems: Problem[] = []
      const contents: CaseContents = {}
      if (typed.email) {
        const { email, reason } = checkAddress(typed.email)
        if (email) contents.email = email
        else problems.push({ field: 'email', message: reasons[reason!] })
      }
      if (typed.phone) {
        const { phone, reason } = checkPhone(typed.phone)
        if (phone) contents.phone = phone
        else problems.push({ field: 'phone', message: reasons[reason!] })
      }
      if (!typed.email && !typed.phone) {
        const message = {
          pl: 'Podaj adres e-mail albo numer telefonu.',
          en: 'Give an e-mail address or a telephone number.',
        }
        problems.push({ field: 'email', message })
      }
      if (problems.length > 0) throw new Invalid(problems)
      if (typed.text) contents.text = typed.text.slice(0, 4000)
      const one = await cases.open({ ...opening, openedBy: person.id, contents })
      await noted(person, `open case ${opening.kind}`, one.id)
      return one
    },

    /** A case with what the person wrote; it is noted who read it. */
    async read(id: string, person: Person): Promise<{ one: Case; contents: CaseContents; protocol?: PersonProtocol }> {
      const one = await cases.get(id)
      const [contents, protocol] = await Promise.all([cases.contents(one), protocols.ofPerson(id)])
      if (one.sealed) await noted(person, 'view case', id)
      return { one, contents, ...(protocol && { protocol }) }
    },

    /** Makes a step of a case. */
    async move(id: string, step: Omit<CaseStep, 'by' | 'work'>, person: Person): Promise<Case> {
      const moved = await cases.save(moveCase(await cases.get(id), { ...step, by: person.id }, now()))
      await noted(person, `case: ${step.move}`, id)
      return moved
    },

    /** Everybody whom drives hold under the addresses of a case. It is noted who was seen. */
    async people(id: string, person: Person): Promise<{ one: Case; addresses: string[]; found: FoundSeen[] }> {
      const one = await cases.get(id)
      const found = await people(one)
      await noted(
        person,
        'search person',
        found
          .map(({ whom }) => textOf(whom))
          .join(' ')
          .slice(0, 800) || 'nobody',
        id,
      )
      return { one, addresses: await addressesFor(one), found }
    },

    /** Orders those who were chosen to be erased. Refused where one of them has a visit that stands. */
    async erase(id: string, chosen: readonly string[], person: Person): Promise<void> {
      const one = await cases.get(id)
      if (one.kind !== 'erasure' || one.state === 'done') throw new NotFound('case')
      const found = (await people(one)).filter(({ whom }) => chosen.includes(textOf(whom)))
      if (found.length === 0) {
        throw refuse('people', 'Zaznacz, czyje dane mają zostać usunięte.', 'Choose whose data are to be erased.')
      }
      if (found.some(({ visit }) => visit)) {
        throw refuse(
          'people',
          'Ta osoba ma umówioną wizytę. Najpierw trzeba ją odwołać.',
          'This person has a visit. It has to be cancelled first.',
        )
      }
      const taken = one.state === 'working' ? one : moveCase(one, { move: 'take', by: person.id }, now())
      await cases.save({ ...taken, people: found.map(({ whom }) => whom) })
      await noted(
        person,
        'order erasure',
        found
          .map(({ whom }) => textOf(whom))
          .join(' ')
          .slice(0, 800),
        id,
      )
      await deps.askErase({ kind: 'person', case: id })
    },

    /** Ends a case of whom nothing was found. Refused if somebody is. */
    async nothing(id: string, person: Person): Promise<void> {
      const one = await cases.get(id)
      if ((await people(one)).length > 0) {
        throw refuse(
          'people',
          'Pod tym adresem są dane. Sprawdź je jeszcze raz.',
          'There are data under this address. Look at them again.',
        )
      }
      await noted(person, 'search person', 'nobody', id)
      await cases.save(moveCase(one, { move: 'end', by: person.id, ending: 'not found', work: true }, now()))
    },

    /** Everything that is held of those whom a case found and staff chose, for her to see. Each of them is noted. */
    async holdings(id: string, chosen: readonly string[], person: Person): Promise<{ one: Case; holdings: Holding[] }> {
      const one = await cases.get(id)
      const found = (await people(one)).filter(({ whom }) => chosen.includes(textOf(whom)))
      const notedFor = {
        write: (entry: Parameters<AuditStore['write']>[0], at: Date) => audit.write({ ...entry, why: id }, at),
      }
      const desk = peopleDesk({ ...deps, audit: notedFor })
      const holdings = await Promise.all(
        found.map(async ({ campaign, whom }): Promise<Holding> => {
          const [seen, response] = await Promise.all([
            desk.one(campaign, whom.page, whom.index, person),
            campaign.anonymity === 'anonymous' ? undefined : deps.responses.get(whom),
          ])
          const survey =
            response && response.survey > 0 ? await campaigns.survey(campaign.id, response.survey) : undefined
          return {
            campaign,
            person: seen,
            ...(response && { response }),
            ...(survey !== undefined && { survey: Survey.parse(survey) }),
          }
        }),
      )
      return { one, holdings }
    },

    /** Every drive with people on its list, and what was erased already. */
    async retention(): Promise<{ drives: Campaign[]; protocols: DriveProtocol[] }> {
      const drives: Campaign[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await campaigns.list(100, cursor)
        drives.push(...page.campaigns.filter(({ list, erasedOn }) => list || erasedOn))
        cursor = page.cursor
        if (!cursor) break
      }
      return { drives, protocols: await protocols.drives() }
    },

    /** The protocol of a drive's erasure, or NotFound. */
    async protocol(campaign: string, work: RetentionWork): Promise<DriveProtocol> {
      const found = await protocols.ofDrive(campaign, work)
      if (!found) throw new NotFound('protocol')
      return found
    },

    /** The audit of a day, and whether it is as it was written. Looking at it is noted too. */
    async audit(day: string, person: Person): Promise<{ entries: Chained[]; checked: Checked }> {
      await noted(person, 'view audit', day)
      const [entries, checked] = await Promise.all([
        audit.ofDay(day),
        checkAudit(audit, await deps.auditKey(), now(), { only: day }),
      ])
      return { entries, checked }
    },

    /** An agent's or a manager's name, where it is known. */
    nameOf: (id: string): Promise<string | undefined> => deps.agentName(id),
  }
}
export type DutyDesk = ReturnType<typeof dutyDesk>
