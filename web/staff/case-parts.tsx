/** What pages of a case share, the manager's and the unit's: the days that are left, the journal. */
import type { FC } from 'hono/jsx'
import { type Case, daysLeft } from '../../shared/case/case.ts'
import { Table } from '../components/lists.tsx'
import { Tag } from '../components/notices.tsx'
import { caseTexts } from '../texts/staff-cases.ts'
import { moment } from '../texts/texts.ts'
import { useFrame } from './frame.tsx'

export const DaysLeft: FC<{ one: Case; now: Date }> = ({ one, now }) => {
  const { cases } = caseTexts(useFrame().language)
  if (one.state === 'done') return null
  const left = daysLeft(one, now)
  return <Tag colour={left < 0 ? 'red' : left <= 7 ? 'amber' : 'grey'}>{cases.left(left)}</Tag>
}

export interface CaseJournalProps {
  one: Pick<Case, 'journal'>
  /** Names of staff by their ids, where an entry does not have one. */
  names: ReadonlyMap<string, string>
  /** Who did something and has no name here; her id otherwise. */
  somebody?: string
}

/** What was done with a case, by whom and when. */
export const CaseJournal: FC<CaseJournalProps> = ({ one, names, somebody }) => {
  const { language } = useFrame()
  const { one: words } = caseTexts(language)
  const by = (id: string) =>
    id === 'resident' ? words.resident : id === 'clock' ? words.clock : (names.get(id) ?? somebody ?? id)
  return (
    <Table
      caption={words.journal}
      columns={[{ title: words.when }, { title: words.who }, { title: words.what }]}
      rowNames={false}
      rows={one.journal.map((entry) => [
        moment(language, new Date(entry.at)),
        entry.name ?? by(entry.by),
        <>
          {words.did[entry.did] ?? entry.did}
          {entry.note && `: ${entry.note}`}
        </>,
      ])}
    />
  )
}
