/** The page about what is held on a person: what it says, what it never says, what she can do there. (L4, L5, L12, L20, X2) */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import type { LinkPurpose } from '../../../shared/contact/link.ts'
import { addressHash, readScope } from '../../../shared/objection/objection.ts'
import { aCampaign } from '../../builders/campaign.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { aDrive, type Drive } from './set-up.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const privacy = aCampaign().privacy!
const emails = aCampaign().plan
const talks: Campaign['plan'] = [
  ...emails,
  { kind: 'call', openings: { pl: 'Dzwonimy z urzędu.' }, stop: ['answered'], voicemail: false },
  { kind: 'agents', scripts: { pl: 'Dzień dobry.' }, stop: ['answered'] },
] as Campaign['plan']

const page = async (drive: Drive, index = 0, path = '') => drive.visitor().get(`/w/${drive.token(index, 'why')}${path}`)
/** Words as they are read: without tags, ties and entities. */
const words = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll('\u2060', '')
    .replaceAll('&#39;', '’')
    .replace(/\s+/g, ' ')

describe('what it says', () => {
  test('what is held, cut short, from where, until when, what was done, and whether she answered', async () => {
    const drive = await aDrive(tables, { campaign: { plan: talks } })
    await drive.calls.close(drive.whom(0), {
      ...{ index: 0, n: 1, state: 'closed', channel: 'call', step: 1, number: 0, outcome: 'voicemail' },
      ...{ startedAt: '2026-03-10T09:00:00.000Z', endedAt: '2026-03-10T09:01:00.000Z' },
    })
    const { status, html } = await page(drive)
    expect(status).toBe(200)
    const text = words(html)
    for (const said of [
      'Dlaczego się z Tobą skontaktowaliśmy?',
      'an…@…org',
      '…201',
      '…234',
      'Anna',
      'polski',
      'rejestr pacjentów przychodni miejskich',
      'art. 6 ust. 1 lit. e RODO',
      'do 31 marca 2027',
      '10 marca 2026 telefon automatyczny: poczta głosowa, bez wiadomości',
      'Nie mamy od Ciebie odpowiedzi.',
      'Nie mamy zapisanego sprzeciwu',
    ]) {
      expect(text).toContain(said)
    }
    expect(html).not.toMatch(/anna@example|600100201|600\u00a0100\u00a0201/)
    expect(html).toContain(`/info/${drive.campaign.id.slice(4)}/privacy`)
    for (const link of ['/call', '/contact', '/copy', '/erasure']) {
      expect(html).toContain(`/w/${drive.token(0, 'why')}${link}"`)
    }
  })

  test('in her language', async () => {
    const drive = await aDrive(tables)
    expect((await page(drive, 1)).html).toContain('Чому ми до вас звернулися?')
    expect((await page(drive, 2)).html).toContain('Why did we contact you?')
  })

  test('of her answers only that they came', async () => {
    const drive = await aDrive(tables)
    const given = { answers: { opinia: 'tajne słowa' }, mode: 'web' as const, language: 'pl' as const, survey: 1 }
    await drive.responses.savePage(drive.whom(0), given, drive.clock.at, undefined)
    await drive.responses.submit(drive.whom(0), given, drive.clock.at, await drive.responses.get(drive.whom(0)))
    const { html } = await page(drive)
    expect(words(html)).toContain('Twoje odpowiedzi do nas dotarły. Treści odpowiedzi tu nie pokazujemy.')
    expect(html).not.toContain('tajne')
    expect(html).not.toContain('/s/')
  })

  test.each([{ discreet: true }, { purposeClass: 'reminder' as const }])(
    'nothing of the matter before identity: %o',
    async (change) => {
      const secret = { ...privacy, controller: 'Prezydent Miasta', dataSource: 'rejestr dłużników MOPR' }
      const purpose = { pl: 'Przypominamy o zaległym podatku i pomocy.' }
      const drive = await aDrive(tables, {
        campaign: {
          ...change,
          purpose,
          privacy: secret,
          survey: { ...aCampaign().survey!, title: { pl: 'Zaległość' } },
        },
        site: { office: 'MOPR Poznań', discreetOffice: 'Urząd Miasta Poznania' },
      })
      const { status, html } = await page(drive)
      expect(status).toBe(200)
      expect(html).not.toMatch(/zaległ|podat|dług|MOPR|pomocy/i)
      expect(html).toContain('Urząd Miasta Poznania')
      expect(html).toContain('Anna')
      expect(words(html)).toContain('Sprawa urzędowa.')
      // Titles of the other pages reveal nothing either.
      const survey = await drive.visitor().get(`/s/${drive.token(0)}`)
      expect(/<title>(.*?)<\/title>/.exec(survey.html)?.[1]).not.toMatch(/zaległ|MOPR/i)
      expect(survey.html).not.toContain('MOPR Poznań')
    },
  )

  test('her consents, each with its day, its text and its withdrawal', async () => {
    const list = {
      ...aCampaign().list!,
      consents: { textVersion: 'v2', source: 'formularz zapisów', withEmail: 1, withPhone: 0 },
    }
    const drive = await aDrive(tables, { campaign: { purposeClass: 'commercial', basis: '6(1)(a)', list } })
    await drive.agree(0, { email: '2025-11-03' })
    expect(words((await page(drive)).html)).toContain(
      'Na e-maile zgoda z 3 listopada 2025, treść: v2, wyrażona: formularz zapisów',
    )
    await drive.visitor().post(`/o/${drive.token(0, 'objection')}`, { scope: 'purpose' })
    const text = words((await page(drive)).html)
    expect(text).toContain('Wycofana 10 marca 2026.')
    expect(text).toContain('Od 10 marca 2026 nie kontaktujemy się w tym celu.')
  })
})

describe('the link', () => {
  test('of another purpose, another person or a revoked one gets the same bytes as any bad link', async () => {
    const drive = await aDrive(tables)
    const bad = (await drive.visitor().get('/w/nothing')).html
    for (const purpose of ['survey', 'objection', 'unsubscribe'] satisfies LinkPurpose[]) {
      expect(await drive.visitor().get(`/w/${drive.token(0, purpose)}`)).toMatchObject({ status: 404, html: bad })
    }
    const altered = drive.token(0, 'why').replace('.0.0.', '.0.1.')
    expect(await drive.visitor().get(`/w/${altered}`)).toMatchObject({ status: 404, html: bad })
    expect(await drive.visitor().get(`/s/${drive.token(0, 'why')}`)).toMatchObject({ status: 404, html: bad })
    await drive.contacts.putFact(drive.campaign.id, 0, { index: 0, kind: 'revoked', at: '2026-03-10T10:00:00.000Z' })
    expect(await page(drive)).toMatchObject({ status: 404, html: bad })
  })

  test('is not kept by any cache, and opening its pages changes nothing', async () => {
    const drive = await aDrive(tables, { campaign: { plan: talks } })
    const before = await everything(drive)
    for (const path of ['', '/contact', '/copy', '/erasure', '/call']) {
      const answer = await drive.app.request(`/w/${drive.token(0, 'why')}${path}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toContain('no-store')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    }
    expect(await everything(drive)).toEqual(before)
  })
})

/** All that is kept of a drive's first person. */
const everything = async (drive: Drive) => ({
  page: await drive.contacts.wholePage(drive.campaign.id, 0, drive.keys),
  calls: await drive.calls.ofPerson(drive.whom(0)),
  response: await drive.responses.get(drive.whom(0)),
  cases: (await drive.cases.list('open')).cases.filter(({ whom }) => whom?.campaign === drive.campaign.id),
})

describe('what she can do', () => {
  test('another language and one channel are kept and shown, and can be changed again', async () => {
    const drive = await aDrive(tables, { campaign: { plan: talks } })
    const visitor = drive.visitor()
    const at = `/w/${drive.token(0, 'why')}`
    const saved = await visitor.post(`${at}/contact`, { language: 'en', only: 'agents' })
    expect(saved).toMatchObject({ status: 303, location: `${at}?saved` })
    expect((await visitor.get(`${at}?saved`)).html).toContain('From now on we contact you as you ask.')
    const kept = await drive.contacts.contact(drive.whom(0), drive.keys)
    expect(kept).toMatchObject({ language: 'en', wish: { only: 'agents' } })
    expect((await drive.contacts.wholePage(drive.campaign.id, 0, drive.keys)).contacts[0]).toEqual(kept)
    await visitor.post(`${at}/contact`, { language: 'pl', only: 'any' })
    const again = await drive.contacts.contact(drive.whom(0), drive.keys)
    expect(again?.language).toBe('pl')
    expect(again?.wish?.only).toBeUndefined()
  })

  test.each([
    [{ language: 'pl' }, 'only'],
    [{ language: 'xx', only: 'any' }, 'language'],
    [{ language: 'pl', only: 'pigeon' }, 'only'],
  ])('%o says what is missing and saves nothing', async (form, field) => {
    const drive = await aDrive(tables, { campaign: { plan: talks } })
    const answer = await drive.visitor().post(`/w/${drive.token(0, 'why')}/contact`, form as Record<string, string>)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain(`href="#${field}"`)
    expect((await drive.contacts.contact(drive.whom(0), drive.keys))?.wish).toBeUndefined()
  })

  test('where there is one way only, she chooses the language alone', async () => {
    const drive = await aDrive(tables)
    const { html } = await page(drive, 0, '/contact')
    expect(html).not.toContain('name="only"')
    const saved = await drive.visitor().post(`/w/${drive.token(0, 'why')}/contact`, { language: 'uk' })
    expect(saved.status).toBe(303)
  })

  test.each([
    ['copy', 'access'],
    ['erasure', 'erasure'],
  ] as const)('asking for %s opens one case, however often it is sent, and tells by when', async (what, kind) => {
    const drive = await aDrive(tables)
    const at = `/w/${drive.token(0, 'why')}/${what}`
    expect(words((await drive.visitor().get(at)).html)).toContain('Na odpowiedź mamy miesiąc.')
    const first = await drive.visitor().post(at, { lang: 'pl' })
    expect(words(first.html)).toContain('Odpowiemy najpóźniej 10 kwietnia 2026.')
    const second = await drive.visitor().post(at, { lang: 'pl' })
    expect(second.html).toBe(first.html)
    const cases = (await drive.cases.list('open')).cases.filter(({ whom }) => whom?.campaign === drive.campaign.id)
    expect(cases).toMatchObject([
      { kind, from: 'page', openedBy: 'resident', whom: drive.whom(0), dueOn: '2026-04-10' },
    ])
    expect(first.html).toContain(cases[0]!.id)
    expect(await drive.cases.contents(cases[0]!)).toEqual({
      ...{ email: 'anna@example.org', phone: '+48600100201', phone2: '+48618781234', language: 'pl' },
    })
  })

  test('a form from another page is refused', async () => {
    const drive = await aDrive(tables)
    const answer = await drive.app.request(`/w/${drive.token(0, 'why')}/erasure`, {
      method: 'POST',
      body: new URLSearchParams({ lang: 'pl' }),
      headers: { Origin: 'https://evil.example.com' },
    })
    expect(answer.status).toBe(403)
    expect((await drive.cases.list('open')).cases.some(({ whom }) => whom?.campaign === drive.campaign.id)).toBe(false)
  })

  test('she can ask to be called, and take it back, and her page says what is agreed', async () => {
    const drive = await aDrive(tables, { campaign: { plan: talks } })
    const at = `/w/${drive.token(0, 'why')}`
    expect((await drive.visitor().post(`${at}/call`, { day: '2026-03-11', time: '10:00' })).status).toBe(303)
    expect(words((await page(drive)).html)).toContain('Umówiony telefon: środa, 11 marca, między 10:00 a 11:00.')
    await drive.visitor().post(`${at}/call`, { do: 'withdraw' })
    expect(words((await page(drive)).html)).not.toContain('Umówiony telefon')
  })

  test('an objection stands on her page, with its day, and how it came about is kept', async () => {
    const drive = await aDrive(tables, { campaign: { plan: talks } })
    await drive.visitor().post(`/o/${drive.token(0, 'objection')}`, { scope: 'all' })
    const { html } = await page(drive)
    expect(words(html)).toContain('Od 10 marca 2026 nie kontaktujemy się w ten sposób w żadnej sprawie.')
    for (const gone of ['/contact"', '/call"']) expect(html).not.toContain(gone)
    const hash = addressHash(drive.office.address, '+48600100201')
    const kept = (await drive.objections.kept([hash])).get(hash)!
    expect([...kept.scopes].map(readScope)).toEqual([{ scope: 'all' }])
    expect(kept.log).toEqual([
      { scope: 'all', source: 'page', at: drive.clock.at.toISOString(), whom: `${drive.campaign.id}.0.0` },
    ])
  })
})
