/** A process of its own: an SMTP server that takes every mail, counts it and forgets it. Told `tell`, it says what it saw. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Seen {
  mails: number
  /** Different addresses: as many as mails when everybody got one. */
  addresses: number
  bytes: number
  /** When the last mail was taken: epoch milliseconds. */
  lastAt: number
  /** Processor time since the last reset, milliseconds. */
  cpuMs: number
}

let addresses = new Set<string>()
let mails = 0
let bytes = 0
let lastAt = 0
let cpu = process.cpuUsage()

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onData(stream, session, taken) {
    stream.on('data', (piece: Buffer) => {
      bytes += piece.length
    })
    stream.on('end', () => {
      mails++
      for (const { address } of session.envelope.rcptTo) addresses.add(address)
      lastAt = Date.now()
      taken(null)
    })
  },
})
server.on('error', () => {}) // a contender that hangs up is no trouble of the sink

process.on('message', (asked) => {
  if (asked === 'reset') {
    addresses = new Set()
    mails = bytes = lastAt = 0
    cpu = process.cpuUsage()
  }
  const { user, system } = process.cpuUsage(cpu)
  process.send!({ mails, addresses: addresses.size, bytes, lastAt, cpuMs: (user + system) / 1000 } satisfies Seen)
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send!((server.server.address() as AddressInfo).port))
