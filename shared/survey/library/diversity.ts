/**
 * "Różnorodność w Urzędzie Miasta Poznania": how the office's own people are treated, and whether they are heard. For the
 * anonymous mode alone: what is asked are special categories of data, told on the employee's own initiative. (L11)
 */
import type { Survey } from '../survey.ts'
import { choice, hardToSay, nothingPersonal, pickAll, ratherNotSay, text, yesToNo } from './scales.ts'

const agree = (name: string, pl: string, uk: string, en: string) => ({
  type: 'radiogroup' as const,
  name,
  title: text(pl, uk, en),
  choices: yesToNo,
  showDontKnowItem: true,
  dontKnowText: hardToSay,
})

export const diversity: Survey = {
  title: text('Różnorodność w naszym urzędzie', 'Різноманітність у нашому управлінні', 'Diversity at our office'),
  description: text(
    'Pytamy, czy każdy jest u nas traktowany z szacunkiem. Ankieta jest anonimowa i dobrowolna. Każde pytanie można pominąć.',
    'Ми запитуємо, чи до кожного в нас ставляться з повагою. Опитування анонімне й добровільне. Кожне запитання можна пропустити.',
    'We ask whether everybody is treated with respect here. The survey is anonymous and voluntary. Every question can be left out.',
  ),
  pages: [
    {
      name: 'at_work',
      title: text('W pracy', 'На роботі', 'At work'),
      elements: [
        agree(
          'respected',
          'Czy w pracy traktuje się Panią lub Pana z szacunkiem?',
          'Чи на роботі до Вас ставляться з повагою?',
          'Are you treated with respect at work?',
        ),
        agree(
          'self',
          'Czy może Pani lub Pan być w pracy sobą, bez ukrywania ważnych spraw?',
          'Чи можете Ви бути на роботі собою, не приховуючи важливого?',
          'Can you be yourself at work, without hiding what matters to you?',
        ),
        agree(
          'equal',
          'Czy wszyscy mają u nas równe szanse na awans?',
          'Чи всі в нас мають рівні шанси на підвищення?',
          'Does everybody here have an equal chance of promotion?',
        ),
        {
          type: 'radiogroup',
          name: 'seen',
          title: text(
            'Czy w ostatnich 12 miesiącach spotkało Panią lub Pana w pracy gorsze traktowanie?',
            'Чи стикалися Ви за останні 12 місяців із гіршим ставленням на роботі?',
            'In the last 12 months, have you been treated worse than others at work?',
          ),
          choices: [
            choice('often', 'Tak, wiele razy', 'Так, багато разів', 'Yes, many times'),
            choice('once', 'Tak, raz lub kilka razy', 'Так, раз або кілька разів', 'Yes, once or a few times'),
            choice('no', 'Nie', 'Ні', 'No'),
          ],
          showRefuseItem: true,
          refuseText: ratherNotSay,
        },
      ],
    },
    {
      name: 'help',
      title: text('Pomoc', 'Допомога', 'Help'),
      elements: [
        {
          type: 'checkbox',
          name: 'because_of',
          title: text('Z czym to się wiązało?', 'Із чим це було пов’язано?', 'What was it about?'),
          description: pickAll,
          visibleIf: "{seen} = 'often' or {seen} = 'once'",
          choices: [
            choice('age', 'Z wiekiem', 'З віком', 'Age'),
            choice('gender', 'Z płcią', 'Зі статтю', 'Gender'),
            choice(
              'disability',
              'Z niepełnosprawnością lub zdrowiem',
              'З інвалідністю або здоровʼям',
              'Disability or health',
            ),
            choice('origin', 'Z pochodzeniem', 'З походженням', 'Origin'),
            choice('belief', 'Z wyznaniem lub poglądami', 'З віросповіданням або поглядами', 'Belief or opinions'),
            choice('orientation', 'Z orientacją', 'З орієнтацією', 'Orientation'),
            choice('family', 'Z sytuacją rodzinną', 'Із сімейною ситуацією', 'Family situation'),
          ],
          showRefuseItem: true,
          refuseText: ratherNotSay,
        },
        agree(
          'knows_whom',
          'Czy wie Pani lub Pan, komu zgłosić gorsze traktowanie?',
          'Чи знаєте Ви, кому повідомити про гірше ставлення?',
          'Do you know whom to tell when somebody is treated worse?',
        ),
        agree(
          'would_tell',
          'Czy zgłoszenie byłoby potraktowane poważnie?',
          'Чи поставилися б до такого звернення серйозно?',
          'Would it be taken seriously?',
        ),
        {
          type: 'comment',
          name: 'change',
          title: text('Co warto u nas zmienić?', 'Що варто в нас змінити?', 'What should be changed here?'),
          description: nothingPersonal,
          maxLength: 1_000,
        },
      ],
    },
  ],
}
