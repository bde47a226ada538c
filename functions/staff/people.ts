/** What became of each contact: why she was reached, or why not. Pages and API ask here, a page of the list at a time. */
import type { BookingDesk } from '../../shared/booking/desk.ts'
import type { CallStore, PersonCalls } from '../../shared/call/call-store.ts'
import { contextOf } from '../../shared/call/clear.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { Contact } from '../../shared/contact/contact.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import { maskedPhone } from '../../shared/contact/phone-text.ts'
import { bookedOnPage } from '../../shared/plan/booked.ts'
import { type AnswerState, answerOf, type Happening, historyOf } from '../../shared/plan/contact-history.ts'
import { type NextStep, nextOf } from '../../shared/plan/contact-next.ts'
import { callsAt, type Standing, standingOf } from '../../shared/plan/contact-state.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import type { AnonymousStore } from '../../shared/response/anonymous-store.ts'
import type { Response } from '../../shared/response/response.ts'
import type { ResponseStore } from '../../shared/response/response-store.ts'
import type { StaffDeps } from './deps.ts'
import type { Person } from './person.ts'

/** A contact as staff see her: who she is, and where she stands. That she answered is told, what she answered is not. */
export interface PersonState extends Contact, Standing {
  page: number
}
/** The same without who she is. */
export type NamelessState = Standing & Pick<PersonState, 'page' | 'index' | 'language'>

/** All of one contact: what was done and not done, why, and what comes next. */
export interface PersonHistory extends PersonState {
  history: Told[]
  next: NextStep
  answer?: AnswerState
}
/** What happened, with the number that was called (its last digits) and the agent's name. */
export type Told = Happening & { masked?: string; agentName?: string }

export type PeopleDesk = ReturnType<typeof peopleDesk>
export interface PeopleDeskDeps extends Pick<StaffDeps, 'keysOf' | 'audit' | 'now'> {
  /** Of an anonymous drive all that is known of a person: whether her link was used. */
  anonymous: Pick<AnonymousStore, 'usedOfPage'>
  contacts: Pick<ContactStore, 'wholePage'>
  responses: Pick<ResponseStore, 'statesOfPage' | 'get'>
  callStore: Pick<CallStore, 'ofPage'>
  /** Who has booked a visit, in drives that ask for one. */
  bookings: Pick<BookingDesk, 'bookedOnPage'>
  /** An agent's name by the issuer's id, if she ever worked here. */
  agentName: (id: string) => Promise<string | undefined>
}

const noCalls: PersonCalls = { calls: [] }

export function peopleDesk({
  contacts,
  responses,
  anonymous,
  callStore,
  bookings,
  keysOf,
  agentName,
  audit,
  now,
}: PeopleDeskDeps) {
  const booked = bookedOnPage({ onPage: bookings.bookedOnPage })

  /** Who of a page answered; in an anonymous drive whoever used her link has begun, and no more is known. (A1) */
  const statesOf = async (campaign: Campaign, page: number): Promise<Map<number, Response['state']>> => {
    if (campaign.anonymity !== 'anonymous') return responses.statesOfPage(campaign.id, page)
    const used = await anonymous.usedOfPage(campaign.id, page)
    return new Map([...used].map((index) => [index, 'partial']))
  }

  const read = async (campaign: Campaign, page: number) => {
    if (!campaign.list || page >= campaign.list.pages) throw new NotFound(`page ${page}`)
    const [whole, answers, called, visits] = await Promise.all([
      contacts.wholePage(campaign.id, page, await keysOf(campaign)),
      statesOf(campaign, page),
      // Lists of before there were numbers have no calls.
      campaign.list.withPhone ? callStore.ofPage(campaign.id, page) : new Map<number, PersonCalls>(),
      booked(campaign, page),
    ])
    const at = now()
    const people = whole.contacts.map((contact): PersonState & { person: PersonCalls } => {
      const person = callsAt(called.get(contact.index) ?? noCalls, at)
      const standing = standingOf(
        contact.index,
        campaign.plan,
        whole,
        answers.get(contact.index),
        person,
        visits.has(contact.index),
      )
      return { ...contact, page, ...standing, person }
    })
    return { whole, people }
  }

  return {
    /** One page of the list, without who they are. */
    async nameless(campaign: Campaign, page: number): Promise<NamelessState[]> {
      const { people } = await read(campaign, page)
      return people.map(({ index, language, state, steps, facts, response }) => {
        return { page, index, language, state, steps, facts, ...(response && { response }) }
      })
    },

    /** One page of the list. Addresses are shown, so it is noted who looked. (X15) */
    async page(campaign: Campaign, page: number, person: Person): Promise<PersonState[]> {
      const { people } = await read(campaign, page)
      await audit.write({ who: person.id, did: 'view contacts', what: `${campaign.id}#${page}` }, now())
      return people
    },

    /** One contact with her history, or NotFound. It is noted who looked. (X15) */
    async one(campaign: Campaign, page: number, index: number, reader: Person): Promise<PersonHistory> {
      const { whole, people } = await read(campaign, page)
      const found = people[index]
      if (!found) throw new NotFound('contact')
      const at = now()
      await audit.write({ who: reader.id, did: 'view contact', what: `${campaign.id}/${page}.${index}` }, at)
      const { person, ...state } = found
      const { phones } = state
      const context = contextOf(campaign, state, whole)
      const answer = state.response && (await responses.get({ campaign: campaign.id, page, index }))
      const history = historyOf(state, person)
      const agents = [...new Set(history.flatMap((told) => (told.kind === 'call' && told.agent ? [told.agent] : [])))]
      const names = new Map(await Promise.all(agents.map(async (id) => [id, await agentName(id)] as const)))
      return {
        ...state,
        history: history.map((told): Told => {
          if (told.kind !== 'call') return told
          const phone = phones[told.number]
          const name = told.agent && names.get(told.agent)
          return { ...told, ...(phone && { masked: maskedPhone(phone) }), ...(name && { agentName: name }) }
        }),
        next: nextOf({ context, contact: state, standing: state, person, at }),
        ...(answer && { answer: answerOf(answer) }),
      }
    },
  }
}
