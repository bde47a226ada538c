/**
 * The accessibility statement by language. Headings and sentences of the Polish one follow "Warunki techniczne publikacji i
 * struktura dokumentu elektronicznego deklaracji dostępności", version 2.0 of 31 July 2024. (L41, L42)
 */
import type { Language } from '../../shared/platform/language.ts'

const pl = {
  title: 'Deklaracja dostępności',
  pledge: ' zobowiązuje się zapewnić dostępność swojej ',
  scope: 'strony internetowej',
  law: ' zgodnie z\u00a0ustawą z\u00a0dnia 4\u00a0kwietnia 2019\u00a0r. o\u00a0dostępności cyfrowej stron internetowych i\u00a0aplikacji mobilnych podmiotów publicznych. Deklaracja dostępności dotyczy strony internetowej ',
  published: 'Data publikacji strony internetowej: ',
  updated: 'Data ostatniej istotnej aktualizacji: ',
  statusHeading: 'Stan dostępności cyfrowej',
  status:
    'Strona internetowa jest zgodna z\u00a0ustawą z\u00a0dnia 4\u00a0kwietnia 2019\u00a0r. o\u00a0dostępności cyfrowej stron internetowych i\u00a0aplikacji mobilnych podmiotów publicznych.',
  preparedHeading: 'Przygotowanie deklaracji dostępności i\u00a0jej aktualizacja',
  prepared: 'Data sporządzenia deklaracji: ',
  reviewed: 'Data ostatniego przeglądu deklaracji: ',
  method: 'Deklarację sporządzono na podstawie samooceny przeprowadzonej przez podmiot publiczny.',
  easeHeading: 'Udogodnienia, ograniczenia i\u00a0inne informacje',
  ease: [
    'Wszystkie strony działają bez JavaScriptu i\u00a0dają się obsłużyć samą klawiaturą.',
    'Kolory dostosowują się do ciemnego i\u00a0do kontrastowego wyglądu ustawionego w\u00a0systemie.',
    'Treść mieści się bez przewijania w\u00a0bok na ekranie o\u00a0szerokości 320\u00a0pikseli i\u00a0przy powiększeniu 400%.',
    'Odpowiedzi zapisują się po każdej stronie, a\u00a0na odpowiedź nie ma limitu czasu poza ostatnim dniem badania.',
  ],
  keysHeading: 'Skróty klawiszowe',
  keys: 'Na stronie działają standardowe skróty klawiszowe przeglądarki. Własnych skrótów nie ma.',
  contactHeading: 'Informacje zwrotne i\u00a0dane kontaktowe',
  contact: 'Problemy z\u00a0dostępnością cyfrową tej strony można zgłosić:',
  email: 'e-mailem: ',
  phone: 'telefonicznie: ',
  procedureHeading: 'Obsługa wniosków i\u00a0skarg związanych z\u00a0dostępnością',
  procedure: [
    'Każdy ma prawo żądać zapewnienia dostępności cyfrowej tej strony albo jej elementu. W\u00a0żądaniu podaj swoje dane, wskaż stronę lub element i\u00a0sposób kontaktu, a\u00a0jeśli trzeba, także dogodny dla Ciebie sposób przekazania informacji.',
    'Odpowiemy niezwłocznie, najpóźniej w\u00a0ciągu 7\u00a0dni. Jeśli nie zdążymy, napiszemy, dlaczego i\u00a0kiedy to zrobimy – nie później niż w\u00a0ciągu 2\u00a0miesięcy.',
    'Jeśli nie możemy zapewnić dostępności cyfrowej, zaproponujemy inny sposób dostępu, na przykład wypełnienie ankiety z\u00a0pracownikiem przez telefon.',
    'Jeśli odmówimy albo odrzucisz inny sposób dostępu, możesz złożyć do nas skargę.',
  ],
  ombudsman: 'Po wyczerpaniu tej drogi można złożyć wniosek do ',
  ombudsmanName: 'Rzecznika Praw Obywatelskich',
  otherHeading: 'Pozostałe informacje',
  buildingHeading: 'Dostępność architektoniczna',
  building: (office: string, address: string) =>
    `${office}, ${address}. Opis dojazdu, wejść i\u00a0udogodnień w\u00a0budynku jest na stronie urzędu; przez telefon umówimy pomoc na miejscu.`,
  talkHeading: 'Dostępność komunikacyjno-informacyjna',
  talk: (phone: string) =>
    `Kontakt jest możliwy telefonicznie (${phone}), e-mailem i\u00a0listownie. Na prośbę czytamy i\u00a0wypełniamy ankietę razem z\u00a0Tobą. Na tej stronie nie ma tłumacza języka migowego online.`,
}
type Statement = typeof pl

const uk: Statement = {
  title: 'Декларація доступності',
  pledge: ' зобов’язується забезпечити доступність свого ',
  scope: 'вебсайту',
  law: ' згідно із законом від 4 квітня 2019 р. про цифрову доступність вебсайтів і мобільних застосунків публічних установ. Декларація доступності стосується вебсайту ',
  published: 'Дата публікації вебсайту: ',
  updated: 'Дата останнього суттєвого оновлення: ',
  statusHeading: 'Стан цифрової доступності',
  status:
    'Вебсайт відповідає закону від 4 квітня 2019 р. про цифрову доступність вебсайтів і мобільних застосунків публічних установ.',
  preparedHeading: 'Підготовка декларації доступності та її оновлення',
  prepared: 'Дата складання декларації: ',
  reviewed: 'Дата останнього перегляду декларації: ',
  method: 'Декларацію складено на підставі самооцінки, яку провела публічна установа.',
  easeHeading: 'Зручності, обмеження та інша інформація',
  ease: [
    'Усі сторінки працюють без JavaScript, і ними можна користуватися лише з клавіатури.',
    'Кольори пристосовуються до темного й контрастного вигляду, заданого в системі.',
    'Вміст поміщається без прокручування вбік на екрані завширшки 320\u00a0пікселів і за збільшення 400%.',
    'Відповіді зберігаються після кожної сторінки, а часу на відповідь не обмежено, крім останнього дня опитування.',
  ],
  keysHeading: 'Клавіатурні скорочення',
  keys: 'На сайті діють звичайні клавіатурні скорочення браузера. Власних скорочень немає.',
  contactHeading: 'Зворотний зв’язок і контактні дані',
  contact: 'Про проблеми із цифровою доступністю цього сайту можна повідомити:',
  email: 'електронною поштою: ',
  phone: 'телефоном: ',
  procedureHeading: 'Розгляд заяв і скарг щодо доступності',
  procedure: [
    'Кожен має право вимагати цифрової доступності цього сайту або його елемента. У вимозі вкажіть свої дані, сторінку чи елемент, спосіб зв’язку, а за потреби й зручний для вас спосіб передання інформації.',
    'Ми відповімо негайно, щонайпізніше протягом 7\u00a0днів. Якщо не встигнемо, напишемо, чому і коли це зробимо – не пізніше ніж за 2\u00a0місяці.',
    'Якщо ми не можемо забезпечити цифрової доступності, запропонуємо інший спосіб, наприклад заповнення опитування з працівником телефоном.',
    'Якщо ми відмовимо або ви відхилите інший спосіб, можна подати нам скаргу.',
  ],
  ombudsman: 'Після цього можна звернутися до ',
  ombudsmanName: 'Уповноваженого з прав людини',
  otherHeading: 'Інша інформація',
  buildingHeading: 'Архітектурна доступність',
  building: (office, address) =>
    `${office}, ${address}. Опис доїзду, входів і зручностей у будівлі є на сайті установи; телефоном можна домовитися про допомогу на місці.`,
  talkHeading: 'Комунікаційна та інформаційна доступність',
  talk: (phone) =>
    `З нами можна зв’язатися телефоном (${phone}), електронною поштою та листом. На прохання ми читаємо й заповнюємо опитування разом із вами. Онлайн-перекладача жестової мови на цьому сайті немає.`,
}

const en: Statement = {
  title: 'Accessibility statement',
  pledge: ' is committed to making its ',
  scope: 'website',
  law: ' accessible, in accordance with the Act of 4 April 2019 on digital accessibility of websites and mobile applications of public entities. This statement applies to the website ',
  published: 'Date of publication of the website: ',
  updated: 'Date of the last major update: ',
  statusHeading: 'Compliance status',
  status:
    'The website complies with the Act of 4 April 2019 on digital accessibility of websites and mobile applications of public entities.',
  preparedHeading: 'Preparation and update of this statement',
  prepared: 'This statement was prepared on: ',
  reviewed: 'This statement was last reviewed on: ',
  method: 'This statement was prepared on the basis of a self-assessment by the public entity.',
  easeHeading: 'Conveniences, limits and other information',
  ease: [
    'All pages work without JavaScript and by keyboard alone.',
    'Colours follow the dark or high-contrast setting of your system.',
    'Content fits a screen of 320\u00a0pixels, and a zoom of 400%, without scrolling sideways.',
    'Answers are saved after every page, and there is no time limit but the last day of the survey.',
  ],
  keysHeading: 'Keyboard shortcuts',
  keys: 'The browser’s usual shortcuts work. The website has none of its own.',
  contactHeading: 'Feedback and contact',
  contact: 'Problems with digital accessibility can be reported:',
  email: 'by e-mail: ',
  phone: 'by phone: ',
  procedureHeading: 'Requests and complaints about accessibility',
  procedure: [
    'Everyone has the right to request digital accessibility of this website or a part of it. Say who you are, which page or part is concerned, how we can reach you, and, if needed, in which other form you want the information.',
    'We answer without delay, within 7\u00a0days at most. If we cannot, we write why, and when we will: within 2\u00a0months at most.',
    'If we cannot provide digital accessibility, we offer another way, such as filling in the survey with a member of staff by phone.',
    'If we refuse, or you decline the other way, you can complain to us.',
  ],
  ombudsman: 'After that you can turn to the ',
  ombudsmanName: 'Commissioner for Human Rights',
  otherHeading: 'Other information',
  buildingHeading: 'Architectural accessibility',
  building: (office, address) =>
    `${office}, ${address}. Access, entrances and facilities are described on the office’s website; help on the spot can be arranged by phone.`,
  talkHeading: 'Communication and information accessibility',
  talk: (phone) =>
    `You can reach us by phone (${phone}), e-mail and post. On request we read and fill in the survey together with you. This website has no online sign language interpreter.`,
}

/** The texts of the accessibility statement in a language. */
export const statementTexts = (language: Language): Statement => ({ pl, uk, en })[language]
