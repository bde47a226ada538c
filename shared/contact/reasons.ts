/** Why a row is not taken: one table of codes and the sentences a manager reads in the report. */
import * as z from 'zod/mini'
import type { Text } from '../platform/language.ts'

export const reasons = {
  quote: {
    pl: 'Cudzysłów nie jest zamknięty. Zamknij go albo usuń.',
    en: 'A quotation mark is not closed. Close it or remove it.',
  },
  'row-too-long': {
    pl: 'Wiersz jest za długi (ponad 16 000 znaków).',
    en: 'The row is too long (over 16,000 characters).',
  },
  'too-many-cells': {
    pl: 'Wiersz ma więcej komórek niż nagłówek. Tekst ze znakiem rozdzielającym kolumny ujmij w cudzysłów.',
    en: 'The row has more cells than the header. Put text that contains the column separator in quotation marks.',
  },
  'too-few-cells': { pl: 'Wiersz ma mniej komórek niż nagłówek.', en: 'The row has fewer cells than the header.' },
  'email-missing': { pl: 'Brakuje adresu e-mail.', en: 'The e-mail address is missing.' },
  'email-syntax': { pl: 'To nie jest poprawny adres e-mail.', en: 'This is not a valid e-mail address.' },
  'email-several': {
    pl: 'W komórce jest więcej niż jeden adres e-mail. Zostaw jeden.',
    en: 'The cell holds more than one e-mail address. Keep one.',
  },
  'email-control': {
    pl: 'W adresie e-mail jest koniec wiersza albo inny znak sterujący.',
    en: 'The e-mail address contains a line break or another control character.',
  },
  'email-not-ascii': {
    pl: 'Przed znakiem @ jest litera spoza alfabetu łacińskiego bez znaków diakrytycznych (np. ą, ł); na taki adres nie można wysłać.',
    en: 'There is a letter before the @ that is not a plain Latin one (such as ą or ł); such an address cannot be sent to.',
  },
  'email-domain': { pl: 'Domena po znaku @ nie jest poprawna.', en: 'The domain after the @ is not valid.' },
  'email-too-long': { pl: 'Adres e-mail jest za długi.', en: 'The e-mail address is too long.' },
  'email-role': {
    pl: 'To adres techniczny (np. abuse@, postmaster@, noreply@), a nie adres osoby.',
    en: 'This is a technical address (such as abuse@, postmaster@, noreply@), not a person’s.',
  },
  'address-missing': {
    pl: 'Brakuje adresu e-mail i numeru telefonu. Potrzebny jest co najmniej jeden z nich.',
    en: 'The e-mail address and the telephone number are both missing. At least one of them is needed.',
  },
  'phone-missing': { pl: 'Brakuje numeru telefonu.', en: 'The telephone number is missing.' },
  'phone-syntax': {
    pl: 'To nie jest numer telefonu: są w nim litery albo inne znaki.',
    en: 'This is not a telephone number: it holds letters or other signs.',
  },
  'phone-several': {
    pl: 'W komórce jest więcej niż jeden numer telefonu. Zostaw jeden; na drugi jest osobna kolumna.',
    en: 'The cell holds more than one telephone number. Keep one; there is a column for a second one.',
  },
  'phone-extension': {
    pl: 'To numer z numerem wewnętrznym. Na taki nie można zadzwonić; podaj numer bezpośredni.',
    en: 'The number has an extension, which cannot be dialled. Give a direct number.',
  },
  'phone-short': {
    pl: 'Numer telefonu jest za krótki: ma mieć 9 cyfr, razem z numerem kierunkowym.',
    en: 'The telephone number is too short: it must have 9 digits, area code included.',
  },
  'phone-long': {
    pl: 'Numer telefonu jest za długi: ma mieć 9 cyfr (albo +48 i 9 cyfr).',
    en: 'The telephone number is too long: it must have 9 digits (or +48 and 9 digits).',
  },
  'phone-premium': {
    pl: 'To numer o podwyższonej lub dzielonej opłacie (70…, 80…), a nie telefon osoby.',
    en: 'This is a premium-rate or shared-cost number (70…, 80…), not a person’s.',
  },
  'phone-free': {
    pl: 'To bezpłatna infolinia (800…), a nie telefon osoby.',
    en: 'This is a freephone line (800…), not a person’s.',
  },
  'phone-emergency': {
    pl: 'To numer alarmowy albo skrócony (np. 112, 19115), a nie telefon osoby.',
    en: 'This is an emergency number or a short code (such as 112), not a person’s.',
  },
  'phone-abroad': {
    pl: 'To numer zagraniczny. Dzwonimy tylko na numery polskie (+48).',
    en: 'This is a number abroad. Only Polish numbers (+48) are called.',
  },
  'phone-unused': {
    pl: 'Takiego numeru nie ma w polskiej numeracji. Sprawdź, czy nie brakuje cyfry.',
    en: 'There is no such number in Poland. Check whether a digit is wrong.',
  },
  'value-too-long': {
    pl: 'Tekst w komórce ma więcej niż 200 znaków.',
    en: 'The text in the cell is over 200 characters.',
  },
  characters: {
    pl: 'W komórce jest znak, którego nie da się odczytać. Zapisz plik jako „CSV UTF-8”.',
    en: 'The cell contains a character that cannot be read. Save the file as “CSV UTF-8”.',
  },
  'formula-error': {
    pl: 'W komórce jest błąd formuły (np. #N/D!).',
    en: 'The cell holds a formula error (such as #N/A).',
  },
  // where consent is needed only
  'consent-missing': {
    pl: 'Brakuje zgody tej osoby na e-maile albo telefony, a\u00a0bez niej nie można się kontaktować (L20).',
    en: 'There is no consent of this person to e-mails or calls, and without one nobody may contact her (L20).',
  },
  'consent-date': {
    pl: 'To nie jest dzień wyrażenia zgody. Wpisz datę, np. 3.11.2025, nie późniejszą niż dziś (L20).',
    en: 'This is no day on which consent was given. Write a date such as 3.11.2025, not later than today (L20).',
  },
  // of reminders only
  'case-missing': {
    pl: 'Brakuje oznaczenia sprawy albo jest za długie (ponad 64 znaki).',
    en: 'The case pointer is missing or too long (over 64 characters).',
  },
  'case-repeated': {
    pl: 'To oznaczenie sprawy było już w\u00a0tym pliku.',
    en: 'This case pointer was in the file before.',
  },
  'claim-other-facts': {
    pl: 'Ten adres lub numer jest już na liście, ale z\u00a0innymi danymi osoby w\u00a0tej kolumnie. Jeśli to ta sama osoba, popraw dane, żeby były jednakowe. Jeśli inna, podaj jej własny adres i\u00a0numer (T4).',
    en: 'This address or number is on the list already, but with other personal data in this column. If it is the same person, make them alike. If it is another one, give her own address and number (T4).',
  },
  'claim-between': {
    pl: 'Adres e-mail z\u00a0tego wiersza należy na liście do jednej osoby, a\u00a0numer telefonu do innej. Popraw wiersze tak, żeby jedna osoba miała wszędzie ten sam adres i\u00a0numer (T8).',
    en: 'On the list the e-mail address of this row is one person’s, and its telephone number another’s. Correct the rows so that one person has the same address and number everywhere (T8).',
  },
  'claim-too-many': {
    pl: 'Ta osoba ma już na liście 20 spraw, a\u00a0to najwięcej. Pozostałe jej sprawy wgraj do osobnej akcji, kiedy ta się skończy.',
    en: 'This person has 20 claims on the list already, which is the most. Upload her other claims to a drive of its own when this one is over.',
  },
  'limitation-missing': {
    pl: 'Brakuje terminu przedawnienia albo to nie jest data (T6).',
    en: 'The end of the limitation period is missing or no date (T6).',
  },
  'limitation-near': {
    pl: 'Do przedawnienia nie zostało więcej niż 6 miesięcy: przypomnienie jest niedozwolone (T6).',
    en: 'No more than 6 months of the limitation period are left: a reminder is forbidden (T6).',
  },
  'title-unknown': {
    pl: 'Nie wiadomo, czy wystawiono tytuł wykonawczy: wpisz „tak” albo „nie” (T6).',
    en: 'It is not said whether an enforcement title was issued: write “yes” or “no” (T6).',
  },
  'title-issued': {
    pl: 'Wystawiono tytuł wykonawczy: przypomnienie jest niedozwolone (T6).',
    en: 'An enforcement title was issued: a reminder is forbidden (T6).',
  },
  'band-unknown': {
    pl: 'To nie jest próg kwoty: wpisz „>160” albo „≤160” (T7).',
    en: 'This is no amount band: write “>160” or “≤160” (T7).',
  },
  amount: {
    pl: 'W komórce jest kwota. Kwot nie przyjmujemy, wystarczy próg (T7).',
    en: 'The cell holds an amount. Amounts are not taken, the band is enough (T7).',
  },
  'name-missing': {
    pl: 'Brakuje imienia i nazwiska, więc konsultant nie potwierdzi tożsamości (T4).',
    en: 'The name is missing, so nobody could confirm the person’s identity (T4).',
  },
  'identity-missing': {
    pl: 'Za mało danych do potwierdzenia tożsamości (T4).',
    en: 'Too little to confirm the person’s identity by (T4).',
  },
  pesel: {
    pl: 'W komórce jest numer PESEL. Takich danych nie przechowujemy.',
    en: 'The cell holds a PESEL number. Such data are not stored.',
  },
} satisfies Record<string, Text>

export type Reason = keyof typeof reasons
export const Reason = z.enum(Object.keys(reasons) as [Reason, ...Reason[]])

/** One row that was not taken. `row` counts as a spreadsheet does, header included; `column` is the header's name. */
export const BadRow = z.object({ row: z.int(), column: z.string(), reason: Reason })
export type BadRow = z.infer<typeof BadRow>
