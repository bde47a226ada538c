/**
 * Amazon Connect on one machine, as far as Akcja uses it: takes calls by the SDK, rings at simulated residents or at a
 * browser, runs the flow with the real function, and tells what became of each.
 */
import { join } from 'node:path'
import type { Flow } from '../../infra/flow/flow-language.ts'
import type { Authorize } from '../permissions.ts'
import { type AgendaClock, agenda } from './connect-agenda.ts'
import { connectApi } from './connect-api.ts'
import { type ContactEvent, contactEvent, type Instance, postman } from './connect-events.ts'
import { type ConnectFaults, connectFaults } from './connect-faults.ts'
import { type Line, openLine } from './connect-line.ts'
import { type Rate, usualRates } from './connect-quotas.ts'
import { type Mix, residentOf, usualMix } from './connect-residents.ts'
import { connectStore, type PhoneCall, transcriptKeeper } from './connect-store.ts'
import { listen } from './http.ts'

export interface ConnectOptions {
  /** Folder of the calls. */
  dir: string
  /** 0, the default, takes any free port. */
  port?: number
  log: (line: string) => void
  clock: AgendaClock
  authorize?: Authorize
  region?: string
  account?: string
  instanceId: string
  /** Flows by their id. */
  flows: Record<string, Flow>
  /** Invokes a function by its ARN; throws when it fails. */
  invoke(functionArn: string, event: unknown): Promise<unknown>
  onEvent(event: ContactEvent): void
  settings?: Partial<ConnectSettings>
  /** Calls that are remembered; the newest 200,000 when absent. */
  keep?: number
}

/** What Support of AWS would change, and who lives in the city. All of it may be changed while calls go on. */
export interface ConnectSettings {
  /** Concurrent calls of the instance. */
  lines: number
  /** Prefixes of the numbers that may be called. Empty, as at first: none. */
  countries: string[]
  /** Calls a second of each operation of the API. */
  rates: Record<string, Rate>
  /** Another seed, other residents at the numbers without a known ending. */
  seed: number
  mix: Mix
  /** Numbers that ring at the browser phone, besides those that end in 00. */
  browserPhones: string[]
}

export interface Connect {
  url: string
  close(): Promise<void>
  instance: Instance
  /** Ids of its flows. */
  flowIds: string[]
  settings: ConnectSettings
  faults: ConnectFaults
  /** All calls that are remembered, the oldest first. */
  calls(): PhoneCall[]
  call(contactId: string): PhoneCall | undefined
  /** Calls that ring or talk at this moment. */
  open(): Line[]
  line(contactId: string): Line | undefined
  /** What the person at a browser phone does. A call that is over or does not ring makes them do nothing. */
  answer(contactId: string): void
  press(contactId: string, keys: string): void
  hangUp(contactId: string): void
  heard(contactId: string, n: number): void
  /** Calls back whenever the person at a browser phone could see something new. Returns the way to stop it. */
  onChange(listener: () => void): () => void
  /** The next moment (ms, cloud's clock) at which a call goes on by itself. */
  nextAt(): number | undefined
  /** Nothing is due by the clock, and no function is at work for a call. Calls may still be going on. */
  isQuiet(): boolean
}

/** Starts Connect on loopback. Calls that were open when it last ran have been hung up meanwhile, and are told so. */
export async function startConnect(options: ConnectOptions): Promise<Connect> {
  const { region = 'eu-central-1', account = '000000000000', clock, log, flows } = options
  const arn = `arn:aws:connect:${region}:${account}:instance/${options.instanceId}`
  const instance: Instance = { id: options.instanceId, arn, region, account }
  const settings: ConnectSettings = {
    lines: 10,
    countries: [],
    rates: { ...usualRates },
    seed: 1,
    mix: usualMix,
    browserPhones: [],
    ...options.settings,
  }
  const faults = connectFaults()
  const store = connectStore(join(options.dir, 'calls'), options.keep ?? 200_000)
  const plan = agenda(clock)
  const post = postman(plan, faults, (event) => {
    try {
      options.onEvent(event)
    } catch (error) {
      log(`connect: an event reached nobody: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
  const keepWords = transcriptKeeper()
  const open = new Map<string, Line>()
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of [...listeners]) listener()
  }
  let closed = false

  const tell = (call: PhoneCall, type: Parameters<typeof contactEvent>[1], at: number) => {
    if (type === 'DISCONNECTED') open.delete(call.contactId)
    if (closed) return
    post(contactEvent(call, type, at, instance), call, at)
  }

  /** Lets it ring. What has no line is told to nobody but the log: at a real instance somebody would hear a busy tone. */
  const dial = (call: PhoneCall): void => {
    const overloaded = open.size >= settings.lines
    if (overloaded) {
      log(
        `connect: !!! call ${open.size + 1} at once, and the instance has ${settings.lines} lines: it fails for the resident`,
      )
    }
    const line = openLine(call, flows[call.flowId]!, overloaded, {
      instance,
      agenda: plan,
      clock,
      faults,
      seed: settings.seed,
      invoke: options.invoke,
      // A function that was at work when this was closed answers a call that is not there any more.
      record: (event) => void (closed || store.record(event)),
      keepWords,
      tell,
      changed,
      log,
    })
    open.set(call.contactId, line)
    if (call.resident === 'browser phone') changed()
  }

  const api = connectApi({
    instance,
    settings,
    faults,
    store,
    clock,
    log,
    authorize: options.authorize,
    flows,
    residentAt: (to, nth) =>
      settings.browserPhones.includes(to) ? 'browser phone' : residentOf(to, nth, settings.seed, settings.mix),
    dial,
    stop: (call) => open.get(call.contactId)?.end('API', clock.now()),
  })
  const server = await listen(api, options.port)

  for (const call of store.calls().filter(({ state }) => state !== 'ended')) {
    const reason = call.state === 'talking' ? 'CUSTOMER_DISCONNECT' : 'TELECOM_ORIGINATOR_CANCEL'
    const at = Math.max(clock.now(), call.connectedAt ?? call.startedAt)
    store.record({ kind: 'ended', id: call.contactId, at, reason, keys: call.keys })
    for (const type of ['DISCONNECTED', 'COMPLETED'] as const) tell(call, type, at)
  }

  return {
    url: server.url,
    instance,
    flowIds: Object.keys(flows),
    settings,
    faults,
    calls: store.calls,
    call: store.find,
    open: () => [...open.values()],
    line: (contactId) => open.get(contactId),
    answer: (contactId) => open.get(contactId)?.answer(clock.now()),
    press(contactId, keys) {
      for (const key of keys) open.get(contactId)?.press(key, clock.now())
    },
    hangUp(contactId) {
      const line = open.get(contactId)
      // Declining looks busy to who calls; hanging up does not.
      line?.end(line.call.state === 'ringing' ? 'TELECOM_BUSY' : 'CUSTOMER_DISCONNECT', clock.now())
    },
    heard: (contactId, n) => open.get(contactId)?.heard(n, clock.now()),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    nextAt: plan.nextAt,
    isQuiet: () => !plan.isBehind() && ![...open.values()].some((line) => line.isWorking()),
    async close() {
      if (closed) return
      closed = true
      plan.close()
      await server.close()
      store.close()
    },
  }
}
