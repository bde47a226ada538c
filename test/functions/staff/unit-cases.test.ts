/** A unit's cases as its people meet them: the mail's link, only what is theirs, each step with a name, nothing told of other cases. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiBase } from '../../../functions/staff/api-route.ts'
import { personFrom } from '../../../functions/staff/person.ts'
import { aBrowser, type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
let unit: TestBrowser
const roads = { name: 'Zarząd Dróg Miejskich', email: 'zdm@urzad.example' }
const finance = { name: 'Wydział Finansowy', email: 'finanse@urzad.example' }
const ewa = 'ewa.mazur@urzad.example'

beforeAll(async () => {
  office = await startOffice()
  const administrator = await office.browserOf('administrator')
  await administrator.get('/office/units')
  const typed = {
    ...{ 'report-name': roads.name, 'report-email': roads.email, 'report-people': `${ewa}\n` },
    ...{ 'accessibility-name': roads.name, 'accessibility-email': roads.email },
    ...{ 'other-0-name': finance.name, 'other-0-email': finance.email },
  }
  const wrong = await administrator.post('/office/units', { ...typed, 'report-people': 'Ewa Mazur' })
  expect([wrong.status, wrong.html.includes('href="#report-people"')]).toEqual([422, true])
  expect((await administrator.post('/office/units', typed)).status).toBe(303)
  // Her unit stands in two rows: its people can be changed in one place only.
  const { html } = await administrator.get('/office/units')
  expect(html.split(ewa)).toHaveLength(2)
  expect(html).not.toContain('report-people"></textarea>')
  expect(html).toContain('Osoby tej jednostki są wpisane wyżej.')
  manager = await office.browserOf('manager')
  unit = await office.browserOf('unit')
})
afterAll(() => office?.close())

const words = {
  text: 'Lód przy wejściu.',
  place: 'ul. Głogowska 12',
  name: 'Łucja Kanarek',
  email: 'lucja@example.org',
  phone: '600 500 400',
}
const open = async (kind: string, fields: Record<string, string> = {}) => {
  await manager.get(`/cases/new/${kind}`)
  const asked = { from: 'letter', deadline: 'usual', subject: 'other', ...words, ...fields }
  return (await manager.post(`/cases/new/${kind}`, asked)).headers.get('location')!.slice('/cases/'.length)
}
const step = async (id: string, move: string, fields: Record<string, string> = {}) => {
  await unit.get('/unit-cases')
  return unit.post(`/unit-cases/${id}/moves/${move}`, fields)
}
const journalOf = async (id: string) => {
  const { one } = await office.deps.cases.read(id, { id: 'test', name: '', roles: [] })
  return one.journal.map(({ did, name }) => (name ? `${name}: ${did}` : did))
}

test('the link of the mail leads through the sign-in to the case itself', async () => {
  const id = await open('report')
  const browser = aBrowser(office.app, office.publicUrl)
  const away = await browser.get(`/cases/${id}`)
  expect(away.headers.get('location')).toBe(`/sign-in?back=%2Fcases%2F${id}`)
  const authorize = new URL((await browser.get(away.headers.get('location')!)).headers.get('location')!)
  const form = new URLSearchParams(authorize.search)
  form.set('person', 'unit')
  const chosen = await fetch(authorize.origin + authorize.pathname, { method: 'POST', body: form, redirect: 'manual' })
  const back = new URL(chosen.headers.get('location')!)
  expect((await browser.get(back.pathname + back.search)).headers.get('location')).toBe(`/cases/${id}`)
  expect((await browser.get(`/cases/${id}`)).headers.get('location')).toBe(`/unit-cases/${id}`)
  expect((await browser.get(`/unit-cases/${id}`)).html).toContain('Lód przy wejściu.')
})

test('she begins at the cases of her unit, and reads of a report what it takes to act', async () => {
  const id = await open('report')
  expect((await unit.get('/')).headers.get('location')).toBe('/unit-cases')
  const list = (await unit.get('/unit-cases')).html
  expect(list).toContain(`href="/unit-cases/${id}"`)
  expect(list).toContain(roads.name)
  expect(list).not.toContain('Lód przy wejściu.')
  const { html } = await unit.get(`/unit-cases/${id}`)
  for (const shown of ['Lód przy wejściu.', 'ul. Głogowska 12', '600500400', 'przekazana'])
    expect(html).toContain(shown)
  for (const kept of ['Łucja Kanarek', 'lucja@example.org']) expect(html).not.toContain(kept)
})

test('she takes a report up, answers and ends it; the manager and the journal see her name, the audit every look', async () => {
  const id = await open('report')
  await unit.get(`/unit-cases/${id}`)
  expect((await step(id, 'accept')).headers.get('location')).toBe(`/unit-cases/${id}`)
  expect((await manager.get(`/cases/${id}`)).html).toContain('jednostka się zajmuje')
  const bare = await step(id, 'end', { ending: 'solved' })
  expect([bare.status, bare.html.includes('Wpisz, co zrobiono.')]).toEqual([422, true])
  expect(bare.html).toContain('<option value="solved" selected')
  await step(id, 'answer', { note: 'Posypano solą.' })
  const seen = (await manager.get(`/cases/${id}`)).html
  for (const shown of ['jednostka odpowiedziała', 'Posypano solą.', 'Ewa Mazur']) expect(seen).toContain(shown)
  await step(id, 'end', { ending: 'solved' })
  const { html } = await unit.get(`/unit-cases/${id}`)
  expect(html).toContain('załatwione')
  expect(html).not.toContain('<textarea')
  expect((await unit.get('/unit-cases')).html).toContain('Zakończone w tym roku')
  expect((await journalOf(id)).slice(2)).toEqual(['accept', 'answer', 'end'].map((did) => `Ewa Mazur: ${did}`))
  const { entries } = await office.deps.auditDesk.ofDay('2026-03-10', { id: 'test', name: '', roles: [] })
  const hers = entries.filter(({ who, what }) => who === 'ewa.mazur' && what === id).map(({ did }) => did)
  // the look after a refused step is a look too
  expect(hers).toEqual(['view case', 'case: accept', 'view case', 'case: answer', 'case: end', 'view case'])
})

test('what she sends back with a reason leaves her list, and the manager hands it on anew', async () => {
  const id = await open('report')
  expect((await step(id, 'return')).status).toBe(422)
  expect((await step(id, 'return', { note: 'To teren spółdzielni.' })).headers.get('location')).toBe(
    '/unit-cases?returned',
  )
  expect((await unit.get('/unit-cases?returned')).html).toContain('Sprawę zwrócono kierownikowi.')
  expect((await unit.get(`/unit-cases/${id}`)).status).toBe(404)
  const { html } = await manager.get(`/cases/${id}`)
  expect(html).toContain('zwrócona przez jednostkę')
  expect(html).toContain('To teren spółdzielni.')
  await manager.post(`/cases/${id}/moves/hand-on`, { unit: roads.name })
  expect((await unit.get(`/unit-cases/${id}`)).status).toBe(200)
})

test('of a request for information she gives the unit’s part, and only the manager ends it', async () => {
  const id = await open('public-information')
  expect((await unit.get(`/unit-cases/${id}`)).status).toBe(404) // not handed on
  await manager.get(`/cases/${id}`)
  await manager.post(`/cases/${id}/moves/hand-on`, { unit: roads.name })
  const { html } = await unit.get(`/unit-cases/${id}`)
  expect(html).toContain('Lód przy wejściu.')
  for (const kept of ['Łucja Kanarek', 'lucja@example.org', '600500400', 'id="ending"'])
    expect(html).not.toContain(kept)
  const ended = await step(id, 'end', { ending: 'granted', note: 'Wydano.' })
  expect([ended.status, ended.html.includes('Zakończenie tej sprawy wybiera kierownik.')]).toEqual([422, true])
  await step(id, 'answer', { note: 'Rejestr jest w załączniku pisma.' })
  expect((await manager.get(`/cases/${id}`)).html).toContain('Rejestr jest w załączniku pisma.')
  await manager.post(`/cases/${id}/moves/end`, { ending: 'granted' })
  expect((await unit.get(`/unit-cases/${id}`)).html).toContain('informacja udostępniona')
})

test('another unit’s case, one that is not handed on and one that there is not look the same, on pages and in the API', async () => {
  const others = await open('report')
  await manager.get(`/cases/${others}`)
  await manager.post(`/cases/${others}/moves/hand-on`, { unit: finance.name })
  const mine = await open('public-information')
  const bytes = async (answer: Promise<Response & { html: string }>) => {
    const { status, html } = await answer
    return `${status} ${html.replace(/cas_[0-9a-z]{12}/g, 'cas_')}`
  }
  const token = await office.token('unit')
  const api = async (method: string, path: string, body?: unknown) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const answer = await office.app.request(`${office.publicUrl}${apiBase}${path}`, init)
    return `${answer.status} ${(await answer.text()).replace(/cas_[0-9a-z]{12}/g, 'cas_')}`
  }
  const none = 'cas_zzzzzzzzzzzz'
  for (const id of [others, mine]) {
    expect(await bytes(unit.get(`/unit-cases/${id}`))).toBe(await bytes(unit.get(`/unit-cases/${none}`)))
    expect(await bytes(unit.get(`/cases/${id}`))).toBe(await bytes(unit.get(`/cases/${none}`)))
    for (const move of ['accept', 'answer', 'end']) {
      expect(await bytes(step(id, move, { note: 'x' }))).toBe(await bytes(step(none, move, { note: 'x' })))
    }
    expect(await api('GET', `/unit-cases/${id}`)).toBe(await api('GET', `/unit-cases/${none}`))
    const body = { move: 'accept' }
    expect(await api('POST', `/unit-cases/${id}/moves`, body)).toBe(
      await api('POST', `/unit-cases/${none}/moves`, body),
    )
  }
  expect((await unit.get(`/unit-cases/${none}`)).status).toBe(404)
  expect(await journalOf(others)).not.toContain('Ewa Mazur: accept')
  const { html } = await unit.get('/unit-cases')
  expect([html.includes(others), html.includes(mine)]).toEqual([false, false])
})

test('who is on no list sees no case, and whoever is taken off it sees none from then on', async () => {
  const id = await open('report')
  expect((await unit.get(`/unit-cases/${id}`)).status).toBe(200)
  const known = await office.deps.units.units()
  await office.deps.units.putUnits(known.map(({ people: _, ...one }) => one))
  expect((await unit.get(`/unit-cases/${id}`)).status).toBe(404)
  expect((await unit.get('/unit-cases')).html).toContain('Nie ma Cię na liście osób żadnej jednostki.')
  await office.deps.units.putUnits(known)
})

test.each([
  [true, true],
  ['true', true],
  [undefined, undefined],
  [false, undefined],
  ['false', undefined],
])('an address with email_verified %s counts: %s', (verified, counts) => {
  const person = personFrom({ sub: 'x', email: ewa, email_verified: verified, roles: ['unit'] }, 'roles')
  expect([person.email, person.emailVerified, person.roles]).toEqual([ewa, counts, ['unit']])
})
