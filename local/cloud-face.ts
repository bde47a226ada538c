/** What the owner of a running cloud can ask of it and do to it. */
import { watchAlarms } from './alarms.ts'
import type { CloudClock } from './clock.ts'
import { type Engines, sweep } from './cloud-engines.ts'
import type { Functions } from './cloud-functions.ts'
import { nameIn } from './cloud-names.ts'
import type { Wiring } from './cloud-wiring.ts'
import type { Connect } from './engines/connect.ts'
import type { TableConsumption } from './engines/dynamodb-capacity.ts'
import { type Faults, faultsOf, type plugs } from './faults.ts'
import type { PersonKey } from './issuer-people.ts'
import type { LambdaFunction } from './lambda.ts'
import type { Status } from './status.ts'
import type { Template } from './template.ts'

export interface Cloud {
  /** `http://localhost:PORT` */
  url: string
  endpoints: Record<'dynamodb' | 'dynamodbStreams' | 'sqs' | 's3' | 'sesv2' | 'kms' | 'connect', string>
  clock: CloudClock
  faults: Faults
  /** The engines themselves, for tests that look behind the API. */
  engines: Engines
  /** What a construct or logical id is called here: a table's or bucket's name, a queue's address, a key's ARN. */
  name(folderOrLogicalId: string): string
  /** The telephone network: calls, lines, residents, the browser phone. */
  connect: Connect
  /** Invokes a function and gives back its answer; throws FunctionError. */
  invoke(folder: string, event: unknown): Promise<unknown>
  /** Fires the clock rule now; resolves when its function has ended. */
  tick(): Promise<void>
  /** Resolves when queues are empty, streams handled and no function runs; throws with what is left when it takes longer. */
  idle(timeoutMs?: number): Promise<void>
  consumed(): Consumed
  resetConsumed(): void
  /** Ends the function's workers at once, running invocations with them. */
  killWorker(folder: string): void
  /** The most memory (MiB: heap and buffers) one worker of a function was seen to hold. */
  peakMiB(folder: string): number
  resetPeaks(): void
  /** A bearer token of a person of the local issuer; of the first with a role by the role's name. */
  token(person: PersonKey): Promise<string>
  status(): Status
  /** Values of the template's outputs. */
  outputs(): Record<string, unknown>
  stop(): Promise<void>
}

export interface Consumed {
  writeUnits: number
  readUnits: number
  byTable: Record<string, TableConsumption>
  /** Billed SQS requests, without the receives that brought nothing: those are the price of waiting, not of a contact. */
  sqsRequests: number
  sqsEmptyReceives: number
}

export interface Parts {
  url: string
  clock: CloudClock
  template: Template
  engines: Engines
  functions: Functions
  wiring: Wiring
  pulled: ReturnType<typeof plugs>
  log: (line: string) => void
  ending: (() => Promise<unknown>)[]
}

/** The running cloud, as its owner holds it. */
export function assemble(parts: Parts): Omit<Cloud, 'token' | 'stop'> {
  const { url, clock, template, engines, functions, wiring, pulled, log, ending } = parts
  const { dynamo, sqs, s3, ses, kms, connect } = engines
  const name = (wanted: string) => nameIn(template, wanted)
  const functionOf = (folder: string): LambdaFunction => {
    const fn = functions.byName(nameIn(template, folder, 'AWS::Lambda::Function'))
    if (!fn) throw new Error(`there is no function ${folder}`)
    return fn
  }
  const deadLetters = new Set([
    ...template.of('AWS::SQS::Queue').map(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn),
    ...template
      .of('AWS::Lambda::EventSourceMapping')
      .map(({ properties }) => properties.DestinationConfig?.OnFailure.Destination),
  ])
  const worked = new Set(wiring.queueMappings.map(({ queue }) => queue))
  // As long as calls go on, messages lie here that look after them later: that is waiting, not work.
  const asleep = new Set(
    wiring.queueMappings.filter(({ functionName }) => functionName === 'place-calls').map(({ queue }) => queue),
  )

  const sweeping = setInterval(() => void sweepNow(), 600_000)
  sweeping.unref()
  const sweepNow = () =>
    sweep(engines, template, clock.now()).catch((error: unknown) =>
      log(`what has expired could not be deleted: ${String(error)}`),
    )
  const unwatch = clock.onMove(() => void sweepNow())
  const alarms = watchAlarms(
    template.of('AWS::CloudWatch::Alarm'),
    {
      visibleMessages: (queue) => sqs.counts(queue).visible,
      errors: (folder) => functions.byName(folder)?.figures().errors ?? 0,
      lines: functions.lines,
      iteratorAgeMs: (folder) =>
        Math.max(
          0,
          ...wiring.streamMappings.filter((one) => one.functionName === folder).map((one) => one.iteratorAgeMs()),
        ),
    },
    log,
  )
  ending.push(async () => {
    clearInterval(sweeping)
    unwatch()
    alarms.stop()
  })

  /** What is still to be done, in words; nothing when all is quiet. Only queues that a function works on count. */
  const left = (): string[] => [
    ...(connect.isQuiet() ? [] : ['calls are going on by the clock']),
    ...functions.all.filter((fn) => fn.busy() > 0).map((fn) => `${fn.settings.name} is running`),
    ...wiring.queueMappings.filter((one) => one.running() > 0).map(({ queue }) => `${queue} is being worked on`),
    ...[...worked].flatMap((queue) => {
      const { visible, inFlight, ...counts } = sqs.counts(queue)
      const delayed = asleep.has(queue) ? 0 : counts.delayed
      return visible + inFlight + delayed > 0
        ? [`${queue} holds ${visible} + ${inFlight} in flight + ${delayed} delayed`]
        : []
    }),
    ...wiring.streamMappings
      .filter((one) => !one.caughtUp())
      .map(({ table, functionName }) => `${functionName} reads ${table}`),
  ]

  return {
    url,
    endpoints: {
      dynamodb: dynamo.url,
      dynamodbStreams: dynamo.url,
      sqs: sqs.url,
      s3: s3.url,
      sesv2: ses.url,
      kms: kms.url,
      connect: connect.url,
    },
    clock,
    engines,
    connect,
    faults: faultsOf(
      {
        dynamo,
        sqs,
        ses,
        connect,
        physicalName: (wanted) => name(wanted).split('/').at(-1)!,
        functionName: (folder) => functionOf(folder).settings.name,
        kill: (folder) => functionOf(folder).kill(),
        queueMappings: wiring.queueMappings,
        streamMappings: wiring.streamMappings,
        fireClock: wiring.schedule.fire,
      },
      pulled,
    ),
    name,
    invoke: (folder, event) => functionOf(folder).invoke(event),
    tick: wiring.schedule.fire,
    async idle(timeoutMs = 60_000) {
      const until = performance.now() + timeoutMs
      // Twice in a row: between a queue and a stream there is a moment in which neither holds the work.
      for (let quiet = 0; quiet < 2; ) {
        await ses.idle()
        const rest = left()
        quiet = rest.length === 0 ? quiet + 1 : 0
        const onlyStreams = rest.length === wiring.streamMappings.filter((one) => !one.caughtUp()).length
        if (onlyStreams) for (const mapping of wiring.streamMappings) mapping.hurry()
        if (rest.length > 0 && performance.now() > until)
          throw new Error(`not idle after ${timeoutMs} ms: ${rest.join('; ')}`)
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    },
    consumed() {
      const { total, emptyReceives } = sqs.requests()
      return { ...dynamo.consumed(), sqsRequests: total - emptyReceives, sqsEmptyReceives: emptyReceives }
    },
    resetConsumed() {
      dynamo.resetConsumed()
      sqs.resetRequests()
    },
    killWorker: (folder) => void functionOf(folder).kill(),
    peakMiB: (folder) => functionOf(folder).peakMiB(),
    resetPeaks() {
      for (const fn of functions.all) fn.resetPeak()
    },
    status() {
      alarms.look()
      return {
        now: new Date(clock.now()).toISOString(),
        functions: functions.all.map((fn) => ({ name: fn.settings.name, ...fn.figures(), peakMiB: fn.peakMiB() })),
        queues: template
          .of('AWS::SQS::Queue')
          .map((queue) => ({ name: queue.name, ...sqs.counts(queue.name), deadLetters: deadLetters.has(queue.arn()) })),
        streams: wiring.streamMappings.map((one) => ({
          function: one.functionName,
          table: one.table,
          caughtUp: one.caughtUp(),
          iteratorAgeMs: one.iteratorAgeMs(),
        })),
        calls: { open: connect.open().length, lines: connect.settings.lines, all: connect.calls().length },
        alarms: alarms.states(),
      }
    },
    outputs: template.outputs,
  }
}
