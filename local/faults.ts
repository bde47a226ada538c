/** Faults on request: what goes wrong on AWS now and then, made to go wrong here at a chosen moment. */
import type { Connect } from './engines/connect.ts'
import type { ConnectChances, ConnectFaultOrder } from './engines/connect-faults.ts'
import type { Dynamo } from './engines/dynamodb.ts'
import type { Ses } from './engines/ses.ts'
import type { SesFaultOrder } from './engines/ses-faults.ts'
import type { Sqs } from './engines/sqs.ts'
import type { SqsMapping } from './mappings-sqs.ts'
import type { StreamMapping } from './mappings-streams.ts'
import type { Authorize } from './permissions.ts'

/** A moment in a function's work, by the call it makes: `{ before: 'ses:SendBulkEmail' }`. */
export type Moment = { before: string } | { after: string }

export interface Faults {
  /** The next calls to a table are throttled, or fail by another error's name. `table` by construct or physical name. */
  failDynamo(order: { table?: string; action?: string; code?: string; times?: number; when?: 'before' | 'after' }): void
  /** The next calls to a queue fail. `queue` by folder or physical name. */
  failSqs(order: { queue?: string; action?: string; code: string; times?: number; when?: 'before' | 'after' }): void
  /** The next sends are throttled, fail, are slow, succeed in part, or lose their answer. */
  failSes(order: SesFaultOrder): void
  /** The next calls of Connect's API are throttled, fail, or lose their answer. */
  failConnect(order: ConnectFaultOrder): void
  /** What goes wrong with calls and their events by chance, from now on. */
  chanceConnect(chances: ConnectChances): void
  /** Ends the function's workers at a moment of its work, once. Resolves when it has happened. */
  killWorkerAt(folder: string, moment: Moment): Promise<void>
  /** The next messages of the function's queue are given to it twice. */
  deliverTwice(folder: string, times?: number): void
  /** Gives the function the last batch of each of its streams once more. Returns how many records. */
  replayStream(folder: string): Promise<number>
  /** Fires the clock rule twice at the same time. */
  fireClockTwice(): Promise<void>
  /** Takes back what was ordered and has not happened yet. */
  clear(): void
}

export interface FaultHooks {
  dynamo: Dynamo
  sqs: Sqs
  ses: Ses
  connect: Connect
  /** Physical name of a table or queue. */
  physicalName(name: string): string
  functionName(folder: string): string
  kill(folder: string): void
  queueMappings: SqsMapping[]
  streamMappings: StreamMapping[]
  fireClock(): Promise<void>
}

interface Plug {
  functionName: string
  before?: string
  after?: string
  /** The call of `after` has begun; what follows it pulls the plug. */
  begun: boolean
  pull(): void
}

/** Plugs that calls can pull: asked by every engine before it does anything, so that a worker can die exactly there. */
export function plugs() {
  let waiting: Plug[] = []
  /** Functions whose workers have just been ended: what still comes from them in this moment is a dead worker's. */
  const ended = new Set<string>()
  const pull = (plug: Plug) => {
    waiting = waiting.filter((one) => one !== plug)
    ended.add(plug.functionName)
    setImmediate(() => ended.delete(plug.functionName))
    plug.pull()
  }
  return {
    add: (plug: Plug) => void waiting.push(plug),
    clear: () => {
      waiting = []
    },
    /** Refuses a call whose maker is ended by it; the refusal finds nobody to read it. */
    watch(authorize: Authorize): Authorize {
      return (call) => {
        for (const plug of waiting) {
          if (plug.functionName !== call.accessKeyId) continue
          if (plug.before === call.action || (plug.begun && plug.after !== call.action)) pull(plug)
          else if (plug.after === call.action) plug.begun = true
        }
        return ended.has(call.accessKeyId) ? 'the worker was ended at this moment' : authorize(call)
      }
    },
    /** Something was done; whoever waits for the end of such a call is ended before the answer reaches it. */
    done(service: string): void {
      for (const plug of [...waiting]) if (plug.begun && plug.after?.startsWith(`${service}:`)) pull(plug)
    },
  }
}

export function faultsOf(hooks: FaultHooks, pulled: ReturnType<typeof plugs>): Faults {
  const { dynamo, sqs, ses, connect } = hooks
  dynamo.onWrite(() => pulled.done('dynamodb'))
  connect.faults.onDone = () => pulled.done('connect')
  return {
    failDynamo({ table, code = 'ProvisionedThroughputExceededException', ...order }) {
      dynamo.failNext({ code, ...order, ...(table !== undefined && { resource: hooks.physicalName(table) }) })
    },
    failSqs({ queue, ...order }) {
      sqs.failNext({ ...order, ...(queue !== undefined && { resource: hooks.physicalName(queue) }) })
    },
    failSes: (order) => ses.faults.failNext(order),
    failConnect: (order) => connect.faults.failNext(order),
    chanceConnect: (chances) => connect.faults.chance(chances),
    killWorkerAt(folder, moment) {
      return new Promise((resolve) => {
        const plug: Plug = {
          functionName: hooks.functionName(folder),
          ...moment,
          begun: false,
          pull() {
            hooks.kill(folder)
            resolve()
          },
        }
        pulled.add(plug)
        if (!plug.after?.startsWith('ses:')) return
        const heard = ses.faults.onAccepted
        ses.faults.onAccepted = async (call) => {
          if (heard) ses.faults.onAccepted = heard
          else delete ses.faults.onAccepted
          pulled.done('ses')
          await heard?.(call)
        }
      })
    },
    deliverTwice(folder, times = 1) {
      for (const mapping of hooks.queueMappings) {
        if (mapping.functionName === hooks.functionName(folder)) mapping.deliverTwice(times)
      }
    },
    async replayStream(folder) {
      const mappings = hooks.streamMappings.filter(({ functionName }) => functionName === hooks.functionName(folder))
      const replayed = await Promise.all(mappings.map((mapping) => mapping.replay()))
      return replayed.reduce((sum, count) => sum + count, 0)
    },
    fireClockTwice: async () => {
      await Promise.all([hooks.fireClock(), hooks.fireClock()])
    },
    clear() {
      dynamo.clearFaults()
      sqs.clearFaults()
      ses.faults.clear()
      connect.faults.clear()
      pulled.clear()
    },
  }
}
