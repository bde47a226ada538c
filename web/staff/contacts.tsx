/** Step 3: the list of contacts, from a file to a report. */
import type { Child, FC } from 'hono/jsx'
import { claimColumns, factColumns, ownColumns } from '../../shared/claim/columns.ts'
import { fieldsOf, type MergeField, mergeFields } from '../../shared/contact/mapping.ts'
import { reasons } from '../../shared/contact/reasons.ts'
import type { Upload } from '../../shared/contact/upload.ts'
import { Language, type Text } from '../../shared/platform/language.ts'
import { Actions, Button, ButtonLink } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { FileUpload, Select } from '../components/fields.tsx'
import { Progress } from '../components/figures.tsx'
import { SummaryList, Table, Tiles } from '../components/lists.tsx'
import { Details, InsetText, WarningText } from '../components/notices.tsx'
import { claimTexts } from '../texts/staff-claims.ts'
import { pointTexts } from '../texts/staff-point.ts'
import { number } from '../texts/texts.ts'
import { AboutFile, type AboutForm, Consents } from './contact-point.tsx'
import { errorAt, Form, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'

const useClaimTexts = () => claimTexts(useFrame().language)

interface OfCampaign {
  campaign: string
}

export interface UploadFormProps extends OfCampaign {
  /** The bucket's own form. */
  place: { url: string; fields: Record<string, string> }
  /** Why the file before could not be read. */
  failure?: string | undefined
  /** Of a drive of the library: its name, and what its list must hold. */
  name: string
  list?: Text | undefined
}

/** Choose a file. The form goes straight to the bucket, which sends the browser back here. */
export const UploadForm: FC<UploadFormProps> = ({ campaign, place, failure, name, list }) => {
  const { contacts, steps } = useTexts()
  const { language } = useFrame()
  const point = pointTexts(language)
  const errors: FieldError[] = failure ? [{ id: 'file', text: failure }] : []
  return (
    <StaffPage title={contacts.title} errors={errors} back={{ href: `/campaigns/${campaign}` }}>
      <Heading over={steps.of(3)}>{contacts.uploadHeading}</Heading>
      {list && (
        <InsetText>
          <strong>{name}</strong>
          <br />
          {point.listOf(list[language] ?? list.pl)}{' '}
          <a class="govuk-link" href={`/campaigns/${campaign}`}>
            {point.allSteps}
          </a>
        </InsetText>
      )}
      <p class="govuk-body">{contacts.uploadLead}</p>
      <form method="post" action={place.url} enctype="multipart/form-data">
        {Object.entries(place.fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {/* The bucket reads no field that comes after the file. */}
        <FileUpload
          name="file"
          label={contacts.file}
          labelSize="s"
          hint={contacts.fileHint}
          accept=".csv,.txt,.tsv,.xlsx,text/csv"
          {...errorAt(errors, 'file')}
        />
        <p class="govuk-body">{contacts.safety}</p>
        <Actions>
          <Button>{contacts.send}</Button>
          <a class="govuk-link" href={`/campaigns/${campaign}?saved`}>
            {steps.later}
          </a>
        </Actions>
      </form>
    </StaffPage>
  )
}

/** The file is being looked at, or read: the page comes back by itself. */
export const UploadWaiting: FC<OfCampaign & { upload: Upload }> = ({ campaign, upload }) => {
  const { contacts, steps } = useTexts()
  const { language } = useFrame()
  const href = `/campaigns/${campaign}/contacts/${upload.upload}`
  const reading = upload.state === 'importing' || upload.state === 'checked'
  const title = reading ? contacts.importingTitle : contacts.waitingTitle
  const rows = upload.progress ?? 0
  return (
    <StaffPage title={title} back={{ href: `/campaigns/${campaign}` }} reload={{ seconds: 2, href: `${href}?live` }}>
      <Heading over={steps.of(3)}>{title}</Heading>
      {reading ? (
        <Progress share={upload.rows ? rows / upload.rows : 0}>{contacts.importing(number(language, rows))}</Progress>
      ) : (
        <p class="govuk-body">{contacts.waiting}</p>
      )}
      <Actions>
        <ButtonLink href={href} look="quiet">
          {contacts.refresh}
        </ButtonLink>
        <a class="govuk-link" href={`/campaigns/${campaign}/contacts?new`}>
          {contacts.again}
        </a>
      </Actions>
    </StaffPage>
  )
}

export interface MappingFormProps extends OfCampaign {
  upload: Upload
  sample: string[][]
  /** Field (`email`, `phone`, `phone2`, `language`, a merge field) → column, as text; empty where there is none. */
  chosen: Record<string, string>
  about: AboutForm
  errors: FieldError[]
}

/** Which column is what. */
export const MappingForm: FC<MappingFormProps> = ({ campaign, upload, sample, chosen, about, errors }) => {
  const { contacts, steps } = useTexts()
  const { language } = useFrame()
  // Only a reminder's file was looked at for amounts.
  const { amounts } = upload
  const hidden = [...upload.pesel, ...(amounts ?? [])]
  const claims = useClaimTexts()
  const allowed = upload.columns.flatMap((text, column) =>
    hidden.includes(column) ? [] : [{ value: String(column), text }],
  )
  const column = (name: string, label: string, hint?: Child) => (
    <Select
      name={name}
      label={label}
      {...(hint && { hint })}
      options={allowed}
      empty={contacts.noColumn}
      value={chosen[name]}
      {...errorAt(errors, name)}
    />
  )
  const hasPhone2 = Boolean(chosen.phone2) || upload.guess?.phone2 !== undefined
  const phone2 = column('phone2', contacts.phone2, contacts.phone2Hint)
  const fields = Object.keys(mergeFields) as MergeField[]
  const isChosen = (name: MergeField) => Boolean(chosen[name])
  const isRare = (id = '') => id === 'phone2' || id.startsWith('point-') || fields.includes(id as MergeField)
  const point = pointTexts(language)
  const field = (name: MergeField) => column(name, mergeFields[name].label[language], contacts.fieldHint(name))
  const pesel = upload.pesel.map((n) => upload.columns[n]).join(', ')
  const format =
    upload.format?.kind === 'csv'
      ? `${contacts.format.csv}, ${upload.format.encoding.toUpperCase()}`
      : contacts.format.xlsx
  return (
    <StaffPage title={contacts.mapHeading} errors={errors} back={{ href: `/campaigns/${campaign}` }} width="full">
      <Heading over={steps.of(3)}>{contacts.mapHeading}</Heading>
      <p class="govuk-body">{contacts.mapLead(format)}</p>
      <Table
        caption={contacts.sample}
        columns={upload.columns.map((title) => ({ title }))}
        rows={sample.map((cells) =>
          upload.columns.map((_, n) =>
            hidden.includes(n) ? <span class="govuk-hint">{contacts.hidden}</span> : (cells[n] ?? ''),
          ),
        )}
        rowNames={false}
      />
      {pesel && <InsetText>{contacts.pesel(pesel)}</InsetText>}
      {amounts && amounts.length > 0 && (
        <InsetText>{claims.amounts(amounts.map((n) => upload.columns[n]).join(', '))}</InsetText>
      )}
      <Form>
        <p class="govuk-body">{contacts.addressLead}</p>
        {column('email', contacts.email)}
        {column('phone', contacts.phone, contacts.phoneHint)}
        {hasPhone2 && phone2}
        {column('language', contacts.language, contacts.languageHint)}
        {amounts && (
          <>
            <h2 class="govuk-heading-m">{claims.columns}</h2>
            <p class="govuk-body">{claims.columnsLead}</p>
            {ownColumns.map((name) => column(`claim-${name}`, claimColumns[name].label[language]))}
            <h2 class="govuk-heading-m">{claims.facts}</h2>
            <p class="govuk-body">{claims.factsLead}</p>
            {factColumns.map((name) => column(`claim-${name}`, claimColumns[name].label[language]))}
          </>
        )}
        {fields.some(isChosen) && <h2 class="govuk-heading-m">{contacts.otherFields}</h2>}
        {fields.filter(isChosen).map(field)}
        {about.needsConsent && <Consents about={about} errors={errors} column={column} />}
        <Details summary={point.more} open={errors.some(({ id }) => isRare(id))}>
          {fields.some((name) => !isChosen(name)) && <h2 class="govuk-heading-s">{contacts.moreFields}</h2>}
          {!hasPhone2 && phone2}
          {fields.filter((name) => !isChosen(name)).map(field)}
          <AboutFile about={about} errors={errors} />
        </Details>
        <Actions>
          <Button name="do" value="import">
            {contacts.import}
          </Button>
          <a class="govuk-link" href={`/campaigns/${campaign}/contacts?new`}>
            {contacts.again}
          </a>
        </Actions>
      </Form>
    </StaffPage>
  )
}

/** What became of the rows: the list, or what stands in its way. `next`: the page to go on to. */
export const UploadReport: FC<OfCampaign & { upload: Upload; next: string }> = ({ campaign, upload, next }) => {
  const { contacts, steps } = useTexts()
  const { language } = useFrame()
  const counts = upload.counts!
  const consents = pointTexts(language)
  const taken = upload.state === 'imported'
  const written = (value: number) => number(language, value)
  const people = contacts.people(counts.contacts)
  const bad = upload.badRows ?? []
  const claims = useClaimTexts()
  return (
    <StaffPage title={contacts.reportTitle} back={{ href: `/campaigns/${campaign}` }} width="full">
      <Heading over={steps.of(3)}>{contacts.ready(people)}</Heading>
      {counts.contacts === 0 ? (
        <WarningText>{contacts.nobody}</WarningText>
      ) : (
        <InsetText>{taken ? contacts.kept : contacts.notKept}</InsetText>
      )}
      <Tiles
        tiles={[
          { name: contacts.rows, value: written(counts.rows) },
          { name: contacts.good, value: written(counts.contacts) },
          { name: contacts.bad, value: written(counts.bad) },
          // rows of one person are duplicates, but in a reminder each of them is a claim of hers
          counts.joined === undefined
            ? { name: contacts.duplicates, value: written(counts.duplicates) }
            : { name: claims.joined, value: written(counts.joined) },
          { name: contacts.objected, value: written(counts.objected) },
        ]}
      />
      <SummaryList
        rows={[
          ...(counts.withEmail === undefined || counts.withPhone === undefined
            ? [] // an import of before there were numbers
            : [
                { key: contacts.withEmail, value: written(counts.withEmail) },
                { key: contacts.withPhone, value: written(counts.withPhone) },
              ]),
          ...(counts.agreed
            ? [{ key: consents.agreed, value: `${written(counts.agreed.email)} / ${written(counts.agreed.phone)}` }]
            : []),
          {
            key: contacts.byLanguage,
            value: Language.options
              .filter((code) => counts.byLanguage[code])
              .map((code) => `${contacts.languages[code]}: ${written(counts.byLanguage[code]!)}`)
              .join(', '),
          },
          {
            key: contacts.fields,
            value:
              (upload.mapping ? fieldsOf(upload.mapping) : []).map((field) => `{{${field}}}`).join(', ') ||
              contacts.noFields,
          },
        ]}
      />
      {counts.bad > 0 && (
        <Details summary={`${contacts.badHeading} (${written(counts.bad)})`} open={!taken}>
          <p class="govuk-body">{contacts.badLead(contacts.badRows(counts.bad))}</p>
          {upload.reportKey && (
            <p class="govuk-body">
              <a class="govuk-link" href={`/campaigns/${campaign}/contacts/${upload.upload}/bad-rows`}>
                {contacts.download}
              </a>
            </p>
          )}
          <Table
            caption={contacts.badHeading}
            captionSize="hidden"
            columns={[{ title: contacts.row, number: true }, { title: contacts.column }, { title: contacts.reason }]}
            rows={bad.slice(0, 50).map((row) => [written(row.row), row.column || '–', reasons[row.reason][language]])}
            rowNames={false}
          />
          {counts.bad > 50 && <p class="govuk-hint">{contacts.badFirst(50, written(counts.bad))}</p>}
        </Details>
      )}
      {taken && upload.mapping?.claim && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/campaigns/${campaign}/claims`}>
            {claims.toPage}
          </a>
        </p>
      )}
      {taken ? (
        <Actions>
          {counts.contacts > 0 && <ButtonLink href={`/campaigns/${campaign}/${next}`}>{contacts.continue}</ButtonLink>}
          <ButtonLink href={`/campaigns/${campaign}/contacts?new`} look="quiet">
            {contacts.replace}
          </ButtonLink>
        </Actions>
      ) : (
        <Form>
          <Actions>
            <ButtonLink href={`/campaigns/${campaign}/contacts?new`}>{contacts.again}</ButtonLink>
            {counts.contacts > 0 && (
              <Button look="quiet" name="do" value="keep">
                {contacts.keep(people)}
              </Button>
            )}
          </Actions>
        </Form>
      )}
    </StaffPage>
  )
}
