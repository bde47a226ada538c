/**
 * HTTP to the engine over kept sockets, one request at a time on each. Every SDK call of every function passes here in the
 * runner's one thread, and Node's own client costs it three times as much a call (112 against 36 µs).
 */
import { connect, type Socket } from 'node:net'

export interface EngineAnswer {
  status: number
  /** The headers an SDK looks at, ready to be handed on. */
  headers: Record<string, string>
  body: Buffer
}

/** Nothing was listening, or the connection broke before anything was sent: nothing can have been done. */
export class NotReached extends Error {}

interface Line {
  socket: Socket
  /** What to do with the bytes of the answer under way. */
  hear?: (bytes: Buffer) => void
  fail?: (error: Error) => void
}

export interface Wire {
  /** Sends an operation and resolves with whatever the engine answers. Rejects with NotReached, or with doubt. */
  send(url: string, target: string, body: Buffer): Promise<EngineAnswer>
  close(): void
}

/** Any engine takes these credentials; all roles must see one database, whatever engine it is. */
const authorization =
  'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00'

export function engineWire(): Wire {
  const idle = new Map<string, Line[]>()
  const open = new Set<Socket>()

  const dial = (url: string): Promise<Line> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url)
      const socket = connect({ host: hostname, port: Number(port || 80), noDelay: true })
      const line: Line = { socket }
      open.add(socket)
      socket.once('connect', () => resolve(line))
      socket.on('data', (bytes: Buffer) => line.hear?.(bytes))
      socket.on('error', (error) => {
        reject(new NotReached(error.message))
        line.fail?.(error)
      })
      socket.on('close', () => {
        open.delete(socket)
        const waiting = idle.get(url)
        if (waiting)
          idle.set(
            url,
            waiting.filter((one) => one !== line),
          ) // prettier-ignore
        line.fail?.(new Error('the engine closed the connection'))
      })
    })

  return {
    async send(url, target, body) {
      const line = idle.get(url)?.pop() ?? (await dial(url))
      const answer = await ask(line, url, target, body)
      const waiting = idle.get(url)
      if (waiting) waiting.push(line)
      else idle.set(url, [line])
      return answer
    },
    close() {
      for (const socket of open) socket.destroy()
      idle.clear()
    },
  }
}

function ask(line: Line, url: string, target: string, body: Buffer): Promise<EngineAnswer> {
  return new Promise((resolve, reject) => {
    const done = () => {
      line.hear = undefined
      line.fail = undefined
    }
    line.fail = (error) => {
      done()
      reject(error)
    }
    let heard: Buffer | undefined
    line.hear = (bytes) => {
      heard = heard ? Buffer.concat([heard, bytes]) : bytes
      const answer = readAnswer(heard)
      if (!answer) return
      done()
      if (answer instanceof Error) {
        line.socket.destroy()
        reject(answer)
      } else resolve(answer)
    }
    const head =
      `POST / HTTP/1.1\r\nhost: ${url.slice(7)}\r\ncontent-type: application/x-amz-json-1.0\r\n` +
      `content-length: ${body.length}\r\nx-amz-target: ${target}\r\nx-amz-date: 20260101T000000Z\r\n` +
      `authorization: ${authorization}\r\n\r\n`
    line.socket.cork()
    line.socket.write(head, 'latin1')
    line.socket.write(body)
    line.socket.uncork()
  })
}

const handedOn = new Set(['content-type', 'x-amzn-requestid', 'x-amz-crc32'])

/** The answer in these bytes; undefined while some are still on their way. */
function readAnswer(bytes: Buffer): EngineAnswer | Error | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const headers: Record<string, string> = {}
  let length: number | undefined
  let isChunked = false
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (name === 'content-length') length = Number(value)
    else if (name === 'transfer-encoding') isChunked = value.toLowerCase() === 'chunked'
    else if (handedOn.has(name)) headers[name] = value
  }
  const status = Number(first.split(' ')[1])
  if (!status || (length === undefined && !isChunked)) return new Error('the engine does not speak HTTP as expected')
  const body = isChunked ? readChunks(bytes, end + 4) : bytes.length >= end + 4 + length! && bytes.subarray(end + 4)
  if (!body) return undefined
  headers['content-length'] = String(body.length)
  return { status, headers, body }
}

/** A chunked body, put together; undefined while some of it is missing. */
function readChunks(bytes: Buffer, from: number): Buffer | undefined {
  const parts: Buffer[] = []
  for (let at = from; ; ) {
    const end = bytes.indexOf('\r\n', at)
    if (end < 0) return undefined
    const size = Number.parseInt(bytes.toString('latin1', at, end), 16)
    if (size === 0) return bytes.includes('\r\n\r\n', end) ? Buffer.concat(parts) : undefined
    if (bytes.length < end + 4 + size) return undefined
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 4 + size
  }
}
