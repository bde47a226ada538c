/** The service of a drive on the pages of checking and approving: where people are sent, and whether there is a place for them. (B1) */
import type { FC } from 'hono/jsx'
import type { Point, Service } from '../../shared/booking/service.ts'
import { textOf } from '../../shared/platform/language.ts'
import { Table } from '../components/lists.tsx'
import { InsetText, Tag, WarningText } from '../components/notices.tsx'
import { outlookTexts } from '../texts/staff-outlook.ts'
import { date, number } from '../texts/texts.ts'
import { useFrame } from './frame.tsx'

export interface ServiceOutlookProps {
  service: Service
  /** The local days that were looked at. */
  from: string
  to: string
  points: { point: Point; free: number }[]
  /** People on the list. */
  people: number
  /** The service's own page, for those who may open it. */
  href: string | undefined
}

export const ServiceOutlookSection: FC<ServiceOutlookProps> = ({ service, from, to, points, people, href }) => {
  const { language } = useFrame()
  const t = outlookTexts(language)
  const all = points.reduce((places, { free }) => places + free, 0)
  const isOpen = points.some(({ point }) => !point.closed)
  return (
    <section aria-labelledby="service">
      <h2 class="govuk-heading-m" id="service">
        {t.title}
      </h2>
      <p class="govuk-body">
        <strong>{textOf(service.name, language)}</strong>
      </p>
      {!isOpen && <WarningText>{t.allClosed}</WarningText>}
      {isOpen && all === 0 && <WarningText>{t.full}</WarningText>}
      {all > 0 && all < people && <InsetText>{t.fewer(number(language, all), number(language, people))}</InsetText>}
      {points.length > 0 && (
        <Table
          caption={t.free(date(language, from), date(language, to))}
          captionSize="s"
          columns={[{ title: t.point }, { title: t.address }, { title: t.state }, { title: t.places, number: true }]}
          rows={points.map(({ point, free }) => [
            point.name,
            point.address,
            <Tag colour={point.closed ? 'red' : 'green'}>{point.closed ? t.closed : t.open}</Tag>,
            number(language, free),
          ])}
        />
      )}
      {service.statement && (
        <p class="govuk-body">
          {t.statement}: {textOf(service.statement, language)}
        </p>
      )}
      {service.bring && (
        <p class="govuk-body">
          {t.bring}: {textOf(service.bring, language)}
        </p>
      )}
      {service.discreet && <p class="govuk-body">{t.discreet}</p>}
      {href && (
        <p class="govuk-body">
          <a class="govuk-link" href={href}>
            {t.link}
          </a>
        </p>
      )}
    </section>
  )
}
