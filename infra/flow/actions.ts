/**
 * The actions of Connect's flow language that a flow of ours may have, each with what Connect insists on. What is not in this
 * table is not understood, so the linter refuses it.
 */

/** Numbers that Connect wants written out (no `$.` reference), with the range it takes. */
type Ranges = Record<string, readonly [least: number, most: number]>

export interface ActionRules {
  /** Error branches that must be there. */
  errors: readonly string[]
  /** Conditions: none, those that the flow likes, or exactly these. */
  conditions: 'none' | 'any' | readonly string[]
  /** Parameters that must be there, and those that may be. Dots lead into objects. */
  needs?: readonly string[]
  may?: readonly string[]
  /** Numbers written out, by their place. */
  numbers?: Ranges
  /** Nothing follows. */
  last?: true
}

const any = ['NoMatchingError'] as const

export const actionRules: Record<string, ActionRules> = {
  UpdateFlowLoggingBehavior: { errors: [], conditions: 'none', needs: ['FlowLoggingBehavior'] },
  UpdateContactTextToSpeechVoice: {
    errors: any,
    conditions: 'none',
    needs: ['TextToSpeechVoice', 'TextToSpeechEngine'],
    may: ['TextToSpeechStyle'],
  },
  InvokeLambdaFunction: {
    errors: any,
    conditions: 'none',
    needs: ['LambdaFunctionARN', 'InvocationTimeLimitSeconds', 'ResponseValidation.ResponseType'],
    may: ['InvocationType', 'LambdaInvocationAttributes'],
    numbers: { InvocationTimeLimitSeconds: [1, 8] },
  },
  GetParticipantInput: {
    errors: any,
    conditions: 'none',
    needs: ['StoreInput', 'InputTimeLimitSeconds'],
    may: ['Text', 'SSML', 'PromptId', 'Media', 'InputValidation', 'DTMFConfiguration'],
    numbers: {
      InputTimeLimitSeconds: [1, 180],
      'InputValidation.CustomValidation.MaximumLength': [1, 20],
      'DTMFConfiguration.InterdigitTimeLimitSeconds': [1, 20],
    },
  },
  Compare: { errors: ['NoMatchingCondition'], conditions: 'any', needs: ['ComparisonValue'] },
  Loop: {
    errors: [],
    conditions: ['ContinueLooping', 'DoneLooping'],
    needs: ['LoopCount'],
    numbers: { LoopCount: [0, 100] },
  },
  MessageParticipant: { errors: any, conditions: 'none', may: ['Text', 'SSML', 'PromptId', 'Media'] },
  DisconnectParticipant: { errors: [], conditions: 'none', last: true },
  UpdateContactAttributes: { errors: any, conditions: 'none', needs: ['Attributes'], may: ['TargetContact'] },
  UpdateContactTargetQueue: { errors: any, conditions: 'none', needs: ['QueueId'] },
  CreateCallbackContact: {
    errors: any,
    conditions: 'none',
    needs: ['InitialCallDelaySeconds', 'MaximumConnectionAttempts', 'RetryDelaySeconds'],
    numbers: {
      InitialCallDelaySeconds: [1, 259_200],
      MaximumConnectionAttempts: [1, 10],
      RetryDelaySeconds: [1, 259_200],
    },
  },
}

/** Input that is compared instead of stored has other branches. */
export const comparedInput: Pick<ActionRules, 'errors' | 'conditions'> = {
  errors: ['NoMatchingError', 'NoMatchingCondition', 'InputTimeLimitExceeded'],
  conditions: 'any',
}

/** Where an action says something: exactly one of these. */
export const spoken = ['Text', 'SSML', 'PromptId', 'Media'] as const

/** Actions that record, stream or analyse what is said: none may stand in a flow. (L9) */
export const recording = /Recording|MediaStreaming|MediaProcessing|Analytics/

/** Voices of Amazon Polly in the languages of our residents, and the engines that speak them. */
export const pollyVoices: Record<string, readonly string[]> = {
  Ola: ['Neural'],
  Ewa: ['Standard'],
  Maja: ['Standard'],
  Jacek: ['Standard'],
  Jan: ['Standard'],
  Amy: ['Neural', 'Standard'],
}
