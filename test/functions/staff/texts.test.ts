/** Texts in the form: how they read, what would hold a drive back, and what a reminder of a debt does not let anybody choose. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CampaignContent } from '../../../shared/campaign/campaign.ts'
import { Invalid } from '../../../shared/platform/errors.ts'
import { aboutForm, aWholeDraft, datesForm, messageForm, type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
})
afterAll(() => office.close())

const maria = { id: 'maria', name: 'Maria', roles: ['manager' as const] }
async function aDraft(change: Partial<CampaignContent> = {}): Promise<string> {
  const id = await aWholeDraft(office, manager)
  await office.deps.desk.write(id, change, maria)
  return id
}
const page = async (id: string, path: string) => (await manager.get(`/campaigns/${id}/${path}`)).html
const long = `Chcemy zapytać ${Array.from({ length: 20 }, () => 'dziś').join(' ')} o opinię.`

test('a letter has its figure with a word, and its long sentences are marked', async () => {
  const id = await aDraft()
  const easy = 'Dzień dobry, prosimy o opinię o ostatniej wizycie w urzędzie miasta. Dziękujemy! {{link}}'
  await manager.post(`/campaigns/${id}/message`, { ...messageForm, 'text-pl': easy, and: 'next' })
  expect(await page(id, 'message')).toMatch(/łatwy<\/strong>.{0,200}FOG-PL \d+,\d/s)
  const text = `${long} Wysłano też list. {{link}}`
  const saved = await manager.post(`/campaigns/${id}/message`, { ...messageForm, 'text-pl': text, and: 'next' })
  expect(saved.status).toBe(303) // it is a note and stops nobody
  const html = await page(id, 'message')
  expect(html).toContain('Pokaż w tekście: 1 długie zdanie, 1 forma bezosobowa')
  expect(html).toContain('[zdanie ma 24 słów]')
  expect(html).toMatch(/akcja-mark--form"><span[^>]*>\[forma bezosobowa\] <\/span>Wysłano</)
})

test('the preview tells the figure of what is typed, and saves nothing', async () => {
  const id = await aDraft()
  const before = (await office.deps.campaigns.get(id)).version
  const { html } = await manager.post(`/campaigns/${id}/message/preview`, {
    ...messageForm,
    'text-pl': `${long} {{link}}`,
  })
  expect(html).toMatch(/FOG-PL \d+,\d/)
  expect((await office.deps.campaigns.get(id)).version).toBe(before)
})

test('what a reminder may not tell is refused with its rule, and shown beside what was saved', async () => {
  const id = await aDraft({ purposeClass: 'reminder' })
  const typed = { ...messageForm, 'subject-pl': 'Zaległości', 'text-pl': 'Do zapłaty jest 120 zł.' }
  const refused = await manager.post(`/campaigns/${id}/message`, { ...typed, and: 'next' })
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('Usuń „Zaległości”')
  expect(refused.html).toContain('Usuń kwotę „120 zł”')
  expect(refused.html).not.toContain('To zatrzyma akcję:') // it is said at the field
  const html = await page(id, 'message')
  expect(html).toContain('To zatrzyma akcję:')
  expect(html).toContain('(zasada T3)')
  expect(html).not.toContain('{{link}}</dt>')
  const moved = office.deps.desk.move(id, 'submit', maria)
  await expect(moved).rejects.toMatchObject({
    problems: expect.arrayContaining([expect.objectContaining({ field: 'plan.0.letters.pl.text', rule: 'T3' })]),
  })
})

test('a new letter of a reminder begins with neutral words', async () => {
  const id = await aDraft({ purposeClass: 'reminder', plan: [] })
  const html = await page(id, 'message')
  expect(html).toContain('prosimy o kontakt w sprawie urzędowej')
  expect(html).not.toContain('To zatrzyma akcję:')
})

test('the attempts of a reminder are shown as fixed, and saving the page keeps them so', async () => {
  const id = await aDraft({ purposeClass: 'reminder', attempts: { perDay: 5, inAll: 20 } })
  const html = await page(id, 'plan/attempts')
  expect(html).toContain('najwyżej 1 dziennie i 3 w tygodniu, licząc wszystkie akcje, oraz 6 w tej akcji')
  expect(html).not.toContain('name="perDay"')
  expect(await page(await aDraft(), 'plan/attempts')).toContain('name="perDay"')
})

test('how many facts must match is chosen for a reminder only, and goes back to two with the rest', async () => {
  const id = await aDraft({ purposeClass: 'reminder' })
  const facts = async () => (await office.deps.campaigns.get(id)).identityFacts
  const chosen = (html: string) =>
    /<option value="(\d)" selected[^>]*>/.exec(/name="identityFacts"[\s\S]*?<\/select>/.exec(html)![0])![1]
  expect(chosen(await page(id, 'plan/attempts'))).toBe('2')
  const html = await page(id, 'plan/attempts')
  const typed = Object.fromEntries([
    ...[...html.matchAll(/<input[^>]*name="([^"]+)" type="text"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
    ...[...html.matchAll(/<select[^>]*name="(unit-[^"]+)"[\s\S]*?value="(\w+)" selected/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  ])
  const reset = { ...typed, eligibility: 'people' }
  await manager.post(`/campaigns/${id}/plan/attempts`, { ...reset, identityFacts: '3', and: 'later' })
  expect(await facts()).toBe(3)
  expect(chosen(await page(id, 'plan/attempts'))).toBe('3')
  await manager.post(`/campaigns/${id}/plan/attempts`, { ...reset, identityFacts: '1', and: 'later' })
  expect(await facts()).toBe(2)
  await manager.post(`/campaigns/${id}/plan/attempts`, { and: 'reset' })
  expect(await facts()).toBe(2)
  expect(await page(await aDraft(), 'plan/attempts')).not.toContain('name="identityFacts"')
})

test('the day of the consent to automated calls is three boxes, each mistake with words of its own', async () => {
  const id = await aDraft()
  const post = (day: string, month: string, year: string, by: string) =>
    manager.post(`/campaigns/${id}/about`, {
      ...aboutForm,
      ...{ 'callsApprovedOn-day': day, 'callsApprovedOn-month': month, 'callsApprovedOn-year': year },
      ...{ callsApprovedBy: by, and: 'later' },
    })
  const wrong = await post('31', '2', '2026', 'Iga Inspektor')
  expect([wrong.status, wrong.html.includes('w trzech polach, na przykład 2 3 2026')]).toEqual([422, true])
  expect(wrong.html).toContain('value="31"')
  expect((await post('', '', '', 'Iga Inspektor')).html).toContain('którym inspektor się zgodził')
  expect((await post('2', '3', '2026', '')).html).toContain('imię i nazwisko inspektora, który się zgodził')
  expect((await post('2', '3', '2026', 'Iga Inspektor')).status).toBe(303)
  expect((await office.deps.campaigns.get(id)).automatedCalls).toEqual({
    approvedBy: 'Iga Inspektor',
    on: '2026-03-02',
  })
  expect(await page(id, 'about')).not.toContain('type="date"')
})

test('a reminder offers no choice in doubt, and the API refuses the other one', async () => {
  const id = await aDraft({ purposeClass: 'reminder' })
  expect(await office.deps.campaigns.get(id)).toMatchObject({ inDoubt: 'at-most-once' })
  const html = await page(id, 'dates')
  expect(html).not.toContain('name="inDoubt"')
  expect(html).toContain('nie wysyłamy nic drugi raz')
  await manager.post(`/campaigns/${id}/dates`, { ...datesForm, inDoubt: 'at-least-once', and: 'later' })
  expect(await office.deps.campaigns.get(id)).toMatchObject({ inDoubt: 'at-most-once' })
  const asked = office.deps.desk.write(id, { inDoubt: 'at-least-once' }, maria)
  await expect(asked).rejects.toBeInstanceOf(Invalid)
  await expect(asked).rejects.toMatchObject({ problems: [{ field: 'inDoubt', rule: 'T8' }] })
  const created = office.deps.desk.create({ name: 'Sprawa', purposeClass: 'reminder', inDoubt: 'at-least-once' }, maria)
  await expect(created).rejects.toBeInstanceOf(Invalid)
  expect(await page(await aDraft(), 'dates')).toContain('name="inDoubt"')
})
