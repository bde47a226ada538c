/** The data folder of the local cloud on this machine, and who uses it. */
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { root } from './synthesize.ts'

export const dataFolder = join(root, '.akcja')
const runningFile = join(dataFolder, 'running.json')
const enoughBytes = 200 * 1024 * 1024

/** What a person should do, without a stack: the command prints it and ends with 1. */
export class Trouble extends Error {
  override name = 'Trouble'
}

const Running = z.object({
  pid: z.int(),
  url: z.string(),
  /** Where `npm run audit` finds what it checks. */
  audit: z
    .object({ audit: z.string(), campaigns: z.string(), dataKey: z.string(), dynamodb: z.string(), kms: z.string() })
    .optional(),
})
export type Running = z.infer<typeof Running>

/** The cloud that runs on the data folder now, if one does. */
export function running(): Running | undefined {
  try {
    const known = Running.parse(JSON.parse(readFileSync(runningFile, 'utf8')))
    // the number may have gone to another program since
    return readFileSync(`/proc/${known.pid}/cmdline`, 'utf8').includes('local/start.ts') ? known : undefined
  } catch {
    return undefined
  }
}

/** Takes the data folder for this process, or says why it cannot be had. Returns what gives it back. */
export function takeFolder(url: string): () => void {
  const other = running()
  if (other) throw new Trouble(`Akcja is running already: ${other.url} (process ${other.pid}).`)
  try {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(runningFile, JSON.stringify({ pid: process.pid, url } satisfies Running))
  } catch (error) {
    throw sayable(error) ?? error
  }
  const { bavail, bsize } = statfsSync(dataFolder)
  if (bavail * bsize < enoughBytes) {
    throw new Trouble(`The disk of ${dataFolder} is full: Akcja needs ${enoughBytes / 1024 / 1024} MB free to run.`)
  }
  return () => rmSync(runningFile, { force: true })
}

/** Notes where the audit of the running cloud is, for another command. */
export function noteAudit(audit: NonNullable<Running['audit']>): void {
  const known = Running.parse(JSON.parse(readFileSync(runningFile, 'utf8')))
  writeFileSync(runningFile, JSON.stringify({ ...known, audit } satisfies Running))
}

/** An error of the system in a person's words; undefined when it is none that a person can set right. */
export function sayable(error: unknown): Trouble | undefined {
  if (error instanceof Trouble) return error
  const { code, path, port } = error as NodeJS.ErrnoException & { port?: number }
  switch (code) {
    case 'EADDRINUSE':
      return new Trouble(
        `Port ${port} is taken. End what uses it, or choose another: PORT=${(port ?? 3000) + 1} npm start`,
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return new Trouble(`The disk of ${path ?? dataFolder} is full.`)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Trouble(`${path ?? dataFolder} cannot be written (${code}). Akcja keeps its data there.`)
    case 'EEXIST':
    case 'ENOTDIR':
      return new Trouble(`${path ?? dataFolder} is a file; Akcja needs a folder there.`)
    default:
      return undefined
  }
}

/** Prints what went wrong: one line where a person can act on it, the stack where only a developer can. */
export function fail(error: unknown): never {
  const line = sayable(error)?.message
  if (line) console.error(line)
  else if (process.env.AKCJA_DEBUG || !(error instanceof Error)) console.error(error)
  else console.error(`${error.message}\n(AKCJA_DEBUG=1 shows where)`)
  process.exit(1)
}
