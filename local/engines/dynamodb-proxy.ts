/** The door in front of the DynamoDB engine: permissions, ordered faults, counting, and what the engine cannot do itself. */
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Authorize } from '../permissions.ts'
import { callsOf, type DynamoBody, type DynamoCall, tablesOf, unsafeExpression, writes } from './dynamodb-calls.ts'
import type { capacityCount } from './dynamodb-capacity.ts'
import { type EngineAnswer, NotReached, type Wire } from './dynamodb-wire.ts'
import { accessKeyOf, answer, type Fault, type FaultList, type Listener, listen, readBody, readObject } from './http.ts'

export interface Engine {
  /** Where the engine listens now; may wait while it is being restarted. */
  url(): string | Promise<string>
  wire: Wire
}

export interface ProxyOptions {
  engine: Engine
  port?: number
  /** Absent: everybody may do everything. */
  authorize?: Authorize
  /** The ARN of what stands after `table/`. */
  arnOf: (resource: string) => string
  faults: FaultList
  /** Counts what is consumed; undefined answers switch counting off. */
  capacity: () => ReturnType<typeof capacityCount> | undefined
  /** Told after each successful write, with the tables written. */
  wrote: (tables: string[]) => void
  backups: Backups
}

/** Whether point-in-time recovery is on, by table: the engine does not know these calls. */
export interface Backups {
  get(table: string): boolean
  set(table: string, enabled: boolean): void
}

/** Serves the DynamoDB API on 127.0.0.1. */
export function dynamoProxy(options: ProxyOptions): Promise<Listener> {
  const { authorize, arnOf, faults, capacity, wrote, backups } = options

  return listen(async (request, response) => {
    const target = request.headers['x-amz-target']
    const raw = await readBody(request, 17 * 1024 * 1024)
    if (request.method !== 'POST' || typeof target !== 'string') return answer(response, 200, { engine: 'dynamodb' })
    if (!raw) return refuse(response, 'com.amazon.coral.service#', 'RequestEntityTooLargeException', '', 413)
    const action = target.slice(target.indexOf('.') + 1)
    const body: DynamoBody | undefined = readObject(raw)
    if (!body) return refuse(response, 'com.amazon.coral.service#', 'SerializationException', 'The body is not JSON')

    // PartiQL names its tables inside statements, past every check made here; Akcja does not use it.
    if (/^(Batch)?Execute(Statement|Transaction)$/.test(action))
      return refuse(response, 'com.amazon.coral.service#', 'UnknownOperationException', 'PartiQL is not served here')
    const calls = callsOf(action, body)
    if (authorize) {
      const reason = refusal(authorize, accessKeyOf(request), calls, arnOf)
      if (reason !== undefined) return refuse(response, 'com.amazon.coral.service#', 'AccessDeniedException', reason)
    }
    const unsafe = unsafeExpression(body)
    if (unsafe)
      return refuse(
        response,
        validation,
        'ValidationException',
        `Invalid ${unsafe}: it must be ASCII; use #names and :values`,
      )
    if (action === 'DescribeContinuousBackups' || action === 'UpdateContinuousBackups')
      return answer(response, 200, continuousBackups(action, body, backups))

    const tables = tablesOf(calls)
    const fault = faults.strike(action, tables)
    if (fault && fault.when !== 'after') return strike(response, action, body, fault)

    const counting = capacity()
    const sent = counting && body.ReturnConsumedCapacity === undefined ? withCapacity(action, raw) : raw
    const { status, headers, body: answered } = await forward(options.engine, target, sent)
    counting?.add(action, tables, status, answered)
    if (status === 200 && writes.has(action)) wrote(tables)
    if (fault) return strike(response, action, body, fault)
    response.writeHead(status, headers)
    response.end(answered)
  }, options.port)
}

/** Why one of the calls is not allowed on one of its resources; undefined when all are. */
function refusal(
  authorize: Authorize,
  accessKeyId: string,
  calls: DynamoCall[],
  arnOf: ProxyOptions['arnOf'],
): string | undefined {
  for (const { action, resources } of calls)
    for (const resource of resources) {
      const reason = authorize({ accessKeyId, action, resource: resource === '*' ? '*' : arnOf(resource) })
      if (reason !== undefined) return reason
    }
  return undefined
}

const validation = 'com.amazon.coral.validate#'

function refuse(response: ServerResponse, prefix: string, code: string, message: string, status = 400): void {
  answer(response, status, { __type: prefix + code, message, Message: message })
}

/** Answers an ordered fault as DynamoDB words it; a transaction reports a conflict as a cancellation. */
function strike(response: ServerResponse, action: string, body: DynamoBody, fault: Fault): void {
  const prefix = 'com.amazonaws.dynamodb.v20120810#'
  const message = fault.message ?? `${fault.code}, as ordered`
  if (!fault.code.startsWith('TransactionConflict')) {
    const status = fault.status ?? (fault.code.startsWith('Internal') ? 500 : 400)
    refuse(response, prefix, fault.code, message, status)
  } else if (action !== 'TransactWriteItems') {
    refuse(response, prefix, 'TransactionConflictException', message)
  } else {
    const CancellationReasons = (body.TransactItems as unknown[]).map((_, n) =>
      n ? { Code: 'None' } : { Code: 'TransactionConflict', Message: message },
    )
    const codes = CancellationReasons.map(({ Code }) => Code).join(', ')
    const why = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`
    answer(response, 400, {
      __type: `${prefix}TransactionCanceledException`,
      message: why,
      Message: why,
      CancellationReasons,
    })
  }
}

/** The request with `ReturnConsumedCapacity`, put in without writing the JSON anew. */
function withCapacity(action: string, raw: Buffer): Buffer {
  if (!/Item|^Query$|^Scan$/.test(action)) return raw
  const end = raw.lastIndexOf('}')
  const empty = /^\s*\{\s*\}/.test(raw.toString('utf8', 0, 16))
  return Buffer.concat([raw.subarray(0, end), Buffer.from(`${empty ? '' : ','}"ReturnConsumedCapacity":"TOTAL"}`)])
}

function continuousBackups(action: string, body: DynamoBody, backups: Backups) {
  const table = String(body.TableName)
  const asked = body.PointInTimeRecoverySpecification as { PointInTimeRecoveryEnabled?: boolean } | undefined
  if (action === 'UpdateContinuousBackups') backups.set(table, asked?.PointInTimeRecoveryEnabled === true)
  const PointInTimeRecoveryStatus = backups.get(table) ? 'ENABLED' : 'DISABLED'
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus },
    },
  }
}

/**
 * Hands a request to the engine. Nothing listening means nothing was done: wait for its restart and try again.
 * A connection that breaks later leaves the outcome open: 500, on which the SDK repeats, as it would with AWS.
 */
export async function forward(engine: Engine, target: string, body: Buffer): Promise<EngineAnswer> {
  for (const giveUpAt = Date.now() + 10_000; ; ) {
    try {
      return await engine.wire.send(await engine.url(), target, body)
    } catch (error) {
      if (error instanceof NotReached && Date.now() < giveUpAt) await sleep(20)
      else return unavailable()
    }
  }
}

function unavailable(): EngineAnswer {
  const body = Buffer.from(
    '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"The engine is being restarted"}',
  )
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'content-length': String(body.length) }
  return { status: 500, headers, body }
}
