/** How hard a text is to read: syllables, sentences, the figure, and what is marked. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gradeOf, readability, syllables, target } from '../../../shared/text/readability.ts'

test.each([
  ['nie', 1],
  ['miasto', 2],
  ['urząd', 2],
  ['wiadomość', 3],
  ['prosimy', 3],
  ['mieszkanie', 3],
  ['historia', 3],
  ['nauczyciel', 4],
  ['Europa', 3],
  ['auto', 2],
  ['gospodarowanie', 6],
  ['przedsiębiorca', 4],
  ['61', 1],
  ['nr', 1],
  ['i', 1],
  ['Ukraina', 4],
])('%s has %d syllables', (word, count) => {
  expect(syllables(word, 'pl')).toBe(count)
})

test.each([
  ['очікування', 'uk', 5],
  ['місто', 'uk', 2],
  ['time', 'en', 1],
  ['service', 'en', 2],
  ['table', 'en', 2],
  ['opinion', 'en', 3],
  ['called', 'en', 1],
  ['wanted', 'en', 2],
  ['places', 'en', 2],
] as const)('%s (%s) has %d', (word, language, count) => {
  expect(syllables(word, language)).toBe(count)
})

test('the figure is 0.4 times the words in a sentence and the share of words of four syllables', () => {
  // 10 words in 2 sentences, 1 of them hard: 0.4 × (5 + 10)
  const { words, sentences, figure, grade } = readability(
    'Prosimy o krótki telefon. Nauczyciel oddzwoni do Pana jutro rano.',
    'pl',
  )
  expect({ words, sentences, figure, grade }).toEqual({ words: 10, sentences: 2, figure: 6, grade: 'very easy' })
})

test.each([
  [4, 'very easy'],
  [6.4, 'very easy'],
  [7, 'easy'],
  [9, 'easy'],
  [9.5, 'fair'],
  [13, 'hard'],
  [17, 'very hard'],
  [30, 'very hard'],
])('%d is %s', (figure, grade) => {
  expect(gradeOf(figure)).toBe(grade)
  if (figure <= target) expect(grade).toMatch(/easy/)
})

test.each<[string, number]>([
  ['Biuro jest przy ul. Głogowskiej 16, czynne od 7.30. Zapraszamy tam dziś.', 2],
  ['Pisze do Państwa J. Kowalska. Proszę o telefon.', 2],
  ['Dzień dobry,\n\nprosimy o opinię.\n\nOdnośnik:\n{{link}}\n\nDziękujemy za pomoc!', 2],
  ['To zdanie jest złamane\nna dwa wiersze. To jest drugie.', 2],
  ['Co trzeba zrobić:\n- złożyć formularz w urzędzie,\n- poczekać na list z urzędu.', 3],
  ['Czy to dobry moment? Jeśli nie: Kiedy mogę zadzwonić?!', 2],
])('%j has %d sentences', (text, count) => {
  expect(readability(text, 'pl').sentences).toBe(count)
})

test('a sentence of more than twenty words is marked where it stands', () => {
  const long = `Oto ${Array.from({ length: 20 }, () => 'słowo').join(' ')}.`
  const text = `Krótkie zdanie na początek. ${long} Krótkie na koniec.`
  const { long: found } = readability(text, 'pl')
  expect(found.map(({ start, end, words }) => [text.slice(start, end), words])).toEqual([[long, 21]])
  expect(readability(long.replace('słowo ', ''), 'pl').long).toEqual([])
})

test('impersonal forms are marked, and words that only end like them are not', () => {
  const text =
    'Rozpatrzono wniosek, przyjęto uwagi i wysłano list, w którym użyto kodu. Ustalono też dzień. Rano święto, okno, kolano, miasto, auto, żyto, konto, łatwo, można, trudno, pismo.'
  const words = readability(text, 'pl').impersonal.map(({ start, end }) => text.slice(start, end))
  expect(words).toEqual(['Rozpatrzono', 'przyjęto', 'wysłano', 'użyto', 'Ustalono'])
  expect(readability(text, 'en').impersonal).toEqual([])
})

test('a text of few words, and Ukrainian, have no figure but sentences', () => {
  expect(readability('Prosimy o kontakt.', 'pl')).toMatchObject({ words: 3, long: [] })
  expect(readability('Prosimy o kontakt.', 'pl').figure).toBeUndefined()
  const uk = readability('Ми хочемо знати, як мешканці оцінюють свої візити до нашого управління міста.', 'uk')
  expect(uk).toMatchObject({ words: 12, sentences: 1 })
  expect(uk.figure).toBeUndefined()
  expect(readability('', 'pl')).toEqual({ words: 0, sentences: 0, long: [], impersonal: [] })
})

test('long sentences and long words make a text harder, whatever it is', () => {
  const word = fc.constantFrom('dom', 'urząd', 'telefon', 'gospodarowanie', 'administracja')
  fc.assert(
    fc.property(fc.array(word, { minLength: 5, maxLength: 15 }), (words) => {
      const short = `Oto ${words.join(' ')}. Oto ${words.join(' ')}.`
      const long = `Oto ${words.join(' ')} Oto ${words.join(' ')}.`
      expect(readability(long, 'pl').figure!).toBeGreaterThan(readability(short, 'pl').figure!)
    }),
  )
})

test('no text breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom('pl', 'uk', 'en'), (text, language) => {
      const { figure, long } = readability(text, language)
      if (figure !== undefined) expect(figure).toBeGreaterThan(0)
      for (const { start, end } of long) expect(end).toBeGreaterThan(start)
    }),
  )
})
