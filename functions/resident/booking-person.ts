/** Reads and checks what somebody typed about herself; what the list knows of her stands in where she left a field empty. */
import type { Person } from '../../shared/booking/booking.ts'
import { listedAs } from '../../shared/booking/listed.ts'
import type { Service } from '../../shared/booking/service.ts'
import { checkAddress } from '../../shared/contact/address.ts'
import type { Contact } from '../../shared/contact/contact.ts'
import { hiddenEmail } from '../../shared/contact/email-text.ts'
import { nameOf } from '../../shared/contact/name.ts'
import { maskedPhone } from '../../shared/contact/phone-text.ts'
import type { Language } from '../../shared/platform/language.ts'
import { cleanText } from '../../shared/survey/entries.ts'
import type { FieldError } from '../../web/components/errors.tsx'
import type { Known, PersonForm } from '../../web/resident/booking-parts.tsx'
import { bookingTexts } from '../../web/texts/booking.ts'

/** What stands in the form before anything was typed. */
export const blankForm = (contact: Contact): PersonForm => ({
  name: nameOf(contact.fields),
  email: '',
  phone: '',
  statement: false,
})

/** What was typed; undefined where the form had no such fields. */
export function typedForm(form: URLSearchParams): PersonForm | undefined {
  if (!form.has('name')) return undefined
  const text = (name: string) => (form.get(name) ?? '').trim().slice(0, 300)
  return { name: text('name'), email: text('email'), phone: text('phone'), statement: form.get('statement') === 'yes' }
}

/** What the list has of her, cut short. */
export function knownOf({ email, phones: [phone] }: Contact): Known {
  return { ...(email && { email: hiddenEmail(email) }), ...(phone && { phone: maskedPhone(phone) }) }
}

/** Who books, or joins the waiting list, or what is wrong field by field. */
export async function readPerson(
  form: PersonForm,
  contact: Contact,
  { statement }: Pick<Service, 'statement'>,
  language: Language,
  waits = false,
): Promise<{ person: Person; errors: [] } | { person?: undefined; errors: FieldError[] }> {
  const { details, wait } = bookingTexts(language)
  const t = details.errors
  const errors: FieldError[] = []
  const name = cleanText(form.name).replaceAll(/\s+/g, ' ')
  if (!name) errors.push({ id: 'name', text: t.name })
  else if (name.length > 120) errors.push({ id: 'name', text: t.nameLong })
  const email = form.email ? checkAddress(form.email).email : contact.email
  if (form.email && !email) errors.push({ id: 'email', text: t.email })
  const phone = form.phone ? await phoneIn(form.phone) : contact.phones[0]
  if (form.phone && !phone) errors.push({ id: 'phone', text: t.phone })
  if (!form.email && !form.phone && !email && !phone) errors.push({ id: 'email', text: t.reach })
  if (statement && !form.statement) {
    errors.push({ id: 'statement', text: waits ? wait.statementMissing : t.statement })
  }
  if (errors.length > 0) return { errors }
  return {
    person: {
      name,
      language,
      listed: listedAs(contact),
      ...(email && { email }),
      ...(phone && { phone }),
      statement: form.statement,
    },
    errors: [],
  }
}

/** The number in E.164; what is known of numbering plans is loaded for those few who type one. */
async function phoneIn(text: string): Promise<string | undefined> {
  const { checkPhone } = await import('../../shared/contact/phone.ts')
  return checkPhone(text).phone
}
