/** Beginning with a drive of the library: what is left for the manager to do is a list of contacts. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drives } from '../../../shared/campaign/library/library.ts'
import { goodCsv, type Office, sendFile, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
  const administrator = await office.browserOf('administrator')
  await administrator.get('/office')
  await office.deps.office.put({
    controller: 'Prezydent Miasta Poznania',
    dataProtectionOfficer: 'iod@urzad.example',
    dataSource: 'rejestr',
    dataCategories: 'adres e-mail',
    recipients: 'dostawca poczty',
    retentionMonths: 12,
    registerId: 'RCP-1',
    replyTo: 'biuro@urzad.example',
  })
})
afterAll(() => office.close())

/** A draft that began with a drive of the library, by the page. */
async function begun(which: string): Promise<string> {
  await manager.get('/campaigns/new/drive')
  const answer = await manager.post('/campaigns/new/drive', { which })
  expect(answer.status).toBe(303)
  return /cmp_\w+/.exec(answer.headers.get('location')!)![0]
}

test('the satisfaction survey of medical services is launched with a list of contacts and not one other choice', async () => {
  await manager.get('/campaigns/new/drive')
  const begins = (await manager.post('/campaigns/new/drive', { which: 'medical-services' })).headers.get('location')!
  expect(begins).toMatch(/\/contacts$/)
  const id = /cmp_\w+/.exec(begins)![0]
  expect((await manager.get(begins)).html).toContain('Bez rozpoznań')
  expect((await manager.get(`/campaigns/${id}`)).html).toContain('4 z 5')

  const upload = await sendFile(office, manager, `/campaigns/${id}/contacts`, goodCsv)
  await manager.post(upload, { email: '0', imie: '1', language: '2', do: 'import' })
  await office.read()
  expect((await manager.get(upload)).html).toContain(`href="/campaigns/${id}/check"`)
  expect((await manager.get(`/campaigns/${id}/check`)).html).toContain('Poproś o zatwierdzenie')
  await manager.post(`/campaigns/${id}/moves/submit`)
  const approver = await office.browserOf('approver')
  await approver.get(`/campaigns/${id}`)
  await approver.post(`/campaigns/${id}/moves/approve`)
  await manager.post(`/campaigns/${id}/moves/launch`)
  expect(await office.deps.campaigns.get(id)).toMatchObject({
    status: 'running',
    template: 'medical-services',
    discreet: true,
    survey: { source: 'medical-services' },
    privacy: { registerId: 'RCP-1', retentionMonths: 6 },
    replyTo: 'biuro@urzad.example',
  })
})

/** Drives that need one more thing which the office alone can give: addresses of points, the data protection officer’s consent. */
const needMore: Record<string, string> = {
  'benefits-visits': 'musi się zgodzić inspektor ochrony danych',
  'legal-aid': 'Żaden punkt tej usługi nie jest jeszcze otwarty',
}

test.each(drives.map(({ id }) => id))('%s becomes a draft to which only the list is missing', async (which) => {
  const id = await begun(which)
  const { html } = await manager.get(`/campaigns/${id}`)
  expect(html).toContain(needMore[which] ? '3 z 5' : '4 z 5')
  expect(html).toContain(needMore[which] ?? 'Wgraj listę kontaktów.')
  expect(html).toContain(`href="/campaigns/${id}/contacts"`)
})

test('a drive that invites to a visit makes its service once, and takes the office’s own the next time', async () => {
  const [one, other] = [await begun('benefits-visits'), await begun('benefits-visits')]
  const { service } = await office.deps.campaigns.get(one)
  expect((await office.deps.campaigns.get(other)).service).toBe(service)
  const { name, points } = await office.deps.services.get(service!)
  expect(name.pl).toBe('Wizyta w Poznańskim Centrum Świadczeń')
  expect(points).toHaveLength(1)
})

test('points of legal aid come from a file: faults row by row, good rows alone when asked, then the draft is whole', async () => {
  const id = await begun('legal-aid')
  const { service } = await office.deps.campaigns.get(id)
  const { html: step } = await manager.get(`/campaigns/${id}/survey`)
  expect(step).toContain('Zamknięte punkty: 22 z 22')
  const page = `/services/${service}/points-file`
  expect(step).toContain(`href="${page}"`)
  await manager.get(page)
  const send = (text: string) => manager.post(page, { file: new Blob([text]) })
  const wrong = await send('Nazwa;Ulica\nWilda;Górna 1\n')
  expect(wrong.html).toContain('brakuje kolumn: adres, godziny')
  const answer = await send('Nazwa;Adres;Godziny\nWilda;ul. Górna 1;pn-pt 8-12\nŁazarz;ul. Dolna 2;kiedyś\n')
  expect(answer.status).toBe(422)
  expect(answer.html).toMatch(/3<\/td>.*Godziny<\/td>.*Napisz dni/s)
  expect((await office.deps.services.get(service!)).points.every(({ closed }) => closed)).toBe(true)
  const rows = /name="rows" value="([^"]+)"/.exec(answer.html)![1]!.replaceAll('&quot;', '"')
  expect((await manager.post(page, { do: 'keep', rows: rows.replace('08:00', '99:00') })).status).toBe(422)
  expect((await manager.post(page, { do: 'keep', rows })).headers.get('location')).toBe(`/services/${service}?saved`)
  const { points } = await office.deps.services.get(service!)
  expect(points).toHaveLength(22)
  expect(points.filter(({ closed }) => !closed).map(({ name, address }) => [name, address])).toEqual([
    ['Wilda', 'ul. Górna 1'],
  ])
  expect((await manager.get(`/campaigns/${id}`)).html).toContain('4 z 5')
})

test('each page of the form keeps rare settings behind one link, which opens where something in it is wrong', async () => {
  const id = await begun('benefits-visits')
  const links = async (page: string) =>
    [...(await manager.get(`/campaigns/${id}/${page}`)).html.matchAll(/<details[^>]*>/g)].map(([tag]) => tag)
  for (const page of ['about', 'survey', 'message/0', 'plan?all', 'plan/1', 'plan/2', 'plan/3', 'dates']) {
    const found = await links(page)
    expect(found.length, page).toBeLessThanOrEqual(1)
    expect(
      found.filter((tag) => / open/.test(tag)),
      page,
    ).toEqual([])
  }
  expect((await links('about?check')).map((tag) => / open/.test(tag))).toEqual([true])
})

test('the page lists every drive of the library, and an empty form', async () => {
  const { html } = await manager.get('/campaigns/new/drive')
  for (const { name } of drives) expect(html).toContain(name.pl.replaceAll('\u00a0', ' '))
  expect((await manager.post('/campaigns/new/drive', { which: 'none' })).headers.get('location')).toBe('/campaigns/new')
})

test.each(['', 'nothing-like-it'])('a choice of %j is asked for again', async (which) => {
  await manager.get('/campaigns/new/drive')
  const answer = await manager.post('/campaigns/new/drive', { which })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('Wybierz akcję')
})
