/** The linter of flows: the sample and our own pass, and every rule finds the flow that breaks it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { callFlow } from '../../../infra/flow/call-flow.ts'
import type { Action, Flow } from '../../../infra/flow/flow-language.ts'
import { demandFlow, type FlowRule, lintFlow } from '../../../infra/flow/lint.ts'
import { root } from '../assembled.ts'

const sample = (): Flow => JSON.parse(readFileSync(join(root, 'test/data/telephony/poznan-ivr-loop.flow.json'), 'utf8'))

const talk = 'arn:aws:lambda:eu-central-1:111122223333:function:talk'

/** Our flow with one action changed, or the whole of it. */
function broken(id: string, change: (action: Action, flow: Flow) => unknown): Flow {
  const flow = structuredClone(callFlow(talk))
  change(flow.Actions.find(({ Identifier }) => Identifier === id)!, flow)
  return flow
}

test('our flow and the sample may be deployed', () => {
  expect(lintFlow(callFlow(talk))).toEqual([])
  // written before Connect asked for an error branch of the voice
  expect(lintFlow(sample())).toEqual([
    { rule: 'errors', action: 'voice', message: 'the branch for NoMatchingError is missing' },
  ])
})

const filler = (n: number): Action => ({
  Identifier: `filler ${n}`,
  Type: 'UpdateFlowLoggingBehavior',
  Parameters: { FlowLoggingBehavior: 'Disabled' },
  Transitions: { NextAction: n === 0 ? 'language' : `filler ${n - 1}` },
})

test.each<[string, FlowRule, Flow | Record<string, unknown>]>([
  ['is no flow', 'shape', { Version: '2019-10-30', Actions: 'none' }],
  ['is of another version', 'version', broken('log', (_, flow) => Object.assign(flow, { Version: '2020-01-01' }))],
  [
    'has more actions than Connect takes',
    'size',
    broken('log', (log, flow) => {
      flow.Actions.push(...Array.from({ length: 250 }, (_, n) => filler(n)))
      log.Transitions.NextAction = 'filler 249'
    }),
  ],
  [
    'is longer than Connect takes',
    'size',
    broken('sorry-pl', (sorry) => Object.assign(sorry.Parameters, { Text: 'Przepraszamy. '.repeat(20_000) })),
  ],
  [
    'has an identifier with a bracket',
    'identifier',
    broken('end', (end, flow) => {
      const name = 'end (of all)'
      for (const { Transitions } of flow.Actions) {
        if (Transitions.NextAction === 'end') Transitions.NextAction = name
        for (const error of Transitions.Errors ?? []) if (error.NextAction === 'end') error.NextAction = name
      }
      end.Identifier = name
    }),
  ],
  ['has one identifier twice', 'unique', broken('end', (end, flow) => flow.Actions.push(structuredClone(end)))],
  ['begins at nothing', 'target', broken('log', (_, flow) => Object.assign(flow, { StartAction: 'begin' }))],
  [
    'leads to nothing',
    'target',
    broken('answer', (answer) => Object.assign(answer.Transitions, { NextAction: 'nowhere' })),
  ],
  [
    'fails to nothing',
    'target',
    broken('answer', (answer) => Object.assign(answer.Transitions.Errors![0]!, { NextAction: 'nowhere' })),
  ],
  [
    'has an action that nothing leads to',
    'reach',
    broken('log', (_, flow) => Object.assign(flow, { StartAction: 'language' })),
  ],
  ['has an action that nobody knows', 'type', broken('end', (end) => Object.assign(end, { Type: 'EndOfTheWorld' }))],
  [
    'records',
    'recording',
    broken('log', (log) => {
      log.Type = 'UpdateContactRecordingBehavior'
      log.Parameters = { RecordingBehavior: { RecordedParticipants: 'Agent,Customer' } }
    }),
  ],
  [
    'has a number where a string belongs',
    'strings',
    broken('guard', ({ Parameters }) => Object.assign(Parameters, { LoopCount: 60 })),
  ],
  ['lacks a parameter', 'parameters', broken('hello', ({ Parameters }) => delete Parameters.ResponseValidation)],
  [
    'has a parameter too many',
    'parameters',
    broken('end', ({ Parameters }) => Object.assign(Parameters, { Text: 'Do widzenia' })),
  ],
  ['asks without a word', 'spoken', broken('ask', ({ Parameters }) => delete Parameters.Text)],
  [
    'says two things at once',
    'spoken',
    broken('goodbye', ({ Parameters }) => Object.assign(Parameters, { SSML: '<speak/>' })),
  ],
  [
    'takes a time-out from outside',
    'static',
    broken('ask', ({ Parameters }) => Object.assign(Parameters, { InputTimeLimitSeconds: '$.External.seconds' })),
  ],
  [
    'waits for talk longer than Connect does',
    'static',
    broken('hello', ({ Parameters }) => Object.assign(Parameters, { InvocationTimeLimitSeconds: '9' })),
  ],
  ['stores input of any length', 'input', broken('ask', ({ Parameters }) => delete Parameters.InputValidation)],
  [
    'limits input that it does not store',
    'input',
    broken('ask', (ask) => {
      ask.Parameters.StoreInput = 'False'
      const branch = (ErrorType: string) => ({ ErrorType, NextAction: 'sorry' })
      ask.Transitions.Errors!.push(branch('NoMatchingCondition'), branch('InputTimeLimitExceeded'))
      ask.Transitions.Conditions = [{ NextAction: 'answer', Condition: { Operator: 'Equals', Operands: ['1'] } }]
    }),
  ],
  [
    'speaks with a voice that its engine does not have',
    'voice',
    broken('voice-pl', ({ Parameters }) => Object.assign(Parameters, { TextToSpeechEngine: 'Standard' })),
  ],
  ['has no way on when talk fails', 'errors', broken('hello', ({ Transitions }) => delete Transitions.Errors)],
  [
    'waits for an error that never comes',
    'errors',
    broken('guard', ({ Transitions }) => {
      Transitions.Errors = [{ NextAction: 'sorry', ErrorType: 'NoMatchingError' }]
    }),
  ],
  ['never stops asking', 'conditions', broken('guard', ({ Transitions }) => Transitions.Conditions!.pop())],
  [
    'goes on after the end',
    'conditions',
    broken('end', ({ Transitions }) => Object.assign(Transitions, { NextAction: 'log' })),
  ],
])('a flow that %s breaks the rule “%s”, and no other', (_, rule, flow) => {
  expect([...new Set(lintFlow(flow).map((problem) => problem.rule))]).toEqual([rule])
  expect(() => demandFlow(flow)).toThrow(`(${rule})`)
})
