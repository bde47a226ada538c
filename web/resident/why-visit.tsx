/** Her visit on the page about her data: when, where, what became of it, and the way to its own page. (L5, B5) */
import type { FC } from 'hono/jsx'
import { endsAt } from '../../shared/booking/calendar.ts'
import type { Visit } from '../../shared/booking/desk.ts'
import { pointOf, type Service } from '../../shared/booking/service.ts'
import type { Language } from '../../shared/platform/language.ts'
import { SummaryList } from '../components/lists.tsx'
import { bookingTexts } from '../texts/booking.ts'
import { type VisitStanding, whyVisitTexts } from '../texts/why-visits.ts'
import { href } from './booking-parts.tsx'

export interface WhyVisitProps {
  language: Language
  /** Missing: she has none. */
  visit: Visit | undefined
  service: Service
  /** The point's name may tell the matter, and whoever opens this page may be another. (L12) */
  discreet: boolean
  now: Date
}

export const WhyVisit: FC<WhyVisitProps> = ({ language, visit, service, discreet, now }) => {
  const t = whyVisitTexts(language)
  const point = visit && !discreet && pointOf(service, visit.booking.point)
  return (
    <>
      <h2 class="govuk-heading-m">{t.heading}</h2>
      {visit ? (
        <>
          <SummaryList
            rows={[
              { key: t.when, value: bookingTexts(language).whenLong(visit.booking.day, visit.booking.start) },
              ...(point
                ? [
                    {
                      key: t.where,
                      value: (
                        <span lang={language === 'pl' ? undefined : 'pl'}>{`${point.name}, ${point.address}`}</span>
                      ),
                    },
                  ]
                : []),
              { key: t.state, value: t.states[standingOf(visit, now)] },
            ]}
          />
          <p class="govuk-body">{t.held}</p>
          <p class="govuk-body">
            <a class="govuk-link" href={href(language, `/v/${visit.token}`)}>
              {t.link}
            </a>
          </p>
        </>
      ) : (
        <p class="govuk-body">{t.none}</p>
      )}
    </>
  )
}

/** Only active visits come here: one that was called off is none. */
function standingOf({ booking }: Visit, now: Date): VisitStanding {
  if (booking.state === 'attended' || booking.state === 'no_show') return booking.state
  if (booking.closed) return 'closed'
  return endsAt(booking, booking.minutes) <= now ? 'past' : 'confirmed'
}
