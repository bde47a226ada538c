/** The manager's form from the first page to the launch, by requests alone: no script, no browser. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lettersOf } from '../../../shared/plan/plan.ts'
import {
  aboutForm,
  aWholeDraft,
  datesForm,
  goodCsv,
  messageForm,
  type Office,
  sendFile,
  startOffice,
  type TestBrowser,
} from './set-up.ts'

let office: Office
let manager: TestBrowser
let approver: TestBrowser
beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
  approver = await office.browserOf('approver')
})
afterAll(() => office.close())

/** A draft after its first step. */
async function aDraft(): Promise<string> {
  await manager.get('/campaigns/new')
  const created = await manager.post('/campaigns/new', { ...aboutForm, and: 'next' })
  return /cmp_\w+/.exec(created.headers.get('location')!)![0]
}
const campaign = (id: string) => office.deps.campaigns.get(id)

test('six pages lead from a name to a launch that a second person approved', async () => {
  const id = await aWholeDraft(office, manager)
  const check = await manager.get(`/campaigns/${id}/check`)
  expect(check.html).toContain('Poproś o zatwierdzenie')
  await manager.post(`/campaigns/${id}/moves/submit`)
  expect((await campaign(id)).status).toBe('submitted')

  await approver.get(`/campaigns/${id}`)
  await approver.post(`/campaigns/${id}/moves/approve`)
  expect((await campaign(id)).approval?.name).toBe('Adam Nowak')

  const launched = await manager.post(`/campaigns/${id}/moves/launch`)
  expect(launched.headers.get('location')).toBe(`/campaigns/${id}`)
  expect((await campaign(id)).status).toBe('running')
  expect(office.wakes).toContain(id)
  expect((await manager.get(`/campaigns/${id}`)).html).toContain('Wstrzymaj')
})

test('each step leads to the next', async () => {
  const id = await aDraft()
  const next = async (page: string, fields: Record<string, string | string[]>) =>
    (await manager.post(`/campaigns/${id}/${page}`, { ...fields, and: 'next' })).headers.get('location')
  expect(await next('about', aboutForm)).toBe(`/campaigns/${id}/survey`)
  expect(await next('survey', { which: 'mopr-clients' })).toBe(`/campaigns/${id}/contacts`)
  const upload = await sendFile(office, manager, `/campaigns/${id}/contacts`, goodCsv)
  await manager.post(upload, { email: '0', imie: '1', do: 'import' })
  await office.read()
  expect((await manager.get(upload)).html).toContain(`/campaigns/${id}/message`)
  expect(await next('message', messageForm)).toBe(`/campaigns/${id}/dates`)
  expect(await next('dates', datesForm)).toBe(`/campaigns/${id}/check`)
})

test('a step can be saved with gaps and come back to, but not gone on from', async () => {
  const gaps = { ...aboutForm, purpose: '', registerId: '' }
  await manager.get('/campaigns/new')
  const saved = await manager.post('/campaigns/new', { ...gaps, and: 'later' })
  const id = /cmp_\w+/.exec(saved.headers.get('location')!)![0]
  expect((await manager.get(`/campaigns/${id}?saved`)).html).toContain('Zapisano')

  const answer = await manager.post(`/campaigns/${id}/about`, { ...gaps, and: 'next' })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('<title>Błąd:')
  expect(answer.html).toContain('href="#purpose"')
  expect(answer.html).toContain('href="#registerId"')
  expect((await manager.get(`/campaigns/${id}/about`)).html).toContain(aboutForm.name)
})

test('what the office states fills in a new drive', async () => {
  const administrator = await office.browserOf('administrator')
  await administrator.get('/office')
  const { controller, dataProtectionOfficer, retentionMonths } = aboutForm
  const saved = await administrator.post('/office', { controller, dataProtectionOfficer, retentionMonths })
  expect(saved.headers.get('location')).toBe('/office?saved')
  expect((await manager.get('/campaigns/new')).html).toContain(dataProtectionOfficer)
})

test.each([
  ['no name', { name: '' }, 'name'],
  ['a name that is too long', { name: 'x'.repeat(121) }, 'name'],
  ['months that are no number', { retentionMonths: 'rok' }, 'retentionMonths'],
  ['a text that is too long', { recipients: 'x'.repeat(501) }, 'recipients'],
])('with %s nothing is kept and the field is named', async (_, change, field) => {
  await manager.get('/campaigns/new')
  const answer = await manager.post('/campaigns/new', { ...aboutForm, ...change, and: 'later' })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain(`href="#${field}"`)
})

test('a survey of one’s own is taken from a file', async () => {
  const id = await aDraft()
  const survey = { title: 'Moja', pages: [{ elements: [{ type: 'boolean', name: 'ok', title: 'W porządku?' }] }] }
  const file = new Blob([JSON.stringify(survey)], { type: 'application/json' })
  const answer = await manager.post(`/campaigns/${id}/survey`, { which: 'file', file, and: 'next' })
  expect(answer.headers.get('location')).toBe(`/campaigns/${id}/contacts`)
  expect((await manager.get(`/campaigns/${id}/survey/preview`)).html).toContain('W porządku?')
})

test('whoever chooses a survey reads how much of it is asked by phone, or why it cannot be', async () => {
  const id = await aDraft()
  await manager.post(`/campaigns/${id}/survey`, { which: 'medical-services', and: 'next' })
  const { html } = await manager.get(`/campaigns/${id}/survey`)
  expect(html).toContain('Przez telefon: 10 z 12 pytań')
  expect(html).toMatch(/„Co powinniśmy poprawić w pierwszej kolejności\?”: odpowiada się na nie własnymi słowami/)
  const elements = [{ type: 'comment', name: 'opis', title: 'Opis', isRequired: true }]
  const file = new Blob([JSON.stringify({ elements })], { type: 'application/json' })
  await manager.post(`/campaigns/${id}/survey`, { which: 'file', file, and: 'next' })
  expect((await manager.get(`/campaigns/${id}/survey`)).html).toMatch(
    /nie da się przeprowadzić przez automatyczny telefon.*Pytanie „opis”: Na to pytanie trzeba odpowiedzieć/s,
  )
})

test('what is not supported in a survey file is named, question by question', async () => {
  const id = await aDraft()
  const survey = {
    pages: [
      {
        elements: [
          { type: 'file', name: 'skan' },
          { type: 'radiogroup', name: 'z', choicesByUrl: { url: 'x' } },
        ],
      },
    ],
  }
  const file = new Blob([JSON.stringify(survey)])
  const answer = await manager.post(`/campaigns/${id}/survey`, { which: 'file', file, and: 'next' })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('Pytanie „skan”')
  expect(answer.html).toContain('Pytanie „z”')
  expect((await campaign(id)).survey).toBeUndefined()
})

test.each([
  ['no JSON', '<html>'],
  ['an empty file', ' '],
])('%s as a survey is refused in words', async (_, content) => {
  const id = await aDraft()
  const answer = await manager.post(`/campaigns/${id}/survey`, {
    which: 'file',
    file: new Blob([content]),
    and: 'next',
  })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('To nie jest plik JSON')
})

test('a form larger than it can be is refused before it is read', async () => {
  const id = await aDraft()
  const file = new Blob(['x'.repeat(1_200_000)])
  const answer = await manager.post(`/campaigns/${id}/survey`, { which: 'file', file }, { 'Content-Length': '1200500' })
  expect(answer.status).toBe(413)
})

test('the bucket’s form may leave the page, and only there', async () => {
  const id = await aDraft()
  const upload = await manager.get(`/campaigns/${id}/contacts`)
  const [, action] = /<form method="post" action="([^"]+)" enctype/.exec(upload.html)!
  const policy = upload.headers.get('content-security-policy')
  expect(policy).toContain(`form-action 'self' ${new URL(action!).origin};`)
  expect((await manager.get(`/campaigns/${id}/about`)).headers.get('content-security-policy')).toContain(
    "form-action 'self';",
  )
})

test('opening the upload page twice asks for one place', async () => {
  const id = await aDraft()
  await manager.get(`/campaigns/${id}/contacts`)
  await manager.get(`/campaigns/${id}/contacts`)
  expect(await office.deps.uploads.list(id)).toHaveLength(1)
})

test('the first rows are shown, the columns guessed, PESEL hidden and not to be chosen', async () => {
  const id = await aDraft()
  const csv = 'PESEL;E-mail;Imię\n44051401359;anna@example.org;Anna\n02070803628;jan@example.org;Jan\n'
  const path = await sendFile(office, manager, `/campaigns/${id}/contacts`, csv)
  const { html } = await manager.get(path)
  expect(html).toContain('anna@example.org')
  expect(html).not.toContain('44051401359')
  expect(html).toMatch(/<select[^>]*name="email"[\s\S]*?<option value="1" selected/)
  expect(html).not.toMatch(/<option value="0"/)
  const answer = await manager.post(path, { email: '0', do: 'import' })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('numery PESEL')
})

test('bad rows are reported by row, column and reason, and the good ones taken only when asked', async () => {
  const id = await aDraft()
  const csv = `${goodCsv}nie-adres;Zły;pl\n`
  const path = await sendFile(office, manager, `/campaigns/${id}/contacts`, csv)
  await manager.post(path, { email: '0', imie: '1', do: 'import' })
  await office.read()
  const { html } = await manager.get(path)
  expect(html).toContain('To nie jest poprawny adres e-mail.')
  expect((await campaign(id)).list).toBeUndefined()
  const report = await manager.get(`${path}/bad-rows`)
  const file = await (await fetch(report.headers.get('location')!)).text()
  expect(file).toContain('5;Adres e-mail;To nie jest poprawny adres e-mail.')

  await manager.post(path, { do: 'keep' })
  await office.read()
  expect((await campaign(id)).list).toMatchObject({ contacts: 2, bad: 1, duplicates: 1 })
})

test.each([
  ['an empty file', ''],
  ['a header and nothing else', 'Adres e-mail;Imię\n'],
  ['a PDF', '%PDF-1.7 nothing'],
])('%s as contacts is refused in words, with the form for another', async (_, content) => {
  const id = await aDraft()
  const path = await sendFile(office, manager, `/campaigns/${id}/contacts`, content)
  const { html } = await manager.get(path)
  expect(html).toContain('govuk-error-summary')
  expect(html).toContain('type="file"')
})

test.each([
  ['an unknown field', { 'text-pl': 'Hej {{nazwisko}} {{link}}' }, 'text-pl', '{{nazwisko}} nie istnieje'],
  ['no link', { 'text-pl': 'Hej {{imie}}' }, 'text-pl', 'Dodaj {{link}}'],
  ['a line break in the subject', { 'subject-pl': 'Temat\r\nBcc: kto@example.org' }, 'subject-pl', 'w jednym wierszu'],
  ['no text', { 'text-pl': '' }, 'text-pl', 'Wpisz treść wiadomości'],
  ['a subject that is too long', { 'subject-pl': 'x'.repeat(201) }, 'subject-pl', 'Skróć tekst do 200'],
  ['a reply address that is none', { replyTo: 'kontakt' }, 'replyTo', 'poprawny adres e-mail'],
])('a message with %s is stopped at its field', async (_, change, field, words) => {
  const id = await aWholeDraft(office, manager)
  const answer = await manager.post(`/campaigns/${id}/message`, { ...messageForm, ...change, and: 'next' })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain(`href="#${field}"`)
  expect(answer.html).toContain(words)
})

test('the preview shows what is typed, saves nothing, and lets no markup through', async () => {
  const id = await aWholeDraft(office, manager)
  const answer = await manager.post(`/campaigns/${id}/message/preview`, {
    ...messageForm,
    'text-pl': '<script>alert(1)</script> {{imie}} {{nie_ma}} {{link}}',
  })
  expect(answer.html).not.toContain('<script>')
  expect(answer.html).toContain('&lt;script&gt;')
  expect(answer.html).toContain('Anna')
  expect(answer.html).toContain('{{nie_ma}} nie istnieje')
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
  expect(answer.headers.get('content-security-policy')).not.toContain('script-src')
  expect(lettersOf((await campaign(id)).plan[0]).pl?.text).toBe(messageForm['text-pl'])
})

test('a test goes to the manager herself, marked, with nobody’s link in it', async () => {
  const id = await aWholeDraft(office, manager)
  const answer = await manager.post(`/campaigns/${id}/message`, { ...messageForm, and: 'test' })
  expect(answer.html).toContain('Próbna wiadomość została wysłana na maria.kowalska@urzad.example')
  const { template, mails } = office.mails.at(-1)!
  expect(template.subject).toMatch(/^PRÓBA: /)
  expect(mails).toHaveLength(1)
  expect(mails[0]!.to).toBe('maria.kowalska@urzad.example')
  expect(mails[0]!.data.link).toBe(`${office.publicUrl}/campaigns/${id}/survey/preview`)
})

test('a test that the mail system does not take is told, and the message kept', async () => {
  const id = await aWholeDraft(office, manager)
  office.mail.result = 'refused'
  const answer = await manager.post(`/campaigns/${id}/message`, { ...messageForm, 'subject-pl': 'Inny', and: 'test' })
  office.mail.result = 'sent'
  expect(answer.status).toBe(409)
  expect(answer.html).toContain('nie udało się wysłać')
  expect(lettersOf((await campaign(id)).plan[0]).pl?.subject).toBe('Inny')
})

test.each([
  ['a day that does not exist', { 'startsOn-day': '31', 'startsOn-month': '2' }, 'startsOn'],
  ['a day that is over', { 'startsOn-day': '9' }, 'startsOn'],
  ['an end before the beginning', { 'endsOn-day': '10', 'endsOn-month': '3', 'startsOn-day': '12' }, 'endsOn'],
  ['no weekday', { days: [] }, 'days'],
  ['an hour that is none', { from: '25:00' }, 'from'],
  ['a closing hour before the opening', { from: '20:00', to: '09:00' }, 'to'],
  ['a closed day that is no date', { closedDays: 'jutro' }, 'closedDays'],
])('dates with %s are stopped at their field', async (_, change, field) => {
  const id = await aDraft()
  const answer = await manager.post(`/campaigns/${id}/dates`, { ...datesForm, ...change, and: 'next' })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain(`href="#${field}"`)
})

test('an incomplete drive cannot be submitted, whatever button is pressed', async () => {
  const id = await aDraft()
  const answer = await manager.post(`/campaigns/${id}/moves/submit`)
  expect(answer.status).toBe(409)
  expect(answer.html).toContain('Wybierz ankietę.')
  expect((await campaign(id)).status).toBe('draft')
})

test('an approver returns a drive only with a remark, which its author reads', async () => {
  const id = await aWholeDraft(office, manager)
  await manager.post(`/campaigns/${id}/moves/submit`)
  await approver.get(`/campaigns/${id}`)
  expect((await approver.post(`/campaigns/${id}/moves/return`)).status).toBe(422)
  await approver.post(`/campaigns/${id}/moves/return`, { remark: 'Popraw temat.' })
  expect((await manager.get(`/campaigns/${id}`)).html).toContain('Popraw temat.')
})

test('what was submitted is frozen: its pages lead away, its forms change nothing', async () => {
  const id = await aWholeDraft(office, manager)
  await manager.post(`/campaigns/${id}/moves/submit`)
  for (const page of ['about', 'survey', 'contacts', 'message', 'dates', 'check']) {
    expect((await manager.get(`/campaigns/${id}/${page}`)).headers.get('location')).toBe(`/campaigns/${id}`)
  }
  const answer = await manager.post(`/campaigns/${id}/about`, { ...aboutForm, name: 'Inna', and: 'next' })
  expect(answer.status).toBe(409)
  expect((await campaign(id)).name).toBe(aboutForm.name)
})

test('a drive is stopped only after the question whether one is sure', async () => {
  const id = await aDraft()
  const asked = await manager.post(`/campaigns/${id}/moves/stop`)
  expect(asked.html).toContain('Porzucić tę akcję?')
  expect((await campaign(id)).status).toBe('draft')
  await manager.post(`/campaigns/${id}/moves/stop`, { confirm: 'yes' })
  expect((await campaign(id)).status).toBe('stopped')
})
