/** Objecting on the page and by one click of a mail program; and what anybody may read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressHash } from '../../../shared/objection/objection.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { aDrive, type Drive } from './set-up.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

/** Whether Anna may be written to: by this drive, by another survey, by information of the city. */
async function forbidden(drive: Drive) {
  const anna = addressHash(drive.office.address, 'ANNA@example.org ')
  const ask = async (campaign: string, purpose: 'survey' | 'public_info') =>
    (await drive.objections.forbidden([anna], campaign, purpose, drive.clock.at)).has(anna)
  return {
    thisDrive: await ask(drive.campaign.id, 'survey'),
    otherSurvey: await ask('cmp_other0000000', 'survey'),
    information: await ask('cmp_other0000000', 'public_info'),
  }
}

test.each([
  ['pl', 'takie e-maile i\u00a0telefony', 'Nie skontaktujemy się więcej', /badani[ae]|tylko e-mail/],
  ['uk', 'такі електронні листи та дзвінки', 'не звертатимемося', /лише електронні|цього опитування/],
  ['en', 'such e-mails and calls', 'We will not contact you again', /e-mails only|this survey/],
] as const)(
  'what an objection stops is said as it is, calls too and whatever the drive asks for: %s',
  async (language, stops, told, wrong) => {
    const drive = await aDrive(tables)
    const link = `/o/${drive.token(0, 'objection')}?lang=${language}`
    const { html } = await drive.visitor().get(link)
    for (const words of [stops, told]) expect(html).toContain(words)
    expect(html.replace(/„[^”]*”|“[^”]*”/g, '')).not.toMatch(wrong)
  },
)

describe('objecting on the page', () => {
  test.each([
    ['campaign', { thisDrive: true, otherSurvey: false, information: false }],
    ['purpose', { thisDrive: true, otherSurvey: true, information: false }],
    ['all', { thisDrive: true, otherSurvey: true, information: true }],
  ])('%s', async (scope, expected) => {
    const drive = await aDrive(tables)
    const her = drive.visitor()
    const link = `/o/${drive.token(0, 'objection')}`
    expect((await her.get(link)).html).toContain('Nie chcesz takich wiadomości?')
    expect((await forbidden(drive)).thisDrive).toBe(false)
    const answer = await her.post(link, { scope })
    expect(answer.status).toBe(200)
    expect(answer.html).toContain('Sprzeciw zapisany')
    expect(await forbidden(drive)).toEqual(expected)
    // Beside the page stands the fact that this drive's next step reads.
    expect(await drive.contacts.putFact(drive.campaign.id, 0, { index: 0, kind: 'objected', at: '' })).toBe(false)
  })

  test('without a choice nothing is kept and the page says what to do', async () => {
    const drive = await aDrive(tables)
    const answer = await drive.visitor().post(`/o/${drive.token(0, 'objection')}`, { scope: 'everything' })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('href="#scope"')
    expect((await forbidden(drive)).thisDrive).toBe(false)
  })

  test('twice is once, and it works after the drive has ended', async () => {
    const drive = await aDrive(tables)
    await drive.change({ status: 'stopped' })
    const link = `/o/${drive.token(0, 'objection')}`
    for (const _ of [1, 2]) expect((await drive.visitor().post(link, { scope: 'all' })).status).toBe(200)
    expect((await forbidden(drive)).information).toBe(true)
  })
})

describe('one click (RFC 8058)', () => {
  const body = 'List-Unsubscribe=One-Click'
  const urlencoded = { 'Content-Type': 'application/x-www-form-urlencoded' }

  test('the exact body objects to this purpose: no redirect, no cookie', async () => {
    const drive = await aDrive(tables)
    const answer = await drive.app.request(`/u/${drive.token(0, 'unsubscribe')}`, {
      method: 'POST',
      body,
      headers: urlencoded,
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await forbidden(drive)).toEqual({ thisDrive: true, otherSurvey: true, information: false })
  })

  test('as multipart/form-data, which the RFC prefers', async () => {
    const drive = await aDrive(tables)
    const form = new FormData()
    form.set('List-Unsubscribe', 'One-Click')
    const answer = await drive.app.request(`/u/${drive.token(0, 'unsubscribe')}`, { method: 'POST', body: form })
    expect(answer.status).toBe(200)
    expect((await forbidden(drive)).thisDrive).toBe(true)
  })

  test('from a mail program of another origin', async () => {
    const drive = await aDrive(tables)
    const headers = { ...urlencoded, Origin: 'https://mail.example.com', 'Sec-Fetch-Site': 'cross-site' }
    const answer = await drive.app.request(`/u/${drive.token(0, 'unsubscribe')}`, { method: 'POST', body, headers })
    expect(answer.status).toBe(200)
  })

  test.each(['', 'List-Unsubscribe=One-Click&x=1', 'list-unsubscribe=one-click', 'List-Unsubscribe%3DOne-Click'])(
    'the body "%s" changes nothing',
    async (wrong) => {
      const drive = await aDrive(tables)
      const answer = await drive.app.request(`/u/${drive.token(0, 'unsubscribe')}`, {
        method: 'POST',
        body: wrong,
        headers: urlencoded,
      })
      expect(answer.status).toBe(400)
      expect((await forbidden(drive)).thisDrive).toBe(false)
    },
  )

  test('opened by a person or a scanner it changes nothing and leads to the objection page', async () => {
    const drive = await aDrive(tables)
    const { html } = await drive.visitor().get(`/u/${drive.token(0, 'unsubscribe')}`)
    expect(html).toContain(`href="/o/${drive.token(0, 'objection')}"`)
    expect((await forbidden(drive)).thisDrive).toBe(false)
  })
})

describe('information', () => {
  test('the privacy page says everything that the campaign’s record holds', async () => {
    const drive = await aDrive(tables)
    const { status, html } = await drive.visitor().get(`/info/${drive.campaign.id.slice(4)}/privacy`)
    expect(status).toBe(200)
    for (const text of [
      'Prezydent Miasta Poznania',
      'iod@example.org',
      'rejestr pacjentów',
      'dostawca poczty',
      'RCP-12',
      'art. 6 ust. 1 lit. e RODO',
      '12\u00a0miesięcy',
      'sprzeciw',
    ])
      expect(html).toContain(text)
  })

  test('a legal duty leaves no right to object, consent can be withdrawn', async () => {
    const { rightsUnder } = await import('../../../web/resident/privacy.tsx')
    expect(rightsUnder('6(1)(c)')).not.toContain('object')
    expect(rightsUnder('6(1)(e)')).toContain('object')
    expect(rightsUnder('6(1)(a)')).toContain('withdraw')
  })

  test('a drive that is not there, or says nothing yet, has no privacy page', async () => {
    const drive = await aDrive(tables, { campaign: { privacy: undefined } })
    expect((await drive.visitor().get(`/info/${drive.campaign.id.slice(4)}/privacy`)).status).toBe(404)
    expect((await drive.visitor().get('/info/zzzzzzzzzzzz/privacy')).status).toBe(404)
  })

  test.each(['pl', 'uk', 'en'])('the accessibility statement has every prescribed id once (%s)', async (language) => {
    const drive = await aDrive(tables)
    const { html } = await drive.visitor().get(`/info/accessibility?lang=${language}`)
    const ids = [
      'wstep',
      'podmiot',
      'zakres',
      'url',
      'data-publikacja',
      'data-aktualizacja',
      'status',
      'data-sporzadzenie',
      'data-przeglad',
      'kontakt',
      'email',
      'telefon',
      'procedura',
      'architektura',
      'komunikacja',
    ]
    for (const id of ids) expect(html.split(`id="a11y-${id}"`), id).toHaveLength(2)
    expect(html).toContain('datetime="2026-03-01"')
  })
})
