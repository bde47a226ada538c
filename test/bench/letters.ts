/** What the drive of the bench writes, in the languages of its contacts. */
import type { EmailStep } from '../../shared/plan/plan.ts'

export const letters: EmailStep['letters'] = {
  pl: {
    subject: '{{imie}}, jak ocenia Pani/Pan wizytę w przychodni?',
    text: 'Dzień dobry,\n\nprosimy mieszkanki i mieszkańców dzielnicy {{dzielnica}} o kilka odpowiedzi – zajmie to około trzech minut.\n\nAnkieta:\n{{link}}\n\nOdpowiedzi oglądamy tylko jako zestawienia. Dziękujemy za każdą z nich.',
  },
  uk: {
    subject: '{{imie}}, як ви оцінюєте візит у поліклініці?',
    text: 'Добрий день!\n\nПросимо мешканок і мешканців району {{dzielnica}} відповісти на кілька запитань – це займе близько трьох хвилин.\n\nОпитування:\n{{link}}\n\nВідповіді ми бачимо лише як зведення. Дякуємо за кожну з них.',
  },
  en: {
    subject: '{{imie}}, how was your visit to the clinic?',
    text: 'Good morning,\n\nwe ask the people of {{dzielnica}} for a few answers; it takes about three minutes.\n\nThe survey:\n{{link}}\n\nWe only look at answers as summaries. Thank you for each of them.',
  },
}
