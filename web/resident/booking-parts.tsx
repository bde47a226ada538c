/** What booking pages share: their context, addresses, a point in words, the fields about a person, a choice of times. */
import type { FC } from 'hono/jsx'
import type { SlotRef } from '../../shared/booking/calendar.ts'
import { type Point, pointOf, type Service } from '../../shared/booking/service.ts'
import type { Language, Text } from '../../shared/platform/language.ts'
import { Checkboxes } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { TextInput } from '../components/fields.tsx'
import { bookingTexts } from '../texts/booking.ts'
import { type BookingMessages, clock } from '../texts/booking-pl.ts'
import { type PageContext, Say } from './frame.tsx'

export interface BookingContext extends PageContext {
  service: Service
  /** Where her choosing happens: `/b/<token>`, or `/v/<token>/move`. */
  base: string
  /** Where it began: `/b/<token>`, or `/v/<token>`. */
  home: string
  /** She has a visit and moves it. */
  moves: boolean
}

/** An address in the page's language. */
export function href(language: Language, path: string, query: Record<string, string | undefined> = {}): string {
  const all = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) all.set(name, value)
  if (language !== 'pl') all.set('lang', language)
  return all.size > 0 ? `${path}?${all}` : path
}

/** A slot as it stands in an address and on a button: `pt_abc.2026-12-01.0820`. */
export const slotText = ({ point, day, start }: Pick<SlotRef, 'point' | 'day' | 'start'>): string =>
  `${point}.${day}.${start.replace(':', '')}`

/** What was typed about a person. */
export interface PersonForm {
  name: string
  email: string
  phone: string
  statement: boolean
}

/** What the list has of her, cut short: whoever holds the link may be another. */
export interface Known {
  email?: string | undefined
  phone?: string | undefined
}

export const errorAt = (errors: readonly FieldError[], id: string): { error?: string } => {
  const error = errors.find((one) => one.id === id)?.text
  return error ? { error } : {}
}

/** Name, addresses as far as they are needed, the statement. */
export const PersonFields: FC<{
  t: BookingMessages
  language: Language
  form: PersonForm
  known: Known
  errors: readonly FieldError[]
  statement: Text | undefined
  /** Whose privacy text is linked. */
  campaign: string | undefined
  /** She joins the waiting list: what is promised of her addresses is another thing. */
  waits?: boolean
}> = ({ t: { details: t, wait, data }, language, form, known, errors, statement, campaign, waits }) => (
  <>
    <h2 class="govuk-heading-m">{t.data}</h2>
    <TextInput
      name="name"
      label={t.name}
      value={form.name}
      autocomplete="name"
      spellcheck={false}
      required
      {...errorAt(errors, 'name')}
    />
    {!known.email && !known.phone && <p class="govuk-body">{t.oneOf}</p>}
    <TextInput
      name="email"
      type="email"
      label={t.email}
      hint={known.email ? (waits ? wait : t).emailKnown(known.email) : (waits ? wait : t).emailHint}
      value={form.email}
      autocomplete="email"
      spellcheck={false}
      optional={Boolean(known.email || known.phone)}
      {...errorAt(errors, 'email')}
    />
    <TextInput
      name="phone"
      type="tel"
      label={t.phone}
      hint={known.phone ? (waits ? wait : t).phoneKnown(known.phone) : (waits ? wait : t).phoneHint}
      value={form.phone}
      autocomplete="tel"
      width={20}
      optional={Boolean(known.email || known.phone)}
      {...errorAt(errors, 'phone')}
    />
    {statement && (
      <Checkboxes
        name="statement"
        legend={t.statement}
        legendSize="m"
        choices={[{ value: 'yes', text: <Say text={statement} /> }]}
        values={form.statement ? ['yes'] : []}
        {...errorAt(errors, 'statement')}
      />
    )}
    <p class="govuk-body">
      <a class="govuk-link" href={href(language, `/info/${campaign}/privacy`)}>
        {data.more}
      </a>
    </p>
  </>
)

/** What was typed, to go along unseen while another time is chosen. */
export const CarriedFields: FC<{ form: PersonForm }> = ({ form }) => (
  <>
    <input type="hidden" name="name" value={form.name} />
    <input type="hidden" name="email" value={form.email} />
    <input type="hidden" name="phone" value={form.phone} />
    {form.statement && <input type="hidden" name="statement" value="yes" />}
  </>
)

/** A point in a few lines: where, how to get in, which languages. */
export const PointLines: FC<{ point: Point; language: Language; name?: boolean }> = ({ point, language, name }) => {
  const t = bookingTexts(language).point
  return (
    <>
      {name && (
        <>
          <strong lang={language === 'pl' ? undefined : 'pl'}>{point.name}</strong>
          <br />
        </>
      )}
      <span lang={language === 'pl' ? undefined : 'pl'}>{point.address}</span>
      {point.phone && (
        <>
          <br />
          {`${t.phone}: ${point.phone.replaceAll(' ', '\u00a0')}`}
        </>
      )}
      <br />
      {accessOf(point, language)}
    </>
  )
}

/** `Dostępność: wejście dla osób na wózku, PJM. Języki: polski, ukraiński.` */
function accessOf({ access, languages }: Point, language: Language): string {
  const t = bookingTexts(language).point
  const ways = [access.wheelchair ? t.wheelchair : t.noWheelchair, ...(access.pjm ? [t.pjm] : [])]
  const spoken = languages.map((code) => t.languageNames[code])
  return `${t.access}: ${ways.join(', ')}.${spoken.length > 0 ? ` ${t.languages}: ${spoken.join(', ')}.` : ''}`
}

/** Times as buttons. Of several points, each under its name. */
export const SlotButtons: FC<{
  service: Service
  language: Language
  slots: readonly SlotRef[]
  /** Says the day on each button as well. */
  withDay?: boolean
  level?: 2 | 3
}> = ({ service, language, slots, withDay, level = 2 }) => {
  const t = bookingTexts(language)
  const byPoint = Map.groupBy(slots, ({ point }) => point)
  const Name = `h${level}` as 'h2' | 'h3'
  return (
    <>
      {[...byPoint].map(([id, those]) => {
        const point = pointOf(service, id)
        return (
          <section class="akcja-slots-of" aria-label={point?.name}>
            {service.points.length > 1 && (
              <Name class="govuk-heading-s" lang={language === 'pl' ? undefined : 'pl'}>
                {point?.name}, {point?.address}
              </Name>
            )}
            <div class="akcja-slots">
              {those.map((slot) => (
                <button type="submit" class="govuk-button govuk-button--secondary" name="slot" value={slotText(slot)}>
                  {withDay ? t.when(slot.day, slot.start) : clock(slot.start)}
                </button>
              ))}
            </div>
          </section>
        )
      })}
    </>
  )
}
