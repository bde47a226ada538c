/** The report of rates: AAPOR classes and named rates, with what they are made of and how they are counted. (M2) */
import type { FC } from 'hono/jsx'
import { type AaporClass, aaporClasses, type RateName, rateNames } from '../../shared/result/aapor.ts'
import { manyAttempts } from '../../shared/result/rates.ts'
import { Actions, Button } from '../components/button.tsx'
import { BarTable } from '../components/figures.tsx'
import { SummaryList, Table } from '../components/lists.tsx'
import { Details, InsetText, WarningText } from '../components/notices.tsx'
import { date, moment, number, percent } from '../texts/texts.ts'
import { Form, useFrame, useTexts } from './frame.tsx'

/** Made by `functions/staff/rates.ts`. */
export interface ReportShown {
  state: 'waiting' | 'done' | 'failed'
  tooFew?: true
  found?: {
    at: string
    eligibility: 'people' | 'numbers'
    contacts: number
    classes: Record<AaporClass, number>
    codes: Record<string, number | 'hidden'>
    attempts: { email: number; call: number; agents: number }
    perPerson: number[]
    perContact: number
    from?: string | undefined
    to?: string | undefined
    rates: Record<RateName | 'e', number | undefined>
  }
}

const formulas: Record<RateName, string> = {
  RR1: 'I / (K + U)',
  RR2: '(I + P) / (K + U)',
  RR3: 'I / (K + eU)',
  RR4: '(I + P) / (K + eU)',
  RR5: 'I / K',
  RR6: '(I + P) / K',
  COOP1: 'I / (I + P + R + O)',
  COOP2: '(I + P) / (I + P + R + O)',
  COOP3: 'I / (I + P + R)',
  COOP4: '(I + P) / (I + P + R)',
  REF1: 'R / (K + U)',
  REF2: 'R / (K + eU)',
  REF3: 'R / K',
  CON1: '(I + P + R + O) / (K + U)',
  CON2: '(I + P + R + O) / (K + eU)',
  CON3: '(I + P + R + O) / K',
}

export const RatesSection: FC<{ campaign: string; report?: ReportShown | undefined }> = ({ campaign, report }) => {
  const { rates } = useTexts()
  return (
    <section aria-labelledby="rates">
      <h2 class="govuk-heading-m" id="rates">
        {rates.title}
      </h2>
      <div data-live>
        {report?.state === 'waiting' && <InsetText>{rates.waiting}</InsetText>}
        {report?.state === 'failed' && <WarningText>{rates.failed}</WarningText>}
        {report?.tooFew && <InsetText>{rates.tooFew}</InsetText>}
        {report?.found && <Report found={report.found} />}
      </div>
      <p class="govuk-body">{rates.lead}</p>
      <Form action={`/campaigns/${campaign}/rates`}>
        <Actions>
          <Button look="quiet">{report?.found ? rates.askAgain : rates.ask}</Button>
        </Actions>
      </Form>
    </section>
  )
}

const Report: FC<{ found: NonNullable<ReportShown['found']> }> = ({ found }) => {
  const { rates } = useTexts()
  const { language } = useFrame()
  const written = (value: number) => number(language, value)
  const part = (value: number | undefined) => (value === undefined ? '–' : percent(language, value))
  const { facts, notes } = rates
  const { email, call, agents } = found.attempts
  const days = found.from && found.to ? [...new Set([found.from, found.to])].map((day) => date(language, day)) : []
  const bars = (rows: [string, number][]) =>
    rows.map(([label, count]) => ({
      label,
      count: written(count),
      share: found.contacts > 0 ? count / found.contacts : 0,
      shareText: part(found.contacts > 0 ? count / found.contacts : undefined),
    }))
  return (
    <>
      <p class="govuk-hint">{rates.asOf(moment(language, new Date(found.at)))}</p>
      <SummaryList
        rows={[
          { key: facts.contacts, value: written(found.contacts) },
          { key: facts.field, value: days.join(' – ') || '–' },
          {
            key: facts.attempts,
            value: `${written(email + call + agents)} (${facts.attemptsBy(written(email), written(call), written(agents))})`,
          },
          { key: facts.perContact, value: number(language, found.perContact, { maximumFractionDigits: 2 }) },
          {
            key: facts.e,
            value: found.rates.e === undefined ? '–' : number(language, found.rates.e, { maximumFractionDigits: 4 }),
          },
        ]}
      />
      <BarTable
        caption={rates.classesTitle}
        of={rates.class}
        rows={bars(aaporClasses.map((name) => [`${name}: ${rates.classes[name]}`, found.classes[name] ?? 0]))}
        total={{ label: facts.contacts, count: written(found.contacts) }}
      />
      <Table
        caption={rates.ratesTitle}
        columns={[{ title: rates.rate }, { title: rates.formula }, { title: rates.value, number: true }]}
        rows={rateNames.map((name) => [
          `${name} (${rates.families[familyOf(name)]})`,
          formulas[name],
          part(found.rates[name]),
        ])}
      />
      <BarTable
        caption={rates.perPerson}
        of={rates.attempts}
        rows={bars(
          found.perPerson.map((count, attempts) => [
            attempts === manyAttempts ? rates.andMore(attempts) : String(attempts),
            count,
          ]),
        )}
      />
      <Details summary={rates.codes}>
        <BarTable
          caption={<span class="govuk-visually-hidden">{rates.codes}</span>}
          of={rates.code}
          rows={Object.entries(found.codes)
            .sort(([one], [other]) => one.localeCompare(other))
            .map(([code, count]) => ({ label: code, ...(count !== 'hidden' && { count: written(count) }) }))}
        />
      </Details>
      <Details summary={rates.notesTitle}>
        <ul class="govuk-list govuk-list--bullet">
          {[
            notes.standard,
            notes.letters,
            notes.silent[found.eligibility],
            notes.undelivered,
            notes.partial,
            notes.e,
            notes.dash,
            notes.reminders,
          ].map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      </Details>
    </>
  )
}

function familyOf(name: RateName): 'RR' | 'COOP' | 'REF' | 'CON' {
  return name.replace(/\d$/, '') as 'RR' | 'COOP' | 'REF' | 'CON'
}
