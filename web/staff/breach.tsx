/** After a breach: which drives and how many people it concerns, and a file of whom to tell. (L10) */
import type { FC } from 'hono/jsx'
import { type Text, textOf } from '../../shared/platform/language.ts'
import type { Export } from '../../shared/response/export.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { DateInput, Select } from '../components/fields.tsx'
import { Table } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { breachTexts } from '../texts/staff-breach.ts'
import { date, moment, number } from '../texts/texts.ts'
import { errorAt, Form, Gap, Heading, StaffPage, useFrame } from './frame.tsx'

type Boxes = { day: string; month: string; year: string }

export interface AffectedShown {
  campaign: string
  name: string
  people: number
  categories: string
  held: Text[]
  from: string
  until?: string
}

export interface BreachProps {
  drives: { id: string; name: string }[]
  form: { campaign: string; from: Boxes; to: Boxes }
  /** Missing until somebody asked. */
  found?: AffectedShown[] | undefined
  errors: FieldError[]
}

export const Breach: FC<BreachProps> = ({ drives, form, found, errors }) => {
  const { language } = useFrame()
  const texts = breachTexts(language)
  const people = found?.reduce((sum, drive) => sum + drive.people, 0) ?? 0
  return (
    <StaffPage title={texts.title} errors={errors} section="audit" width="full" back={{ href: '/audit' }}>
      <Heading>{texts.title}</Heading>
      <p class="akcja-lead">{texts.lead}</p>
      <div class="akcja-screen-only">
        <Form>
          <Select
            name="campaign"
            label={texts.campaign}
            empty={texts.anyCampaign}
            value={form.campaign}
            options={drives.map(({ id, name }) => ({ value: id, text: name }))}
          />
          <DateInput
            name="from"
            legend={texts.from}
            hint={texts.hint}
            values={form.from}
            {...errorAt(errors, 'from')}
          />
          <DateInput name="to" legend={texts.to} values={form.to} {...errorAt(errors, 'to')} />
          <Actions>
            <Button>{texts.show}</Button>
          </Actions>
        </Form>
      </div>
      {found && <Gap />}
      {found && found.length === 0 && <InsetText>{texts.none}</InsetText>}
      {found && found.length > 0 && (
        <>
          <Table
            caption={texts.protocol}
            columns={[
              { title: texts.campaign },
              { title: texts.people, number: true },
              { title: texts.categories },
              { title: texts.when },
              { title: texts.files },
            ]}
            rows={found.map((drive) => [
              drive.name,
              number(language, drive.people),
              [drive.categories, ...drive.held.map((text) => textOf(text, language))].filter(Boolean).join('; '),
              texts.span(date(language, drive.from), drive.until && date(language, drive.until)),
              drive.until ? (
                texts.erased
              ) : (
                <a class="govuk-link" href={`/breach/${drive.campaign}`}>
                  {texts.filesOf}
                  <span class="govuk-visually-hidden">: {drive.name}</span>
                </a>
              ),
            ])}
          />
          <p class="govuk-body">{texts.total(people, found.length)}</p>
          <p class="govuk-hint">{texts.print}</p>
        </>
      )}
    </StaffPage>
  )
}

export const BreachFiles: FC<{ campaign: { id: string; name: string }; files: Export[] }> = ({ campaign, files }) => {
  const { language } = useFrame()
  const texts = breachTexts(language)
  const here = `/breach/${campaign.id}`
  const title = texts.drive(campaign.name)
  return (
    <StaffPage title={title} section="audit" back={{ href: '/breach', text: texts.title }}>
      <Heading over={campaign.name}>{texts.filesOf}</Heading>
      <p class="govuk-body">{texts.driveLead}</p>
      <Form>
        <Actions>
          <Button name="format" value="xlsx">
            {texts.xlsx}
          </Button>
          <Button look="quiet" name="format" value="csv">
            {texts.csv}
          </Button>
        </Actions>
      </Form>
      <Gap />
      {files.length === 0 ? (
        <p class="govuk-body">{texts.noFiles}</p>
      ) : (
        <Table
          caption={texts.files}
          captionSize="s"
          columns={[{ title: texts.asked }, { title: texts.state }, { title: texts.rows, number: true }]}
          rows={files.map(({ id, requestedAt, state, rows }) => [
            moment(language, new Date(requestedAt)),
            state === 'done' ? (
              <a class="govuk-link" href={`${here}/files/${id}`}>
                {texts.fetch}
              </a>
            ) : (
              texts.states[state]
            ),
            rows === undefined ? '–' : number(language, rows),
          ])}
        />
      )}
      {files.some(({ state }) => state === 'waiting') && (
        <Actions>
          <ButtonLink href={here} look="quiet">
            {texts.refresh}
          </ButtonLink>
        </Actions>
      )}
    </StaffPage>
  )
}
