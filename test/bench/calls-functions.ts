/** A thread of the bench's calls: one instance of a function (place-calls, hear-back or talk), wired as its index.ts wires it. */
import { parentPort, workerData } from 'node:worker_threads'
import { ConnectClient } from '@aws-sdk/client-connect'
import * as z from 'zod/mini'
import { agentStore } from '../../shared/call/agent-store.ts'
import { PlaceCallsMessage } from '../../shared/call/call.ts'
import { callStore } from '../../shared/call/call-store.ts'
import { checkCall } from '../../shared/call/check.ts'
import { closeCall } from '../../shared/call/close.ts'
import { linesStore } from '../../shared/call/lines-store.ts'
import { fill, type PlaceDeps } from '../../shared/call/place.ts'
import { type TalkDeps, talk } from '../../shared/call/talk.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { connectChannel, type VoiceSettings } from '../../shared/channel/connect.ts'
import { ContactEvent } from '../../shared/channel/contact-event.ts'
import { contactListener } from '../../shared/channel/hear-contact.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { factStore } from '../../shared/contact/fact-store.ts'
import { numberIndexStore } from '../../shared/contact/number-index-store.ts'
import { touchedElsewhere } from '../../shared/contact/touches.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { pauseBecause } from '../../shared/plan/advance.ts'
import { oneForAll } from '../../shared/platform/one-for-all.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import type { Keys, OfficeKeys } from '../../shared/platform/secrets.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { shareOf } from '../../shared/survey/keypad-share.ts'
import { Survey } from '../../shared/survey/survey.ts'
import { noVisits } from '../builders/visits.ts'
import { directClient } from './calls-db.ts'
import { clockIn } from './calls-time.ts'

/** What an instance is started with. */
export interface Instance {
  name: 'place-calls' | 'hear-back' | 'talk'
  dynamo: string
  connect: string
  voice: VoiceSettings
  clock: SharedArrayBuffer
  lines: number
  keys: Keys
  office: OfficeKeys
}

/** An event to work on; without one, the units consumed so far are asked for. */
export interface ToInstance {
  id: number
  event?: unknown
}

export type FromInstance =
  | { id: number; value?: unknown; error?: string }
  | { later: PlaceCallsMessage; seconds: number }

const { name, dynamo, connect, voice: settings, clock, lines, keys, office } = workerData as Instance
const port = parentPort!
const { db, consumed } = directClient(dynamo)
const time = clockIn(clock)
const now = () => new Date(time.now())
const campaigns = campaignStore(db, 'Campaigns')
const contacts = contactStore(db, 'Contacts')
const calls = callStore(db, 'Calls')
const responses = responseStore(db, 'Responses')
const objections = objectionStore(db, 'Addresses')
const keysOf = async () => keys
const officeKeys = async () => office
const later: PlaceDeps['later'] = async (message, seconds) => send({ later: message, seconds })

const handler = { 'place-calls': placing, 'hear-back': hearing, talk: talking }[name]() as (
  event: never,
) => Promise<unknown>
port.on('message', async ({ id, event }: ToInstance) => {
  try {
    send({ id, value: event === undefined ? consumed() : await handler(event as never) })
  } catch (error) {
    send({ id, error: error instanceof Error ? error.message : String(error) })
  }
})

function send(message: FromInstance): void {
  port.postMessage(message)
}

function placeDeps(): PlaceDeps {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new ConnectClient({ maxAttempts: 1, endpoint: connect, region: 'eu-central-1', credentials })
  return {
    campaigns,
    contacts,
    bookedOnPage: async () => new Set(),
    responses,
    objections,
    calls,
    lines: linesStore(db, 'Campaigns'),
    voice: connectChannel(client, settings),
    lineCount: lines,
    numbersInUse: agentStore(db, 'Calls').numbersInUse,
    touchedElsewhere: touchedElsewhere({ campaigns, numbers: numberIndexStore(db, 'Contacts'), calls, now }),
    answeredShare: async ({ id, survey }, response) => shareOf(await campaigns.survey(id, survey!.version), response),
    pause: async (id) => pauseBecause(await campaigns.get(id), 'phone', { campaigns }),
    keysOf,
    officeKeys,
    wake: () => later({ kind: 'fill' }, 0),
    later,
    now,
  }
}

function placing() {
  const deps = placeDeps()
  const fillOnce = oneForAll(() => fill(deps))
  const work = (message: PlaceCallsMessage) => (message.kind === 'fill' ? fillOnce() : checkCall(message, deps))
  return queueWorker(PlaceCallsMessage, work, { concurrency: 10 })
}

function hearing() {
  const deps = placeDeps()
  const hear = contactListener({ ...deps, close: (id, ending, contact) => closeCall(id, ending, contact, deps) })
  return queueWorker(ContactEvent, hear, { concurrency: 4 })
}

function talking() {
  const surveys = new Map<string, Survey>()
  const deps: TalkDeps = {
    campaigns,
    async surveyOf({ id, survey }) {
      const known = surveys.get(id) ?? z.parse(Survey, await campaigns.survey(id, survey!.version))
      surveys.set(id, known)
      return known
    },
    visits: noVisits,
    contacts,
    facts: factStore(db, 'Contacts'),
    responses,
    objections,
    calls,
    keysOf,
    officeKeys,
    office: { name: 'Urząd Miasta Poznania', phone: '61 646 33 44' },
    now,
  }
  return (event: unknown) => talk(event, deps)
}
