/**
 * Dispatch: a launched drive sends its mails to an SMTP server that only counts, and another one to the local SES. Timed
 * from the launch to the last mail taken. The bare contender is one nodemailer pool in a thread, with mails made ready
 * beforehand and as many connections as all workers of the function have together: half before the drive, half after.
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cloud } from '../../local/cloud.ts'
import type { BareMails } from './bare-mail.ts'
import { approve, countsOf, draftOf, launch } from './drive.ts'
import { type Measure, mustBe } from './figures.ts'
import { withCloud } from './own-cloud.ts'
import { type Part, type Say, scaled, seconds, whole } from './part.ts'
import type { Seen } from './smtp-sink.ts'
import { inThread } from './thread.ts'

/** Of one worker's pool, and how many workers the local cloud gives the function: its own limit (5) or the cores. */
const connections = 5
const workers = Math.min(5, availableParallelism())

export const dispatchPart: Part = async (contacts, say) => [
  ...(await bySmtp(scaled(contacts, 1, 100), say)),
  ...(await bySes(scaled(contacts, 1, 100), say)),
]

async function bySmtp(contacts: number, say: Say): Promise<Measure[]> {
  const sink = await startSink()
  try {
    const half = Math.ceil(contacts / 2)
    const pool = { port: sink.port, connections: connections * workers, publicUrl: 'http://localhost:3000' }
    const sizes: number[] = []
    const bare = async (from: number, to: number) => {
      await sink.seen('reset')
      const { milliseconds } = await inThread<{ milliseconds: number }>('./bare-mail.ts', {
        ...pool,
        from,
        to,
      } satisfies BareMails)
      const seen = await sink.seen()
      mustBe('mails of the bare pool', to - from, seen.addresses)
      sizes.push(seen.bytes / seen.mails)
      say(`  bare nodemailer pool: ${whole(to - from)} mails in ${seconds(milliseconds)}, ${about(seen)}`)
      return milliseconds
    }
    const before = await bare(0, half)
    await sink.seen('reset')
    const parameters = {
      MailChannel: 'smtp',
      SmtpUrl: `smtp://127.0.0.1:${sink.port}?rate=1000000&connections=${connections}`,
    }
    const ours = await withCloud({ say, parameters }, async (cloud, folder) => {
      const begun = await launched(cloud, folder, contacts)
      const end = await waitFor(contacts, sink.seen)
      await everyoneSent(cloud, begun.id, contacts)
      const seen = await sink.seen()
      mustBe('mails in the sink', contacts, seen.mails)
      mustBe('people written to', contacts, seen.addresses)
      sizes.push(seen.bytes / seen.mails)
      say(`  the drive: ${whole(contacts)} mails in ${seconds(end - begun.at)}, ${about(seen)}`)
      return end - begun.at
    })
    const bareMs = before + (await bare(half, contacts))
    mustBeAlike(sizes)
    return [
      { id: 'dispatch.smtp.perSecond', value: (contacts * 1000) / ours, unit: 'mails/s' },
      { id: 'dispatch.smtp.ratio', value: bareMs / ours, unit: 'of a bare nodemailer pool' },
    ]
  } finally {
    sink.end()
  }
}

function bySes(contacts: number, say: Say): Promise<Measure[]> {
  return withCloud({ say }, async (cloud, folder) => {
    const begun = await launched(cloud, folder, contacts)
    const { ses } = cloud.engines
    const end = await waitFor(contacts, async () => ({ mails: ses.accepted(), lastAt: Date.now() }), 10)
    await everyoneSent(cloud, begun.id, contacts)
    mustBe('mails accepted by SES', contacts, ses.accepted())
    say(`  the drive by SES: ${whole(contacts)} mails in ${seconds(end - begun.at)}`)
    return [{ id: 'dispatch.ses.perSecond', value: (contacts * 1000) / (end - begun.at), unit: 'mails/s' }]
  })
}

/** Imports, approves and launches a drive of so many contacts. */
async function launched(cloud: Cloud, folder: string, contacts: number): Promise<{ id: string; at: number }> {
  const id = await draftOf(cloud, folder, contacts)
  await approve(cloud, id)
  await cloud.idle()
  const at = Date.now()
  await launch(cloud, id)
  return { id, at }
}

/** When the last of so many mails was taken. */
async function waitFor(mails: number, look: () => Promise<Pick<Seen, 'mails' | 'lastAt'>>, everyMs = 100) {
  for (let last = { mails: -1, at: Date.now() }; ; await sleep(everyMs)) {
    const seen = await look()
    if (seen.mails >= mails) return seen.lastAt
    if (seen.mails > last.mails) last = { mails: seen.mails, at: Date.now() }
    else if (Date.now() - last.at > 120_000) throw new Error(`no mail for two minutes; ${seen.mails} of ${mails}`)
  }
}

/** Both contenders send the same mails: their mean sizes differ by the length of an address, no more. */
function mustBeAlike(sizes: number[]): void {
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  if (most > least * 1.03)
    throw new Error(`mails of ${whole(least)} and of ${whole(most)} bytes are not the same mails`)
}

/** What the drive says of itself must be what was taken. */
async function everyoneSent(cloud: Cloud, id: string, contacts: number): Promise<void> {
  await cloud.idle(120_000)
  mustBe('contacts counted as sent', contacts, (await countsOf(cloud, id)).sent ?? 0)
}

const about = ({ bytes, mails, cpuMs }: Seen) =>
  `${whole(bytes / Math.max(1, mails))} bytes each; the sink worked ${seconds(cpuMs)}`

/** The SMTP server that both contenders send to. */
async function startSink() {
  const child = fork(new URL('./smtp-sink.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const answer = () =>
    new Promise<unknown>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the SMTP sink ended with ${code}`))
      child.once('exit', ended)
      child.once('message', (message) => {
        child.off('exit', ended)
        resolve(message)
      })
    })
  return {
    port: (await answer()) as number,
    seen(asked: 'reset' | 'tell' = 'tell'): Promise<Seen> {
      child.send(asked)
      return answer() as Promise<Seen>
    },
    end: () => child.disconnect(),
  }
}
