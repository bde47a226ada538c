/** The visit of the person on the phone: what she has, the first free time, and any other by place, day and hour. */
import type { FC } from 'hono/jsx'
import type { Text } from '../../shared/platform/language.ts'
import { Actions } from '../components/button.tsx'
import { Checkboxes, Radios } from '../components/choices.tsx'
import { Select, TextInput } from '../components/fields.tsx'
import { SummaryList } from '../components/lists.tsx'
import { useFrame } from '../staff/frame.tsx'
import { callBookingTexts } from '../texts/call-booking.ts'
import { date } from '../texts/texts.ts'
import type { Keys } from './keys.ts'
import { KeyButton, Part } from './parts.tsx'

/** A free date, or one that was booked. */
export interface DateSeen {
  point: string
  day: string
  start: string
  /** The point's name and address. */
  where: string
}

/** What an agent sees of visits. Made by `functions/staff/call-booking.ts`. */
export interface VisitSeen {
  service: Text
  points: { id: string; name: string }[]
  /** What has to be stated to book, in the person's language. */
  statement?: string
  /** By whose name it is booked. */
  name: string
  /** Her visit, if she has one, with the code that is read back. */
  visit?: DateSeen & { code: string }
  first?: DateSeen
  /** What was looked for, and what is free then. */
  chosen?: { point: string; day: string; free: DateSeen[] }
}

export interface BookingPartProps {
  booking: VisitSeen
  spoken: string
  keys: Keys
  errorOf: (id: string) => { error?: string }
}

/** What a form sends for a date. */
const dateText = ({ point, day, start }: DateSeen): string => `${point} ${day} ${start}`

export const BookingPart: FC<BookingPartProps> = ({ booking, spoken, keys, errorOf }) => {
  const { language } = useFrame()
  const texts = callBookingTexts(language)
  const { visit, first, chosen, points, statement } = booking
  const when = (one: DateSeen) => `${date(language, one.day)}, ${one.start}`
  return (
    <Part id="visit" heading={texts.heading} keys={keys} action="visit">
      {errorOf('visit').error && <p class="govuk-error-message">{errorOf('visit').error}</p>}
      {visit && (
        <>
          <SummaryList
            rows={[
              { key: texts.has, value: `${when(visit)}, ${visit.where}` },
              { key: texts.code, value: <strong>{visit.code}</strong> },
            ]}
          />
          <Actions>
            <KeyButton keys={keys} value="visit-cancel" look="quiet">
              {texts.cancel}
            </KeyButton>
          </Actions>
        </>
      )}
      {!visit && <TextInput name="visit-name" label={texts.name} value={booking.name} {...errorOf('visit-name')} />}
      {!visit && statement && (
        <Checkboxes
          name="visit-stated"
          legend={texts.statement}
          values={[]}
          small
          choices={[{ value: 'on', text: <span lang={spoken}>{statement}</span> }]}
        />
      )}
      {first ? (
        <>
          <h3 class="govuk-heading-s">{texts.first}</h3>
          <p class="govuk-body">{`${when(first)}, ${first.where}`}</p>
          <input type="hidden" name="visit-first" value={dateText(first)} />
          <Actions>
            <KeyButton keys={keys} value="visit-first">
              {visit ? texts.moveFirst : texts.bookFirst}
            </KeyButton>
          </Actions>
        </>
      ) : (
        <p class="govuk-body">{texts.none}</p>
      )}
      <h3 class="govuk-heading-s">{texts.other}</h3>
      <Select
        name="visit-point"
        label={texts.point}
        value={chosen?.point ?? ''}
        options={[{ value: '', text: texts.anyPoint }, ...points.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <TextInput name="visit-day" label={texts.day} type="date" value={chosen?.day ?? first?.day ?? ''} width={10} />
      <Actions>
        <KeyButton keys={keys} value="visit-look" look="quiet">
          {texts.look}
        </KeyButton>
      </Actions>
      {chosen && chosen.free.length === 0 && <p class="govuk-body">{texts.full}</p>}
      {chosen && chosen.free.length > 0 && (
        <>
          <Radios
            name="visit-slot"
            legend={`${texts.free}: ${date(language, chosen.day)}`}
            legendSize="s"
            small
            {...errorOf('visit-slot')}
            choices={chosen.free.map((one) => ({
              value: dateText(one),
              text: chosen.point ? one.start : `${one.start}, ${one.where}`,
            }))}
          />
          <Actions>
            <KeyButton keys={keys} value="visit-book">
              {visit ? texts.move : texts.book}
            </KeyButton>
          </Actions>
        </>
      )}
    </Part>
  )
}
