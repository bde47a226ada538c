/** A time is held: until when, how to get more of it, who comes, and the button that books; the same for a visit that moves. (B4, L43) */
import type { Child, FC } from 'hono/jsx'
import type { SlotRef } from '../../shared/booking/calendar.ts'
import type { Hold } from '../../shared/booking/desk.ts'
import { pointOf } from '../../shared/booking/service.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { Actions, Button } from '../components/button.tsx'
import { ErrorSummary, type FieldError } from '../components/errors.tsx'
import { Facts } from '../components/lists.tsx'
import { NotificationBanner } from '../components/notices.tsx'
import { bookingTexts } from '../texts/booking.ts'
import { type BookingContext, type Known, PersonFields, type PersonForm, PointLines } from './booking-parts.tsx'
import { ResidentPage, Say } from './frame.tsx'
import { holdScript } from './hold-script.ts'

interface HoldProps extends BookingContext {
  hold: Hold
  now: Date
  action: string
  /** It was made longer just now, or could not be. */
  extended?: 'yes' | 'no' | undefined
}

/** `10:45`, local. */
function clockOf(at: Date): string {
  const { minutes } = localTime(at)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** Until when the time is kept, and the button for more: inside the form, so that nothing typed is lost. */
const KeptUntil: FC<HoldProps> = ({ hold, now, language, service }) => {
  const t = bookingTexts(language).details
  const until = new Date(hold.until)
  const seconds = Math.floor((until.getTime() - now.getTime()) / 1000)
  return (
    <div class="akcja-hold">
      <p class="govuk-body">
        <strong>{seconds > 0 ? t.kept(clockOf(until)) : t.keptOver}</strong>
      </p>
      <div role="alert" data-hold-seconds={Math.max(0, seconds)} data-soon={t.soon(2)} data-over={t.over} />
      {hold.extensionsLeft > 0 ? (
        <>
          <p class="govuk-hint" id="more-hint">
            {t.moreHint(service.holdMinutes, hold.extensionsLeft)}
          </p>
          <button
            type="submit"
            class="govuk-button govuk-button--secondary"
            name="do"
            value="extend"
            aria-describedby="more-hint"
          >
            {t.more}
          </button>
        </>
      ) : (
        <p class="govuk-hint">{t.noMore}</p>
      )}
    </div>
  )
}

const Extended: FC<HoldProps> = ({ extended, hold, language }) => {
  const t = bookingTexts(language).details
  if (!extended) return null
  return (
    <NotificationBanner look={extended === 'yes' ? 'success' : 'important'}>
      <p class="govuk-notification-banner__heading">
        {extended === 'yes' ? t.extended(clockOf(new Date(hold.until))) : t.noMore}
      </p>
    </NotificationBanner>
  )
}

const Chosen: FC<BookingContext & { slot: SlotRef; name: string; before?: { name: string; slot: SlotRef } }> = (
  props,
) => {
  const { language, service, slot, name, before } = props
  const t = bookingTexts(language)
  const place = ({ point }: SlotRef): Child => {
    const found = pointOf(service, point)
    return found ? <PointLines point={found} language={language} name /> : undefined
  }
  const said = (one: SlotRef): Child => (
    <>
      <strong>{t.whenLong(one.day, one.start)}</strong>
      <br />
      {place(one)}
    </>
  )
  return (
    <Facts
      facts={[
        ...(before ? [{ name: before.name, value: said(before.slot) }] : []),
        { name, value: said(slot) },
        ...(before
          ? []
          : [
              { name: t.visit.what, value: <Say text={service.name} /> },
              { name: t.visit.minutes, value: t.start.minutesValue(service.minutes) },
            ]),
      ]}
    />
  )
}

export interface DetailsProps extends HoldProps {
  form: PersonForm
  known: Known
  errors: readonly FieldError[]
}

export const DetailsPage: FC<DetailsProps> = (props) => {
  const { language, service, hold, form, known, errors, action } = props
  const t = bookingTexts(language)
  return (
    <ResidentPage
      {...props}
      title={t.details.title}
      plainTitle={t.plainTitle}
      error={errors.length > 0}
      languages={{ form: 'details' }}
    >
      <script src={holdScript.path} defer />
      {errors.length > 0 ? <ErrorSummary errors={[...errors]} /> : <Extended {...props} />}
      <h1 class="govuk-heading-l">{t.details.title}</h1>
      <Chosen {...props} slot={hold} name={t.details.chosen} />
      <form method="post" action={action} id="details" novalidate>
        {/* Enter in a field presses the first button: it must not be the one that asks for more time. */}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: no one gets to it, tabindex keeps it out of the order */}
        <button type="submit" class="govuk-visually-hidden" tabindex={-1} aria-hidden="true" />
        <input type="hidden" name="lang" value={language} />
        <KeptUntil {...props} />
        <PersonFields
          t={t}
          language={language}
          form={form}
          known={known}
          errors={errors}
          statement={service.statement}
          campaign={props.campaign}
        />
        <Actions>
          <Button name="do" value="confirm">
            {t.details.submit}
          </Button>
          <Button look="quiet" name="do" value="drop">
            {t.details.other}
          </Button>
        </Actions>
      </form>
    </ResidentPage>
  )
}

export interface MoveProps extends HoldProps {
  /** Where the visit is now. */
  before: SlotRef
  busy?: boolean
}

export const MovePage: FC<MoveProps> = (props) => {
  const { language, hold, before, action, busy } = props
  const t = bookingTexts(language)
  return (
    <ResidentPage {...props} title={t.move.title} plainTitle={t.plainTitle} error={busy ?? false}>
      <script src={holdScript.path} defer />
      {busy ? <ErrorSummary errors={[{ text: t.details.errors.busy }]} /> : <Extended {...props} />}
      <h1 class="govuk-heading-l">{t.move.title}</h1>
      <p class="govuk-body">{t.move.lead}</p>
      <Chosen {...props} slot={hold} name={t.move.next} before={{ name: t.move.now, slot: before }} />
      <form method="post" action={action}>
        <input type="hidden" name="lang" value={language} />
        <KeptUntil {...props} />
        <Actions>
          <Button name="do" value="confirm">
            {t.move.submit}
          </Button>
          <Button look="quiet" name="do" value="drop">
            {t.details.other}
          </Button>
          <Button look="quiet" name="do" value="stay">
            {t.move.stay}
          </Button>
        </Actions>
      </form>
    </ResidentPage>
  )
}
