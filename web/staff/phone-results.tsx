/** What came of the calls: how they ended, day by day, when people are reached, why some were not called. */
import type { FC } from 'hono/jsx'
import { type Text, textOf } from '../../shared/platform/language.ts'
import { BarTable, LineChart } from '../components/figures.tsx'
import { Table } from '../components/lists.tsx'
import { Tag } from '../components/notices.tsx'
import { useWords } from '../components/words.ts'
import { date, number, percent } from '../texts/texts.ts'
import { useFrame, useTexts } from './frame.tsx'

/** Made by `functions/staff/results.ts`. */
export interface PhoneShown {
  calls: { call: number; agents: number }
  reached: number
  ended: number
  outcomes: { label: Text; reached: boolean; count: number | 'hidden' }[]
  days: { day: string; calls: number }[]
  bestHour?: { hour: number; share: number }
  skips: { label: Text; count: number | 'hidden' }[]
  callbacks: { made: number; kept: number; 'given up': number; withdrawn: number }
}

export const PhoneResults: FC<{ phone: PhoneShown }> = ({ phone }) => {
  const { calls } = useTexts()
  const { language } = useFrame()
  const words = useWords()
  const written = (value: number) => number(language, value)
  const all = phone.calls.call + phone.calls.agents
  const shareOf = (count: number) => percent(language, all > 0 ? count / all : 0)
  const { made, kept, 'given up': failed } = phone.callbacks
  return (
    <section aria-labelledby="calls">
      <h2 class="govuk-heading-m" id="calls">
        {calls.title}
      </h2>
      <p class="govuk-body">{calls.made(written(all), written(phone.reached), shareOf(phone.reached))}</p>
      <p class="govuk-body">
        {calls.tileAutomated}: {written(phone.calls.call)}. {calls.tileAgents}: {written(phone.calls.agents)}.
      </p>
      {phone.bestHour && (
        <p class="govuk-body">{calls.bestHour(phone.bestHour.hour, percent(language, phone.bestHour.share))}</p>
      )}
      {made > 0 && <p class="govuk-body">{calls.callbacks(written(made), written(kept), written(failed))}</p>}
      {phone.outcomes.length > 0 && (
        <BarTable
          caption={calls.outcomes}
          of={calls.outcome}
          rows={phone.outcomes.map(({ label, reached, count }) => ({
            label: (
              <>
                {textOf(label, language)} {reached && <Tag colour="green">{calls.reached}</Tag>}
              </>
            ),
            ...(count !== 'hidden' && {
              count: written(count),
              share: count / phone.ended,
              shareText: percent(language, count / phone.ended),
            }),
          }))}
        />
      )}
      {phone.days.length > 1 && (
        <LineChart
          title={calls.perDay}
          columns={[calls.day, calls.number]}
          points={phone.days.map(({ day, calls: count }) => ({
            label: `${Number(day.slice(8))}.${day.slice(5, 7)}`,
            value: count,
            text: written(count),
          }))}
        />
      )}
      {phone.days.length === 1 && (
        <Table
          caption={calls.perDay}
          captionSize="s"
          columns={[{ title: calls.day }, { title: calls.number, number: true }]}
          rows={phone.days.map(({ day, calls: count }) => [date(language, day), written(count)])}
        />
      )}
      {phone.skips.length > 0 && (
        <Table
          caption={calls.skips}
          captionSize="s"
          columns={[{ title: calls.skip }, { title: calls.skipCount, number: true }]}
          rows={phone.skips.map(({ label, count }) => [
            textOf(label, language),
            count === 'hidden' ? words.hidden : written(count),
          ])}
        />
      )}
    </section>
  )
}
