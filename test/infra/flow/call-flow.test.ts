/** The flow of the automated calls: what Connect hands to `talk`, and where each of its answers leads. */
import { expect, test } from 'vitest'
import { callFlow } from '../../../infra/flow/call-flow.ts'
import { voices } from '../../../shared/call/voice.ts'

const talk = 'arn:aws:lambda:eu-central-1:111122223333:function:talk'
const flow = callFlow(talk)
const get = (id: string) => flow.Actions.find(({ Identifier }) => Identifier === id)!

/** Where a Compare or a Loop leads for a value. */
const leads = (id: string, value: string): string => {
  const { Conditions = [], Errors = [], NextAction } = get(id).Transitions
  const branch = Conditions.find(({ Condition }) => Condition.Operands[0] === value) ?? Errors[0]
  return branch?.NextAction ?? NextAction!
}

test('talk is asked by its own address, with eight seconds and flat strings', () => {
  const asking = flow.Actions.filter(({ Type }) => Type === 'InvokeLambdaFunction').map((it) => it.Parameters)
  expect(asking).toHaveLength(2)
  for (const one of asking) {
    expect(one).toMatchObject({
      LambdaFunctionARN: talk,
      InvocationTimeLimitSeconds: '8',
      ResponseValidation: { ResponseType: 'STRING_MAP' },
    })
  }
  expect(asking.map((one) => one.LambdaInvocationAttributes)).toEqual([
    { event: 'ANSWERED' },
    { event: 'INPUT', input: '$.StoredCustomerInput', turn: '$.External.turn', node: '$.External.node' },
  ])
})

test.each([
  ['ask', 'ask'],
  ['ask2', 'ask2'],
  ['hangup', 'goodbye'],
  ['person', 'sorry'],
  ['', 'sorry'],
])('the answer “%s” leads to %s', (next, to) => {
  expect(leads('next', next)).toBe(to)
})

test.each([
  ['pl', 'Ola', 'sorry-pl'],
  ['en', 'Amy', 'sorry-en'],
  ['uk', 'Ola', 'sorry-pl'],
])('who is called in %s hears %s, and apologies in the same language', (language, voice, apology) => {
  expect(get(leads('language', language)).Parameters).toEqual({
    TextToSpeechVoice: voice,
    TextToSpeechEngine: 'Neural',
  })
  expect(leads('sorry', language)).toBe(apology)
})

test('every language with a voice has its branch', () => {
  for (const language of Object.keys(voices)) expect(leads('language', language)).toBe(`voice-${language}`)
})

test('one key is taken at once, two wait for # or for silence, and * erases nothing', () => {
  expect(get('ask').Parameters).toMatchObject({
    InputValidation: { CustomValidation: { MaximumLength: '1' } },
    DTMFConfiguration: { DisableCancelKey: 'True' },
  })
  expect(get('ask2').Parameters).toMatchObject({
    InputValidation: { CustomValidation: { MaximumLength: '2' } },
    DTMFConfiguration: { DisableCancelKey: 'True', InputTerminationSequence: '#' },
  })
})

test('every answer of talk counts as a round, and after sixty the call ends', () => {
  expect(['hello', 'answer'].map((id) => get(id).Transitions.NextAction)).toEqual(['guard', 'guard'])
  expect(get('guard').Parameters).toEqual({ LoopCount: '60' })
  expect(leads('guard', 'DoneLooping')).toBe('sorry')
})

test('nothing is recorded and nothing of a call is logged by Connect', () => {
  expect(flow.Actions.filter(({ Type }) => /Recording|Streaming/.test(Type))).toEqual([])
  expect(get(flow.StartAction)).toMatchObject({
    Type: 'UpdateFlowLoggingBehavior',
    Parameters: { FlowLoggingBehavior: 'Disabled' },
  })
})
