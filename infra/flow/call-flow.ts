/**
 * The automated call, as Connect runs it: choose the voice, ask `talk` what to say, say it, hear a key, ask again. Everything
 * that is asked and said stands in the survey; nothing of it stands here. One flow serves all campaigns.
 */
import { voices } from '../../shared/call/voice.ts'
import type { Language } from '../../shared/platform/language.ts'
import { type Action, type Flow, flowVersion } from './flow-language.ts'

/** Rounds of asking, at most: a call that never comes to its end, ends. */
const mostRounds = 60
/** Silence after which a question counts as not answered, from the end of what is said. */
const silenceSeconds = 6
/** Between two keys of one answer. */
const betweenKeysSeconds = 4
/** What Connect waits for `talk` at most, which is also its time-out. */
export const talkSeconds = 8

/** What is said when `talk` cannot be asked. Names nobody and nothing: it may be a voicemail that listens. (T2) */
const apologies = {
  pl: 'Przepraszamy, wystąpił błąd. Do widzenia.',
  en: 'We are sorry, something went wrong. Goodbye.',
} satisfies Partial<Record<Language, string>>

/** Who has no voice of her own language is not called; were she called all the same, she would hear Polish. */
const spokenLanguages = Object.keys(voices) as (keyof typeof apologies)[]

/** The flow in Connect's flow language; `talk` is the ARN of the function. */
export function callFlow(talk: string): Flow {
  return {
    Version: flowVersion,
    StartAction: 'log',
    Metadata: { name: 'Akcja', type: 'contactFlow' },
    Actions: [
      // Flow logs would hold every key that was pressed and every word that was said, beside the contact. (X16)
      action('log', 'UpdateFlowLoggingBehavior', { FlowLoggingBehavior: 'Disabled' }, { NextAction: 'language' }),
      byLanguage('language', 'voice'),
      ...spokenLanguages.map((language) => speaking(language)),
      asking(talk, 'hello', { event: 'ANSWERED' }),
      action(
        'guard',
        'Loop',
        { LoopCount: `${mostRounds}` },
        {
          NextAction: 'sorry',
          Conditions: [on('ContinueLooping', 'next'), on('DoneLooping', 'sorry')],
        },
      ),
      action(
        'next',
        'Compare',
        { ComparisonValue: '$.External.next' },
        {
          NextAction: 'sorry',
          Conditions: [on('ask', 'ask'), on('ask2', 'ask2'), on('hangup', 'goodbye')],
          Errors: [{ NextAction: 'sorry', ErrorType: 'NoMatchingCondition' }],
        },
      ),
      hearing('ask', 1),
      hearing('ask2', 2),
      asking(talk, 'answer', {
        event: 'INPUT',
        input: '$.StoredCustomerInput',
        turn: '$.External.turn',
        node: '$.External.node',
      }),
      saying('goodbye', '$.External.say'),
      byLanguage('sorry', 'sorry'),
      ...spokenLanguages.map((language) => saying(`sorry-${language}`, apologies[language])),
      action('end', 'DisconnectParticipant', {}, {}),
    ],
  }
}

const action = (
  Identifier: string,
  Type: string,
  Parameters: Action['Parameters'],
  Transitions: Action['Transitions'],
): Action => ({ Identifier, Type, Parameters, Transitions })

const on = (operand: string, NextAction: string) => ({
  NextAction,
  Condition: { Operator: 'Equals', Operands: [operand] },
})

const otherwise = (NextAction: string) => ({
  NextAction,
  Errors: [{ NextAction, ErrorType: 'NoMatchingError' }],
})

/** Leads to `<part>-<language>` of the person's language; to Polish when it has no voice. */
const byLanguage = (id: string, part: string): Action =>
  action(
    id,
    'Compare',
    { ComparisonValue: '$.Attributes.language' },
    {
      NextAction: `${part}-pl`,
      Conditions: spokenLanguages.map((language) => on(language, `${part}-${language}`)),
      Errors: [{ NextAction: `${part}-pl`, ErrorType: 'NoMatchingCondition' }],
    },
  )

const speaking = (language: Language): Action => {
  const { name, engine } = voices[language]!
  return action(
    `voice-${language}`,
    'UpdateContactTextToSpeechVoice',
    { TextToSpeechVoice: name, TextToSpeechEngine: engine },
    {
      NextAction: 'hello',
      // a voice of another language would read it out so that nobody understands
      Errors: [{ NextAction: 'end', ErrorType: 'NoMatchingError' }],
    },
  )
}

/** Asks `talk` what comes next. Its answer is a flat object of strings: next, say, node, turn. */
const asking = (talk: string, id: string, attributes: Record<string, string>): Action =>
  action(
    id,
    'InvokeLambdaFunction',
    {
      LambdaFunctionARN: talk,
      InvocationTimeLimitSeconds: `${talkSeconds}`,
      LambdaInvocationAttributes: attributes,
      ResponseValidation: { ResponseType: 'STRING_MAP' },
    },
    { NextAction: 'guard', Errors: [{ NextAction: 'sorry', ErrorType: 'NoMatchingError' }] },
  )

/** Says it and hears up to so many keys; a key interrupts what is said. No key: the word Timeout. `*` is a key, it erases nothing. */
const hearing = (id: string, keys: 1 | 2): Action =>
  action(
    id,
    'GetParticipantInput',
    {
      Text: '$.External.say',
      StoreInput: 'True',
      InputTimeLimitSeconds: `${silenceSeconds}`,
      InputValidation: { CustomValidation: { MaximumLength: `${keys}` } },
      DTMFConfiguration: {
        DisableCancelKey: 'True',
        ...(keys > 1 && { InputTerminationSequence: '#', InterdigitTimeLimitSeconds: `${betweenKeysSeconds}` }),
      },
    },
    { NextAction: 'answer', Errors: [{ NextAction: 'sorry', ErrorType: 'NoMatchingError' }] },
  )

const saying = (id: string, Text: string): Action => action(id, 'MessageParticipant', { Text }, otherwise('end'))
