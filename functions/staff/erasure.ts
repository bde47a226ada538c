/**
 * A person's own data, for a case about them: who is found under her addresses, what is held of her, erasing her. Whoever looks at a
 * person is noted, with the case it was for. (L5, X15)
 */
import type { Booked } from '../../shared/booking/booking.ts'
import type { BookingDesk, Visit, WaitingPerson } from '../../shared/booking/desk.ts'
import { type Campaign, isDebt } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import { type Case, moveCase } from '../../shared/case/case.ts'
import type { CaseStore } from '../../shared/case/case-store.ts'
import { type HeldClaim, heldClaims } from '../../shared/claim/may-remind.ts'
import { addressesOf } from '../../shared/contact/contact.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import type { Whom } from '../../shared/contact/link.ts'
import type { NumberIndexStore } from '../../shared/contact/number-index-store.ts'
import { type FoundPerson, findByPlace, findPeople } from '../../shared/erasure/find-person.ts'
import type { EraseMessage } from '../../shared/erasure/messages.ts'
import type { AuditStore } from '../../shared/platform/audit-store.ts'
import { NotFound, Refused } from '../../shared/platform/errors.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { OfficeKeys } from '../../shared/platform/secrets.ts'
import type { Response } from '../../shared/response/response.ts'
import type { ResponseStore } from '../../shared/response/response-store.ts'
import { Survey } from '../../shared/survey/survey.ts'
import { type PeopleDeskDeps, type PersonHistory, peopleDesk } from './people.ts'
import type { Person } from './person.ts'

export interface ErasureDeps extends Omit<PeopleDeskDeps, 'contacts' | 'responses'> {
  cases: CaseStore
  bookings: Pick<BookingDesk, 'bookedOnPage' | 'underAddresses' | 'read' | 'cancel' | 'remove'>
  numbers: Pick<NumberIndexStore, 'find'>
  campaigns: Pick<CampaignStore, 'list' | 'get' | 'survey'>
  contacts: Pick<ContactStore, 'contact' | 'wholePage'>
  responses: Pick<ResponseStore, 'statesOfPage' | 'get'>
  officeKeys: () => Promise<OfficeKeys>
  /** Tells the function that erases. */
  askErase: (message: EraseMessage) => Promise<void>
}

/** One who was found, and whether her visit keeps her from being erased. */
export interface FoundSeen extends FoundPerson {
  /** A visit that stands still: it is cancelled first. */
  visit: boolean
  booked?: Booked | undefined
}

/** A visit, or a place in a waiting list, of somebody who came by herself: `bkg_…`, `svc_…#wtg_…`. */
export interface OwnVisit {
  id: string
  visit?: Visit
  waiting?: WaitingPerson
  /** It is still to come, or she still waits: it is cancelled first. */
  stands: boolean
}

/** Everything that is held of a person in one drive: for her, when she asks to see it. */
export interface Holding {
  campaign: Campaign
  person: PersonHistory
  survey?: Survey
  response?: Response
  /** In a reminder: every claim of hers. */
  claims: HeldClaim[]
}

const refuse = (field: string, pl: string, en: string) =>
  new Refused(field, [{ field, rule: 'L5', message: { pl, en } }])

const textOf = ({ campaign, page, index }: Whom) => `${campaign}/${page}.${index}`

export function erasureDesk(deps: ErasureDeps) {
  const { cases, campaigns, audit, now } = deps
  const noted = (who: Person, did: string, what: string, why?: string) =>
    audit.write({ who: who.id, did, what, ...(why && { why }) }, now())

  const claimsOf = async (campaign: Campaign, { page, index }: Whom): Promise<HeldClaim[]> =>
    isDebt(campaign)
      ? heldClaims(index, await deps.contacts.wholePage(campaign.id, page, await deps.keysOf(campaign)))
      : []

  const addressesFor = async (one: Case): Promise<string[]> => {
    const { email, phone } = await cases.contents(one)
    const own = one.whom && (await findByPlace(one.whom, deps))
    return [...new Set([...(own ? addressesOf(own.contact) : []), email ?? '', phone ?? ''].filter(Boolean))]
  }

  const people = async (one: Case): Promise<FoundSeen[]> => {
    const found = await findPeople(await addressesFor(one), deps)
    const own =
      one.whom && !found.some(({ whom }) => textOf(whom) === textOf(one.whom!)) && (await findByPlace(one.whom, deps))
    const today = localTime(now()).date
    return Promise.all(
      [...(own ? [own] : []), ...found].map(async (seen) => {
        const visit = (await deps.bookings.bookedOnPage(seen.whom.campaign, seen.whom.page)).get(seen.whom.index)
        return { ...seen, visit: visit?.state === 'confirmed' && visit.day >= today, ...(visit && { booked: visit }) }
      }),
    )
  }

  /** Visits of people who came by themselves, under the addresses of a case and of those whom it found. */
  const ownVisits = async (one: Case, found: FoundSeen[]): Promise<OwnVisit[]> => {
    const addresses = [...(await addressesFor(one)), ...found.flatMap(({ contact }) => addressesOf(contact))]
    const { visits, waiting } = await deps.bookings.underAddresses(addresses)
    const today = localTime(now()).date
    return [
      ...visits.map((visit) => ({
        id: visit.booking.id,
        visit,
        stands: visit.booking.state === 'confirmed' && visit.booking.day >= today,
      })),
      ...waiting.map((entry) => ({
        id: `${entry.waiting.service}#${entry.waiting.id}`,
        waiting: entry,
        stands: entry.waiting.state === 'waiting' || entry.waiting.state === 'offered',
      })),
    ]
  }

  /** Gives back what stands, so that its place is free and its point knows. */
  const cancelled = async (found: readonly FoundSeen[], own: readonly OwnVisit[], who: Person, why: string) => {
    const staff = { by: 'staff', staff: who.id } as const
    const visits = [...found.map(({ booked }) => booked?.id), ...own.map(({ visit }) => visit?.booking.id)]
    for (const id of visits) {
      if (!id) continue
      await deps.bookings.cancel(id, staff)
      await noted(who, 'cancel visit', id, why)
    }
    for (const { waiting } of own) {
      if (!waiting) continue
      const { service, id } = waiting.waiting
      await deps.bookings.remove(service, id)
      await noted(who, 'remove from waiting list', `${service}/${id}`, why)
    }
  }

  return {
    /** Everybody whom drives hold under the addresses of a case. It is noted who was seen. */
    async people(
      id: string,
      person: Person,
    ): Promise<{ one: Case; addresses: string[]; found: FoundSeen[]; visits: OwnVisit[] }> {
      const one = await cases.get(id)
      const found = await people(one)
      const visits = await ownVisits(one, found)
      await noted(
        person,
        'search person',
        [...found.map(({ whom }) => textOf(whom)), ...visits.map((own) => own.id)].join(' ').slice(0, 800) || 'nobody',
        id,
      )
      return { one, addresses: await addressesFor(one), found, visits }
    },

    /**
     * Orders those who were chosen to be erased. A visit that stands is cancelled first where staff say so (`cancel`), or it is refused:
     * nobody loses a visit by the way.
     */
    async erase(id: string, chosen: readonly string[], person: Person, cancel = false): Promise<void> {
      const one = await cases.get(id)
      if (one.kind !== 'erasure' || one.state === 'done') throw new NotFound('case')
      const everybody = await people(one)
      const found = everybody.filter(({ whom }) => chosen.includes(textOf(whom)))
      const own = (await ownVisits(one, everybody)).filter((visit) => chosen.includes(visit.id))
      if (found.length + own.length === 0) {
        throw refuse('people', 'Zaznacz, czyje dane mają zostać usunięte.', 'Choose whose data are to be erased.')
      }
      const [booked, coming] = [found.filter(({ visit }) => visit), own.filter(({ stands }) => stands)]
      if (!cancel && booked.length + coming.length > 0) {
        throw refuse(
          'cancel',
          'Ta osoba ma umówioną wizytę albo na nią czeka. Zaznacz, że mamy ją odwołać, albo poczekaj z usunięciem do wizyty.',
          'This person has a visit or waits for one. Say that it shall be cancelled, or wait with the erasure until after it.',
        )
      }
      await cancelled(booked, coming, person, id)
      const taken = one.state === 'working' ? one : moveCase(one, { move: 'take', by: person.id }, now())
      await cases.save({ ...taken, people: found.map(({ whom }) => whom) })
      await noted(
        person,
        'order erasure',
        [...found.map(({ whom }) => textOf(whom)), ...own.map((visit) => visit.id)].join(' ').slice(0, 800),
        id,
      )
      const visits = own.map((visit) => visit.id)
      await deps.askErase({ kind: 'person', case: id, ...(visits.length > 0 && { visits }) })
    },

    /** Ends a case of whom nothing was found. Refused if somebody is. */
    async nothing(id: string, person: Person): Promise<void> {
      const one = await cases.get(id)
      const found = await people(one)
      if (found.length + (await ownVisits(one, found)).length > 0) {
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
    async holdings(
      id: string,
      chosen: readonly string[],
      person: Person,
    ): Promise<{ one: Case; holdings: Holding[]; visits: OwnVisit[] }> {
      const one = await cases.get(id)
      const everybody = await people(one)
      const found = everybody.filter(({ whom }) => chosen.includes(textOf(whom)))
      const own = (await ownVisits(one, everybody)).filter((visit) => chosen.includes(visit.id))
      const inDrives = await Promise.all(found.flatMap(({ booked }) => (booked ? [deps.bookings.read(booked.id)] : [])))
      const visits = [...own, ...inDrives.map((visit) => ({ id: visit.booking.id, visit, stands: false }))]
      for (const { id: what } of visits) await noted(person, 'view visit', what, id)
      const notedFor = {
        write: (entry: Parameters<AuditStore['write']>[0], at: Date) => audit.write({ ...entry, why: id }, at),
      }
      const desk = peopleDesk({ ...deps, audit: notedFor })
      const holdings = await Promise.all(
        found.map(async ({ campaign, whom }): Promise<Holding> => {
          const [seen, response, claims] = await Promise.all([
            desk.one(campaign, whom.page, whom.index, person),
            campaign.anonymity === 'anonymous' ? undefined : deps.responses.get(whom),
            claimsOf(campaign, whom),
          ])
          const survey =
            response && response.survey > 0 ? await campaigns.survey(campaign.id, response.survey) : undefined
          return {
            campaign,
            person: seen,
            claims,
            ...(response && { response }),
            ...(survey !== undefined && { survey: Survey.parse(survey) }),
          }
        }),
      )
      return { one, holdings, visits }
    },
  }
}
export type ErasureDesk = ReturnType<typeof erasureDesk>
