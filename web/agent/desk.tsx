/** The supervisor's page: lists with who waits, agents at work, the day's outcomes. */
import type { FC } from 'hono/jsx'
import { type OutcomeCode, outcomes } from '../../shared/call/outcome.ts'
import { Button } from '../components/button.tsx'
import { Select } from '../components/fields.tsx'
import { Table } from '../components/lists.tsx'
import { InsetText, Tag, WarningText } from '../components/notices.tsx'
import { Form, Heading, StaffPage, useFrame } from '../staff/frame.tsx'
import { moment, number } from '../texts/texts.ts'
import { useCallTexts } from './parts.tsx'

export interface DeskProps {
  lists: {
    list: string
    name: string
    status: string
    skill?: string
    closed: boolean
    fresh: number
    due: number
    later: number
    talking: number
    promised: number
    late: number
  }[]
  agents: { id: string; name: string; call?: string; since?: string; seenAt: string; today: number }[]
  outcomes: Partial<Record<OutcomeCode, number>>
}

export const Desk: FC<DeskProps> = (props) => {
  const texts = useCallTexts()
  const { desk } = texts
  const { language } = useFrame()
  const late = props.lists.reduce((sum, list) => sum + list.late, 0)
  const rows = Object.entries(props.outcomes) as [OutcomeCode, number][]
  return (
    <StaffPage title={desk.title} width="full" section="phones" reload={{ seconds: 5, href: '/phones?live' }}>
      <Heading>{desk.title}</Heading>
      <p class="govuk-body">
        {desk.live}{' '}
        <a class="govuk-link" href="/calls/search">
          {texts.home.searchLink}
        </a>
        {' · '}
        <a class="govuk-link" href="/phones/oaths">
          {texts.home.oathsLink}
        </a>
      </p>
      <div data-live={true}>
        {late > 0 && <WarningText>{desk.allLate(late)}</WarningText>}
        <h2 class="govuk-heading-m">{desk.lists}</h2>
        {props.lists.length === 0 ? <InsetText>{desk.listsNone}</InsetText> : <Lists {...props} />}
      </div>
      <div data-live={true}>
        <h2 class="govuk-heading-m">{desk.agents}</h2>
        {props.agents.length === 0 ? <InsetText>{desk.agentsNone}</InsetText> : <Agents {...props} />}
      </div>
      <div data-live={true}>
        <h2 class="govuk-heading-m">{desk.outcomes}</h2>
        {rows.length === 0 ? (
          <InsetText>{desk.outcomesNone}</InsetText>
        ) : (
          <Table
            caption={desk.outcomes}
            captionSize="hidden"
            columns={[{ title: desk.outcome }, { title: desk.count, number: true }]}
            rows={rows
              .sort(([, one], [, other]) => other - one)
              .map(([code, count]) => [outcomes[code].label[language], number(language, count)])}
          />
        )}
      </div>
    </StaffPage>
  )
}

const Lists: FC<DeskProps> = ({ lists }) => {
  const { desk } = useCallTexts()
  const { language } = useFrame()
  const figure = (count: number) => number(language, count)
  return (
    <Table
      caption={desk.lists}
      captionSize="hidden"
      columns={[
        { title: desk.list },
        { title: desk.fresh, number: true },
        { title: desk.due, number: true },
        { title: desk.later, number: true },
        { title: desk.talking, number: true },
        { title: desk.promised, number: true },
        { title: desk.state },
      ]}
      rows={lists.map((list) => [
        list.skill ? `${list.name} (${list.skill})` : list.name,
        figure(list.fresh),
        figure(list.due),
        figure(list.later),
        figure(list.talking),
        <>
          {figure(list.promised)}
          {list.late > 0 && (
            <>
              <br />
              <Tag colour="red">{desk.late(list.late)}</Tag>
            </>
          )}
        </>,
        <>
          <Tag colour={list.closed ? 'grey' : 'green'}>{list.closed ? desk.closed : desk.open}</Tag>{' '}
          {list.status === 'paused' && <Tag colour="amber">{desk.paused}</Tag>}
          <Form action="/phones/lists">
            <input type="hidden" name="list" value={list.list} />
            <button type="submit" name="do" value={list.closed ? 'open' : 'close'} class="akcja-linklike">
              {list.closed ? desk.reopen : desk.close}
              <span class="govuk-visually-hidden"> {desk.closeWhat(list.name)}</span>
            </button>
          </Form>
        </>,
      ])}
    />
  )
}

const Agents: FC<DeskProps> = ({ agents }) => {
  const { desk } = useCallTexts()
  const { language } = useFrame()
  const free = agents.filter(({ call }) => !call)
  return (
    <>
      <Table
        caption={desk.agents}
        captionSize="hidden"
        columns={[
          { title: desk.agent },
          { title: desk.since },
          { title: desk.seen },
          { title: desk.today, number: true },
        ]}
        rows={agents.map(({ name, since, seenAt, today }) => [
          name,
          since ? moment(language, new Date(since)) : desk.free,
          moment(language, new Date(seenAt)),
          number(language, today),
        ])}
      />
      {free.length > 0 &&
        agents.map(({ id, name, call }) =>
          call ? (
            <Form action="/phones/hand-over">
              <input type="hidden" name="call" value={call} />
              <Select
                name="to"
                id={`to-${id.replace(/[^\w-]/g, '_')}`}
                label={desk.to(name)}
                options={free.map((other) => ({ value: other.id, text: other.name }))}
              />
              <Button look="quiet">
                {desk.handOver}
                <span class="govuk-visually-hidden"> ({name})</span>
              </Button>
            </Form>
          ) : null,
        )}
    </>
  )
}
