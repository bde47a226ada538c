/**
 * "Złota rączka dla Seniora", "Taksówka dla Seniora": who may use them. Two questions that decide, one that helps to prepare;
 * no proof is asked for here.
 */
import type { Survey } from '../survey.ts'
import { choice, hardToSay, ratherNotSay, text } from './scales.ts'

const yesNo = [choice('yes', 'Tak', 'Так', 'Yes'), choice('no', 'Nie', 'Ні', 'No')]

export const seniorServices: Survey = {
  title: text(
    'Zgłoszenie do usługi dla seniorów',
    'Запис на послугу для людей старшого віку',
    'Registration for a service for older people',
  ),
  description: text(
    'Najpierw sprawdzamy, czy usługa jest dla Pani lub Pana. To trzy krótkie pytania. Potem wybiera się termin.',
    'Спочатку перевіряємо, чи послуга для Вас. Це три короткі запитання. Потім обирають дату.',
    'First we check whether the service is for you. There are three short questions. Then you choose a date.',
  ),
  eligibleIf: "{age_65} = 'yes' and {lives_here} = 'yes'",
  notEligible: text(
    'Ta usługa jest dla mieszkańców Poznania, którzy mają co najmniej 65 lat. Jeśli coś się nie zgadza, prosimy o telefon.',
    'Ця послуга для мешканців Познані, яким виповнилося 65 років. Якщо щось не так, зателефонуйте, будь ласка.',
    'This service is for residents of Poznań who are 65 or older. If something is wrong, please call us.',
  ),
  pages: [
    {
      name: 'who',
      title: text('Dla kogo jest usługa', 'Для кого послуга', 'Who the service is for'),
      elements: [
        {
          type: 'radiogroup',
          name: 'age_65',
          title: text(
            'Czy ma Pani lub Pan co najmniej 65 lat?',
            'Чи Вам уже виповнилося 65 років?',
            'Are you 65 or older?',
          ),
          isRequired: true,
          choices: yesNo,
          showRefuseItem: true,
          refuseText: ratherNotSay,
        },
        {
          type: 'radiogroup',
          name: 'lives_here',
          title: text('Czy mieszka Pani lub Pan w Poznaniu?', 'Чи живете Ви в Познані?', 'Do you live in Poznań?'),
          isRequired: true,
          choices: yesNo,
          showRefuseItem: true,
          refuseText: ratherNotSay,
        },
        {
          type: 'radiogroup',
          name: 'help',
          title: text(
            'Czy potrzebuje Pani lub Pan pomocy przy wejściu lub wyjściu z domu?',
            'Чи потрібна Вам допомога при вході або виході з дому?',
            'Do you need help when entering or leaving your home?',
          ),
          choices: yesNo,
          showDontKnowItem: true,
          dontKnowText: hardToSay,
        },
      ],
    },
  ],
}
