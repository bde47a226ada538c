/**
 * The outcomes of calls, as data: what each is called, what it means for the person, and its AAPOR code. Reports and rules
 * read flags, never names. (facts: AAPOR Standard Definitions, 9th edition)
 */
import * as z from 'zod/mini'
import type { Text } from '../platform/language.ts'

/** Who decides what a code counts as: `people` are named residents, `numbers` are bare telephone numbers. */
export const Eligibility = z.enum(['people', 'numbers'])
export type Eligibility = z.infer<typeof Eligibility>

export interface Outcome {
  label: Text
  /** Somebody was spoken with, or pressed a key. */
  reached: boolean
  /** The person needs no further call in this drive. */
  final: boolean
  /** Counts against the caps of attempts. */
  counts: boolean
  /** The person must not be contacted again by this drive. */
  doNotContact: boolean
  /** AAPOR code where the list is of people, and where it is of bare numbers. */
  aapor: Record<Eligibility, string>
  /** Agents may pick it. The others come from the telephone network or the automated call. */
  picked: boolean
}

const row = (
  pl: string,
  uk: string,
  en: string,
  aapor: string | [people: string, numbers: string],
  flags: Partial<Record<'reached' | 'final' | 'doNotContact' | 'picked', true>> & { counts?: false } = {},
): Outcome => ({
  label: { pl, uk, en },
  reached: flags.reached ?? false,
  final: flags.final ?? false,
  counts: flags.counts ?? true,
  doNotContact: flags.doNotContact ?? false,
  picked: flags.picked ?? false,
  aapor: typeof aapor === 'string' ? { people: aapor, numbers: aapor } : { people: aapor[0], numbers: aapor[1] },
})

const reached = true
const final = true
const picked = true

export const outcomes = {
  complete: row('Rozmowa pełna', 'Повна розмова', 'Complete', '1.1', { reached, final, picked }),
  booked: row('Umówiono wizytę', 'Візит призначено', 'Visit booked', '1.1', { reached, final, picked }),
  promised: row('Deklaracja z datą', 'Заява з датою', 'Promise with a date', '1.1', { reached, picked }),
  partial: row('Część odpowiedzi', 'Частина відповідей', 'Partial', '1.2', { reached, picked }),
  refused: row('Odmowa', 'Відмова', 'Refused', '2.112', { reached, final, picked }),
  soft_refusal: row('Nie teraz, bez odmowy', 'Не зараз, але без відмови', 'Soft refusal', '2.112', { reached, picked }),
  objection: row('Sprzeciw: nie kontaktować', 'Заперечення: не звʼязуватися', 'Objection', '2.112', {
    reached,
    final,
    doNotContact: true,
    picked,
  }),
  hung_up: row('Rozłączono się', 'Поклали слухавку', 'Hung up', '2.11', { reached, picked }),
  break_off: row('Przerwano w trakcie', 'Перервано', 'Break-off', '2.12', { reached, picked }),
  callback: row('Umówiony telefon', 'Домовлений дзвінок', 'Callback', '2.21', { reached, counts: false, picked }),
  busy: row('Zajęte', 'Зайнято', 'Busy', ['2.20', '3.12'], { picked }),
  no_answer: row('Nie odebrano', 'Не відповіли', 'No answer', ['2.20', '3.13'], { picked }),
  not_reachable: row('Poza zasięgiem', 'Поза зоною', 'Not reachable', ['2.20', '3.13'], { picked }),
  no_input: row('Odebrano, nie naciśnięto klawisza', 'Відповіли, клавішу не натиснуто', 'No key pressed', [
    '2.22',
    '3.14',
  ]),
  voicemail_left: row(
    'Poczta głosowa, zostawiono wiadomość',
    'Голосова пошта, залишено повідомлення',
    'Voicemail, message left',
    ['2.221', '3.14'],
    { picked },
  ),
  voicemail: row('Poczta głosowa', 'Голосова пошта', 'Voicemail', ['2.222', '3.14'], { picked }),
  bad_number: row('Nieczynny numer', 'Номер не існує', 'Number not in service', ['3.30', '4.31'], {
    counts: false,
    picked,
  }),
  wrong_person: row('Inna osoba', 'Інша особа', 'Wrong person', '3.30', { reached, counts: false, picked }),
  blocked: row('Połączenie zablokowane', 'Дзвінок заблоковано', 'Blocked', ['2.20', '3.15']),
  technical: row('Błąd techniczny', 'Технічна помилка', 'Technical problem', ['2.20', '3.16'], {
    counts: false,
    picked,
  }),
  unknown: row('Nieznany, do sprawdzenia', 'Невідомо, перевірити', 'Unknown, for review', ['2.20', '3.90']),
  not_dialled: row('Nie wybrano numeru', 'Номер не набрано', 'Not dialled', '3.11', { counts: false }),
  third_person: row('Odebrał ktoś inny', 'Відповіла інша людина', 'Somebody else answered', '2.21', { picked }),
  dead: row('Osoba zmarła', 'Особа померла', 'Deceased', '2.31', { reached, final, doNotContact: true, picked }),
  unable: row('Nie może rozmawiać (zdrowie)', 'Не може говорити (здоровʼя)', 'Unable to take part', '2.32', {
    reached,
    final,
    picked,
  }),
  language: row('Inny język', 'Інша мова', 'Another language', '2.332', { reached, picked }),
  moved_out: row('Poza grupą badania', 'Поза вибіркою', 'Out of the group', '4.10', { reached, final, picked }),
  screened_out: row('Nie spełnia warunków', 'Не відповідає умовам', 'Screened out', '4.70', { reached, final, picked }),
  quota_full: row('Limit grupy wyczerpany', 'Квоту заповнено', 'Quota full', '4.80', { reached, final }),
} satisfies Record<string, Outcome>

export type OutcomeCode = keyof typeof outcomes
export const OutcomeCode = z.enum(Object.keys(outcomes) as [OutcomeCode, ...OutcomeCode[]])

/** Parts of a day, for "another part of the day". A Saturday is a part by itself. */
export const DayPart = z.enum(['morning', 'afternoon', 'evening', 'saturday'])
export type DayPart = z.infer<typeof DayPart>

/** What follows an outcome that is not final. Editable per drive in the form. */
export const Rule = z.object({
  /** Minutes until the next attempt, at least. 0: at once. */
  again: z.int().check(z.minimum(0), z.maximum(43_200)),
  /** In another part of the day than the last attempt. */
  otherPart: z.optional(z.boolean()),
  /** How often this outcome is answered by another attempt: a day, and in all. Then the next step of the plan. */
  perDay: z.optional(z.int().check(z.minimum(1), z.maximum(10))),
  inAll: z.optional(z.int().check(z.minimum(0), z.maximum(20))),
  /** Only an agent may call again. */
  byAgent: z.optional(z.boolean()),
  /** The next number of the contact, if there is one; else her next step. */
  otherNumber: z.optional(z.boolean()),
})
export type Rule = z.infer<typeof Rule>

/** The office's usual rules; what is final, has none. (facts: recycling defaults) */
export const usualRules: Partial<Record<OutcomeCode, Rule>> = {
  busy: { again: 30, perDay: 2 },
  no_answer: { again: 180, otherPart: true, perDay: 2 },
  not_reachable: { again: 180, otherPart: true, perDay: 2 },
  no_input: { again: 180, otherPart: true, inAll: 1 },
  voicemail: { again: 180, otherPart: true, inAll: 1 },
  voicemail_left: { again: 180, otherPart: true, inAll: 1 },
  hung_up: { again: 1_440, inAll: 1 },
  break_off: { again: 1_440, inAll: 1 },
  partial: { again: 1_440, inAll: 1 },
  soft_refusal: { again: 10_080, inAll: 1, byAgent: true },
  promised: { again: 0, byAgent: true },
  third_person: { again: 180, otherPart: true, perDay: 1 },
  bad_number: { again: 0, otherNumber: true },
  wrong_person: { again: 0, otherNumber: true },
  blocked: { again: 1_440, inAll: 1 },
  technical: { again: 120, inAll: 2 },
  unknown: { again: 1_440, inAll: 1 },
  not_dialled: { again: 5, inAll: 20 },
  language: { again: 0, inAll: 1, byAgent: true },
}
