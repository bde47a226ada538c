/** What the page about somebody's data says of her visit, by language. Loaded only in drives that ask for one. (L5, L45) */
import type { Language } from '../../shared/platform/language.ts'

const pl = {
  heading: 'Twoja wizyta',
  when: 'Kiedy',
  where: 'Gdzie',
  state: 'Stan',
  states: {
    confirmed: 'umówiona',
    past: 'termin minął',
    closed: 'nie odbędzie się w\u00a0tym dniu, punkt będzie nieczynny',
    attended: 'odbyła się',
    no_show: 'nie odbyła się',
  },
  held: 'Imię, nazwisko i\u00a0kontakt podane przy umawianiu przechowujemy razem z\u00a0wizytą.',
  link: 'Przejdź do wizyty',
  none: 'Nie mamy Twojej umówionej wizyty w\u00a0tej sprawie.',
}
export type WhyVisitTexts = typeof pl
export type VisitStanding = keyof WhyVisitTexts['states']

const uk: WhyVisitTexts = {
  heading: 'Ваш візит',
  when: 'Коли',
  where: 'Де',
  state: 'Стан',
  states: {
    confirmed: 'призначено',
    past: 'час минув',
    closed: 'не відбудеться цього дня, пункт буде зачинено',
    attended: 'відбувся',
    no_show: 'не відбувся',
  },
  held: 'Імʼя, прізвище та контакт, указані під час запису, зберігаємо разом із візитом.',
  link: 'Перейти до візиту',
  none: 'У\u00a0нас немає вашого запису на візит у\u00a0цій справі.',
}

const en: WhyVisitTexts = {
  heading: 'Your visit',
  when: 'When',
  where: 'Where',
  state: 'State',
  states: {
    confirmed: 'booked',
    past: 'its time is over',
    closed: 'cannot take place on that day, the point will be closed',
    attended: 'took place',
    no_show: 'did not take place',
  },
  held: 'The name and contact given when booking are kept together with the visit.',
  link: 'Go to the visit',
  none: 'We have no booked visit of yours in this matter.',
}

const all: Record<Language, WhyVisitTexts> = { pl, uk, en }

export const whyVisitTexts = (language: Language): WhyVisitTexts => all[language]
