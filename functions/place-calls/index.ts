/** PlaceCallsQueue: lines may be free, or a call that was started is to be checked. What fails waits in its dead-letter queue. */
import { KMSClient } from '@aws-sdk/client-kms'
import { SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod/mini'
import { agentStore } from '../../shared/call/agent-store.ts'
import { PlaceCallsMessage } from '../../shared/call/call.ts'
import { callStore } from '../../shared/call/call-store.ts'
import { checkCall } from '../../shared/call/check.ts'
import { linesStore } from '../../shared/call/lines-store.ts'
import { fill, type PlaceDeps } from '../../shared/call/place.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { connectChannel, VoiceSettings, voiceClient } from '../../shared/channel/connect.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { numberIndexStore } from '../../shared/contact/number-index-store.ts'
import { touchedElsewhere } from '../../shared/contact/touches.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { pauseBecause } from '../../shared/plan/advance.ts'
import { bookedOnPage } from '../../shared/plan/booked.ts'
import { ledgerStore } from '../../shared/plan/ledger-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { oneForAll } from '../../shared/platform/one-for-all.ts'
import { sendLater } from '../../shared/platform/queue.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import { keyring, officeKeysOf } from '../../shared/platform/secrets.ts'
import { responseStore } from '../../shared/response/response-store.ts'

const env = environment(
  z.extend(VoiceSettings, {
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    RESPONSES_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    CALLS_TABLE: z.string(),
    ADDRESSES_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    DATA_KEY: z.string(),
    PLACE_CALLS_QUEUE_URL: z.string(),
    CONNECT_LINES: z._default(z.coerce.number().check(z.int(), z.minimum(1)), 10),
  }),
)
const db = documentClient()
/** For drives that ask for a visit. */
const booked = onUse(async () => {
  const { bookedStore } = await import('../../shared/booking/booked-store.ts')
  return bookedStore(db, env.BOOKINGS_TABLE)
})
const sqs = new SQSClient()
const now = () => new Date()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const calls = callStore(db, env.CALLS_TABLE)
const keys = keyring(new KMSClient(), env.DATA_KEY, halfStore(db, env.HALVES_TABLE))
const later: PlaceDeps['later'] = (message, seconds) => sendLater(sqs, env.PLACE_CALLS_QUEUE_URL, message, seconds)

const deps: PlaceDeps = {
  campaigns,
  contacts: contactStore(db, env.CONTACTS_TABLE),
  responses: responseStore(db, env.RESPONSES_TABLE),
  bookedOnPage: bookedOnPage(booked),
  objections: objectionStore(db, env.ADDRESSES_TABLE),
  calls,
  lines: linesStore(db, env.CAMPAIGNS_TABLE),
  voice: connectChannel(voiceClient(), env),
  lineCount: env.CONNECT_LINES,
  numbersInUse: agentStore(db, env.CALLS_TABLE).numbersInUse,
  touchedElsewhere: touchedElsewhere({
    campaigns,
    numbers: numberIndexStore(db, env.CONTACTS_TABLE),
    calls,
    mailsTo: ledgerStore(db, env.CONTACTS_TABLE).mailsTo,
    now,
  }),
  async answeredShare({ id, survey }, response) {
    const { shareOf } = await import('../../shared/survey/keypad-share.ts') // the engine: for calls that broke off
    return shareOf(await campaigns.survey(id, survey!.version), response)
  },
  pause: async (campaign) => pauseBecause(await campaigns.get(campaign), 'phone', { campaigns }),
  keysOf: ({ id, wrappedKey }) => keys.campaignKeys(id, wrappedKey),
  officeKeys: officeKeysOf(keys, campaigns.officeKey),
  wake: () => later({ kind: 'fill' }, 0),
  later,
  now,
}

/** Many calls that end together ask for one look at the lines. */
const fillOnce = oneForAll(() => fill(deps))

export const handler = queueWorker(
  PlaceCallsMessage,
  (message) => (message.kind === 'fill' ? fillOnce() : checkCall(message, deps)),
  { concurrency: 10 },
)
