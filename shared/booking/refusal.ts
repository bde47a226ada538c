/** Why the desk says no, in words for residents. The reason is for programs. */
import { Refused } from '../platform/errors.ts'
import type { Text } from '../platform/language.ts'

export type RefusalReason =
  /** Nothing is left in this slot. */
  | 'full'
  /** The day or the point is closed. */
  | 'closed'
  /** The calendar has no such slot. */
  | 'no-slot'
  | 'past'
  | 'too-soon'
  | 'too-far'
  /** The hold is gone: its time was over, and somebody else has the place. */
  | 'lost'
  /** It was extended as often as it may be. */
  | 'extended-enough'
  /** She has an active visit in this service. */
  | 'booked-already'
  /** The statement was not ticked. */
  | 'not-stated'
  /** Cancelled, over, or no longer what was read. */
  | 'not-active'
  /** The offer's time is over, or it was taken. */
  | 'no-offer'
  /** There is no waiting list, or she is on it. */
  | 'no-list'
  | 'waits-already'
  /** Too many at once: try again. */
  | 'busy'

const messages: Record<RefusalReason, Required<Text>> = {
  full: {
    pl: 'Ten termin jest już zajęty. Wybierz inny.',
    uk: 'Цей час уже зайнято. Виберіть інший.',
    en: 'This time has been taken. Choose another one.',
  },
  closed: {
    pl: 'W tym dniu punkt jest nieczynny. Wybierz inny termin.',
    uk: 'Цього дня пункт не працює. Виберіть інший час.',
    en: 'The point is closed on this day. Choose another time.',
  },
  'no-slot': {
    pl: 'Nie ma takiego terminu. Wybierz inny.',
    uk: 'Такого часу немає. Виберіть інший.',
    en: 'There is no such time. Choose another one.',
  },
  past: {
    pl: 'Ten termin już minął. Wybierz inny.',
    uk: 'Цей час уже минув. Виберіть інший.',
    en: 'This time is over. Choose another one.',
  },
  'too-soon': {
    pl: 'Na ten termin jest już za późno. Wybierz późniejszy albo zadzwoń do nas.',
    uk: 'На цей час записатися вже запізно. Виберіть пізніший або зателефонуйте нам.',
    en: 'It is too late for this time. Choose a later one, or call us.',
  },
  'too-far': {
    pl: 'Na ten dzień nie ma jeszcze zapisów. Wybierz wcześniejszy termin.',
    uk: 'На цей день запису ще немає. Виберіть ближчий час.',
    en: 'This day cannot be booked yet. Choose an earlier one.',
  },
  lost: {
    pl: 'Czas na potwierdzenie minął i ktoś inny zajął to miejsce. Wybierz inny termin.',
    uk: 'Час на підтвердження минув, і це місце зайняв хтось інший. Виберіть інший час.',
    en: 'The time to confirm is over, and somebody else took the place. Choose another time.',
  },
  'extended-enough': {
    pl: 'Tego terminu nie da się dłużej trzymać. Potwierdź go teraz albo wybierz później.',
    uk: 'Довше тримати цей час не можна. Підтвердьте його зараз або виберіть пізніше.',
    en: 'This time cannot be kept any longer. Confirm it now, or choose again later.',
  },
  'booked-already': {
    pl: 'Masz już wizytę w tej sprawie. Możesz ją przełożyć albo odwołać.',
    uk: 'Ви вже маєте візит у цій справі. Його можна перенести або скасувати.',
    en: 'You already have a visit for this. You can move it or cancel it.',
  },
  'not-stated': {
    pl: 'Aby umówić wizytę, zaznacz oświadczenie.',
    uk: 'Щоб записатися на візит, позначте заяву.',
    en: 'To book the visit, tick the statement.',
  },
  'not-active': {
    pl: 'Ta wizyta została odwołana albo już się odbyła.',
    uk: 'Цей візит скасовано або він уже відбувся.',
    en: 'This visit has been cancelled, or it is over.',
  },
  'no-offer': {
    pl: 'Ta propozycja terminu jest już nieaktualna.',
    uk: 'Ця пропозиція часу вже недійсна.',
    en: 'This offer of a time is no longer valid.',
  },
  'no-list': {
    pl: 'Dla tej usługi nie ma listy oczekujących.',
    uk: 'Для цієї послуги немає списку очікування.',
    en: 'There is no waiting list for this service.',
  },
  'waits-already': {
    pl: 'Jesteś już na liście oczekujących.',
    uk: 'Ви вже у списку очікування.',
    en: 'You are on the waiting list already.',
  },
  busy: {
    pl: 'Bardzo dużo osób zapisuje się w tej chwili. Spróbuj jeszcze raz.',
    uk: 'Зараз записується дуже багато людей. Спробуйте ще раз.',
    en: 'A great many people are booking at this moment. Please try again.',
  },
}

/** A Refused with its reason. */
export class BookingRefused extends Refused {
  readonly reason: RefusalReason
  constructor(reason: RefusalReason) {
    super(`booking: ${reason}`, [{ field: 'slot', rule: 'B2', message: messages[reason] }])
    this.reason = reason
  }
}
