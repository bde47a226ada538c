/**
 * A person's own data, for a case about them: who is found under her addresses, what is held of her, erasing her. Whoever looks at a
 * person is noted, with the case it was for. (L5, X15)
 */
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import { type Case, moveCase } from '../../shared/case/case.ts'
import type { CaseStore } from '../../shared/case/case-store.ts'
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

export function erasureDesk(deps: ErasureDeps) {
  const { cases, campaigns, audit, now } = deps
  const noted = (who: Person, did: string, what: string, why?: string) =>
    audit.write({ who: who.id, did, what, ...(why && { why }) }, now())

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
        return { ...seen, visit: visit?.state === 'confirmed' && visit.day >= today }
      }),
    )
  }

  return {
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
  }
}
export type ErasureDesk = ReturnType<typeof erasureDesk>
