/** Scales and questions that the library's surveys share, so that results of different drives can be laid side by side. */
import type { Text } from '../../platform/language.ts'
import type { Choice, QuestionOf } from '../survey.ts'

/** A text in all three languages of residents. */
export const text = (pl: string, uk: string, en: string): Text => ({ pl, uk, en })

export const choice = (value: string, pl: string, uk: string, en: string): Choice => ({ value, text: text(pl, uk, en) })

export const hardToSay = text('Trudno powiedzieć', 'Важко сказати', 'Hard to say')
export const ratherNotSay = text('Wolę nie podawać', 'Не хочу вказувати', 'I prefer not to say')

/** From very good to very bad, two on each side of the middle. */
export const quality: Choice[] = [
  choice('very_good', 'Bardzo dobrze', 'Дуже добре', 'Very good'),
  choice('good', 'Raczej dobrze', 'Радше добре', 'Rather good'),
  choice('middling', 'Ani dobrze, ani źle', 'Ні добре, ні погано', 'Neither good nor bad'),
  choice('bad', 'Raczej źle', 'Радше погано', 'Rather bad'),
  choice('very_bad', 'Bardzo źle', 'Дуже погано', 'Very bad'),
]

/** The scale of quality with a way out, for a matrix, whose columns are all there is. */
export const qualityOrNone: Choice[] = [
  ...quality,
  choice(
    'dontknow',
    'Nie dotyczy lub trudno powiedzieć',
    'Не стосується або важко сказати',
    'Not applicable or hard to say',
  ),
]

/** From certainly yes to certainly no, without a middle; "hard to say" is switched on beside it. */
export const yesToNo: Choice[] = [
  choice('yes', 'Zdecydowanie tak', 'Безумовно так', 'Definitely yes'),
  choice('rather_yes', 'Raczej tak', 'Скоріше так', 'Rather yes'),
  choice('rather_no', 'Raczej nie', 'Скоріше ні', 'Rather not'),
  choice('no', 'Zdecydowanie nie', 'Безумовно ні', 'Definitely not'),
]

/** From very easy to very hard. */
export const ease: Choice[] = [
  choice('very_easy', 'Bardzo łatwo', 'Дуже легко', 'Very easy'),
  choice('easy', 'Raczej łatwo', 'Радше легко', 'Rather easy'),
  choice('middling', 'Ani łatwo, ani trudno', 'Ні легко, ні важко', 'Neither easy nor hard'),
  choice('hard', 'Raczej trudno', 'Радше важко', 'Rather hard'),
  choice('very_hard', 'Bardzo trudno', 'Дуже важко', 'Very hard'),
]

/** Said under every question that is answered in one's own words. */
export const nothingPersonal = text(
  'Prosimy nie wpisywać imion, nazwisk, adresów ani informacji o zdrowiu – swoich i innych osób.',
  'Будь ласка, не вказуйте імен, прізвищ, адрес та інформації про здоровʼя – ні своїх, ні інших людей.',
  'Please do not write names, addresses or anything about health – yours or other people’s.',
)

export const pickAll = text(
  'Można zaznaczyć kilka odpowiedzi.',
  'Можна вибрати кілька відповідей.',
  'You can choose more than one answer.',
)

/** Asked last, and never required. */
export const age: QuestionOf<'radiogroup'> = {
  type: 'radiogroup',
  name: 'age',
  title: text('Ile mają Państwo lat?', 'Скільки Вам років?', 'How old are you?'),
  choices: [
    choice('18_29', '18–29 lat', '18–29 років', '18–29'),
    choice('30_44', '30–44 lata', '30–44 роки', '30–44'),
    choice('45_59', '45–59 lat', '45–59 років', '45–59'),
    choice('60_74', '60–74 lata', '60–74 роки', '60–74'),
    choice('75_up', '75 lat lub więcej', '75 років або більше', '75 or older'),
  ],
  showRefuseItem: true,
  refuseText: ratherNotSay,
}

export const gender: QuestionOf<'radiogroup'> = {
  type: 'radiogroup',
  name: 'gender',
  title: text('Płeć', 'Стать', 'Gender'),
  ivr: { text: text('Jaka jest Państwa płeć?', 'Яка Ваша стать?', 'What is your gender?') },
  choices: [
    choice('woman', 'Kobieta', 'Жінка', 'Woman'),
    choice('man', 'Mężczyzna', 'Чоловік', 'Man'),
    choice('another', 'Inna', 'Інша', 'Another'),
  ],
  showRefuseItem: true,
  refuseText: ratherNotSay,
}

/** The heading above the questions about the person. */
export const aboutYou = {
  title: text('Na koniec dwa pytania o Państwa', 'Наостанок два запитання про Вас', 'Finally, two questions about you'),
  description: text(
    'Pomagają sprawdzić, czy wszyscy mieszkańcy są obsługiwani tak samo dobrze. Nie trzeba na nie odpowiadać.',
    'Вони допомагають перевірити, чи всіх мешканців обслуговують однаково добре. Відповідати на них не обовʼязково.',
    'They help to check whether all residents are served equally well. You do not have to answer them.',
  ),
}
