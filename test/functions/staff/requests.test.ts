/** Requests and reports as staff meet them: written down by kind, filtered, counted by year, taken in a call. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
})
afterAll(() => office?.close())

const open = async (kind: string, fields: Record<string, string>) => {
  await manager.get(`/cases/new/${kind}`)
  return manager.post(`/cases/new/${kind}`, { from: 'letter', text: 'Proszę o rejestr umów.', ...fields })
}

test.each([
  ['public-information', { deadline: 'usual', subject: 'finance' }, '24 marca 2026', 'budżet i finanse'],
  ['public-information', { deadline: 'reuse', subject: 'other' }, '30 marca 2026', '20 dni, ponowne wykorzystanie'],
  ['report', { deadline: 'urgent', subject: 'homeless', place: 'Park Cytadela' }, '11 marca 2026', 'Park Cytadela'],
  ['accessibility', { name: 'Ewa Nowak', unit: 'Biuro Obsługi' }, '17 marca 2026', 'Biuro Obsługi'],
])('a case of %s with %o is due on %s', async (kind, fields, due, shown) => {
  const answer = await open(kind, fields)
  expect(answer.status).toBe(303)
  const { html } = await manager.get(answer.headers.get('location')!)
  expect(html).toContain(due)
  expect(html).toContain(shown)
  expect(html).toContain('Proszę o rejestr umów.')
  expect(html.includes('Przedłuż termin')).toBe(kind !== 'report') // whose three days cannot be prolonged
})

test.each([
  ['no subject', { subject: '' }, 'Wybierz, czego dotyczy sprawa.'],
  ['no words', { text: '' }, 'Wpisz treść.'],
  ['an address that is none', { email: 'ewa' }, 'value="ewa"'],
  ['an unknown deadline', { deadline: 'toString' }, 'Wybierz termin.'],
])('%s: the form says what is missing', async (_, fields, words) => {
  const answer = await open('public-information', { subject: 'other', ...fields })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain(words)
})

test('the register is filtered by kind, and no other kind has this form', async () => {
  const id = (await open('accessibility', {})).headers.get('location')!.slice('/cases/'.length)
  expect((await manager.get('/cases?kind=accessibility')).html).toContain(id)
  expect((await manager.get('/cases?kind=report')).html).not.toContain(id)
  expect((await manager.get('/cases/new/erasure')).status).toBe(404)
  expect((await manager.get('/cases/new')).html).toContain('/cases/new/public-information')
})

test('an administrator writes where units read mail, and staff hand cases on to one of them', async () => {
  const administrator = await office.browserOf('administrator')
  const { html: page } = await administrator.get('/office')
  for (const link of ['/office/units', '/cases/year/2026']) expect(page).toContain(`href="${link}"`)
  await administrator.get('/office/units')
  const wrong = await administrator.post('/office/units', { 'report-email': 'dyzur', 'other-0-name': 'Straż Miejska' })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('href="#report-email"')
  expect(wrong.html).toContain('href="#other-0-email"')
  expect(wrong.html).toContain('value="dyzur"')
  const finance = { name: 'Wydział Finansowy', email: 'finanse@urzad.example' }
  const typed = {
    'report-email': 'dyzur@urzad.example',
    'public-information-name': finance.name,
    'public-information-email': finance.email,
    'accessibility-name': finance.name,
    'accessibility-email': finance.email,
    'other-1-name': 'Straż Miejska',
    'other-1-email': 'straz@urzad.example',
  }
  expect((await administrator.post('/office/units', typed)).status).toBe(303)
  expect(await office.deps.units.units()).toEqual([
    { ...finance, kinds: ['accessibility', 'public-information'] },
    { name: 'dyżurny akcji zimowej', email: 'dyzur@urzad.example', kinds: ['report'] },
    { name: 'Straż Miejska', email: 'straz@urzad.example', kinds: [] },
  ])
  expect((await administrator.get('/office/units')).html).toContain('value="straz@urzad.example"')
  expect((await manager.get('/office/units')).status).toBe(403)

  const path = (await open('public-information', { subject: 'other' })).headers.get('location')!
  expect((await manager.get(path)).html).toContain('<option value="Straż Miejska">')
  await manager.post(`${path}/moves/hand-on`, { unit: 'Straż Miejska' })
  expect((await manager.get(path)).html).toContain('przekazano: Straż Miejska')
  await manager.post(`${path}/moves/hand-on`, { unit: '', unitElsewhere: 'Archiwum' })
  expect((await manager.get(path)).html).toContain('przekazano: Archiwum')
})

test('the page on which drives begin leads to the register of requests too', async () => {
  const { html } = await manager.get('/campaigns/new/drive')
  for (const link of ['/cases?kind=public-information', '/cases/new/public-information']) {
    expect(html).toContain(`href="${link}"`)
  }
})

test('the table of a year counts what came in, was granted and in time, for managers and administrators', async () => {
  office.clock.at = new Date('2025-12-20T10:00:00Z')
  const paths: string[] = []
  for (const subject of ['staff', 'staff', 'education']) {
    paths.push((await open('public-information', { deadline: 'usual', subject })).headers.get('location')!)
  }
  const end = async (path: string, fields: Record<string, string>) => {
    await manager.get(path)
    expect((await manager.post(`${path}/moves/end`, fields)).status).toBe(303)
  }
  office.clock.at = new Date('2025-12-30T10:00:00Z')
  manager = await office.browserOf('manager')
  await end(paths[0]!, { ending: 'granted' })
  office.clock.at = new Date('2026-01-19T10:00:00Z') // too late, and in the next year
  manager = await office.browserOf('manager')
  await end(paths[1]!, { ending: 'refused', note: 'Tajemnica.' })

  const administrator = await office.browserOf('administrator')
  const { html } = await administrator.get('/cases/year/2025?kind=public-information')
  expect(html).toContain('Zestawienie 2025: informacja publiczna')
  expect(html).toContain('/cases/year/2025?kind=public-information&amp;lang=en')
  expect(html).not.toContain('Proszę o rejestr umów.')
  const csv = await administrator.get('/cases/year/2025/csv?kind=public-information')
  expect(csv.headers.get('content-disposition')).toContain('public-information-2025.csv')
  const rows = csv.html.split('\r\n')
  expect(rows).toContain('Razem;;3;2;1;50;1;20')
  expect(rows).toContain('Czego dotyczy?;kadry i organizacja urzędu;2;2;1;50;1;20')
  expect(rows).toContain('Czego dotyczy?;oświata;1;0;0;;0;')
  expect(rows).toContain('Zakończenie;odmowa (decyzja);1;;;;;')
  expect((await (await office.browserOf('approver')).get('/cases/year/2025')).status).toBe(403)
  expect((await manager.get('/cases/year/2025?kind=none')).status).toBe(404)
  expect((await manager.get('/cases?kind=report')).html).toContain('/cases/year/2026?kind=report')
})
