/** The table of a year of the register, to be printed: counts only. */
import type { FC } from 'hono/jsx'
import { type CaseKind, kindNames, kindOf } from '../../shared/case/kinds.ts'
import type { Year, YearRow } from '../../shared/case/yearly.ts'
import { type Text, textOf } from '../../shared/platform/language.ts'
import { Actions, ButtonLink } from '../components/button.tsx'
import { Table, Tiles } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import type { StaffLanguage } from '../texts/staff.ts'
import { caseTexts } from '../texts/staff-cases.ts'
import { requestTexts } from '../texts/staff-requests.ts'
import { number, percent } from '../texts/texts.ts'
import { Heading, StaffPage, useFrame } from './frame.tsx'

export interface CaseYearProps {
  kind: CaseKind
  year: number
  found: Year
  /** The place of the menu from which the person comes. */
  section: 'cases' | 'office'
}

const nameIn = (names: Record<string, Text> | undefined, key: string | undefined, language: StaffLanguage) =>
  key !== undefined && names?.[key] ? textOf(names[key], language) : requestTexts(language).year.unsaid

const deadlineNames = (kind: CaseKind): Record<string, Text> =>
  Object.fromEntries(Object.entries(kindOf(kind).deadlines).map(([key, { name }]) => [key, name]))
const endingNames = (kind: CaseKind): Record<string, Text> =>
  Object.fromEntries(Object.entries(kindOf(kind).endings).map(([key, { name }]) => [key, name]))

export const CaseYear: FC<CaseYearProps> = ({ kind, year, found, section }) => {
  const { language } = useFrame()
  const texts = requestTexts(language)
  const { cases } = caseTexts(language)
  const words = texts.year
  const back = section === 'cases' ? { href: '/cases', text: cases.title } : { href: '/office' }
  const title = texts.yearly(textOf(kindOf(kind).name, language), String(year))
  const mean = ({ meanDays }: YearRow) =>
    meanDays === undefined ? '–' : number(language, meanDays, { maximumFractionDigits: 1 })
  const share = ({ granted, ended }: YearRow) => (ended > 0 ? percent(language, granted / ended) : '–')
  const rowOf = (name: string, row: YearRow) => [
    name,
    ...[row.cases, row.ended, row.granted].map((count) => number(language, count)),
    ...[share(row), number(language, row.inTime), mean(row)],
  ]
  const columns = (first: string) => [
    { title: first },
    ...[words.cases, words.ended, words.granted, words.share, words.inTime, words.mean].map((one) => ({
      title: one,
      number: true,
    })),
  ]
  const to = (of: number, one = kind) => `/cases/year/${of}?kind=${one}`
  return (
    <StaffPage title={title} section={section} width="full" back={back}>
      <Heading>{title}</Heading>
      <p class="akcja-lead">{words.lead}</p>
      <nav class="akcja-screen-only" aria-label={texts.filter}>
        <p class="govuk-body">
          <a class="govuk-link" href={to(year - 1)}>
            {words.before}
          </a>{' '}
          ·{' '}
          <a class="govuk-link" href={to(year + 1)}>
            {words.after}
          </a>
          {kindNames.map((one) => (
            <>
              {' · '}
              <a class="govuk-link" href={to(year, one)} aria-current={one === kind ? 'true' : undefined}>
                {one === kind ? (
                  <strong>{textOf(kindOf(one).name, language)}</strong>
                ) : (
                  textOf(kindOf(one).name, language)
                )}
              </a>
            </>
          ))}
        </p>
      </nav>
      {found.all.cases === 0 ? (
        <InsetText>{words.none}</InsetText>
      ) : (
        <>
          <Tiles
            tiles={[
              { name: words.cases, value: number(language, found.all.cases) },
              { name: words.ended, value: number(language, found.all.ended) },
              { name: words.share, value: share(found.all) },
              { name: words.inTime, value: number(language, found.all.inTime) },
              { name: words.mean, value: mean(found.all) },
            ]}
          />
          {found.bySubject.length > 0 && kindOf(kind).subjects && (
            <Table
              caption={words.bySubject}
              columns={columns(texts.subject)}
              rows={found.bySubject.map((row) => rowOf(nameIn(kindOf(kind).subjects, row.key, language), row))}
            />
          )}
          <Table
            caption={words.byDeadline}
            columns={columns(texts.deadline)}
            rows={[
              ...found.byDeadline.map((row) => rowOf(nameIn(deadlineNames(kind), row.key, language), row)),
              rowOf(words.all, found.all),
            ]}
          />
          {found.byEnding.length > 0 && (
            <Table
              caption={words.byEnding}
              columns={[{ title: words.ending }, { title: words.cases, number: true }]}
              rows={found.byEnding.map((row) => [
                nameIn(endingNames(kind), row.key, language),
                number(language, row.cases),
              ])}
            />
          )}
        </>
      )}
      <p class="govuk-hint akcja-screen-only">{words.print}</p>
      <Actions>
        <ButtonLink href={`/cases/year/${year}/csv?kind=${kind}`} look="quiet">
          {words.csv}
        </ButtonLink>
      </Actions>
    </StaffPage>
  )
}

/** The same as rows of one table for a spreadsheet, the header first. A share is in percent; what has no value is empty. */
export function caseYearRows(kind: CaseKind, found: Year, language: StaffLanguage): (string | number)[][] {
  const texts = requestTexts(language)
  const words = texts.year
  const figure = (value: number) => number(language, value, { maximumFractionDigits: 1, useGrouping: false })
  const rowOf = (table: string, name: string, row: YearRow) => [
    ...[table, name, row.cases, row.ended, row.granted],
    row.ended > 0 ? figure((100 * row.granted) / row.ended) : '',
    row.inTime,
    row.meanDays === undefined ? '' : figure(row.meanDays),
  ]
  return [
    [words.table, '', words.cases, words.ended, words.granted, words.share, words.inTime, words.mean],
    rowOf(words.all, '', found.all),
    ...(kindOf(kind).subjects
      ? found.bySubject.map((row) => rowOf(texts.subject, nameIn(kindOf(kind).subjects, row.key, language), row))
      : []),
    ...found.byDeadline.map((row) => rowOf(texts.deadline, nameIn(deadlineNames(kind), row.key, language), row)),
    ...found.byEnding.map(({ key, cases }) => [
      ...[words.ending, nameIn(endingNames(kind), key, language), cases],
      ...['', '', '', '', ''],
    ]),
  ]
}
