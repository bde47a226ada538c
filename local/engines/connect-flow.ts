/** Runs a flow of Connect action by action, as the flow language says. What a call can do (speak, listen) is its host's. */
import type { Action, Flow } from '../../infra/flow/flow-language.ts'

/** What is said, and which keys are waited for. */
export interface Prompt {
  /** Words to speak; of a recording its address. */
  text: string
  recording: boolean
  /** Keys asked for at most; 0: none. */
  keys: number
  /** Seconds until the first key, and between keys. */
  firstSeconds: number
  nextSeconds: number
  terminator: string
  /** Whether `*` takes back what was pressed. */
  cancelKey: boolean
}

export interface FlowHost {
  /** Values of `$.…` that belong to the call: `ContactId`, `CustomerEndpoint` … */
  facts: Record<string, unknown>
  attributes(): Record<string, string>
  setAttributes(attributes: Record<string, string>): void
  /** Says it all; nobody can answer meanwhile. */
  say(prompt: Prompt): Promise<void>
  /** Says it until a key is pressed; gives back the keys, or the word `Timeout`. */
  ask(prompt: Prompt): Promise<string>
  setVoice(name: string, engine: string): void
  /** Invokes a function within a limit; throws when it failed for good. */
  invoke(arn: string, parameters: Record<string, string>, limitSeconds: number): Promise<unknown>
  /** For the log: what went wrong in the flow, in words. */
  complain(words: string): void
}

/** What a function may answer at most, and how long functions in a row may take without a word in between. */
const largestAnswer = 32 * 1024
const longestSilenceMs = 20_000

/** Runs the flow to its end; returns when the flow hangs up. What the host throws (the resident hung up) ends it at once. */
export async function runFlow(flow: Flow, host: FlowHost): Promise<void> {
  const actions = new Map(flow.Actions.map((action) => [action.Identifier, action]))
  const rounds = new Map<string, number>()
  let external: Record<string, unknown> = {}
  let input = ''
  let silentMs = 0

  const scope = (): Record<string, unknown> => ({
    ...host.facts,
    Attributes: host.attributes(),
    External: external,
    StoredCustomerInput: input,
  })
  const text = (value: unknown) => filledIn(String(value ?? ''), scope())

  async function run(action: Action): Promise<string | undefined> {
    const { Parameters: given, Transitions: to } = action
    const otherwise = (error = 'NoMatchingError') => {
      const way = to.Errors?.find(({ ErrorType }) => ErrorType === error) ?? to.Errors?.[0]
      return way?.NextAction ?? to.NextAction
    }
    const on = (value: string) =>
      to.Conditions?.find(({ Condition }) => filledIn(Condition.Operands[0]!, scope()) === value)?.NextAction
    switch (action.Type) {
      case 'UpdateContactTextToSpeechVoice':
        host.setVoice(text(given.TextToSpeechVoice), text(given.TextToSpeechEngine ?? 'Standard'))
        return to.NextAction
      case 'UpdateContactAttributes': {
        const wanted = Object.entries((given.Attributes ?? {}) as Record<string, unknown>)
        host.setAttributes({
          ...host.attributes(),
          ...Object.fromEntries(wanted.map(([name, value]) => [name, text(value)])),
        })
        return to.NextAction
      }
      case 'InvokeLambdaFunction': {
        const parameters = Object.entries((given.LambdaInvocationAttributes ?? {}) as Record<string, unknown>)
        const began = performance.now()
        try {
          if (silentMs > longestSilenceMs) throw new Error('functions have taken over 20 s without a word in between')
          const answer = await host.invoke(
            text(given.LambdaFunctionARN),
            Object.fromEntries(parameters.map(([name, value]) => [name, text(value)])),
            Number(given.InvocationTimeLimitSeconds ?? 3),
          )
          const type = (given.ResponseValidation as { ResponseType?: string } | undefined)?.ResponseType ?? 'STRING_MAP'
          external = checked(answer, type)
          return to.NextAction
        } catch (error) {
          if (!(error instanceof Error) || error.name === 'CallOver') throw error
          host.complain(`${action.Identifier}: ${error.message}`)
          return otherwise()
        } finally {
          silentMs += performance.now() - began
        }
      }
      case 'GetParticipantInput': {
        silentMs = 0
        const keys = await host.ask(promptOf(given, text))
        if (given.StoreInput === 'True') {
          input = keys
          return to.NextAction
        }
        if (keys === 'Timeout') return otherwise('InputTimeLimitExceeded')
        return on(keys) ?? otherwise('NoMatchingCondition')
      }
      case 'MessageParticipant':
        silentMs = 0
        await host.say(promptOf(given, text))
        return to.NextAction
      case 'Compare':
        return on(text(given.ComparisonValue)) ?? otherwise('NoMatchingCondition')
      case 'Loop': {
        const round = (rounds.get(action.Identifier) ?? 0) + 1
        rounds.set(action.Identifier, round)
        const goesOn = round <= Number(given.LoopCount)
        return on(goesOn ? 'ContinueLooping' : 'DoneLooping') ?? to.NextAction
      }
      case 'CheckOutboundCallStatus':
        return otherwise() // for campaign traffic only
      case 'CreateCallbackContact':
        host.complain(`${action.Identifier}: nobody keeps Connect's own callbacks on this machine`)
        return to.NextAction
      case 'UpdateFlowLoggingBehavior':
      case 'UpdateContactTargetQueue':
        return to.NextAction
      case 'DisconnectParticipant':
        return undefined
      default:
        throw new Error(`the action ${action.Type} is not known to the local Connect`)
    }
  }

  for (let next: string | undefined = flow.StartAction; next !== undefined; ) next = await run(actions.get(next)!)
}

type Fill = (value: unknown) => string

/** What an action says and listens for. A missing limit is Connect's own. */
function promptOf(given: Record<string, unknown>, text: Fill): Prompt {
  const dtmf = (given.DTMFConfiguration ?? {}) as Record<string, string>
  const validation = given.InputValidation as { CustomValidation?: { MaximumLength?: string } } | undefined
  const media = given.Media as { Uri?: string } | undefined
  const recording = given.PromptId ?? media?.Uri
  const words = given.SSML === undefined ? text(given.Text) : withoutTags(text(given.SSML))
  return {
    text: recording === undefined ? words : text(recording),
    recording: recording !== undefined,
    keys: Number(validation?.CustomValidation?.MaximumLength ?? 1),
    firstSeconds: Number(given.InputTimeLimitSeconds ?? 5),
    nextSeconds: Number(dtmf.InterdigitTimeLimitSeconds ?? 5),
    terminator: dtmf.InputTerminationSequence ?? '',
    cancelKey: dtmf.DisableCancelKey !== 'True',
  }
}

const withoutTags = (ssml: string) =>
  ssml
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** References are filled in where they stand; what is not there is empty, as Connect has it. */
function filledIn(words: string, scope: Record<string, unknown>): string {
  return words.replace(/\$\.(?:[A-Za-z][\w-]*)(?:\.[A-Za-z_][\w-]*)*/g, (reference) => {
    let value: unknown = scope
    for (const name of reference.split('.').slice(1)) value = (value as Record<string, unknown> | undefined)?.[name]
    return value === undefined || value === null ? '' : String(value)
  })
}

/** The answer as the flow may use it; throws when Connect would not take it. */
function checked(answer: unknown, type: string): Record<string, unknown> {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw new Error('the answer is no object')
  if (Buffer.byteLength(JSON.stringify(answer)) > largestAnswer) throw new Error('the answer is over 32 KB')
  const odd = type === 'STRING_MAP' && Object.entries(answer).find(([, value]) => typeof value !== 'string')
  if (odd) throw new Error(`the answer's ${odd[0]} is no string`)
  return answer as Record<string, unknown>
}
