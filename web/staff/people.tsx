/** The contacts of a drive, a page of the list at a time: what became of each. */
import type { Child, FC } from 'hono/jsx'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { contactsPerPage } from '../../shared/contact/contact.ts'
import { phoneText } from '../../shared/contact/phone-text.ts'
import { type ContactState, contactStates, type StepState } from '../../shared/plan/contact-state.ts'
import type { Language } from '../../shared/platform/language.ts'
import { Table } from '../components/lists.tsx'
import { Pagination } from '../components/navigation.tsx'
import { InsetText } from '../components/notices.tsx'
import { number } from '../texts/texts.ts'
import { StatusTag } from './campaigns.tsx'
import { Heading, StaffPage, useFrame, useTexts } from './frame.tsx'
import { type Tab, Tabs } from './running.tsx'

export interface PersonShown {
  page: number
  index: number
  language: Language
  email?: string | undefined
  phones: readonly string[]
  state: ContactState
  steps: StepState[]
}

export const People: FC<{ campaign: Campaign; page: number; people: PersonShown[]; tabs: readonly Tab[] }> = ({
  campaign,
  page,
  people,
  tabs,
}) => {
  const texts = useTexts()
  const { language } = useFrame()
  const pages = campaign.list?.pages ?? 0
  const href = (other: number) =>
    other >= 0 && other < pages ? `/campaigns/${campaign.id}/people?page=${other + 1}` : undefined
  const words = ({ state, steps }: PersonShown): Child => {
    const why = steps.findLast((step) => step.why)?.why
    return (
      <>
        {contactStates[state][language]}
        {why && <span class="govuk-hint"> {why[language] ?? why.pl}</span>}
      </>
    )
  }
  return (
    <StaffPage
      title={`${texts.people.title}: ${campaign.name}`}
      back={{ href: '/campaigns', text: texts.list.title }}
      width="full"
    >
      <Heading over={<StatusTag status={campaign.status} />}>{campaign.name}</Heading>
      <Tabs campaign={campaign.id} current="contacts" open={tabs} />
      {people.length === 0 ? (
        <InsetText>{texts.people.none}</InsetText>
      ) : (
        <Table
          caption={`${texts.people.lead} ${texts.people.page(page + 1, pages)}`}
          captionSize="s"
          columns={[
            { title: texts.people.number, number: true },
            { title: texts.people.email },
            { title: texts.people.phone },
            { title: texts.people.language },
            { title: texts.people.state },
            { title: texts.why.open },
          ]}
          rows={people.map((person) => [
            number(language, person.page * contactsPerPage + person.index + 1),
            person.email ?? '–',
            person.phones.map(phoneText).join(', ') || '–',
            texts.check.languages[person.language],
            words(person),
            <Details campaign={campaign.id} person={person} />,
          ])}
          rowNames={false}
        />
      )}
      <Pagination previous={href(page - 1)} next={href(page + 1)} />
    </StaffPage>
  )
}

/** The way to all that is known of her. */
const Details: FC<{ campaign: string; person: PersonShown }> = ({ campaign, person: { page, index } }) => {
  const { why } = useTexts()
  const { language } = useFrame()
  const which = why.details(number(language, page * contactsPerPage + index + 1))
  // A hidden text would lie outside the table's own box, and make a narrow page scroll.
  return (
    <a class="govuk-link" href={`/campaigns/${campaign}/contacts/${page}/${index}`} aria-label={`${why.open} ${which}`}>
      {why.open}
    </a>
  )
}
