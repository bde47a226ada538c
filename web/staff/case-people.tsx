/** Who was found for a case, and the file of everything that is held of a person: to be printed and given to her. */
import type { FC } from 'hono/jsx'
import type { Visitor } from '../../shared/booking/booking.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { Case } from '../../shared/case/case.ts'
import { bandTexts } from '../../shared/claim/claim.ts'
import type { HeldClaim } from '../../shared/claim/may-remind.ts'
import type { Contact } from '../../shared/contact/contact.ts'
import { type MergeField, mergeFields } from '../../shared/contact/mapping.ts'
import { phoneText } from '../../shared/contact/phone-text.ts'
import { kept } from '../../shared/erasure/protocol.ts'
import { type Text, textOf } from '../../shared/platform/language.ts'
import { Actions, Button } from '../components/button.tsx'
import { Checkboxes } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { SummaryList, Table } from '../components/lists.tsx'
import { Details, InsetText, WarningText } from '../components/notices.tsx'
import { erasureTexts } from '../texts/staff-erasure.ts'
import { date, moment } from '../texts/texts.ts'
import { errorAt, Form, Gap, Heading, StaffPage, useFrame, useTexts } from './frame.tsx'

export interface FoundShown {
  whom: { campaign: string; page: number; index: number }
  campaign: Campaign
  contact: Contact
  visit: boolean
}

/** A visit, or a place in a waiting list. */
export interface VisitShown {
  id: string
  service: Text
  point?: string
  day?: string
  start?: string
  state: 'confirmed' | 'attended' | 'no_show' | 'cancelled' | 'waiting'
  stands: boolean
  visitor: Visitor
}

/** How a place on a list is written in forms. */
export const placeText = ({ campaign, page, index }: FoundShown['whom']): string => `${campaign}/${page}.${index}`

const nameOf = ({ fields }: Contact): string => [fields.osoba, fields.imie, fields.nazwisko].filter(Boolean).join(' ')

export interface FoundProps {
  one: Case
  addresses: string[]
  found: FoundShown[]
  /** Of people who came by themselves. */
  visits: VisitShown[]
  chosen: string[]
  errors: FieldError[]
}

export const FoundPeople: FC<FoundProps> = ({ one, addresses, found, visits, chosen, errors }) => {
  const { people } = erasureTexts(useFrame().language)
  const { language } = useFrame()
  const visitText = useVisitText()
  const back = { href: `/cases/${one.id}`, text: one.id }
  return (
    <StaffPage title={people.title} errors={errors} section="cases" back={back}>
      <Heading over={one.id}>{people.title}</Heading>
      {addresses.length > 0 && <p class="govuk-body akcja-breakable">{people.under(addresses.join(', '))}</p>}
      {found.length + visits.length === 0 ? (
        <>
          <InsetText>
            <p class="govuk-body">
              <strong>{people.none}</strong>
            </p>
            <p class="govuk-body">{people.noneText}</p>
          </InsetText>
          <Form action={`/cases/${one.id}/nothing`}>
            <Actions>
              <Button>{people.end}</Button>
            </Actions>
          </Form>
        </>
      ) : (
        <Form action={`/cases/${one.id}/file`}>
          <Checkboxes
            name="people"
            legend={people.choose}
            hint={people.chooseHint}
            values={chosen}
            choices={[
              ...found.map((seen) => ({
                value: placeText(seen.whom),
                text: `${nameOf(seen.contact) || people.nameless} · ${seen.campaign.name}`,
                hint: [seen.contact.email, ...seen.contact.phones.map(phoneText), ...(seen.visit ? [people.visit] : [])]
                  .filter(Boolean)
                  .join(' · '),
              })),
              ...visits.map((visit) => ({
                value: visit.id,
                text: `${visit.visitor.name} · ${visitText(visit)}`,
                hint: [
                  visit.visitor.email,
                  visit.visitor.phone && phoneText(visit.visitor.phone),
                  people.states[visit.state],
                ]
                  .filter(Boolean)
                  .join(' · '),
              })),
            ]}
            {...errorAt(errors, 'people')}
          />
          <Actions>
            <Button look={one.kind === 'access' ? 'main' : 'quiet'}>{people.file}</Button>
          </Actions>
          {one.kind === 'erasure' && (
            <>
              <Gap />
              <Details summary={people.stays}>
                <ul class="govuk-list govuk-list--bullet">
                  {kept.map((text) => (
                    <li>{textOf(text, language)}</li>
                  ))}
                </ul>
              </Details>
              {(found.some(({ visit }) => visit) || visits.some(({ stands }) => stands)) && (
                <Checkboxes
                  name="cancel"
                  legend={people.standing}
                  hint={people.standingHint}
                  values={[]}
                  small
                  choices={[{ value: 'on', text: people.cancel }]}
                  {...errorAt(errors, 'cancel')}
                />
              )}
              <WarningText>{people.warning}</WarningText>
              <Actions>
                <Button look="danger" formaction={`/cases/${one.id}/erase`}>
                  {people.erase}
                </Button>
              </Actions>
            </>
          )}
        </Form>
      )}
      <p class="govuk-hint">{people.walkIns}</p>
      <p class="govuk-hint">{people.audited}</p>
    </StaffPage>
  )
}

/** A visit in words: what, where, when. */
function useVisitText(): (visit: VisitShown) => string {
  const { language } = useFrame()
  return ({ service, point, day, start }) =>
    [textOf(service, language), point, day && `${date(language, day)}, ${start?.replace(/^0/, '')}`]
      .filter(Boolean)
      .join(', ')
}

export interface HoldingShown {
  campaign: Campaign
  contact: Contact
  /** In a reminder: her claims. */
  claims: HeldClaim[]
  /** What happened, oldest first: when, and what in plain words. */
  history: { at: string; what: Text }[]
  /** Question and answer. */
  answers: { question: string; answer: string }[]
}

export const PersonFile: FC<{ one: Case; holdings: HoldingShown[]; visits: VisitShown[]; today: string }> = ({
  one,
  holdings,
  visits,
  today,
}) => {
  const { file, people } = erasureTexts(useFrame().language)
  const visitText = useVisitText()
  const { language, office } = useFrame()
  return (
    <StaffPage title={file.title} section="cases" back={{ href: `/cases/${one.id}/people`, text: one.id }}>
      <Heading over={one.id}>{file.title}</Heading>
      <p class="akcja-lead">{file.lead(office, date(language, today))}</p>
      <div class="akcja-screen-only">
        <InsetText>{file.print}</InsetText>
      </div>
      {holdings.map((holding) => (
        <InDrive holding={holding} />
      ))}
      {visits.length > 0 && (
        <section aria-labelledby="visits">
          <h2 class="govuk-heading-l" id="visits">
            {file.visits}
          </h2>
          {visits.map((visit) => (
            <SummaryList
              rows={[
                { key: file.visit, value: visitText(visit) },
                { key: file.visitState, value: people.states[visit.state] },
                { key: file.visitName, value: visit.visitor.name },
                ...(visit.visitor.phone ? [{ key: file.phones, value: phoneText(visit.visitor.phone) }] : []),
                ...(visit.visitor.email ? [{ key: file.email, value: visit.visitor.email }] : []),
              ]}
            />
          ))}
        </section>
      )}
      <h2 class="govuk-heading-m">{file.rights}</h2>
      <p class="govuk-body">{file.rightsText}</p>
    </StaffPage>
  )
}

const InDrive: FC<{ holding: HoldingShown }> = ({ holding: { campaign, contact, claims, history, answers } }) => {
  const { file } = erasureTexts(useFrame().language)
  const texts = useTexts()
  const { language } = useFrame()
  const { privacy } = campaign
  const row = (key: string, value: string | undefined) => (value ? [{ key, value }] : [])
  return (
    <section aria-label={campaign.name}>
      <h2 class="govuk-heading-l">{campaign.name}</h2>
      <SummaryList
        rows={[
          ...row(file.purpose, campaign.purpose && textOf(campaign.purpose, language)),
          ...row(file.basis, campaign.basis),
          ...row(file.controller, privacy?.controller),
          ...row(file.officer, privacy?.dataProtectionOfficer),
          ...row(file.source, privacy?.dataSource),
          ...row(file.categories, privacy?.dataCategories),
          ...row(file.recipients, privacy?.recipients),
          ...row(file.until, privacy && file.untilValue(privacy.retentionMonths)),
        ]}
      />
      <h3 class="govuk-heading-m">{file.contact}</h3>
      <SummaryList
        rows={[
          ...row(file.email, contact.email),
          ...row(file.phones, contact.phones.map(phoneText).join(', ')),
          ...row(file.language, texts.check.languages[contact.language]),
          ...Object.entries(contact.fields).flatMap(([name, value]) =>
            row(name in mergeFields ? textOf(mergeFields[name as MergeField].label, language) : name, value),
          ),
        ]}
      />
      {claims.length > 0 && (
        <Table
          caption={file.claims}
          columns={[{ title: file.case }, { title: file.band }, { title: file.limitation }, { title: file.state }]}
          rows={claims.map((claim) => [
            claim.case,
            textOf(bandTexts[claim.band], language),
            date(language, claim.limitation),
            file.claimStates[claim.state],
          ])}
        />
      )}
      {history.length > 0 && (
        <Table
          caption={file.happened}
          columns={[{ title: texts.why.when }, { title: texts.why.what }]}
          rowNames={false}
          rows={history.map(({ at, what }) => [moment(language, new Date(at)), textOf(what, language)])}
        />
      )}
      <h3 class="govuk-heading-m">{file.answers}</h3>
      {campaign.anonymity === 'anonymous' ? (
        <p class="govuk-body">{file.anonymous}</p>
      ) : answers.length === 0 ? (
        <p class="govuk-body">{file.noAnswers}</p>
      ) : (
        <SummaryList rows={answers.map(({ question, answer }) => ({ key: question, value: answer }))} />
      )}
    </section>
  )
}
