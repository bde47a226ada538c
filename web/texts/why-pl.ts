/** The page about what is held on a person, in Polish: the source of the other languages. Plain words, no gendered verbs. (L45) */
import type { PurposeClass } from '../../shared/campaign/campaign.ts'
import type { End } from '../../shared/contact/done.ts'
import type { MergeField } from '../../shared/contact/mapping.ts'
import type { OnlyBy } from '../../shared/contact/wish.ts'
import { date } from './texts.ts'

export const pl = {
  title: 'Dlaczego się kontaktujemy',
  heading: 'Dlaczego się z\u00a0Tobą skontaktowaliśmy?',
  lead: 'Tu sprawdzisz, jakie Twoje dane mamy w\u00a0tej sprawie, skąd są i\u00a0co z\u00a0nimi robimy. Ta strona jest tylko dla Ciebie.',
  reason: 'Powód kontaktu',
  who: 'Kto się kontaktuje',
  why: 'Po co',
  neutralWhy: 'Sprawa urzędowa. O\u00a0szczegółach powiemy po potwierdzeniu, że rozmawiamy z\u00a0właściwą osobą.',
  verify: (phone: string) => `Chcesz sprawdzić, czy to naprawdę my? Zadzwoń: ${phone}.`,

  dataHeading: 'Jakie dane mamy',
  email: 'E-mail',
  phone: 'Telefon',
  language: 'Język',
  languages: { pl: 'polski', uk: 'ukraiński', en: 'angielski' },
  fields: {
    imie: 'Imię',
    nazwisko: 'Nazwisko',
    osoba: 'Imię i\u00a0nazwisko',
    zwrot: 'Zwrot grzecznościowy',
    dzielnica: 'Dzielnica lub osiedle',
    placowka: 'Placówka',
    usluga: 'Usługa',
    data: 'Data',
  } satisfies Record<MergeField, string>,
  hidden: 'Adresy i\u00a0numery pokazujemy w\u00a0skrócie, żeby nie odczytał ich ktoś obok.',
  more: 'Reszty danych tu nie pokazujemy, bo odnośnik mógł otworzyć ktoś inny. Dostaniesz je w\u00a0kopii danych albo przez telefon, po potwierdzeniu tożsamości.',

  sourceHeading: 'Skąd je mamy i\u00a0do kiedy',
  source: 'Skąd',
  obtained: 'Kiedy je pobraliśmy',
  basis: 'Podstawa',
  purposes: 'Do czego można ich użyć',
  purposeNames: {
    survey: 'badania i\u00a0ankiety',
    public_info: 'informacje miejskie',
    statutory_info: 'zawiadomienia przewidziane w\u00a0przepisach',
    reminder: 'przypomnienia',
    commercial: 'oferty i\u00a0reklamy',
  } satisfies Record<PurposeClass, string>,
  until: 'Kiedy je usuniemy',
  untilDay: (day: string) => `do ${date('pl', day)}`,
  untilMonths: (months: string) => `${months} od zakończenia`,
  privacy: 'Pełna informacja o\u00a0ochronie danych',

  doneHeading: 'Jak się kontaktowaliśmy',
  doneNone: 'Jeszcze się nie kontaktowaliśmy.',
  channels: { email: 'e-mail', call: 'telefon automatyczny', agents: 'telefon od konsultanta' },
  ends: {
    sent: 'wysłano',
    bounced: 'nie dotarł',
    refused: 'poczta go nie przyjęła',
    doubt: 'nie wiemy, czy dotarł',
    talked: 'rozmowa',
    nobody: 'nikt nie odebrał albo nie odpowiedział',
    busy: 'zajęte',
    message: 'zostawiono krótką wiadomość głosową',
    voicemail: 'poczta głosowa, bez wiadomości',
    other: 'odebrał ktoś inny',
    number: 'numer nie działa',
    failed: 'nie udało się połączyć',
    now: 'trwa',
  } satisfies Record<End, string>,
  promised: (when: string) => `Umówiony telefon: ${when}.`,
  answered: {
    complete: 'Twoje odpowiedzi do nas dotarły.',
    partial: 'Ankieta jest zaczęta i\u00a0niewysłana.',
    none: 'Nie mamy od Ciebie odpowiedzi.',
    anonymous: 'Ankieta jest anonimowa, więc nie wiemy, co kto odpowiedział.',
  },
  answeredNot: 'Treści odpowiedzi tu nie pokazujemy.',

  objectionsHeading: 'Twoje sprzeciwy',
  objectionsNone: 'Nie mamy zapisanego sprzeciwu, który dotyczy tej sprawy.',
  objection: {
    campaign: (day: string) => `Od ${date('pl', day)} nie kontaktujemy się w\u00a0tej sprawie.`,
    purpose: (day: string) => `Od ${date('pl', day)} nie kontaktujemy się w\u00a0tym celu.`,
    all: (day: string) => `Od ${date('pl', day)} nie kontaktujemy się w\u00a0ten sposób w\u00a0żadnej sprawie.`,
  },
  objectionBack: 'Sprzeciw możesz cofnąć na piśmie albo w\u00a0urzędzie.',

  consentHeading: 'Twoje zgody',
  consentChannels: { email: 'Na e-maile', phone: 'Na telefony' },
  consent: (day: string, version: string, source: string) =>
    `zgoda z\u00a0${date('pl', day)}, treść: ${version}, wyrażona: ${source}`,
  withdrawn: (day: string) => `Wycofana ${date('pl', day)}.`,

  canHeading: 'Co możesz zrobić',
  can: {
    call: 'Poproś o\u00a0telefon',
    contact: 'Zmień język albo sposób kontaktu',
    objection: 'Zgłoś sprzeciw: nie chcę takich wiadomości',
    withdraw: 'Wycofaj zgodę',
    copy: 'Poproś o\u00a0kopię swoich danych',
    erasure: 'Poproś o\u00a0usunięcie swoich danych',
    survey: 'Przejdź do ankiety',
  },
  saved: 'Zapisano. Od teraz kontaktujemy się tak, jak prosisz.',
  back: 'Wróć do strony o\u00a0Twoich danych',

  contact: {
    heading: 'Język i\u00a0sposób kontaktu',
    lead: 'Zmiana działa od razu i\u00a0dotyczy tej sprawy.',
    language: 'W\u00a0jakim języku mamy się kontaktować?',
    channel: 'Jak mamy się kontaktować?',
    any: 'E-mailem albo telefonicznie, jak dotychczas',
    only: {
      email: 'Tylko e-mailem',
      phone: 'Tylko telefonicznie',
      agents: 'Tylko przez rozmowę z\u00a0człowiekiem, bez automatu',
    } satisfies Record<OnlyBy, string>,
    objection: 'Nie chcesz żadnego kontaktu?',
    objectionLink: 'Zgłoś sprzeciw',
    choose: 'Wybierz jedną z\u00a0odpowiedzi',
    submit: 'Zapisz',
  },

  ask: {
    copy: {
      heading: 'Prośba o\u00a0kopię danych',
      lead: 'Przygotujemy kopię danych, które o\u00a0Tobie mamy, także z\u00a0innych spraw prowadzonych w\u00a0tym systemie.',
      note: 'Zanim ją wydamy, sprawdzimy, czy trafi do właściwej osoby. Możemy do Ciebie zadzwonić albo poprosić o\u00a0wizytę.',
      submit: 'Proszę o\u00a0kopię danych',
      done: 'Prośba o\u00a0kopię danych jest przyjęta',
    },
    erasure: {
      heading: 'Prośba o\u00a0usunięcie danych',
      lead: 'Usuniemy dane, których nie musimy już mieć, także z\u00a0innych spraw prowadzonych w\u00a0tym systemie.',
      note: 'Jeśli przepisy każą nam część danych zachować, napiszemy, jakie to dane i\u00a0dlaczego. Po usunięciu ta strona i\u00a0Twój odnośnik przestaną działać.',
      submit: 'Proszę o\u00a0usunięcie danych',
      done: 'Prośba o\u00a0usunięcie danych jest przyjęta',
    },
    month: 'Na odpowiedź mamy miesiąc.',
    due: (day: string) => `Odpowiemy najpóźniej ${date('pl', day)}.`,
    number: (id: string) => `Numer Twojej prośby: ${id}. Zapisz go, jeśli chcesz o\u00a0nią zapytać.`,
    help: (phone: string) => `Masz pytanie? Zadzwoń: ${phone}.`,
  },
}

export type WhyMessages = typeof pl
