/**
 * Import: a generated file of 574,000 contacts goes through the form's API and the bucket, and the bundled function makes it a list.
 * Timed from the request to import until the list is there; the bare contender is csv-parse reading the same file in a
 * thread of the same process, before and after. The worse of the two encodings is the figure. The peak is what heap and
 * buffers of the function's worker held, from the look at the file on; Node itself takes some 40 MiB more.
 */
import { join } from 'node:path'
import type { Cloud } from '../../local/cloud.ts'
import { type ContactFileEncoding, writeContactFile } from '../builders/contact-file.ts'
import type { FileRead, ReadFile } from './bare-csv.ts'
import { draft, importUpload, managerOf, uploadFile } from './drive.ts'
import { type Measure, mustBe } from './figures.ts'
import { withCloud } from './own-cloud.ts'
import { type Part, type Say, scaled, seconds, whole } from './part.ts'
import { inThread } from './thread.ts'

const encodings: ContactFileEncoding[] = ['utf-8', 'windows-1250']

export const importPart: Part = (contacts, say) =>
  withCloud({ say }, async (cloud, folder): Promise<Measure[]> => {
    const rows = scaled(contacts, 5.74, 100)
    const runs: { perSecond: number; ratio: number; peakMiB: number }[] = []
    for (const encoding of encodings) {
      const path = join(folder, `${encoding}.csv`)
      await writeContactFile(path, { rows, encoding })
      say(`  ${whole(rows)} rows in ${encoding}`)
      const before = await bare(path, encoding, rows)
      const ours = await imported(cloud, path, rows, say)
      const after = await bare(path, encoding, rows)
      const bareMs = (before + after) / 2
      say(
        `  bare csv-parse ${seconds(before)} before, ${seconds(after)} after: ${whole((rows * 1000) / bareMs)} rows/s`,
      )
      runs.push({
        perSecond: (rows * 1000) / ours.milliseconds,
        ratio: bareMs / ours.milliseconds,
        peakMiB: ours.peakMiB,
      })
    }
    return [
      { id: 'import.rowsPerSecond', value: Math.min(...runs.map(({ perSecond }) => perSecond)), unit: 'rows/s' },
      { id: 'import.ratio', value: Math.min(...runs.map(({ ratio }) => ratio)), unit: 'of bare csv-parse' },
      { id: 'import.peakMiB', value: Math.max(...runs.map(({ peakMiB }) => peakMiB)), unit: 'MiB' },
    ]
  })

async function imported(cloud: Cloud, path: string, rows: number, say: Say) {
  const manager = await managerOf(cloud)
  const id = await draft(cloud)
  cloud.resetPeaks()
  const begun = performance.now()
  const upload = await uploadFile(manager, id, path)
  const inspected = performance.now()
  const counts = await importUpload(manager, id, upload)
  const milliseconds = performance.now() - inspected
  const peakMiB = cloud.peakMiB('import-contacts')
  mustBe('rows imported', rows, counts.contacts)
  say(
    `  uploaded and looked at in ${seconds(inspected - begun)}, imported in ${seconds(milliseconds)}: ` +
      `${whole((rows * 1000) / milliseconds)} rows/s, peak ${peakMiB} MiB`,
  )
  return { milliseconds, peakMiB }
}

async function bare(path: string, encoding: ContactFileEncoding, rows: number): Promise<number> {
  const read = await inThread<FileRead>('./bare-csv.ts', { path, encoding } satisfies ReadFile)
  mustBe('rows that csv-parse read', rows, read.rows)
  return read.milliseconds
}
