/** Step 3 of the form for an offer: consents are guessed, asked for, kept through an error; the contact point is filled in. (L3, L20) */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, sendFile, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
})
afterAll(() => office?.close())

const person = { id: 'maria', name: 'Maria', roles: ['manager' as const] }
const file = 'Adres e-mail;zgoda_email;zgoda_telefon\na@example.org;3.11.2025;\nb@example.org;;\n'

test('an offer’s file needs the text of its consents, and what was chosen stays through the error', async () => {
  const { id } = await office.deps.desk.create({ name: 'Bilety', purposeClass: 'commercial', basis: '6(1)(a)' }, person)
  const path = await sendFile(office, manager, `/campaigns/${id}/contacts`, file)
  const page = await manager.get(path)
  const selected = (html: string, name: string) =>
    new RegExp(`name="${name}".*?<option value="(\\d+)" selected`, 's').exec(html)?.[1]
  expect([selected(page.html, 'consent-email'), selected(page.html, 'consent-phone')]).toEqual(['1', '2'])
  const form = { do: 'import', email: '0', 'consent-email': '1', 'consent-phone': '2' }
  const refused = await manager.post(path, form)
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('Podaj wersję treści zgody')
  expect(selected(refused.html, 'consent-email')).toBe('1')
  const point = { 'point-source': 'zapisy na newsletter', 'point-basis': '6(1)(a)', 'point-purposes': ['commercial'] }
  const day = { 'point-on-day': '1', 'point-on-month': '3', 'point-on-year': '2026' }
  const consent = { 'consent-textVersion': 'v2', 'consent-source': 'formularz' }
  const wrong = await manager.post(path, { ...form, ...consent, ...point, ...day, 'point-on-year': '2027' })
  expect(wrong.html).toContain('Podaj dzień nie późniejszy niż dziś')
  expect((await manager.post(path, { ...form, ...consent, ...point, ...day })).status).toBe(303)
  await office.read()
  await manager.post(path, { do: 'keep' })
  await office.read()
  expect((await office.campaigns.get(id)).list).toMatchObject({
    contacts: 1,
    bad: 1,
    consents: { textVersion: 'v2', source: 'formularz', withEmail: 1, withPhone: 0 },
    point: {
      source: 'zapisy na newsletter',
      basis: '6(1)(a)',
      obtainedOn: '2026-03-01',
      purposesAllowed: ['commercial'],
    },
  })
})

test('elsewhere nothing need be chosen: the drive’s record says where the addresses come from', async () => {
  const privacy = { ...(await office.deps.office.get()), dataSource: 'rejestr pacjentów' }
  const { id } = await office.deps.desk.create({ name: 'Ocena', purposeClass: 'survey', basis: '6(1)(e)' }, person)
  const draft = await office.campaigns.get(id)
  const { controller, dataProtectionOfficer, dataSource, dataCategories, recipients, registerId } = privacy
  await office.deps.desk.write(
    id,
    {
      privacy: {
        ...{ controller, dataProtectionOfficer, dataSource, dataCategories, recipients, registerId },
        ...{ retentionMonths: 12, impactAssessment: { done: false, reference: '' } },
      },
    },
    person,
    draft.version,
  )
  const path = await sendFile(office, manager, `/campaigns/${id}/contacts`, file)
  const page = await manager.get(path)
  expect(page.html).toContain('value="rejestr pacjentów"')
  expect(page.html).not.toContain('consent-email')
  expect((await manager.post(path, { do: 'import', email: '0' })).status).toBe(303)
  await office.read()
  expect((await office.campaigns.get(id)).list?.point).toEqual({
    ...{ source: 'rejestr pacjentów', basis: '6(1)(e)', obtainedOn: '2026-03-10', purposesAllowed: ['survey'] },
  })
})
