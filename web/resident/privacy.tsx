/** What art. 13 and 14 of the GDPR ask an office to tell, from the campaign's own record. (L1, L4, A1) */
import type { Child, FC } from 'hono/jsx'
import type { Anonymity, Basis, Privacy } from '../../shared/campaign/campaign.ts'
import { type Text, textOf } from '../../shared/platform/language.ts'
import { SummaryList } from '../components/lists.tsx'
import { residentTexts } from '../texts/resident.ts'
import { type PageContext, ResidentPage, Say } from './frame.tsx'

export interface PrivacyProps extends PageContext {
  title: Text
  purpose: Text
  basis: Basis
  anonymity: Anonymity
  privacy: Privacy
}

export const PrivacyPage: FC<PrivacyProps> = ({ privacy, basis, ...props }) => {
  const t = residentTexts(props.language)
  const p = t.privacy
  // The record is kept in Polish only.
  const own = (text: string): Child => (props.language === 'pl' ? text : <span lang="pl">{text}</span>)
  const { done, reference } = privacy.impactAssessment
  return (
    <ResidentPage {...props} title={p.heading}>
      <h1 class="govuk-heading-l">{p.heading}</h1>
      <p class="akcja-lead">{p.about(textOf(props.title, props.language))}</p>
      <SummaryList
        rows={[
          { key: p.controller, value: own(privacy.controller) },
          { key: p.officer, value: own(privacy.dataProtectionOfficer) },
          { key: p.purpose, value: <Say text={props.purpose} /> },
          { key: p.basis, value: p.basisText[basis] },
          { key: p.source, value: own(privacy.dataSource) },
          { key: p.categories, value: own(privacy.dataCategories) },
          { key: p.recipients, value: own(privacy.recipients) },
          { key: p.retention, value: p.retentionText(privacy.retentionMonths) },
          { key: p.assessment, value: done ? p.assessmentDone(reference) : p.assessmentNone },
          { key: p.register, value: privacy.registerId },
          { key: p.anonymity, value: t.start.seenValue[props.anonymity] },
        ]}
      />
      <h2 class="govuk-heading-m">{p.rightsHeading}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {rightsUnder(basis).map((right) => (
          <li>{p.rights[right]}</li>
        ))}
      </ul>
      <p class="govuk-body">{p.rightsHow}</p>
      <p class="govuk-body">{p.complaint}</p>
      <h2 class="govuk-heading-m">{p.voluntaryHeading}</h2>
      <p class="govuk-body">{p.voluntary}</p>
      <p class="govuk-body">{p.automated}</p>
      <p class="govuk-body">{p.tracking}</p>
    </ResidentPage>
  )
}

type Right = keyof ReturnType<typeof residentTexts>['privacy']['rights']

/** Which rights a basis leaves: consent can be withdrawn, a public task objected to, a legal duty neither. (GDPR art. 15–21) */
export function rightsUnder(basis: Basis): Right[] {
  const always: Right[] = ['access', 'rectify', 'restrict']
  if (basis === '6(1)(a)' || basis === '9(2)(a)') return [...always, 'erase', 'withdraw', 'portable']
  if (basis === '6(1)(c)') return always
  return [...always, 'erase', 'object']
}
