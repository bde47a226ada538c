/** "Ocena usług medycznych": what patients think of their last visit, what went wrong for those who were not satisfied. */
import type { Survey } from '../survey.ts'
import {
  aboutYou,
  age,
  choice,
  gender,
  hardToSay,
  nothingPersonal,
  pickAll,
  qualityOrNone,
  text,
  yesToNo,
} from './scales.ts'

export const medicalServices: Survey = {
  title: text('Ocena usług medycznych', 'Оцінка медичних послуг', 'Your opinion of medical services'),
  description: text(
    'Pytamy o ostatnią wizytę w miejskiej przychodni, pracowni lub szpitalu. Nie pytamy o stan zdrowia ani o przyczynę wizyty.',
    'Ми запитуємо про останній візит до міської поліклініки, лабораторії чи лікарні. Ми не запитуємо про стан здоровʼя та причину візиту.',
    'We ask about your last visit to a city clinic, laboratory or hospital. We do not ask about your health or the reason for the visit.',
  ),
  pages: [
    {
      name: 'visit',
      title: text('Ostatnia wizyta', 'Останній візит', 'Your last visit'),
      elements: [
        {
          type: 'radiogroup',
          name: 'visit_for',
          title: text('Czyja to była wizyta?', 'Чий це був візит?', 'Whose visit was it?'),
          choices: [
            choice('mine', 'Moja', 'Мій', 'Mine'),
            choice('child', 'Mojego dziecka', 'Моєї дитини', 'My child’s'),
            choice(
              'other_person',
              'Innej osoby, którą się opiekuję',
              'Іншої людини, якою я опікуюся',
              'That of another person in my care',
            ),
          ],
        },
        {
          type: 'radiogroup',
          name: 'service',
          title: text(
            'Z jakiej usługi skorzystali Państwo ostatnio?',
            'Якою послугою Ви скористалися останнього разу?',
            'Which service did you use last?',
          ),
          choices: [
            choice('family_doctor', 'Lekarz rodzinny (POZ)', 'Сімейний лікар (POZ)', 'Family doctor (POZ)'),
            choice('specialist', 'Lekarz specjalista', 'Лікар-спеціаліст', 'Specialist doctor'),
            choice('nurse', 'Pielęgniarka lub położna', 'Медсестра або акушерка', 'Nurse or midwife'),
            choice('tests', 'Badania', 'Обстеження чи аналізи', 'Tests'),
            choice('rehabilitation', 'Rehabilitacja', 'Реабілітація', 'Rehabilitation'),
            choice('hospital', 'Pobyt w szpitalu', 'Перебування в лікарні', 'Stay in hospital'),
            choice('something_else', 'Inna usługa', 'Інша послуга', 'Another service'),
          ],
        },
        {
          type: 'radiogroup',
          name: 'waiting',
          title: text(
            'Ile czasu minęło od zapisu do wizyty?',
            'Скільки часу минуло від запису до візиту?',
            'How much time passed between booking and the visit?',
          ),
          choices: [
            choice(
              'same_day',
              'Wizyta była tego samego dnia',
              'Візит відбувся того самого дня',
              'The visit was on the same day',
            ),
            choice('up_to_week', 'Do 7 dni', 'До 7 днів', 'Up to 7 days'),
            choice('up_to_month', 'Od 8 do 30 dni', 'Від 8 до 30 днів', '8 to 30 days'),
            choice('up_to_quarter', 'Od 1 do 3 miesięcy', 'Від 1 до 3 місяців', '1 to 3 months'),
            choice('longer', 'Ponad 3 miesiące', 'Понад 3 місяці', 'More than 3 months'),
          ],
          showDontKnowItem: true,
          dontKnowText: text('Nie pamiętam', 'Не памʼятаю', 'I do not remember'),
        },
        {
          type: 'radiogroup',
          name: 'waiting_acceptable',
          title: text(
            'Czy taki czas oczekiwania był dla Państwa do przyjęcia?',
            'Чи був такий час очікування для Вас прийнятним?',
            'Was that waiting time acceptable to you?',
          ),
          choices: yesToNo,
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'radiogroup',
          name: 'delay',
          title: text(
            'O ile później niż o umówionej godzinie zaczęła się wizyta?',
            'На скільки пізніше від призначеної години почався візит?',
            'How much later than agreed did the visit begin?',
          ),
          choices: [
            choice(
              'up_to_15',
              'Zaczęła się o czasie lub do 15 minut później',
              'Почався вчасно або до 15 хвилин пізніше',
              'On time or up to 15 minutes later',
            ),
            choice('up_to_30', 'Od 16 do 30 minut', 'Від 16 до 30 хвилин', '16 to 30 minutes'),
            choice('up_to_60', 'Od 31 minut do godziny', 'Від 31 хвилини до години', '31 minutes to an hour'),
            choice('longer', 'Ponad godzinę', 'Понад годину', 'More than an hour'),
            choice('no_time', 'Nie było umówionej godziny', 'Години не призначали', 'No time was agreed'),
          ],
          showDontKnowItem: true,
          dontKnowText: text('Nie pamiętam', 'Не памʼятаю', 'I do not remember'),
        },
        {
          type: 'matrix',
          name: 'aspects',
          title: text(
            'Jak oceniają Państwo poniższe sprawy?',
            'Як Ви оцінюєте наведене нижче?',
            'How would you rate the following?',
          ),
          columns: qualityOrNone,
          rows: [
            choice('booking', 'Zapisanie się na wizytę', 'Запис на візит', 'Booking the visit'),
            choice('courtesy', 'Uprzejmość personelu', 'Ввічливість персоналу', 'Courtesy of the staff'),
            choice('explanations', 'Zrozumiałe wyjaśnienia', 'Зрозумілі пояснення', 'Clear explanations'),
            choice('privacy', 'Poszanowanie prywatności', 'Повага до приватності', 'Respect for privacy'),
            choice(
              'building',
              'Czystość i wygoda w budynku',
              'Чистота та зручність у будівлі',
              'Cleanliness and comfort of the building',
            ),
          ],
        },
        {
          type: 'rating',
          name: 'overall',
          title: text(
            'Jak ogólnie oceniają Państwo tę wizytę?',
            'Як загалом Ви оцінюєте цей візит?',
            'How would you rate this visit overall?',
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
          visibleIf: '{overall} <= 2',
          choices: [
            choice('waiting', 'Długie czekanie na termin', 'Довге очікування на прийом', 'Long wait for a date'),
            choice('delay', 'Opóźnienie w dniu wizyty', 'Затримка в день візиту', 'Delay on the day'),
            choice(
              'contact',
              'Trudny kontakt z rejestracją',
              'Важко звʼязатися з реєстратурою',
              'Reception hard to reach',
            ),
            choice('courtesy', 'Nieuprzejma obsługa', 'Неввічливе обслуговування', 'Unkind service'),
            choice('explanations', 'Niejasne informacje', 'Незрозуміла інформація', 'Unclear information'),
            choice('privacy', 'Brak prywatności', 'Відсутність приватності', 'Lack of privacy'),
            choice('building', 'Warunki w budynku', 'Умови в будівлі', 'Conditions in the building'),
            choice('something_else', 'Coś innego', 'Щось інше', 'Something else'),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'rating',
          name: 'recommend',
          title: text(
            'Na ile prawdopodobne jest, że polecą Państwo tę placówkę rodzinie lub znajomym?',
            'Наскільки ймовірно, що Ви порадите цей заклад рідним або знайомим?',
            'How likely are you to recommend this place to family or friends?',
          ),
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
          maxLength: 1_000,
        },
        { type: 'panel', name: 'about_you', ...aboutYou, elements: [age, gender] },
      ],
    },
  ],
}
