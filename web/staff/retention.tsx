/** What becomes of drives when they are over, and the protocols of what was erased: to be printed and kept with the files. */
import type { FC } from 'hono/jsx'
import { type Campaign, isDebt } from '../../shared/campaign/campaign.ts'
import { eraseOn, lastDays, promisedUntil, recordClock } from '../../shared/campaign/retention.ts'
import {
  type DriveProtocol,
  type EraseStep,
  kept,
  type PersonProtocol,
  stepNames,
} from '../../shared/erasure/protocol.ts'
import { textOf } from '../../shared/platform/language.ts'
import { SummaryList, Table } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { date, moment, number } from '../texts/texts.ts'
import { useDutyTexts } from './cases.tsx'
import { Heading, StaffPage, useFrame } from './frame.tsx'

export interface RetentionProps {
  drives: Campaign[]
  protocols: DriveProtocol[]
  /** The place of the menu to which the person belongs. */
  section: 'cases' | 'audit' | 'campaigns'
}

export const Retention: FC<RetentionProps> = ({ drives, protocols, section }) => {
  const { retention } = useDutyTexts()
  const { language } = useFrame()
  const contacts = (campaign: Campaign): string => {
    if (campaign.erasedOn) return retention.erased(date(language, campaign.erasedOn))
    const on = eraseOn(campaign)
    if (on) return retention.on(date(language, on), date(language, promisedUntil(campaign)!))
    return campaign.launchedAt ? retention.running(campaign.privacy?.retentionMonths ?? 2) : retention.draft
  }
  const record = (campaign: Campaign): string => {
    const { fate, after } = recordClock(campaign)
    return [retention.fates[fate], after && retention.after(date(language, after))].filter(Boolean).join(', ')
  }
  return (
    <StaffPage title={retention.title} section={section} width="full">
      <Heading>{retention.title}</Heading>
      <p class="akcja-lead">{retention.lead}</p>
      {drives.some((drive) => isDebt(drive) && !drive.erasedOn) && <InsetText>{retention.before}</InsetText>}
      {drives.length === 0 ? (
        <InsetText>{retention.none}</InsetText>
      ) : (
        <Table
          caption={retention.drives}
          columns={[{ title: retention.drive }, { title: retention.contacts }, { title: retention.record }]}
          rows={drives.map((campaign) => [
            <a class="govuk-link" href={`/campaigns/${campaign.id}`}>
              {campaign.name}
            </a>,
            contacts(campaign),
            record(campaign),
          ])}
        />
      )}
      <h2 class="govuk-heading-m">{retention.protocols}</h2>
      {protocols.length === 0 ? (
        <p class="govuk-body">{retention.noProtocols}</p>
      ) : (
        <ul class="govuk-list">
          {protocols.map(({ campaign, work, name, begunAt }) => (
            <li>
              <a class="govuk-link" href={`/retention/${campaign}/${work}`}>
                {name}: {retention.works[work]}, {moment(language, new Date(begunAt))}
              </a>
            </li>
          ))}
        </ul>
      )}
    </StaffPage>
  )
}

/** Copies that are left, each with its last day. */
const Copies: FC<{ erasedOn: string }> = ({ erasedOn }) => {
  const { protocol } = useDutyTexts()
  const { language } = useFrame()
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

export const DriveProtocolPage: FC<{ found: DriveProtocol; section: RetentionProps['section'] }> = ({
  found,
  section,
}) => {
  const { protocol, retention } = useDutyTexts()
  const { language } = useFrame()
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
  const { protocol } = useDutyTexts()
  const { language } = useFrame()
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
