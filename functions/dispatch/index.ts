/** DispatchQueue: one page of contacts, one step of the plan. What fails three times waits in its dead-letter queue. */
import { KMSClient } from '@aws-sdk/client-kms'
import * as z from 'zod/mini'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { MailSettings, mailChannel } from '../../shared/channel/mail-channel.ts'
import { rateGate } from '../../shared/channel/rate.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { pauseBecause } from '../../shared/plan/advance.ts'
import { bookedOnPage } from '../../shared/plan/booked.ts'
import { type DispatchDeps, dispatch } from '../../shared/plan/dispatch.ts'
import { ledgerStore } from '../../shared/plan/ledger-store.ts'
import { DispatchMessage } from '../../shared/plan/plan.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { queueWorker } from '../../shared/platform/queue-worker.ts'
import { keyring, officeKeysOf } from '../../shared/platform/secrets.ts'
import { anonymousStore } from '../../shared/response/anonymous-store.ts'
import { answeredOrUsed } from '../../shared/response/answered.ts'
import { responseStore } from '../../shared/response/response-store.ts'

const env = environment(
  z.extend(MailSettings, {
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    RESPONSES_TABLE: z.string(),
    ANONYMOUS_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    CALLS_TABLE: z.string(),
    ADDRESSES_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    DATA_KEY: z.string(),
    OFFICE_NAME: z.string(),
    OFFICE_DISCREET_NAME: z.string(),
    PUBLIC_URL: z.string(),
  }),
)
const db = documentClient()
/** For drives that ask for a visit. */
const booked = onUse(async () => {
  const { bookedStore } = await import('../../shared/booking/booked-store.ts')
  return bookedStore(db, env.BOOKINGS_TABLE)
})
const now = () => new Date()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const ledger = ledgerStore(db, env.CONTACTS_TABLE)
const keys = keyring(new KMSClient(), env.DATA_KEY, halfStore(db, env.HALVES_TABLE))
const officeKeys = officeKeysOf(keys, campaigns.officeKey)
const channel = await mailChannel(env) // at the start, not in the first message: every message sends

/** For drives that remind of a debt. */
const touches = onUse(async () => {
  const [{ touchedElsewhere }, { numberIndexStore }, { callStore }] = await Promise.all([
    import('../../shared/contact/touches.ts'),
    import('../../shared/contact/number-index-store.ts'),
    import('../../shared/call/call-store.ts'),
  ])
  const numbers = numberIndexStore(db, env.CONTACTS_TABLE)
  const calls = callStore(db, env.CALLS_TABLE)
  return { elsewhere: touchedElsewhere({ campaigns, numbers, calls, mailsTo: ledger.mailsTo, now }) }
})

const deps: DispatchDeps = {
  campaigns,
  contacts: contactStore(db, env.CONTACTS_TABLE),
  responses: answeredOrUsed(responseStore(db, env.RESPONSES_TABLE), anonymousStore(db, env.ANONYMOUS_TABLE)),
  bookedOnPage: bookedOnPage(booked),
  objections: objectionStore(db, env.ADDRESSES_TABLE),
  ledger,
  channel,
  rate: rateGate(db, env.CAMPAIGNS_TABLE, channel, now),
  touchedElsewhere: touches.elsewhere,
  pause: (campaign, reason) => pauseBecause(campaign, reason, { campaigns }),
  keysOf: ({ id, wrappedKey }) => keys.campaignKeys(id, wrappedKey),
  officeKeys,
  officeName: env.OFFICE_NAME,
  discreetName: env.OFFICE_DISCREET_NAME,
  publicUrl: env.PUBLIC_URL,
  now,
}

export const handler = queueWorker(DispatchMessage, (message) => dispatch(message, deps), { concurrency: 4 })
