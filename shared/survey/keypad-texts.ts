/** Why a question is not asked by phone, and what keeps a whole survey off it: said to its author, with what to do. */
import type { Text } from '../platform/language.ts'

/** Why a question is not asked by an automated call. */
export const unfit = {
  left: {
    pl: 'w ankiecie zaznaczono, żeby nie pytać o to przez telefon',
    en: 'the survey says not to ask it by phone',
  },
  words: { pl: 'odpowiada się na nie własnymi słowami', en: 'it is answered in one’s own words' },
  longNumber: {
    pl: 'na klawiaturze podaje się liczby od 0 do 99, a tu może być inna',
    en: 'a keypad takes numbers from 0 to 99, and this one may be another',
  },
  tooManyChoices: { pl: 'ma więcej niż 8 odpowiedzi do wyboru', en: 'it has more than 8 choices' },
  tooManyToTake: {
    pl: 'można zaznaczyć kilka odpowiedzi, a jest ich więcej niż 4',
    en: 'several can be chosen, and there are more than 4',
  },
  countedChoices: {
    pl: 'określono, ile odpowiedzi trzeba albo wolno zaznaczyć',
    en: 'it says how many choices must or may be made',
  },
  noneIsNoAnswer: {
    pl: 'brakuje w nim odpowiedzi „żadne z powyższych”',
    en: 'it lacks the choice “none of the above”',
  },
  tooLong: {
    pl: 'jest za długie, żeby je odczytać; podaj krótszy tekst w polu „ivr”: {"text": …}',
    en: 'it is too long to be read out; give a shorter text in "ivr": {"text": …}',
  },
  note: { pl: 'to notatka na stronie, a nie pytanie', en: 'it is a note on the page, not a question' },
} satisfies Record<string, Text>
export type Unfit = keyof typeof unfit

/** A question that must be answered and cannot be asked. */
export const required = (why: Unfit): Text => ({
  pl: `Na to pytanie trzeba odpowiedzieć, a przez telefon nie da się o nie zapytać: ${unfit[why].pl}. Zmień pytanie, niech nie będzie obowiązkowe, albo usuń z planu automatyczne telefony.`,
  en: `This question must be answered, but cannot be asked by phone: ${unfit[why].en}. Change it, let it be optional, or take automated calls out of the plan.`,
})

/** A question whose condition looks at an answer that nobody can give by phone. */
export const hangsOn = (name: string): Text => ({
  pl: `To, czy zadać to pytanie, zależy od „${name}”, a o to nie pytamy przez telefon. Zmień warunek albo pomiń też to pytanie w rozmowie: "ivr": {"skip": true}.`,
  en: `Whether it is asked hangs on "${name}", which is not asked by phone. Change the condition, or skip this question there too: "ivr": {"skip": true}.`,
})

export const tooManyPrompts = (count: number, max: number): Text => ({
  pl: `Rozmowa miałaby ${count} pytań, licząc każdy wiersz tabeli. Przez telefon jest ich najwyżej ${max}. Skróć ankietę albo pomiń część pytań: "ivr": {"skip": true}.`,
  en: `The call would have ${count} questions, with each row of a table counted. By phone there are at most ${max}. Shorten the survey, or skip questions: "ivr": {"skip": true}.`,
})

export const nothingFits: Text = {
  pl: 'Żadnego pytania tej ankiety nie da się zadać przez telefon.',
  en: 'No question of this survey can be asked by phone.',
}
