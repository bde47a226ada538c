/** What staff read where figures are held back for the sake of people: batches, hidden bases, anonymous drives. */
import type { StaffLanguage } from './staff.ts'

const pl = {
  baseHidden: (k: number) => `Odpowiedzi na to pytanie: mniej niż ${k}`,
  batches: (k: number) =>
    `Wyniki zmieniają się paczkami: nowe liczby pokazujemy, gdy przybędzie co najmniej ${k} odpowiedzi i\u00a0z\u00a0różnicy nie da się odczytać, co odpowiedziała pojedyncza osoba. Dlatego przy niektórych pytaniach mogą być trochę starsze.`,
  anonymous: (k: number) =>
    `Ankieta jest anonimowa. Liczymy ją na nowo co najwyżej raz na 10 minut i\u00a0tylko wtedy, gdy przybędzie co najmniej ${k} osób. Nie wiadomo, kiedy i\u00a0kto odpowiedział.`,
  textsLater:
    'Wypowiedzi z\u00a0ankiety anonimowej można przeczytać, gdy akcja się skończy i\u00a0nikt nie może już odpowiedzieć.',
  textsByBatches: (k: number) =>
    `Wypowiedzi przybywa paczkami po co najmniej ${k}, tak jak liczb w\u00a0wynikach. Dzięki temu nie widać, kto co napisał.`,
  figures: {
    title: 'Tabela wyników',
    lead: 'Liczby odpowiedzi, takie same jak na stronie wyników. Znak # oznacza liczbę ukrytą, kropka: brak danych, X: pytanie, którego się nie liczy.',
    xlsx: 'Przygotuj tabelę Excel (XLSX)',
    csv: 'Przygotuj tabelę CSV',
    rowsHeld: (k: number) =>
      `Nowe wiersze dochodzą, gdy zbierze się ich co najmniej ${k}, a niedokończone dopiero po zakończeniu akcji. Znak # zastępuje odpowiedź, którą wybrało mniej niż ${k} osób.`,
    onlyFigures:
      'Ankieta jest anonimowa, dlatego nie ma pliku z\u00a0odpowiedziami kolejnych osób. Jest tabela wyników.',
  },
}
export type HeldBackMessages = typeof pl

const en: HeldBackMessages = {
  baseHidden: (k) => `Answers to this question: fewer than ${k}`,
  batches: (k) =>
    `Results change by batches: new figures are shown when at least ${k} more have answered and the difference does not tell what a single person said. So those of some questions may be a little older.`,
  anonymous: (k) =>
    `The survey is anonymous. It is counted afresh at most once in 10 minutes, and only when at least ${k} more people have answered. Nobody knows who answered, or when.`,
  textsLater:
    'What people wrote in an anonymous survey can be read when the drive is over and nobody can answer any more.',
  textsByBatches: (k) =>
    `Texts are added by batches of at least ${k}, as the figures of the results are. So nobody can see who wrote what.`,
  figures: {
    title: 'Table of results',
    lead: 'Counts of answers, the same as on the page of results. The sign # stands for a hidden count, a dot for no data, X for a question that is not counted.',
    xlsx: 'Prepare an Excel table (XLSX)',
    csv: 'Prepare a CSV table',
    rowsHeld: (k) =>
      `New rows are added when at least ${k} have come, unfinished ones only when the drive is over. The sign # stands for an answer that fewer than ${k} people chose.`,
    onlyFigures:
      'The survey is anonymous, so there is no file with the answers of one person after another. There is a table of results.',
  },
}

const texts: Record<StaffLanguage, HeldBackMessages> = { pl, en }

export const heldBackTexts = (language: StaffLanguage): HeldBackMessages => texts[language]
