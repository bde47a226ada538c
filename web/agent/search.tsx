/** Search by number: somebody calls the office back. */
import type { FC } from 'hono/jsx'
import type { Call, Skip } from '../../shared/call/call.ts'
import { type OutcomeCode, outcomes } from '../../shared/call/outcome.ts'
import { Actions, Button } from '../components/button.tsx'
import type { FieldError } from '../components/errors.tsx'
import { TextInput } from '../components/fields.tsx'
import { Facts } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { Form, Heading, StaffPage, useFrame } from '../staff/frame.tsx'
import { moment } from '../texts/texts.ts'
import { useCallTexts } from './parts.tsx'

export interface FoundSeen {
  campaign: { name: string }
  name: string
  language: 'pl' | 'uk' | 'en'
  calls: { startedAt: string; channel: Call['channel']; outcome?: OutcomeCode | undefined; skip?: Skip | undefined }[]
  callback?: { at: string }
  response?: 'partial' | 'complete'
  mayTake: boolean
  /** What is sent to take her call. */
  take?: string
}

export interface SearchProps {
  typed: string
  /** Whether the person may take calls herself. */
  mayTake: boolean
  found?: FoundSeen[] | undefined
  errors: FieldError[]
  section: 'calls' | 'phones'
}

export const Search: FC<SearchProps> = ({ typed, mayTake, found, errors, section }) => {
  const texts = useCallTexts()
  const { search } = texts
  const home =
    section === 'calls' ? { href: '/calls', text: texts.home.title } : { href: '/phones', text: texts.desk.title }
  const error = errors.find(({ id }) => id === 'phone')?.text
  return (
    <StaffPage title={search.title} errors={errors} back={home} section={section}>
      <Heading>{search.title}</Heading>
      <p class="akcja-lead">{search.lead}</p>
      <Form action="/calls/search">
        <TextInput
          name="phone"
          label={search.phone}
          type="tel"
          inputmode="tel"
          autocomplete="off"
          width={20}
          value={typed}
          spellcheck={false}
          {...(error && { error })}
        />
        <Actions>
          <Button>{search.find}</Button>
        </Actions>
      </Form>
      {found && (
        <section aria-labelledby="found-heading">
          <div role="status">
            <h2 class="govuk-heading-m" id="found-heading">
              {found.length === 0 ? search.none : search.found(found.length)}
            </h2>
          </div>
          {found.map((one) => (
            <Found one={one} mayTake={mayTake} />
          ))}
        </section>
      )}
    </StaffPage>
  )
}

const Found: FC<{ one: FoundSeen; mayTake: boolean }> = ({ one, mayTake }) => {
  const texts = useCallTexts()
  const { search, call, skips, lists } = texts
  const { language } = useFrame()
  const [last] = one.calls
  const ended = last?.outcome ? outcomes[last.outcome].label[language] : last?.skip && skips[last.skip]
  return (
    <section class="akcja-part" aria-label={`${one.name || call.nameless}: ${one.campaign.name}`}>
      <h3 class="govuk-heading-s">{one.name || call.nameless}</h3>
      <Facts
        facts={[
          { name: call.campaign, value: one.campaign.name },
          { name: call.language, value: lists.language[one.language] },
          {
            name: search.last,
            value: last
              ? [`${moment(language, new Date(last.startedAt))}, ${call.channel[last.channel]}`, ended]
                  .filter(Boolean)
                  .join(': ')
              : search.never,
          },
          { name: call.survey, value: search.answered[one.response ?? 'none'] },
          ...(one.callback ? [{ name: call.promised, value: moment(language, new Date(one.callback.at)) }] : []),
        ]}
      />
      {mayTake &&
        (one.mayTake ? (
          <Form action="/calls/take">
            <input type="hidden" name="contact" value={one.take ?? ''} />
            <Actions>
              <Button look="quiet">
                {search.take}
                <span class="govuk-visually-hidden">
                  {' '}
                  {one.name}, {one.campaign.name}
                </span>
              </Button>
            </Actions>
          </Form>
        ) : (
          <InsetText>{search.cannotTake}</InsetText>
        ))}
    </section>
  )
}
