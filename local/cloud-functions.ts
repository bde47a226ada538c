/** The template's functions, ready to be invoked, and the ways in which services invoke them. */

import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { CloudClock } from './clock.ts'
import type { Engines } from './cloud-engines.ts'
import { localSecret } from './engines/s3-signature.ts'
import { type LambdaFunction, lambdaFunction } from './lambda.ts'
import { FunctionError } from './lambda-errors.ts'
import { functionLog } from './lambda-log.ts'
import { logMetrics } from './log-metrics.ts'
import type { Resource, Template } from './template.ts'
import { type Assembly, TemplateError } from './template-assembly.ts'
import type { FunctionShape } from './template-shapes-run.ts'

export interface Functions {
  all: LambdaFunction[]
  byArn(arn: string): LambdaFunction | undefined
  byName(name: string): LambdaFunction | undefined
  /** Invokes as an asynchronous caller does: retried after a minute, then after two, then given to the failure destination. */
  invokeLater(fn: LambdaFunction, event: unknown): Promise<void>
  /** Lines of the functions' logs that a metric of the template counts; undefined where it counts none. */
  lines(namespace: string, metric: string): number | undefined
  close(): Promise<void>
}

export interface FunctionsOptions {
  assembly: Assembly
  template: Template
  engines: Engines
  clock: CloudClock
  dir: string
  log: (line: string) => void
}

export function prepareFunctions(options: FunctionsOptions): Functions {
  const { template, engines, clock, dir, log } = options
  const routed = new Set(
    template.of('AWS::ApiGatewayV2::Integration').map(({ properties }) => properties.IntegrationUri),
  )
  const counted = logMetrics(template)
  const prepared = new Map(
    template.of('AWS::Lambda::Function').map((fn) => {
      const settings = settingsOf(fn, options, routed.has(fn.arn()))
      return [
        fn.arn(),
        lambdaFunction(settings, clock, counted.counting(fn.name, functionLog(dir, fn.name, clock.now, log))),
      ] as const
    }),
  )
  const all = [...prepared.values()]
  const later = new Map(
    template.of('AWS::Lambda::EventInvokeConfig').map(({ properties }) => [properties.FunctionName, properties]),
  )
  const waiting = new Set<NodeJS.Timeout>()

  const attempt = async (fn: LambdaFunction, event: unknown, attempts: number): Promise<void> => {
    const {
      MaximumRetryAttempts = 2,
      MaximumEventAgeInSeconds = 21_600,
      DestinationConfig,
    } = later.get(fn.settings.name) ?? {}
    try {
      await fn.invoke(event)
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error
      const waitSeconds = 60 * attempts
      if (attempts <= MaximumRetryAttempts && waitSeconds < MaximumEventAgeInSeconds) {
        const timer = setTimeout(() => {
          waiting.delete(timer)
          attempt(fn, event, attempts + 1).catch((failure: unknown) => log(`${fn.settings.name}: ${String(failure)}`))
        }, waitSeconds * 1000)
        waiting.add(timer)
        return
      }
      const destination = DestinationConfig && template.byArn(DestinationConfig.OnFailure.Destination)
      if (destination) engines.sqs.send(destination.name, JSON.stringify(failureOf(fn, event, attempts, error)))
    }
  }

  return {
    all,
    byArn: (arn) => prepared.get(arn),
    byName: (name) => all.find((fn) => fn.settings.name === name),
    lines: counted.count,
    invokeLater: (fn, event) => attempt(fn, event, 1),
    async close() {
      for (const timer of waiting) clearTimeout(timer)
      await Promise.all(all.map((fn) => fn.close()))
    },
  }
}

function settingsOf(fn: Resource<FunctionShape>, { assembly, template, engines }: FunctionsOptions, routed: boolean) {
  const { Code, Handler, Timeout, MemorySize, Environment, ReservedConcurrentExecutions } = fn.properties
  const folder = assembly.assets.get(Code.S3Key)
  if (!folder) throw new TemplateError(`${fn.id}: its code ${Code.S3Key} is not among the assets of the assembly`)
  const [file, exported] = [Handler.slice(0, Handler.lastIndexOf('.')), Handler.slice(Handler.lastIndexOf('.') + 1)]
  const bundle = ['mjs', 'js', 'cjs'].map((kind) => join(folder, `${file}.${kind}`)).find((one) => existsSync(one))
  if (!bundle) throw new TemplateError(`${fn.id}: its handler ${Handler} is not in ${folder}`)
  const cores = availableParallelism()
  return {
    name: fn.name,
    arn: fn.arn(),
    file: bundle,
    exported,
    timeoutSeconds: Timeout,
    memoryMiB: MemorySize,
    // A page waits for tables most of its time, work from a queue is mostly our own.
    limit: Math.min(ReservedConcurrentExecutions ?? Number.POSITIVE_INFINITY, routed ? Math.max(4, 2 * cores) : cores),
    environment: {
      ...Environment.Variables,
      ...lambdaEnvironment(fn, template),
      AWS_ENDPOINT_URL_DYNAMODB: engines.dynamo.url,
      AWS_ENDPOINT_URL_DYNAMODB_STREAMS: engines.dynamo.url,
      AWS_ENDPOINT_URL_SQS: engines.sqs.url,
      AWS_ENDPOINT_URL_S3: engines.s3.url,
      AWS_ENDPOINT_URL_SESV2: engines.ses.url,
      AWS_ENDPOINT_URL_KMS: engines.kms.url,
      AWS_ENDPOINT_URL_CONNECT: engines.connect.url,
    },
  }
}

/** What Lambda itself puts into the environment. The access key names the function: by it the engines know whose role asks. */
const lambdaEnvironment = (fn: Resource<FunctionShape>, { place }: Template) => ({
  AWS_REGION: place.region,
  AWS_DEFAULT_REGION: place.region,
  AWS_ACCESS_KEY_ID: fn.name,
  AWS_SECRET_ACCESS_KEY: localSecret,
  AWS_LAMBDA_FUNCTION_NAME: fn.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.properties.MemorySize),
  TZ: ':UTC',
})

/** What Lambda sends to the failure destination of an asynchronous invocation. */
const failureOf = (fn: LambdaFunction, event: unknown, attempts: number, { report }: FunctionError) => ({
  version: '1.0',
  timestamp: new Date().toISOString(),
  requestContext: {
    functionArn: `${fn.settings.arn}:$LATEST`,
    condition: 'RetriesExhausted',
    approximateInvokeCount: attempts,
  },
  requestPayload: event,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: report,
})
