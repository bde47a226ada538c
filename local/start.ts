/** `npm start`: the whole of Akcja on this machine, and on the first start a drive to look at. */
import { createServer } from 'node:net'
import { bootCloud, type Cloud } from './cloud.ts'
import { dataFolder, fail, sayable, Trouble, takeFolder } from './command-folder.ts'
import { runSample } from './sample.ts'
import { assembly, synthesize } from './synthesize.ts'

const empty = process.argv.includes('--empty')

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
  process.on('uncaughtException', (error) => fail(error))

  cloud = await bootCloud({ assembly, data: dataFolder, port, log: console.log })
  if (ending) return cloud.stop()
  const example = (await hasCampaigns(cloud)) || empty ? undefined : await runSample(cloud)
  if (ending) return
  showAddresses(cloud, example?.link)
  console.log(`Akcja is ready: ${cloud.url}`)
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
