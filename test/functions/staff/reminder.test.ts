/**
 * A reminder from its file to the register, over the real stores: rows that the act forbids, payments, oaths, and an agent who is
 * told the matter only once the person is recognised.
 */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { aboutForm, type Office, sendFile, startOffice, type TestBrowser } from './set-up.ts'

/** Words that nothing may hold before the person is recognised. */
const canary = {
  name: 'Kanarkowe przypomnienie 7531',
  purpose: 'Kanarkowy podatek 7531',
  source: 'kanarkowa ewidencja 7531',
  script: 'Kanarkowa zaległość 7531',
  case: 'KANAREK.7531',
}
const canaries = Object.values(canary)
const script = `Dzień dobry, czy rozmawiam z {{imie}} {{nazwisko}}?\n\n===\n\n${canary.script} {{imie}}.\n\nKiedy możemy liczyć na wpłatę?`

const csv = [
  'Telefon;Imię;Nazwisko;Znak sprawy;Termin przedawnienia;Tytuł wykonawczy;Próg kwoty;Kwota;Ulica;Numer domu;Data urodzenia',
  `600100201;Łucja;Święcicka-Źdźbło;${canary.case}.1;31.12.2028;nie;>160;1234,56;ul. Głogowska;12/4;01.02.1970`,
  `600100202;Jan;Kowalski;${canary.case}.2;31.12.2028;nie;≤160;90,00;os. Piastowskie;7;03.04.1980`,
  `600100203;Adam;Nowak;${canary.case}.3;01.09.2026;nie;>160;500,00;Polna;1;05.06.1960`,
  `600100204;Ewa;Wilk;${canary.case}.4;31.12.2028;tak;>160;500,00;Leśna;2;07.08.1961`,
  `600100202;Jan;Kowalski;${canary.case}.6;31.12.2028;nie;≤160;80,00;os. Piastowskie;7;03.04.1980`,
  `600100205;Iga;Zając;${canary.case}.5;31.12.2028;nie;312,40 zł;312,40;Krótka;3;09.10.1962`,
].join('\n')

let office: Office
let manager: TestBrowser
let agent: TestBrowser
let drive: Campaign
let report: string

beforeAll(async () => {
  office = await startOffice()
  manager = await office.browserOf('manager')
  agent = await office.browserOf('agent')
  office.clock.at = new Date('2026-03-10T10:00:00Z')
  await manager.get('/campaigns/new')
  const form = { ...aboutForm, name: canary.name, purposeClass: 'reminder', purpose: canary.purpose }
  const created = await manager.post('/campaigns/new', { ...form, dataSource: canary.source, and: 'next' })
  const id = /cmp_\w+/.exec(created.headers.get('location')!)![0]
  const upload = await sendFile(office, manager, `/campaigns/${id}/contacts`, csv)
  const mapping = (await manager.get(upload)).html
  expect(mapping).toContain('Kwot nie przechowujemy, więc nie można wybrać kolumny: Kwota')
  expect(mapping).not.toMatch(/1234,56|90,00/)
  const claim = { 'claim-case': '3', 'claim-limitation': '4', 'claim-title': '5', 'claim-band': '6' }
  const facts = { 'claim-street': '8', 'claim-house': '9', 'claim-birth': '10' }
  const refused = await manager.post(upload, { phone: '0', imie: '1', nazwisko: '2', ...claim, do: 'import' })
  expect([refused.status, refused.html.includes('co najmniej 3 kolumny')]).toEqual([422, true])
  await manager.post(upload, { phone: '0', imie: '1', nazwisko: '2', ...claim, ...facts, do: 'import' })
  await office.read()
  report = (await manager.get(upload)).html
  await manager.post(upload, { do: 'keep' })
  await office.read()
  const draft = await office.deps.campaigns.get(id)
  drive = await office.deps.campaigns.save({
    ...draft,
    status: 'running',
    launchedAt: '2026-03-10T09:00:00.000Z',
    startsOn: '2026-03-09',
    endsOn: '2026-05-29',
    plan: [{ kind: 'agents', scripts: { pl: script }, stop: ['objected'] }],
    approval: { by: 'piotr', name: 'Piotr Zatwierdzający', at: '2026-03-10T08:00:00.000Z' },
  })
})
afterAll(() => office.close())
beforeEach(() => {
  office.clock.at = new Date('2026-03-10T10:00:00Z')
})

const audit = async (): Promise<string[]> => {
  const { db, names } = office.tables
  const { Items = [] } = await db.send(
    new QueryCommand({
      TableName: names.Audit,
      KeyConditionExpression: '#day = :day',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':day': '2026-03-10#0' },
    }),
  )
  return Items.map(({ did }) => did as string)
}
const api = async (role: 'agent' | 'manager', method: string, path: string, body?: object) => {
  const answer = await office.app.request(`${office.publicUrl}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${await office.token(role)}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, text: await answer.clone().text(), json: JSON.parse(await answer.text()) }
}
const payments = async (listed: string, content: string, day = '10', time = '9:00') => {
  manager = await office.browserOf('manager') // days may have passed since she signed in
  await manager.get(`/campaigns/${drive.id}/claims`)
  const when = { 'at-day': day, 'at-month': '3', 'at-year': '2026', 'at-time': time }
  const placed = await manager.post(`/campaigns/${drive.id}/claims`, { do: 'place', listed, ...when })
  if (placed.status !== 303) return placed
  const page = await sendFile(office, manager, placed.headers.get('location')!, content)
  return manager.get(page)
}
const held = (html: string) => ({
  call: /name="call" value="([^"]+)"/.exec(html)![1]!,
  hold: /name="hold" value="([^"]+)"/.exec(html)![1]!,
})
const tellsNothing = (text: string) => {
  const words = canaries.filter((word) => text.includes(word))
  const told = text.match(/powyżej 160|do 160 zł|value="promised"|\w*(zaleg|podat|dług)\w*/gi) ?? []
  expect([...words, ...told]).toEqual([])
}

describe('the file', () => {
  test('has forbidden rows in its report, with column, reason and rule, and no amount anywhere', () => {
    expect(report).toContain(
      'Do przedawnienia nie zostało więcej niż 6 miesięcy: przypomnienie jest niedozwolone (T6).',
    )
    expect(report).toContain('Wystawiono tytuł wykonawczy: przypomnienie jest niedozwolone (T6).')
    expect(report).toContain('Kwot nie przyjmujemy, wystarczy próg (T7).')
    expect(report).toMatch(/Kolejne sprawy tych samych osób[^0-9]*1</)
    for (const column of ['Termin przedawnienia', 'Tytuł wykonawczy', 'Próg kwoty']) expect(report).toContain(column)
    expect(drive.list).toMatchObject({ contacts: 2, claims: 3, bad: 3, duplicates: 0 })
    expect(report).not.toMatch(/1234,56|312,40/)
  })
})

describe('without the oath', () => {
  test('an agent is offered no list of a reminder, gets no call of it, and cannot take one', async () => {
    await agent.get('/calls/lists')
    expect((await agent.get('/calls/lists')).html).not.toContain(drive.id)
    expect((await agent.post('/calls/lists', { lists: `${drive.id}#0`, languages: 'pl' })).status).toBe(422)
    expect((await api('agent', 'GET', '/calls/lists')).json.lists).toEqual([])
    expect(
      (await api('agent', 'PUT', '/calls/lists', { lists: [`${drive.id}#0`], languages: ['pl'], skills: [] })).status,
    ).toBe(422)
    const found = await api('agent', 'POST', '/calls/search', { phone: '600 100 202' })
    expect(found.json.found).toMatchObject([{ name: 'Jan Kowalski', mayTake: false }])
    // The drive's public pages say what it is for.
    expect(found.text).not.toContain(drive.id)
    await agent.get('/calls/search')
    expect((await agent.post('/calls/search', { phone: '600 100 202' })).html).not.toContain(drive.id)
    tellsNothing(found.text)
    const taken = await api('agent', 'POST', '/calls/take', { contact: `${drive.id}.0.1` })
    expect(taken.status).toBe(409)
    tellsNothing(taken.text)
  })

  test('it is written down by a manager, not for a day to come, and can be taken back', async () => {
    await api('agent', 'PUT', '/calls/lists', { lists: [], languages: ['pl'], skills: [] })
    const { html } = await manager.get('/phones/oaths')
    const [, path] = /href="(\/phones\/oaths\/[^"]+)"/.exec(html)!
    expect((await agent.get('/phones/oaths')).status).toBe(403)
    await manager.get(path!)
    const day = (d: string) => ({ 'on-day': d, 'on-month': '3', 'on-year': '2026' })
    expect((await manager.post(path!, { do: 'save', ...day('11') })).status).toBe(422)
    expect((await manager.post(path!, { do: 'save', ...day('31x') })).status).toBe(422)
    expect((await manager.post(path!, { do: 'save', ...day('2') })).status).toBe(303)
    expect((await manager.get('/phones/oaths')).html).toContain('2 marca 2026 (wpisano 10 marca 2026')
    expect((await api('agent', 'GET', '/calls/lists')).json.lists).toHaveLength(1)
    await manager.get(path!)
    await manager.post(path!, { do: 'take back' })
    expect((await api('agent', 'GET', '/calls/lists')).json.lists).toEqual([])
    const id = decodeURIComponent(path!.split('/').at(-1)!)
    const sworn = await api('manager', 'PUT', '/phones/oaths', { agent: id, on: '2026-03-02' })
    expect(sworn.json).toMatchObject({ agent: id, oath: { on: '2026-03-02' } })
    expect(await audit()).toEqual(expect.arrayContaining(['write down tax oath of 2026-03-02', 'take back tax oath']))
  })
})

describe('without a fresh state of payments', () => {
  test('nobody is given out, and pages say why', async () => {
    await api('agent', 'PUT', '/calls/lists', { lists: [`${drive.id}#0`], languages: ['pl'], skills: [] })
    expect((await api('agent', 'POST', '/calls/next')).json).toEqual({ nothing: 'payments' })
    await agent.get('/calls')
    const to = (await agent.post('/calls/next')).headers.get('location')!
    expect((await agent.get(to)).html).toContain('ostatni plik wpłat ma ponad 24 godziny')
    expect((await manager.get(`/campaigns/${drive.id}`)).html).toContain('nie ma stanu wpłat z ostatnich 24 godzin')
    expect((await manager.get(`/campaigns/${drive.id}/claims`)).html).toContain('nie ma jeszcze pliku wpłat')
  })

  test('a file of tomorrow, of other cases or of several nameless columns is refused', async () => {
    expect((await payments('unpaid', 'x', '11')).status).toBe(422)
    const wrong = await payments('unpaid', 'Znak sprawy\nINNA.1\nINNA.2\n')
    expect([wrong.status, wrong.html.includes('nie pasuje do listy tej akcji')]).toEqual([422, true])
    expect((await payments('unpaid', 'A;B\n1;2\n3;4\n')).html).toContain('żadna nie nazywa się')
    expect((await office.deps.campaigns.get(drive.id)).payments).toBeUndefined()
  })

  test('a file that is 24 hours old will do, and one a minute older will not', async () => {
    const done = await payments('unpaid', `Znak sprawy\n${canary.case}.1\n${canary.case}.2\nOBCA.9\n`, '9', '11:00')
    expect(done.html).toContain('Plik wczytany')
    expect((await api('agent', 'POST', '/calls/next')).json.call).toBeDefined()
    const { call, hold } = (await api('agent', 'POST', '/calls/next')).json.call
    await api('agent', 'POST', `/calls/${call}/outcome`, { hold, outcome: 'not_dialled' })
    office.clock.at = new Date('2026-03-10T10:01:00Z')
    expect((await api('agent', 'POST', '/calls/next')).json).toEqual({ nothing: 'payments' })
  })
})

describe('an agent', () => {
  test('is told nothing of the matter before the person is recognised, by no page and no request', async () => {
    await payments('unpaid', `Znak sprawy\n${canary.case}.1\n${canary.case}.2\n`)
    office.clock.at = new Date('2026-03-10T10:10:00Z')
    await agent.get('/calls')
    await agent.post('/calls/next')
    const { html } = await agent.get('/calls/current')
    expect(html).toContain('czy rozmawiam z')
    expect(html).toContain('name="identity-street"')
    tellsNothing(html)
    expect(html).toContain('Skąd macie moje dane?')
    expect(html).toContain('O szczegółach powiemy po potwierdzeniu')
    expect(html).not.toContain('name="report-text"')
    const { call, hold } = held(html)
    const said = { 'report-subject': 'stop', 'report-place': 'Rondo Kaponiera', 'report-text': 'Ślisko.' }
    expect((await agent.post('/calls/current', { call, hold, do: 'report', ...said })).status).toBe(422)
    expect(await audit()).not.toContain('open case report')
    for (const [method, path, body] of [
      ['POST', '/calls/next', undefined],
      ['POST', `/calls/${call}/renew`, { hold, note: 'Prosi o telefon po 16' }],
      ['POST', `/calls/${call}/matter`, { hold }],
      ['POST', `/calls/${call}/link`, { hold }],
      ['POST', `/calls/${call}/outcome`, { hold, outcome: 'promised', promisedBy: '2026-03-20' }],
      ['POST', `/calls/${call}/outcome`, { hold, outcome: 'complete' }],
      ['PUT', `/calls/${call}/answers/0`, { hold, answers: {} }],
      ['POST', '/calls/search', { phone: '600100201' }],
    ] as const) {
      const answer = await api('agent', method, path, body)
      if (!path.endsWith('/renew') && !path.endsWith('/next') && !path.endsWith('/search')) {
        expect([path, answer.status >= 400]).toEqual([path, true])
      }
      tellsNothing(answer.text)
    }
    const bodies: Record<string, string>[] = [
      { do: 'clause' },
      { do: 'stay' },
      { do: 'submit' },
      { do: 'link' },
      { do: 'save', outcome: 'promised' },
    ]
    for (const body of bodies) {
      tellsNothing((await agent.post('/calls/current', { call, hold, ...body })).html)
    }
    tellsNothing((await agent.get('/calls/state?live')).html)
    const renewed = await agent.post('/calls/renew?live', { call, hold, note: '' })
    tellsNothing(renewed.html)
    expect(JSON.parse(renewed.html)).not.toHaveProperty('claims')
  })

  test('has three tries, is told no more than match or no match, and then only what anybody may hear', async () => {
    const { html } = await agent.get('/calls/current')
    const { call, hold } = held(html)
    const said = { 'identity-name': 'Jan Nowak', 'identity-street': 'Piastowskie', 'identity-house': '7' }
    const tries: string[] = []
    for (let n = 0; n < 3; n++) {
      const posted = await agent.post('/calls/current', { call, hold, do: 'identity', ...said })
      expect(posted.headers.get('location')).toBe('/calls/current#identity')
      const after = (await agent.get('/calls/current')).html
      tellsNothing(after)
      expect(after).not.toContain('value="Piastowskie"')
      tries.push(/Pozostało: [^<.]*/.exec(after)?.[0] ?? 'nothing more')
    }
    expect(tries).toEqual(['Pozostało: 2 próby', 'Pozostało: 1 próba', 'nothing more'])
    const given = (await agent.get('/calls/current')).html
    expect(given).toContain('Prosimy o wizytę w urzędzie albo telefon')
    expect(given).not.toContain('name="identity-name"')
    // Even the right answers come too late now.
    const right = {
      name: 'Łucja Święcicka-Źdźbło',
      facts: { street: 'Głogowska', house: '12/4', birthDate: '1.2.1970' },
    }
    const names = { name: 'Jan Kowalski', facts: { street: 'Piastowskie', house: '7', birthDate: '3.4.1980' } }
    for (const body of [right, names]) {
      expect((await api('agent', 'POST', `/calls/${call}/identity`, { hold, ...body })).json).toEqual({
        state: 'given up',
      })
    }
    // Giving the call back and taking it again gives no new tries.
    expect((await agent.post('/calls/current', { call, hold, do: 'save', outcome: 'refused' })).status).toBe(303)
    const number = call.includes('.0.0.') ? '600100201' : '600100202'
    const { found } = (await api('agent', 'POST', '/calls/search', { phone: number })).json
    const again = (await api('agent', 'POST', '/calls/take', { contact: found[0].contact })).json.call
    expect(again.identity).toMatchObject({ state: 'given up', triesLeft: 0 })
    for (const body of [right, names]) {
      const answer = await api('agent', 'POST', `/calls/${again.call}/identity`, { hold: again.hold, ...body })
      expect(answer.json).toEqual({ state: 'given up' })
    }
    await api('agent', 'POST', `/calls/${again.call}/outcome`, { hold: again.hold, outcome: 'not_dialled' })
    expect((await audit()).filter((did) => did === 'identity not matched')).toHaveLength(3)
  })

  test('sees the matter once the person is recognised, and keeps nothing of it in the note', async () => {
    office.clock.at = new Date('2026-03-10T10:20:00Z')
    await agent.get('/calls')
    await agent.post('/calls/next')
    const { html } = await agent.get('/calls/current')
    const isLucja = html.includes('Święcicka-Źdźbło')
    const { call, hold } = held(html)
    const lucja = {
      'identity-name': 'zdzblo swiecicka, LUCJA',
      'identity-street': 'glogowska',
      'identity-birthDate': '1/2/1970',
    }
    const jan = { 'identity-name': 'Kowalski Jan', 'identity-street': 'Piastowskie', 'identity-house': 'nr 7' }
    // Enter in a field presses the form's first button.
    await agent.post('/calls/current', { call, hold, do: 'stay', ...(isLucja ? lucja : jan) })
    const open = (await agent.get('/calls/current')).html
    for (const word of [canary.script, canary.name, canary.case, canary.purpose]) expect(open).toContain(word)
    expect(open).toContain(isLucja ? 'powyżej 160' : 'do 160')
    expect(open).toContain('value="promised"')
    expect(open).not.toContain(`${canary.case}.6`)
    // How many of her claims are open is told to whoever sees them, so that a payment meanwhile is seen.
    expect(open).toContain('data-claims="1"')
    const renewed = await agent.post('/calls/renew?live', { call, hold, note: '' })
    expect(JSON.parse(renewed.html)).toMatchObject({ claims: 1 })
    expect((await api('agent', 'POST', `/calls/${call}/renew`, { hold })).json).toEqual({ yours: true, claims: 1 })
    const said = { do: 'report', 'report-subject': 'stop', 'report-place': 'Rondo Kaponiera' }
    const amount = await agent.post('/calls/current', { call, hold, ...said, 'report-text': 'Zaległość 312,40 zł' })
    expect([amount.status, amount.html.includes('Usuń z notatki')]).toEqual([422, true])
    const report = await agent.post('/calls/current', { call, hold, ...said, 'report-text': 'Ślisko.' })
    expect(report.html).toMatch(/numer cas_/)
    expect(await audit()).toContain('open case report')
    expect(await audit()).toEqual(expect.arrayContaining(['confirm identity', 'read matter']))
    expect((await api('agent', 'POST', `/calls/${call}/matter`, { hold })).json).toMatchObject({
      // Jan's other claim is paid: what is shown is what is open.
      claims: [{ case: `${canary.case}.${isLucja ? 1 : 2}` }],
      script: [expect.stringContaining(canary.script), 'Kiedy możemy liczyć na wpłatę?'],
    })
    const noted = await agent.post('/calls/current', { call, hold, do: 'stay', note: 'Zaległość 312,40 zł, zapłaci' })
    expect([noted.status, noted.html.includes('Usuń z notatki')]).toEqual([422, true])
    const past = { 'promise-day': '9', 'promise-month': '3', 'promise-year': '2026' }
    expect((await agent.post('/calls/current', { call, hold, do: 'save', outcome: 'promised', ...past })).status).toBe(
      422,
    )
    const promise = { 'promise-day': '13', 'promise-month': '3', 'promise-year': '2026' }
    const saved = await agent.post('/calls/current', {
      call,
      hold,
      do: 'save',
      outcome: 'promised',
      note: '',
      ...promise,
    })
    expect(saved.headers.get('location')).toBe('/calls?done=saved')
    const { calls } = await office.callsOf.ofPerson({ campaign: drive.id, page: 0, index: isLucja ? 0 : 1 })
    const last = calls.at(-1)!
    expect(last).toMatchObject({ outcome: 'promised', restsOn: '2026-03-13' })
    // A follow-up only after the day, when the window opens: Monday after that Friday.
    expect(last.dueAt).toBe('2026-03-16T08:00:00.000Z')
  })
})

describe('a promise, a payment, twenty-one days', () => {
  const next = () => api('agent', 'POST', '/calls/next')

  test('is followed up after its day only, on a fresh file only, and only while unpaid', async () => {
    office.clock.at = new Date('2026-03-13T12:00:00Z')
    await payments('unpaid', `Znak sprawy\n${canary.case}.1\n${canary.case}.2\n`, '13', '8:00')
    expect((await next()).json).toEqual({ nothing: 'nobody' })
    office.clock.at = new Date('2026-03-16T10:00:00Z')
    expect((await next()).json).toEqual({ nothing: 'payments' })
    await payments('unpaid', `Znak sprawy\n${canary.case}.1\n${canary.case}.2\n`, '16', '8:00')
    // Nor does a search by number say how a call of hers ended.
    for (const phone of ['600100201', '600100202']) {
      await agent.get('/calls/search')
      const seen = await agent.post('/calls/search', { phone })
      expect(seen.html).not.toMatch(/Deklaracja|Odmowa|Sprawę zamknięto/)
    }
    const { call } = (await next()).json
    expect(call.attempts).toMatchObject([{ outcome: 'promised' }, expect.anything()].slice(0, 1))
    tellsNothing(JSON.stringify(call))
  })

  test('paid while the phone rings, the agent is told to end neutrally, and is shown no matter any more', async () => {
    office.clock.at = new Date('2026-03-16T10:01:00Z')
    const { call } = (await next()).json
    const isLucja = call.name.includes('Święcicka')
    const facts = isLucja ? { street: 'Głogowska', house: '12/4' } : { street: 'Piastowskie', house: '7' }
    const said = { hold: call.hold, name: call.name, facts }
    expect((await api('agent', 'POST', `/calls/${call.call}/identity`, said)).json).toEqual({ state: 'confirmed' })
    const own = `${canary.case}.${isLucja ? 1 : 2}`
    await payments('paid', `${own}\n`, '16', '10:30')
    expect((await api('agent', 'POST', `/calls/${call.call}/renew`, { hold: call.hold })).json).toEqual({
      yours: true,
      settled: true,
    })
    agent = await office.browserOf('agent')
    const { html } = await agent.get('/calls/current')
    expect(html).toContain('sprawa nie wymaga już kontaktu')
    tellsNothing(html)
    const ends = { hold: call.hold, outcome: 'promised', promisedBy: '2026-03-20' }
    expect((await api('agent', 'POST', `/calls/${call.call}/outcome`, ends)).status).toBe(422)
    expect((await api('agent', 'POST', `/calls/${call.call}/matter`, { hold: call.hold })).status).toBe(409)
    const saved = await api('agent', 'POST', `/calls/${call.call}/outcome`, { hold: call.hold, outcome: 'hung_up' })
    expect(saved.json.as).toBe('saved')
    office.clock.at = new Date('2026-03-18T10:00:00Z')
    await payments('unpaid', `Znak sprawy\n${canary.case}.1\n${canary.case}.2\n`, '18', '8:00')
    expect((await next()).json).toEqual({ nothing: 'nobody' })
    const index = isLucja ? 0 : 1
    expect((await office.callsOf.ofPerson({ campaign: drive.id, page: 0, index })).calls.at(-1)).toMatchObject({
      skip: 'paid',
    })
  })

  test('the list of 21 days shows who is closed and when the days are over; what was handed over is closed at once', async () => {
    office.clock.at = new Date('2026-03-30T10:00:00Z')
    const { json } = await api('manager', 'GET', `/campaigns/${drive.id}/claims`)
    const days = { first: '2026-03-10', day21: '2026-03-31', sendBy: '2026-03-30' }
    expect(json.claims).toMatchObject([
      { state: 'due', ...days },
      { state: 'paid', ...days },
      { state: 'paid', case: `${canary.case}.6` }, // closed before anybody was called
    ])
    expect(json.claims[2]).not.toHaveProperty('first')
    manager = await office.browserOf('manager')
    const { html } = await manager.get(`/campaigns/${drive.id}/claims`)
    expect(html).toContain('wyślij upomnienie')
    expect(html).toContain('do oceny prawnika')
    const open = json.claims[0].case.toLowerCase()
    expect(
      (await manager.post(`/campaigns/${drive.id}/claims`, { do: 'mark', cases: 'INNA', mark: 'passed_on' })).status,
    ).toBe(422)
    const marked = await manager.post(`/campaigns/${drive.id}/claims`, {
      do: 'mark',
      cases: ` ${open} `,
      mark: 'passed_on',
    })
    expect(marked.html).toContain('Zamknięto: 1 sprawa.')
    const after = await api('manager', 'GET', `/campaigns/${drive.id}/claims`)
    expect(after.json.counts).toEqual({ paid: 2, passed_on: 1 })
  })

  test('a closing by mistake is undone within a day, with a reason that the audit keeps', async () => {
    const path = `/campaigns/${drive.id}/claims`
    const counts = async () => (await api('manager', 'GET', path)).json.counts
    const undo = (reason: string, cases = `${canary.case}.1, ${canary.case}.2`) =>
      manager.post(path, { do: 'reopen', reopened: cases, reason })
    await manager.get(path)
    const silent = await undo('')
    expect([silent.status, silent.html.includes('Napisz, dlaczego otwierasz')]).toEqual([422, true])
    expect((await undo('Pomyłka', '')).status).toBe(422)
    office.clock.at = new Date('2026-03-31T09:59:00Z')
    manager = await office.browserOf('manager')
    await manager.get(path)
    // The other one was paid days ago: that stays.
    expect((await undo('Pomylono znak sprawy')).html).toContain('Otwarto ponownie: 1 sprawa.')
    expect((await counts()).paid).toBe(2)
    expect((await counts()).passed_on).toBeUndefined()
    const { Items = [] } = await office.tables.db.send(
      new QueryCommand({
        TableName: office.tables.names.Audit,
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': '2026-03-31#0' },
      }),
    )
    expect(Items).toContainEqual(
      expect.objectContaining({
        did: 'reopen claims: 1',
        what: expect.stringMatching(/^cmp_\w+ 0\.[01]\.0$/),
        why: 'Pomylono znak sprawy',
      }),
    )
    await manager.post(path, { do: 'mark', cases: `${canary.case}.1, ${canary.case}.2`, mark: 'paid' })
    office.clock.at = new Date('2026-04-01T10:00:00Z')
    manager = await office.browserOf('manager')
    await manager.get(path)
    const late = await undo('Pomylono znak sprawy')
    expect([late.status, late.html.includes('Starszych zamknięć')]).toEqual([422, true])
  })
})
