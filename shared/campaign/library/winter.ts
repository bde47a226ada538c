/** The winter action: notices to addresses or estates, and agents who take residents' reports in the same conversation. */
import { agentField } from '../../plan/opening.ts'
import type { AgentsStep } from '../../plan/plan.ts'
import { type DriveGiven, type DriveTemplate, email, type Letters, text, wait } from './drive.ts'

const stop = ['objected'] as const

/** Numbers: 986 is the city guard, 987 the voivode's free line on nights and meals for people without a home (November to March). */
const letters = ({ verifyAt }: DriveGiven): Letters => ({
  pl: {
    subject: 'Akcja Zima: śnieg, sople i mróz',
    text: text(
      'Dzień dobry,',
      'idzie mróz i śnieg. Piszemy do osób, które mają dom lub firmę tutaj: {{dzielnica}}.',
      'Co robi właściciel:\n- usuwa śnieg i lód z chodnika przy swoim domu,\n- sypie chodnik piaskiem,\n- zrzuca z dachu sople i śnieg, a przed tym zamyka przejście.',
      'Ktoś marznie na dworze? Prosimy nie czekać:\n- 112, gdy ktoś może umrzeć,\n- 986, Straż Miejska, gdy ktoś śpi na mrozie,\n- 987, bezpłatny numer: gdzie jest nocleg i ciepły posiłek.',
      `Ślisko na drodze, przystanku lub w parku? Prosimy o telefon: ${verifyAt}. Zapiszemy zgłoszenie i damy jego numer.`,
    ),
  },
  uk: {
    subject: 'Акція «Зима»: сніг, бурульки й мороз',
    text: text(
      'Добрий день,',
      'наближаються мороз і сніг. Ми пишемо людям, які мають дім або фірму тут: {{dzielnica}}.',
      'Що робить власник:\n- прибирає сніг і лід з тротуару біля свого дому,\n- посипає тротуар піском,\n- скидає з даху бурульки й сніг, а перед тим закриває прохід.',
      'Хтось мерзне надворі? Просимо не чекати:\n- 112, коли є загроза життю,\n- 986, міська варта, коли хтось спить на морозі,\n- 987, безплатний номер: де є нічліг і тепла їжа.',
      `Слизько на дорозі, зупинці чи в парку? Просимо зателефонувати: ${verifyAt}. Ми запишемо повідомлення і дамо його номер.`,
    ),
  },
  en: {
    subject: 'Winter action: snow, icicles and frost',
    text: text(
      'Good day,',
      'frost and snow are on their way. We write to people who have a house or a firm here: {{dzielnica}}.',
      'What the owner does:\n- clears snow and ice from the pavement at the house,\n- puts sand on the pavement,\n- takes snow and icicles off the roof, and first closes the path below.',
      'Is somebody out in the cold? Please do not wait:\n- 112, if a life is in danger,\n- 986, the city guard, if somebody sleeps in the frost,\n- 987, a free line: where to find a bed and a warm meal.',
      `Is a road, a stop or a park slippery? Please call us: ${verifyAt}. We note it down and give you a number.`,
    ),
  },
})

const scripts = ({ office, verifyAt }: DriveGiven): AgentsStep['scripts'] => ({
  pl: text(
    `Dzień dobry, ${office}, mówi {{${agentField}}}. Dzwonię w sprawie Akcji Zima. Czy to dobry moment?`,
    'Idzie mróz i śnieg. Właściciel usuwa śnieg i lód z chodnika przy swoim domu, a z dachu sople.',
    'Gdy ktoś marznie na dworze: proszę dzwonić pod 986, a gdy może umrzeć, pod 112.',
    'Czy coś trzeba zgłosić: śliski chodnik, sople, zimne mieszkanie, osobę na mrozie? Zapiszę to teraz i podam numer.',
    'Jeśli tak: zapisz to w części „Zgłoszenie mieszkańca”.',
    'Jeśli nie teraz: Kiedy mogę zadzwonić ponownie?',
    `Jeśli ktoś pyta, czy to naprawdę urząd: Można to sprawdzić pod numerem ${verifyAt}.`,
    'Jeśli nie chce Pan lub Pani takich telefonów, wystarczy powiedzieć. Więcej nie zadzwonimy.',
  ),
  uk: text(
    `Добрий день, ${office}, говорить {{${agentField}}}. Я телефоную щодо акції «Зима». Чи зручно вам говорити?`,
    'Наближаються мороз і сніг. Власник прибирає сніг і лід з тротуару біля свого дому, а з даху бурульки.',
    'Коли хтось мерзне надворі: телефонуйте на 986, а якщо є загроза життю, на 112.',
    'Чи треба щось повідомити: слизький тротуар, бурульки, холодну квартиру, людину на морозі? Я запишу це зараз і скажу номер.',
    'Якщо так: запиши це в частині «Zgłoszenie mieszkańca».',
    'Якщо не зараз: Коли я можу зателефонувати ще раз?',
    `Якщо питають, чи це справді місто: Це можна перевірити за номером ${verifyAt}.`,
    'Якщо ви не хочете таких дзвінків, скажіть, і ми більше не телефонуватимемо.',
  ),
  en: text(
    `Good day, this is {{${agentField}}} from ${office}. I am calling about the winter action. Is this a good time?`,
    'Frost and snow are on their way. The owner clears snow and ice from the pavement at the house, and icicles from the roof.',
    'If somebody is out in the cold: please call 986, and if a life is in danger, 112.',
    'Is there anything to report: a slippery pavement, icicles, a cold flat, somebody out in the frost? I note it now and give you a number.',
    'If so: note it under “A resident’s report”.',
    'If not now: When may I call again?',
    `If they ask whether this is really the office: You can check by calling ${verifyAt}.`,
    'If you do not want such calls, just say so, and we will not call again.',
  ),
})

export const winterNotices: DriveTemplate = {
  id: 'winter-notices',
  name: { pl: 'Akcja Zima: powiadomienia i\u00a0zgłoszenia', en: 'Winter action: notices and reports' },
  description: {
    pl: 'E-mail na adresy lub osiedla: co robi właściciel, gdzie dzwonić, gdy ktoś marznie. Do pozostałych dzwoni konsultant, który w\u00a0tej samej rozmowie przyjmuje zgłoszenie i\u00a0przekazuje je jednostce. O\u00a0nic nie pyta.',
    en: 'An e-mail to addresses or estates: what owners do, whom to call when somebody is out in the cold. The others get a call by an agent, who takes a report in the same conversation and hands it on to the unit in charge. It asks for nothing.',
  },
  list: {
    pl: 'Adresy e-mail lub numery telefonów i\u00a0kolumna „Osiedle”: nazwa osiedla albo adres domu.',
    en: 'E-mail addresses or telephone numbers, and a column “Osiedle”: the name of the estate, or the address of the house.',
  },
  days: 90,
  purpose: {
    pl: 'Informujemy, kto zimą usuwa śnieg i\u00a0lód i\u00a0gdzie dzwonić, gdy ktoś marznie.',
    uk: 'Ми інформуємо, хто взимку прибирає сніг і лід та куди телефонувати, коли хтось мерзне.',
    en: 'We tell who clears the snow and ice, and whom to call when somebody is cold.',
  },
  purposeClass: 'public_info',
  basis: '6(1)(e)',
  asks: 'nothing',
  anonymity: 'identified',
  inDoubt: 'at-least-once',
  attempts: { perDay: 1, inAll: 3 },
  privacy: {
    dataSource: 'właściciele i zarządcy, którzy podali adres do powiadomień o zimie',
    dataCategories: 'adres e-mail, numer telefonu, osiedle lub adres domu',
    retentionMonths: 6,
  },
  plan: (given) => [
    email(letters(given), [...stop]),
    wait(1),
    { kind: 'agents', scripts: scripts(given), stop: ['mailed', ...stop] },
  ],
}
