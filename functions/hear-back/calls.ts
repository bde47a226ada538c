/** What hearing of calls needs besides: loaded with the first event of Amazon Connect. */
import { SQSClient } from '@aws-sdk/client-sqs'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { callStore } from '../../shared/call/call-store.ts'
import { type CloseDeps, closeCall } from '../../shared/call/close.ts'
import { linesStore } from '../../shared/call/lines-store.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import { connectChannel, voiceClient } from '../../shared/channel/connect.ts'
import { type ContactEventDeps, contactListener } from '../../shared/channel/hear-contact.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import { sendLater } from '../../shared/platform/queue.ts'
import type { Keyring } from '../../shared/platform/secrets.ts'
import { responseStore } from '../../shared/response/response-store.ts'

/** Many calls that end together are asked for faster than Connect answers: the SDK waits a little and asks again. */
const askings = 5

interface Names {
  CAMPAIGNS_TABLE: string
  RESPONSES_TABLE: string
  CALLS_TABLE: string
  PLACE_CALLS_QUEUE_URL: string
  CONNECT_INSTANCE_ID: string
}

interface Shared {
  db: DynamoDBDocumentClient
  campaigns: CampaignStore
  contacts: ContactStore
  keys: Keyring
}

export function contactEvents(env: Names, { db, campaigns, contacts, keys }: Shared) {
  const sqs = new SQSClient()
  const now = () => new Date()
  const later: ContactEventDeps['later'] = (message, seconds) =>
    sendLater(sqs, env.PLACE_CALLS_QUEUE_URL, message, seconds)
  const closing: CloseDeps = {
    campaigns,
    contacts,
    responses: responseStore(db, env.RESPONSES_TABLE),
    calls: callStore(db, env.CALLS_TABLE),
    lines: linesStore(db, env.CAMPAIGNS_TABLE),
    async answeredShare({ id, survey }, response) {
      const { shareOf } = await import('../../shared/survey/keypad-share.ts') // the engine: for calls that broke off
      return shareOf(await campaigns.survey(id, survey!.version), response)
    },
    keysOf: ({ id, wrappedKey }) => keys.campaignKeys(id, wrappedKey),
    wake: () => later({ kind: 'fill' }, 0),
    now,
  }
  const deps: ContactEventDeps = {
    // It only asks: a flow and a number to call from are for those who start calls.
    voice: connectChannel(voiceClient(askings), { ...env, CONNECT_FLOW_ID: '', CONNECT_SOURCE_NUMBER: '' }),
    close: (id, ending, connectContactId) => closeCall(id, ending, connectContactId, closing),
    later,
    now,
  }
  return { hear: contactListener(deps) }
}
