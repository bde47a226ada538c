/**
 * A function of the template, run in worker threads: one invocation to a worker at a time, as on Lambda; more workers while
 * there is work for them, up to a limit; warm ones kept for a while; cut off at the time-out and at the memory size.
 */
import { randomUUID } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { CloudClock } from './clock.ts'
import { deathOf, exited, FunctionError, isTooLarge, tooLarge } from './lambda-errors.ts'
import type { FunctionLog } from './lambda-log.ts'
import type { ErrorReport, FromWorker, Start, ToWorker } from './lambda-messages.ts'

export interface FunctionSettings {
  name: string
  arn: string
  /** The file of its bundle and the handler's name in it. */
  file: string
  exported: string
  environment: Record<string, string>
  timeoutSeconds: number
  memoryMiB: number
  /** Most workers at once. */
  limit: number
}

export interface LambdaFunction {
  settings: FunctionSettings
  /** Runs the handler and gives back what it answered; throws FunctionError. Waits while all workers are busy. */
  invoke(event: unknown): Promise<unknown>
  /** Ends every worker, running invocations with them, as a crash of the machine would. Returns how many were running. */
  kill(): number
  /** Invocations running or waiting. */
  busy(): number
  figures(): FunctionFigures
  /** The most memory (heap and buffers, MiB) one worker was seen to hold since the last reset. */
  peakMiB(): number
  resetPeak(): void
  close(): Promise<void>
}

export interface FunctionFigures {
  invocations: number
  errors: number
  workers: number
  running: number
  waiting: number
}

interface Job {
  id: string
  event: string
  resolve(result: unknown): void
  reject(error: FunctionError): void
}

interface Instance {
  worker: Worker
  state: 'starting' | 'idle' | 'busy'
  job?: Job
  timer?: NodeJS.Timeout
  idleSince: number
}

const keepWarmMs = 60_000

/** Prepares a function; its first worker starts with the first invocation. */
export function lambdaFunction(settings: FunctionSettings, clock: CloudClock, log: FunctionLog): LambdaFunction {
  const { name, timeoutSeconds, memoryMiB, limit } = settings
  const instances = new Set<Instance>()
  const waiting: Job[] = []
  const count = { invocations: 0, errors: 0 }
  let peak = 0
  let closed = false

  const start: Start = {
    entry: pathToFileURL(settings.file).href,
    exported: settings.exported,
    clock: clock.memory,
    name,
    arn: settings.arn,
    memoryMiB,
  }

  function pump(): void {
    for (const instance of instances) {
      if (instance.state !== 'idle') continue
      const job = waiting.shift()
      if (!job) return
      run(instance, job)
    }
    const starting = [...instances].filter(({ state }) => state === 'starting').length
    for (let more = Math.min(waiting.length - starting, limit - instances.size); more > 0; more--) launch()
  }

  function launch(): void {
    const worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
      workerData: start,
      env: settings.environment,
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    })
    const instance: Instance = { worker, state: 'starting', idleSince: 0 }
    instances.add(instance)
    worker.on('message', (message: FromWorker) => hear(instance, message))
    worker.on('error', (error: Error & { code?: string }) => lose(instance, deathOf(error)))
    worker.on('exit', (code) => lose(instance, exited(`exit status ${code}`)))
    worker.stdout.on('data', (text: Buffer) => log.write('info', text.toString().trimEnd()))
    worker.stderr.on('data', (text: Buffer) => log.write('error', text.toString().trimEnd()))
  }

  function hear(instance: Instance, message: FromWorker): void {
    switch (message.kind) {
      case 'log':
        log.write(message.level, message.text, message.requestId ? { requestId: message.requestId } : {})
        return
      case 'ready':
        instance.state = 'idle'
        instance.idleSince = performance.now()
        pump()
        return
      case 'failed': {
        // The bundle itself cannot start: whoever asked for this worker is told, as Lambda tells of a failed init.
        instances.delete(instance)
        void instance.worker.terminate()
        const job = waiting.shift()
        if (job) fail(job, message.error)
        pump()
        return
      }
      default: {
        const { job } = instance
        if (!job || job.id !== message.id) return
        free(instance)
        if (message.kind === 'error') fail(job, message.error)
        else if (isTooLarge(message.result)) fail(job, tooLarge('Response', message.result))
        else job.resolve(JSON.parse(message.result))
        pump()
        return
      }
    }
  }

  function run(instance: Instance, job: Job): void {
    instance.state = 'busy'
    instance.job = job
    const deadline = Date.now() + timeoutSeconds * 1000
    instance.timer = setTimeout(() => {
      const seconds = timeoutSeconds.toFixed(2)
      lose(instance, {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${job.id} Error: Task timed out after ${seconds} seconds`,
        trace: [],
      })
    }, timeoutSeconds * 1000)
    instance.worker.postMessage({ id: job.id, event: job.event, deadline } satisfies ToWorker)
  }

  function free(instance: Instance): void {
    clearTimeout(instance.timer)
    instance.state = 'idle'
    instance.idleSince = performance.now()
    delete instance.job
  }

  /** A worker is gone or is ended now; its invocation, if any, fails with the reason. */
  function lose(instance: Instance, why: ErrorReport): void {
    if (!remove(instance)) return
    if (instance.job) fail(instance.job, why)
    else if (instance.state === 'starting' && waiting.length > 0 && !closed) fail(waiting.shift()!, why)
    if (!closed) pump()
  }

  function remove(instance: Instance): boolean {
    clearTimeout(instance.timer)
    void instance.worker.terminate()
    return instances.delete(instance)
  }

  function fail(job: Job, report: ErrorReport): void {
    count.errors += 1
    const text = `${report.errorType}: ${report.errorMessage}`
    log.write(closed ? 'warn' : 'error', text, { requestId: job.id, trace: report.trace })
    job.reject(new FunctionError(name, report))
  }

  const sampling = setInterval(() => {
    for (const instance of instances) {
      const idleFor = performance.now() - instance.idleSince
      if (instance.state === 'idle' && idleFor > keepWarmMs && instances.size > 1) {
        instances.delete(instance)
        void instance.worker.terminate()
      } else if (instance.state === 'busy') {
        instance.worker.getHeapStatistics().then(
          (heap) => {
            const bytes = heap.total_heap_size + heap.external_memory + heap.malloced_memory
            peak = Math.max(peak, bytes / 1024 / 1024)
          },
          () => {}, // it ended meanwhile
        )
      }
    }
  }, 250)
  sampling.unref()

  return {
    settings,
    invoke(event) {
      return new Promise((resolve, reject) => {
        const id = randomUUID()
        const job: Job = { id, event: JSON.stringify(event ?? null), resolve, reject }
        count.invocations += 1
        if (closed) return fail(job, exited('the local cloud is stopping'))
        if (isTooLarge(job.event)) return fail(job, tooLarge('Request', job.event))
        waiting.push(job)
        pump()
      })
    },
    kill() {
      const victims = [...instances].filter(({ state }) => state !== 'starting')
      for (const instance of victims) remove(instance)
      const running = victims.flatMap(({ job }) => job ?? [])
      for (const job of running) fail(job, exited('signal: killed'))
      pump()
      return running.length
    },
    busy: () => waiting.length + [...instances].filter(({ state }) => state === 'busy').length,
    figures: () => ({
      ...count,
      workers: instances.size,
      running: [...instances].filter(({ state }) => state === 'busy').length,
      waiting: waiting.length,
    }),
    peakMiB: () => Math.round(peak),
    resetPeak: () => {
      peak = 0
    },
    async close() {
      closed = true
      clearInterval(sampling)
      for (const job of waiting.splice(0)) fail(job, exited('the local cloud is stopping'))
      await Promise.all(
        [...instances].map((instance) => {
          lose(instance, exited('the local cloud is stopping'))
          return instance.worker.terminate()
        }),
      )
      await log.close()
    },
  }
}
