/** What the manager of the bench's drive would write into the form. */
import type { EmailStep } from '../../shared/plan/plan.ts'

const letters: EmailStep['letters'] = {
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

const dayMs = 86_400_000
const day = (now: number, days: number) => new Date(now + days * dayMs).toISOString().slice(0, 10)

/** The whole drive but its survey and its list, beginning today. The window is open around the clock. */
export const content = (now: number) => ({
  name: 'Ocena usług medycznych',
  purpose: { pl: 'Pytamy, jak pacjenci oceniają wizyty w przychodniach miejskich.' },
  purposeClass: 'survey',
  basis: '6(1)(e)',
  privacy: {
    controller: 'Urząd Miasta (dane wymyślone)',
    dataProtectionOfficer: 'iod@urzad.example',
    dataSource: 'lista wymyślona na potrzeby pomiaru',
    dataCategories: 'imię, nazwisko, adres e-mail, dzielnica',
    recipients: 'dostawca usługi wysyłki wiadomości',
    retentionMonths: 6,
    impactAssessment: { done: false, reference: '' },
    registerId: 'RCP-1',
  },
  anonymity: 'confidential',
  startsOn: day(now, 0),
  endsOn: day(now, 30),
  window: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59', holidays: true, closedDays: [] },
  ramp: false,
  inDoubt: 'at-least-once',
  plan: [{ kind: 'email', stop: ['answered', 'objected'], letters } satisfies EmailStep],
})
