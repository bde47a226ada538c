/**
 * In a thread: the load generator. So many kept connections, each making one visit after the other, and within a visit one
 * request after the other, as fast as the answers come. It reads every answer to its end and counts the statuses.
 */
import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

export interface Load {
  origin: string
  connections: number
  /** Each visit: what is posted, in order. */
  visits: { path: string; body: string }[][]
}

export interface LoadSeen {
  milliseconds: number
  /** How long each request took, milliseconds. */
  took: number[]
  statuses: Record<number, number>
}

const { origin, connections, visits } = workerData as Load
const agent = new Agent({ keepAlive: true, maxSockets: connections })
const { hostname, port } = new URL(origin)
const took: number[] = []
const statuses: Record<number, number> = {}

const post = (path: string, body: string) =>
  new Promise<number>((resolve, reject) => {
    const sending = request(
      {
        agent,
        host: hostname,
        port,
        path,
        method: 'POST',
        headers: {
          Origin: origin,
          'Content-Type': 'application/x-www-form-urlencoded',
          'Content-Length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume()
        response.once('end', () => resolve(response.statusCode!))
        response.once('error', reject)
      },
    )
    sending.once('error', reject)
    sending.end(body)
  })

let next = 0
const lane = async () => {
  for (let visit = visits[next++]; visit; visit = visits[next++]) {
    for (const { path, body } of visit) {
      const begun = performance.now()
      const status = await post(path, body)
      took.push(performance.now() - begun)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
}
const begun = performance.now()
await Promise.all(Array.from({ length: connections }, lane))
const milliseconds = performance.now() - begun
agent.destroy()
parentPort!.postMessage({ milliseconds, took, statuses } satisfies LoadSeen)
