/** Reads a flow as Connect would, and tells what Connect would refuse, or what a resident would hear as silence. */
import * as z from 'zod'
import { type ActionRules, actionRules, comparedInput, pollyVoices, recording, spoken } from './actions.ts'
import { type Action, Flow, flowVersion, targetsOf } from './flow-language.ts'

/** What can be wrong with a flow. */
export type FlowRule =
  | 'shape'
  | 'version'
  | 'size'
  | 'identifier'
  | 'unique'
  | 'target'
  | 'reach'
  | 'type'
  | 'recording'
  | 'strings'
  | 'parameters'
  | 'spoken'
  | 'static'
  | 'input'
  | 'voice'
  | 'errors'
  | 'conditions'

export interface FlowProblem {
  rule: FlowRule
  /** The action it is about; absent where it is about the flow. */
  action?: string
  message: string
}

const mostActions = 250
const mostCharacters = 256_000

/** All problems of a flow, given as parsed JSON; none when it may be deployed. */
export function lintFlow(json: unknown): FlowProblem[] {
  const parsed = Flow.safeParse(json)
  if (!parsed.success) return [{ rule: 'shape', message: z.prettifyError(parsed.error) }]
  return [...ofFlow(parsed.data), ...parsed.data.Actions.flatMap(ofAction)]
}

/** The flow itself, or an Error that names every problem. */
export function demandFlow(json: unknown): Flow {
  const problems = lintFlow(json)
  if (problems.length === 0) return Flow.parse(json)
  throw new Error(
    `The flow of the automated calls cannot be deployed:\n${problems
      .map(({ rule, action, message }) => `  ${action ?? 'flow'}: ${message} (${rule})`)
      .join('\n')}`,
  )
}

function ofFlow(flow: Flow): FlowProblem[] {
  const problems: FlowProblem[] = []
  const { Version, StartAction, Actions } = flow
  if (Version !== flowVersion) problems.push({ rule: 'version', message: `version ${Version} is not ${flowVersion}` })
  if (Actions.length > mostActions) {
    problems.push({ rule: 'size', message: `${Actions.length} actions are more than ${mostActions}` })
  }
  if (JSON.stringify(flow).length > mostCharacters) {
    problems.push({ rule: 'size', message: `it has more than ${mostCharacters} characters` })
  }
  const known = new Map(Actions.map((action) => [action.Identifier, action]))
  for (const id of known.keys()) {
    const times = Actions.filter(({ Identifier }) => Identifier === id).length
    if (times > 1) problems.push({ rule: 'unique', action: id, message: `${times} actions have this identifier` })
  }
  if (!known.has(StartAction))
    problems.push({ rule: 'target', message: `it begins at ${StartAction}, which is not there` })
  for (const action of Actions) {
    for (const target of new Set(targetsOf(action))) {
      if (known.has(target)) continue
      problems.push({ rule: 'target', action: action.Identifier, message: `${target} follows, which is not there` })
    }
  }
  if (!known.has(StartAction)) return problems
  const reached = new Set([StartAction])
  for (const id of reached) for (const target of known.has(id) ? targetsOf(known.get(id)!) : []) reached.add(target)
  for (const id of known.keys()) {
    if (!reached.has(id)) problems.push({ rule: 'reach', action: id, message: 'nothing leads to it' })
  }
  return problems
}

/** Names that Connect keeps for itself. */
const reserved = /^(__proto__|constructor|__define[GS]etter__|toString|hasOwnProperty|isPrototypeOf|valueOf)$/

function ofAction(action: Action): FlowProblem[] {
  const { Identifier, Type } = action
  const found: [FlowRule, string][] = []
  if (Identifier.length > 50 || /[%:(\\/)=$,;[\]{}]/.test(Identifier) || reserved.test(Identifier) || !Identifier) {
    found.push(['identifier', 'Connect takes no such identifier'])
  }
  const isCompared = Type === 'GetParticipantInput' && action.Parameters.StoreInput === 'False'
  const rules = actionRules[Type] && { ...actionRules[Type], ...(isCompared && comparedInput) }
  if (recording.test(Type)) found.push(['recording', `${Type}: calls are not recorded (L9)`])
  else if (!rules) found.push(['type', `${Type} is not an action that is known here`])
  else found.push(...ofParameters(action, rules), ...ofBranches(action, rules))
  return found.map(([rule, message]) => ({ rule, action: Identifier, message }))
}

function* ofParameters({ Type, Parameters }: Action, rules: ActionRules): Generator<[FlowRule, string]> {
  for (const [place, value] of leaves(Parameters)) {
    if (typeof value !== 'string') yield ['strings', `${place} is ${JSON.stringify(value)}, not a string`]
  }
  const { needs = [], may = [], numbers = {} } = rules
  for (const place of needs) if (at(Parameters, place) === undefined) yield ['parameters', `${place} is missing`]
  const top = new Set([...needs, ...may].map((place) => place.split('.')[0]!))
  for (const name of Object.keys(Parameters)) {
    if (!top.has(name)) yield ['parameters', `${Type} has no parameter ${name}`]
  }
  for (const [place, [least, most]] of Object.entries(numbers)) {
    const value = at(Parameters, place)
    if (value === undefined) continue
    if (!/^\d+$/.test(String(value))) yield ['static', `${place} must be written out, it is ${String(value)}`]
    else if (Number(value) < least || Number(value) > most) {
      yield ['static', `${place} is ${String(value)}; Connect takes ${least} to ${most}`]
    }
  }
  if (Type === 'GetParticipantInput' || Type === 'MessageParticipant') {
    const ways = spoken.filter((name) => Parameters[name] !== undefined)
    if (ways.length !== 1) yield ['spoken', `it needs one of ${spoken.join(', ')}; it has ${ways.length}`]
  }
  if (Type === 'GetParticipantInput') yield* ofInput(Parameters)
  if (Type === 'UpdateContactTextToSpeechVoice') {
    const [voice, engine] = [String(Parameters.TextToSpeechVoice), String(Parameters.TextToSpeechEngine)]
    if (!pollyVoices[voice]?.includes(engine)) {
      yield ['voice', `the voice ${voice} with the engine ${engine} would silence all that is said`]
    }
  }
}

/** Keys are either stored, and their number is limited, or compared; never both. */
function* ofInput({ StoreInput, InputValidation }: Action['Parameters']): Generator<[FlowRule, string]> {
  if (StoreInput !== 'True' && StoreInput !== 'False') yield ['input', 'StoreInput is True or False']
  if (StoreInput === 'True' && !InputValidation) yield ['input', 'input that is stored needs InputValidation']
  if (StoreInput === 'False' && InputValidation) yield ['input', 'InputValidation is only for input that is stored']
}

function* ofBranches({ Type, Transitions }: Action, rules: ActionRules): Generator<[FlowRule, string]> {
  const { NextAction, Conditions = [], Errors = [] } = Transitions
  const handled = Errors.map(({ ErrorType }) => ErrorType)
  for (const type of rules.errors) if (!handled.includes(type)) yield ['errors', `the branch for ${type} is missing`]
  for (const type of handled) if (!rules.errors.includes(type)) yield ['errors', `${Type} has no error ${type}`]
  if (new Set(handled).size < handled.length) yield ['errors', 'an error has two branches']
  if (rules.last && NextAction !== undefined) yield ['conditions', `nothing follows ${Type}`]
  if (!rules.last && NextAction === undefined) yield ['conditions', 'NextAction is missing']

  const operands = Conditions.map(({ Condition }) => Condition.Operands[0]!)
  if (Conditions.some(({ Condition }) => Condition.Operator !== 'Equals')) {
    yield ['conditions', 'only Equals is known here']
  }
  if (new Set(operands).size < operands.length) yield ['conditions', 'two branches have one condition']
  if (rules.conditions === 'none' && operands.length > 0) yield ['conditions', `${Type} takes no conditions`]
  if (rules.conditions === 'any' && operands.length === 0) yield ['conditions', `${Type} compares with nothing`]
  if (Array.isArray(rules.conditions) && operands.toSorted().join() !== rules.conditions.toSorted().join()) {
    yield ['conditions', `${Type} has the branches ${rules.conditions.join(' and ')}, and no other`]
  }
}

/** Everything in the parameters that is not an object, with its place. */
function leaves(value: unknown, place = ''): [string, unknown][] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [[place, value]]
  return Object.entries(value).flatMap(([name, part]) => leaves(part, place ? `${place}.${name}` : name))
}

const at = (value: unknown, place: string): unknown =>
  place.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value)
