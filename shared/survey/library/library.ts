/** Surveys ready to be sent, in all three languages; a manager picks one or brings a file. */
import type { Text } from '../../platform/language.ts'
import { minutes } from '../minutes.ts'
import type { Survey } from '../survey.ts'
import { benefitsCentre } from './benefits-centre.ts'
import { cultureOnEstates } from './culture-on-estates.ts'
import { diversity } from './diversity.ts'
import { medicalServices } from './medical-services.ts'
import { moprClients } from './mopr-clients.ts'
import { participatoryBudget } from './participatory-budget.ts'
import { text } from './scales.ts'
import { seniorServices } from './senior-services.ts'

export interface LibrarySurvey {
  id: string
  title: Text
  /** For the manager who chooses: what it finds out. */
  description: Text
  /** Estimated time to answer. */
  minutes: number
  survey: Survey
}

const entry = (id: string, survey: Survey, description: Text): LibrarySurvey => ({
  id,
  title: survey.title ?? text(id, id, id),
  description,
  minutes: minutes(survey),
  survey,
})

export const library: LibrarySurvey[] = [
  entry(
    'medical-services',
    medicalServices,
    text(
      'Dostępność, punktualność i jakość ostatniej wizyty w miejskiej placówce medycznej; co poszło nie tak u niezadowolonych.',
      'Доступність, пунктуальність і якість останнього візиту до міського медичного закладу; що пішло не так у незадоволених.',
      'Access, punctuality and quality of the last visit to a city medical facility; what went wrong for the dissatisfied.',
    ),
  ),
  entry(
    'mopr-clients',
    moprClients,
    text(
      'Kontakt, obsługa i dopasowanie pomocy w Miejskim Ośrodku Pomocy Rodzinie. Bez pytań o sytuację życiową.',
      'Звʼязок, обслуговування та відповідність допомоги в Міському центрі допомоги родині. Без запитань про життєву ситуацію.',
      'Contact, service and fit of the help at the Municipal Family Support Centre. No questions on personal circumstances.',
    ),
  ),
  entry(
    'participatory-budget',
    participatoryBudget,
    text(
      'Znajomość budżetu obywatelskiego, udział w nim, ocena informacji i powody, dla których mieszkańcy nie głosują.',
      'Обізнаність із громадським бюджетом, участь у ньому, оцінка інформації та причини, чому мешканці не голосують.',
      'Awareness of the participatory budget, participation, quality of information, and reasons for not voting.',
    ),
  ),
  entry(
    'benefits-centre',
    benefitsCentre,
    text(
      'Kolejka, zrozumiałość informacji, uprzejmość i załatwienie sprawy w Poznańskim Centrum Świadczeń. Krótka, dobra także do rozmowy przez telefon.',
      'Черга, зрозумілість інформації, ввічливість і вирішення справи в Познанському центрі виплат. Коротке, зручне й для телефонної розмови.',
      'Queue, clear information, courtesy and getting things done at the Poznań Benefits Centre. Short, and good by phone too.',
    ),
  ),
  entry(
    'culture-on-estates',
    cultureOnEstates,
    text(
      'Co mieszkańcy osiedli peryferyjnych robią w wolnym czasie, co im przeszkadza w korzystaniu z kultury i czego brakuje blisko domu.',
      'Що роблять у вільний час мешканці віддалених районів, що заважає їм користуватися культурою та чого бракує поруч із домом.',
      'What residents of peripheral estates do, what keeps them from culture, and what they miss near home.',
    ),
  ),
  entry(
    'diversity',
    diversity,
    text(
      'Jak pracownicy urzędu są traktowani, czy są słuchani i co trzeba zmienić. Tylko dla ankiety anonimowej.',
      'Як ставляться до працівників управління, чи їх чують та що треба змінити. Лише для анонімного опитування.',
      'How the office’s employees are treated, whether they are heard, and what to change. For anonymous surveys only.',
    ),
  ),
  entry(
    'senior-services',
    seniorServices,
    text(
      'Trzy pytania przed zapisem na usługę dla seniorów: wiek, miejsce zamieszkania, potrzebna pomoc. Kto nie spełnia warunków, dowiaduje się od razu.',
      'Три запитання перед записом на послугу для людей старшого віку: вік, місце проживання, потрібна допомога. Хто не відповідає умовам, дізнається одразу.',
      'Three questions before registering for a service for older people: age, residence, help needed. Whoever is not eligible is told at once.',
    ),
  ),
]
