/** Work in a thread of its own, so that it neither holds up the cloud nor is held up by it. */
import { Worker } from 'node:worker_threads'

/** Runs a file of this folder with some data and resolves with the one message it sends. */
export function inThread<Result>(file: string, workerData: unknown): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(file, import.meta.url), { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`${file} ended with ${code} and said nothing`)))
  })
}
