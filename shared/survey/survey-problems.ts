/** What can be wrong with a survey file, said to its author: what it is and what to do about it. */
import type { Text } from '../platform/language.ts'

/** Why a survey was refused. `question` is its name, or `#3` for the third when it has none. */
export interface SurveyProblem {
  question?: string
  /** The property that is to blame, as it is spelled in the file. */
  property?: string
  code: ProblemCode
  message: Text
}

/** What was left out or changed on reading; the survey can be used all the same. */
export interface SurveyNote {
  question?: string
  property?: string
  code: NoteCode
  message: Text
}

/** What a message may quote. */
export interface Quoted {
  property?: string
  value?: string
  max?: number
  count?: number
  at?: number
  hint?: Text
}

type Message = (quoted: Required<Quoted>) => Text

const problemMessages = {
  notSurvey: () => ({
    pl: 'To nie jest ankieta w formacie SurveyJS. Wgraj plik JSON z polem „pages” albo „elements”.',
    en: 'This is not a SurveyJS survey. Upload a JSON file with "pages" or "elements".',
  }),
  tooLarge: ({ max }) => ({
    pl: `Plik jest za duży: ankieta może mieć najwyżej ${max / 1000} kB.`,
    en: `The file is too large: a survey may have at most ${max / 1000} kB.`,
  }),
  tooManyQuestions: ({ max }) => ({
    pl: `Ankieta ma za dużo pytań: dozwolone jest najwyżej ${max}. Podziel ją na kilka ankiet.`,
    en: `The survey has too many questions: at most ${max} are allowed. Split it into several surveys.`,
  }),
  empty: () => ({
    pl: 'W ankiecie nie ma ani jednego pytania, na które można odpowiedzieć. Dodaj pytania.',
    en: 'The survey has no question that can be answered. Add questions.',
  }),
  tooDeep: ({ max }) => ({
    pl: `Panele są zagnieżdżone za głęboko: dozwolone są najwyżej ${max} poziomy. Uprość układ.`,
    en: `Panels are nested too deeply: at most ${max} levels are allowed. Simplify the layout.`,
  }),
  unknownType: ({ value, hint }) => ({
    pl: `Typ pytania „${value}” nie jest obsługiwany. ${hint.pl}`,
    en: `Question type "${value}" is not supported. ${hint.en}`,
  }),
  unsupported: ({ property, hint }) => ({
    pl: `Właściwość „${property}” nie jest obsługiwana. ${hint.pl}`,
    en: `Property "${property}" is not supported. ${hint.en}`,
  }),
  badValue: ({ property, hint }) => ({
    pl: `Właściwość „${property}” ma niewłaściwą wartość. ${hint.pl}`,
    en: `Property "${property}" has a wrong value. ${hint.en}`,
  }),
  missingName: () => ({
    pl: 'Pytanie nie ma nazwy. Dodaj pole „name”.',
    en: 'The question has no name. Add "name".',
  }),
  badName: ({ value, max }) => ({
    pl: `Nazwa „${value}” jest niedozwolona. Użyj najwyżej ${max} znaków, bez nawiasów klamrowych i bez słów zastrzeżonych, takich jak „constructor”.`,
    en: `The name "${value}" is not allowed. Use at most ${max} characters, no braces, and no reserved words such as "constructor".`,
  }),
  duplicateName: ({ value }) => ({
    pl: `Nazwa „${value}” występuje więcej niż raz. Nadaj każdemu pytaniu inną nazwę.`,
    en: `The name "${value}" is used more than once. Give each question a name of its own.`,
  }),
  noChoices: ({ property }) => ({
    pl: `Lista „${property}” jest pusta. Dodaj co najmniej jedną pozycję.`,
    en: `The list "${property}" is empty. Add at least one entry.`,
  }),
  tooManyChoices: ({ property, max }) => ({
    pl: `Lista „${property}” jest za długa: dozwolone jest najwyżej ${max} pozycji.`,
    en: `The list "${property}" is too long: at most ${max} entries are allowed.`,
  }),
  duplicateChoice: ({ property, value }) => ({
    pl: `Na liście „${property}” wartość „${value}” występuje więcej niż raz. Nadaj każdej pozycji inną wartość.`,
    en: `In "${property}" the value "${value}" is used more than once. Give each entry a value of its own.`,
  }),
  badChoice: ({ property, value }) => ({
    pl: `Na liście „${property}” pozycja „${value}” jest niedozwolona. Podaj niepustą wartość do 200 znaków, inną niż słowa zastrzeżone.`,
    en: `In "${property}" the entry "${value}" is not allowed. Give a value of up to 200 characters that is not a reserved word.`,
  }),
  reservedChoice: ({ property, value }) => ({
    pl: `Na liście „${property}” wartość „${value}” jest już zajęta przez dodatkową odpowiedź pytania. Zmień ją albo wyłącz tę odpowiedź.`,
    en: `In "${property}" the value "${value}" is taken by an extra answer of the question. Change it or switch that answer off.`,
  }),
  badRange: ({ property }) => ({
    pl: `Granice w „${property}” się wykluczają albo dają za długą skalę. Popraw liczby.`,
    en: `The limits in "${property}" exclude each other or make too long a scale. Correct the numbers.`,
  }),
  missingPolish: ({ property }) => ({
    pl: `Tekst „${property}” nie ma wersji polskiej. Dodaj go w polu „default” albo „pl”.`,
    en: `The text "${property}" has no Polish version. Add it as "default" or "pl".`,
  }),
  textTooLong: ({ property, max, count }) => ({
    pl: `Tekst „${property}” ma ${count} znaków, a dozwolone jest najwyżej ${max}. Skróć go.`,
    en: `The text "${property}" has ${count} characters; at most ${max} are allowed. Shorten it.`,
  }),
  markup: ({ property, value }) => ({
    pl: `Tekst „${property}” zawiera element „${value}”. Obrazki, odnośniki i kod HTML nie są dozwolone: zostaw sam tekst.`,
    en: `The text "${property}" contains "${value}". Pictures, links and HTML are not allowed: leave the plain text.`,
  }),
  placeholder: ({ property, value }) => ({
    pl: `Tekst „${property}” zawiera wstawkę „${value}”. Wstawki nie są obsługiwane: napisz tekst bez niej.`,
    en: `The text "${property}" contains the placeholder "${value}". Placeholders are not supported: write the text without it.`,
  }),
  unknownValidator: ({ value, hint }) => ({
    pl: `Reguła sprawdzania „${value}” nie jest obsługiwana. ${hint.pl}`,
    en: `The validator "${value}" is not supported. ${hint.en}`,
  }),
  conditionSyntax: ({ property, value, at }) => ({
    pl: `Nie można odczytać warunku „${value}” w „${property}”: błąd przy znaku ${at}. Sprawdź nawiasy, apostrofy i operatory (=, <>, >, <, and, or, !).`,
    en: `The condition "${value}" in "${property}" cannot be read: mistake at character ${at}. Check parentheses, quotes and operators (=, <>, >, <, and, or, !).`,
  }),
  unknownReference: ({ property, value }) => ({
    pl: `Warunek w „${property}” odwołuje się do „{${value}}”, a takiego pytania nie ma. Popraw nazwę.`,
    en: `The condition in "${property}" refers to "{${value}}", and there is no such question. Correct the name.`,
  }),
  laterReference: ({ property, value }) => ({
    pl: `Warunek w „${property}” odwołuje się do „{${value}}”, ale to pytanie nie stoi wcześniej. Przenieś pytanie albo zmień warunek.`,
    en: `The condition in "${property}" refers to "{${value}}", but that question does not come earlier. Move the question or change the condition.`,
  }),
  unknownFunction: ({ property, value }) => ({
    pl: `Warunek w „${property}” używa funkcji „${value}”, która nie jest obsługiwana. Dostępna jest tylko funkcja iif().`,
    en: `The condition in "${property}" calls "${value}", which is not supported. Only iif() is available.`,
  }),
  cycle: ({ value }) => ({
    pl: `Wartość obliczana „${value}” zależy sama od siebie. Przerwij to koło.`,
    en: `The calculated value "${value}" depends on itself. Break the circle.`,
  }),
} satisfies Record<string, Message>

const noteMessages = {
  ignored: ({ property }) => ({
    pl: `Pominięto „${property}”: Akcja sama ustala wygląd i przebieg ankiety.`,
    en: `"${property}" was left out: Akcja decides on looks and course by itself.`,
  }),
  markupRemoved: ({ property }) => ({
    pl: `Z tekstu „${property}” usunięto znaczniki formatowania. Sprawdź, czy czyta się dobrze.`,
    en: `Formatting marks were removed from the text "${property}". Check that it reads well.`,
  }),
  languageLeftOut: ({ value }) => ({
    pl: `Pominięto teksty w języku „${value}”: ankiety są po polsku, ukraińsku i angielsku.`,
    en: `Texts in the language "${value}" were left out: surveys are in Polish, Ukrainian and English.`,
  }),
} satisfies Record<string, Message>

export type ProblemCode = keyof typeof problemMessages
export type NoteCode = keyof typeof noteMessages

/** What a reader finds on its way through a file. */
export class Report {
  readonly problems: SurveyProblem[] = []
  readonly notes: SurveyNote[] = []
  readonly #notesTaken = new Set<string>()

  problem(code: ProblemCode, where: { question?: string; property?: string } = {}, quoted: Quoted = {}): void {
    this.problems.push({ ...present(where), code, message: problemMessages[code](whole(where, quoted)) })
  }

  /** Notes the same thing about the same place once. */
  note(code: NoteCode, where: { question?: string; property?: string } = {}, quoted: Quoted = {}): void {
    const message = noteMessages[code](whole(where, quoted))
    const key = JSON.stringify([where.question, message.pl])
    if (this.#notesTaken.has(key)) return
    this.#notesTaken.add(key)
    this.notes.push({ ...present(where), code, message })
  }
}

const present = ({ question, property }: { question?: string; property?: string }) => ({
  ...(question !== undefined && { question: shortened(question) }),
  ...(property !== undefined && { property }),
})

function whole({ property = '' }: { property?: string }, quoted: Quoted): Required<Quoted> {
  const filled = { property, value: '', max: 0, count: 0, at: 0, hint: { pl: '', en: '' }, ...quoted }
  return { ...filled, property: shortened(filled.property), value: shortened(filled.value) }
}

/** A quotation that fits a line: files may hold anything. */
function shortened(text: string): string {
  const line = text.toWellFormed().replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 79).toWellFormed()}…` : line
}
