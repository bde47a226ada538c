/** Who is called, what was tried before, what to say: the part of an agent's call that is read. */
import type { Child, FC } from 'hono/jsx'
import type { Call, Skip } from '../../shared/call/call.ts'
import { type OutcomeCode, outcomes } from '../../shared/call/outcome.ts'
import { phoneText } from '../../shared/contact/phone-text.ts'
import type { Language } from '../../shared/platform/language.ts'
import { Facts } from '../components/lists.tsx'
import { Details, InsetText } from '../components/notices.tsx'
import { useFrame } from '../staff/frame.tsx'
import { clauses } from '../texts/calls.ts'
import { moment } from '../texts/texts.ts'
import type { Keys } from './keys.ts'
import { Key, KeyButton, keyed, Part, useCallTexts } from './parts.tsx'

export interface PersonSeen {
  campaign: { name: string }
  language: Language
  phone: string
  number: number
  numbers: number
  /** Whether the office's softphone can dial it. */
  byConnect: boolean
  attempts: {
    at: string
    channel: Call['channel']
    outcome?: OutcomeCode
    skip?: Skip | undefined
    note?: string
  }[]
  callback?: { at: string }
  script: string[]
  /** Of a reminder it says what the matter is, and comes with that. */
  clause?: { controller: string; source: string; purpose: string; url: string }
  clauseGivenAt?: string
  clauseNeeded: boolean
}

/** The number to dial, the drive, the language. */
export const Person: FC<{ call: PersonSeen; keys: Keys; until: string }> = ({ call, keys, until }) => {
  const { call: texts, lists } = useCallTexts()
  const { language } = useFrame()
  return (
    <div class="akcja-part">
      <p class="akcja-dial">
        <a class="govuk-link" href={`tel:${call.phone}`} id="dial" {...keyed(keys, 'dial')}>
          {texts.dial(phoneText(call.phone))}
        </a>
        <Key keys={keys} action="dial" />
      </p>
      {call.byConnect && (
        <KeyButton keys={keys} id="connect" action="connect" value="connect" look="quiet">
          {texts.dialByConnect}
        </KeyButton>
      )}
      <Facts
        facts={[
          { name: texts.campaign, value: call.campaign.name },
          { name: texts.language, value: lists.language[call.language] },
          ...(call.numbers > 1 ? [{ name: texts.number, value: texts.numberOf(call.number + 1, call.numbers) }] : []),
        ]}
      />
      {call.callback && <InsetText>{texts.wish(moment(language, new Date(call.callback.at)))}</InsetText>}
      <p class="govuk-hint" data-until={true}>
        {texts.lease(until)}
      </p>
    </div>
  )
}

/** Attempts before this one, the newest first. */
export const History: FC<{ call: PersonSeen }> = ({ call }) => {
  const { call: texts, skips } = useCallTexts()
  const { language } = useFrame()
  if (call.attempts.length === 0) return <p class="govuk-body">{texts.noHistory}</p>
  return (
    <Details summary={texts.history(call.attempts.length)} open={call.attempts.length < 3}>
      <ol class="govuk-list" reversed={true}>
        {call.attempts.map(({ at, channel, outcome, skip, note }) => (
          <li>
            {moment(language, new Date(at))}, {texts.channel[channel]}:{' '}
            <strong>{outcome ? outcomes[outcome].label[language] : skip ? skips[skip] : ''}</strong>
            {note && <span class="akcja-note">{note}</span>}
          </li>
        ))}
      </ol>
    </Details>
  )
}

/** What an agent says about a person's data, and that she has said it. */
export const ClausePart: FC<{
  call: PersonSeen
  clause: NonNullable<PersonSeen['clause']>
  needed: boolean
  /** A reminder's: nobody takes part in anything. */
  duty: boolean
  keys: Keys
}> = ({ call, clause, needed, duty, keys }) => {
  const { call: texts } = useCallTexts()
  const { language } = useFrame()
  return (
    <Part id="clause" heading={texts.clause}>
      <div lang={call.language} class="akcja-say">
        {clauses[call.language]({ ...clause, duty }).map((line) => (
          <p class="govuk-body">{line}</p>
        ))}
      </div>
      {call.clauseGivenAt ? (
        <p class="govuk-body">
          <strong>{texts.clauseGiven(moment(language, new Date(call.clauseGivenAt)))}</strong>
        </p>
      ) : (
        <>
          {needed && <p class="govuk-body">{texts.clauseNeeded}</p>}
          <KeyButton keys={keys} action="clause" value="clause" look="quiet">
            {texts.clauseDo}
          </KeyButton>
        </>
      )}
    </Part>
  )
}

/** The script, in the person's language. */
export const ScriptPart: FC<{ call: PersonSeen; children?: Child }> = ({ call, children }) => {
  const { call: texts } = useCallTexts()
  const { office, person } = useFrame()
  return (
    <Part id="script" heading={texts.script}>
      <p class="govuk-body">{texts.introduce(person?.name ?? '', office)}</p>
      {call.script.length === 0 ? (
        <p class="govuk-body">{texts.noScript}</p>
      ) : (
        <div lang={call.language} class="akcja-say">
          {call.script.map((paragraph) => (
            <p class="govuk-body">{paragraph}</p>
          ))}
        </div>
      )}
      {children ?? <p class="govuk-hint">{texts.voicemail}</p>}
    </Part>
  )
}
