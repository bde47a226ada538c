/**
 * The event source of a table's stream: reads on from the checkpoint, gathers a batch, filters, invokes, and writes the
 * checkpoint when the function has succeeded. What keeps failing is split, retried and at last put into the failure queue.
 */
import { join } from 'node:path'
import { readPattern } from './bus-pattern.ts'
import type { Dynamo } from './engines/dynamodb.ts'
import type { StreamRecord } from './engines/dynamodb-streams.ts'
import type { LambdaFunction } from './lambda.ts'
import { ageOf, firstFailure, wordOfLoss } from './mappings-failures.ts'
import { byWindow, openWindow, type Window, windowFields } from './mappings-window.ts'
import { stateFile } from './state-file.ts'
import type { EventSourceMapping } from './template-shapes-run.ts'

export interface StreamMapping {
  functionName: string
  table: string
  /** The last sequence number that was handled; undefined before the first. */
  checkpoint(): string | undefined
  /** True when all that was written has been handled. */
  caughtUp(): boolean
  /** Hands over the records that are there without waiting for the batching window. */
  hurry(): void
  /** How long the newest handled record had waited, in milliseconds. */
  iteratorAgeMs(): number
  /** Gives the function its last batch once more, as Lambda may. Returns how many records it held. */
  replay(): Promise<number>
  stop(): Promise<void>
}

export interface StreamMappingOptions {
  id: string
  settings: EventSourceMapping
  table: string
  streamArn: string
  fn: LambdaFunction
  dynamo: Pick<Dynamo, 'readStream' | 'onWrite'>
  dir: string
  /** Sends the word of a lost batch to the failure destination. */
  onFailure: ((body: string) => Promise<void>) | undefined
  /** Told after each checkpoint. */
  handled: (upTo: string) => void
  log: (line: string) => void
}

interface Checkpoint {
  next?: string
  window?: Window
}

/** Starts reading, from where the last run left off. */
export function streamMapping(options: StreamMappingOptions): StreamMapping {
  const { settings, table, streamArn, fn, dynamo, log } = options
  const batchSize = settings.BatchSize ?? 100
  const windowMs = settings.MaximumBatchingWindowInSeconds * 1000
  const tumblingMs = (settings.TumblingWindowInSeconds ?? 0) * 1000
  const reporting = settings.FunctionResponseTypes.includes('ReportBatchItemFailures')
  const filters = settings.FilterCriteria?.Filters.map(({ Pattern }) => readPattern(JSON.parse(Pattern), options.id))
  const file = stateFile<Checkpoint>(join(options.dir, 'streams', `${options.id}.json`))
  const state: Checkpoint = file.read() ?? {}
  const stopping = new AbortController()
  const stopped = stopping.signal
  let lastEvent: { Records: unknown[] } | undefined
  /** Writes to the table so far, and how many there had been when a read last found nothing more. */
  let writes = 0
  let quietAt = -1
  let age = 0
  let shard = ''
  let wake: () => void = () => {}
  /** Somebody waits for the counts: the open batch does not wait to be filled. */
  let hurried = false

  const unwatch = dynamo.onWrite((tables) => {
    if (!tables.includes(table)) return
    writes += 1
    wake()
  })
  stopped.addEventListener('abort', () => wake())

  /** Waits for a write, or for so many milliseconds. */
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (stopped.aborted) wake()
    })

  const save = (next: string | undefined) => {
    if (next === undefined) return
    state.next = next
    file.write(state)
    options.handled(next)
  }

  async function read(): Promise<{ records: StreamRecord[]; next: string | undefined }> {
    const first = await dynamo.readStream({ table, ...(state.next && { from: state.next }), limit: batchSize })
    shard = first.shardId || shard
    let { records, next } = first
    const until = performance.now() + windowMs
    while (
      records.length > 0 &&
      records.length < batchSize &&
      performance.now() < until &&
      !stopped.aborted &&
      !hurried
    ) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(50, Math.max(1, until - performance.now()))))
      const more = await dynamo.readStream({ table, from: next!, limit: batchSize - records.length })
      records = [...records, ...more.records]
      next = more.next
    }
    hurried = false
    return { records, next }
  }

  async function invoke(records: StreamRecord[], final = false): Promise<unknown> {
    const Records = records.map((record) => ({ ...record, eventSourceARN: streamArn }))
    const event = { Records, ...(tumblingMs > 0 && windowFields(state.window!, tumblingMs, shard, streamArn, final)) }
    if (records.length > 0) lastEvent = event
    const answer = await fn.invoke(event)
    if (state.window && !final) state.window.state = (answer as { state?: unknown } | null)?.state ?? {}
    return answer
  }

  /** Handles the records, or gives them up to the failure destination. Throws only when the cloud is stopping. */
  async function handle(records: StreamRecord[], attempts = 1): Promise<void> {
    let at = 0
    try {
      const answer = await invoke(records)
      at = reporting ? firstFailure(answer, records) : records.length
    } catch {
      at = 0 // the function's log says why
    }
    if (at === records.length) return
    if (stopped.aborted) throw new Error('stopping')
    if (at > 0) save(records[at - 1]!.dynamodb.SequenceNumber)
    const rest = records.slice(at)
    if (settings.BisectBatchOnFunctionError && rest.length > 1) {
      const half = at > 0 ? rest.length : Math.ceil(rest.length / 2)
      await handle(rest.slice(0, half), attempts)
      if (half < rest.length) await handle(rest.slice(half), attempts)
      return
    }
    const limit = settings.MaximumRetryAttempts
    const tooOld =
      settings.MaximumRecordAgeInSeconds >= 0 && ageOf(rest[0]!) > settings.MaximumRecordAgeInSeconds * 1000
    if (tooOld || (limit >= 0 && attempts > limit)) return giveUp(rest, attempts, tooOld)
    await pause(Math.min(10_000, 100 * 2 ** attempts))
    if (stopped.aborted) throw new Error('stopping')
    await handle(rest, attempts + 1)
  }

  async function giveUp(records: StreamRecord[], attempts: number, tooOld: boolean): Promise<void> {
    log(`${fn.settings.name}: ${records.length} records of ${table} were given up after ${attempts} attempts`)
    await options.onFailure?.(
      JSON.stringify(wordOfLoss({ records, attempts, tooOld, shard, streamArn, arn: fn.settings.arn })),
    )
  }

  /** Ends the open window when its time has passed, or when the next records belong to a later one. */
  async function closeWindow(before: number): Promise<void> {
    const { window } = state
    if (!window || window.start + tumblingMs > before) return
    await invoke([], true).catch(() => {}) // the function's log says why
    delete state.window
    save(state.next)
  }

  async function step(): Promise<void> {
    const before = writes
    const { records, next } = await read()
    if (records.length === 0) {
      quietAt = before
      if (next !== state.next) save(next)
      if (tumblingMs > 0) await closeWindow(Date.now())
      const windowEnd = state.window ? state.window.start + tumblingMs - Date.now() : 1000
      if (quietAt === writes) await pause(Math.max(10, Math.min(1000, windowEnd)))
      return
    }
    const wanted = filters ? records.filter((record) => filters.some((matches) => matches(record))) : records
    for (const group of tumblingMs > 0 ? byWindow(wanted, tumblingMs) : [wanted]) {
      if (group.length === 0) continue
      if (tumblingMs > 0) {
        await closeWindow(openWindow(group[0]!, tumblingMs).start)
        state.window ??= openWindow(group[0]!, tumblingMs)
      }
      await handle(group)
    }
    age = ageOf(records.at(-1)!)
    save(next)
  }

  async function follow(): Promise<void> {
    let failures = 0
    while (!stopped.aborted) {
      try {
        await step()
        failures = 0
      } catch (error) {
        if (stopped.aborted) return
        failures += 1
        if (failures === 3) log(`${fn.settings.name}: the stream of ${table} cannot be read: ${String(error)}`)
        await pause(Math.min(5000, 100 * 2 ** failures))
      }
    }
  }

  const following = settings.Enabled ? follow() : Promise.resolve()
  return {
    functionName: fn.settings.name,
    table,
    checkpoint: () => state.next,
    caughtUp: () => quietAt === writes || !settings.Enabled,
    hurry() {
      hurried = true
    },
    iteratorAgeMs: () => age,
    async replay() {
      if (!lastEvent) return 0
      await fn.invoke(lastEvent)
      return lastEvent.Records.length
    },
    async stop() {
      stopping.abort()
      unwatch()
      await following
    },
  }
}
