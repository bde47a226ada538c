/** Cases as a unit sees them: its list, and one case with what was reported, what the unit can do, and the journal. */
import type { FC } from 'hono/jsx'
import type { Case, CaseContents } from '../../shared/case/case.ts'
import { kindOf } from '../../shared/case/kinds.ts'
import { inCharge, type Units } from '../../shared/case/unit.ts'
import { unitAnswer, unitMovesOf } from '../../shared/case/unit-moves.ts'
import { textOf } from '../../shared/platform/language.ts'
import { Actions, Button } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Select, Textarea } from '../components/fields.tsx'
import { SummaryList, Table } from '../components/lists.tsx'
import { InsetText, NotificationBanner } from '../components/notices.tsx'
import { caseTexts } from '../texts/staff-cases.ts'
import { requestTexts } from '../texts/staff-requests.ts'
import { unitCaseTexts } from '../texts/staff-unit-cases.ts'
import { date, moment } from '../texts/texts.ts'
import { CaseJournal, DaysLeft } from './case-parts.tsx'
import { errorAt, Form, Gap, Heading, StaffPage, useFrame } from './frame.tsx'

export interface UnitCasesProps {
  /** Her units. */
  units: Units
  open: Case[]
  done: Case[]
  /** She has just sent one back. */
  returned: boolean
  now: Date
}

export const UnitCases: FC<UnitCasesProps> = ({ units, open, done, returned, now }) => {
  const { language } = useFrame()
  const texts = unitCaseTexts(language)
  const { cases } = caseTexts(language)
  const table = (caption: string, list: Case[]) => (
    <Table
      caption={caption}
      columns={[{ title: cases.number }, { title: cases.due }, { title: texts.subject }, { title: cases.state }]}
      rowNames={false}
      rows={list.map((one) => [
        <>
          <a class="govuk-link" href={`/unit-cases/${one.id}`}>
            {one.id}
          </a>
          <br />
          {textOf(kindOf(one.kind).name, language)}
        </>,
        <>
          {date(language, one.dueOn)} <DaysLeft one={one} now={now} />
        </>,
        subjectOf(one, language),
        one.ending ? textOf(kindOf(one.kind).endings[one.ending]!.name, language) : cases.states[one.state],
      ])}
    />
  )
  return (
    <StaffPage title={texts.title} section="unit-cases" width="full">
      {returned && (
        <NotificationBanner look="success">
          <p class="govuk-notification-banner__heading">{texts.returned}</p>
        </NotificationBanner>
      )}
      <Heading>{texts.title}</Heading>
      {units.length === 0 ? (
        <InsetText>
          <p class="govuk-body">{texts.nowhere}</p>
          <p class="govuk-body">{texts.nowhereNext}</p>
        </InsetText>
      ) : (
        <>
          <p class="akcja-lead">{texts.lead(units.map(({ name }) => name).join(', '))}</p>
          {open.length === 0 ? <InsetText>{texts.none}</InsetText> : table(texts.open, open)}
          {done.length > 0 && table(texts.done, done)}
        </>
      )}
    </StaffPage>
  )
}

function subjectOf({ kind, subject }: Case, language: 'pl' | 'en'): string {
  const known = subject ? kindOf(kind).subjects?.[subject] : undefined
  return known ? textOf(known, language) : '–'
}

export interface OneUnitCaseProps {
  one: Case
  /** As far as the unit reads them. */
  contents: CaseContents
  drive?: string | undefined
  units: Units
  /** Names of staff by their ids, where they are known. */
  names: ReadonlyMap<string, string>
  /** What was typed and could not be done. */
  form?: { note: string; ending: string }
  errors: FieldError[]
  now: Date
}

export const OneUnitCase: FC<OneUnitCaseProps> = ({ one, contents, drive, units, names, form, errors, now }) => {
  const { language } = useFrame()
  const texts = unitCaseTexts(language)
  const { one: words, cases, add } = caseTexts(language)
  const requests = requestTexts(language)
  const kind = kindOf(one.kind)
  const answer = unitAnswer(one)
  const title = words.title(textOf(kind.name, language))
  const row = (key: string, value: string | undefined) => (value ? [{ key, value }] : [])
  return (
    <StaffPage title={title} errors={errors} section="unit-cases" back={{ href: '/unit-cases', text: texts.title }}>
      <Heading over={one.id}>{title}</Heading>
      <p class="govuk-body">
        <strong>{words.due(date(language, one.dueOn))}</strong> <DaysLeft one={one} now={now} />
      </p>
      <SummaryList
        rows={[
          ...row(cases.state, cases.states[one.state]),
          ...row(cases.unit, textOf(inCharge(one, units) ?? { pl: '–' }, language)),
          ...(one.ending ? row(cases.ended, textOf(kind.endings[one.ending]!.name, language)) : []),
          ...(one.subject ? row(texts.subject, subjectOf(one, language)) : []),
          ...row(requests.place, contents.place),
          ...row(words.wrote, contents.text),
          ...row(requests.name, contents.name),
          ...row(words.email, contents.email),
          ...row(words.phone, contents.phone),
          ...row(words.opened, `${moment(language, new Date(one.openedAt))}, ${add.froms[one.from]}`),
          ...row(words.drive, drive),
          ...row(words.unitAnswer, answer?.note),
        ]}
      />
      {one.state === 'done' && kind.forgets && <p class="govuk-hint">{words.forgotten}</p>}
      <UnitSteps one={one} form={form} errors={errors} />
      <CaseJournal one={one} names={names} somebody={texts.somebody} />
    </StaffPage>
  )
}

/** What the unit can do with the case now; one form, a button to each step. */
const UnitSteps: FC<Pick<OneUnitCaseProps, 'one' | 'form' | 'errors'>> = ({ one, form, errors }) => {
  const { language } = useFrame()
  const texts = unitCaseTexts(language)
  const can = unitMovesOf(one)
  if (can.length === 0) return null
  const endings = Object.entries(kindOf(one.kind).endings).filter(([, ending]) => !ending.byWork)
  const to = (move: string) => `/unit-cases/${one.id}/moves/${move}`
  return (
    <section aria-labelledby="steps">
      <Gap />
      <h2 class="govuk-heading-m" id="steps">
        {texts.steps}
      </h2>
      {!can.includes('end') && <p class="govuk-body">{texts.decides}</p>}
      <Form action={to('answer')}>
        <Textarea
          name="note"
          label={texts.note}
          hint={texts.noteHint}
          rows={4}
          maxlength={1000}
          value={form?.note ?? ''}
          {...errorAt(errors, 'note')}
        />
        <Actions>
          <Button>{texts.moves.answer}</Button>
          <Button look="quiet" formaction={to('remark')}>
            {texts.moves.remark}
          </Button>
          {can.includes('accept') && (
            <Button look="quiet" formaction={to('accept')}>
              {texts.moves.accept}
            </Button>
          )}
        </Actions>
        {can.includes('end') && (
          <>
            <Gap />
            <Select
              name="ending"
              label={texts.ending}
              empty={texts.choose}
              value={form?.ending ?? ''}
              options={endings.map(([value, { name }]) => ({ value, text: textOf(name, language) }))}
              {...errorAt(errors, 'ending')}
            />
            <Actions>
              <Button formaction={to('end')}>{texts.moves.end}</Button>
            </Actions>
          </>
        )}
        {can.includes('return') && (
          <>
            <Gap />
            <h3 class="govuk-heading-s">{texts.back}</h3>
            <p class="govuk-hint">{texts.backHint}</p>
            <Actions>
              <Button look="quiet" formaction={to('return')}>
                {texts.moves.return}
              </Button>
            </Actions>
          </>
        )}
      </Form>
    </section>
  )
}
