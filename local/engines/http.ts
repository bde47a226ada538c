/** What every engine of the local cloud needs of HTTP: a listener on loopback, a body, an answer, faults on request. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listener {
  /** `http://127.0.0.1:PORT`, no trailing slash. */
  url: string
  port: number
  /** Stops listening and drops what is still open. */
  close(): Promise<void>
}

/** Listens on 127.0.0.1 only. What the handler throws becomes a 500, so that an SDK retries. A taken port is told plainly. */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  port = 0,
): Promise<Listener> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy()
      answer(response, 500, { __type: 'InternalServerError', message: String(error) })
    })
  })
  // SDK clients keep their sockets for long: a server that closes them first loses requests in flight.
  server.keepAliveTimeout = 0
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`port ${port} on 127.0.0.1 is taken`) : error),
    )
    server.listen({ port, host: '127.0.0.1' }, resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The whole body of a request; undefined when it is longer than `limit` bytes. */
export async function readBody(
  request: IncomingMessage,
  limit = Number.POSITIVE_INFINITY,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= limit) chunks.push(chunk) // the rest is read and dropped, so that the answer still reaches its caller
  }
  if (length > limit) return undefined
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

/** A body as a JSON object; undefined when it is something else. */
export function readObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** Answers with a value as JSON, in the content type of the caller's protocol. */
export function answer(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': body.length,
    ...headers,
  })
  response.end(body)
}

/** Whose request it is: the access key id of its SigV4 header (`Credential=KEY/…`), `anonymous` without one. */
export function accessKeyOf(request: IncomingMessage): string {
  return /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? 'anonymous'
}

/** A fault to be answered instead of the work, or after it: `after` means the work is done but its answer is lost. */
export interface Fault {
  /** The name of the error as the SDK will see it: `ProvisionedThroughputExceededException`, `TransactionConflict` … */
  code: string
  status?: number
  message?: string
  when?: 'before' | 'after'
}

export interface FaultOrder extends Fault {
  /** The API's action (`PutItem`); any when absent. */
  action?: string
  /** Table or queue by its physical name; any when absent. */
  resource?: string
  /** How many calls it strikes; 1 when absent. */
  times?: number
}

/** Faults ordered for the next calls, first come, first struck. */
export function faultList() {
  let orders: FaultOrder[] = []
  return {
    /** Orders a fault for the next calls of an action on a resource. */
    failNext(order: FaultOrder): void {
      orders.push({ times: 1, ...order })
    },
    /** Forgets all faults that have not struck yet. */
    clear(): void {
      orders = []
    },
    /** The fault that strikes this call, if one was ordered. */
    strike(action: string, resources: string[]): Fault | undefined {
      const order = orders.find(
        (one) => (one.action ?? action) === action && (!one.resource || resources.includes(one.resource)),
      )
      if (!order) return undefined
      order.times = order.times! - 1
      if (order.times < 1) orders = orders.filter((one) => one !== order)
      return order
    },
  }
}
export type FaultList = ReturnType<typeof faultList>
