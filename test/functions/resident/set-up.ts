/** The residents' site over real stores on the real engine, with a drive of three contacts; a browser of a few lines. */
import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { serviceStore } from '../../../shared/booking/service-store.ts'
import { callStore } from '../../../shared/call/call-store.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { campaignStore } from '../../../shared/campaign/campaign-store.ts'
import { caseStore } from '../../../shared/case/case-store.ts'
import type { ConsentDays } from '../../../shared/consent/days.ts'
import { type ContactStore, contactStore } from '../../../shared/contact/contact-store.ts'
import { type LinkPurpose, makeLink } from '../../../shared/contact/link.ts'
import { objectionStore } from '../../../shared/objection/objection-store.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { workingKey } from '../../../shared/platform/secrets.ts'
import { anonymousStore } from '../../../shared/response/anonymous-store.ts'
import { responseStore } from '../../../shared/response/response-store.ts'
import type { Survey } from '../../../shared/survey/survey.ts'
import type { Site } from '../../../web/resident/site.ts'
import { buildStyles } from '../../../web/styles/build.ts'
import { testDesk } from '../../builders/booking.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'
import type { TestTables } from '../../builders/tables.ts'
import { everyKind } from './survey.ts'

export const site: Site = {
  office: 'Urząd Miasta Poznania',
  phone: '61\u00a0646\u00a033\u00a044',
  email: 'dostepnosc@example.org',
  address: 'plac Kolegiacki 17, 61-841 Poznań',
  publicUrl: 'http://localhost:3000',
  publishedOn: '2026-03-01',
  updatedOn: '2026-03-02',
  reviewedOn: '2026-03-03',
}

export interface Setting {
  survey?: Survey
  campaign?: Partial<Campaign>
  site?: Partial<Site>
}

/** Compiled once to a test file. */
const styles = { built: '' }

export type Drive = Awaited<ReturnType<typeof aDrive>>

/** A drive and its site. Contacts: Anna (pl, two numbers), Oleh (uk, one number), Emma (en, no number), by index. */
export async function aDrive(tables: TestTables, setting: Setting = {}) {
  const { db, names } = tables
  styles.built ||= buildStyles()
  const { residentApp } = await import('../../../functions/resident/app.tsx')
  const { survey = everyKind } = setting
  const clock = { at: aTuesday, elapsed: 0 }
  const campaigns = campaignStore(db, names.Campaigns)
  const contacts: ContactStore = contactStore(db, names.Contacts)
  const responses = responseStore(db, names.Responses)
  const anonymous = anonymousStore(db, names.Anonymous)
  const calls = callStore(db, names.Calls)
  const objections = objectionStore(db, names.Addresses)
  const [campaignKey, officeKey] = [randomBytes(32), randomBytes(32)]
  const keys = { seal: workingKey(campaignKey, 'seal'), link: workingKey(campaignKey, 'link') }
  const office = {
    address: workingKey(officeKey, 'address'),
    session: workingKey(officeKey, 'session'),
    cases: workingKey(officeKey, 'cases'),
  }
  const cases = caseStore(db, names.Cases, { key: async () => office.cases, now: () => clock.at })
  const booking = testDesk(tables, clock.at)
  const campaign = aCampaign({
    id: newId('cmp'),
    survey: { source: 'test', title: survey.title ?? { pl: 'Ankieta' }, version: 1, minutes: 4 },
    ...setting.campaign,
  })
  await campaigns.create(campaign)
  await campaigns.putSurvey(campaign.id, 1, survey)
  const people = [
    ['pl', 'anna@example.org', '+48600100201', '+48618781234', 'Anna'],
    ['uk', 'oleh@example.org', '+48600100202', '', 'Oleh'],
    ['en', 'emma@example.org', '', '', 'Emma'],
  ]
  await contacts.writePages(campaign.id, keys, ['imie'], [{ page: 0, rows: people }], 2)
  const app: Hono = residentApp({
    campaigns,
    contacts,
    responses,
    anonymous,
    objections,
    calls,
    cases,
    visits: { ...booking.desk, service: serviceStore(db, names.Bookings).get },
    keysOf: async () => keys,
    officeKeys: async () => office,
    site: { ...site, ...setting.site },
    now: () => clock.at,
    elapsed: () => clock.elapsed,
  })
  const whom = (index: number) => ({ campaign: campaign.id, page: 0, index })
  return {
    app,
    clock,
    campaign,
    campaigns,
    contacts,
    responses,
    anonymous,
    objections,
    calls,
    cases,
    /** The booking desk; its clock is its own. */
    booking,
    keys,
    /** Gives one of them the days on which she agreed. */
    agree: (index: number, days: ConsentDays) =>
      contacts.writePages(
        campaign.id,
        keys,
        ['imie'],
        [{ page: 0, rows: people, consents: people.map((_, n) => (n === index ? days : {})) }],
        2,
      ),
    office,
    whom,
    /** The token of a contact's link. */
    token: (index = 0, purpose: LinkPurpose = 'survey') => makeLink(keys.link, purpose, whom(index)),
    visitor: () => visitor(app),
    /** Changes the stored campaign and lets the warm function's memory of it run out. */
    async change(changed: Partial<Campaign>) {
      await campaigns.save({ ...(await campaigns.get(campaign.id)), ...changed })
      clock.elapsed += 4_001
    },
  }
}

export interface Answer {
  status: number
  html: string
  location: string | undefined
  headers: Headers
}

/** Somebody with a browser: keeps cookies by path, does not follow redirects by itself. */
export function visitor(app: Hono) {
  const jar: { name: string; value: string; path: string }[] = []
  const go = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookies = jar.filter((cookie) => path.startsWith(cookie.path)).map(({ name, value }) => `${name}=${value}`)
    const headers = new Headers(init.headers)
    if (cookies.length > 0) headers.set('Cookie', cookies.join('; '))
    const answer = await app.request(path, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      const cookie = { name: name!, value: value!, path: /Path=([^;]+)/.exec(line)?.[1] ?? '/' }
      const before = jar.findIndex((one) => one.name === cookie.name && one.path === cookie.path)
      if (before >= 0) jar.splice(before, 1)
      jar.push(cookie)
    }
    return {
      status: answer.status,
      html: await answer.text(),
      location: answer.headers.get('Location') ?? undefined,
      headers: answer.headers,
    }
  }
  return {
    get: (path: string, headers: Record<string, string> = {}) => go(path, { headers }),
    post: (
      path: string,
      fields: [string, string][] | Record<string, string> = {},
      headers: Record<string, string> = {},
    ) =>
      go(path, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      }),
  }
}
