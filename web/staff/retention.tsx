/** What becomes of drives when they are over, and which protocols there are of what was erased. */
import type { FC } from 'hono/jsx'
import { type Campaign, isDebt } from '../../shared/campaign/campaign.ts'
import { eraseOn, promisedUntil, recordClock } from '../../shared/campaign/retention.ts'
import type { DriveProtocol } from '../../shared/erasure/protocol.ts'
import { Table } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { retentionTexts } from '../texts/staff-retention.ts'
import { date, moment } from '../texts/texts.ts'
import { Heading, StaffPage, useFrame } from './frame.tsx'

/** Where in the menu a person finds what was done and what becomes of it. */
export type RecordSection = 'cases' | 'audit' | 'campaigns'

export interface RetentionProps {
  drives: Campaign[]
  protocols: DriveProtocol[]
  /** The place of the menu to which the person belongs. */
  section: RecordSection
}

export const Retention: FC<RetentionProps> = ({ drives, protocols, section }) => {
  const { language } = useFrame()
  const retention = retentionTexts(language)
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
