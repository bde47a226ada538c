/** DynamoDB of the local cloud: the embedded engine (or the one AWS_ENDPOINT_URL_DYNAMODB names) behind our own door. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Authorize } from '../permissions.ts'
import { engineApi } from './dynamodb-api.ts'
import { type Consumption, capacityCount } from './dynamodb-capacity.ts'
import { type DynamoProcess, runDynoxide } from './dynamodb-process.ts'
import { type Backups, dynamoProxy } from './dynamodb-proxy.ts'
import { openStreamFile } from './dynamodb-stream-file.ts'
import { type StreamRead, streamReader } from './dynamodb-streams.ts'
import { ensureTable, sweepExpired, type TableInput } from './dynamodb-tables.ts'
import { engineWire, type Wire } from './dynamodb-wire.ts'
import { type FaultOrder, faultList } from './http.ts'

export interface DynamoOptions {
  /** Folder of the database file; made if missing. */
  dir: string
  /** Port of the door; a free one when absent. */
  port?: number
  log?: (line: string) => void
  /** Absent: everybody may do everything. */
  authorize?: Authorize
  /** Whether consumed capacity is counted from the start; true when absent. */
  count?: boolean
  region?: string
  account?: string
}

export interface Dynamo {
  /** What SDK clients are given. Serves DynamoDB and its streams. */
  url: string
  ensureTable(input: TableInput): Promise<void>
  /** Deletes what expired before `now` (epoch milliseconds), as TTL does. Returns how many items. */
  sweepExpired(now: number): Promise<number>
  /** Records after the sequence number `from`, in Lambda's event shape. Hand `next` in as the next `from`. */
  readStream(options: { table: string; from?: string; limit?: number }): Promise<StreamRead>
  /**
   * Forgets records up to and with this sequence number (a checkpoint), never the newest. Returns how many at once;
   * of many, the rest follows in small steps.
   */
  trimStream(table: string, upTo: string): number
  /** Calls the listener after each write that succeeded, with the tables written. Returns how to stop that. */
  onWrite(listener: (tables: string[]) => void): () => void
  failNext(order: FaultOrder): void
  clearFaults(): void
  consumed(): Consumption
  resetConsumed(): void
  /** Switches counting off and on; off, it costs nothing. */
  count(on: boolean): void
  /** The embedded engine's process id; undefined for one that runs elsewhere. */
  enginePid(): number | undefined
  /** The engine itself, past the door: past permissions, faults, counting and streams. */
  engineUrl(): string | Promise<string>
  close(): Promise<void>
}

/** Starts the engine and the door in front of it. Throws with a sentence for people when there is none. */
export async function startDynamo(options: DynamoOptions): Promise<Dynamo> {
  const { dir, port, authorize, region = 'eu-central-1', account = '000000000000' } = options
  const log = options.log ?? (() => {})
  mkdirSync(dir, { recursive: true })
  const elsewhere = process.env.AWS_ENDPOINT_URL_DYNAMODB
  const wire = engineWire()
  if (elsewhere) await greet(elsewhere, wire)
  const child: DynamoProcess | undefined = elsewhere ? undefined : await runDynoxide(dir, log)
  const engine = { url: child ? child.url : () => elsewhere!.replace(/\/$/, ''), wire }
  const api = engineApi(engine)
  const file = child && openStreamFile(child.file, log)
  const arnOf = (resource: string) => `arn:aws:dynamodb:${region}:${account}:table/${resource}`
  const streams = streamReader({ api, file, region, arnOf })
  const faults = faultList()
  const listeners = new Set<(tables: string[]) => void>()
  const capacity = capacityCount()
  let counting = options.count ?? true

  const closeEngine = async () => {
    void file?.close()
    wire.close()
    await child?.close()
  }
  const door = await dynamoProxy({
    engine,
    arnOf,
    faults,
    capacity: () => (counting ? capacity : undefined),
    wrote: (tables) => {
      for (const listener of listeners) listener(tables)
    },
    backups: backupsIn(join(dir, 'dynamodb-backups.json')),
    ...(port !== undefined && { port }),
    ...(authorize && { authorize }),
  }).catch(async (error: unknown) => {
    await closeEngine()
    throw error
  })

  return {
    url: door.url,
    ensureTable: (input) => ensureTable(api, input),
    sweepExpired: (now) => sweepExpired(api, file, now),
    readStream: streams.read,
    trimStream: streams.trim,
    onWrite(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    failNext: faults.failNext,
    clearFaults: faults.clear,
    consumed: capacity.consumed,
    resetConsumed: capacity.reset,
    count: (on) => {
      counting = on
    },
    enginePid: () => child?.pid(),
    engineUrl: engine.url,
    async close() {
      await door.close()
      await closeEngine()
    },
  }
}

/** Makes sure that a DynamoDB answers where the variable says. The door signs nothing, so it cannot be AWS's own. */
async function greet(url: string, wire: Wire): Promise<void> {
  if (!/^http:\/\/[^/]+\/?$/.test(url))
    throw new Error(`AWS_ENDPOINT_URL_DYNAMODB must be the http:// address of a DynamoDB on your side, not ${url}`)
  const answer = await wire
    .send(url.replace(/\/$/, ''), 'DynamoDB_20120810.ListTables', Buffer.from('{}'))
    .catch(() => undefined)
  if (answer?.status !== 200) throw new Error(`AWS_ENDPOINT_URL_DYNAMODB is ${url}, but no DynamoDB answers there.`)
}

/** Which tables have point-in-time recovery on, remembered beside the database. */
function backupsIn(file: string): Backups {
  let on: string[] = []
  try {
    on = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // none yet
  }
  return {
    get: (table) => on.includes(table),
    set(table, enabled) {
      on = [...on.filter((one) => one !== table), ...(enabled ? [table] : [])]
      writeFileSync(`${file}.new`, JSON.stringify(on))
      renameSync(`${file}.new`, file)
    },
  }
}
