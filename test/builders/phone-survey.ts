/** A survey of four questions that one key answers each: whoever reads the keys of a call knows how many she answered. */
import type { Survey } from '../../shared/survey/survey.ts'

const choice = (value: string, pl: string, uk: string, en: string) => ({ value, text: { pl, uk, en } })

export const phoneQuestions = 4

export const phoneSurvey: Survey = {
  title: { pl: 'Ocena wizyty', uk: 'Оцінка візиту', en: 'Your visit' },
  pages: [
    {
      name: 'visit',
      elements: [
        {
          type: 'radiogroup',
          name: 'how',
          title: { pl: 'Jak ocenia się wizytę?', uk: 'Як оцінюється візит?', en: 'How was the visit?' },
          choices: [
            choice('good', 'Dobrze', 'Добре', 'Well'),
            choice('soso', 'Tak sobie', 'Так собі', 'So so'),
            choice('bad', 'Źle', 'Погано', 'Badly'),
          ],
          isRequired: true,
        },
        {
          type: 'rating',
          name: 'mark',
          title: { pl: 'Ocena obsługi', uk: 'Оцінка обслуговування', en: 'Mark of the service' },
          rateMax: 5,
          isRequired: true,
        },
      ],
    },
    {
      name: 'place',
      elements: [
        {
          type: 'boolean',
          name: 'again',
          title: { pl: 'Czy było łatwo trafić?', uk: 'Чи було легко знайти?', en: 'Was it easy to find?' },
          isRequired: true,
        },
        {
          type: 'radiogroup',
          name: 'wait',
          title: { pl: 'Jak długo trwało czekanie?', uk: 'Як довго довелося чекати?', en: 'How long was the wait?' },
          choices: [choice('short', 'Krótko', 'Недовго', 'Not long'), choice('long', 'Długo', 'Довго', 'Long')],
          isRequired: true,
        },
      ],
    },
  ],
}

/** What answers it whole. */
export const phoneAnswers = { how: 'good', mark: 4, again: true, wait: 'short' } as const
