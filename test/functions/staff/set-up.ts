/**
 * The staff site over the real stores, the real bucket and keys, and the local issuer; contact files are read by the import
 * function's own code. Only the mail provider and the clock are stood in for. And a browser of a few lines.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KMSClient } from '@aws-sdk/client-kms'
import { S3Client } from '@aws-sdk/client-s3'
import { bucketFiles as importFiles } from '../../../functions/import-contacts/files.ts'
import { importContacts } from '../../../functions/import-contacts/import-contacts.ts'
import { agentNames } from '../../../functions/staff/agent-names.ts'
import type { StaffDeps } from '../../../functions/staff/deps.ts'
import { bucketFiles } from '../../../functions/staff/files.ts'
import { oidcIssuer } from '../../../functions/staff/issuer.ts'
import { officeStore } from '../../../functions/staff/office-store.ts'
import { replayStore } from '../../../functions/staff/replay-store.ts'
import type { StaffApp } from '../../../functions/staff/route.ts'
import { cookieSessions } from '../../../functions/staff/session.ts'
import { startKms } from '../../../local/engines/kms.ts'
import { startS3 } from '../../../local/engines/s3.ts'
import { issuerApp, localClient } from '../../../local/issuer.ts'
import type { Role } from '../../../local/issuer-people.ts'
import { openDesk } from '../../../shared/booking/booking-desk.ts'
import { serviceStore } from '../../../shared/booking/service-store.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { desk } from '../../../shared/campaign/desk.ts'
import { caseStore } from '../../../shared/case/case-store.ts'
import { unitStore } from '../../../shared/case/unit-store.ts'
import type { EmailChannel, MailBatch, MailResult } from '../../../shared/channel/email.ts'
import type { AgentTask } from '../../../shared/channel/voice.ts'
import { contactStore } from '../../../shared/contact/contact-store.ts'
import { numberIndexStore } from '../../../shared/contact/number-index-store.ts'
import { uploadStore } from '../../../shared/contact/upload-store.ts'
import type { EraseMessage } from '../../../shared/erasure/messages.ts'
import { protocolStore } from '../../../shared/erasure/protocol-store.ts'
import { objectionStore } from '../../../shared/objection/objection-store.ts'
import { bookedOnPage } from '../../../shared/plan/booked.ts'
import { auditStore } from '../../../shared/platform/audit-store.ts'
import { halfStore } from '../../../shared/platform/half-store.ts'
import { keyring, newDataKey, officeKeysOf, ofOffice } from '../../../shared/platform/secrets.ts'
import { anonymousStore } from '../../../shared/response/anonymous-store.ts'
import { exportStore } from '../../../shared/response/export-store.ts'
import { responseStore } from '../../../shared/response/response-store.ts'
import { ratesStore } from '../../../shared/result/rates-store.ts'
import { releaseStore } from '../../../shared/result/release-store.ts'
import { resultStore } from '../../../shared/result/result-store.ts'
import { standIn } from '../../../shared/sender/look-up.ts'
import { senderDesk } from '../../../shared/sender/sender-desk.ts'
import { senderStore } from '../../../shared/sender/sender-store.ts'
import { buildStyles } from '../../../web/styles/build.ts'
import { startTables } from '../../builders/tables.ts'

const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' }
const region = 'eu-central-1'
const bucket = 'uploads'

export type Office = Awaited<ReturnType<typeof startOffice>>

/** An office without any drive. Close it at the end. */
export async function startOffice() {
  buildStyles()
  const { pageRoutes, staffApp } = await import('../../../functions/staff/app.tsx')
  const { apiRoutes } = await import('../../../functions/staff/api.ts')
  const { objectionDesk } = await import('../../../functions/staff/objections.ts')
  const { objectionPages } = await import('../../../functions/staff/pages/objections.tsx')
  const { formPages } = await import('../../../functions/staff/form-pages.ts')
  const { claimPages } = await import('../../../functions/staff/claim-pages.ts')
  const { launchedPages } = await import('../../../functions/staff/launched-pages.ts')
  const { agentPages } = await import('../../../functions/staff/agent-pages.ts')
  const { callDesk } = await import('../../../functions/staff/calls.ts')
  const { caseDesk } = await import('../../../functions/staff/cases.ts')
  const { unitCaseDesk } = await import('../../../functions/staff/unit-cases.ts')
  const { erasureDesk } = await import('../../../functions/staff/erasure.ts')
  const { retentionDesk } = await import('../../../functions/staff/retention.ts')
  const { auditDesk } = await import('../../../functions/staff/audit.ts')
  const { casesPages } = await import('../../../functions/staff/case-pages.ts')
  const { unitCasePages } = await import('../../../functions/staff/pages/unit-cases.tsx')
  const { recordPages } = await import('../../../functions/staff/record-pages.ts')
  const { servicePages } = await import('../../../functions/staff/service-pages.ts')
  const dir = await mkdtemp(join(tmpdir(), 'akcja-staff-'))
  const clock = { at: new Date('2026-03-10T10:00:00Z') }
  const now = () => clock.at
  const tables = await startTables()
  const { db, names } = tables
  const kmsEngine = await startKms({ dir, log: () => {} })
  const kms = new KMSClient({ endpoint: kmsEngine.url, region, credentials })
  const dataKey = kmsEngine.ensureKey('data')
  const told: Promise<unknown>[] = []
  const s3Engine = await startS3({
    dir,
    log: () => {},
    clock: Date,
    onCreated: (_, key, size) => {
      if (!key.startsWith('uploads/')) return // as the template's filter says
      const record = { eventName: 'ObjectCreated:Post', s3: { object: { key: encodeURIComponent(key), size } } }
      told.push(importContacts({ Records: [record] }, imports))
    },
  })
  s3Engine.ensureBucket(bucket)
  const s3 = new S3Client({ endpoint: s3Engine.url, region, credentials })

  const issuerServer: Server = createServer((request, response) => issuer.listener(request, response))
  await new Promise<void>((resolve) => issuerServer.listen(0, '127.0.0.1', resolve))
  const address = issuerServer.address() as { port: number }
  // The issuer leads back to its own address only, so the site stands there too: by name, for nobody fetches its pages.
  const publicUrl = `http://localhost:${address.port}`
  const issuer = issuerApp({ url: publicUrl, dir, clock: { now: () => clock.at.getTime() } })

  const halves = halfStore(db, names.Halves)
  const keys = keyring(kms, dataKey, halves)
  const campaigns = campaignStore(db, names.Campaigns)
  const newKey = async (owner: string) => {
    await halves.make(owner)
    return newDataKey(kms, dataKey, owner)
  }
  const wrappedOfficeKey = () => campaigns.ensureOfficeKey(() => newKey('office'))
  const officeKeys = officeKeysOf(keys, wrappedOfficeKey)
  const audit = auditStore(db, names.Audit, ofOffice(keys.auditKey, wrappedOfficeKey), 0) // one shard, so that tests read one chain
  const uploads = uploadStore(db, names.Campaigns)
  const contacts = contactStore(db, names.Contacts)
  const responses = responseStore(db, names.Responses)
  const results = resultStore(db, names.Results)
  const callsOf = callStore(db, names.Calls)
  const rates = ratesStore(db, names.Campaigns)
  const objections = objectionStore(db, names.Addresses)
  const exports_ = exportStore(db, names.Campaigns)
  const keysOf = ({ id, wrappedKey }: Pick<Campaign, 'id' | 'wrappedKey'>) => keys.campaignKeys(id, wrappedKey)
  const bookings = openDesk({ db, table: names.Bookings, campaigns, keys, now })
  const files = importFiles(s3, bucket)
  const numbers = numberIndexStore(db, names.Contacts)
  const caseKey = ofOffice(keys.caseKey, wrappedOfficeKey)
  const caseItems = caseStore(db, names.Cases, { key: caseKey, now })
  const protocols = protocolStore(db, names.Cases)
  const units = unitStore(db, names.Campaigns)
  const sources = { contacts, responses, calls: callsOf }
  const imports = {
    campaigns,
    uploads,
    bookedOnPage: bookedOnPage({ onPage: bookings.bookedOnPage }),
    ...sources,
    numbers,
    objections,
    files,
    keysOf,
    officeKeys,
    now,
  }

  const mails: MailBatch[] = []
  const mail = { result: 'sent' as MailResult }
  const wakes: string[] = []
  const askedExports: string[] = []
  const askedErasures: EraseMessage[] = []

  const channel: EmailChannel = {
    send: async (batch) => {
      mails.push(batch)
      return batch.mails.map(() => mail.result)
    },
    capacity: async () => ({ perSecond: 14, leftToday: 50_000 }),
  }

  const softphone = {
    tasks: [] as AgentTask[],
    fails: undefined as Error | undefined,
    async task(task: AgentTask) {
      if (softphone.fails) throw softphone.fails
      softphone.tasks.push(task)
    },
  }

  /** What the stand-in of the name servers knows. */
  const dns = { records: 'spf,dkim,dmarc' }
  const sender = senderDesk({
    ...{
      store: senderStore(db, names.Campaigns),
      from: 'akcja@example.org',
      dkim: 'akcja._domainkey.example.org',
      now,
    },
    lookUp: (name) => standIn(dns.records)(name),
  })
  const deps: StaffDeps = {
    officeName: 'Urząd Miasta Poznania',
    officePhone: '61 646 33 44',
    automatedCalls: true,
    publicUrl,
    issuerUrl: issuer.issuer,
    mailFrom: 'akcja@example.org',
    issuer: oidcIssuer({ issuer: issuer.issuer, clientId: localClient, rolesClaim: 'roles', now }),
    sessions: cookieSessions({ key: async () => (await officeKeys()).session, secure: false, now }),
    replays: replayStore(db, names.Campaigns, now),
    office: officeStore(db, names.Campaigns, 'Urząd Miasta Poznania'),
    campaigns,
    sender,
    desk: desk({
      campaigns,
      audit,
      newKey,
      bookings,
      services: serviceStore(db, names.Bookings),
      sender,
      wake: async (id) => void wakes.push(id),
      now,
    }),
    audit,
    uploads,
    contacts,
    responses,
    results,
    releases: releaseStore(db, names.Results),
    anonymous: anonymousStore(db, names.Anonymous),
    callStore: callsOf,
    agentName: agentNames(db, names.Calls),
    rates,
    services: serviceStore(db, names.Bookings),
    bookings,
    exports: exports_,
    cases: caseDesk({ cases: caseItems, protocols, caseKey, audit, now }),
    units,
    unitCases: unitCaseDesk({ cases: caseItems, units, campaigns, audit, now }),
    erasure: erasureDesk({
      cases: caseItems,
      numbers,
      campaigns,
      contacts,
      responses,
      anonymous: anonymousStore(db, names.Anonymous),
      bookings,
      callStore: callsOf,
      agentName: agentNames(db, names.Calls),
      audit,
      officeKeys,
      keysOf,
      askErase: async (message) => void askedErasures.push(message),
      now,
    }),
    retention: retentionDesk({ campaigns, protocols }),
    auditDesk: auditDesk({ audit, auditKey: ofOffice(keys.auditKey, wrappedOfficeKey), now }),
    objections: objectionDesk({ campaigns, contacts, objections, keysOf, officeKeys, audit, now }),
    calls: callDesk({
      db,
      tables: {
        calls: names.Calls,
        campaigns: names.Campaigns,
        contacts: names.Contacts,
        addresses: names.Addresses,
        bookings: names.Bookings,
      },
      campaigns,
      contacts,
      responses,
      bookings,
      services: serviceStore(db, names.Bookings),
      audit,
      keysOf,
      officeKeys,
      channel: () => channel,
      softphone,
      officeName: 'Urząd Miasta Poznania',
      publicUrl,
      now,
    }),
    files: bucketFiles(s3, bucket, () => new Date()),
    askImport: async (request) => void told.push(importContacts(request, imports)),
    askExport: async (asked) => void askedExports.push('export' in asked ? asked.export : `rates of ${asked.campaign}`),
    keysOf,
    channel: () => channel,
    now,
  }
  const app = staffApp(deps)

  return {
    app,
    publicUrl,
    deps,
    clock,
    tables,
    mails,
    mail,
    softphone,
    wakes,
    askedExports,
    askedErasures,
    dns,
    responses,
    contacts,
    objections,
    campaigns,
    keysOf,
    callsOf,
    officeKeys,
    results,
    pageRoutes: () => {
      const pageDeps = { ...deps, show: () => new Response() }
      const early = pageRoutes(pageDeps, async () => ({}) as never)
      return [
        ...early,
        ...formPages(pageDeps),
        ...launchedPages(pageDeps),
        ...claimPages(pageDeps),
        ...objectionPages(pageDeps),
        ...casesPages(pageDeps),
        ...unitCasePages(pageDeps),
        ...recordPages(pageDeps),
        ...servicePages(pageDeps),
        ...agentPages(pageDeps),
      ]
    },
    apiRoutes: () => apiRoutes(deps),
    token: (role: Role) => issuer.token(role),
    /** Waits until every file that arrived, or was asked for, is read. */
    async read() {
      for (let work = told.shift(); work; work = told.shift()) await work
    },
    /** A browser in which this person has signed in through the issuer. */
    async browserOf(role: Role): Promise<TestBrowser> {
      const browser = aBrowser(app, publicUrl)
      const start = await browser.get('/sign-in')
      const authorize = new URL(start.headers.get('location')!)
      const form = new URLSearchParams(authorize.search)
      form.set('person', role)
      const chosen = await fetch(authorize.origin + authorize.pathname, {
        method: 'POST',
        body: form,
        redirect: 'manual',
      })
      const back = new URL(chosen.headers.get('location')!)
      await browser.get(back.pathname + back.search)
      return browser
    },
    async close() {
      s3.destroy()
      kms.destroy()
      issuerServer.close()
      await s3Engine.close()
      await kmsEngine.close()
      await tables.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

export type TestBrowser = ReturnType<typeof aBrowser>

/** Keeps cookies and the token of forms; follows nothing by itself. */
export function aBrowser(app: StaffApp, publicUrl: string) {
  const cookies = new Map<string, string>()
  let csrf = ''
  const request = async (path: string, init: RequestInit = {}): Promise<Response & { html: string }> => {
    const headers = new Headers(init.headers)
    headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await app.request(`${publicUrl}${path}`, { ...init, headers })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      if (/Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(cookie)) cookies.delete(name!)
      else cookies.set(name!, value!)
    }
    // Spaces that do not break are a matter of type, not of words.
    const html = (await response.clone().text()).replaceAll('\u00a0', ' ')
    csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? csrf
    return Object.assign(response, { html })
  }
  return {
    cookies,
    get: (path: string) => request(path),
    /** Posts a form as a page of ours does: with the token, and our origin. */
    post: (
      path: string,
      fields: Record<string, string | string[] | Blob> = {},
      headers: Record<string, string> = {},
    ) => {
      const form = new FormData()
      form.set('csrf', csrf)
      for (const [name, value] of Object.entries(fields)) {
        form.delete(name)
        for (const one of Array.isArray(value) ? value : [value]) form.append(name, one)
      }
      return request(path, { method: 'POST', body: form, headers: { Origin: publicUrl, ...headers } })
    },
  }
}

/** Step 1 filled in to the last field. */
export const aboutForm = {
  name: 'Ocena usług medycznych',
  purpose: 'Chcemy wiedzieć, co poprawić w miejskich przychodniach.',
  purposeClass: 'survey',
  basis: '6(1)(e)',
  anonymity: 'confidential',
  controller: 'Prezydent Miasta Poznania',
  dataProtectionOfficer: 'iod@um.poznan.example',
  dataSource: 'rejestr pacjentów miejskich przychodni',
  dataCategories: 'imię, adres e-mail, odpowiedzi',
  recipients: 'dostawca poczty elektronicznej',
  retentionMonths: '12',
  dpia: 'no',
  dpiaReference: '',
  registerId: 'RCP-12',
}

export const goodCsv =
  'Adres e-mail;Imię;Język\nanna@example.org;Anna;pl\noleh@example.org;Oleh;ua\nanna@example.org;Ania;pl\n'

/** Step 4 filled in. */
export const messageForm = {
  'subject-pl': 'Jak oceniasz wizytę, {{imie}}?',
  'text-pl': 'Dzień dobry, {{imie}}!\n\nProsimy o kilka minut:\n{{link}}',
  replyTo: 'kontakt@um.poznan.example',
}

/** Step 5 filled in: from the clock's own day on. */
export const datesForm = {
  'startsOn-day': '10',
  'startsOn-month': '3',
  'startsOn-year': '2026',
  'endsOn-day': '24',
  'endsOn-month': '3',
  'endsOn-year': '2026',
  days: ['1', '2', '3', '4', '5'],
  from: '09:00',
  to: '20:00',
  ramp: 'on',
  inDoubt: 'at-least-once',
}

/** Sends a contact file as the page's own form says: to the bucket, which leads back. Returns the address that it leads to. */
export async function sendFile(office: Office, browser: TestBrowser, path: string, content: string): Promise<string> {
  const { html } = await browser.get(path)
  const [, action] = /<form method="post" action="([^"]+)" enctype/.exec(html)!
  const form = new FormData()
  for (const [, name, value] of html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
    if (name !== 'csrf') form.set(name!, value!.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
  }
  form.set('file', new Blob([content], { type: 'text/csv' }), 'kontakty.csv')
  const posted = await fetch(action!.replaceAll('&amp;', '&'), { method: 'POST', body: form, redirect: 'manual' })
  if (posted.status !== 303) throw new Error(`the bucket answered ${posted.status} ${await posted.text()}`)
  await office.read()
  return new URL(posted.headers.get('location')!).pathname
}

/** The columns of `goodCsv`. */
const goodColumns: Record<string, string> = { email: '0', imie: '1', language: '2' }

/** A draft with every step done by the form. Returns its id. */
export async function aWholeDraft(
  office: Office,
  browser: TestBrowser,
  csv = goodCsv,
  columns = goodColumns,
): Promise<string> {
  await browser.get('/campaigns/new')
  const created = await browser.post('/campaigns/new', { ...aboutForm, and: 'next' })
  const id = /cmp_\w+/.exec(created.headers.get('location')!)![0]
  await browser.post(`/campaigns/${id}/survey`, { which: 'medical-services', and: 'next' })
  const upload = await sendFile(office, browser, `/campaigns/${id}/contacts`, csv)
  await browser.post(upload, { ...columns, do: 'import' })
  await office.read()
  await browser.post(`/campaigns/${id}/message`, { ...messageForm, and: 'next' })
  await browser.post(`/campaigns/${id}/dates`, { ...datesForm, and: 'next' })
  return id
}

/** A drive that was approved by another person and launched. */
export async function aLaunchedDrive(
  office: Office,
  csv = goodCsv,
  columns = goodColumns,
): Promise<{ id: string; manager: TestBrowser }> {
  const [manager, approver] = [await office.browserOf('manager'), await office.browserOf('approver')]
  const id = await aWholeDraft(office, manager, csv, columns)
  await manager.post(`/campaigns/${id}/moves/submit`)
  await approver.get(`/campaigns/${id}`)
  await approver.post(`/campaigns/${id}/moves/approve`)
  await manager.post(`/campaigns/${id}/moves/launch`)
  return { id, manager }
}
