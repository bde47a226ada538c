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
    pl: 'Piszemy, ile wynosi podatek od środków transportowych i\u00a0kiedy go zapłacić.',
    uk: 'Ми пишемо, скільки становить податок на транспортні засоби та коли його сплатити.',
    en: 'We tell you how much the tax on means of transport is, and when to pay it.',
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
    subject: 'Zmieniamy Plan Gospodarki Niskoemisyjnej: prosimy o uwagi',
    text: text(
      'Dzień dobry,',
      'zmieniamy Plan Gospodarki Niskoemisyjnej dla Poznania. Mówi on, jak miasto i mieszkańcy mogą zużywać mniej energii i dbać o czyste powietrze.',
      'Projekt planu jest na stronie www.poznan.pl. Tam też jest formularz uwag. Uwagi można również złożyć na piśmie w urzędzie.',
      'Chcą Państwo wymienić piec albo ocieplić budynek? Warto zgłosić to do planu. Potem łatwiej o dotację.',
    ),
  },
  uk: {
    subject: 'Ми змінюємо План низьковуглецевої економіки: просимо зауважень',
    text: text(
      'Добрий день,',
      'ми змінюємо План низьковуглецевої економіки для Познані. Він говорить, як місто й мешканці можуть споживати менше енергії та дбати про чисте повітря.',
      'Проєкт плану є на сторінці www.poznan.pl. Там є й бланк зауважень. Зауваження можна також подати письмово в управлінні міста.',
      'Хочете замінити піч або утеплити будинок? Подайте це до плану. Потім буде легше отримати дотацію.',
    ),
  },
  en: {
    subject: 'We are changing the Low-Emission Economy Plan: send us your remarks',
    text: text(
      'Good day,',
      'we are changing the Low-Emission Economy Plan for Poznań. It says how the city and the people who live here can use less energy and keep the air clean.',
      'The draft is at www.poznan.pl. The form for your remarks is there, too. You can also hand them in on paper at our office.',
      'Do you want a new boiler or a warmer house? Tell us, so that it stands in the plan. It is then easier to get money for it.',
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
    pl: 'Zmieniamy Plan Gospodarki Niskoemisyjnej i\u00a0piszemy, jak zgłosić do niego uwagi.',
    uk: 'Ми змінюємо План низьковуглецевої економіки та пишемо, як подати до нього зауваження.',
    en: 'We are changing the Low-Emission Economy Plan, and tell you how to send remarks.',
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
