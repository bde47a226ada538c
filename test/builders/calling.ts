/** A drive that calls: real tables, real contacts with telephone numbers, a queue by the clock, and a provider that does as a test tells it. */

import { bookedStore } from '../../shared/booking/booked-store.ts'
import type { PlaceCallsMessage } from '../../shared/call/call.ts'
import { callStore } from '../../shared/call/call-store.ts'
import { checkCall } from '../../shared/call/check.ts'
import { closeCall } from '../../shared/call/close.ts'
import { withList } from '../../shared/call/lines.ts'
import { linesStore } from '../../shared/call/lines-store.ts'
import { fill, type PlaceDeps } from '../../shared/call/place.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { hearContact } from '../../shared/channel/hear-contact.ts'
import type { VoiceCall, VoiceChannel, VoiceContact } from '../../shared/channel/voice.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { pauseBecause } from '../../shared/plan/advance.ts'
import { bookedOnPage } from '../../shared/plan/booked.ts'
import type { Plan } from '../../shared/plan/plan.ts'
import { newId } from '../../shared/platform/ids.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { aCampaign } from './campaign.ts'
import { keys, office } from './sending.ts'
import type { TestTables } from './tables.ts'

/** One call at the provider. */
export interface Ring extends VoiceCall, Omit<VoiceContact, 'call'> {
  connectContactId: string
  /** How often it was asked for. */
  asked: number
}

export type Answer = (call: VoiceCall, asked: number) => 'rings' | Error | 'rings, but the answer is lost'

export const callPlan: Plan = [
  { kind: 'call', openings: { pl: 'Dzień dobry, dzwoni miasto.' }, stop: ['answered', 'objected'] },
]

/** A provider in memory: the same token is the same call, and rings once. */
export function aProvider(clock: { now: Date }) {
  const rings: Ring[] = []
  const state = { answer: (() => 'rings') as Answer, stops: 0 }
  const asks = new Map<string, number>()
  const voice: Omit<VoiceChannel, 'task'> = {
    async start(call) {
      const asked = (asks.get(call.call) ?? 0) + 1
      asks.set(call.call, asked)
      const answer = state.answer(call, asked)
      if (answer instanceof Error) throw answer
      let ring = rings.find((one) => one.call === call.call)
      if (!ring) {
        ring = { ...call, connectContactId: `contact-${call.call}`, startedAt: clock.now, asked }
        rings.push(ring)
      }
      ring.asked = asked
      if (answer !== 'rings') throw new Error('socket hang up')
      return { connectContactId: ring.connectContactId }
    },
    async stop(id) {
      const ring = rings.find(({ connectContactId }) => connectContactId === id)
      if (!ring || ring.endedAt) return
      state.stops++
      Object.assign(ring, { endedAt: clock.now, reason: 'API' })
    },
    async describe(id) {
      const ring = rings.find(({ connectContactId }) => connectContactId === id)
      if (!ring) return undefined
      const { call, reason, startedAt, connectedAt, endedAt } = ring
      return {
        call,
        ...(startedAt && { startedAt }),
        ...(reason && { reason }),
        ...(connectedAt && { connectedAt }),
        ...(endedAt && { endedAt }),
      }
    },
  }
  return {
    rings,
    state,
    voice,
    /** Ends a call; says nothing to anybody. */
    end(ring: Ring, reason: string | undefined, answered = false) {
      if (answered) ring.connectedAt = ring.startedAt
      ring.endedAt = clock.now
      if (reason) ring.reason = reason
    },
  }
}
export type Provider = ReturnType<typeof aProvider>

/** Messages for place-calls in the order in which they are due. */
export function anAgenda(clock: { now: Date }) {
  const messages: { message: PlaceCallsMessage; at: number }[] = []
  return {
    messages,
    later: async (message: PlaceCallsMessage, seconds: number) => {
      messages.push({ message, at: clock.now.getTime() + seconds * 1000 })
    },
    /** Moves the clock and does what becomes due on the way. */
    async pass(seconds: number, work: (message: PlaceCallsMessage) => Promise<void>) {
      const end = clock.now.getTime() + seconds * 1000
      for (;;) {
        messages.sort((one, other) => one.at - other.at)
        const [next] = messages
        if (!next || next.at > end) break
        messages.shift()
        clock.now = new Date(Math.max(clock.now.getTime(), next.at))
        await work(next.message)
      }
      clock.now = new Date(end)
    },
  }
}

export interface CallingOptions {
  contacts?: number
  lineCount?: number
  /** Numbers of each contact; one of her own when absent. */
  phones?: (n: number) => string[]
  provider?: Provider
  touchedElsewhere?: PlaceDeps['touchedElsewhere']
}

/** A running drive whose call step has begun. */
export async function aCalling(
  { db, names }: TestTables,
  clock: { now: Date },
  change: Partial<Campaign> = {},
  { contacts = 5, lineCount = 10, phones, provider = aProvider(clock), touchedElsewhere }: CallingOptions = {},
) {
  const id = newId('cmp')
  const pages = Math.ceil(contacts / 100)
  const campaign = aCampaign({
    plan: callPlan,
    list: { ...aCampaign().list!, contacts, pages, withPhone: contacts },
    ...change,
    id,
  })
  const campaigns = campaignStore(db, names.Campaigns)
  const contactsOf = contactStore(db, names.Contacts)
  const responses = responseStore(db, names.Responses)
  const objections = objectionStore(db, names.Addresses)
  const calls = callStore(db, names.Calls)
  const lines = linesStore(db, names.Campaigns)
  await campaigns.create(campaign)
  const numbersOf = phones ?? ((n: number) => [`+48${600_000_000 + Number.parseInt(id.slice(-3), 36) * 1000 + n}`])
  const columns = Math.max(1, ...Array.from({ length: contacts }, (_, n) => numbersOf(n).length))
  const people = Array.from({ length: contacts }, (_, n) => {
    const numbers = numbersOf(n)
    const padded = Array.from({ length: columns }, (_, column) => numbers[column] ?? '')
    return ['pl', `${id}.${n}@example.org`, ...padded, `Osoba ${n}`]
  })
  await contactsOf.writePages(
    id,
    keys,
    ['imie'],
    Array.from({ length: pages }, (_, page) => ({ page, rows: people.slice(page * 100, page * 100 + 100) })),
    columns,
  )
  const list = `${id}#${campaign.plan.findIndex(({ kind }) => kind === 'call')}`
  await lines.change((before) => withList(before, list))
  const agenda = anAgenda(clock)
  const deps: PlaceDeps = {
    campaigns,
    contacts: contactsOf,
    responses,
    bookedOnPage: bookedOnPage(bookedStore(db, names.Bookings)),
    objections,
    calls,
    lines,
    voice: provider.voice,
    lineCount,
    numbersInUse: async () => new Set(),
    touchedElsewhere: touchedElsewhere ?? (async () => []),
    answeredShare: async () => 0.3,
    pause: async (campaign) => pauseBecause(await campaigns.get(campaign), 'phone', { campaigns }),
    keysOf: async () => keys,
    officeKeys: async () => office,
    wake: () => agenda.later({ kind: 'fill' }, 0),
    later: agenda.later,
    now: () => clock.now,
  }
  const work = (message: PlaceCallsMessage) => (message.kind === 'fill' ? fill(deps) : checkCall(message, deps))
  const event = (ring: Ring, type = 'DISCONNECTED') =>
    hearContact(
      {
        source: 'aws.connect',
        detail: {
          type,
          connectContactId: ring.connectContactId,
          startedAt: ring.startedAt,
          connectedAt: ring.connectedAt,
          endedAt: ring.endedAt,
        },
      },
      {
        voice: provider.voice,
        close: (call, ending, contact) => closeCall(call, ending, contact, deps),
        later: agenda.later,
        now: deps.now,
      },
    )
  const ofPerson = async (index: number, page = 0) => (await calls.ofPerson({ campaign: id, page, index })).calls
  return {
    id,
    campaign,
    list,
    campaigns,
    contacts: contactsOf,
    responses,
    objections,
    calls,
    lines,
    deps,
    provider,
    rings: () => provider.rings.filter(({ call }) => call.startsWith(`${id}.`)),
    agenda,
    work,
    event,
    fill: () => fill(deps),
    pass: (seconds: number) => agenda.pass(seconds, work),
    ofPerson,
    outcomes: async (index: number, page = 0) =>
      (await ofPerson(index, page)).map(({ outcome, skip }) => outcome ?? skip),
    /** Ends a call, and the provider says so. */
    async hangUp(ring: Ring, reason: string | undefined, answered = false) {
      provider.end(ring, reason, answered)
      await event(ring)
    },
  }
}
export type Calling = Awaited<ReturnType<typeof aCalling>>
