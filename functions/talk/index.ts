/** What the flow of an automated call asks at every turn: which words next, which keys. Connect waits 8 seconds, a person hears silence. */
import { KMSClient } from '@aws-sdk/client-kms'
import * as z from 'zod/mini'
import { callStore } from '../../shared/call/call-store.ts'
import type { Reply } from '../../shared/call/reply.ts'
import { type TalkDeps, talk } from '../../shared/call/talk.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { factStore } from '../../shared/contact/fact-store.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { nameOf } from '../../shared/platform/errors.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { lineOf, log } from '../../shared/platform/log.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { keyring, officeKeysOf } from '../../shared/platform/secrets.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { Survey } from '../../shared/survey/survey.ts'

const env = environment(
  z.object({
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    RESPONSES_TABLE: z.string(),
    CALLS_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    ADDRESSES_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    DATA_KEY: z.string(),
    OFFICE_NAME: z.string(),
    OFFICE_DISCREET_NAME: z.string(),
    OFFICE_PHONE: z.string(),
  }),
)
const db = documentClient()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const keys = keyring(new KMSClient(), env.DATA_KEY, halfStore(db, env.HALVES_TABLE))
/** For drives that ask for a visit. */
const visits = onUse(async () => {
  const [{ openDesk }, { serviceStore }] = await Promise.all([
    import('../../shared/booking/booking-desk.ts'),
    import('../../shared/booking/service-store.ts'),
  ])
  const desk = openDesk({ db, table: env.BOOKINGS_TABLE, campaigns, keys, now: () => new Date() })
  return { ...desk, service: serviceStore(db, env.BOOKINGS_TABLE).get, newRef: async () => desk.newRef() }
})
const surveys = new Map<string, Survey>()

const deps: TalkDeps = {
  campaigns,
  async surveyOf({ id, survey }) {
    const key = `${id} ${survey!.version}`
    const known = surveys.get(key)
    if (known) return known
    const read = z.parse(Survey, await campaigns.survey(id, survey!.version)) // frozen, so it may be kept for good
    surveys.set(key, read)
    return read
  },
  visits,
  contacts: contactStore(db, env.CONTACTS_TABLE),
  facts: factStore(db, env.CONTACTS_TABLE),
  responses: responseStore(db, env.RESPONSES_TABLE),
  objections: objectionStore(db, env.ADDRESSES_TABLE),
  calls: callStore(db, env.CALLS_TABLE),
  keysOf: ({ id, wrappedKey }) => keys.campaignKeys(id, wrappedKey),
  officeKeys: officeKeysOf(keys, campaigns.officeKey),
  office: { name: env.OFFICE_NAME, discreetName: env.OFFICE_DISCREET_NAME, phone: env.OFFICE_PHONE },
  now: () => new Date(),
}

/** What throws sends the flow to its own "sorry"; Connect has asked up to three times by then. */
export async function handler(event: unknown): Promise<Reply> {
  try {
    return await talk(event, deps)
  } catch (error) {
    log.error('turn failed', { error: nameOf(error), moduleLine: lineOf(error) })
    throw error
  }
}
