/**
 * The thread in which the bench's drive is called: its tables, its telephone network, its queues, and the instances of the
 * functions, all on one clock that jumps from event to event.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { callFlow } from '../../infra/flow/call-flow.ts'
import { startConnect } from '../../local/engines/connect.ts'
import type { PhoneCall } from '../../local/engines/connect-store.ts'
import type { Consumption } from '../../local/engines/dynamodb-capacity.ts'
import { type Call, listOf } from '../../shared/call/call.ts'
import { callStore } from '../../shared/call/call-store.ts'
import { linesStore } from '../../shared/call/lines-store.ts'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { besideStore } from '../../shared/contact/beside-store.ts'
import { advanceCampaign } from '../../shared/plan/advance.ts'
import { ledgerStore } from '../../shared/plan/ledger-store.ts'
import { pumpStore } from '../../shared/plan/pump-store.ts'
import { nextOpening } from '../../shared/plan/window.ts'
import { resultStore } from '../../shared/result/result-store.ts'
import { keys, office } from '../builders/sending.ts'
import { startTables } from '../builders/tables.ts'
import { directClient } from './calls-db.ts'
import type { Instance } from './calls-functions.ts'
import { type FunctionInstances, functionInstances, instancesEach } from './calls-instances.ts'
import { driveId, driveWindow, prepareDrive } from './calls-people.ts'
import { virtualQueue, virtualTime } from './calls-time.ts'

export interface DriveOrder {
  contacts: number
  /** Calls at once, of the office and of Connect's instance. */
  lines: number
  folder: string
}

/** What the thread sends: words for whoever waits, and at the end everything that is to be judged. */
export type FromDrive = { say: string } | { seen: DriveSeen }

export interface DriveSeen {
  rings: PhoneCall[]
  /** What Akcja kept of them, with the page of each. */
  items: (Call & { page: number })[]
  /** Promised calls that are open: nobody works on the agents' list. */
  promised: number
  consumed: Consumption[]
  lost: number
  seconds: number
}

/** Tuesday, 10 March 2026, ten minutes before nine in Poznan. */
const startAt = Date.parse('2026-03-10T07:50:00Z')
/** As the template sets up the queues of place-calls and hear-back. */
const queueSettings = { batchSize: 10, windowSeconds: 2, concurrency: instancesEach }
const voice = {
  CONNECT_INSTANCE_ID: '10ca1000-0000-4000-8000-000000000061',
  CONNECT_FLOW_ID: 'flow',
  CONNECT_SOURCE_NUMBER: '+48610000010',
}
const minuteMilliseconds = 60_000
/** Nobody is due: the clock fires all the same, so that the step is seen to be done. */
const longestPause = 10 * minuteMilliseconds
const list = listOf(driveId, 0)
const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:talk'

if (parentPort) await run(workerData as DriveOrder)

async function run({ contacts, lines, folder }: DriveOrder): Promise<void> {
  const say = (line: string) => parentPort!.postMessage({ say: line } satisfies FromDrive)
  const tables = await startTables({ streams: false })
  const url = await tables.dynamo.engineUrl()
  const { db, consumed, close } = directClient(url)
  const time = virtualTime(startAt)
  const now = () => new Date(time.now())

  const campaigns = campaignStore(db, 'Campaigns')
  const calls = callStore(db, 'Calls')
  const pumps = pumpStore(db, 'Campaigns')
  const linesOf = linesStore(db, 'Campaigns')
  const listed = await prepareDrive(db, contacts)
  const before = consumed()

  const started: FunctionInstances[] = []
  const functionOf = (name: Instance['name']) => {
    const instances = functionInstances(name, {
      ...{ dynamo: url, connect: connect.url, voice, clock: time.memory, lines, keys, office },
      later: (message, seconds) => placing.send(message, seconds),
    })
    started.push(instances)
    return instances
  }
  const connect = await startConnect({
    dir: folder,
    log: (line) => console.warn(JSON.stringify({ event: line.replace(/[0-9a-f-]{36}|\d+/g, '…').slice(0, 120) })),
    clock: time,
    instanceId: voice.CONNECT_INSTANCE_ID,
    flows: { [voice.CONNECT_FLOW_ID]: callFlow(functionArn) },
    invoke: (_, event) => time.hold(() => talk.invoke(event)),
    onEvent: (event) => events.send(event),
    settings: { countries: ['+48'], lines },
  })
  const talk = functionOf('talk')
  const [placeCalls, hearBack] = [functionOf('place-calls'), functionOf('hear-back')]
  const placing = virtualQueue(time, { ...queueSettings, visibilitySeconds: 360, work: placeCalls.invoke })
  const events = virtualQueue(time, { ...queueSettings, visibilitySeconds: 180, work: hearBack.invoke })
  connect.faults.chance({
    lateEvents: { share: 0.02, upToMs: 300_000 },
    doubledEvents: 0.02,
    shuffledEvents: 0.02,
    droppedEvents: 0.01,
    turnTwice: 0.01,
    lostAnswers: 0.005,
    reasonAfterMs: 1_500,
    seed: 20_260_310,
  })

  const minute = async () => {
    await advanceCampaign(driveId, {
      campaigns,
      pumps,
      ledger: ledgerStore(db, 'Contacts'),
      progress: resultStore(db, 'Results').progress,
      capacity: async () => ({ perSecond: 1, leftToday: 0 }),
      enqueue: async () => {},
      phone: {
        pumps,
        lines: linesStore(db, 'Campaigns'),
        calls,
        beside: besideStore(db, 'Contacts'),
        fill: async () => placing.send({ kind: 'fill' }),
        now,
      },
      now,
    })
  }
  /** When the clock rule fires next: each minute, but nights and minutes for which nobody is due are passed over. */
  const nextMinute = async (): Promise<number> => {
    const next = time.now() + minuteMilliseconds
    const { fresh } = await linesOf.get()
    if (connect.open().length > 0 || (fresh[list] ?? 0) < contacts) return next
    const [soonest] = await calls.due(list, now().toISOString(), '9999', 1)
    const due = soonest ? Math.ceil(Date.parse(soonest.dueAt) / minuteMilliseconds) * minuteMilliseconds : next
    const opening = nextOpening(now(), driveWindow)?.getTime() ?? next
    return Math.max(next, opening, Math.min(due, next + longestPause))
  }
  const tick = () =>
    void time.hold(async () => {
      await minute()
      time.after((await nextMinute()) - time.now(), tick)
    })
  time.after(0, tick)

  const begun = performance.now()
  let told = begun
  for (let isOver = false; !isOver; ) {
    const next = Math.min(time.nextAt() ?? Number.POSITIVE_INFINITY, connect.nextAt() ?? Number.POSITIVE_INFINITY)
    await time.goTo(next, connect.isQuiet)
    const isMinute = time.now() % minuteMilliseconds === 0
    if (isMinute && connect.open().length === 0) {
      isOver = (await pumps.get(driveId, 0)).done || (await campaigns.get(driveId)).status !== 'running'
    }
    if (performance.now() - told < 5_000) continue
    told = performance.now()
    const made = connect.calls().length
    say(
      `  ${now().toISOString().slice(5, 16).replace('T', ' ')} UTC on the drive's clock: ${made.toLocaleString('en')} calls, ${connect.open().length} open, ${Math.round((made * 1000) / (told - begun))} a second`,
    )
  }
  const counts = (await Promise.all(started.map(({ consumed: ofThem }) => ofThem()))).flat()
  const items: DriveSeen['items'] = []
  let promised = 0
  for (let page = 0; page < listed; page++) {
    for (const { calls: ended, callback } of (await calls.ofPage(driveId, page)).values()) {
      items.push(...ended.map((call) => ({ ...call, page })))
      if (callback?.state === 'open') promised++
    }
  }
  parentPort!.postMessage({
    seen: {
      rings: connect.calls().map((call) => ({ ...call, said: [] })),
      items,
      promised,
      consumed: [without(consumed(), before), ...counts],
      lost: placing.count.lost + events.count.lost,
      seconds: (performance.now() - begun) / 1000,
    },
  } satisfies FromDrive)
  await connect.close()
  await Promise.all(started.map(({ end }) => end()))
  close()
  await tables.close()
  parentPort!.close()
}

/** What was consumed since. */
function without(all: Consumption, before: Consumption): Consumption {
  const byTable = Object.fromEntries(
    Object.entries(all.byTable).map(([table, used]) => {
      const old = before.byTable[table]
      return [
        table,
        {
          ...used,
          writeUnits: used.writeUnits - (old?.writeUnits ?? 0),
          readUnits: used.readUnits - (old?.readUnits ?? 0),
        },
      ]
    }),
  )
  return {
    writeUnits: all.writeUnits - before.writeUnits,
    readUnits: all.readUnits - before.readUnits,
    byTable,
  }
}
