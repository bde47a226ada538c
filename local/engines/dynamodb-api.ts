/** The engine's API for the runner itself: no SDK, no signature, past permissions and counting. */
import { type Engine, forward } from './dynamodb-proxy.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of some twenty operations, each read by one caller that knows its shape
export type Api = (action: string, body: object) => Promise<any>

/** Calls an operation by its name, or by its whole target for the streams' API. Errors are named as the SDK names them. */
export function engineApi(engine: Engine): Api {
  return async (action, body) => {
    const target = action.includes('.') ? action : `DynamoDB_20120810.${action}`
    const answer = await forward(engine, target, Buffer.from(JSON.stringify(body)))
    const value = JSON.parse(answer.body.toString()) as { __type?: string; message?: string }
    if (answer.status === 200) return value
    const error = new Error(`${action}: ${value.message ?? answer.status}`)
    error.name = value.__type?.split('#').at(-1) ?? 'InternalServerError'
    throw error
  }
}
