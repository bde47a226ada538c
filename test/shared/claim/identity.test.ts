/** Recognising a person by what she says: names in every shape, facts as people say them, and nothing told but match or no match. (T4) */
import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import type { IdentityFact, PersonClaims } from '../../../shared/claim/claim.ts'
import { factHashes, identityKey, isRecognised, readDate } from '../../../shared/claim/identity.ts'

const key = identityKey({ link: Buffer.alloc(32, 7) })
const place = 'FN.3120.17.2026'

const factsOf = (cells: Partial<Record<IdentityFact, string>>): PersonClaims['facts'] =>
  Object.fromEntries(
    Object.entries(cells).map(([fact, cell]) => [fact, factHashes(key, place, fact as IdentityFact, cell)]),
  )
const claimOf = (cells: Partial<Record<IdentityFact, string>>): PersonClaims => ({
  facts: factsOf(cells),
  // Further claims change nothing: the hashes are made for the first one.
  claims: [place, 'FN.3120.18.2026'].map((one) => ({ case: one, limitation: '2028-12-31', band: 'over' })),
})
const claim = claimOf({ street: 'ul. Henryka Sienkiewicza', house: '12/4', birthDate: '01.02.1970', account: '…0042' })
const right = { street: 'Sienkiewicza', house: '12 m. 4' }

test.each<[string, { imie?: string; nazwisko?: string; osoba?: string }, string, boolean]>([
  ['as it stands', { imie: 'Jan', nazwisko: 'Kowalski' }, 'Jan Kowalski', true],
  ['the other way round', { imie: 'Jan', nazwisko: 'Kowalski' }, 'Kowalski Jan', true],
  ['with a comma', { imie: 'Jan', nazwisko: 'Kowalski' }, 'Kowalski, Jan', true],
  ['in capitals, with spaces', { imie: 'Jan', nazwisko: 'Kowalski' }, '  JAN   KOWALSKI ', true],
  ['without diacritics', { imie: 'Łucja', nazwisko: 'Święcicka-Źdźbło' }, 'Lucja Swiecicka Zdzblo', true],
  ['with diacritics that the register lacks', { imie: 'LUCJA', nazwisko: 'SWIECICKA' }, 'Łucja Święcicka', true],
  [
    'diacritics made of two characters',
    { imie: 'Łucja', nazwisko: 'Święcicka' },
    'Łucja Święcicka'.normalize('NFD'),
    true,
  ],
  ['a double name, hyphen left out', { imie: 'Anna', nazwisko: 'Nowak-Łęcka' }, 'Anna Nowak Łęcka', true],
  ['a double name, hyphen added', { imie: 'Anna', nazwisko: 'Nowak Łęcka' }, 'Anna Nowak-Łęcka', true],
  ['a double name, dash and spaces', { imie: 'Anna', nazwisko: 'Nowak – Łęcka' }, 'anna nowak-łęcka', true],
  ['the parts of a double name turned round', { imie: 'Anna', nazwisko: 'Nowak-Łęcka' }, 'Anna Łęcka-Nowak', true],
  ['half of a double name', { imie: 'Anna', nazwisko: 'Nowak-Łęcka' }, 'Anna Nowak', false],
  ['one of two first names', { imie: 'Anna Maria', nazwisko: 'Nowak' }, 'Maria Nowak', true],
  ['both first names', { imie: 'Anna Maria', nazwisko: 'Nowak' }, 'Nowak Anna Maria', true],
  ['a first name that the register lacks', { imie: 'Anna', nazwisko: 'Nowak' }, 'Anna Zofia Nowak', false],
  ['the first name alone', { imie: 'Anna', nazwisko: 'Nowak' }, 'Anna', false],
  ['the last name alone', { imie: 'Anna', nazwisko: 'Nowak' }, 'Nowak', false],
  ['an apostrophe', { imie: 'Sean', nazwisko: 'O’Brien' }, "Sean O'Brien", true],
  ['a name from elsewhere', { imie: 'Jürgen', nazwisko: 'Groß' }, 'Jurgen Gross', true],
  ['Cyrillic', { imie: 'Оксана', nazwisko: 'Шевченко' }, 'ШЕВЧЕНКО ОКСАНА', true],
  ['somebody else', { imie: 'Jan', nazwisko: 'Kowalski' }, 'Jan Nowak', false],
  ['two words of a whole name', { osoba: 'Kowalska-Nowak Anna' }, 'Anna Kowalska', true],
  ['one word of a whole name', { osoba: 'Kowalska Anna' }, 'Anna', false],
  ['nothing', { imie: 'Jan', nazwisko: 'Kowalski' }, '', false],
])('a name said %s', (_, names, name, is) => {
  expect(isRecognised(key, claim, names, { name, facts: right }, 2)).toBe(is)
})

test.each<[string, IdentityFact, string, string, boolean]>([
  ['a street without its kind', 'street', 'ul. Głogowska', 'głogowska', true],
  ['a street with its kind', 'street', 'Głogowska', 'ulica Glogowska', true],
  ['an estate', 'street', 'os. Bolesława Śmiałego', 'osiedle Boleslawa Smialego', true],
  ['the patron’s last name alone', 'street', 'Adama Mickiewicza', 'Mickiewicza', true],
  ['the patron’s first name alone', 'street', 'Adama Mickiewicza', 'Adama', false],
  ['a title in full', 'street', 'św. Marcin', 'Święty Marcin', true],
  ['another street', 'street', 'Głogowska', 'Grunwaldzka', false],
  ['a flat with m.', 'house', '12/4', '12 m. 4', true],
  ['a flat with a word', 'house', '12A/4', '12 a mieszkania 4', true],
  ['a flat with lok.', 'house', '7 lok 2', '7/2', true],
  ['another flat', 'house', '12/4', '12/5', false],
  ['a house for a flat', 'house', '12/4', '12', false],
  ['a postcode without its hyphen', 'postcode', '61-841', '61841', true],
  ['another postcode', 'postcode', '61-841', '61-842', false],
  ['a date the other way round', 'birthDate', '1970-02-01', '1.2.1970', true],
  ['a date with slashes', 'birthDate', '01.02.1970', '01/02/1970', true],
  ['day and month changed', 'birthDate', '01.02.1970', '02.01.1970', false],
  ['a year for a date', 'birthDate', '01.02.1970', '1970', false],
  ['a year', 'birthYear', '1970', '1970 r.', true],
  ['a date where the year is kept', 'birthYear', '1970', '01.02.1970', true],
  ['the last four digits', 'account', '83 1020 5558 1111 1234 5678 0042', '0042', true],
  ['more than the last four', 'account', '0042', '5678 0042', true],
  ['other digits', 'account', '0042', '0043', false],
  ['an empty answer', 'street', 'Głogowska', '', false],
])('%s', (_, fact, kept, said, is) => {
  const known = claimOf({ [fact]: kept, postcode: fact === 'postcode' ? kept : '61-841' })
  const names = { imie: 'Jan', nazwisko: 'Kowalski' }
  const facts = { postcode: '61-841', [fact]: said }
  expect(isRecognised(key, known, names, { name: 'Jan Kowalski', facts }, fact === 'postcode' ? 1 : 2)).toBe(is)
})

test('two of the facts are enough, one is not, and none is known by name alone', () => {
  const names = { imie: 'Jan', nazwisko: 'Kowalski' }
  const told = (facts: Partial<Record<IdentityFact, string>>) =>
    isRecognised(key, claim, names, { name: 'Jan Kowalski', facts }, 2)
  expect(told({ street: 'Sienkiewicza', account: '0042' })).toBe(true)
  expect(told({ street: 'Sienkiewicza', house: '13', birthDate: '01.02.1970' })).toBe(true)
  expect(told({ street: 'Sienkiewicza' })).toBe(false)
  expect(told({})).toBe(false)
  expect(told({ postcode: '61-841', birthYear: '1970' })).toBe(false) // facts that the list does not have
})

test('what is kept of the facts is no fact, and the same fact of two claims looks different', () => {
  const kept = JSON.stringify(claim.facts).toLowerCase()
  for (const clear of ['sienkiewicza', '12/4', '1970', '0042']) expect(kept).not.toContain(clear)
  expect(factHashes(key, 'A', 'postcode', '61-841')).not.toEqual(factHashes(key, 'B', 'postcode', '61-841'))
  expect(factHashes(identityKey({ link: Buffer.alloc(32, 8) }), 'A', 'postcode', '61-841')).not.toEqual(
    factHashes(key, 'A', 'postcode', '61-841'),
  )
})

test('a match takes as long as none, within the noise', () => {
  const names = { imie: 'Anna Maria', nazwisko: 'Nowak-Łęcka' }
  const one = (name: string, facts: Partial<Record<IdentityFact, string>>): number => {
    const begun = performance.now()
    for (let n = 0; n < 300; n++) isRecognised(key, claim, names, { name, facts }, 2)
    return performance.now() - begun
  }
  const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!
  const hit: number[] = []
  const miss: number[] = []
  for (let round = 0; round < 25; round++) {
    hit.push(one('Anna Nowak Łęcka', { street: 'Sienkiewicza', house: '12/4' }))
    miss.push(one('Olga Kowal Lipska', { street: 'Mickiewiczowa', house: '99/9' }))
  }
  expect(median(hit) / median(miss)).toBeGreaterThan(0.6)
  expect(median(hit) / median(miss)).toBeLessThan(1.7)
})

test.each([
  ['12.03.2026', '2026-03-12'],
  ['2026-03-12', '2026-03-12'],
  ['1/2/2026', '2026-02-01'],
  ['12.03.2026 r.', '2026-03-12'],
  ['2026-03-12T00:00:00', '2026-03-12'],
  ['30.02.2026', undefined],
  ['12.03.26', undefined],
  ['marzec 2026', undefined],
  ['', undefined],
])('%s is the date %s', (cell, date) => {
  expect(readDate(cell)).toBe(date)
})
