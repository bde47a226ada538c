/** The report of bad rows while it grows: a temporary file, so that millions of bad rows need no memory. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BadRow } from '../../shared/contact/reasons.ts'

export function reportFile() {
  const path = join(tmpdir(), `bad-rows-${randomUUID()}.csv`)
  let file: FileHandle | undefined
  return {
    path,
    async add(rows: BadRow[]): Promise<void> {
      const { reportHeading, reportLines } = await import('../../shared/contact/report.ts') // most lists have no bad row
      if (!file) {
        file = await open(path, 'wx', 0o600)
        await file.write(reportHeading)
      }
      await file.write(reportLines(rows))
    },
    /** Whether there is anything in it. Nothing more can be added. */
    async close(): Promise<boolean> {
      await file?.close()
      return file !== undefined
    },
    async remove(): Promise<void> {
      await rm(path, { force: true })
    },
  }
}
