/** In a thread: csv-parse reading a contact file and doing nothing with it. `info` off, cells as arrays, rows counted. */
import { createReadStream } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { parse } from 'csv-parse'
import type { ContactFileEncoding } from '../builders/contact-file.ts'

export interface ReadFile {
  path: string
  encoding: ContactFileEncoding
}

export interface FileRead {
  /** Without the header. */
  rows: number
  milliseconds: number
}

const { path, encoding } = workerData as ReadFile

const begun = performance.now()
const parser = parse({ delimiter: ';' })
const ended = new Promise((resolve, reject) => parser.once('end', resolve).once('error', reject))
let rows = -1 // the header is none
parser.on('readable', () => {
  while (parser.read() !== null) rows++
})
if (encoding === 'utf-8') {
  createReadStream(path).pipe(parser)
} else {
  // csv-parse knows the encodings of Buffer only
  const decoder = new TextDecoder(encoding)
  for await (const piece of createReadStream(path)) {
    if (!parser.write(decoder.decode(piece as Buffer, { stream: true }))) {
      await new Promise((resolve) => parser.once('drain', resolve))
    }
  }
  parser.end()
}
await ended
parentPort!.postMessage({ rows, milliseconds: performance.now() - begun } satisfies FileRead)
