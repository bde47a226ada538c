/** The whole local cloud for tests of whole drives: the real bundles, a clock that can be moved, staff who come by its API. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type Api, apiOf, until } from '../../local/api.ts'
import { cloudClock } from '../../local/clock.ts'
import { bootCloud, type Cloud } from '../../local/cloud.ts'
import type { Role } from '../../local/issuer-people.ts'
import { assembly } from '../../local/synthesize.ts'

/** Tuesday, 24 November 2026, 11:00 in Poznan: a working day, inside every usual window. */
export const tuesdayMorning = Date.parse('2026-11-24T10:00:00Z')

export const minute = 60_000

/** Longer than the lease of a claim (180 s), than a message of dispatch stays hidden (720 s), than the pause between sweeps. */
export const pastEveryLease = 13 * minute

/** How long a message of dispatch may be in nobody's hands while its batch is gathered, milliseconds. */
const longestBatchWindow = 1_300

/** Who answers people: those who look in again and again keep them busy. */
const pages = new Set(['staff', 'resident'])

export interface TestCloud {
  cloud: Cloud
  /** Folder of its whole state. */
  data: string
  /** What the cloud has said of itself, line by line: what `npm start` writes to akcja.log. */
  said: string[]
  manager: Api
  approver: Api
  agent: Api
  administrator: Api
  unit: Api
  /** The tables, asked as somebody who may do everything. */
  db: DynamoDBDocumentClient
  /** Moves the clock on, and waits until what that wakes is done and counted. */
  later(milliseconds: number): Promise<void>
  /** Resolves when nothing is being done any more, though messages that failed lie hidden until their visibility ends. */
  halted(): Promise<void>
  close(): Promise<void>
}

export interface TestCloudOptions {
  /** An existing folder, which then stays; a new one, removed at the end, when absent. */
  data?: string
  /** Mails a second that SES takes; 5,000 when absent, so that nobody waits. */
  sesRate?: number
  startAt?: number
  /** Values of the template's parameters. */
  parameters?: Record<string, string>
}

/** Boots the assembly that the global set-up has made. */
export async function startCloud(options: TestCloudOptions = {}): Promise<TestCloud> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'akcja-journey-'))
  const clock = cloudClock(options.startAt ?? tuesdayMorning)
  const said: string[] = []
  const log = (line: string) => void said.push(line)
  const { sesRate = 5_000, parameters = {} } = options
  const cloud = await bootCloud({ assembly, data, clock, sesRate, parameters, log })
  const client = new DynamoDBClient({
    endpoint: cloud.endpoints.dynamodb,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })

  const isHalted = () => {
    const { functions, queues } = cloud.status()
    return (
      functions.every(({ name, running, waiting }) => pages.has(name) || running + waiting === 0) &&
      queues.every(({ visible, delayed, deadLetters }) => deadLetters || visible + delayed === 0)
    )
  }

  return {
    cloud,
    data,
    said,
    manager: staff(cloud, 'manager'),
    approver: staff(cloud, 'approver'),
    agent: staff(cloud, 'agent'),
    administrator: staff(cloud, 'administrator'),
    unit: staff(cloud, 'unit'),
    db: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    async later(milliseconds) {
      clock.advance(milliseconds)
      await cloud.idle(120_000) // messages of killed workers come back after their time of being unseen, which real seconds count
    },
    async halted() {
      let since = performance.now()
      await until(
        async () => {
          if (!isHalted()) since = performance.now()
          return performance.now() - since
        },
        (quiet) => quiet > longestBatchWindow,
        60_000,
        25,
      )
    },
    async close() {
      client.destroy()
      await cloud.stop()
      if (!options.data) rmSync(data, { recursive: true, force: true })
    },
  }
}

/** The API in one person's name, with a fresh token to each request: the clock may have moved past the last one's end. */
function staff(cloud: Cloud, role: Role): Api {
  const api = async () => apiOf(cloud.url, await cloud.token(role))
  return {
    get: async (path) => (await api()).get(path),
    post: async (path, body, headers) => (await api()).post(path, body, headers),
    put: async (path, body) => (await api()).put(path, body),
    patch: async (path, body, headers) => (await api()).patch(path, body, headers),
  }
}
