/** Where an agent begins: one key for the next call; and what she works on. */
import type { FC } from 'hono/jsx'
import type { Language } from '../../shared/platform/language.ts'
import { Actions, ButtonLink } from '../components/button.tsx'
import { Checkboxes } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { Facts } from '../components/lists.tsx'
import { InsetText, NotificationBanner } from '../components/notices.tsx'
import { Form, Heading, useFrame } from '../staff/frame.tsx'
import { callReportTexts } from '../texts/call-report.ts'
import type { Keys } from './keys.ts'
import { AgentPage, KeyButton, KeyList, useCallTexts } from './parts.tsx'

export interface HomeProps {
  keys: Keys
  lists: { name: string; promisesOnly: boolean }[]
  languages: Language[]
  skills: string[]
  today: number
  /** What became of the call before. */
  message?: { text: string; good: boolean } | undefined
}

export const AgentHome: FC<HomeProps> = ({ keys, lists, languages, skills, today, message }) => {
  const texts = useCallTexts()
  const { home } = texts
  return (
    <AgentPage title={home.title} keys={keys}>
      {message && (
        <NotificationBanner look={message.good ? 'success' : 'important'}>
          <p class="govuk-notification-banner__heading">{message.text}</p>
        </NotificationBanner>
      )}
      <Heading>{home.title}</Heading>
      <p role="status" class="govuk-body akcja-waiting" data-waiting={home.handed} />
      <p class="akcja-lead">{home.lead}</p>
      {lists.length === 0 ? (
        <>
          <InsetText>{home.noLists}</InsetText>
          <Actions>
            <ButtonLink href="/calls/lists">{home.choose}</ButtonLink>
          </Actions>
        </>
      ) : (
        <>
          <Form action="/calls/next">
            <Actions>
              <KeyButton keys={keys} action="next" value="next">
                {home.next}
              </KeyButton>
            </Actions>
          </Form>
          <h2 class="govuk-heading-m">{home.lists}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {lists.map(({ name, promisesOnly }) => (
              <li>{promisesOnly ? `${name} (${texts.lists.promisesOnly})` : name}</li>
            ))}
          </ul>
          <Facts
            facts={[
              { name: home.languages, value: languages.map((language) => texts.lists.language[language]).join(', ') },
              ...(skills.length > 0 ? [{ name: home.skills, value: skills.join(', ') }] : []),
              { name: home.today, value: String(today) },
            ]}
          />
          <p class="govuk-body">
            <a class="govuk-link" href="/calls/lists">
              {home.change}
            </a>
          </p>
        </>
      )}
      <h2 class="govuk-heading-m">{home.search}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="/calls/search">
          {home.searchLink}
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/calls/reports">
          {callReportTexts(useFrame().language).list.title}
        </a>
      </p>
      <KeyList keys={keys} shown={['next', 'dial', 'clause', 'survey', 'page', 'note', 'outcome', 'save']} />
    </AgentPage>
  )
}

export interface ListsProps {
  keys: Keys
  offered: { list: string; name: string; skill?: string; promisesOnly: boolean }[]
  chosen: { lists: string[]; languages: string[]; skills: string[] }
  errors: FieldError[]
}

const errorOf = (errors: FieldError[], id: string) => {
  const text = errors.find((error) => error.id === id)?.text
  return text ? { error: text } : {}
}

/** Choosing what to work on. */
export const ChooseLists: FC<ListsProps> = ({ keys, offered, chosen, errors }) => {
  const { lists: texts, home } = useCallTexts()
  const skills = [...new Set([...offered.flatMap(({ skill }) => skill ?? []), ...chosen.skills])]
  return (
    <AgentPage title={texts.title} keys={keys} errors={errors} back={{ href: '/calls', text: home.title }}>
      <Heading>{texts.title}</Heading>
      {offered.length === 0 ? (
        <InsetText>{texts.none}</InsetText>
      ) : (
        <Form>
          <Checkboxes
            name="lists"
            legend={texts.lists}
            legendSize="m"
            choices={offered.map(({ list, name, skill, promisesOnly }) => ({
              value: list,
              text: name,
              ...(skill && { hint: texts.skill(skill) }),
              ...(promisesOnly && { hint: texts.promisesOnly }),
            }))}
            values={chosen.lists}
            {...errorOf(errors, 'lists')}
          />
          <Checkboxes
            name="languages"
            legend={texts.languages}
            legendSize="m"
            choices={(['pl', 'uk', 'en'] as const).map((language) => ({
              value: language,
              text: texts.language[language],
            }))}
            values={chosen.languages}
            {...errorOf(errors, 'languages')}
          />
          {skills.length > 0 && (
            <Checkboxes
              name="skills"
              legend={texts.skills}
              legendSize="m"
              hint={texts.skillsHint}
              choices={skills.map((skill) => ({ value: skill, text: skill }))}
              values={chosen.skills}
            />
          )}
          <Actions>
            <KeyButton keys={keys} action="save" value="save">
              {texts.save}
            </KeyButton>
          </Actions>
        </Form>
      )}
    </AgentPage>
  )
}
