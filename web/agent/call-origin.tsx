/** For whoever asks during a call where her data are from: what her own page would tell her, in her language, to be read out. */
import type { FC } from 'hono/jsx'
import type { Basis } from '../../shared/campaign/campaign.ts'
import { type Language, type Text, textOf } from '../../shared/platform/language.ts'
import { SummaryList } from '../components/lists.tsx'
import { Details } from '../components/notices.tsx'
import { residentTexts } from '../texts/resident.ts'
import { date } from '../texts/texts.ts'
import { whyTexts } from '../texts/why.ts'
import { useCallTexts } from './parts.tsx'

export interface OriginSeen {
  purpose?: Text
  source?: string
  obtainedOn?: string
  basis?: Basis
  until?: string
  retentionMonths?: number
  controller?: string
  officer?: string
}

export const OriginPart: FC<{ origin: OriginSeen; spoken: Language }> = ({ origin, spoken }) => {
  const { call: texts } = useCallTexts()
  const t = whyTexts(spoken)
  const p = residentTexts(spoken).privacy
  const { purpose, source, obtainedOn, basis, until, retentionMonths, controller, officer } = origin
  const row = (key: string, value: string | undefined) => (value ? [{ key, value }] : [])
  return (
    <Details summary={texts.origin}>
      <div lang={spoken} class="akcja-say">
        <SummaryList
          rows={[
            { key: t.why, value: purpose ? textOf(purpose, spoken) : t.neutralWhy },
            ...row(t.source, source),
            ...row(t.obtained, obtainedOn && date(spoken, obtainedOn)),
            ...row(t.basis, basis && p.basisText[basis]),
            ...row(t.until, until ? t.untilDay(until) : retentionMonths ? p.retentionText(retentionMonths) : undefined),
            ...row(p.controller, controller),
            ...row(p.officer, officer),
          ]}
        />
      </div>
      <p class="govuk-hint">{texts.originMore}</p>
    </Details>
  )
}
