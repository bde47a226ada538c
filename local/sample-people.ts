/** The invented residents of the sample drives: contact files as an office would have them, and what they write. */

const women = [
  'Anna',
  'Katarzyna',
  'Małgorzata',
  'Agnieszka',
  'Barbara',
  'Ewa',
  'Krystyna',
  'Zofia',
  'Łucja',
  'Grażyna',
]
const men = ['Jan', 'Piotr', 'Stanisław', 'Łukasz', 'Paweł', 'Wojciech', 'Błażej', 'Michał', 'Krzysztof', 'Zdzisław']
const surnames = [
  ...[
    ['Kowalczyk', 'Kowalczyk'],
    ['Wiśniewska', 'Wiśniewski'],
    ['Dąbrowska', 'Dąbrowski'],
    ['Król', 'Król'],
  ],
  ...[
    ['Zielińska', 'Zieliński'],
    ['Szymańska', 'Szymański'],
    ['Woźniak', 'Woźniak'],
    ['Jabłońska', 'Jabłoński'],
  ],
  ...[
    ['Łączyńska', 'Łączyński'],
    ['Gołąb', 'Gołąb'],
    ['Krzyżanowska', 'Krzyżanowski'],
    ['Śliwa', 'Śliwa'],
  ],
] as [string, string][]
const clinics = [
  'Przychodnia przy Lipowej',
  'Przychodnia Stary Rynek',
  'Przychodnia Łęgi',
  'Przychodnia nad Rzeką',
  'Poradnia Zdrowie na Osiedlu',
]

/** The file: header and one row to a person. Every 20th reads Ukrainian, every 50th English; a few addresses are dead. */
export function sampleFile(people: number): string {
  const rows = ['Adres e-mail;Imię;Nazwisko;Przychodnia;Język']
  for (let n = 0; n < people; n++) {
    const woman = n % 2 === 0
    const first = (woman ? women : men)[Math.floor(n / 2) % 10]!
    const last = surnames[Math.floor(n / 3) % surnames.length]![woman ? 0 : 1]
    const fate = n % 125 === 60 ? '+bounce' : n % 400 === 170 ? '+delay' : ''
    const language = n % 50 === 49 ? 'en' : n % 20 === 19 ? 'uk' : 'pl'
    const address = `${plain(first)}.${plain(last)}.${String(n + 1).padStart(4, '0')}${fate}@example.org`
    rows.push([address, first, last, clinics[n % clinics.length], language].join(';'))
  }
  return `${rows.join('\r\n')}\r\n`
}

const plain = (name: string) => name.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replace(/\p{M}/gu, '')

const ukrainians = [
  ...[
    ['Oksana', 'Kowalenko'],
    ['Andrij', 'Szewczenko'],
    ['Natalia', 'Bondarenko'],
    ['Serhij', 'Tkaczuk'],
  ],
  ...[
    ['Iryna', 'Melnyk'],
    ['Bohdan', 'Łysenko'],
    ['Tetiana', 'Kraweć'],
    ['Wołodymyr', 'Hnatiuk'],
  ],
] as [string, string][]

/** Every eighth number ends in this: a telephone in the browser rings for it, about once a minute. */
const newcomer = '00'
/**
 * How the others behave, in turn: the last digits of their numbers, by the residents of the simulated network. A whole call
 * takes three minutes of a line, so that most of them are shorter.
 */
const manners = [
  ...['05', '01', '02', '13', '05', '15', '11', '05', '04', '01', '07', '05', '02', '10'],
  ...['12', '06', '15', '05', '08', '11', '05', '03', '04', '09', '05', '02', '14', '13'],
]

/**
 * The file of a list that is called: header and one row to a person, each with a number of her own. Whom no automated call
 * can speak to (Ukrainian), stands mostly at its beginning, so that agents have somebody to call at once.
 */
export function phoneFile(people: number, visit: string): string {
  const rows = ['Adres e-mail;Imię;Nazwisko;Telefon;Data wizyty;Język']
  let called = 0
  for (let n = 0; n < people; n++) {
    const language = n % (n < 40 ? 2 : 12) === 1 ? 'uk' : n % 60 === 44 ? 'en' : 'pl'
    const woman = n % 2 === 0
    const [first, last] =
      language === 'uk'
        ? ukrainians[Math.floor(n / 2) % ukrainians.length]!
        : [
            (woman ? women : men)[Math.floor(n / 2) % 10]!,
            surnames[Math.floor(n / 3) % surnames.length]![woman ? 0 : 1],
          ]
    const ending = n % 8 === 2 ? newcomer : language === 'uk' ? '05' : manners[called++ % manners.length]
    const address = `${plain(first)}.${plain(last)}.${String(n + 1).padStart(3, '0')}@example.net`
    rows.push([address, first, last, `6002${String(n).padStart(3, '0')}${ending}`, visit, language].join(';'))
  }
  return `${rows.join('\r\n')}\r\n`
}

/** What they write where the survey asks for words. */
export const sampleWords = [
  'Bardzo miła obsługa w rejestracji.',
  'Trudno się dodzwonić rano, dopiero około dziesiątej ktoś odbiera.',
  'Lekarka wszystko spokojnie wyjaśniła.',
  'Na wizytę czekałam ponad godzinę mimo umówionego terminu.',
  'Przydałaby się możliwość zapisania przez internet.',
  'Brakuje windy, a gabinet jest na drugim piętrze.',
  'Wszystko sprawnie, dziękuję.',
  'Za mało miejsc do siedzenia w poczekalni.',
  'Pielęgniarki zasługują na pochwałę.',
  'Prosiłbym o przypomnienie dzień przed wizytą.',
  'Parking jest stale zajęty.',
  'Терміни прийому довгі, але лікар дуже уважний.',
]

/** What they say of the Centre. */
export const centreWords = [
  'Miła pani przy stanowisku, wszystko wyjaśniła.',
  'Za długa kolejka w poniedziałek rano.',
  'Chciałbym móc dosłać dokumenty przez internet.',
  'Formularz jest napisany trudnym językiem.',
  'Szybko i sprawnie, dziękuję.',
  'Numerek pobrany o ósmej, obsługa przed dziesiątą.',
  'Przydałaby się informacja, jakie załączniki są potrzebne.',
  'Дякую за допомогу з документами українською.',
]
