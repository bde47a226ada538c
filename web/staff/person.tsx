/** One contact of a drive: who, everything that was done or not done and why, and what comes next. */
import type { Child, FC } from 'hono/jsx'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import { type Contact, contactsPerPage } from '../../shared/contact/contact.ts'
import { type MergeField, mergeFields } from '../../shared/contact/mapping.ts'
import { phoneText } from '../../shared/contact/phone-text.ts'
import type { AnswerState, Happening } from '../../shared/plan/contact-history.ts'
import type { NextStep } from '../../shared/plan/contact-next.ts'
import { type ContactState, contactStates } from '../../shared/plan/contact-state.ts'
import { type Text, textOf } from '../../shared/platform/language.ts'
import { SummaryList, Table } from '../components/lists.tsx'
import { InsetText } from '../components/notices.tsx'
import { moment, number } from '../texts/texts.ts'
import { Heading, StaffPage, useFrame, useTexts } from './frame.tsx'

export interface WhyProps {
  campaign: Campaign
  contact: Contact & { page: number; state: ContactState }
  history: (Happening & { masked?: string; agentName?: string })[]
  next: NextStep
  answer?: AnswerState | undefined
}

export const Why: FC<WhyProps> = ({ campaign, contact, history, next, answer }) => {
  const texts = useTexts()
  const { language } = useFrame()
  const { why } = texts
  const position = number(language, contact.page * contactsPerPage + contact.index + 1)
  const at = (iso: string) => moment(language, new Date(iso))
  const said = (text: Text) => textOf(text, language)
  const answered = answer
    ? `${why.answerStates[answer.state]}${answer.modes.length > 0 ? `: ${answer.modes.map((mode) => why.modes[mode]).join(', ')}` : ''}`
    : why.noAnswer
  return (
    <StaffPage
      title={`${why.title(position)}: ${campaign.name}`}
      back={{ href: `/campaigns/${campaign.id}/people?page=${contact.page + 1}`, text: texts.people.title }}
      width="full"
    >
      <Heading over={campaign.name}>{why.title(position)}</Heading>
      <SummaryList
        rows={[
          ...Object.entries(contact.fields)
            .filter(([, value]) => value)
            .map(([name, value]) => ({
              key: name in mergeFields ? said(mergeFields[name as MergeField].label) : name,
              value,
            })),
          { key: why.email, value: contact.email ?? why.noEmail },
          { key: why.phones, value: contact.phones.map(phoneText).join(', ') || why.noEmail },
          { key: why.language, value: texts.check.languages[contact.language] },
          { key: why.now, value: <strong>{said(contactStates[contact.state])}</strong> },
          {
            key: why.answer,
            value: (
              <>
                {answered}
                {answer && <span class="govuk-hint"> {why.notWhat}</span>}
              </>
            ),
          },
        ]}
      />
      <h2 class="govuk-heading-m" id="next">
        {why.next}
      </h2>
      <InsetText>
        <p class="govuk-body">
          <strong>{why.nextKinds[next.kind]}</strong>
          {next.step !== undefined && `, ${why.step(next.step + 1)}`}
          {next.at && `, ${why.notBefore(at(next.at))}`}
        </p>
        <p class="govuk-body">
          {why.rule}: {said(next.rule)}
        </p>
      </InsetText>
      {history.length === 0 ? (
        <>
          <h2 class="govuk-heading-m">{why.history}</h2>
          <p class="govuk-body">{why.none}</p>
        </>
      ) : (
        <Table
          caption={why.history}
          columns={[{ title: why.when }, { title: why.what }, { title: why.result }]}
          rows={history.map((told) => [at(told.at), <What told={told} />, <Result told={told} />])}
        />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/objections">
          {why.objections}
        </a>
      </p>
      <p class="govuk-hint">{why.audited}</p>
    </StaffPage>
  )
}

/** What was done: its kind, with the small facts that belong to it. */
const What: FC<{ told: WhyProps['history'][number] }> = ({ told }) => {
  const { why } = useTexts()
  const withHint = (name: string, hints: (string | false | undefined)[]): Child => {
    const hint = hints.filter(Boolean).join(', ')
    return (
      <>
        {name}
        {hint && <span class="govuk-hint"> {hint}</span>}
      </>
    )
  }
  switch (told.kind) {
    case 'email':
      return withHint(why.emailSent, [why.step(told.step + 1)])
    case 'call':
      return withHint(why[told.channel], [
        why.step(told.step + 1),
        told.masked && why.onNumber(told.masked),
        told.agentName && why.by(told.agentName),
        told.promised && why.keepsPromise,
      ])
    case 'skip':
      return withHint(why.skip, [why.step(told.step + 1)])
    case 'callback':
      return why.promisedCall
    case 'fact':
      return withHint(why.facts[told.fact], [told.step !== undefined && why.step(told.step + 1)])
  }
}

const Result: FC<{ told: WhyProps['history'][number] }> = ({ told }) => {
  const { why } = useTexts()
  const { language } = useFrame()
  const said = (text: Text) => textOf(text, language)
  switch (told.kind) {
    case 'email':
      return `${said(told.label)}${told.why ? `. ${said(told.why)}` : ''}`
    case 'call': {
      if (!told.label) return why.onTheLine
      return `${said(told.label)}${told.seconds === undefined ? '' : ` (${why.lasted(told.seconds)})`}`
    }
    case 'skip':
      return said(told.why)
    case 'callback': {
      const when = why.promiseFor(moment(language, new Date(told.promisedFor)))
      const tries = told.tries > 0 ? `, ${why.tries(told.tries)}` : ''
      return `${when}: ${why.promiseFrom[told.from]}, ${why.promiseStates[told.state]}${tries}`
    }
    case 'fact': {
      const detail = wordFor(why.factDetails, told.detail)
      const source = wordFor(why.sources, told.source)
      return [detail, source].filter(Boolean).join(', ') || '–'
    }
  }
}

/** The words for a code, where there are some: what is not known is not shown. */
function wordFor(words: Record<string, string>, code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(words, code) ? words[code] : undefined
}
