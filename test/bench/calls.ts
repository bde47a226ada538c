/**
 * Calls: a drive of automated calls to residents of every kind, over four days of its clock; then agents who ask for calls.
 * Real are: the engine of DynamoDB, the local Connect with its quotas, its flow and its faults (events late, twice, in any
 * order or never, answers lost, turns told twice), and the code of place-calls, talk, hear-back and run-steps, wired as their
 * index.ts wires them, in threads of their own. Not there are: SQS and EventBridge, whose delays, batches and retries a queue
 * by the drive's clock keeps; the SDK's DynamoDB client and the permissions; KMS; and the tally. The clock jumps.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { DriveOrder, DriveSeen, FromDrive } from './calls-drive.ts'
import { judge, type Verdicts } from './calls-judge.ts'
import { nextCalls } from './calls-next.ts'
import { columns, mustBe } from './figures.ts'
import { type Part, type Say, scaled, seconds, whole } from './part.ts'

/** More than Connect gives at first (10); with that the same drive takes five times as many days. */
const lines = 50
const agents = 200

export const callsPart: Part = async (contacts, say) => {
  const people = scaled(contacts, 0.2, 40)
  const folder = mkdtempSync(join(tmpdir(), 'akcja-bench-'))
  const seen = await inOwnThread({ contacts: people, lines, folder }, say).finally(() =>
    rmSync(folder, { recursive: true, force: true }),
  )
  const verdicts = judge(seen.rings, seen.items, lines)
  sayAll(people, seen, verdicts, say)
  mustBe('messages that were given up', 0, seen.lost)
  const unitsOf = (...tables: string[]) =>
    seen.consumed.reduce(
      (sum, { byTable }) => sum + tables.reduce((ofThem, table) => ofThem + (byTable[table]?.writeUnits ?? 0), 0),
      0,
    ) / verdicts.attempts
  const waits = await nextCalls(Math.min(agents, people), say)
  return [
    { id: 'calls.attempts', value: verdicts.attempts, unit: 'calls' },
    { id: 'calls.wrongOutcomes', value: verdicts.wrong.length, unit: 'calls' },
    { id: 'calls.twiceAtATime', value: verdicts.twice, unit: 'calls' },
    { id: 'calls.outsideWindow', value: verdicts.outside, unit: 'calls' },
    { id: 'calls.overCap', value: verdicts.overCap, unit: 'calls' },
    { id: 'calls.lateRetries', value: verdicts.late + verdicts.early, unit: 'calls' },
    { id: 'calls.nextCallP99Ms', value: waits[Math.floor(waits.length * 0.99)]!, unit: 'ms' },
    {
      id: 'calls.writeUnitsPerAttempt',
      value: unitsOf('Calls', 'Campaigns', 'Contacts', 'Addresses'),
      unit: 'write units',
    },
    { id: 'calls.answerWriteUnitsPerAttempt', value: unitsOf('Responses'), unit: 'write units' },
  ]
}

/** Runs the drive. What the functions log is counted and told at the end. */
function inOwnThread(workerData: DriveOrder, say: Say): Promise<DriveSeen> {
  const worker = new Worker(new URL('./calls-drive.ts', import.meta.url), { workerData, stdout: true, stderr: true })
  const events = new Map<string, number>()
  for (const stream of [worker.stdout, worker.stderr]) {
    let rest = ''
    stream.on('data', (bytes: Buffer) => {
      const texts = (rest + bytes.toString()).split('\n')
      rest = texts.pop()!
      for (const text of texts) {
        const event = /"event":"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 80)
        events.set(event, (events.get(event) ?? 0) + 1)
      }
    })
  }
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromDrive) => {
      if ('say' in message) return say(message.say)
      const logged = [...events].map(([event, times]) => `${event} ${whole(times)}`).join(', ')
      if (logged) say(`  The functions logged: ${logged}.`)
      resolve(message.seen)
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the drive ended with ${code} and said nothing`)))
  })
}

function sayAll(people: number, seen: DriveSeen, verdicts: Verdicts, say: Say): void {
  const { attempts, counts, wrong, retries, late, lateOnes, early, queued } = verdicts
  say(
    `  ${whole(people)} people, ${whole(attempts)} calls in ${seconds(seen.seconds * 1000)}; ${whole(seen.promised)} people wait for a person's call`,
  )
  const rows = [...counts]
    .sort(([, one], [, other]) => other.truly - one.truly)
    .map(([outcome, { truly, kept }]) => [outcome, whole(truly), whole(kept)])
  say(columns([['outcome', 'truly', 'kept'], ...rows], [1, 2]).replaceAll(/^/gm, '    '))
  if (wrong.length > 0) say(`  Wrong, for example: ${wrong.slice(0, 5).join(', ')}`)
  say(
    `  ${whole(retries)} retries: ${whole(queued)} waited beyond their minute for a line, a start or a number in use, ${whole(late)} for no reason, ${whole(early)} came before their time`,
  )
  if (lateOnes.length > 0) say(`  Late, for example: ${lateOnes.slice(0, 10).join('; ')}`)
}
