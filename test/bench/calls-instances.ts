/** The instances of a function of the bench's calls: as many threads as Lambda would run of it, each given one batch at a time. */
import { Worker } from 'node:worker_threads'
import type { SQSBatchResponse } from 'aws-lambda'
import type { Consumption } from '../../local/engines/dynamodb-capacity.ts'
import type { PlaceCallsMessage } from '../../shared/call/call.ts'
import type { FromInstance, Instance, ToInstance } from './calls-functions.ts'

/** The most that the template lets a queue's function have; of `talk`, which the flow asks, so many threads are enough. */
export const instancesEach = 2

export interface InstancesOptions extends Omit<Instance, 'name'> {
  later: (message: PlaceCallsMessage, seconds: number) => void
}

export function functionInstances(name: Instance['name'], { later, ...data }: InstancesOptions) {
  const threads = Array.from({ length: instancesEach }, () => instance({ ...data, name }, later))
  return {
    /** Gives an event to whoever has least to do. */
    invoke: (event: unknown) =>
      threads.reduce((one, other) => (other.busy() < one.busy() ? other : one)).ask(event) as Promise<SQSBatchResponse>,
    consumed: () => Promise.all(threads.map(({ ask }) => ask(undefined) as Promise<Consumption>)),
    end: () => Promise.all(threads.map(({ end }) => end())),
  }
}
export type FunctionInstances = ReturnType<typeof functionInstances>

function instance(workerData: Instance, later: InstancesOptions['later']) {
  const worker = new Worker(new URL('./calls-functions.ts', import.meta.url), { workerData })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let last = 0
  worker.on('message', (message: FromInstance) => {
    if ('later' in message) return later(message.later, message.seconds)
    const { id, value, error } = message
    const one = waiting.get(id)!
    waiting.delete(id)
    if (error === undefined) one.resolve(value)
    else one.reject(new Error(error))
  })
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error)
  })
  return {
    busy: () => waiting.size,
    ask: (event: unknown) =>
      new Promise<unknown>((resolve, reject) => {
        const id = ++last
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, event } satisfies ToInstance)
      }),
    end: () => worker.terminate(),
  }
}
