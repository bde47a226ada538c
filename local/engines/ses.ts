/** SES v2 on one machine: takes mail as SES does, delivers it to a store that the inbox shows, and tells what became of it. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Authorize } from '../permissions.ts'
import { accessKeyOf, answer, listen, readBody } from './http.ts'
import { sesAccess } from './ses-access.ts'
import { accountAnswer, suppressionAnswer } from './ses-account.ts'
import { bareAddress, isSimulator } from './ses-address.ts'
import { type Content, contentOf, type Envelope } from './ses-compose.ts'
import { SesError } from './ses-error.ts'
import { eventNames, type Happening, type SesEvent, sentHeaders, sesEvent } from './ses-events.ts'
import { type SesFaults, sesFaults } from './ses-faults.ts'
import { sendLimits } from './ses-limits.ts'
import { type MailSummary, openMailbox } from './ses-mailbox.ts'
import { envelopeAt, type SesContext, send } from './ses-send.ts'
import { suppressionList } from './ses-suppression.ts'

export interface SesOptions {
  /** Folder for mails, events, counts and the suppression list. */
  dir: string
  /** 0, the default, takes any free port. */
  port?: number
  log: (line: string) => void
  clock: { now(): number }
  /** MaxSendRate: mailboxes a second. */
  rate?: number
  /** Max24HourSend. */
  quota24h?: number
  authorize?: Authorize
  faults?: SesFaults
  /** Configuration sets that exist, with the event types each passes on (`BOUNCE` …). Absent: any name, all events. */
  configurationSets?: Record<string, string[]>
  /** Domains and addresses that may stand in From. Absent: any. */
  identities?: string[]
  /** How long SES thinks before it tells of a bounce. */
  eventAfterMs?: number
  /** What is kept in full: the newest 20,000 mails, at most 512 MB. */
  keep?: { mails: number; bytes: number }
  region?: string
  account?: string
  onEvent: (event: SesEvent) => void
}

/** A mail with all that is known of it. */
export interface SentMail extends MailSummary, Content {
  envelope: Envelope
  /** As they left, SES's own included. */
  headers: { name: string; value: string }[]
  published: SesEvent[]
}

export interface Ses {
  url: string
  close(): Promise<void>
  faults: SesFaults
  /** The newest first. `to` is a whole address; `search` a part of an address or of the subject. */
  messages(query?: { to?: string; search?: string; offset?: number; limit?: number }): {
    mails: MailSummary[]
    total: number
  }
  message(id: string): Promise<SentMail | undefined>
  /** Mails accepted ever, restarts included. */
  accepted(): number
  /** Mails accepted for this address, ever. */
  sentTo(address: string): number
  /** Resolves when every event that is due has been told. */
  idle(): Promise<void>
}

/** Starts SES on loopback. What is in `dir` is taken up again, events not yet told included. */
export async function startSes(options: SesOptions): Promise<Ses> {
  const { region = 'eu-central-1', account = '000000000000', rate = 500, quota24h = 1_000_000, clock } = options
  const mailbox = openMailbox(join(options.dir, 'mails'), options.keep ?? { mails: 20_000, bytes: 512 * 1024 * 1024 })
  const suppression = suppressionList(join(options.dir, 'suppression.jsonl'))
  const faults = options.faults ?? sesFaults()
  const sentLast24Hours = () => mailbox.sentLast24Hours(clock.now())
  const timers = new Set<NodeJS.Timeout>()
  let whenIdle: (() => void)[] = []
  let closed = false

  const read = (id: string) => {
    const mail = mailbox.find(id)
    const stored = mailbox.read(id)
    if (!mail || !stored) return undefined
    const request: unknown = JSON.parse(stored.body.toString())
    return { mail, request, envelope: envelopeAt(stored.operation, request, stored.nth), ...stored }
  }

  const happen = (id: string, happening: Happening, addresses: string[]): void => {
    const found = read(id)
    if (!found) return
    const { mail, envelope } = found
    const at = clock.now()
    const event = sesEvent({ id, sentAt: mail.at, envelope }, happening, addresses, at, { region, account })
    if (happening === 'bounce' || happening === 'complaint') {
      for (const address of addresses.filter((one) => !isSimulator(one))) {
        suppression.put({ address, reason: happening === 'bounce' ? 'BOUNCE' : 'COMPLAINT', at, messageId: id })
      }
    }
    const set = envelope.configurationSet
    const published =
      set !== undefined && (options.configurationSets?.[set]?.includes(eventNames[happening].matching) ?? true)
    try {
      if (published) options.onEvent(event)
    } catch (error) {
      options.log(`ses: an event reached nobody: ${error instanceof Error ? error.message : String(error)}`)
    }
    mailbox.addEvent(id, happening, at, { published, event })
  }

  /** Lets the fates of a mail come true after a moment's thought; the ones told before a restart are left out. */
  const think = (mail: Pick<MailSummary, 'id' | 'fates'>, told = 0): void => {
    if (mail.fates.length <= told) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      for (const { happening, addresses } of mail.fates.slice(told)) happen(mail.id, happening, addresses)
      if (timers.size === 0) {
        for (const resolve of whenIdle) resolve()
        whenIdle = []
      }
    }, options.eventAfterMs ?? 30)
    timers.add(timer)
  }

  const context: SesContext = {
    clock,
    mailbox,
    suppression,
    faults,
    access: sesAccess(options.authorize, region, account),
    limits: sendLimits(rate, quota24h, sentLast24Hours),
    identities: options.identities,
    configurationSets: options.configurationSets,
    region,
    think,
  }

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://ses')
    const caller = accessKeyOf(request)
    const body = await readBody(request, 60 * 1024 * 1024)
    if (!body) throw new SesError('BadRequestException', 'The message is longer than 40 MB')
    const what = `${request.method} ${pathname}`
    if (what === 'POST /v2/email/outbound-emails') return send('SendEmail', body, caller, response, context)
    if (what === 'POST /v2/email/outbound-bulk-emails') return send('SendBulkEmail', body, caller, response, context)
    if (what === 'GET /v2/email/account') {
      context.access.check(caller, 'ses:GetAccount', '*')
      return answer(response, 200, accountAnswer({ rate, quota24h, sent: sentLast24Hours() }), json)
    }
    if (pathname.startsWith('/v2/email/suppression/addresses')) {
      const reply = suppressionAnswer(
        request.method ?? '',
        pathname,
        searchParams,
        body,
        (action) => context.access.check(caller, action, '*'),
        suppression,
        clock.now(),
      )
      if (reply) return answer(response, 200, reply, json)
    }
    throw new SesError('NotFoundException', `${what} is not in the local SES`)
  }

  const server = await listen(async (request, response) => {
    try {
      await route(request, response)
    } catch (error) {
      const told = error instanceof SesError ? error : new SesError('InternalFailure', 'The local SES failed', 500)
      if (!(error instanceof SesError)) options.log(`ses: ${error instanceof Error ? error.message : String(error)}`)
      answer(response, told.status, { message: told.message }, { ...json, 'x-amzn-errortype': told.name })
    }
  }, options.port)

  for (const mail of mailbox.unfinished()) think(mail, mail.events.length)

  return {
    url: server.url,
    faults,
    async close() {
      if (closed) return
      closed = true
      for (const timer of timers) clearTimeout(timer)
      await server.close()
      mailbox.close()
    },
    messages: (query) => mailbox.list(query),
    async message(id) {
      const found = read(id)
      if (!found) return undefined
      const { mail, envelope, request, nth } = found
      return {
        ...mail,
        envelope,
        headers: sentHeaders({ id, sentAt: mail.at, envelope }, region),
        ...(await contentOf(request as Parameters<typeof contentOf>[0], nth)),
        published: (found.events as { published: boolean; event: SesEvent }[])
          .filter((one) => one.published)
          .map((one) => one.event),
      }
    },
    accepted: () => mailbox.accepted(),
    sentTo: (address) => mailbox.sentTo(bareAddress(address)),
    idle: () => (timers.size === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  }
}

const json = { 'content-type': 'application/json' }
