/** What the page says on which a drive is begun. */
import type { StaffLanguage } from './staff.ts'

const pl = {
  title: 'Nowa akcja',
  lead: 'Wybierz gotową akcję: ma już cel, podstawę prawną, treści w\u00a0trzech językach i\u00a0plan. Dodasz tylko listę kontaktów. Wszystko można potem zmienić.',
  which: 'Od czego zaczynasz?',
  list: 'Lista',
  none: 'Inna akcja',
  noneHint: 'Pusty formularz, który wypełnisz krok po kroku.',
  start: 'Zacznij',
  missing: 'Wybierz akcję, od której zaczynasz.',
  registers: 'Rejestry: bez listy kontaktów',
  registersLead:
    'Sprawy, które przychodzą same. Każda ma termin, jednostkę, która odpowiada, przypomnienia i miejsce w zestawieniu rocznym.',
  requests: 'Wnioski o informację publiczną',
  newRequest: 'zapisz nowy wniosek',
}

const en: typeof pl = {
  title: 'New drive',
  lead: 'Choose a ready drive: it has its purpose, legal basis, texts in three languages and plan. You only add the list of contacts. Everything can be changed later.',
  which: 'What do you begin with?',
  list: 'List',
  none: 'Another drive',
  noneHint: 'An empty form, filled in step by step.',
  start: 'Begin',
  missing: 'Choose the drive to begin with.',
  registers: 'Registers: without a list of contacts',
  registersLead:
    'Matters that come by themselves. Each has a last day, a unit that answers, reminders, and its place in the yearly table.',
  requests: 'Requests for public information',
  newRequest: 'write a new one down',
}

export const startTexts = (language: StaffLanguage) => ({ pl, en })[language]
