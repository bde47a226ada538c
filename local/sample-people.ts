/** The invented residents of the sample drive: a contact file as an office would have it, and what they write. */

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
