/**
 * "Ocena obsługi w Poznańskim Centrum Świadczeń": how people were received. Made for the ear as well: but for the words at its
 * end, an automated call asks all of it. It never asks which benefit somebody applied for, nor anything about the person.
 */
import type { Survey } from '../survey.ts'
import { choice, hardToSay, nothingPersonal, ratherNotSay, text, yesToNo } from './scales.ts'

export const benefitsCentre: Survey = {
  title: text(
    'Ocena obsługi w Poznańskim Centrum Świadczeń',
    'Оцінка обслуговування в Познанському центрі виплат',
    'Your opinion of service at the Poznań Benefits Centre',
  ),
  description: text(
    'Pytamy o ostatnią wizytę w Poznańskim Centrum Świadczeń. Nie pytamy o rodzaj świadczenia ani o Państwa sytuację. Odpowiedzi nie wpływają na Państwa sprawę.',
    'Ми запитуємо про останній візит до Познанського центру виплат (Poznańskie Centrum Świadczeń). Ми не запитуємо про вид допомоги та Вашу ситуацію. Відповіді не впливають на Вашу справу.',
    'We ask about your last visit to the Poznań Benefits Centre (Poznańskie Centrum Świadczeń). We do not ask which benefit it was about, nor about your situation. Your answers do not affect your case.',
  ),
  pages: [
    {
      name: 'visit',
      title: text('Ostatnia wizyta', 'Останній візит', 'Your last visit'),
      elements: [
        {
          type: 'radiogroup',
          name: 'reason',
          title: text(
            'W jakim celu byli Państwo ostatnio w Centrum?',
            'З якою метою Ви востаннє були в Центрі?',
            'What was your last visit to the Centre for?',
          ),
          choices: [
            choice('application', 'Złożenie wniosku', 'Подання заяви', 'To hand in an application'),
            choice('documents', 'Uzupełnienie dokumentów', 'Доповнення документів', 'To add documents'),
            choice('information', 'Uzyskanie informacji', 'Отримання інформації', 'To get information'),
            choice(
              'decision',
              'Odbiór decyzji lub zaświadczenia',
              'Отримання рішення або довідки',
              'To collect a decision or a certificate',
            ),
            choice('something_else', 'Inny cel', 'Інша мета', 'Another purpose'),
          ],
          showRefuseItem: true,
          refuseText: ratherNotSay,
        },
        {
          type: 'radiogroup',
          name: 'waiting',
          title: text(
            'Ile czasu czekali Państwo w kolejce, zanim zaczęła się obsługa?',
            'Скільки часу Ви чекали в черзі, перш ніж Вас почали обслуговувати?',
            'How long did you wait in the queue before you were served?',
          ),
          ivr: {
            text: text(
              'Ile czekali Państwo w kolejce?',
              'Скільки Ви чекали в черзі?',
              'How long did you wait in the queue?',
            ),
          },
          choices: [
            choice('up_to_10', 'Do 10 minut', 'До 10 хвилин', 'Up to 10 minutes'),
            choice('up_to_30', 'Od 11 do 30 minut', 'Від 11 до 30 хвилин', '11 to 30 minutes'),
            choice('up_to_60', 'Od 31 minut do godziny', 'Від 31 хвилини до години', '31 minutes to an hour'),
            choice('longer', 'Ponad godzinę', 'Понад годину', 'More than an hour'),
          ],
          showDontKnowItem: true,
          dontKnowText: text('Nie pamiętam', 'Не памʼятаю', 'I do not remember'),
        },
        {
          type: 'radiogroup',
          name: 'clarity',
          title: text(
            'Czy informacje, które Państwo otrzymali, były zrozumiałe?',
            'Чи була зрозумілою інформація, яку Вам надали?',
            'Was the information you were given easy to understand?',
          ),
          choices: yesToNo,
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'rating',
          name: 'courtesy',
          title: text(
            'Jak oceniają Państwo uprzejmość osoby, która Państwa obsługiwała?',
            'Як Ви оцінюєте ввічливість особи, яка Вас обслуговувала?',
            'How would you rate the courtesy of the person who served you?',
          ),
          rateMin: 1,
          rateMax: 5,
          minRateDescription: text('bardzo źle', 'дуже погано', 'very bad'),
          maxRateDescription: text('bardzo dobrze', 'дуже добре', 'very good'),
        },
        {
          type: 'radiogroup',
          name: 'solved',
          title: text(
            'Czy udało się Państwu załatwić sprawę?',
            'Чи вдалося Вам вирішити свою справу?',
            'Did you get done what you came for?',
          ),
          isRequired: true,
          choices: [
            choice('at_once', 'Tak, podczas jednej wizyty', 'Так, за один візит', 'Yes, in one visit'),
            choice('later', 'Tak, po kilku wizytach', 'Так, за кілька візитів', 'Yes, after several visits'),
            choice(
              'under_way',
              'Jeszcze nie, sprawa jest w toku',
              'Ще ні, справа розглядається',
              'Not yet, it is under way',
            ),
            choice('no', 'Nie', 'Ні', 'No'),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
      ],
    },
    {
      name: 'conclusions',
      title: text('Wnioski', 'Висновки', 'Conclusions'),
      elements: [
        {
          type: 'rating',
          name: 'recommend',
          title: text(
            'Na ile prawdopodobne jest, że polecą Państwo rodzinie lub znajomym załatwienie sprawy w Centrum?',
            'Наскільки ймовірно, що Ви порадите рідним або знайомим звернутися до Центру?',
            'How likely are you to recommend the Centre to family or friends who have something to arrange there?',
          ),
          ivr: {
            text: text(
              'Na ile prawdopodobne jest, że polecą Państwo Centrum rodzinie lub znajomym?',
              'Наскільки ймовірно, що Ви порадите Центр рідним або знайомим?',
              'How likely are you to recommend the Centre to family or friends?',
            ),
          },
          rateMin: 0,
          rateMax: 10,
          minRateDescription: text('na pewno nie polecę', 'точно не пораджу', 'not at all likely'),
          maxRateDescription: text('na pewno polecę', 'точно пораджу', 'extremely likely'),
        },
        {
          type: 'comment',
          name: 'improve',
          title: text(
            'Co powinniśmy poprawić w pierwszej kolejności?',
            'Що нам слід покращити насамперед?',
            'What should we improve first?',
          ),
          description: nothingPersonal,
          ivr: { skip: true }, // words are for the page and for agents
          maxLength: 1_000,
        },
      ],
    },
  ],
}
