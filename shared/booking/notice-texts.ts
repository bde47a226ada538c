/** What mails about visits say. Plain sentences; of a discreet service neither the subject nor the sender tells what it is about. (L12, L45) */
import type { Language } from '../platform/language.ts'
import type { NoticeKind } from './notice.ts'

export interface NoticeTexts {
  /** `{when}`: day and time. */
  subjects: Record<NoticeKind, string>
  openings: Record<NoticeKind, string>
  /** Said where it is a matter of a closed day. */
  offered: string
  notOffered: string
  when: string
  where: string
  what: string
  phone: string
  bring: string
  until: string
  /** Before the link. */
  links: Record<NoticeKind, string>
  closing: string
  /** Before the link by which she objects. */
  objection: string
  automatic: string
}

export const noticeTexts: Record<Language, NoticeTexts> = {
  pl: {
    subjects: {
      confirmed: 'Potwierdzenie wizyty: {when}',
      changed: 'Nowy termin wizyty: {when}',
      cancelled: 'Wizyta odwołana: {when}',
      closed: 'Wizyta {when} się nie odbędzie',
      remind48: 'Przypomnienie o wizycie: {when}',
      remind3: 'Przypomnienie o wizycie: {when}',
      offer: 'Zwolnił się termin: {when}',
    },
    openings: {
      confirmed: 'Twoja wizyta jest umówiona.',
      changed: 'Termin Twojej wizyty jest teraz taki:',
      cancelled: 'Twoja wizyta jest odwołana. Nie musisz nic robić.',
      closed: 'Przepraszamy: w tym dniu punkt będzie nieczynny i wizyta się nie odbędzie.',
      remind48: 'Przypominamy o Twojej wizycie.',
      remind3: 'Przypominamy: Twoja wizyta jest wkrótce.',
      offer: 'Zwolniło się miejsce, na które czekasz. Trzymamy je dla Ciebie.',
    },
    offered: 'Trzymamy dla Ciebie inny termin: {when}, {where}.',
    notOffered: 'Nie mamy teraz wolnego terminu. Zadzwonimy do Ciebie albo napiszemy. Możesz też zadzwonić do nas.',
    when: 'Kiedy',
    where: 'Gdzie',
    what: 'Sprawa',
    phone: 'Telefon',
    bring: 'Co zabrać',
    until: 'Miejsce czeka do: {when}. Potem proponujemy je następnej osobie.',
    links: {
      confirmed: 'Zobacz wizytę, przełóż ją albo odwołaj',
      changed: 'Zobacz wizytę, przełóż ją albo odwołaj',
      cancelled: 'Zobacz odwołaną wizytę',
      closed: 'Przyjmij nowy termin, wybierz inny albo odwołaj wizytę',
      remind48: 'Nie możesz przyjść? Przełóż wizytę albo ją odwołaj',
      remind3: 'Nie możesz przyjść? Przełóż wizytę albo ją odwołaj',
      offer: 'Przyjmij to miejsce albo zrezygnuj z niego',
    },
    closing: 'Ten odnośnik jest tylko dla Ciebie. Nie przekazuj go innym.',
    objection:
      'Nie chcesz od nas przypomnień i innych wiadomości? Zgłoś sprzeciw. O zmianach Twojej wizyty nadal napiszemy',
    automatic: 'Tę wiadomość wysyła automatycznie',
  },
  uk: {
    subjects: {
      confirmed: 'Підтвердження візиту: {when}',
      changed: 'Новий час візиту: {when}',
      cancelled: 'Візит скасовано: {when}',
      closed: 'Візит {when} не відбудеться',
      remind48: 'Нагадування про візит: {when}',
      remind3: 'Нагадування про візит: {when}',
      offer: 'Звільнився час: {when}',
    },
    openings: {
      confirmed: 'Ваш візит призначено.',
      changed: 'Час вашого візиту тепер такий:',
      cancelled: 'Ваш візит скасовано. Вам не потрібно нічого робити.',
      closed: 'Вибачте: цього дня пункт не працюватиме, і візит не відбудеться.',
      remind48: 'Нагадуємо про ваш візит.',
      remind3: 'Нагадуємо: ваш візит незабаром.',
      offer: 'Звільнилося місце, на яке ви чекаєте. Ми тримаємо його для вас.',
    },
    offered: 'Ми тримаємо для вас інший час: {when}, {where}.',
    notOffered:
      'Зараз у нас немає вільного часу. Ми зателефонуємо або напишемо вам. Ви також можете зателефонувати нам.',
    when: 'Коли',
    where: 'Де',
    what: 'Справа',
    phone: 'Телефон',
    bring: 'Що взяти',
    until: 'Місце чекає до: {when}. Потім ми пропонуємо його наступній особі.',
    links: {
      confirmed: 'Переглянути візит, перенести або скасувати його',
      changed: 'Переглянути візит, перенести або скасувати його',
      cancelled: 'Переглянути скасований візит',
      closed: 'Прийняти новий час, вибрати інший або скасувати візит',
      remind48: 'Не можете прийти? Перенесіть або скасуйте візит',
      remind3: 'Не можете прийти? Перенесіть або скасуйте візит',
      offer: 'Прийняти це місце або відмовитися від нього',
    },
    closing: 'Це посилання лише для вас. Не передавайте його іншим.',
    objection:
      'Не хочете отримувати від нас нагадування та інші повідомлення? Подайте заперечення. Про зміни вашого візиту ми все одно напишемо',
    automatic: 'Це повідомлення автоматично надсилає',
  },
  en: {
    subjects: {
      confirmed: 'Your visit is confirmed: {when}',
      changed: 'New time of your visit: {when}',
      cancelled: 'Your visit is cancelled: {when}',
      closed: 'Your visit of {when} will not take place',
      remind48: 'Reminder of your visit: {when}',
      remind3: 'Reminder of your visit: {when}',
      offer: 'A time has become free: {when}',
    },
    openings: {
      confirmed: 'Your visit is booked.',
      changed: 'This is now the time of your visit:',
      cancelled: 'Your visit is cancelled. There is nothing you need to do.',
      closed: 'We are sorry: the point will be closed on this day, and your visit will not take place.',
      remind48: 'This is a reminder of your visit.',
      remind3: 'This is a reminder: your visit is soon.',
      offer: 'A place that you wait for has become free. We keep it for you.',
    },
    offered: 'We keep another time for you: {when}, {where}.',
    notOffered: 'We have no free time at the moment. We will call you or write to you. You can also call us.',
    when: 'When',
    where: 'Where',
    what: 'What for',
    phone: 'Telephone',
    bring: 'What to bring',
    until: 'The place is kept until: {when}. Then we offer it to the next person.',
    links: {
      confirmed: 'See your visit, move it, or cancel it',
      changed: 'See your visit, move it, or cancel it',
      cancelled: 'See the cancelled visit',
      closed: 'Take the new time, choose another one, or cancel the visit',
      remind48: 'You cannot come? Move your visit, or cancel it',
      remind3: 'You cannot come? Move your visit, or cancel it',
      offer: 'Take this place, or let it go',
    },
    closing: 'This link is only for you. Do not pass it on.',
    objection:
      'You do not want reminders and other messages from us? Object here. We will still write to you about changes of your visit',
    automatic: 'This message is sent automatically by',
  },
}
