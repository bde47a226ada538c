/** Drives that inform and ask for nothing: tax rates, the low-emission plan. */
import type { Plan } from '../../plan/plan.ts'
import { type DriveTemplate, email, type Letters, text } from './drive.ts'

const stop = ['objected'] as const

const taxRates = (year: string): Letters => ({
  pl: {
    subject: `Stawki podatku od środków transportowych na ${year} rok`,
    text: text(
      'Dzień dobry,',
      `Rada Miasta ustaliła stawki podatku od środków transportowych na ${year} rok. Piszemy do firm i osób, które mają w Poznaniu zarejestrowane ciężarówki, ciągniki, przyczepy lub autobusy.`,
      'Co trzeba zrobić:\n- do 15 lutego złożyć deklarację DT-1,\n- zapłacić pierwszą ratę do 15 lutego, a drugą do 15 września.',
      'Stawki i formularze są na stronie www.poznan.pl. Pomożemy też przez telefon: 61 646 33 44.',
    ),
  },
  uk: {
    subject: `Ставки податку на транспортні засоби на ${year} рік`,
    text: text(
      'Добрий день,',
      `Міська рада встановила ставки податку на транспортні засоби на ${year} рік. Ми пишемо до фірм та осіб, які мають у Познані зареєстровані вантажівки, тягачі, причепи або автобуси.`,
      'Що треба зробити:\n- до 15 лютого подати декларацію DT-1,\n- сплатити першу частину до 15 лютого, а другу до 15 вересня.',
      'Ставки та бланки є на сторінці www.poznan.pl. Ми допоможемо також телефоном: 61 646 33 44.',
    ),
  },
  en: {
    subject: `Rates of the tax on means of transport for ${year}`,
    text: text(
      'Good day,',
      `The City Council has set the rates of the tax on means of transport for ${year}. We write to companies and people who have lorries, tractors, trailers or buses registered in Poznań.`,
      'What to do:\n- send the DT-1 declaration by 15 February,\n- pay the first half by 15 February, the second by 15 September.',
      'Rates and forms are at www.poznan.pl. We also help by phone: 61 646 33 44.',
    ),
  },
})

export const transportTax: DriveTemplate = {
  id: 'transport-tax-rates',
  name: {
    pl: 'Stawki podatku od środków transportowych',
    en: 'Rates of the tax on means of transport',
  },
  description: {
    pl: 'Jeden e-mail do właścicieli ciężarówek, przyczep i\u00a0autobusów: nowe stawki, terminy, gdzie są formularze. O\u00a0nic nie pyta.',
    en: 'One e-mail to owners of lorries, trailers and buses: the new rates, the dates, where the forms are. It asks for nothing.',
  },
  list: {
    pl: 'Adresy e-mail z\u00a0ewidencji podatników. Bez kwot i\u00a0bez numerów rejestracyjnych.',
    en: 'E-mail addresses from the register of taxpayers. No amounts, no number plates.',
  },
  days: 14,
  purpose: {
    pl: 'Informujemy o\u00a0stawkach podatku od środków transportowych i\u00a0o\u00a0terminach.',
    uk: 'Ми інформуємо про ставки податку на транспортні засоби та про строки.',
    en: 'We inform about the rates of the tax on means of transport and about the dates.',
  },
  purposeClass: 'statutory_info',
  basis: '6(1)(c)',
  asks: 'nothing',
  anonymity: 'identified',
  inDoubt: 'at-least-once',
  privacy: {
    dataSource: 'ewidencja podatników podatku od środków transportowych',
    dataCategories: 'adres e-mail',
    retentionMonths: 6,
  },
  plan: ({ today }): Plan => [email(taxRates(yearAhead(today)), [...stop])],
}

/** Rates are announced at the end of a year for the next one. */
function yearAhead(today: string): string {
  const [year, month] = today.split('-')
  return String(Number(year) + (Number(month) >= 10 ? 1 : 0))
}

const lowEmission: Letters = {
  pl: {
    subject: 'Aktualizujemy Plan Gospodarki Niskoemisyjnej: można zgłosić uwagi',
    text: text(
      'Dzień dobry,',
      'aktualizujemy Plan Gospodarki Niskoemisyjnej dla Poznania. Plan mówi, jak miasto i mieszkańcy mogą zużywać mniej energii i ograniczać zanieczyszczenie powietrza.',
      'Projekt planu i formularz uwag są na stronie www.poznan.pl. Uwagi można też złożyć na piśmie w urzędzie.',
      'Zgłoszenie inwestycji do planu ułatwia starania o dofinansowanie, na przykład na wymianę pieca lub ocieplenie budynku.',
    ),
  },
  uk: {
    subject: 'Ми оновлюємо План низьковуглецевої економіки: можна подати зауваження',
    text: text(
      'Добрий день,',
      'ми оновлюємо План низьковуглецевої економіки для Познані. План говорить, як місто й мешканці можуть споживати менше енергії та зменшувати забруднення повітря.',
      'Проєкт плану та бланк зауважень є на сторінці www.poznan.pl. Зауваження можна також подати письмово в управлінні міста.',
      'Подання інвестиції до плану полегшує отримання дотації, наприклад на заміну печі чи утеплення будинку.',
    ),
  },
  en: {
    subject: 'We update the Low-Emission Economy Plan: send us your remarks',
    text: text(
      'Good day,',
      'we are updating the Low-Emission Economy Plan for Poznań. The plan says how the city and its residents can use less energy and pollute the air less.',
      'The draft and the form for remarks are at www.poznan.pl. You can also hand in remarks in writing at the office.',
      'An investment that stands in the plan gets funding more easily, for example a new boiler or an insulated house.',
    ),
  },
}

export const lowEmissionPlan: DriveTemplate = {
  id: 'low-emission-plan',
  name: {
    pl: 'Aktualizacja Planu Gospodarki Niskoemisyjnej',
    en: 'Update of the Low-Emission Economy Plan',
  },
  description: {
    pl: 'Jeden e-mail o\u00a0tym, że plan jest aktualizowany, gdzie jest projekt i\u00a0jak zgłosić uwagi lub inwestycję.',
    en: 'One e-mail: the plan is being updated, where the draft is, how to send remarks or an investment.',
  },
  list: {
    pl: 'Adresy e-mail instytucji, firm i\u00a0zarządców budynków.',
    en: 'E-mail addresses of institutions, companies and managers of buildings.',
  },
  days: 30,
  purpose: {
    pl: 'Informujemy o\u00a0aktualizacji Planu Gospodarki Niskoemisyjnej i\u00a0o\u00a0tym, jak zgłosić uwagi.',
    uk: 'Ми інформуємо про оновлення Плану низьковуглецевої економіки та про те, як подати зауваження.',
    en: 'We inform about the update of the Low-Emission Economy Plan and how to send remarks.',
  },
  purposeClass: 'public_info',
  basis: '6(1)(e)',
  asks: 'nothing',
  anonymity: 'identified',
  inDoubt: 'at-least-once',
  privacy: {
    dataSource: 'adresy podane w poprzednich konsultacjach planu oraz publicznie dostępne adresy instytucji',
    dataCategories: 'adres e-mail, nazwa instytucji',
    retentionMonths: 12,
  },
  plan: (): Plan => [email(lowEmission, [...stop])],
}
