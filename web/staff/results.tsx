/** Results of a drive: who answered, day by day, question by question. Hidden figures say that they are hidden. */
import type { FC } from 'hono/jsx'
import { asksFor, type Campaign } from '../../shared/campaign/campaign.ts'
import { type Text, textOf } from '../../shared/platform/language.ts'
import { addDays } from '../../shared/platform/local-time.ts'
import type { Progress as Counts } from '../../shared/result/result.ts'
import { fewestFor } from '../../shared/result/suppression.ts'
import { Actions, ButtonLink } from '../components/button.tsx'
import { BarTable, LineChart, Progress } from '../components/figures.tsx'
import { Table } from '../components/lists.tsx'
import { Pagination } from '../components/navigation.tsx'
import { InsetText, WarningText } from '../components/notices.tsx'
import { heldBackTexts } from '../texts/staff-anonymous.ts'
import { date, number, percent } from '../texts/texts.ts'
import { StatusTag } from './campaigns.tsx'
import { Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { PhoneResults, type PhoneShown } from './phone-results.tsx'
import { RatesSection, type ReportShown } from './rates.tsx'
import { type Tab, Tabs } from './running.tsx'

type Shown = number | 'hidden'

/** A question as the page needs it; `functions/staff/results.ts` makes it. */
export interface QuestionShown {
  name: string
  title: Text
  type: string
  answered: Shown
  tables: { row?: { label: Text } | undefined; base: Shown; rows: { label: Text; count: Shown }[] }[]
  texts?: { name: string; count: Shown } | undefined
}

export interface ResultsProps {
  campaign: Campaign
  counts: Counts
  days: { day: string; responses: number }[]
  questions: QuestionShown[]
  fewest: number
  phone?: PhoneShown | undefined
  report?: ReportShown | undefined
  tabs: readonly Tab[]
  /** Whether this person reads what people wrote, and downloads answers. */
  mayRead: boolean
}

/** Every day from the first answer to the last, also those without any. */
function everyDay(days: ResultsProps['days']): ResultsProps['days'] {
  const known = new Map(days.map(({ day, responses }) => [day, responses]))
  const all: ResultsProps['days'] = []
  const last = days.at(-1)?.day ?? ''
  for (let day = days[0]?.day; day && day <= last; day = addDays(day, 1)) {
    all.push({ day, responses: known.get(day) ?? 0 })
  }
  return all
}

export const Results: FC<ResultsProps> = (props) => {
  const { campaign, counts, days, questions, fewest, phone, report, tabs, mayRead } = props
  const texts = useTexts()
  const { language } = useFrame()
  const { results } = texts
  const here = `/campaigns/${campaign.id}/results`
  const asks = asksFor(campaign)
  const perDay = campaign.survey ? days : [] // of a drive without questions, the confirmations of calls
  const alive = campaign.status === 'running' || campaign.status === 'paused'
  const written = (value: number) => number(language, value)
  // Where a drive calls too, everybody on the list may be asked.
  const isCalling = campaign.plan.some(({ kind }) => kind === 'call' || kind === 'agents')
  const asked = isCalling ? (campaign.list?.contacts ?? 0) : counts.sent
  const share = asked > 0 ? Math.min(1, counts.answered / asked) : 0
  const anyHidden =
    phone?.outcomes.some(({ count }) => count === 'hidden') ||
    questions.some(
      ({ answered, tables }) =>
        answered === 'hidden' || tables.some(({ rows }) => rows.some(({ count }) => count === 'hidden')),
    )
  return (
    <StaffPage
      title={`${results.title}: ${campaign.name}`}
      back={{ href: '/campaigns', text: texts.list.title }}
      width="full"
      reload={alive || report?.state === 'waiting' ? { seconds: 5, href: `${here}?live` } : undefined}
    >
      <Heading over={<StatusTag status={campaign.status} />}>{campaign.name}</Heading>
      <Tabs campaign={campaign.id} current="results" open={tabs} />
      <div data-live>
        {asks === 'survey' ? (
          <Progress share={share}>
            {results.answered(written(counts.answered), written(asked))}{' '}
            {isCalling ? texts.calls.ofList : results.ofSent} ({percent(language, share)})
          </Progress>
        ) : (
          <Given campaign={campaign} counts={counts} />
        )}
        {asks === 'survey' && counts.answered === 0 && <InsetText>{results.none}</InsetText>}
        {perDay.length > 1 && (
          <LineChart
            title={results.perDay}
            columns={[results.day, results.responses]}
            points={everyDay(perDay).map(({ day, responses }) => ({
              label: shortDay(day),
              value: responses,
              text: written(responses),
            }))}
          />
        )}
        {perDay.length === 1 && (
          <Table
            caption={results.perDay}
            captionSize="s"
            columns={[{ title: results.day }, { title: results.responses, number: true }]}
            rows={perDay.map(({ day, responses }) => [date(language, day), written(responses)])}
          />
        )}
        {counts.answered > 0 &&
          questions.map((question) => (
            <QuestionResult campaign={campaign.id} question={question} mayRead={mayRead} fewest={fewest} />
          ))}
        {phone && <PhoneResults phone={phone} />}
        {anyHidden && (counts.answered > 0 || phone) && <InsetText>{results.hiddenNote(fewest)}</InsetText>}
      </div>
      {asks === 'survey' && counts.answered > 0 && <p class="govuk-hint">{results.note}</p>}
      {asks === 'survey' && campaign.anonymity !== 'identified' && (
        <p class="govuk-hint">
          {campaign.anonymity === 'anonymous'
            ? heldBackTexts(language).anonymous(fewest)
            : heldBackTexts(language).batches(fewest)}
        </p>
      )}
      <RatesSection campaign={campaign.id} report={report} />
      {mayRead && (
        <Actions>
          <ButtonLink href={`/campaigns/${campaign.id}/exports`}>
            {campaign.survey ? results.export : results.files}
          </ButtonLink>
        </Actions>
      )}
    </StaffPage>
  )
}

/** What came of a drive that asks for a visit, or that informs: how many of the list, and on which channel. */
const Given: FC<{ campaign: Campaign; counts: Counts }> = ({ campaign, counts }) => {
  const { results, progress } = useTexts()
  const { language } = useFrame()
  const written = (value: number) => number(language, value)
  const contacts = campaign.list?.contacts ?? 0
  const has = (...kinds: string[]) => campaign.plan.some(({ kind }) => kinds.includes(kind))
  const delivered = Math.max(0, counts.sent - counts.bounced)
  const isBooking = asksFor(campaign) === 'booking'
  // By e-mail and by phone the same person may be reached: the larger of the two is sure.
  const reached = isBooking ? counts.booked : Math.max(delivered, counts.reached)
  const share = contacts > 0 ? Math.min(1, reached / contacts) : 0
  const { web, keypad, agent } = progress.bookedBy
  const rows: [string, number][] = isBooking
    ? [
        [web, counts.bookedWeb],
        ...(has('call') ? [[keypad, counts.bookedKeypad] satisfies [string, number]] : []),
        [agent, counts.bookedAgent],
        [progress.cancelled, counts.cancelled],
      ]
    : [
        ...(has('email') ? [[results.byEmail, delivered] satisfies [string, number]] : []),
        ...(has('call', 'agents') ? [[results.byPhone, counts.reached] satisfies [string, number]] : []),
        ...(has('call') ? [[progress.informed, counts.answered] satisfies [string, number]] : []),
      ]
  return (
    <>
      <Progress share={share}>
        {(isBooking ? results.booked : results.informed)(written(Math.min(reached, contacts)), written(contacts))}{' '}
        {results.ofList} ({percent(language, share)})
      </Progress>
      <Table
        caption={isBooking ? results.howBooked : results.howReached}
        captionSize="s"
        columns={[{ title: results.way }, { title: results.count, number: true }]}
        rows={rows.map(([name, count]) => [name, written(count)])}
      />
      {!isBooking && has('email') && has('call', 'agents') && <p class="govuk-hint">{results.informedNote}</p>}
    </>
  )
}

/** `22.11`: a day under the axis of the line. */
const shortDay = (day: string): string => `${Number(day.slice(8))}.${day.slice(5, 7)}`

const QuestionResult: FC<{ campaign: string; question: QuestionShown; mayRead: boolean; fewest: number }> = ({
  campaign,
  question,
  mayRead,
  fewest,
}) => {
  const { results } = useTexts()
  const { language } = useFrame()
  const title = textOf(question.title, language)
  const base = (count: Shown) =>
    count === 'hidden' ? heldBackTexts(language).baseHidden(fewest) : results.base(number(language, count))
  const { texts } = question
  return (
    <section>
      <h2 class="govuk-heading-m">{title}</h2>
      <p class="govuk-hint">
        {base(question.answered)}
        {question.type === 'checkbox' && `. ${results.several}`}
      </p>
      {question.tables.map((table) => (
        <BarTable
          caption={table.row ? textOf(table.row.label, language) : <span class="govuk-visually-hidden">{title}</span>}
          of={results.answer}
          rows={table.rows.map(({ label, count }) => ({
            label: textOf(label, language),
            ...(count !== 'hidden' && {
              count: number(language, count),
              ...(typeof table.base === 'number' &&
                table.base > 0 && { share: count / table.base, shareText: percent(language, count / table.base) }),
            }),
          }))}
        />
      ))}
      {texts && texts.count !== 0 && (
        <p class="govuk-body">
          {mayRead ? (
            <a
              class="govuk-link"
              href={`/campaigns/${campaign}/results/texts?question=${encodeURIComponent(texts.name)}`}
            >
              {question.tables.length > 0
                ? results.otherTexts
                : results.texts(shownText(texts.count, language, fewest))}
              <span class="govuk-visually-hidden">: {title}</span>
            </a>
          ) : (
            results.textsForManagers
          )}
        </p>
      )}
    </section>
  )
}

const shownText = (count: Shown, language: 'pl' | 'en', fewest: number): string =>
  count === 'hidden' ? `< ${fewest}` : number(language, count)

export interface TextsProps {
  campaign: Campaign
  title: string
  /** Of an anonymous drive without a day. */
  texts: { text: string; day?: string }[]
  next?: string | undefined
  first: boolean
  here: string
}

/** What people wrote in answer to one question. */
export const Texts: FC<TextsProps> = ({ campaign, title, texts, next, first, here }) => {
  const { results } = useTexts()
  const { language } = useFrame()
  return (
    <StaffPage title={`${results.textsTitle}: ${title}`} back={{ href: `/campaigns/${campaign.id}/results` }}>
      <Heading over={results.textsTitle}>{title}</Heading>
      <WarningText>{results.textsNote}</WarningText>
      {campaign.anonymity === 'confidential' && (
        <p class="govuk-body">{heldBackTexts(language).textsByBatches(fewestFor(campaign))}</p>
      )}
      {texts.length === 0 ? (
        <p class="govuk-body">
          {campaign.anonymity === 'anonymous' ? heldBackTexts(language).textsLater : results.textsNone}
        </p>
      ) : (
        [...Map.groupBy(texts, ({ day }) => day)].map(([day, given]) => (
          <>
            {day && <h2 class="govuk-heading-s">{date(language, day)}</h2>}
            <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
              {given.map(({ text }) => (
                <li>{text}</li>
              ))}
            </ul>
          </>
        ))
      )}
      <Pagination previous={first ? undefined : here} next={next} />
    </StaffPage>
  )
}
