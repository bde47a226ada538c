/** Cases, retention and the audit as staff meet them: who may, what is shown, what is noted. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SlotRef } from '../../../shared/booking/desk.ts'
import { aPoint, aService } from '../../builders/booking.ts'
import { aLaunchedDrive, type Office, startOffice, type TestBrowser } from './set-up.ts'

let office: Office
let manager: TestBrowser
let drive: string
beforeAll(async () => {
  office = await startOffice()
  drive = (await aLaunchedDrive(office)).id
  manager = await office.browserOf('manager')
})
afterAll(() => office?.close())

const newCase = async (fields: Record<string, string>) => {
  await manager.get('/cases/new')
  const answer = await manager.post('/cases/new', {
    kind: 'erasure',
    from: 'letter',
    email: '',
    phone: '',
    text: '',
    ...fields,
  })
  return { answer, path: answer.headers.get('location') ?? '' }
}
const auditOf = async (did: string) => {
  const { entries } = await office.deps.auditDesk.ofDay('2026-03-10', { id: 'test', name: '', roles: [] })
  return entries.filter((entry) => entry.did === did)
}

describe('a case', () => {
  test('is written down with a month to answer, and stands in the register', async () => {
    const { path } = await newCase({ email: 'Anna@Example.org', text: 'Proszę usunąć moje dane.' })
    const { html } = await manager.get(path)
    expect(html).toContain('10 kwietnia 2026')
    expect(html).toContain('Proszę usunąć moje dane.')
    expect((await manager.get('/cases')).html).toContain(path.slice('/cases/'.length))
  })

  test.each([
    ['neither address nor number', {}, 'Podaj adres e-mail albo numer telefonu.'],
    ['no kind', { kind: '', email: 'anna@example.org' }, 'Wybierz, o co prosi osoba.'],
    ['a number that is none', { phone: '112' }, 'Sprawy'],
  ])('%s: the form says what is missing', async (_, fields, words) => {
    const { answer } = await newCase(fields)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain(words)
  })

  test('finds the person across drives, notes who looked and why, and erases only whom staff chose', async () => {
    const { path } = await newCase({ email: 'anna@example.org' })
    const id = path.slice('/cases/'.length)
    const { html } = await manager.get(`${path}/people`)
    expect(html).toContain('anna@example.org')
    expect(html).toContain(`value="${drive}/0.0"`)
    expect(html).not.toContain('oleh@example.org')
    expect(await auditOf('search person')).toContainEqual(expect.objectContaining({ what: `${drive}/0.0`, why: id }))

    const none = await manager.post(`${path}/erase`)
    expect(none.status).toBe(422)
    expect(none.html).toContain('Zaznacz, czyje dane mają zostać usunięte.')
    // a place that the case did not find is nobody's to erase
    expect((await manager.post(`${path}/erase`, { people: `${drive}/0.1` })).status).toBe(422)
    expect(office.askedErasures).toEqual([])

    expect((await manager.post(`${path}/erase`, { people: `${drive}/0.0` })).status).toBe(303)
    expect(office.askedErasures).toEqual([{ kind: 'person', case: id }])
    expect((await manager.get(path)).html).toContain('Trwa usuwanie danych')
  })

  test('shows a person everything that is held of her, in a file to print', async () => {
    const { path } = await newCase({ kind: 'access', email: 'oleh@example.org' })
    await manager.get(`${path}/people`)
    const { html } = await manager.post(`${path}/file`, { people: `${drive}/0.1` })
    for (const words of [
      'Twoje dane w akcjach urzędu',
      'oleh@example.org',
      'Oleh',
      'rejestr pacjentów miejskich przychodni',
      'Twoje prawa',
      'Nie mamy Twoich odpowiedzi.',
    ]) {
      expect(html).toContain(words)
    }
    expect(await auditOf('view contact')).toContainEqual(
      expect.objectContaining({ what: `${drive}/0.1`, why: path.slice('/cases/'.length) }),
    )
    await manager.post(`${path}/moves/end`, { ending: 'given' })
    const done = await manager.get(path)
    expect(done.html).toContain('kopia danych przekazana')
    expect(done.html).not.toContain('oleh@example.org')
  })

  test('shows a person of a reminder every claim of hers, and what became of each', async () => {
    const { id } = await aLaunchedDrive(office)
    const campaign = await office.deps.campaigns.get(id)
    const keys = await office.deps.keysOf(campaign)
    await office.deps.campaigns.save({ ...campaign, purposeClass: 'reminder' })
    const { contacts } = await office.contacts.wholePage(id, 0, keys)
    const rows = contacts.map(({ language, email = '' }) => [language, email])
    const claimOf = (n: number) => ({ case: `FN.${n}`, limitation: '2029-12-31', band: 'over' as const })
    const claims = rows.map((_, n) => ({ facts: {}, claims: [claimOf(n * 10), claimOf(n * 10 + 1)] }))
    await office.contacts.writePages(id, keys, [], [{ page: 0, rows, claims }])
    await office.contacts.putFact(id, 0, { index: 1, kind: 'paid', claim: 0, at: '2026-03-09T10:00:00.000Z' })
    const { path } = await newCase({ kind: 'access', email: 'oleh@example.org' })
    await manager.get(`${path}/people`)
    const { html } = await manager.post(`${path}/file`, { people: `${id}/0.1` })
    expect(html).toMatch(/FN\.10<.*powyżej 160 zł.*31 grudnia 2029.*zapłacona.*FN\.11<.*otwarta/s)
    expect(html).not.toContain('FN.20')
  })

  test('of nobody ends with the proof that nothing was found', async () => {
    const { path } = await newCase({ email: 'nobody@example.org' })
    const { html } = await manager.get(`${path}/people`)
    expect(html).toContain('Żadna akcja nie ma danych pod tymi adresami.')
    await manager.post(`${path}/nothing`)
    expect((await manager.get(path)).html).toContain('nie mamy danych tej osoby')
  })

  test('is prolonged with a reason only, handed on, and refused with a reason', async () => {
    const { path } = await newCase({ email: 'anna@example.org' })
    await manager.get(path)
    const bare = await manager.post(`${path}/moves/prolong`)
    expect(bare.status).toBe(422)
    expect(bare.html).toContain('Podaj powód przedłużenia.')
    await manager.post(`${path}/moves/prolong`, { note: 'Dane są w wielu akcjach.' })
    await manager.post(`${path}/moves/hand-on`, { unit: 'Wydział Zdrowia' })
    const { html } = await manager.get(path)
    expect(html).toContain('10 czerwca 2026')
    expect(html).toContain('Wydział Zdrowia')
    expect((await manager.post(`${path}/moves/end`, { ending: 'erased' })).status).toBe(422)
  })
})

describe('a visit of the person', () => {
  let slot: SlotRef
  const phone = '+48600500400'
  const who = { by: 'staff', staff: 'maria' } as const
  const placeOf = (state: string) => async () =>
    (await office.deps.bookings.underAddresses([phone])).visits[0]?.booking.state === state
  beforeAll(async () => {
    const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '11:00', capacity: 1 }))
    const service = aService({ name: { pl: 'Porady prawne' }, points: [aPoint({ name: 'Centrum', hours })] })
    await office.deps.services.create(service)
    const { bookings } = office.deps
    slot = (await bookings.free(service.id, { days: 14, by: 'staff' }))[0]!
    const { ref } = await bookings.hold(slot, who, 'reference-of-a-walk-in')
    await bookings.confirm(slot, ref, { name: 'Wanda Gość', phone, language: 'pl' }, who)
  })

  test('who came by herself is found by her number, and is given what is held of her', async () => {
    const { path } = await newCase({ kind: 'access', phone: '600 500 400' })
    const { html } = await manager.get(`${path}/people`)
    expect(html).toContain('Wanda Gość · Porady prawne, Centrum')
    expect(html).toContain('wizyta umówiona')
    const id = /value="(bkg_\w+)"/.exec(html)![1]!
    const file = (await manager.post(`${path}/file`, { people: id })).html
    for (const words of ['Twoje wizyty', 'Wanda Gość', '600 500 400', 'Porady prawne']) expect(file).toContain(words)
    expect(await auditOf('view visit')).toContainEqual(
      expect.objectContaining({ what: id, why: path.slice('/cases/'.length) }),
    )
    // Something is held, so the case cannot end with nothing.
    expect((await manager.post(`${path}/nothing`)).status).toBe(409)
  })

  test('is cancelled as a part of the erasure, once staff say so', async () => {
    const { path } = await newCase({ phone: '600 500 400' })
    const { html } = await manager.get(`${path}/people`)
    expect(html).toContain('Odwołaj wizyty zaznaczonych osób')
    const people = /value="(bkg_\w+)"/.exec(html)![1]!
    const asked = office.askedErasures.length
    const held = await manager.post(`${path}/erase`, { people })
    expect([held.status, held.html.includes('Zaznacz, że mamy ją odwołać')]).toEqual([422, true])
    expect(await placeOf('confirmed')()).toBe(true)
    expect(office.askedErasures).toHaveLength(asked)
    expect((await manager.post(`${path}/erase`, { people, cancel: 'on' })).status).toBe(303)
    expect(await placeOf('cancelled')()).toBe(true)
    const id = path.slice('/cases/'.length)
    expect(office.askedErasures.at(-1)).toEqual({ kind: 'person', case: id, visits: [people] })
    expect(await auditOf('cancel visit')).toContainEqual(expect.objectContaining({ what: people, why: id }))
    const again = await office.deps.bookings.hold(slot, who, 'reference-of-another')
    expect(again.ref).toBe('reference-of-another')
  })
})

test('the page of retention shows both clocks of every drive', async () => {
  const { html } = await manager.get('/retention')
  expect(html).toContain('Ocena usług medycznych')
  expect(html).toContain('12 mies. po zakończeniu')
  expect(html).toContain('nie podano klasy akt')
})

describe('a breach', () => {
  test('is looked at by days, with what is wrong at its field, and leads to files of whom to tell', async () => {
    const administrator = await office.browserOf('administrator')
    expect((await administrator.get('/audit')).html).toContain('href="/breach"')
    await administrator.get('/breach')
    const days = (from: string, to: string) => ({
      ...{ 'from-day': from, 'from-month': '3', 'from-year': '2026', 'to-day': to, 'to-month': '3', 'to-year': '2026' },
    })
    const wrong = await administrator.post('/breach', { campaign: '', ...days('32', '1') })
    expect([wrong.status, wrong.html.includes('value="32"')]).toEqual([422, true])
    expect((await administrator.post('/breach', days('9', '1'))).html).toContain('nie może być przed pierwszym')
    expect((await administrator.post('/breach', days('1', '2'))).html).toContain('żadna akcja nie miała danych')
    const { html } = await administrator.post('/breach', days('1', '31'))
    expect(html).toContain(`href="/breach/${drive}"`)
    expect(html).not.toContain('anna@example.org')
    await administrator.get(`/breach/${drive}`)
    expect((await administrator.post(`/breach/${drive}`, { format: 'csv' })).status).toBe(303)
    expect((await administrator.get(`/breach/${drive}`)).html).toContain('przygotowujemy')
    expect((await manager.get('/breach')).status).toBe(403)
  })
})

describe('the audit', () => {
  test('shows administrators who did what, and that it is as it was written', async () => {
    const administrator = await office.browserOf('administrator')
    const { html } = await administrator.get('/audit')
    expect(html).toContain('są takie, jak je zapisano')
    expect(html).toContain('order erasure')
    expect(html).not.toContain('anna@example.org')
    const { html: wrong } = await administrator.get('/audit?day=wczoraj')
    expect(wrong).toContain('Podaj dzień')
  })

  test('says where it was tampered with', async () => {
    const { db, names } = office.tables
    const { PutCommand, QueryCommand } = await import('@aws-sdk/lib-dynamodb')
    const { Items } = await db.send(
      new QueryCommand({
        TableName: names.Audit,
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': '2026-03-10#0' },
      }),
    )
    await db.send(new PutCommand({ TableName: names.Audit, Item: { ...Items![3], who: 'somebody-else' } }))
    const administrator = await office.browserOf('administrator')
    const { html } = await administrator.get('/audit')
    expect(html).toContain('Dziennik naruszono: 2026-03-10#0 00000004, wpis jest inny, niż był zapisany.')
  })

  test.each(['manager', 'approver', 'agent'] as const)('is not for a %s', async (role) => {
    expect((await (await office.browserOf(role)).get('/audit')).status).toBe(403)
  })
})
