/** Everything that is not a resident's page: the manager's form, steering, results, and the API. */
import { KMSClient } from '@aws-sdk/client-kms'
import { handle } from 'hono/aws-lambda'
import * as z from 'zod/mini'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { desk } from '../../shared/campaign/desk.ts'
import { MailSettings, mailChannel } from '../../shared/channel/mail-channel.ts'
import { auditStore } from '../../shared/platform/audit-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { halfStore } from '../../shared/platform/half-store.ts'
import { onUse } from '../../shared/platform/on-use.ts'
import { keyring, newDataKey, officeKeysOf, ofOffice } from '../../shared/platform/secrets.ts'
import { resultStore } from '../../shared/result/result-store.ts'
import { agentNames } from './agent-names.ts'
import { staffApp } from './app.tsx'
import { officeStore } from './office-store.ts'
import { replayStore } from './replay-store.ts'
import { cookieSessions } from './session.ts'

const env = environment(
  z.extend(MailSettings, {
    CAMPAIGNS_TABLE: z.string(),
    CONTACTS_TABLE: z.string(),
    RESPONSES_TABLE: z.string(),
    ANONYMOUS_TABLE: z.string(),
    BOOKINGS_TABLE: z.string(),
    RESULTS_TABLE: z.string(),
    CALLS_TABLE: z._default(z.string(), ''),
    ADDRESSES_TABLE: z._default(z.string(), ''),
    AUDIT_TABLE: z.string(),
    HALVES_TABLE: z.string(),
    DATA_KEY: z.string(),
    UPLOADS_BUCKET: z.string(),
    IMPORT_CONTACTS_QUEUE_URL: z.string(),
    RUN_STEPS_QUEUE_URL: z.string(),
    EXPORT_RESPONSES_QUEUE_URL: z.string(),
    ERASE_QUEUE_URL: z.string(),
    CASES_TABLE: z.string(),
    PUBLIC_URL: z.url(),
    OFFICE_NAME: z.string(),
    OFFICE_DISCREET_NAME: z.string(),
    OFFICE_PHONE: z._default(z.string(), ''),
    MAIL_DKIM: z._default(z.string(), ''),
    MAIL_DNS: z._default(z.string(), ''),
    CONNECT_INSTANCE_ID: z._default(z.string(), ''), // empty: no line for automated calls
    CONNECT_AGENT_FLOW: z._default(z.string(), ''), // empty: agents dial by telephone links
    OIDC_ISSUER: z.url(),
    OIDC_CLIENT_ID: z.string(),
    OIDC_ROLES_CLAIM: z.string(),
  }),
)
const now = () => new Date()
const db = documentClient()
const kms = new KMSClient()
const halves = halfStore(db, env.HALVES_TABLE)
const keys = keyring(kms, env.DATA_KEY, halves)
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const keysOf = ({ id, wrappedKey }: Pick<Campaign, 'id' | 'wrappedKey'>) => keys.campaignKeys(id, wrappedKey)
const newKey = async (owner: string) => {
  if (owner !== 'office') await halves.make(owner)
  return newDataKey(kms, env.DATA_KEY, owner)
}
/** The first sign-in comes before the first campaign, so the office's key may have to be made here. */
const wrappedOfficeKey = () => campaigns.ensureOfficeKey(() => newKey('office'))
const officeKeys = officeKeysOf(keys, wrappedOfficeKey)
const audit = auditStore(db, env.AUDIT_TABLE, ofOffice(keys.auditKey, wrappedOfficeKey))

// Few requests sign somebody in, look into a drive, send mail, tell another function something or hand out a place in the
// bucket: the first that does loads what it takes.
const issuer = onUse(async () => {
  const { oidcIssuer } = await import('./issuer.ts')
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_ROLES_CLAIM } = env
  return oidcIssuer({ issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, rolesClaim: OIDC_ROLES_CLAIM, now })
})
const tables = {
  campaigns: env.CAMPAIGNS_TABLE,
  contacts: env.CONTACTS_TABLE,
  responses: env.RESPONSES_TABLE,
  anonymous: env.ANONYMOUS_TABLE,
  results: env.RESULTS_TABLE,
  calls: env.CALLS_TABLE,
}
const inDrive = async () => (await import('./drive-stores.ts')).driveStores(db, tables)
const contacts = onUse(async () => (await inDrive()).contacts)
const responses = onUse(async () => (await inDrive()).responses)
const queues = onUse(async () => (await import('../../shared/platform/queue.ts')).queues())
const channel = onUse(() => mailChannel(env))
const softphone = onUse(async () => {
  const { connectChannel, voiceClient } = await import('../../shared/channel/connect.ts')
  return connectChannel(
    voiceClient(),
    { ...env, CONNECT_FLOW_ID: '', CONNECT_SOURCE_NUMBER: '' },
    env.CONNECT_AGENT_FLOW,
  )
})
const services = onUse(async () =>
  (await import('../../shared/booking/service-store.ts')).serviceStore(db, env.BOOKINGS_TABLE),
)
const calls = onUse(async () =>
  (await import('./calls.ts')).callDesk({
    db,
    tables: { ...tables, addresses: env.ADDRESSES_TABLE, bookings: env.BOOKINGS_TABLE },
    campaigns,
    contacts,
    responses,
    bookings,
    services,
    audit,
    keysOf,
    officeKeys,
    channel: () => channel,
    softphone: env.CONNECT_AGENT_FLOW === '' ? undefined : softphone,
    officeName: env.OFFICE_NAME,
    discreetName: env.OFFICE_DISCREET_NAME,
    publicUrl: env.PUBLIC_URL,
    now,
  }),
)
/** Visits: few requests are about them. */
const bookings = onUse(async () => {
  const { openDesk } = await import('../../shared/booking/booking-desk.ts')
  const { newRef: _, ...booking } = openDesk({ db, table: env.BOOKINGS_TABLE, campaigns, keys, now })
  return booking
})
/** Cases, and what is done for them: few requests are about them. */
const caseKey = ofOffice(keys.caseKey, wrappedOfficeKey)
const caseItems = async () => {
  const [{ caseStore }, { protocolStore }] = await Promise.all([
    import('../../shared/case/case-store.ts'),
    import('../../shared/erasure/protocol-store.ts'),
  ])
  return {
    cases: caseStore(db, env.CASES_TABLE, { key: caseKey, now }),
    protocols: protocolStore(db, env.CASES_TABLE),
  }
}
const cases = onUse(async () => (await import('./cases.ts')).caseDesk({ ...(await caseItems()), caseKey, audit, now }))
const units = onUse(async () => (await import('../../shared/case/unit-store.ts')).unitStore(db, env.CAMPAIGNS_TABLE))
const unitCases = onUse(async () =>
  (await import('./unit-cases.ts')).unitCaseDesk({ cases: (await caseItems()).cases, units, campaigns, audit, now }),
)
const erasure = onUse(async () => {
  const [{ erasureDesk }, { numberIndexStore }] = await Promise.all([
    import('./erasure.ts'),
    import('../../shared/contact/number-index-store.ts'),
  ])
  return erasureDesk({
    cases: (await caseItems()).cases,
    numbers: numberIndexStore(db, env.CONTACTS_TABLE),
    campaigns,
    contacts,
    responses,
    anonymous: (await inDrive()).anonymous,
    bookings,
    callStore: (await inDrive()).calls,
    agentName: agentNames(db, env.CALLS_TABLE),
    audit,
    officeKeys,
    keysOf,
    askErase: (message) => queues.sendAll(env.ERASE_QUEUE_URL, [message]),
    now,
  })
})
const retention = onUse(async () =>
  (await import('./retention.ts')).retentionDesk({ campaigns, protocols: (await caseItems()).protocols }),
)
const auditDesk = onUse(async () =>
  (await import('./audit.ts')).auditDesk({ audit, auditKey: ofOffice(keys.auditKey, wrappedOfficeKey), now }),
)
const objections = onUse(async () => {
  const [{ objectionDesk }, { objectionStore }, { contactStore }] = await Promise.all([
    import('./objections.ts'),
    import('../../shared/objection/objection-store.ts'),
    import('../../shared/contact/contact-store.ts'),
  ])
  return objectionDesk({
    campaigns,
    contacts: contactStore(db, env.CONTACTS_TABLE),
    objections: objectionStore(db, env.ADDRESSES_TABLE),
    keysOf,
    officeKeys,
    audit,
    now,
  })
})
const files = onUse(async () => (await import('./files.ts')).filesOf(env.UPLOADS_BUCKET, now))

/** The records of the sender's domain: asked at a launch, and on the office's page. */
const sender = onUse(async () => {
  const [{ lookUpBy, senderDesk }, { senderStore }] = await Promise.all([
    import('../../shared/sender/sender-desk.ts'),
    import('../../shared/sender/sender-store.ts'),
  ])
  const { MAIL_FROM: from, MAIL_DKIM: dkim, MAIL_DNS: dns } = env
  return senderDesk({ store: senderStore(db, env.CAMPAIGNS_TABLE), from, dkim, lookUp: lookUpBy(dns), now })
})

const app = staffApp({
  officeName: env.OFFICE_NAME,
  discreetName: env.OFFICE_DISCREET_NAME,
  officePhone: env.OFFICE_PHONE,
  automatedCalls: env.CONNECT_INSTANCE_ID !== '',
  publicUrl: env.PUBLIC_URL,
  issuerUrl: env.OIDC_ISSUER,
  mailFrom: env.MAIL_FROM,
  issuer,
  sessions: cookieSessions({
    key: async () => (await officeKeys()).session,
    secure: env.PUBLIC_URL.startsWith('https:'),
    now,
  }),
  replays: replayStore(db, env.CAMPAIGNS_TABLE, now),
  office: officeStore(db, env.CAMPAIGNS_TABLE, env.OFFICE_NAME),
  campaigns,
  desk: desk({
    campaigns,
    audit,
    newKey,
    wake: (campaign) => queues.sendAll(env.RUN_STEPS_QUEUE_URL, [{ campaign }]),
    now,
    automatedCalls: env.CONNECT_INSTANCE_ID !== '',
    bookings,
    services,
    sender,
    office: { officeName: env.OFFICE_NAME, discreetName: env.OFFICE_DISCREET_NAME, publicUrl: env.PUBLIC_URL },
  }),
  audit,
  uploads: onUse(async () => (await inDrive()).uploads),
  contacts,
  responses,
  objections,
  calls,
  cases,
  units,
  unitCases,
  erasure,
  retention,
  auditDesk,
  results: resultStore(db, env.RESULTS_TABLE),
  releases: onUse(async () => (await inDrive()).releases),
  anonymous: onUse(async () => (await inDrive()).anonymous),
  callStore: onUse(async () => (await inDrive()).calls),
  agentName: agentNames(db, env.CALLS_TABLE),
  bookings,
  services,
  exports: onUse(async () => (await inDrive()).exports),
  rates: onUse(async () => (await inDrive()).rates),
  files,
  askImport: (request) => queues.sendAll(env.IMPORT_CONTACTS_QUEUE_URL, [request]),
  askExport: (request) => queues.sendAll(env.EXPORT_RESPONSES_QUEUE_URL, [request]),
  keysOf,
  channel: () => channel,
  sender,
  now,
})

export const handler = handle(app)
