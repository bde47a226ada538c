/** A survey with every kind of question, two conditions and three pages. */
import type { Survey } from '../../../shared/survey/survey.ts'

const choices = [
  { value: 'good', text: { pl: 'Dobrze', uk: 'Добре', en: 'Well' } },
  { value: 'bad', text: { pl: 'Źle', uk: 'Погано', en: 'Badly' } },
]

export const everyKind: Survey = {
  title: { pl: 'Ocena usług', uk: 'Оцінка послуг', en: 'Opinion of services' },
  pages: [
    {
      name: 'visit',
      title: { pl: 'Ostatnia wizyta', uk: 'Останній візит', en: 'Your last visit' },
      elements: [
        {
          type: 'radiogroup',
          name: 'how',
          title: { pl: 'Jak poszło?', uk: 'Як усе минуло?', en: 'How did it go?' },
          choices,
          showOtherItem: true,
          isRequired: true,
        },
        {
          type: 'checkbox',
          name: 'what',
          title: { pl: 'Co było złe?', en: 'What was bad?' },
          choices: [
            { value: 'wait', text: { pl: 'Czekanie', en: 'Waiting' } },
            { value: 'people', text: { pl: 'Obsługa', en: 'Staff' } },
          ],
          showNoneItem: true,
          maxSelectedChoices: 2,
          visibleIf: "{how} = 'bad'",
          isRequired: true,
        },
        { type: 'rating', name: 'mark', title: { pl: 'Ocena', en: 'Mark' }, rateMax: 5 },
        { type: 'boolean', name: 'again', title: { pl: 'Czy przyszłoby się znów?', en: 'Would one come again?' } },
      ],
    },
    {
      name: 'why',
      visibleIf: "{how} = 'bad'",
      elements: [
        {
          type: 'comment',
          name: 'story',
          title: { pl: 'Co się stało?', uk: 'Що сталося?', en: 'What happened?' },
          isRequired: true,
        },
      ],
    },
    {
      name: 'you',
      title: { pl: 'O Tobie', en: 'About you' },
      elements: [
        { type: 'html', name: 'note', html: { pl: 'Te pytania są nieobowiązkowe.' } },
        { type: 'text', name: 'age', inputType: 'number', title: { pl: 'Wiek', en: 'Age' }, min: 18, max: 120 },
        { type: 'text', name: 'mail', inputType: 'email', title: { pl: 'E-mail', en: 'E-mail' } },
        { type: 'text', name: 'day', inputType: 'date', title: { pl: 'Dzień wizyty', en: 'Day of the visit' } },
        {
          type: 'dropdown',
          name: 'district',
          title: { pl: 'Osiedle', en: 'District' },
          choices: [
            { value: 'jezyce', text: { pl: 'Jeżyce' } },
            { value: 'lazarz', text: { pl: 'Łazarz' } },
          ],
          showOtherItem: true,
        },
        {
          type: 'matrix',
          name: 'aspects',
          title: { pl: 'Szczegóły', en: 'Details' },
          columns: choices,
          rows: [
            { value: 'time', text: { pl: 'Czas', en: 'Time' } },
            { value: 'place', text: { pl: 'Miejsce', en: 'Place' } },
          ],
          eachRowRequired: true,
        },
        {
          type: 'expression',
          name: 'soon',
          title: { pl: 'Wiek za rok:', en: 'Age in a year:' },
          visibleIf: '{age} notempty',
          expression: '{age} + 1',
        },
      ],
    },
  ],
}

/** Form fields by question, for posting. */
export const field = {
  how: 'q_0',
  howOther: 'q_0_other',
  what: 'q_1',
  mark: 'q_2',
  again: 'q_3',
  story: 'q_4',
  age: 'q_6',
  mail: 'q_7',
  day: 'q_8',
  district: 'q_9',
  time: 'q_10_0',
  place: 'q_10_1',
}
