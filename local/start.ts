/** `npm start`: the whole of Akcja on this machine, and on the first start a drive to look at. */
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import * as z from 'zod'
import { bootCloud, type Cloud } from './cloud.ts'
import { dataFolder, fail, sayable, Trouble, takeFolder } from './command-folder.ts'
import { runSample, type Sample } from './sample.ts'
import { assembly, synthesize } from './synthesize.ts'

const empty = process.argv.includes('--empty')
const logFile = join(dataFolder, 'akcja.log')

try {
  await start()
} catch (error) {
  fail(error)
}

async function start(): Promise<void> {
  const port = readPort(process.env.PORT)
  const url = `http://localhost:${port}`
  await checkPort(port)
  const giveBack = takeFolder(url)
  process.on('exit', giveBack)
  await synthesize(console.log)

  let ending: Promise<void> | undefined
  let cloud: Cloud | undefined
  const end = () => {
    if (ending) process.exit(130) // asked twice: at once
    console.log('\nEnding …')
    ending = (cloud?.stop() ?? Promise.resolve()).then(() => process.exit(0), fail)
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  // a full disk in the middle of the work is no programming error either
  process.on('uncaughtException', fail)

  const journal = openJournal()
  cloud = await bootCloud({ assembly, data: dataFolder, port, log: journal })
  const sample = empty || (await hasCampaigns(cloud)) ? undefined : await runSample(cloud)
  if (ending) return
  for (const [what, address] of addresses(cloud, sample)) console.log(`  ${what.padEnd(24)}${address}`)
  console.log(`Akcja is ready: ${cloud.url}`)
}

/** Where things are, for a person who is here for the first time. */
function addresses({ url }: Cloud, sample: Sample | undefined): [what: string, address: string][] {
  return [
    ['Staff', url],
    ['Inbox of all residents', `${url}/local/inbox`],
    ...(sample ? ([['A resident’s link', sample.link]] satisfies [string, string][]) : []),
    ['API reference', `${url}/api`],
    ['Queues, functions', `${url}/local/status`],
  ]
}

/** Whether this data folder has seen a drive already. */
async function hasCampaigns(cloud: Cloud): Promise<boolean> {
  const answer = await fetch(`${cloud.url}/api/v1/campaigns?limit=1`, {
    headers: { authorization: `Bearer ${await cloud.token('manager')}` },
  })
  if (!answer.ok) throw new Error(`The API answers ${answer.status}; the log is ${logFile}`)
  return z.object({ campaigns: z.array(z.unknown()) }).parse(await answer.json()).campaigns.length > 0
}

/** What the cloud says of itself goes to a file: the screen is for the person. */
function openJournal(): (line: string) => void {
  const file = createWriteStream(logFile, { flags: 'a' })
  file.on('error', fail)
  return (line) => void file.write(`${new Date().toISOString()} ${line}\n`)
}

/** PORT of the environment; 3000 when not set. */
function readPort(value: string | undefined): number {
  const port = Number(value || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Trouble(`PORT is "${value}"; it must be a number from 1 to 65535.`)
  }
  return port
}

/** Before anything is built or started: is the port free? */
async function checkPort(port: number): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(sayable(Object.assign(error, { port, path: `port ${port}` })) ?? error))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  })
}
