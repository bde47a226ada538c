/** `npm start`: the whole of Akcja on this machine, and on the first start a drive to look at. */
import { createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import * as z from 'zod'
import { bootCloud, type Cloud } from './cloud.ts'
import { dataFolder, fail, noteAudit, sayable, Trouble, takeFolder } from './command-folder.ts'
import { runSample } from './sample.ts'
import { workAgents } from './sample-agents.ts'
import { runCaseSample } from './sample-cases.ts'
import { runPhoneSample } from './sample-phone.ts'
import { runVisitSample } from './sample-visits.ts'
import { assembly, synthesize } from './synthesize.ts'

const empty = process.argv.includes('--empty')
const logFile = join(dataFolder, 'akcja.log')
const sampleFile = join(dataFolder, 'sample.json')

let cloud: Cloud | undefined
let ending = false
const agents = new AbortController()

/** What the first start left to look at. */
interface Sample {
  /** The personal link of somebody who has not answered yet. */
  link: string
  /** The drive by telephone. */
  phone: string
  /** The service with visits. */
  visits: string
}

start().catch((error: unknown) => {
  if (!ending) fail(error) // what breaks because the cloud is being ended is no news
})

async function start(): Promise<void> {
  const port = readPort(process.env.PORT)
  await checkPort(port)
  process.on('exit', takeFolder(`http://localhost:${port}`))
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  // a full disk in the middle of the work is no programming error either
  process.on('uncaughtException', fail)

  await synthesize(console.log)
  cloud = await bootCloud({ assembly, data: dataFolder, port, log: openJournal() })
  if (ending) return cloud.stop()
  const { dynamodb, kms } = cloud.endpoints
  const [audit, campaigns, dataKey] = ['Audit', 'Campaigns', 'KeysData'].map((name) => cloud!.name(name)) as [
    string,
    string,
    string,
  ]
  noteAudit({ audit, campaigns, dataKey, dynamodb, kms })
  const sample = empty || (await hasCampaigns(cloud)) ? undefined : await showSample(cloud)
  if (ending) return
  for (const [what, address] of addresses(cloud)) console.log(`  ${what.padEnd(24)}${address}`)
  console.log(`Akcja is ready: ${cloud.url}`)
  if (sample) await showAgents(cloud, sample.phone)
}

/** Ends everything that was started; asked for a second time, at once. */
function end(): void {
  if (ending) process.exit(130)
  ending = true
  agents.abort()
  console.log('\nEnding …')
  const stopped = cloud?.stop() ?? Promise.resolve()
  stopped.then(() => process.exit(0), fail)
}

/** Where things are, for a person who is here for the first time. */
function addresses({ url }: Cloud): [what: string, address: string][] {
  const sample = knownSample()
  return [
    ['Staff', url],
    ...rowIf(sample?.phone, 'The drive by telephone', (id) => `${url}/campaigns/${id}`),
    ...rowIf(sample?.visits, 'Visits of a service', (id) => `${url}/services/${id}`),
    ['Agents’ screen', `${url}/calls`],
    ['A unit’s cases', `${url}/unit-cases`],
    ['Inbox of all residents', `${url}/local/inbox`],
    ['A resident’s telephone', `${url}/local/phone`],
    ...rowIf(sample?.link, 'A resident’s link', (link) => link),
    ['API reference', `${url}/api`],
    ['Queues, functions', `${url}/local/status`],
  ]
}

function rowIf(known: string | undefined, what: string, address: (known: string) => string): [string, string][] {
  return known ? [[what, address(known)]] : []
}

/** Runs the sample drives. A cloud without them is still one to work with, so that their failure is told and no more. */
async function showSample(cloud: Cloud): Promise<Sample | undefined> {
  try {
    const { link } = await runSample(cloud)
    const visits = await runVisitSample(cloud)
    await runCaseSample(cloud)
    const sample: Sample = { link, phone: await runPhoneSample(cloud), visits }
    writeFileSync(sampleFile, JSON.stringify(sample))
    return sample
  } catch (error) {
    if (ending) return undefined
    console.error(`The sample drives did not come to their end: ${(error as Error).message}; the log is ${logFile}`)
    return undefined
  }
}

/** Lets two agents make some calls of the sample drive. They are not needed by anybody: whatever stops them is told and no more. */
async function showAgents(cloud: Cloud, campaign: string): Promise<void> {
  try {
    await workAgents(cloud, campaign, { signal: agents.signal })
  } catch (error) {
    if (!ending) console.error(`The sample’s agents have stopped working: ${(error as Error).message}`)
  }
}

/** What the first start left to look at. */
function knownSample(): Partial<Sample> | undefined {
  return existsSync(sampleFile) ? JSON.parse(readFileSync(sampleFile, 'utf8')) : undefined
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
