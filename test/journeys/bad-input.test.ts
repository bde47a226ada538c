/** What people upload by mistake or on purpose, over the real path: named, refused or made harmless, and never a dead letter. */
import { deflateRawSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type ApiFailure, importContacts, type Json } from '../../local/api.ts'
import type { SentMail } from '../../local/engines/ses.ts'
import { type FailureCode, failures } from '../../shared/contact/unreadable.ts'
import { startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDraft, driveOf, letters, newDomain } from '../builders/drive.ts'
import { workbookEntries, zipFile } from '../builders/zip-file.ts'

let office: TestCloud
beforeAll(async () => {
  office = await startCloud()
})
afterEach(async () => {
  await office.cloud.idle()
  const dead = office.cloud.status().queues.filter(({ deadLetters, visible }) => deadLetters && visible > 0)
  expect(dead).toEqual([])
})
afterAll(() => office?.close())

const header = 'Adres e-mail;Imię;Przychodnia;Język'
const file = (content: string | Uint8Array, name = 'kontakty.csv') => ({
  name,
  content: new Blob([typeof content === 'string' ? content : new Uint8Array(content)]),
})

/** Ten gigabytes of blanks in ten megabytes, whose headers say five kilobytes. */
const bomb = () => {
  const block = deflateRawSync(Buffer.alloc(1_048_576, ' '), { finishFlush: 2 })
  const bytes = Buffer.concat(Array(10_240).fill(block))
  return zipFile(workbookEntries({ name: 'xl/worksheets/sheet1.xml', bytes, packed: { unpacked: 5_000 } }))
}
/** A small archive whose directory says that its one sheet is four gigabytes. */
const honestBomb = () => {
  const sheet = { name: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(1_000_000, ' '), claim: { central: 4e9 } }
  return zipFile(workbookEntries(sheet))
}

describe('a contact file', () => {
  let draft: string
  beforeAll(async () => {
    draft = await aDraft(office)
  })

  test.each<[string, () => string | Uint8Array, string, FailureCode]>([
    ['that is empty', () => '', 'kontakty.csv', 'empty'],
    ['that has a header only', () => `${header}\r\n`, 'kontakty.csv', 'header-only'],
    ['that is a zip bomb with lies in its headers', bomb, 'kontakty.xlsx', 'damaged'],
    ['that is a zip bomb and says so', honestBomb, 'kontakty.xlsx', 'xlsx-too-large'],
    ['that is something else', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 'kontakty.csv', 'binary'],
  ])('%s is refused with a sentence that says what to do', async (_, content, name, code) => {
    const upload = await importContacts(office.manager, draft, file(content(), name))
    expect(upload).toMatchObject({ state: 'failed', failure: failures[code] })
    expect((await office.manager.get(`/campaigns/${draft}`)).list).toBeUndefined()
  })

  test('costs one row where a row is broken: too many cells, an unclosed quote, a line break in an address', async () => {
    const domain = newDomain()
    const rows = [
      `anna@${domain};Anna;Poradnia;pl`,
      `jan@${domain};Jan;Poradnia;pl;;jeszcze;jedna`,
      `ewa@${domain};"Ewa;Poradnia;pl`,
      `"adam@${domain}\r\nBcc: wszyscy@${domain}";Adam;Poradnia;pl`,
      `maria@${domain};Maria;Poradnia;pl`,
      `piotr@${domain},zofia@${domain};Piotr;Poradnia;pl`,
      `bogna@${domain};Bogna;Poradnia;pl`,
    ]
    const upload = await importContacts(office.manager, draft, file(`${header}\r\n${rows.join('\r\n')}\r\n`), {
      keepGood: true,
    })
    expect(upload).toMatchObject({ state: 'imported', counts: { rows: 7, contacts: 3, bad: 4 } })
    expect(upload.badRows.map(({ reason }: Json) => reason)).toEqual([
      'too-many-cells',
      'quote',
      'email-control',
      'email-several',
    ])
    const { contacts } = await office.manager.get(`/campaigns/${draft}/contacts`)
    expect(contacts).toHaveLength(3)
  })
})

describe('a merge field', () => {
  const markup = '<script>alert(1)</script>'
  const attribute = '"><img src=x onerror=alert(1)>'
  const field = '{{link}} {{nazwisko}} {{{imie}}}'
  const breaks = 'Jan\r\nBcc: wszyscy@example.org\r\n\r\n<b>treść'
  let mails: Map<string, SentMail>
  let domain: string
  const mailOf = (who: string) => mails.get(`${who}@${domain}`)!

  beforeAll(async () => {
    domain = newDomain()
    const id = await aDraft(office)
    const cells = { markup, attribute, field, breaks }
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const rows = Object.entries(cells).map(([who, name]) => `${who}@${domain};${quoted(name)};Poradnia;pl`)
    const upload = await importContacts(office.manager, id, file(`${header}\r\n${rows.join('\r\n')}\r\n`))
    expect(upload).toMatchObject({ state: 'imported', counts: { contacts: 4, bad: 0 } })
    const list = Object.keys(cells).map((who) => ({
      email: `${who}@${domain}`,
      name: '',
      place: '',
      language: 'pl' as const,
    }))
    const drive = driveOf(office, id, list)
    await drive.approve()
    await drive.run()
    expect(drive.copies()).toEqual({ 1: 4 })
    mails = await drive.mails()
  })

  test('with markup is text in both parts of the mail', () => {
    const { subject, text, html } = mailOf('markup')
    expect(subject).toContain(markup)
    expect(text).toContain(markup)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toContain('<script')
    expect(mailOf('attribute').html).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;')
    expect(mailOf('attribute').html).not.toContain('<img')
  })

  test('that looks like a field stays what it is: nothing is filled in a second time', () => {
    expect(mailOf('field').subject).toContain(field)
    expect(mailOf('field').text).toContain(`Dzień dobry, ${field}!`)
  })

  test('with line breaks injects no header, and no part', () => {
    const { subject, headers, to, envelope, html } = mailOf('breaks')
    expect(subject).toBe(`Jan Bcc: wszyscy@example.org <b>treść, ${letters.pl.subject.split(', ')[1]}`)
    expect(headers.map(({ name }) => name.toLowerCase())).not.toContain('bcc')
    expect(to).toEqual([`breaks@${domain}`])
    expect([...envelope.cc, ...envelope.bcc]).toEqual([])
    expect(html).not.toContain('<b>treść')
    expect(office.cloud.engines.ses.sentTo('wszyscy@example.org')).toBe(0)
  })
})

describe('a letter', () => {
  test.each([
    ['a line break in the subject', { subject: 'Ankieta\r\nBcc: wszyscy@example.org', text: '{{link}}' }, 'subject'],
    ['an unknown field', { subject: 'Ankieta', text: '{{pesel}} {{link}}' }, 'text'],
    ['no link to the survey', { subject: 'Ankieta', text: 'Dzień dobry!' }, 'text'],
    ['stray braces', { subject: 'Ankieta {', text: '{{link}}' }, 'subject'],
    ['control characters', { subject: 'Ankieta', text: 'a\u0000b {{link}}' }, 'text'],
  ])('with %s is named, and keeps the drive from being submitted', async (_, letter, part) => {
    const id = await aDraft(office, { content: { plan: [{ kind: 'email', letters: { pl: letter }, stop: [] }] } })
    const upload = file(`${header}\r\nanna@${newDomain()};Anna;Poradnia;pl\r\n`)
    await importContacts(office.manager, id, upload)
    const told: ApiFailure = await office.manager.post(`/campaigns/${id}/moves`, { move: 'submit' }).catch((e) => e)
    expect(told.status).toBe(409)
    expect(told.problem.problems.map(({ field }: Json) => field)).toEqual([`plan.0.letters.pl.${part}`])
  })
})

describe('a survey', () => {
  const text = (name: string, more: object = {}) => ({ type: 'text', name, title: name, ...more })

  test.each<[string, object, string[]]>([
    [
      'with a cycle',
      { elements: [text('a', { visibleIf: '{b} notempty' }), text('b', { visibleIf: '{a} notempty' })] },
      ['survey.a.visibleIf'],
    ],
    ['with an unknown reference', { elements: [text('a', { visibleIf: '{nobody} = 1' })] }, ['survey.a.visibleIf']],
    ['of 10,000 questions', { elements: Array.from({ length: 10_000 }, (_, n) => text(`q${n}`)) }, ['survey']],
    [
      'with a regex validator',
      { elements: [text('a', { validators: [{ type: 'regex', regex: '^(a+)+$' }] })] },
      ['survey.a.validators'],
    ],
    [
      'with choicesByUrl',
      { elements: [{ type: 'dropdown', name: 'a', title: 'A', choicesByUrl: { url: 'http://127.0.0.1/' } }] },
      ['survey.a.choicesByUrl'],
    ],
  ])('%s is refused by the API, question by question', async (_, definition, fields) => {
    const id = await aDraft(office)
    const before = (await office.manager.get(`/campaigns/${id}`)).survey
    const told: ApiFailure = await office.manager.put(`/campaigns/${id}/survey`, { definition }).catch((e) => e)
    expect(told.status).toBe(422)
    expect(told.problem.problems.map(({ field }: Json) => field)).toEqual(expect.arrayContaining(fields))
    for (const { message } of told.problem.problems) expect(message).toMatchObject({ pl: /\S/, en: /\S/ })
    expect((await office.manager.get(`/campaigns/${id}`)).survey).toEqual(before)
  })

  test('of more than a megabyte is refused before it is read', async () => {
    const id = await aDraft(office)
    const definition = { elements: [text('a', { title: 'x'.repeat(1_100_000) })] }
    await expect(office.manager.put(`/campaigns/${id}/survey`, { definition })).rejects.toMatchObject({ status: 413 })
  })
})
