/** Letters: what may not go out is named with what to do; what goes out is safe in both parts. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fill } from '../../../shared/channel/email.ts'
import { composeLetter, letterProblems, mailData } from '../../../shared/plan/letter.ts'

const footer = { officeName: 'Urząd Miasta Poznania' }

test.each([
  ['no subject', { subject: ' ', text: '{{link}}' }, 'subject', 'Wpisz temat'],
  ['no text', { subject: 'Ankieta', text: '' }, 'text', 'Wpisz treść'],
  ['no link', { subject: 'Ankieta', text: 'Dzień dobry' }, 'text', 'Dodaj {{link}}'],
  [
    'a field that the list does not have',
    { subject: 'Ankieta', text: '{{kwota}} {{link}}' },
    'text',
    '{{kwota}} nie istnieje',
  ],
  ['a link in the subject', { subject: '{{link}}', text: '{{link}}' }, 'subject', '{{link}} nie istnieje'],
  [
    'two lines of subject',
    { subject: 'Ankieta\r\nBcc: kto@example.org', text: '{{link}}' },
    'subject',
    'w jednym wierszu',
  ],
  ['stray braces', { subject: 'Ankieta', text: '{{link}} {tak}' }, 'text', 'Nawiasy klamrowe'],
  ['three braces', { subject: 'Ankieta', text: '{{{link}}}' }, 'text', 'Nawiasy klamrowe'],
  [
    'a block of another language',
    { subject: 'Ankieta', text: '{{#each x}} {{link}}' },
    'text',
    '{{#each x}} nie istnieje',
  ],
  ['control characters', { subject: 'Ankieta', text: '{{link}}\u0000' }, 'text', 'znaki sterujące'],
])('%s is named', (_, letter, field, words) => {
  const problems = letterProblems(letter, ['imie'], 'letters.pl')
  expect(
    problems
      .filter((problem) => problem.field === `letters.pl.${field}`)
      .map((problem) => problem.message.pl)
      .join(' '),
  ).toContain(words)
})

test('a letter with known fields and a link is fit to go out', () => {
  expect(letterProblems({ subject: 'Dzień dobry, {{ imie }}', text: 'Ankieta: {{link}}' }, ['imie'], 'x')).toEqual([])
})

test('both parts say who writes, where her own page about it is, and how to object', () => {
  const { text, html } = composeLetter({ subject: 'Ankieta', text: '{{link}}' }, 'uk', footer)
  for (const part of [text, html]) {
    expect(part).toContain('Urząd Miasta Poznania')
  }
  for (const field of ['why', 'objection']) {
    expect(text).toContain(`{{${field}}}`)
    expect(html).toContain(`<a href="{{h_${field}}}"`)
  }
  expect(html).toContain('lang="uk"')
})

test('whatever a contact file holds, the HTML part has no markup of its own from it, and the text part has no new line', () => {
  const template = composeLetter({ subject: 'Dzień dobry, {{imie}}', text: 'Witaj {{imie}}\n{{link}}' }, 'pl', footer)
  const bare = fill(template.html, mailData({ imie: 'x', link: 'y', why: 'w', objection: 'z' }))
  const tags = (html: string) => html.match(/<[^>]*>/g)?.length
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (imie) => {
      const data = mailData({ imie, link: 'y', why: 'w', objection: 'z' })
      expect(tags(fill(template.html, data))).toBe(tags(bare))
      expect(fill(template.subject, data)).not.toMatch(/[\r\n\u0000]/)
    }),
  )
})

test('a field in a value is not filled again', () => {
  const data = mailData({ imie: '{{link}}', link: 'https://akcja.example.org/s/1', why: 'w', objection: 'z' })
  expect(fill('{{imie}}', data)).toBe('{{link}}')
})

test('a letter with a hole is not sent', () => {
  expect(() => fill('{{imie}}', {})).toThrow('imie')
})
