/** A local cloud for one part of the bench: its own copy of the assembly, its own data, both gone when the part ends. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloudClock } from '../../local/clock.ts'
import { bootCloud, type Cloud } from '../../local/cloud.ts'
import { assembly } from '../../local/synthesize.ts'
import { aTuesday } from '../builders/campaign.ts'
import type { Say } from './part.ts'

/** So fast that it holds nobody back: mails a second of the local SES. */
const boundless = 1_000_000
const linesShown = 5

export interface OwnCloudOptions {
  say: Say
  parameters?: Record<string, string>
  /** Changes the copy of the assembly before it is booted. */
  prepare?: (assembly: string) => void | Promise<void>
}

/** Boots a cloud, hands it over with a folder for files, and ends it whatever happens. */
export async function withCloud<Result>(
  { say, parameters, prepare }: OwnCloudOptions,
  work: (cloud: Cloud, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'akcja-bench-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  let lines = 0
  const log = (line: string) => {
    if (++lines <= linesShown) say(`  the cloud says: ${line.slice(0, 300)}`)
  }
  try {
    const copy = join(folder, 'assembly')
    cpSync(assembly, copy, { recursive: true })
    await prepare?.(copy)
    const cloud = await bootCloud({
      assembly: copy,
      data: join(folder, 'data'),
      clock: cloudClock(aTuesday.getTime()), // a working day inside every window, whatever the hour of the run
      sesRate: boundless,
      log,
      ...(parameters && { parameters }),
    })
    try {
      return await work(cloud, folder)
    } finally {
      await cloud.stop()
    }
  } finally {
    process.off('exit', remove)
    remove()
  }
}
