/** Choosing a point, a day, a time; and what there is to say when a time is gone. Lists of links and buttons: nothing needs a script. */
import type { FC } from 'hono/jsx'
import type { FreeSlot, SlotRef } from '../../shared/booking/desk.ts'
import { type Point, pointOf } from '../../shared/booking/service.ts'
import { Actions, ButtonLink } from '../components/button.tsx'
import { BackLink } from '../components/navigation.tsx'
import { InsetText, NotificationBanner } from '../components/notices.tsx'
import { bookingTexts } from '../texts/booking.ts'
import { type BookingContext, CarriedFields, href, type PersonForm, PointLines, SlotButtons } from './booking-parts.tsx'
import { ResidentPage, Say } from './frame.tsx'

const polish = (language: string) => (language === 'pl' ? undefined : 'pl')

export interface PointsProps extends BookingContext {
  /** The first free slot of each point, by its id. */
  first: ReadonlyMap<string, SlotRef>
}

export const PointsPage: FC<PointsProps> = (props) => {
  const { language, service, base, home, first, moves } = props
  const t = bookingTexts(language)
  const open = service.points.filter(({ closed }) => !closed)
  const nearest = [...first.values()].sort((one, other) => keyOf(one).localeCompare(keyOf(other)))[0]
  return (
    <ResidentPage {...props} title={t.points.title} plainTitle={t.plainTitle}>
      <BackLink href={href(language, home)}>{moves ? t.back.visit : t.back.start}</BackLink>
      <span class="govuk-caption-l">
        <Say text={service.name} />
      </span>
      <h1 class="govuk-heading-l">{t.points.title}</h1>
      {nearest ? (
        <ul class="akcja-cards">
          {open.length > 1 && (
            <li>
              <h2 class="govuk-heading-m">
                <a class="govuk-link" href={href(language, `${base}/days`)}>
                  {t.points.any}
                </a>
              </h2>
              <p class="govuk-body">
                {t.points.anyText} {t.points.first(t.when(nearest.day, nearest.start))}
              </p>
            </li>
          )}
          {open.map((point) => (
            <PointCard {...props} point={point} slot={first.get(point.id)} />
          ))}
        </ul>
      ) : (
        <NothingFree {...props} />
      )}
    </ResidentPage>
  )
}

const PointCard: FC<BookingContext & { point: Point; slot: SlotRef | undefined }> = (props) => {
  const { language, base, point, slot } = props
  const t = bookingTexts(language)
  return (
    <li>
      <h2 class="govuk-heading-m" lang={polish(language)}>
        {slot ? (
          <a class="govuk-link" href={href(language, `${base}/days`, { point: point.id })}>
            {point.name}
          </a>
        ) : (
          point.name
        )}
      </h2>
      <p class="govuk-body">
        <PointLines point={point} language={language} />
      </p>
      <p class="govuk-body">
        {slot ? t.points.first(t.when(slot.day, slot.start)) : t.points.none}{' '}
        {!slot && props.service.waitingList && !props.moves && (
          <a class="govuk-link" href={href(language, `${base}/wait`, { point: point.id })}>
            {t.none.wait}
          </a>
        )}
      </p>
    </li>
  )
}

const keyOf = ({ day, start }: SlotRef): string => `${day} ${start}`

export interface DaysProps extends BookingContext {
  /** Only this point; all of them where missing. */
  point: Point | undefined
  days: readonly { day: string; free: number }[]
  /** The days that were looked at, first and last. */
  from: string
  to: string
  /** Where earlier and later ones are. */
  earlier: string | undefined
  later: string | undefined
  /** Whether there is anything free later on, at this point or at any. */
  freeElsewhere: boolean
}

export const DaysPage: FC<DaysProps> = (props) => {
  const { language, service, base, home, point, days, earlier, later, moves } = props
  const t = bookingTexts(language)
  const several = service.points.filter(({ closed }) => !closed).length > 1
  const back = several ? `${base}/points` : home
  const isEmpty = days.length === 0 && !later && !earlier
  return (
    <ResidentPage {...props} title={t.days.title} plainTitle={t.plainTitle}>
      <BackLink href={href(language, back)}>{several ? t.back.points : moves ? t.back.visit : t.back.start}</BackLink>
      <PlaceCaption {...props} />
      <h1 class="govuk-heading-l">{isEmpty ? t.none.heading : t.days.title}</h1>
      {isEmpty ? (
        <NothingFree {...props} />
      ) : (
        <>
          {days.length > 0 ? (
            <ul class="akcja-days" aria-label={t.days.list}>
              {days.map(({ day, free }) => (
                <li>
                  <a class="govuk-link" href={href(language, `${base}/times`, { day, point: point?.id })}>
                    {t.day(day)}
                  </a>{' '}
                  <span class="akcja-days__free">{t.days.free(free)}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="govuk-body">{t.days.noneHere(t.date(props.from), t.date(props.to))}</p>
          )}
          <Actions>
            {earlier && (
              <ButtonLink look="quiet" href={href(language, `${base}/days`, { from: earlier, point: point?.id })}>
                {t.days.earlier}
              </ButtonLink>
            )}
            {later && (
              <ButtonLink look="quiet" href={href(language, `${base}/days`, { from: later, point: point?.id })}>
                {t.days.later}
              </ButtonLink>
            )}
          </Actions>
        </>
      )}
    </ResidentPage>
  )
}

const PlaceCaption: FC<BookingContext & { point: Point | undefined }> = ({ service, point, language }) => (
  <span class="govuk-caption-l">
    {point && service.points.length > 1 ? (
      <span lang={polish(language)}>{`${point.name}, ${point.address}`}</span>
    ) : (
      <Say text={service.name} />
    )}
  </span>
)

const NothingFree: FC<BookingContext & { point?: Point | undefined; freeElsewhere?: boolean }> = (props) => {
  const { language, service, base, moves } = props
  const t = bookingTexts(language)
  return (
    <>
      <p class="govuk-body">{t.none.text}</p>
      {props.freeElsewhere && (
        <p class="govuk-body">
          {t.none.others}{' '}
          <a class="govuk-link" href={href(language, `${base}/points`)}>
            {t.none.othersLink}
          </a>
        </p>
      )}
      {service.waitingList && !moves && (
        <>
          <p class="govuk-body">{t.none.waitText}</p>
          <Actions>
            <ButtonLink href={href(language, `${base}/wait`, { point: props.point?.id })}>{t.none.wait}</ButtonLink>
          </Actions>
        </>
      )}
      <p class="govuk-body">{t.none.call(props.site.phone)}</p>
    </>
  )
}

export interface TimesProps extends BookingContext {
  point: Point | undefined
  day: string
  slots: readonly FreeSlot[]
  /** Makes the form one: sent twice, it holds one place. (B4) */
  nonce: string
}

export const TimesPage: FC<TimesProps> = (props) => {
  const { language, service, base, point, day, slots, nonce } = props
  const t = bookingTexts(language)
  const days = href(language, `${base}/days`, { point: point?.id })
  return (
    <ResidentPage {...props} title={t.times.title} plainTitle={t.plainTitle}>
      <BackLink href={days}>{t.back.days}</BackLink>
      <span class="govuk-caption-l">{t.day(day)}</span>
      <h1 class="govuk-heading-l">{t.times.title}</h1>
      {slots.length > 0 ? (
        <>
          <p class="govuk-body">{t.times.lead(service.holdMinutes)}</p>
          <form method="post" action={`${base}/hold`}>
            <input type="hidden" name="nonce" value={nonce} />
            <input type="hidden" name="lang" value={language} />
            <SlotButtons service={service} language={language} slots={slots} />
          </form>
        </>
      ) : (
        <>
          <p class="govuk-body">{t.times.none}</p>
          <Actions>
            <ButtonLink href={days}>{t.times.otherDay}</ButtonLink>
          </Actions>
        </>
      )}
    </ResidentPage>
  )
}

export type TakenReason = 'full' | 'lost' | 'closed' | 'gone' | 'busy'

export interface TakenProps extends BookingContext {
  reason: TakenReason
  slot: SlotRef
  /** The nearest that are free. */
  slots: readonly FreeSlot[]
  nonce: string
  /** What was typed so far. */
  form?: PersonForm | undefined
}

/** Somebody was faster, or it took too long: said plainly, with other times at hand, and nothing that was typed is lost. */
export const TakenPage: FC<TakenProps> = (props) => {
  const { language, service, base, slot, slots, nonce, form, reason, moves } = props
  const t = bookingTexts(language)
  const point = pointOf(service, slot.point)
  return (
    <ResidentPage {...props} title={t.taken.title[reason]} plainTitle={t.plainTitle} languages="none">
      <NotificationBanner>
        <p class="govuk-notification-banner__heading">{t.taken[reason]}</p>
        {form && <p class="govuk-body">{t.taken.kept}</p>}
        {moves && <p class="govuk-body">{t.taken.moveKept}</p>}
      </NotificationBanner>
      <h1 class="govuk-heading-l">{t.taken.title[reason]}</h1>
      <p class="govuk-body-l">{t.whenLong(slot.day, slot.start)}</p>
      {slots.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">{t.taken.nearest}</h2>
          <form method="post" action={`${base}/hold`}>
            <input type="hidden" name="nonce" value={nonce} />
            <input type="hidden" name="lang" value={language} />
            {form && <CarriedFields form={form} />}
            <SlotButtons service={service} language={language} slots={slots} withDay level={3} />
          </form>
          <p class="govuk-body">
            <a class="govuk-link" href={href(language, `${base}/days`, { point: point?.id })}>
              {t.taken.otherDay}
            </a>
          </p>
        </>
      ) : (
        <NothingFree {...props} point={point} />
      )}
    </ResidentPage>
  )
}

/** On the waiting list already, or there is none. */
export const WaitRefused: FC<BookingContext & { reason: 'already' | 'noList' }> = (props) => {
  const t = bookingTexts(props.language)
  return (
    <ResidentPage {...props} title={t.wait.title} plainTitle={t.plainTitle}>
      <h1 class="govuk-heading-l">{t.wait.title}</h1>
      <InsetText>{t.wait[props.reason]}</InsetText>
      <p class="govuk-body">{t.none.call(props.site.phone)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={href(props.language, props.home)}>
          {t.back.start}
        </a>
      </p>
    </ResidentPage>
  )
}
