/**
 * The calls that Connect knows, and on disk: a line of JSON to each thing that happened to one, written before it is
 * answered for. Client tokens are remembered for seven days, also over a restart.
 */
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { ResidentName } from './connect-residents.ts'

export interface PhoneCall {
  contactId: string
  /** VOICE rings at somebody's; a TASK only lies there. */
  channel: 'VOICE' | 'TASK'
  token?: string
  flowId: string
  to: string
  from: string
  attributes: Record<string, string>
  /** Who was called, and the how-manieth call it was to this number. */
  resident: ResidentName
  nth: number
  state: 'ringing' | 'talking' | 'ended'
  /** Milliseconds since 1970, by the cloud's clock. */
  startedAt: number
  connectedAt?: number
  endedAt?: number
  /** Connect's DisconnectReason. */
  reason?: string
  /** What was pressed, in order. */
  keys: string
  /** What was said, in order; only of the newest calls. */
  said: string[]
}

export type CallEvent =
  | { kind: 'start'; call: Omit<PhoneCall, 'state' | 'keys' | 'said'> }
  | { kind: 'answered'; id: string; at: number }
  | { kind: 'attributes'; id: string; attributes: Record<string, string> }
  | { kind: 'ended'; id: string; at: number; reason: string; keys: string }

export interface ConnectStore {
  /** The oldest first. */
  calls(): PhoneCall[]
  find(contactId: string): PhoneCall | undefined
  /** The call that was started with this token within the last seven days. */
  byToken(token: string, now: number): PhoneCall | undefined
  /** How often a number was called so far. */
  dialled(to: string): number
  record(event: CallEvent): PhoneCall
  close(): void
}

const tokenMs = 7 * 86_400_000
/** How many calls keep what was said in them. */
const transcripts = 1_000

/** Opens the store in `dir`; of older calls than the newest `keep` nothing is known any more. */
export function connectStore(dir: string, keep: number): ConnectStore {
  mkdirSync(dir, { recursive: true })
  const name = join(dir, 'calls.jsonl')
  const calls = new Map<string, PhoneCall>()
  const tokens = new Map<string, string>()
  const numbers = new Map<string, number>()

  const apply = (event: CallEvent): PhoneCall => {
    if (event.kind === 'start') {
      const call: PhoneCall = { ...event.call, state: 'ringing', keys: '', said: [] }
      calls.set(call.contactId, call)
      if (call.token) tokens.set(call.token, call.contactId)
      if (call.channel === 'VOICE') numbers.set(call.to, call.nth)
      return call
    }
    const call = calls.get(event.id)!
    if (event.kind === 'answered') {
      call.state = 'talking'
      call.connectedAt = event.at
    } else if (event.kind === 'attributes') call.attributes = event.attributes
    else Object.assign(call, { state: 'ended', endedAt: event.at, reason: event.reason, keys: event.keys })
    return call
  }

  for (const event of eventsIn(name)) if (event.kind === 'start' || calls.has(event.id)) apply(event)
  for (const call of [...calls.values()].slice(0, Math.max(0, calls.size - keep))) forget(call)
  rewrite(name, [...calls.values()])
  const file = openSync(name, 'a')

  function forget(call: PhoneCall): void {
    calls.delete(call.contactId)
    if (call.token && tokens.get(call.token) === call.contactId) tokens.delete(call.token)
  }

  return {
    calls: () => [...calls.values()],
    find: (contactId) => calls.get(contactId),
    byToken(token, now) {
      const call = calls.get(tokens.get(token) ?? '')
      return call && now - call.startedAt < tokenMs ? call : undefined
    },
    dialled: (to) => numbers.get(to) ?? 0,
    record(event) {
      writeSync(file, `${JSON.stringify(event)}\n`)
      const call = apply(event)
      if (event.kind !== 'start') return call
      // In the order of their start: the oldest are the first of the map.
      const quiet = [...take(calls.values(), 1)][0]
      if (calls.size > keep && quiet?.state === 'ended') forget(quiet)
      return call
    },
    close: () => closeSync(file),
  }
}

/** Lets a call keep its words, and takes them from the one that is too old for them. */
export function transcriptKeeper(): (call: PhoneCall, words: string) => void {
  const kept: PhoneCall[] = []
  return (call, words) => {
    if (call.said.length === 0) kept.push(call)
    call.said.push(words)
    if (kept.length > transcripts) kept.shift()!.said = []
  }
}

function* take<T>(values: Iterable<T>, count: number): Generator<T> {
  for (const value of values) {
    if (count-- <= 0) return
    yield value
  }
}

/** What is on disk; a torn last line is cut off. */
function eventsIn(name: string): CallEvent[] {
  let text: string
  try {
    text = readFileSync(name, 'utf8')
  } catch {
    return []
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) {
    const file = openSync(name, 'r+')
    ftruncateSync(file, Buffer.byteLength(whole))
    closeSync(file)
  }
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CallEvent)
}

/** Writes the calls anew, each in the fewest lines, so that the file does not grow from one start to the next. */
function rewrite(name: string, calls: PhoneCall[]): void {
  const lines = calls.flatMap(({ state: _, keys, said: __, ...call }): CallEvent[] => {
    const { contactId: id, connectedAt, endedAt, reason, ...rest } = call
    return [
      { kind: 'start', call: { contactId: id, ...rest } },
      ...(connectedAt === undefined ? [] : [{ kind: 'answered' as const, id, at: connectedAt }]),
      ...(endedAt === undefined ? [] : [{ kind: 'ended' as const, id, at: endedAt, reason: reason ?? 'OTHER', keys }]),
    ]
  })
  writeFileSync(`${name}.new`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  renameSync(`${name}.new`, name)
}
