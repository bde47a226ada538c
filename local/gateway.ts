/** The HTTP API on localhost: routes to functions by the template; `/local/…` belongs to this machine. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodedPath, type HttpAnswer, message, readAnswer, requestEvent } from './gateway-event.ts'
import type { Route, routeTable } from './gateway-routes.ts'
import type { LambdaFunction } from './lambda.ts'
import { FunctionError } from './lambda-errors.ts'

export interface GatewayTarget {
  fn: LambdaFunction
  timeoutMs: number
}

export type LocalHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

export interface GatewayOptions {
  /** Chooses the route of a request; undefined until the functions are there. */
  choose: ReturnType<typeof routeTable<GatewayTarget>> | undefined
  apiId: string
  account: string
  now: () => number
  log: (line: string) => void
  /** Handlers by the path they begin with: `/local/inbox`. */
  local: Map<string, LocalHandler>
}

export interface Gateway {
  port: number
  close(): Promise<void>
}

/** API Gateway's limit for a request's body. */
const largestBody = 10 * 1024 * 1024

/** Listens on 127.0.0.1, and on ::1 where there is one, so that `localhost` leads here by either. Port 0 takes a free one. */
export async function startGateway(port: number, options: GatewayOptions): Promise<Gateway> {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const path = decodedPath(request.url ?? '/')
    if (path === '/local' || path.startsWith('/local/')) {
      for (const [prefix, handler] of options.local) {
        if (path === prefix || path.startsWith(`${prefix}/`)) return handler(request, response)
      }
      return send(response, message(404, 'Not Found'), request)
    }
    const route = options.choose?.(request.method ?? 'GET', path)
    if (!route)
      return send(
        response,
        message(options.choose ? 404 : 503, options.choose ? 'Not Found' : 'Service Unavailable'),
        request,
      )
    send(response, await work(request, route), request)
  }

  async function work(
    request: IncomingMessage,
    route: Route<GatewayTarget> & { pathParameters: Record<string, string> },
  ): Promise<HttpAnswer> {
    const { fn, timeoutMs } = route.target
    const body = await readBody(request)
    if (!body) return message(413, 'Request Entity Too Large')
    const { apiId, account, now } = options
    const event = requestEvent(request, body, {
      routeKey: route.key,
      pathParameters: route.pathParameters,
      apiId,
      account,
      now: now(),
    })
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), timeoutMs)
    })
    try {
      // The function is not stopped by the gateway's patience, only its caller is.
      const answer = await Promise.race([fn.invoke(event).then((value) => ({ value })), late])
      return answer ? readAnswer(answer.value) : message(503, 'Service Unavailable')
    } catch (error) {
      if (!(error instanceof FunctionError)) options.log(`gateway: ${String(error)}`)
      return message(500, 'Internal Server Error')
    } finally {
      clearTimeout(timer)
    }
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    Promise.resolve(handle(request, response)).catch((error: unknown) => {
      options.log(`gateway: ${String(error)}`)
      if (!response.headersSent) send(response, message(500, 'Internal Server Error'), request)
      else response.destroy()
    })
  }
  const servers = [await listen(listener, port, '127.0.0.1')]
  const bound = (servers[0]!.address() as AddressInfo).port
  // A machine without IPv6 does without; one where somebody else holds the port there is told of it.
  const second = await listen(listener, bound, '::1').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' && port !== 0) throw error
    return undefined
  })
  if (second) servers.push(second)

  return {
    port: bound,
    close: async () => {
      await Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(() => resolve())
              server.closeAllConnections()
            }),
        ),
      )
    },
  }
}

function listen(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
  host: string,
): Promise<Server> {
  const server = createServer(listener)
  server.keepAliveTimeout = 60_000
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        error.message = `port ${port} is taken: stop what uses it, or choose another with PORT=…`
      reject(error)
    })
    server.listen({ port, host }, () => resolve(server))
  })
}

/** The whole body; undefined when it is too large, the rest of it unread. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) {
    request.resume()
    return undefined
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= largestBody) chunks.push(chunk)
  }
  return size > largestBody ? undefined : Buffer.concat(chunks)
}

function send(response: ServerResponse, answer: HttpAnswer, request: IncomingMessage): void {
  const { status, headers, cookies, body } = answer
  const bodiless = status === 204 || status === 304 || request.method === 'HEAD'
  if (response.destroyed) return
  response.writeHead(status, {
    ...headers,
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
    ...(status !== 204 && status !== 304 && { 'content-length': body.length }),
  })
  response.end(bodiless ? undefined : body)
}
