/**
 * Runs in a worker thread: one warm instance of one function. The bundle sees what Lambda gives it: an environment, a
 * handler's event and context, a console that makes one log line of each call, and the cloud's time.
 */
import { format } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import type { FromWorker, Start, ToWorker } from './lambda-messages.ts'

const { entry, exported, clock, name, memoryMiB, arn } = workerData as Start
const port = parentPort!
const say = (message: FromWorker) => port.postMessage(message)

let requestId: string | undefined

/** The global Date follows the cloud's clock; timers, deadlines and `performance` stay the machine's. */
function moveDate(memory: SharedArrayBuffer): () => number {
  const offset = new BigInt64Array(memory)
  const machineNow = Date.now.bind(Date)
  const now = () => machineNow() + Number(Atomics.load(offset, 0))
  const MachineDate = Date
  MachineDate.now = now
  const CloudDate = new Proxy(MachineDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
  })
  MachineDate.prototype.constructor = CloudDate
  globalThis.Date = CloudDate
  return machineNow
}

for (const level of ['debug', 'info', 'log', 'trace', 'warn', 'error'] as const) {
  console[level] = (...parts: unknown[]) =>
    say({ kind: 'log', level: level === 'log' ? 'info' : level, text: format(...parts), requestId })
}

const described = (error: unknown) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
    : { errorType: typeof error, errorMessage: String(error), trace: [] }

const machineNow = moveDate(clock)

try {
  const module = await import(entry)
  const handler = module[exported] as (event: unknown, context: unknown) => unknown
  if (typeof handler !== 'function') throw new Error(`${entry} does not export ${exported}`)
  port.on('message', (message: ToWorker) => void run(handler, message))
  say({ kind: 'ready' })
} catch (error) {
  say({ kind: 'failed', error: described(error) })
}

async function run(handler: (event: unknown, context: unknown) => unknown, { id, event, deadline }: ToWorker) {
  requestId = id
  const context = {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMiB),
    awsRequestId: id,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - machineNow()),
  }
  try {
    const result = await handler(JSON.parse(event), context)
    say({ kind: 'answer', id, result: JSON.stringify(result ?? null) })
  } catch (error) {
    say({ kind: 'error', id, error: described(error) })
  }
  requestId = undefined
}
