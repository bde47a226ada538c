/** "Badanie satysfakcji klientów MOPR": how people were received and helped. It never asks what the help was for. */
import type { Survey } from '../survey.ts'
import {
  aboutYou,
  age,
  choice,
  ease,
  gender,
  hardToSay,
  nothingPersonal,
  pickAll,
  qualityOrNone,
  text,
  yesToNo,
} from './scales.ts'

export const moprClients: Survey = {
  title: text('Badanie satysfakcji klientów MOPR', 'Опитування клієнтів MOPR', 'Survey of MOPR clients'),
  description: text(
    'Pytamy, jak załatwia się sprawy w Miejskim Ośrodku Pomocy Rodzinie. Nie pytamy o Państwa sytuację ani o rodzaj pomocy. Odpowiedzi nie wpływają na przyznaną pomoc.',
    'Ми запитуємо, як вирішуються справи в Міському центрі допомоги родині (MOPR). Ми не запитуємо про Вашу ситуацію та вид допомоги. Відповіді не впливають на призначену допомогу.',
    'We ask how matters are handled at the Municipal Family Support Centre (MOPR). We do not ask about your situation or the kind of help. Your answers do not affect the help you receive.',
  ),
  pages: [
    {
      name: 'contact',
      title: text('Kontakt z Ośrodkiem', 'Звʼязок із Центром', 'Contact with the Centre'),
      elements: [
        {
          type: 'checkbox',
          name: 'contact_by',
          title: text(
            'W jaki sposób kontaktowali się Państwo z Ośrodkiem w ostatnich 12 miesiącach?',
            'Яким чином Ви звʼязувалися з Центром за останні 12 місяців?',
            'How have you been in contact with the Centre in the last 12 months?',
          ),
          description: pickAll,
          choices: [
            choice('office', 'Osobiście w siedzibie', 'Особисто в приміщенні Центру', 'In person at its office'),
            choice(
              'home',
              'Pracownik odwiedził mnie w domu',
              'Працівник відвідав мене вдома',
              'A worker visited me at home',
            ),
            choice('phone', 'Przez telefon', 'Телефоном', 'By phone'),
            choice(
              'internet',
              'Przez internet lub e-mail',
              'Через інтернет або електронну пошту',
              'Online or by e-mail',
            ),
            choice('letter', 'Listownie', 'Листом', 'By letter'),
          ],
          showDontKnowItem: true,
          dontKnowText: text('Nie pamiętam', 'Не памʼятаю', 'I do not remember'),
        },
        {
          type: 'radiogroup',
          name: 'how_often',
          title: text(
            'Jak często kontaktują się Państwo z Ośrodkiem?',
            'Як часто Ви звертаєтеся до Центру?',
            'How often are you in contact with the Centre?',
          ),
          choices: [
            choice('first_time', 'To był pierwszy raz', 'Це було вперше', 'It was the first time'),
            choice('yearly', 'Raz lub kilka razy w roku', 'Раз або кілька разів на рік', 'Once or a few times a year'),
            choice('monthly', 'Co najmniej raz w miesiącu', 'Щонайменше раз на місяць', 'At least once a month'),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'radiogroup',
          name: 'reaching',
          title: text(
            'Jak łatwo było dotrzeć do właściwej osoby?',
            'Наскільки легко було знайти потрібну особу?',
            'How easy was it to reach the right person?',
          ),
          choices: ease,
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'radiogroup',
          name: 'waiting',
          title: text(
            'Ile czekali Państwo na odpowiedź lub decyzję?',
            'Скільки Ви чекали на відповідь або рішення?',
            'How long did you wait for an answer or decision?',
          ),
          choices: [
            choice('up_to_week', 'Do 7 dni', 'До 7 днів', 'Up to 7 days'),
            choice('up_to_fortnight', 'Od 8 do 14 dni', 'Від 8 до 14 днів', '8 to 14 days'),
            choice('up_to_month', 'Od 15 do 30 dni', 'Від 15 до 30 днів', '15 to 30 days'),
            choice('longer', 'Ponad 30 dni', 'Понад 30 днів', 'More than 30 days'),
            choice('still_waiting', 'Jeszcze czekam', 'Ще чекаю', 'I am still waiting'),
          ],
          showDontKnowItem: true,
          dontKnowText: text('Nie pamiętam', 'Не памʼятаю', 'I do not remember'),
        },
      ],
    },
    {
      name: 'service',
      title: text('Obsługa i pomoc', 'Обслуговування та допомога', 'Service and help'),
      elements: [
        {
          type: 'checkbox',
          name: 'barriers',
          title: text(
            'Czy w siedzibie Ośrodka coś Państwu przeszkadzało?',
            'Чи щось Вам заважало в приміщенні Центру?',
            'Did anything at the Centre’s office get in your way?',
          ),
          description: pickAll,
          visibleIf: "{contact_by} contains 'office'",
          choices: [
            choice(
              'access',
              'Schody, brak windy lub wąskie przejścia',
              'Сходи, відсутність ліфта або вузькі проходи',
              'Stairs, no lift or narrow passages',
            ),
            choice('signs', 'Słabe oznaczenie pokoi', 'Погані позначення кабінетів', 'Rooms poorly signposted'),
            choice(
              'queue',
              'Kolejki lub brak miejsc do siedzenia',
              'Черги або брак місць для сидіння',
              'Queues or too few seats',
            ),
            choice(
              'privacy',
              'Inne osoby słyszały rozmowę',
              'Інші люди чули розмову',
              'Other people could hear the conversation',
            ),
            choice('hours', 'Godziny otwarcia', 'Години роботи', 'Opening hours'),
            choice(
              'language',
              'Bariera językowa lub brak tłumacza języka migowego',
              'Мовний барʼєр або відсутність перекладача жестової мови',
              'Language barrier or no sign language interpreter',
            ),
          ],
          showNoneItem: true,
          noneText: text('Nic nie przeszkadzało', 'Нічого не заважало', 'Nothing got in the way'),
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'matrix',
          name: 'staff',
          title: text(
            'Jak oceniają Państwo pracę osób, które zajmowały się Państwa sprawą?',
            'Як Ви оцінюєте роботу людей, які займалися Вашою справою?',
            'How would you rate the people who handled your matter?',
          ),
          columns: qualityOrNone,
          rows: [
            choice('respect', 'Uprzejmość i szacunek', 'Ввічливість і повага', 'Courtesy and respect'),
            choice('listening', 'Uważne wysłuchanie', 'Уважне вислуховування', 'Listening carefully'),
            choice('clarity', 'Mówienie zrozumiałym językiem', 'Пояснення зрозумілою мовою', 'Speaking in clear words'),
            choice(
              'information',
              'Informacja o możliwych formach pomocy',
              'Інформація про можливі види допомоги',
              'Information on the kinds of help available',
            ),
            choice('discretion', 'Zachowanie dyskrecji', 'Дотримання конфіденційності', 'Discretion'),
          ],
        },
        {
          type: 'radiogroup',
          name: 'letters_clear',
          title: text(
            'Czy pisma z Ośrodka były napisane zrozumiale?',
            'Чи були листи від Центру написані зрозуміло?',
            'Were the Centre’s letters written clearly?',
          ),
          choices: [
            ...yesToNo,
            choice('no_letters', 'Nie było żadnych pism', 'Листів не було', 'There were no letters'),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'radiogroup',
          name: 'help_fits',
          title: text(
            'Czy pomoc odpowiada Państwa potrzebom?',
            'Чи відповідає допомога Вашим потребам?',
            'Does the help meet your needs?',
          ),
          choices: [
            ...yesToNo,
            choice(
              'not_yet',
              'Jeszcze nie otrzymałem(-am) pomocy',
              'Я ще не отримав(-ла) допомоги',
              'I have not received help yet',
            ),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'rating',
          name: 'overall',
          title: text(
            'Jak ogólnie oceniają Państwo Ośrodek?',
            'Як загалом Ви оцінюєте Центр?',
            'How would you rate the Centre overall?',
          ),
          isRequired: true,
          rateMin: 1,
          rateMax: 5,
          minRateDescription: text('bardzo źle', 'дуже погано', 'very bad'),
          maxRateDescription: text('bardzo dobrze', 'дуже добре', 'very good'),
        },
      ],
    },
    {
      name: 'conclusions',
      title: text('Wnioski', 'Висновки', 'Conclusions'),
      elements: [
        {
          type: 'checkbox',
          name: 'went_wrong',
          title: text('Co było nie tak?', 'Що було не так?', 'What went wrong?'),
          description: pickAll,
          visibleIf: "{overall} <= 2 or {help_fits} anyof ['rather_no', 'no']",
          choices: [
            choice('reaching', 'Trudno było się skontaktować', 'Було важко звʼязатися', 'It was hard to get in touch'),
            choice('waiting', 'Długie czekanie', 'Довге очікування', 'Long waiting'),
            choice('treatment', 'Sposób traktowania', 'Ставлення до мене', 'The way I was treated'),
            choice(
              'information',
              'Brak informacji lub niejasne informacje',
              'Брак інформації або незрозуміла інформація',
              'Missing or unclear information',
            ),
            choice('papers', 'Za dużo formalności', 'Забагато формальностей', 'Too much paperwork'),
            choice(
              'help',
              'Za mało pomocy lub nie taka pomoc',
              'Замало допомоги або не така допомога',
              'Too little help, or not the right kind',
            ),
            choice('something_else', 'Coś innego', 'Щось інше', 'Something else'),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
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
          maxLength: 1_000,
        },
        { type: 'panel', name: 'about_you', ...aboutYou, elements: [age, gender] },
      ],
    },
  ],
}
