/** Answering a survey by a personal link, request by request, over real stores. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { aDrive, type Drive } from './set-up.ts'
import { field } from './survey.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())

const thirdPage = { [field.time]: 'good', [field.place]: 'bad' }

/** Answers everything and stands before the review. */
async function untilReview(drive: Drive, index = 0) {
  const her = drive.visitor()
  const link = `/s/${drive.token(index)}`
  await her.post(link)
  await her.post(`${link}/1`, { [field.how]: 'good' })
  await her.post(`${link}/3`, thirdPage)
  return { her, link }
}

test('from the link to thanks: every POST is saved and redirects, and the answers are what was given', async () => {
  const drive = await aDrive(tables)
  const her = drive.visitor()
  const link = `/s/${drive.token()}`
  const start = await her.get(link)
  expect(start.status).toBe(200)
  for (const text of [
    'Ocena usług',
    'Urząd Miasta Poznania',
    'około 4\u00a0minut',
    'poufna',
    'Prezydent Miasta Poznania',
  ])
    expect(start.html).toContain(text)

  expect(await her.post(link)).toMatchObject({ status: 303, location: `${link}/1` })
  expect((await her.get(`${link}/1`)).html).toContain('Strona 1 z\u00a02')
  expect(await her.post(`${link}/1`, { [field.how]: 'bad', [field.what]: 'wait' })).toMatchObject({
    status: 303,
    location: `${link}/2`,
  })
  expect((await her.get(`${link}/2`)).html).toContain('Strona 2 z\u00a03')
  expect(await her.post(`${link}/2`, { [field.story]: 'Długo.\r\nBardzo długo.' })).toMatchObject({
    location: `${link}/3`,
  })
  const last = { [field.age]: '44', [field.district]: 'other', q_9_other: 'Wilda', ...thirdPage }
  expect(await her.post(`${link}/3`, last)).toMatchObject({ status: 303, location: `${link}/review` })
  const review = await her.get(`${link}/review`)
  for (const text of ['Czekanie', 'Długo.\nBardzo długo.', '44', 'Inne: Wilda', 'Czas: Dobrze'])
    expect(review.html).toContain(text)
  expect(await her.post(`${link}/review`)).toMatchObject({ status: 303, location: `${link}/thanks` })
  expect((await her.get(`${link}/thanks`)).html).toContain('Dziękujemy')

  const given = await drive.responses.get(drive.whom(0))
  expect(given).toMatchObject({ state: 'complete', language: 'pl', submittedOn: '2026-03-10' })
  expect(Object.fromEntries(Object.entries(given!.answers).map(([name, { v }]) => [name, v]))).toEqual({
    how: 'bad',
    what: ['wait'],
    story: 'Długo.\nBardzo długo.',
    age: 44,
    district: 'other',
    'district-Comment': 'Wilda',
    aspects: { time: 'good', place: 'bad' },
  })
})

test('GET changes nothing: whatever is opened, no response begins', async () => {
  const drive = await aDrive(tables)
  const her = drive.visitor()
  const link = `/s/${drive.token()}`
  for (const path of ['', '/1', '/2', '/3', '/review', '/thanks', '?lang=uk']) await her.get(`${link}${path}`)
  await her.get(`/o/${drive.token(0, 'objection')}`)
  await her.get(`/u/${drive.token(0, 'unsubscribe')}`)
  expect(await drive.responses.get(drive.whom(0))).toBeUndefined()
  expect((await drive.responses.statesOfPage(drive.campaign.id, 0)).size).toBe(0)
})

test('saving a page costs one read and one write, and the same answers again no write', async () => {
  const drive = await aDrive(tables)
  const her = drive.visitor()
  const link = `/s/${drive.token()}`
  await her.get(link) // campaign, keys and survey are remembered from here on
  await her.post(link)
  const cost = async (fields: Record<string, string>) => {
    tables.dynamo.resetConsumed()
    await her.post(`${link}/1`, fields)
    const { readUnits, writeUnits } = tables.dynamo.consumed()
    return { readUnits, writeUnits }
  }
  expect(await cost({ [field.how]: 'good' })).toEqual({ readUnits: 1, writeUnits: 1 })
  expect(await cost({ [field.how]: 'bad', [field.what]: 'wait' })).toEqual({ readUnits: 1, writeUnits: 1 })
  expect(await cost({ [field.how]: 'bad', [field.what]: 'wait' })).toEqual({ readUnits: 1, writeUnits: 0 })
})

test('who comes back, on any device, goes on after the last answered page', async () => {
  const drive = await aDrive(tables)
  const link = `/s/${drive.token()}`
  await drive.visitor().post(`${link}/1`, { [field.how]: 'bad', [field.what]: 'people' })
  const elsewhere = drive.visitor()
  expect((await elsewhere.get(link)).html).toContain('Wracam do ankiety')
  expect(await elsewhere.post(link)).toMatchObject({ location: `${link}/2` })
  expect((await elsewhere.get(`${link}/1`)).html).toMatch(/value="bad" checked/)
})

test('conditions decide the way, and answers to what is hidden in the end are not sent', async () => {
  const drive = await aDrive(tables)
  const her = drive.visitor()
  const link = `/s/${drive.token()}`
  await her.post(`${link}/1`, { [field.how]: 'bad', [field.what]: 'wait' })
  await her.post(`${link}/2`, { [field.story]: 'Zapomnij.' })
  // She changes her mind: page 2 closes.
  expect(await her.post(`${link}/1`, { [field.how]: 'good' })).toMatchObject({ location: `${link}/3` })
  expect(await her.get(`${link}/2`)).toMatchObject({ status: 303 })
  await her.post(`${link}/3`, thirdPage)
  await her.post(`${link}/review`)
  expect(Object.keys((await drive.responses.get(drive.whom(0)))!.answers).sort()).toEqual(['aspects', 'how'])
})

test('a question that the answer has brought up on the same page is shown before going on', async () => {
  const drive = await aDrive(tables)
  const her = drive.visitor()
  const link = `/s/${drive.token()}`
  const answer = await her.post(`${link}/1`, { [field.how]: 'bad' })
  expect(answer).toMatchObject({ status: 303, location: `${link}/1?more` })
  const again = await her.get(answer.location!)
  expect(again.html).toContain('doszły nowe pytania')
  expect(again.html).toContain('Co było złe?')
})

test('a change from the review leads back to it, or to the gap that it opened', async () => {
  const drive = await aDrive(tables)
  const { her, link } = await untilReview(drive)
  const review = await her.get(`${link}/review`)
  expect(review.html).toContain(`href="${link}/1?from=review#q_0"`)
  const page = await her.get(`${link}/3?from=review`)
  expect(page.html).toContain('Zapisz i\u00a0wróć do podsumowania')
  expect(await her.post(`${link}/3?from=review`, { ...thirdPage, [field.age]: '30' })).toMatchObject({
    location: `${link}/review`,
  })
  expect(await her.post(`${link}/1?from=review`, { [field.how]: 'bad', [field.what]: 'wait' })).toMatchObject({
    location: `${link}/2?from=review`,
  })
})

describe('what is wrong', () => {
  const rows: [string, number, Record<string, string>, string, string][] = [
    ['nothing chosen', 1, {}, 'q_0', 'Wybierz jedną odpowiedź'],
    ['"other" without a word', 1, { [field.how]: 'other' }, 'q_0_other', 'Napisz, co oznacza odpowiedź „Inne”'],
    ['a made-up choice', 1, { [field.how]: 'hacked' }, 'q_0', 'Wybierz odpowiedź spośród podanych'],
    ['too young', 3, { ...thirdPage, [field.age]: '7' }, 'q_6', 'Wpisz liczbę nie mniejszą niż 18'],
    ['no number', 3, { ...thirdPage, [field.age]: 'dużo' }, 'q_6', 'Wpisz liczbę, na przykład 12 albo 7,5'],
    ['no address', 3, { ...thirdPage, [field.mail]: 'anna' }, 'q_7', 'Wpisz adres e-mail'],
    ['no such day', 3, { ...thirdPage, [field.day]: '2026-02-30' }, 'q_8', 'Wpisz istniejącą datę'],
    [
      'a row left out',
      3,
      { [field.time]: 'good' },
      'q_10_1',
      'Szczegóły, Miejsce – Wybierz odpowiedź w\u00a0tym wierszu',
    ],
  ]
  test.each(rows)('%s: the summary leads to the field, nothing is saved', async (_, page, fields, id, message) => {
    const drive = await aDrive(tables)
    const her = drive.visitor()
    const link = `/s/${drive.token()}`
    const answer = await her.post(`${link}/${page}`, fields)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('<title>Błąd: ')
    expect(answer.html).toContain(`href="#${id}"`)
    expect(answer.html).toContain(`id="${id}"`)
    expect(answer.html).toContain(`id="${id}-error"`)
    expect(answer.html).toContain(message)
    expect(await drive.responses.get(drive.whom(0))).toBeUndefined()
  })

  test('what was typed stays, markup and all, as text', async () => {
    const drive = await aDrive(tables)
    const typed = '<script>alert(1)</script>" onload="x'
    const answer = await drive
      .visitor()
      .post(`/s/${drive.token()}/3`, { ...thirdPage, [field.mail]: typed, [field.age]: '5' })
    expect(answer.html).toContain('value="&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x"')
    expect(answer.html).toContain('value="5"')
    expect(answer.html).not.toContain('<script')
  })

  test('sending with a gap names the question and sends nothing', async () => {
    const drive = await aDrive(tables)
    const her = drive.visitor()
    const link = `/s/${drive.token()}`
    await her.post(`${link}/3`, thirdPage)
    const answer = await her.post(`${link}/review`)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('1\u00a0pytanie czeka na odpowiedź')
    expect(answer.html).toContain(`href="${link}/1?from=review#q_0"`)
    expect((await drive.responses.get(drive.whom(0)))!.state).toBe('partial')
  })
})

describe('language', () => {
  test.each([
    [0, 'pl', 'Zaczynam'],
    [1, 'uk', 'Почати'],
    [2, 'en', 'Start'],
  ] as const)('contact %i is addressed in %s', async (index, language, button) => {
    const drive = await aDrive(tables)
    const { html } = await drive.visitor().get(`/s/${drive.token(index)}`)
    expect(html).toContain(`<html lang="${language}"`)
    expect(html).toContain(button)
  })

  test('a choice by ?lang= holds on all pages of the link, and on no other link', async () => {
    const drive = await aDrive(tables)
    const her = drive.visitor()
    const link = `/s/${drive.token()}`
    await her.get(`${link}?lang=uk`)
    await her.post(link)
    expect((await her.get(`${link}/1`)).html).toContain('Як усе минуло?')
    expect((await her.get(`/s/${drive.token(2)}`)).html).toContain('<html lang="en"')
  })

  test('switching on a page of questions keeps what was typed and complains of nothing', async () => {
    const drive = await aDrive(tables)
    const her = drive.visitor()
    const link = `/s/${drive.token()}`
    const answer = await her.post(`${link}/3`, {
      [field.age]: 'czterdzieści',
      [field.time]: 'good',
      lang: 'pl',
      switch: 'en',
    })
    expect(answer.status).toBe(200)
    expect(answer.html).toContain('<html lang="en"')
    expect(answer.html).toContain('value="czterdzieści"')
    expect(answer.html).toMatch(/name="q_10_0" type="radio" value="good" checked/)
    expect(answer.html).not.toContain('error-summary')
    expect((await her.get(`${link}/1`)).html).toContain('How did it go?')
  })

  test('the language of the answers is kept for whoever comes back without a cookie', async () => {
    const drive = await aDrive(tables)
    const link = `/s/${drive.token()}`
    await drive.visitor().post(`${link}/1`, { [field.how]: 'good', lang: 'en' })
    expect((await drive.visitor().get(`${link}/3`)).html).toContain('<html lang="en"')
  })

  test('a text that is not translated is marked as Polish', async () => {
    const drive = await aDrive(tables)
    const { html } = await drive.visitor().get(`/s/${drive.token(1)}/3`)
    expect(html).toContain('<span lang="pl">Wiek</span>')
  })
})

describe('once sent', () => {
  test('sending twice is sending once, and both clicks end with thanks', async () => {
    const drive = await aDrive(tables)
    const { her, link } = await untilReview(drive)
    const clicks = await Promise.all([her.post(`${link}/review`), her.post(`${link}/review`)])
    for (const click of clicks) expect(click).toMatchObject({ status: 303, location: `${link}/thanks` })
    const { submittedAt } = (await drive.responses.get(drive.whom(0)))!
    drive.clock.at = new Date(drive.clock.at.getTime() + 60_000)
    expect(await her.post(`${link}/review`)).toMatchObject({ status: 303, location: `${link}/thanks` })
    expect((await drive.responses.get(drive.whom(0)))!.submittedAt).toBe(submittedAt)
  })

  test('another tab, or the back button, cannot change the answers and is told so', async () => {
    const drive = await aDrive(tables)
    const { her, link } = await untilReview(drive)
    await her.post(`${link}/review`)
    const late = await her.post(`${link}/1`, { [field.how]: 'bad', [field.what]: 'wait' })
    expect(late.status).toBe(409)
    expect(late.html).toContain('Ta ankieta jest już wysłana')
    expect(await her.get(`${link}/1`)).toMatchObject({ status: 303, location: `${link}/thanks` })
    expect((await drive.responses.get(drive.whom(0)))!.answers.how!.v).toBe('good')
  })

  test('two tabs before sending: the last one wins, page by page', async () => {
    const drive = await aDrive(tables)
    const [one, other] = [drive.visitor(), drive.visitor()]
    const link = `/s/${drive.token()}`
    await one.post(`${link}/1`, { [field.how]: 'good' })
    await other.post(`${link}/3`, { ...thirdPage, [field.age]: '50' })
    await one.post(`${link}/3`, { ...thirdPage, [field.age]: '51' })
    const { answers } = (await drive.responses.get(drive.whom(0)))!
    expect([answers.how!.v, answers.age!.v]).toEqual(['good', 51])
  })
})

describe('when the drive is over', () => {
  test('a stop is felt by somebody in the middle within 5 seconds', async () => {
    const drive = await aDrive(tables)
    const her = drive.visitor()
    const link = `/s/${drive.token()}`
    await her.post(`${link}/1`, { [field.how]: 'good' })
    await drive.change({ status: 'stopped' })
    const page = await her.post(`${link}/3`, thirdPage)
    expect(page.status).toBe(410)
    expect(page.html).toContain('Ta ankieta jest już zamknięta')
    expect((await her.get(`${link}/review`)).status).toBe(410)
    expect(Object.keys((await drive.responses.get(drive.whom(0)))!.answers)).toEqual(['how'])
  })

  test('answers are taken to the end of the last day, by the clock of Poznań', async () => {
    const drive = await aDrive(tables, { campaign: { endsOn: '2026-03-28' } })
    const link = `/s/${drive.token()}`
    drive.clock.at = new Date('2026-03-28T22:59:00Z') // 23:59 in Poznań
    expect((await drive.visitor().get(link)).status).toBe(200)
    drive.clock.at = new Date('2026-03-28T23:00:00Z')
    expect((await drive.visitor().get(link)).status).toBe(404)
    expect((await drive.visitor().post(`${link}/1`, { [field.how]: 'good' })).status).toBe(410)
  })

  test('a paused drive still takes answers', async () => {
    const drive = await aDrive(tables, { campaign: { status: 'paused' } })
    expect((await drive.visitor().get(`/s/${drive.token()}`)).status).toBe(200)
  })
})
