/** Protocols of what was erased, of a drive or of people: to be printed and kept with the files. */
import type { FC } from 'hono/jsx'
import { lastDays } from '../../shared/campaign/retention.ts'
import {
  type DriveProtocol,
  type EraseStep,
  kept,
  type PersonProtocol,
  stepNames,
} from '../../shared/erasure/protocol.ts'
import { textOf } from '../../shared/platform/language.ts'
import { SummaryList, Table } from '../components/lists.tsx'
import { erasureTexts } from '../texts/staff-erasure.ts'
import { retentionTexts } from '../texts/staff-retention.ts'
import { date, moment, number } from '../texts/texts.ts'
import { Heading, StaffPage, useFrame } from './frame.tsx'
import type { RecordSection } from './retention.tsx'

/** Copies that are left, each with its last day. */
const Copies: FC<{ erasedOn: string }> = ({ erasedOn }) => {
  const { language } = useFrame()
  const { protocol } = erasureTexts(language)
  return (
    <Table
      caption={protocol.copies}
      columns={[{ title: protocol.copy }, { title: protocol.lastDay }]}
      rows={lastDays(erasedOn).map(({ what, lastDay }) => [
        textOf(what, language),
        lastDay ? date(language, lastDay) : protocol.noDay,
      ])}
    />
  )
}

export const DriveProtocolPage: FC<{ found: DriveProtocol; section: RecordSection }> = ({ found, section }) => {
  const { language } = useFrame()
  const { protocol } = erasureTexts(language)
  const retention = retentionTexts(language)
  const counts = Object.entries(found.found) as [EraseStep, number][]
  return (
    <StaffPage
      title={`${protocol.title}: ${found.name}`}
      section={section}
      back={{ href: '/retention', text: retention.title }}
    >
      <Heading over={found.campaign}>{protocol.title}</Heading>
      <SummaryList
        rows={[
          { key: protocol.drive, value: found.name },
          { key: protocol.what, value: retention.works[found.work] },
          { key: protocol.rule, value: textOf(found.rule, language) },
          ...(found.promised ? [{ key: protocol.promised, value: date(language, found.promised) }] : []),
          { key: protocol.by, value: protocol.automatic },
          { key: protocol.begun, value: moment(language, new Date(found.begunAt)) },
          { key: protocol.done, value: found.doneAt ? moment(language, new Date(found.doneAt)) : protocol.going },
        ]}
      />
      <Table
        caption={protocol.what}
        columns={[{ title: protocol.what }, { title: protocol.count, number: true }]}
        rows={counts.map(([step, count]) => [textOf(stepNames[step], language), number(language, count)])}
      />
      {found.erasedOn && <Copies erasedOn={found.erasedOn} />}
    </StaffPage>
  )
}

export interface PersonProtocolProps {
  id: string
  found: PersonProtocol
  orderedBy: string
}

export const PersonProtocolPage: FC<PersonProtocolProps> = ({ id, found, orderedBy }) => {
  const { language } = useFrame()
  const { protocol } = erasureTexts(language)
  const { parts } = protocol
  return (
    <StaffPage
      title={`${protocol.title}: ${id}`}
      section="cases"
      width="full"
      back={{ href: `/cases/${id}`, text: id }}
    >
      <Heading over={id}>{protocol.title}</Heading>
      <SummaryList
        rows={[
          { key: protocol.by, value: orderedBy },
          { key: protocol.begun, value: moment(language, new Date(found.begunAt)) },
          { key: protocol.done, value: found.doneAt ? moment(language, new Date(found.doneAt)) : protocol.going },
          ...(found.foundAgain === 0 ? [{ key: protocol.again, value: protocol.againNone }] : []),
        ]}
      />
      <Table
        caption={protocol.what}
        columns={[
          { title: protocol.drive },
          { title: protocol.place },
          ...Object.values(parts).map((title) => ({ title, number: true })),
        ]}
        rows={found.people.map((one) => [
          one.name,
          `${one.page}.${one.index}`,
          ...(Object.keys(parts) as (keyof typeof parts)[]).map((part) => number(language, one[part])),
        ])}
      />
      {found.visits && <p class="govuk-body">{protocol.ownVisits(found.visits.join(', '))}</p>}
      {found.people.some((one) => one.exports.length > 0) && (
        <p class="govuk-body">{protocol.exports(found.people.flatMap((one) => one.exports).join(', '))}</p>
      )}
      <h2 class="govuk-heading-m">{protocol.stays}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {kept.map((text) => (
          <li>{textOf(text, language)}</li>
        ))}
      </ul>
      {found.erasedOn && <Copies erasedOn={found.erasedOn} />}
    </StaffPage>
  )
}
