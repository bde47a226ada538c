/** An anonymous survey as residents see it, over the real store: one use of a link, one sheet, nothing kept before it is sent. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTables, type TestTables } from '../../builders/tables.ts'
import { type Answer, aDrive, type Drive, type visitor } from './set-up.ts'
import { field } from './survey.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables({ streams: false })
})
afterAll(() => tables.close())

const anAnonymousDrive = () => aDrive(tables, { campaign: { anonymity: 'anonymous' } })

/** Hidden fields of a page's form, and the button pressed. */
const fieldsOf = (html: string, more: Record<string, string | string[]> = {}): [string, string][] => [
  ...[...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name, value]) => [name!, value!.replaceAll('&quot;', '"').replaceAll('&amp;', '&')] as [string, string],
  ),
  ...Object.entries(more).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string])),
]

type Visitor = ReturnType<typeof visitor>

/** Begins and gives back the address of the sheet with its first page. */
async function begin(drive: Drive, someone: Visitor, index = 0): Promise<{ sheet: string; page: Answer }> {
  const link = `/s/${drive.token(index)}`
  const start = await someone.get(link)
  expect(start.status).toBe(200)
  const begun = await someone.post(link, fieldsOf(start.html))
  expect(begun.status).toBe(303)
  const sheet = begun.location!
  return { sheet: sheet.split('?')[0]!, page: await someone.get(sheet) }
}

/** Answers to the end, the short way. */
async function answer(drive: Drive, someone: Visitor, index = 0): Promise<string> {
  const { sheet, page } = await begin(drive, someone, index)
  const second = await someone.post(sheet, fieldsOf(page.html, { [field.how]: 'good', [field.mark]: '4' }))
  const review = await someone.post(
    sheet,
    fieldsOf(second.html, {
      [field.age]: '35',
      [field.time]: 'good',
      [field.place]: 'bad',
      [field.district]: 'lazarz',
    }),
  )
  const sent = await someone.post(sheet, fieldsOf(review.html, { go: 'send' }))
  expect(sent.location).toContain('/thanks')
  return sheet
}

const kept = async (table: string, campaign: string) => {
  const { Items = [] } = await tables.db.send(new ScanCommand({ TableName: table }))
  return Items.filter((item) => JSON.stringify(Object.values(item)).includes(campaign))
}

describe('the first page', () => {
  test('says what anonymous means, and how else to answer', async () => {
    const drive = await anAnonymousDrive()
    const { html } = await drive.visitor().get(`/s/${drive.token()}`)
    expect(html).toContain('otwiera ankietę tylko raz')
    expect(html).toContain('Ankieta jest anonimowa')
    expect(html).toContain('taka rozmowa nie jest anonimowa')
    expect(html).toContain('co najmniej 5 nowych osób')
    expect(html).not.toContain('Odpowiedzi zapisujemy po każdej stronie')
    expect(await kept('Anonymous', drive.campaign.id)).toEqual([])
  })

  test('a link is used up by the first press of the button; looking uses nothing', async () => {
    const drive = await anAnonymousDrive()
    const someone = drive.visitor()
    await someone.get(`/s/${drive.token()}`)
    await begin(drive, someone)
    const again = await drive.visitor().get(`/s/${drive.token()}`)
    const unknown = await drive.visitor().get('/s/nothing')
    expect([again.status, again.html]).toEqual([404, unknown.html])
    expect(again.html).toContain('otwiera ją tylko raz')
  })

  test('a button pressed twice leads to the same sheet; another ticket leads nowhere', async () => {
    const drive = await anAnonymousDrive()
    const link = `/s/${drive.token()}`
    const [one, other] = await Promise.all([drive.visitor().get(link), drive.visitor().get(link)])
    const pressed = await Promise.all([1, 2].map(() => drive.visitor().post(link, fieldsOf(one.html))))
    expect(pressed.map(({ status }) => status)).toEqual([303, 303])
    expect(new Set(pressed.map(({ location }) => location)).size).toBe(1)
    expect((await drive.visitor().post(link, fieldsOf(other.html))).status).toBe(404)
  })

  test('a ticket of another person, or none, uses nothing up', async () => {
    const drive = await anAnonymousDrive()
    const foreign = await drive.visitor().get(`/s/${drive.token(1)}`)
    for (const fields of [fieldsOf(foreign.html), [['ticket', 'x']] as [string, string][], []]) {
      const refused = await drive.visitor().post(`/s/${drive.token()}`, fields)
      expect([refused.status, refused.location]).toEqual([303, `/s/${drive.token()}`])
    }
    expect(await kept('Anonymous', drive.campaign.id)).toEqual([])
  })

  test('many who begin at one moment all get their sheets', async () => {
    const drive = await anAnonymousDrive()
    const begun = await Promise.all([0, 1, 2].map((index) => begin(drive, drive.visitor(), index)))
    expect(new Set(begun.map(({ sheet }) => sheet)).size).toBe(3)
    expect(await drive.anonymous.usedOfPage(drive.campaign.id, 0)).toEqual(new Set([0, 1, 2]))
  })

  test('the page follows her language into the sheet', async () => {
    const drive = await anAnonymousDrive()
    const { page } = await begin(drive, drive.visitor(), 1)
    expect(page.html).toContain('<html lang="uk"')
    expect(page.html).toContain('Далі')
  })

  test('an objection and the pages of other drives’ surveys are as before', async () => {
    const drive = await anAnonymousDrive()
    expect((await drive.visitor().get(`/o/${drive.token(0, 'objection')}`)).status).toBe(200)
    for (const path of ['/1', '/review', '/thanks']) {
      expect((await drive.visitor().get(`/s/${drive.token()}${path}`)).status).toBe(404)
    }
  })
})

describe('the sheet', () => {
  test('keeps nothing before it is sent, and then answers alone', async () => {
    const drive = await anAnonymousDrive()
    const someone = drive.visitor()
    const { sheet, page } = await begin(drive, someone)
    const second = await someone.post(sheet, fieldsOf(page.html, { [field.how]: 'other', [field.howOther]: 'Różnie' }))
    expect(second.status).toBe(200)
    expect(second.html).toContain('Strona 2 z\u00a02')
    expect(await kept('Anonymous', drive.campaign.id)).toHaveLength(1) // the row of used links
    const review = await someone.post(
      sheet,
      fieldsOf(second.html, { [field.age]: '41', [field.time]: 'good', [field.place]: 'good' }),
    )
    expect(review.html).toContain('Sprawdź odpowiedzi')
    expect(review.html).toContain('Różnie')
    expect((await someone.post(sheet, fieldsOf(review.html, { go: 'send' }))).location).toBe(`${sheet}/thanks`)
    expect((await someone.get(`${sheet}/thanks`)).html).toContain('Dziękujemy')

    const items = await kept('Anonymous', drive.campaign.id)
    const answers = items.filter(({ campaign }) => campaign.includes('#answers#'))
    const texts = items.filter(({ campaign }) => campaign.endsWith('#texts'))
    expect(answers.map(({ answers: given }) => given)).toEqual([
      { how: 'other', aspects: { time: 'good', place: 'good' } },
    ])
    expect(Object.keys(answers[0]!).sort()).toEqual(['answers', 'campaign', 'expiresAt', 'item'])
    expect(texts.map(({ question, text }) => [question, text]).sort()).toEqual([
      ['age', '41'],
      ['how-Comment', 'Różnie'],
    ])
    // One time to forget for all, and no key that stands anywhere else.
    expect(new Set(items.map(({ expiresAt }) => expiresAt)).size).toBe(1)
    const keys = items.map(({ item }) => item)
    expect(new Set(keys).size).toBe(keys.length)
    expect(await kept('Responses', drive.campaign.id)).toEqual([])
    expect(await kept('Contacts', drive.campaign.id)).toHaveLength(1) // the page of contacts
  })

  test('is sent once; its address then says thanks', async () => {
    const drive = await anAnonymousDrive()
    const someone = drive.visitor()
    const { sheet, page } = await begin(drive, someone)
    const second = await someone.post(sheet, fieldsOf(page.html, { [field.how]: 'good' }))
    const fields = { [field.time]: 'good', [field.place]: 'good' }
    const review = await someone.post(sheet, fieldsOf(second.html, fields))
    const send = () => someone.post(sheet, fieldsOf(review.html, { go: 'send' }))
    const sent = await Promise.all([send(), send()])
    expect(sent.map(({ location }) => location)).toEqual([`${sheet}/thanks`, `${sheet}/thanks`])
    const altered = fieldsOf(review.html, { go: 'send' }).map(([name, value]): [string, string] =>
      name === field.how ? [name, 'bad'] : [name, value],
    )
    await someone.post(sheet, altered)
    expect(await drive.anonymous.sheets(drive.campaign.id)).toHaveLength(1)
    expect((await someone.get(sheet)).location).toBe(`${sheet}/thanks`)
  })

  test('what the form carries is read anew: nothing wrong is taken on trust', async () => {
    const drive = await anAnonymousDrive()
    const someone = drive.visitor()
    const { sheet, page } = await begin(drive, someone)
    const second = await someone.post(sheet, fieldsOf(page.html, { [field.how]: 'good', [field.mark]: '5' }))
    const altered = fieldsOf(second.html).map(([name, value]): [string, string] =>
      name === field.mark ? [name, '77'] : [name, value],
    )
    const looked = await someone.post(sheet, altered)
    expect(looked.status).toBe(422)
    expect(looked.html).toContain('Wybierz odpowiedź spośród podanych')
    // Straight to the sending, with answers to questions that are not shown and without those that must be given.
    const straight = await someone.post(sheet, { at: 'review', go: 'send', [field.story]: 'x', [field.how]: 'bad' })
    expect(straight.status).toBe(422)
    expect(straight.html).toContain('na odpowiedź')
    expect(await drive.anonymous.sheets(drive.campaign.id)).toEqual([])
  })

  test('questions that come up are shown once, and then asked for', async () => {
    const drive = await anAnonymousDrive()
    const someone = drive.visitor()
    const { sheet, page } = await begin(drive, someone)
    const more = await someone.post(sheet, fieldsOf(page.html, { [field.how]: 'bad' }))
    expect([more.status, more.html.includes('doszły nowe pytania')]).toEqual([200, true])
    const missing = await someone.post(sheet, fieldsOf(more.html, { [field.how]: 'bad' }))
    expect([missing.status, missing.html.includes('Wybierz przynajmniej jedną odpowiedź')]).toEqual([422, true])
    const story = await someone.post(sheet, fieldsOf(missing.html, { [field.how]: 'bad', [field.what]: 'wait' }))
    expect(story.html).toContain('Co się stało?')
  })

  test('goes back without losing anything, and changes from the summary', async () => {
    const drive = await anAnonymousDrive()
    const someone = drive.visitor()
    const { sheet, page } = await begin(drive, someone)
    const second = await someone.post(sheet, fieldsOf(page.html, { [field.how]: 'good' }))
    const back = await someone.post(sheet, fieldsOf(second.html, { [field.age]: '52', go: 'back' }))
    expect(back.html).toContain('Strona 1 z\u00a02')
    expect(back.html).toMatch(/value="good"[^>]*checked|checked[^>]*value="good"/)
    const again = await someone.post(sheet, fieldsOf(back.html, { [field.how]: 'good', [field.mark]: '3' }))
    expect(again.html).toContain('value="52"')
    const filled = { [field.age]: '52', [field.time]: 'bad', [field.place]: 'bad' }
    const review = await someone.post(sheet, fieldsOf(again.html, filled))
    const edit = await someone.post(sheet, fieldsOf(review.html, { go: 'edit-1' }))
    expect(edit.html).toContain('Wróć do podsumowania')
    const changed = await someone.post(sheet, fieldsOf(edit.html, { [field.how]: 'good', [field.mark]: '1' }))
    expect(changed.html).toContain('Sprawdź odpowiedzi')
    await someone.post(sheet, fieldsOf(changed.html, { go: 'send' }))
    expect(await drive.anonymous.sheets(drive.campaign.id)).toEqual([
      { answers: { how: 'good', mark: 1, aspects: { time: 'bad', place: 'bad' } } },
    ])
  })

  test('another language takes along what was typed', async () => {
    const drive = await anAnonymousDrive()
    const someone = drive.visitor()
    const { sheet, page } = await begin(drive, someone)
    const english = await someone.post(sheet, fieldsOf(page.html, { [field.how]: 'bad', switch: 'en' }))
    expect(english.html).toContain('<html lang="en"')
    expect(english.html).toMatch(/value="bad"[^>]*checked|checked[^>]*value="bad"/)
  })

  test('an unanswered survey is not sent', async () => {
    const free = {
      pages: [{ name: 'p', elements: [{ type: 'comment' as const, name: 'why', title: { pl: 'Dlaczego?' } }] }],
    }
    const drive = await aDrive(tables, { survey: free, campaign: { anonymity: 'anonymous' } })
    const someone = drive.visitor()
    const { sheet, page } = await begin(drive, someone)
    const review = await someone.post(sheet, fieldsOf(page.html))
    expect((await someone.post(sheet, fieldsOf(review.html, { go: 'send' }))).html).toContain('Dlaczego?')
    expect(await drive.anonymous.sheets(drive.campaign.id)).toEqual([])
  })

  test('is closed with the drive, and unknown or foreign addresses lead nowhere', async () => {
    const drive = await anAnonymousDrive()
    const other = await anAnonymousDrive()
    const open = await aDrive(tables)
    const { sheet } = await begin(drive, drive.visitor())
    const [, campaign, rest] = /^\/a\/(\w+)\.(.*)$/.exec(sheet)!
    for (const path of [
      '/a/nothing',
      `/a/${other.campaign.id.slice(4)}.${rest}`,
      `/a/${open.campaign.id.slice(4)}.${rest}`,
      `/a/${campaign}.${rest!.slice(1)}x`,
      `${sheet}/more`,
    ]) {
      expect([path, (await drive.visitor().get(path)).status]).toEqual([path, 404])
    }
    await drive.change({ status: 'stopped' })
    expect((await drive.visitor().get(sheet)).status).toBe(410)
    expect((await drive.visitor().post(sheet, { at: 'review', go: 'send' })).status).toBe(410)
  })

  test('forms of strangers are not taken, and no log line tells of a sheet', async () => {
    const drive = await anAnonymousDrive()
    const sheet = await answer(drive, drive.visitor())
    const forged = await drive.visitor().post(sheet, { at: '1' }, { 'Sec-Fetch-Site': 'cross-site' })
    expect(forged.status).toBe(403)
    const spied: string[] = []
    const before = console.error
    console.error = (line: string) => void spied.push(line)
    try {
      drive.campaigns.get = async () => {
        throw new Error(sheet)
      }
      drive.clock.elapsed += 5_000
      const broken = await drive.visitor().get(sheet)
      expect([broken.status, broken.html.includes('nie zostały wysłane')]).toEqual([500, true])
    } finally {
      console.error = before
    }
    expect(spied.join()).toContain('page failed')
    expect(spied.join()).not.toContain(sheet.slice(3, 20))
  })
})
