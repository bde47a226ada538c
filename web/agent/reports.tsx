/** Reports of residents that an agent took, and where they stand. What was said is not shown. */
import type { FC } from 'hono/jsx'
import type { Case } from '../../shared/case/case.ts'
import { kindOf } from '../../shared/case/kinds.ts'
import { inCharge, type Units } from '../../shared/case/unit.ts'
import { textOf } from '../../shared/platform/language.ts'
import { Table } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { Heading, useFrame } from '../staff/frame.tsx'
import { callReportTexts } from '../texts/call-report.ts'
import { date } from '../texts/texts.ts'
import type { Keys } from './keys.ts'
import { AgentPage, useCallTexts } from './parts.tsx'

export const Reports: FC<{ keys: Keys; reports: Case[]; units: Units }> = ({ keys, reports, units }) => {
  const { language } = useFrame()
  const { list } = callReportTexts(language)
  const { home } = useCallTexts()
  const { subjects = {}, endings } = kindOf('report')
  const stateOf = ({ state, ending }: Case) =>
    ending && endings[ending] ? textOf(endings[ending].name, language) : list.states[state]
  return (
    <AgentPage title={list.title} keys={keys} back={{ href: '/calls', text: home.title }}>
      <Heading>{list.title}</Heading>
      <p class="akcja-lead">{list.lead}</p>
      {reports.length === 0 ? (
        <InsetText>{list.none}</InsetText>
      ) : (
        <Table
          caption={list.title}
          columns={[
            { title: list.about },
            { title: list.state },
            { title: list.due },
            { title: list.unit },
            { title: list.number },
          ]}
          rows={reports.map((one) => [
            one.subject && subjects[one.subject] ? textOf(subjects[one.subject]!, language) : '–',
            stateOf(one),
            date(language, one.dueOn),
            textOf(inCharge(one, units) ?? { pl: '–' }, language),
            one.id,
          ])}
        />
      )}
    </AgentPage>
  )
}
