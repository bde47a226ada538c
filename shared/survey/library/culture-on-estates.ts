/**
 * "Preferencje kulturalne mieszkańców osiedli peryferyjnych": what people do, what keeps them from it, what they miss near
 * home. Short, and asked by phone as well as on the web.
 */
import type { Survey } from '../survey.ts'
import { aboutYou, age, choice, gender, hardToSay, nothingPersonal, pickAll, text } from './scales.ts'

export const cultureOnEstates: Survey = {
  title: text('Kultura blisko domu', 'Культура поруч із домом', 'Culture near your home'),
  description: text(
    'Pytamy mieszkańców osiedli położonych z dala od centrum Poznania, jakich wydarzeń brakuje im w okolicy. Wyniki pomogą zaplanować zajęcia i wydarzenia na przyszły rok.',
    'Ми запитуємо мешканців районів, віддалених від центру Познані, яких подій їм бракує поблизу. Результати допоможуть запланувати заняття й події на наступний рік.',
    'We ask residents of estates far from the centre of Poznań which events they miss nearby. The results help to plan activities and events for next year.',
  ),
  pages: [
    {
      name: 'now',
      title: text('Jak jest teraz', 'Як є зараз', 'How it is now'),
      elements: [
        {
          type: 'radiogroup',
          name: 'how_often',
          title: text(
            'Jak często uczestniczą Państwo w wydarzeniach kulturalnych, na przykład w koncertach, wystawach, seansach lub zajęciach?',
            'Як часто Ви відвідуєте культурні події, наприклад концерти, виставки, покази або заняття?',
            'How often do you take part in cultural events, such as concerts, exhibitions, films or classes?',
          ),
          ivr: {
            text: text(
              'Jak często uczestniczą Państwo w wydarzeniach kulturalnych?',
              'Як часто Ви відвідуєте культурні події?',
              'How often do you take part in cultural events?',
            ),
          },
          choices: [
            choice('weekly', 'Co tydzień lub częściej', 'Щотижня або частіше', 'Every week or more often'),
            choice('monthly', 'Co miesiąc', 'Щомісяця', 'Every month'),
            choice('yearly', 'Kilka razy w roku', 'Кілька разів на рік', 'A few times a year'),
            choice('rarely', 'Rzadziej', 'Рідше', 'Less often'),
            choice('never', 'Wcale', 'Ніколи', 'Never'),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'radiogroup',
          name: 'where',
          title: text(
            'Gdzie najczęściej uczestniczą Państwo w kulturze?',
            'Де Ви найчастіше берете участь у культурному житті?',
            'Where do you mostly take part in culture?',
          ),
          choices: [
            choice('estate', 'Na swoim osiedlu', 'У своєму районі', 'On my estate'),
            choice('near', 'Na sąsiednich osiedlach', 'У сусідніх районах', 'On estates nearby'),
            choice('centre', 'W centrum Poznania', 'У центрі Познані', 'In the centre of Poznań'),
            choice('outside', 'Poza Poznaniem', 'За межами Познані', 'Outside Poznań'),
            choice('online', 'W internecie', 'В інтернеті', 'On the internet'),
            choice('nowhere', 'Nigdzie', 'Ніде', 'Nowhere'),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'radiogroup',
          name: 'obstacle',
          title: text(
            'Co najbardziej przeszkadza Państwu w korzystaniu z kultury?',
            'Що найбільше заважає Вам користуватися культурою?',
            'What most keeps you from culture?',
          ),
          choices: [
            choice('far', 'Jest za daleko', 'Занадто далеко', 'It is too far'),
            choice('cost', 'Jest za drogo', 'Занадто дорого', 'It is too expensive'),
            choice('time', 'Brakuje mi czasu', 'Бракує часу', 'I lack the time'),
            choice('information', 'Nie wiem, co się dzieje', 'Не знаю, що відбувається', 'I do not know what is on'),
            choice('offer', 'Nie ma nic dla mnie', 'Немає нічого для мене', 'There is nothing for me'),
            choice('access', 'Miejsca są niedostępne', 'Місця недоступні', 'The places are not accessible'),
            choice('nothing', 'Nic nie przeszkadza', 'Нічого не заважає', 'Nothing does'),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
      ],
    },
    {
      name: 'wishes',
      title: text('Czego brakuje', 'Чого бракує', 'What is missing'),
      elements: [
        {
          type: 'checkbox',
          name: 'wanted',
          title: text(
            'Jakich wydarzeń lub zajęć chcieliby Państwo na swoim osiedlu?',
            'Яких подій або занять Ви хотіли б у своєму районі?',
            'Which events or classes would you like on your estate?',
          ),
          description: pickAll,
          ivr: { skip: true }, // many at once are for the page and for agents
          choices: [
            choice('concerts', 'Koncerty', 'Концерти', 'Concerts'),
            choice('films', 'Kino, także pod chmurką', 'Кіно, зокрема просто неба', 'Films, in the open air too'),
            choice('theatre', 'Teatr', 'Театр', 'Theatre'),
            choice('workshops', 'Warsztaty i zajęcia', 'Майстер-класи та заняття', 'Workshops and classes'),
            choice('children', 'Zajęcia dla dzieci', 'Заняття для дітей', 'Activities for children'),
            choice(
              'seniors',
              'Spotkania dla seniorów',
              'Зустрічі для людей старшого віку',
              'Meetings for older people',
            ),
            choice(
              'library',
              'Biblioteka i spotkania z autorami',
              'Бібліотека та зустрічі з авторами',
              'Library and readings',
            ),
            choice('neighbours', 'Święta sąsiedzkie', 'Сусідські свята', 'Neighbourhood festivals'),
          ],
          showNoneItem: true,
          noneText: text('Żadnych z tych', 'Нічого з цього', 'None of these'),
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'radiogroup',
          name: 'when',
          title: text(
            'Kiedy najchętniej wezmą Państwo udział?',
            'Коли Вам найзручніше брати участь?',
            'When would you most like to take part?',
          ),
          choices: [
            choice('morning', 'W dni robocze przed południem', 'У робочі дні до полудня', 'On weekdays before noon'),
            choice(
              'afternoon',
              'W dni robocze po południu',
              'У робочі дні після полудня',
              'On weekdays in the afternoon',
            ),
            choice('evening', 'W dni robocze wieczorem', 'У робочі дні ввечері', 'On weekday evenings'),
            choice('weekend', 'W soboty i niedziele', 'У суботу та неділю', 'On Saturdays and Sundays'),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'radiogroup',
          name: 'informed_by',
          title: text(
            'Skąd najłatwiej dowiedzieć się Państwu o wydarzeniach?',
            'Звідки Вам найпростіше дізнатися про події?',
            'How do you most easily hear of events?',
          ),
          choices: [
            choice('posters', 'Z plakatów na osiedlu', 'З афіш у районі', 'From posters on the estate'),
            choice('internet', 'Z internetu', 'З інтернету', 'From the internet'),
            choice('email', 'Z e-maila od miasta', 'З електронного листа від міста', 'By e-mail from the city'),
            choice('council', 'Od rady osiedla', 'Від ради району', 'From the estate’s council'),
            choice('neighbours', 'Od znajomych i sąsiadów', 'Від знайомих та сусідів', 'From friends and neighbours'),
          ],
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
        {
          type: 'comment',
          name: 'idea',
          title: text(
            'Jaki mają Państwo pomysł na kulturę na swoim osiedlu?',
            'Яка у Вас є ідея щодо культури у Вашому районі?',
            'What is your idea for culture on your estate?',
          ),
          description: nothingPersonal,
          ivr: { skip: true },
          maxLength: 1_000,
        },
        { type: 'panel', name: 'about_you', ...aboutYou, elements: [age, gender] },
      ],
    },
  ],
}
