/** The linter of texts: judged on a corpus that it was not made with, rule by rule, and on words in every disguise. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byRule, messageOf } from '../../../shared/text/findings.ts'
import { type About, lint } from '../../../shared/text/linter.ts'
import { isIban, isNip } from '../../../shared/text/patterns.ts'
import { Place } from '../../../shared/text/text.ts'
import { allowed } from '../../data/texts/allowed.ts'
import { fine, wrong } from '../../data/texts/development.ts'
import { forbidden } from '../../data/texts/forbidden.ts'
import type { Judged } from '../../data/texts/judged.ts'

const aboutOf = ({ drive, place, language }: Judged): About => ({
  ...{ place, language, debt: drive === 'debt', discreet: true },
})
const isBlocked = (one: Judged) => lint(one.text, aboutOf(one)).length > 0

describe('the corpus', () => {
  test('of the frozen texts, each forbidden one is blocked and each allowed one is let through', () => {
    const letThrough = forbidden.filter((one) => !isBlocked(one))
    const blocked = allowed.filter(isBlocked)
    console.log(`linter.wrong: ${letThrough.length + blocked.length} of ${forbidden.length + allowed.length}`)
    expect({ letThrough, blocked }).toEqual({ letThrough: [], blocked: [] })
  })

  test('is large, has every place and language, and shares nothing with the texts that the linter is tuned on', () => {
    expect(forbidden.length).toBeGreaterThanOrEqual(200)
    expect(allowed.length).toBeGreaterThanOrEqual(200)
    for (const list of [forbidden, allowed]) {
      expect(new Set(list.map(({ place }) => place)).size).toBe(Place.options.length)
      expect([...new Set(list.map(({ language }) => language))].sort()).toEqual(['en', 'pl', 'uk'])
    }
    const judged = new Set([...forbidden, ...allowed].map(({ text }) => text))
    expect([...fine, ...wrong].filter(({ text }) => judged.has(text))).toEqual([])
    const each = [...forbidden, ...allowed].map((one) => JSON.stringify(one))
    expect(new Set(each).size).toBe(each.length)
  })

  test('the texts that it is tuned on are decided rightly too', () => {
    expect([...fine.filter(isBlocked), ...wrong.filter((one) => !isBlocked(one))]).toEqual([])
  })
})

const debt: About = { place: 'body', debt: true, discreet: false }
const discreet: About = { place: 'subject', debt: false, discreet: true }

test.each<[string, About, string, string, string]>([
  ['Ma Pani zaległość.', debt, 'T2', 'word', 'zaległość'],
  ['Proszę wpłacić.', debt, 'T2', 'word', 'wpłacić'],
  ['Chodzi o 1 250,00 zł.', debt, 'T3', 'amount', '1 250,00 zł'],
  ['Chodzi o dwieście złotych.', debt, 'T3', 'amount', 'dwieście złotych'],
  ['Tu: PL61 1090 1014 0000 0712 1981 2874', debt, 'T3', 'account', 'PL61 1090 1014 0000 0712 1981 2874'],
  ['Tu: DE89 3704 0044 0532 0130 00.', debt, 'T3', 'account', 'DE89 3704 0044 0532 0130 00'],
  ['Osoba 44051401359.', debt, 'T3', 'pesel', '44051401359'],
  ['Firma 526-025-02-74.', debt, 'T3', 'nip', '526-025-02-74'],
  ['Zob. https://example.org/x.', debt, 'T3', 'link', 'https://example.org/x'],
  ['Zob. poznan.pl.example.com.', debt, 'T3', 'link', 'poznan.pl.example.com'],
  ['Zob. https://poznan.pl@example.com/', debt, 'T3', 'link', 'https://poznan.pl@example.com/'],
  ['Znak: FN-VI.3120.4.118.2026', debt, 'T2', 'case', 'FN-VI.3120.4.118.2026'],
  ['Księga PO1P/00012345/6', debt, 'T2', 'property', 'PO1P/00012345/6'],
  ['W sprawie {{usluga}}', debt, 'T2', 'field', '{{usluga}}'],
  ['Kliknij {{link}}', debt, 'X20', 'field', '{{link}}'],
  ['Ankieta MOPR', discreet, 'L12', 'word', 'MOPR'],
  ['Jak było w {{placowka}}?', discreet, 'L12', 'field', '{{placowka}}'],
  ['Pomoc dla rodziny? Pomoc rodzinie!', discreet, 'L12', 'phrase', 'Pomoc rodzinie'],
])('%s', (text, about, rule, kind, found) => {
  expect(lint(text, about).map((one) => [one.rule, one.kind, one.found])).toEqual([[rule, kind, found]])
})

test('a finding says where it stands, and every finding has an instruction in both languages', () => {
  for (const one of [...forbidden, ...wrong]) {
    const text = one.text.normalize('NFC')
    for (const finding of lint(one.text, aboutOf(one))) {
      expect(text.slice(finding.start, finding.end)).toBe(finding.found)
      const message = messageOf([finding], one.place)
      expect(message.pl).toMatch(/^Usuń .+\.$/)
      expect(message.en).toMatch(/^Remove .+\.$/)
    }
  }
})

test('what is found is told once, rule by rule, each thing by what it is', () => {
  const text = 'Zaległość, zaległość i dług: 20 zł na 61 1090 1014 0000 0712 1981 2874, zob. {{link}}.'
  const told = byRule(lint(text, debt)).map((found) => messageOf(found, 'body').en)
  expect(told).toEqual([
    'Remove “Zaległość”, “dług”: somebody else may read the e-mail. Say “please contact us in an official matter”.',
    'Remove the amount “20 zł”, the account number: somebody else may read the e-mail. Say “please contact us in an official matter”.',
    'Remove {{link}}: such messages have no links. Give the office’s telephone number.',
  ])
})

test('a word beside a short one is found alone', () => {
  expect(lint('Wysłaliśmy upomnienie w sprawie.', debt).map(({ found }) => found)).toEqual(['upomnienie'])
})

test('what a drive of neither kind says is its own matter', () => {
  for (const { text, place } of forbidden) expect(lint(text, { place, debt: false, discreet: false })).toEqual([])
})

test('a discreet letter may say below what it may not say where a mailbox shows it; a script, once she has answered', () => {
  const later = `${'Prosimy o opinię. '.repeat(10)}Ankieta MOPR.`
  expect(lint(later, { ...discreet, place: 'body' })).toEqual([])
  expect(lint(later, discreet)).toHaveLength(1)
  const script = (first: string, then: string) =>
    lint(`Dzień dobry, ${first}. Czy to dobry moment?\n\n${then}`, { ...discreet, place: 'script' })
  expect(script('urząd miasta', 'Chodzi o wizytę w przychodni.')).toEqual([])
  expect(script('przychodnia', 'Chodzi o opinię.')).toHaveLength(1)
})

test('links may lead to the city and to the hosts that are given, and to nothing that only looks like them', () => {
  const found = (text: string) => lint(text, { ...debt, hosts: ['akcja.example.org'] }).length
  for (const text of [
    'https://www.poznan.pl/mim/kontakt',
    'bip.poznan.pl',
    'https://akcja.example.org/info',
    'biuro@um.poznan.pl',
  ])
    expect(found(text), text).toBe(0)
  for (const text of [
    'poznan.pl.co/x',
    'niepoznan.pl',
    'http://example.org',
    'poznan-pl.com',
    'x.bit.ly/1',
    'javascript:alert(1)',
  ])
    expect(found(text), text).toBe(1)
})

test.each([
  ['Zajrzyj do Komornik.', 0],
  ['Punkt w Komornikach działa w środy.', 0],
  ['Przyjdzie komornik.', 1],
  ['Boimy się komornika.', 1],
  ['Formularz jest długi.', 0],
  ['Czeka nas długi marsz.', 0],
  ['Pana długi rosną.', 1],
  ['Sad za ratuszem jest piękny.', 0],
  ['Sąd wyznaczył dzień.', 1],
])('%s: %d', (text, count) => {
  expect(lint(text, debt)).toHaveLength(count)
})

const stems = [
  'zaległość',
  'zadłużenia',
  'windykacja',
  'upomnienie',
  'egzekucją',
  'podatku',
  'komornik',
  'należności',
  'dług',
  'odsetki',
]
const disguises: [string, (word: string) => string][] = [
  ['in capitals', (word) => word.toUpperCase()],
  ['without marks', (word) => word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l')],
  ['decomposed', (word) => word.normalize('NFD')],
  ['letter by letter', (word) => [...word].join(' ')],
  ['with dots', (word) => [...word].join('.')],
  ['with a soft hyphen', (word) => `${word.slice(0, 3)}\u00ad${word.slice(3)}`],
  ['with a hyphen', (word) => `${word.slice(0, 2)}-${word.slice(2)}`],
  ['with a zero for an o', (word) => word.replace('o', '0')],
  ['with Cyrillic letters', (word) => word.replaceAll('a', 'а').replaceAll('o', 'о').replaceAll('e', 'е')],
  [
    'in full-width letters',
    (word) =>
      [...word].map((one) => (/[a-z]/.test(one) ? String.fromCharCode(one.charCodeAt(0) + 0xfee0) : one)).join(''),
  ],
]

test.each(disguises)('a forbidden word is found %s, wherever it stands', (_, disguise) => {
  const neutral = fc.constantFrom(
    '',
    'Prosimy o kontakt',
    'W sprawie',
    'Dzień dobry, mówi {{agent}},',
    'plac Kolegiacki 17,',
  )
  fc.assert(
    fc.property(fc.constantFrom(...stems), neutral, neutral, (word, before, after) => {
      const [found] = lint(`${before} ${disguise(word)} ${after}`.trim(), debt)
      expect(found).toMatchObject({ rule: 'T2', kind: 'word' })
    }),
  )
})

test('no text breaks it, and what it finds lies in the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...Place.options), (text, place) => {
      const length = text.normalize('NFC').length
      for (const { start, end } of lint(text, { place, debt: true, discreet: true })) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(length)
      }
    }),
  )
})

test('a letter as long as it may be is read in a blink', () => {
  const text = 'Dzień dobry, prosimy o kontakt z naszym biurem a-b_c 12 34 56 78 w sprawie urzędowej. '
    .repeat(230)
    .slice(0, 20_000)
  const begun = performance.now()
  lint(text, { ...debt, discreet: true })
  expect(performance.now() - begun).toBeLessThan(1_500)
})

test.each([
  ['5260250274', true],
  ['1234563218', true],
  ['5260250275', false],
  ['0616463344', false],
])('%s as a tax number: %s', (digits, is) => expect(isNip(digits)).toBe(is))

test.each([
  ['PL61109010140000071219812874', true],
  ['DE89370400440532013000', true],
  ['PL61109010140000071219812875', false],
])('%s as an IBAN: %s', (text, is) => expect(isIban(text)).toBe(is))
