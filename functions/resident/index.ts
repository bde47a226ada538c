/** Residents' pages by HTTP: the survey behind a personal link, objections, one-click unsubscribing, information. */
import { KMSClient } from '@aws-sdk/client-kms'
import { handle } from 'hono/aws-lambda'
import * as z from 'zod/mini'
import { callStore } from '../../shared/call/call-store.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { objectionStore } from '../../shared/objection/objection-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { keyring, officeKeysOf } from '../../shared/platform/secrets.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { residentApp } from './app.tsx'
import { SiteSettings, siteFrom } from './site-settings.ts'

const env = environment(
  z.extend(SiteSettings, {
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    RESPONSES_TABLE: z.string(),
    ANONYMOUS_TABLE: z.string(),
    CALLS_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    ADDRESSES_TABLE: z.string(),
    CASES_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    DATA_KEY: z.string(),
  }),
)
const db = documentClient()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const keys = keyring(new KMSClient(), env.DATA_KEY, halfStore(db, env.HALVES_TABLE))
const officeKeys = officeKeysOf(keys, campaigns.officeKey)
const now = () => new Date()

export const handler = handle(
  residentApp({
    campaigns,
    contacts: contactStore(db, env.CONTACTS_TABLE),
    responses: responseStore(db, env.RESPONSES_TABLE),
    anonymous: onUse(async () => {
      const { anonymousStore } = await import('../../shared/response/anonymous-store.ts')
      return anonymousStore(db, env.ANONYMOUS_TABLE)
    }),
    calls: callStore(db, env.CALLS_TABLE),
    objections: objectionStore(db, env.ADDRESSES_TABLE),
    cases: onUse(async () => {
      const { caseStore } = await import('../../shared/case/case-store.ts')
      return caseStore(db, env.CASES_TABLE, {
        key: async () => keys.caseKey('office', await campaigns.officeKey()),
        now,
      })
    }),
    visits: onUse(async () => {
      const [{ openDesk }, { serviceStore }] = await Promise.all([
        import('../../shared/booking/booking-desk.ts'),
        import('../../shared/booking/service-store.ts'),
      ])
      const desk = openDesk({ db, table: env.BOOKINGS_TABLE, campaigns, keys, now })
      return { ...desk, service: serviceStore(db, env.BOOKINGS_TABLE).get, newRef: async () => desk.newRef() }
    }),
    keysOf: ({ id, wrappedKey }) => keys.campaignKeys(id, wrappedKey),
    officeKeys,
    site: siteFrom(env),
    now,
    elapsed: () => performance.now(),
  }),
)
