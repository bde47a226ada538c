/** What residents read in anonymous surveys, in three languages. Polish is the source. (A1, A2, L42, L45) */
import type { Language } from '../../shared/platform/language.ts'

const pl = {
  how: (fewest: number) => [
    'Ten odnośnik otwiera ankietę tylko raz. Zapisujemy tylko to, że został użyty – bez dnia i\u00a0godziny.',
    'Ankieta otworzy się pod nowym adresem, którego nie da się połączyć z\u00a0Twoim odnośnikiem. Możesz dodać go do zakładek: zanim wyślesz odpowiedzi, otworzysz nim ankietę od początku.',
    'Dopóki nie wyślesz odpowiedzi, są one tylko na Twoim ekranie. Jeśli zamkniesz stronę, przepadną.',
    'Wysłane odpowiedzi zapisujemy bez daty, języka i\u00a0danych o\u00a0urządzeniu. Potem nie da się ich odszukać, więc nie można ich zmienić ani usunąć.',
    `Wyniki pokazujemy tylko łącznie i\u00a0tylko wtedy, gdy dołączy do nich co najmniej ${fewest} nowych osób.`,
    'Nie wpisuj niczego, po czym można rozpoznać Ciebie albo inną osobę.',
  ],
  alternative: (phone: string) =>
    `Nie możesz wypełnić ankiety na tej stronie? Zadzwoń: ${phone}. Odpowiesz w\u00a0rozmowie z\u00a0pracownikiem urzędu, ale taka rozmowa nie jest anonimowa. Pod tym numerem sprawdzisz też, czy ta ankieta naprawdę jest od nas.`,
  next: 'Dalej',
  toReview: 'Wróć do podsumowania',
  back: 'Wróć',
  keep: 'Odpowiedzi są tylko na Twoim ekranie, dopóki ich nie wyślesz. Do poprzedniej strony wracaj przyciskiem „Wróć” pod pytaniami, a\u00a0nie przyciskiem przeglądarki.',
  sendLead: 'Możesz jeszcze zmienić każdą odpowiedź. Po wysłaniu nikt nie będzie wiedział, które odpowiedzi są Twoje.',
  sent: 'Policzymy odpowiedzi wszystkich osób i\u00a0weźmiemy je pod uwagę. Nie wiemy, które są Twoje, dlatego nie można ich już zmienić ani usunąć.',
  history: 'Jeśli ktoś jeszcze używa tej przeglądarki, usuń adres tej strony z\u00a0historii.',
  broken:
    'To nasz błąd, nie Twój. Odpowiedzi nie zostały wysłane. Wróć do poprzedniej strony i\u00a0spróbuj jeszcze raz za chwilę.',
}
export type AnonymousMessages = typeof pl

const uk: AnonymousMessages = {
  how: (fewest) => [
    'Це посилання відкриває опитування лише один раз. Ми зберігаємо тільки те, що його використано – без дня й години.',
    'Опитування відкриється за новою адресою, яку неможливо пов’язати з\u00a0вашим посиланням. Її можна додати до закладок: доки ви не надішлете відповіді, вона відкриє опитування з\u00a0початку.',
    'Доки ви не надішлете відповіді, вони є лише на вашому екрані. Якщо закрити сторінку, вони пропадуть.',
    'Надіслані відповіді ми зберігаємо без дати, мови та даних про пристрій. Потім їх неможливо відшукати, тому їх не можна змінити чи видалити.',
    `Результати ми показуємо лише разом і лише тоді, коли до них долучиться щонайменше ${fewest} нових осіб.`,
    'Не пишіть нічого, за чим можна впізнати вас або іншу особу.',
  ],
  alternative: (phone) =>
    `Не можете заповнити опитування на цій сторінці? Телефонуйте: ${phone}. Ви відповісте в\u00a0розмові з\u00a0працівником міської ради, але така розмова не є анонімною. За цим номером ви також перевірите, чи це опитування справді від нас.`,
  next: 'Далі',
  toReview: 'Повернутися до підсумку',
  back: 'Назад',
  keep: 'Доки ви не надішлете відповіді, вони є лише на вашому екрані. Повертайтеся до попередньої сторінки кнопкою «Назад» під запитаннями, а\u00a0не кнопкою браузера.',
  sendLead: 'Ви ще можете змінити кожну відповідь. Після надсилання ніхто не знатиме, які відповіді ваші.',
  sent: 'Ми порахуємо відповіді всіх людей і врахуємо їх. Ми не знаємо, які з\u00a0них ваші, тому їх уже не можна змінити чи видалити.',
  history: 'Якщо цим браузером користується хтось іще, видаліть адресу цієї сторінки з\u00a0історії.',
  broken:
    'Це наша помилка, не ваша. Відповіді не надіслано. Поверніться до попередньої сторінки та за хвилину спробуйте ще раз.',
}

const en: AnonymousMessages = {
  how: (fewest) => [
    'This link opens the survey once only. We keep nothing but that it was used: no day and no hour.',
    'The survey opens at a new address that cannot be joined with your link. You can bookmark it: until you send your answers it opens the survey from the beginning.',
    'Until you send your answers, they are on your screen only. If you close the page, they are lost.',
    'Answers that you have sent are kept without a date, a language or anything about your device. They cannot be found again, so they cannot be changed or removed.',
    `We show results only taken together, and only when at least ${fewest} more people have joined them.`,
    'Do not write anything by which you or somebody else could be recognised.',
  ],
  alternative: (phone) =>
    `Can’t you fill in the survey on this page? Call ${phone}. You can answer in a talk with one of the city’s staff, but such a talk is not anonymous. At the same number you can check that this survey is really ours.`,
  next: 'Next',
  toReview: 'Back to the summary',
  back: 'Back',
  keep: 'Your answers are on your screen only until you send them. Go back to the page before by the button “Back” below the questions, not by that of your browser.',
  sendLead: 'You can still change every answer. Once they are sent, nobody will know which answers are yours.',
  sent: 'We shall count the answers of everybody and take them into account. We do not know which are yours, so they can no longer be changed or removed.',
  history: 'If somebody else uses this browser too, remove the address of this page from its history.',
  broken:
    'This is our fault, not yours. Your answers were not sent. Go back to the page before and try again in a moment.',
}

const texts: Record<Language, AnonymousMessages> = { pl, uk, en }

export const anonymousTexts = (language: Language): AnonymousMessages => texts[language]
