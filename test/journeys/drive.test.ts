/** A drive from the form's first field to the exported answers, by the API, over the real bundles: what went in comes out. */
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiFailure, importContacts, type Json, until } from '../../local/api.ts'
import type { SentMail } from '../../local/engines/ses.ts'
import { startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDraft, contactFile, type Drive, driveOf, newDomain, people } from '../builders/drive.ts'
import { answersOf, questionnaire, words } from '../builders/questionnaire.ts'
import { answer, linkIn, request } from '../builders/visit.ts'

const answering = 60
const leaving = 4

let office: TestCloud
let drive: Drive
let checked: Json
let refused: unknown
let mails: Map<string, SentMail>
const linkOf = (n: number) => linkIn(mails.get(drive.list[n]!.email)!.text!)

beforeAll(async () => {
  office = await startCloud()
  const { manager } = office
  const id = await aDraft(office, { survey: { definition: questionnaire } })
  const list = people(250, newDomain())
  const [first, second] = list
  const again = [first!.email, first!.email.toUpperCase(), ` ${second!.email} `].map((email) => `${email};X;Y;pl`)
  const bad = 'to nie adres;Jan;Poradnia;pl'
  checked = await importContacts(manager, id, contactFile(list, [...again, bad]))
  refused = await manager.post(`/campaigns/${id}/moves`, { move: 'submit' }).catch((error: unknown) => error)
  const upload = `/campaigns/${id}/uploads/${checked.upload}`
  await manager.post(`${upload}/keep-good`)
  await until(
    () => manager.get(upload),
    ({ state }) => state === 'imported',
  )
  drive = driveOf(office, id, list)
  await drive.approve()
  await drive.run()
  mails = await drive.mails()

  const visits = Array.from({ length: answering }, (_, n) => n)
  const lane = async () => {
    for (let n = visits.shift(); n !== undefined; n = visits.shift())
      await answer(linkOf(n), questionnaire, answersOf(n))
  }
  await Promise.all(Array.from({ length: 6 }, lane))
  for (let n = answering; n < answering + leaving; n++) {
    await answer(linkOf(n), questionnaire, { how: 'good', mark: 5 }, { leavesAfter: 1 })
  }
  await office.cloud.idle()
})
afterAll(() => office?.close())

describe('the contacts', () => {
  test('a file with a bad row is reported by row, column and reason, and not taken by itself', async () => {
    expect(checked).toMatchObject({ state: 'checked', counts: { rows: 254, contacts: 250, bad: 1, duplicates: 3 } })
    expect(checked.badRows).toEqual([{ row: 255, column: 'Adres e-mail', reason: 'email-syntax' }])
    expect(refused).toMatchObject({ status: 409 })
    expect((refused as ApiFailure).problem.problems[0]).toMatchObject({ field: 'list' })
    const report = await (await fetch(checked.report)).text()
    expect(report).toContain('255;Adres e-mail;To nie jest poprawny adres e-mail.')
  })

  test('the good rows are taken when the manager says so, duplicates once, by language', async () => {
    expect((await drive.view()).list).toMatchObject({
      contacts: 250,
      pages: 3,
      bad: 1,
      duplicates: 3,
      objected: 0,
      byLanguage: { pl: 200, uk: 25, en: 25 },
    })
  })
})

describe('the e-mails', () => {
  test('each contact gets one', () => {
    expect(drive.copies()).toEqual({ 1: 250 })
  })

  test.each([
    ['pl', 'jak było w przychodni? Źdźbło dobroci', 'Nie chcesz takich wiadomości? Zgłoś sprzeciw', 200],
    ['uk', 'як було в поліклініці?', 'Не хочете таких повідомлень? Подайте заперечення', 25],
    ['en', 'how was the clinic?', 'Do not want such messages? Object here', 25],
  ] as const)(
    'who reads %s is written to in it, both parts with her name, place and own link',
    (language, subject, objection, count) => {
      const theirs = drive.list.filter((person) => person.language === language)
      expect(theirs).toHaveLength(count)
      for (const { email, name, place } of theirs) {
        const mail = mails.get(email)!
        expect(mail.subject).toBe(`${name}, ${subject}`)
        for (const text of [name, place, objection, linkIn(mail.text!)]) {
          expect(mail.text).toContain(text)
          expect(mail.html).toContain(text)
        }
        expect(mail.html).toContain(`<html lang="${language}">`)
      }
      expect(new Set(theirs.map(({ email }) => linkIn(mails.get(email)!.text!))).size).toBe(count)
    },
  )

  test('headers: who writes, one click to unsubscribe (RFC 8058), no answering machines, nothing that follows people', () => {
    for (const { envelope, headers, html } of mails.values()) {
      const header = (name: string) => headers.find((one) => one.name.toLowerCase() === name)?.value
      expect(envelope.from).toMatch(/^=\?UTF-8\?B\?[\w+/=]+\?=( =\?UTF-8\?B\?[\w+/=]+\?=)* <akcja@example\.org>$/)
      expect(header('list-unsubscribe')).toMatch(/^<http:\/\/localhost:\d+\/u\/[\w.-]+>$/)
      expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
      expect(header('auto-submitted')).toBe('auto-generated')
      expect(html).not.toMatch(/<img|<script|awstrack/)
    }
  })
})

describe('the results', () => {
  test('what was sent, begun and answered is counted to the last one', async () => {
    expect(await drive.counts()).toMatchObject({
      contacts: 250,
      sent: 250,
      opened: answering + leaving,
      answered: answering,
      ...{ inDoubt: 0, refused: 0, spared: 0, bounced: 0, objected: 0, complained: 0 },
    })
  })

  test('each count is what residents gave; what stands under 5, and what would betray it, is hidden', async () => {
    const { questions, days, read } = await office.manager.get(`/campaigns/${drive.id}/results`)
    expect(days).toEqual([{ day: '2026-11-24', responses: answering }])
    expect(read).toBeLessThanOrEqual(questionnaire.pages.flatMap(({ elements }) => elements).length + 2)
    const shown = Object.fromEntries(questions.map((question: Json) => [question.name, question]))
    const table = (name: string, row = 0) =>
      Object.fromEntries(shown[name].tables[row].rows.map(({ value, count }: Json) => [value, count]))
    expect(shown.how.answered).toBe(60)
    expect(table('how')).toEqual({ good: 30, soso: 15, bad: 'hidden', other: 'hidden' }) // 12 and 3
    expect(shown.what.answered).toBe(12)
    expect(table('what')).toEqual({ wait: 12, staff: 6, none: 0 })
    expect(table('mark')).toEqual({ 1: 12, 2: 12, 3: 12, 4: 12, 5: 12 })
    expect(shown.again.answered).toBe(40)
    expect(table('again')).toEqual({ true: 20, false: 20 })
    expect([shown.aspects.tables[0].base, table('aspects', 0)]).toEqual([60, { good: 30, bad: 30 }])
    expect([shown.aspects.tables[1].base, table('aspects', 1)]).toEqual([30, { good: 0, bad: 30 }])
    expect(shown.age).toMatchObject({ answered: 15, texts: { name: 'age', count: 15 } })
    expect(shown.improve).toMatchObject({ answered: words.length, tables: [], texts: { count: words.length } })
  })

  test('free texts are there word for word, for the manager alone', async () => {
    const textsOf = async (question: string) => {
      const found: string[] = []
      let cursor = ''
      do {
        const path = `/campaigns/${drive.id}/results/texts?question=${question}${cursor && `&cursor=${cursor}`}`
        const page = await office.manager.get(path)
        found.push(...page.texts.map(({ text }: Json) => text))
        cursor = page.cursor ?? ''
      } while (cursor)
      return found.sort()
    }
    expect(await textsOf('improve')).toEqual([...words].sort())
    expect(await textsOf('how-Comment')).toEqual([]) // three people: as few as the figures hide
    const path = `/campaigns/${drive.id}/results/texts?question=improve`
    await expect(office.approver.get(path)).rejects.toMatchObject({ status: 403 } satisfies Partial<ApiFailure>)
  })
})

describe('the exports', () => {
  const header = [
    ...['Stan', 'Dzień', 'Język', 'Sposób odpowiedzi', 'Sposób każdej odpowiedzi'],
    ...['Jak było?', 'Co było źle?', 'Ocena'],
    ...['Przyjdziesz znów?', 'Szczegóły [Czas]', 'Szczegóły [Gabinet]', 'Wiek'],
  ]
  const said: Json = {
    good: 'Dobrze',
    soso: 'Tak sobie',
    bad: 'Źle',
    other: 'Inne',
    wait: 'Czekanie',
    staff: 'Obsługa',
  }
  const rows = (): (string | number)[][] => [
    ...Array.from({ length: answering }, (_, n) => {
      const { how, what = [], mark, again, aspects, age = '' } = answersOf(n) as Json
      return [
        ...['wysłana', '2026-11-24', drive.list[n]!.language, 'web', '', said[how]],
        ...[what.map((one: string) => said[one]).join(' | '), mark, again === undefined ? '' : again ? 'Tak' : 'Nie'],
        ...[said[aspects.time], aspects.room ? said[aspects.room] : '', age],
      ]
    }),
  ]
  /** Ages that fewer than five share are nobody's business, and so with the three who chose "other" go the next fewest. */
  const held = (row: (string | number)[]) =>
    row.map((cell, column) => {
      if (header[column] === 'Wiek' && cell !== '') return '#'
      return header[column] === 'Jak było?' && (cell === 'Inne' || cell === 'Źle') ? '#' : cell
    })
  const sorted = (table: unknown[][]) => table.map((row) => JSON.stringify(row)).sort()

  const fetchExport = async (format: 'csv' | 'xlsx') => {
    const { manager } = office
    const { id } = await manager.post(`/campaigns/${drive.id}/exports`, { format })
    const done = await until(
      () => manager.get(`/campaigns/${drive.id}/exports/${id}`),
      ({ state }) => state !== 'waiting',
    )
    expect(done).toMatchObject({ state: 'done', rows: answering }) // who has not sent hers is not in it while the drive runs
    return Buffer.from(await (await fetch(done.url)).arrayBuffer())
  }

  test('CSV holds every choice, no words of anybody, and says where these are', async () => {
    const file = await fetchExport('csv')
    const table = parse(file, { bom: true, delimiter: ';', relax_quotes: false }) as string[][]
    expect(table[0]).toEqual([...header, 'Wypowiedzi: osobno, w pliku Excel'])
    expect(sorted(table.slice(1))).toEqual(sorted(rows().map((row) => [...held(row).map(String), ''])))
  })

  test('XLSX holds every choice in a row, and apart from the rows every word: texts as texts, no formula', async () => {
    const file = await fetchExport('xlsx')
    const table = await readSheet(file, { trim: false } as never)
    expect(table[0]).toEqual(header)
    const empty = rows().map((row) => held(row).map((cell) => (cell === '' ? null : cell)))
    expect(sorted(table.slice(1))).toEqual(sorted(empty))
    const apart = await readSheet(file, 'Wypowiedzi', { trim: false } as never)
    const others = [57, 58, 59].map((n) => ['Jak było? [inne]', `=inaczej ${n}`])
    expect(apart.slice(0, 1)).toEqual([['Pytanie', 'Wypowiedź']])
    expect(sorted(apart.slice(1, 4))).toEqual(sorted(others))
    expect(sorted(apart.slice(4))).toEqual(sorted(words.map((text) => ['Co poprawić?', text])))
  })
})

test('who has answered finds her link used; who began goes on where she was, and is counted once more, as answered', async () => {
  const used = await request(linkOf(0))
  expect(used.status).toBe(404)
  const resumed = await request(linkOf(answering), new URLSearchParams())
  expect(resumed.location).toMatch(/\/2$/)
  expect(await answer(linkOf(answering), questionnaire, { how: 'good', mark: 4 })).toMatch(/\/thanks$/)
  await office.cloud.idle()
  expect(await drive.counts()).toMatchObject({ opened: answering + leaving, answered: answering + 1 })
})
