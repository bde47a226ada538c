/** The few words that components say by themselves, and the language they are in: set once by Layout, read by all inside. */
import { createContext, useContext } from 'hono/jsx'
import type { Language } from '../../shared/platform/language.ts'

const pl = {
  skip: 'Przejdź do treści',
  problem: 'Popraw odpowiedzi na tej stronie',
  error: 'Błąd:',
  optional: 'nieobowiązkowe',
  obligatory: 'wymagane',
  back: 'Wstecz',
  change: 'Zmień',
  language: 'Wersja językowa',
  languageName: { pl: 'Polski', uk: 'Українська', en: 'English' } satisfies Record<Language, string>,
  important: 'Ważne',
  success: 'Gotowe',
  warning: 'Uwaga',
  day: 'Dzień',
  month: 'Miesiąc',
  year: 'Rok',
  pages: 'Strony',
  previous: 'Poprzednia',
  next: 'Następna',
  page: (number: number) => `Strona ${number}`,
  number: 'Liczba',
  share: 'Udział',
  hidden: 'ukryte',
  asTable: 'Pokaż dane w tabeli',
  menu: 'Menu główne',
}
type Words = typeof pl

const uk: Words = {
  skip: 'Перейти до змісту',
  problem: 'Виправте відповіді на цій сторінці',
  error: 'Помилка:',
  optional: 'необов’язково',
  obligatory: 'обов’язково',
  back: 'Назад',
  change: 'Змінити',
  language: 'Мовна версія',
  languageName: pl.languageName,
  important: 'Важливо',
  success: 'Готово',
  warning: 'Увага',
  day: 'День',
  month: 'Місяць',
  year: 'Рік',
  pages: 'Сторінки',
  previous: 'Попередня',
  next: 'Наступна',
  page: (number) => `Сторінка ${number}`,
  number: 'Кількість',
  share: 'Частка',
  hidden: 'приховано',
  asTable: 'Показати дані в таблиці',
  menu: 'Головне меню',
}

const en: Words = {
  skip: 'Skip to content',
  problem: 'Correct the answers on this page',
  error: 'Error:',
  optional: 'optional',
  obligatory: 'required',
  back: 'Back',
  change: 'Change',
  language: 'Language',
  languageName: pl.languageName,
  important: 'Important',
  success: 'Done',
  warning: 'Warning',
  day: 'Day',
  month: 'Month',
  year: 'Year',
  pages: 'Pages',
  previous: 'Previous',
  next: 'Next',
  page: (number) => `Page ${number}`,
  number: 'Count',
  share: 'Share',
  hidden: 'hidden',
  asTable: 'Show the data in a table',
  menu: 'Main menu',
}

export const LanguageContext = createContext<Language>('pl')

/** The language of the page that is being rendered. */
export const useLanguage = (): Language => useContext(LanguageContext)

/** The components' own words in the language of the page that is being rendered. */
export const useWords = (): Words => ({ pl, uk, en })[useContext(LanguageContext)]
