/** The register of cases, a new one, and one case with its journal. */
import type { FC } from 'hono/jsx'
import type { Case, CaseContents, CaseFrom } from '../../shared/case/case.ts'
import { type CaseKind, kindOf } from '../../shared/case/kinds.ts'
import { inCharge, type Units } from '../../shared/case/unit.ts'
import { unitAnswer } from '../../shared/case/unit-moves.ts'
import type { PersonProtocol } from '../../shared/erasure/protocol.ts'
import { textOf } from '../../shared/platform/language.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Select, Textarea, TextInput } from '../components/fields.tsx'
import { SummaryList, Table } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { type CaseTexts, caseTexts } from '../texts/staff-cases.ts'
import { date, moment } from '../texts/texts.ts'
import { CaseJournal, DaysLeft } from './case-parts.tsx'
import { KindFilter, OtherKinds, useRequestTexts } from './case-requests.tsx'
import { CaseSteps } from './case-steps.tsx'
import { errorAt, Form, Gap, Heading, StaffPage, useFrame } from './frame.tsx'

/** The texts of these pages, in the language of the page. */
const useCaseTexts = (): CaseTexts => caseTexts(useFrame().language)

/** Kinds that staff open by hand: about one person's own data. */
export const personKinds = ['erasure', 'access'] as const satisfies CaseKind[]

export interface CasesProps {
  list: Case[]
  year?: string | undefined
  kind?: CaseKind | undefined
  units: Units
  now: Date
}

export const Cases: FC<CasesProps> = ({ list, year, kind, units, now }) => {
  const { cases } = useCaseTexts()
  const requests = useRequestTexts()
  const { language } = useFrame()
  const thisYear = now.toISOString().slice(0, 4)
  return (
    <StaffPage title={cases.title} section="cases" width="full">
      <Heading>{cases.title}</Heading>
      <p class="akcja-lead">{cases.lead}</p>
      <Actions>
        <ButtonLink href="/cases/new">{cases.add}</ButtonLink>
        <ButtonLink href="/retention" look="quiet">
          {cases.retention}
        </ButtonLink>
      </Actions>
      <Gap />
      <KindFilter kind={kind} year={year} />
      {list.length === 0 ? (
        <InsetText>{year ? cases.noneDone : cases.none}</InsetText>
      ) : (
        <Table
          caption={year ? cases.done(year) : cases.open}
          columns={[
            { title: cases.kind },
            { title: cases.due },
            { title: cases.state },
            { title: cases.unit },
            { title: cases.number },
          ]}
          rowNames={false}
          rows={list.map((one) => [
            textOf(kindOf(one.kind).name, language),
            <>
              {date(language, one.dueOn)} <DaysLeft one={one} now={now} />
            </>,
            one.ending ? textOf(kindOf(one.kind).endings[one.ending]!.name, language) : cases.states[one.state],
            textOf(inCharge(one, units) ?? { pl: '–' }, language),
            <a class="govuk-link" href={`/cases/${one.id}`}>
              {one.id}
            </a>,
          ])}
        />
      )}
      <p class="govuk-body">
        {year ? (
          <a class="govuk-link" href={kind ? `/cases?kind=${kind}` : '/cases'}>
            {cases.open}
          </a>
        ) : (
          <a class="govuk-link" href={`/cases?year=${thisYear}${kind ? `&kind=${kind}` : ''}`}>
            {cases.done(thisYear)}
          </a>
        )}
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={`/cases/year/${year ?? thisYear}?kind=${kind ?? 'public-information'}`}>
          {requests.yearly(textOf(kindOf(kind ?? 'public-information').name, language), year ?? thisYear)}
        </a>
      </p>
    </StaffPage>
  )
}

export interface NewCaseForm {
  kind: string
  from: string
  email: string
  phone: string
  text: string
}

export interface NewCaseProps {
  form: NewCaseForm
  errors: FieldError[]
  /** Kinds that have a form of their own. */
  others: readonly CaseKind[]
}

export const NewCase: FC<NewCaseProps> = ({ form, errors, others }) => {
  const { add, cases } = useCaseTexts()
  const field = (name: keyof NewCaseForm) => ({ name, value: form[name], ...errorAt(errors, name) })
  return (
    <StaffPage title={add.title} errors={errors} section="cases" back={{ href: '/cases', text: cases.title }}>
      <Heading>{add.title}</Heading>
      <p class="akcja-lead">{add.lead}</p>
      <Form>
        <Radios
          name="kind"
          legend={add.kind}
          legendSize="s"
          value={form.kind}
          choices={personKinds.map((value) => ({ value, text: add.kinds[value] }))}
          {...errorAt(errors, 'kind')}
        />
        <Select
          {...field('from')}
          label={add.from}
          options={(['letter', 'email', 'call', 'visit'] as const satisfies (typeof CaseFrom.options)[number][]).map(
            (value) => ({ value, text: add.froms[value] }),
          )}
        />
        <TextInput
          {...field('email')}
          label={add.email}
          hint={add.hint}
          type="email"
          spellcheck={false}
          autocomplete="off"
        />
        <TextInput {...field('phone')} label={add.phone} type="tel" inputmode="tel" width={20} autocomplete="off" />
        <Textarea {...field('text')} label={add.text} hint={add.textHint} rows={4} maxlength={4000} optional />
        <Actions>
          <Button>{add.save}</Button>
        </Actions>
      </Form>
      <OtherKinds kinds={others} />
    </StaffPage>
  )
}

export interface OneCaseProps {
  one: Case
  contents: CaseContents
  protocol?: PersonProtocol | undefined
  /** Names of staff by their ids, where they are known. */
  names: ReadonlyMap<string, string>
  /** Those to which it can be handed on by mail. */
  units: Units
  errors: FieldError[]
  now: Date
}

export const OneCase: FC<OneCaseProps> = ({ one, contents, protocol, names, units, errors, now }) => {
  const { one: words, cases, add } = useCaseTexts()
  const requests = useRequestTexts()
  const { language } = useFrame()
  const kind = kindOf(one.kind)
  const isPersonal = (personKinds as readonly string[]).includes(one.kind)
  const isBusy = protocol !== undefined && !protocol.doneAt
  const isOrdered = one.kind === 'erasure' && one.people !== undefined && one.state !== 'done'
  const answer = unitAnswer(one)
  const title = words.title(textOf(kind.name, language))
  return (
    <StaffPage
      title={title}
      errors={errors}
      section="cases"
      back={{ href: '/cases', text: cases.title }}
      reload={isBusy || isOrdered ? { seconds: 5, href: `/cases/${one.id}?live` } : undefined}
    >
      <Heading over={one.id}>{title}</Heading>
      <p class="govuk-body">
        <strong>{words.due(date(language, one.dueOn))}</strong> <DaysLeft one={one} now={now} />
      </p>
      {(isBusy || isOrdered) && (
        <div role="status">
          <InsetText>{words.busy}</InsetText>
        </div>
      )}
      <SummaryList
        rows={[
          { key: words.opened, value: moment(language, new Date(one.openedAt)) },
          { key: words.from, value: add.froms[one.from] },
          { key: cases.state, value: cases.states[one.state] },
          { key: cases.unit, value: textOf(inCharge(one, units) ?? { pl: '–' }, language) },
          ...(one.ending ? [{ key: cases.ended, value: textOf(kind.endings[one.ending]!.name, language) }] : []),
          ...(Object.keys(kind.deadlines).length > 1
            ? [{ key: requests.deadline, value: textOf(kind.deadlines[one.deadline]!.name, language) }]
            : []),
          ...(one.subject && kind.subjects?.[one.subject]
            ? [{ key: requests.subject, value: textOf(kind.subjects[one.subject]!, language) }]
            : []),
          ...(contents.place ? [{ key: requests.place, value: contents.place }] : []),
          ...(contents.name ? [{ key: requests.name, value: contents.name }] : []),
          ...(contents.email ? [{ key: words.email, value: contents.email }] : []),
          ...(contents.phone ? [{ key: words.phone, value: contents.phone }] : []),
          ...(contents.text ? [{ key: words.wrote, value: contents.text }] : []),
          ...(answer?.note ? [{ key: words.unitAnswer, value: answer.note }] : []),
        ]}
      />
      {one.state === 'done' && kind.forgets && <p class="govuk-hint">{words.forgotten}</p>}
      <Actions>
        {isPersonal && one.state !== 'done' && !isOrdered && (
          <ButtonLink href={`/cases/${one.id}/people`}>{words.people}</ButtonLink>
        )}
        {protocol?.doneAt && (
          <ButtonLink href={`/cases/${one.id}/protocol`} look="quiet">
            {words.protocol}
          </ButtonLink>
        )}
      </Actions>
      {one.state !== 'done' && !isOrdered && (
        <CaseSteps one={one} units={units.map(({ name }) => name)} errors={errors} />
      )}
      <CaseJournal one={one} names={names} />
    </StaffPage>
  )
}
