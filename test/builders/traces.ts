/**
 * What a cloud leaves behind of people: lines of its functions' logs, messages of its queues, addresses that were asked for or led to,
 * figures, what it was heard to say, what the telephone company was told. All of it is kept while it comes, and searched.
 */
import diagnostics from 'node:diagnostics_channel'
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Change } from '../../local/engines/sqs-queue.ts'
import { finder } from './canary.ts'
import type { TestCloud } from './cloud.ts'

/** Something personal where nothing personal may be. */
export interface Leak {
  where: string
  what: string[]
  /** The line, message or address in question. */
  in: string
}

export interface Search {
  leaks: Leak[]
  /** How much of each kind was searched: a zero that found nothing to search would mean nothing. */
  searched: Record<'lines' | 'messages' | 'deadLetters' | 'urls' | 'mailLinks' | 'figures' | 'said' | 'calls', number>
  /** Messages in which SES quotes the mail that came back: the one place in which an address may stand. */
  quoted: number
  /** Whose logs there are, and which events stand in them. */
  functions: string[]
  events: string[]
}

/** A link's token at the beginning of a path: the one thing about a person that an address may hold. */
const ownToken = /^(?:https?:\/\/[^/]+)?\/[sabvwou]\/([^/?#]+)/

/** Begins to keep; `end` when nothing more is to come. `phones`: the numbers of the people. */
export function watchTraces(office: TestCloud, phones: ReadonlySet<string>) {
  const { cloud } = office
  const urls = new Set<string>()
  const tokens = new Set<string>()
  const messages = new Map<string, { queue: string; text: string; byProvider: boolean }>()
  const mailLinks = new Set<string>()
  const seen = { urls: 0, mailLinks: 0 }

  /** Keeps an address without its token, which may stand there and nowhere else. */
  const keep = (url: string, among: Set<string>) => {
    const token = ownToken.exec(url)?.[1]
    if (token) tokens.add(token.split('.').at(-1)!)
    among.add(token ? url.replace(token, '') : url)
  }
  const onRequest = (message: unknown) => {
    seen.urls++
    const { request } = message as { request: IncomingMessage }
    keep(request.url ?? '', urls)
    if (request.headers.referer) keep(request.headers.referer, urls)
  }
  const onAnswer = (message: unknown) => {
    const location = (message as { response: ServerResponse }).response.getHeader('location')
    if (location) keep(String(location), urls)
  }
  diagnostics.subscribe('http.server.request.start', onRequest)
  diagnostics.subscribe('http.server.response.finish', onAnswer)

  /** The journal is rewritten when it is long: so it is read now and then. */
  const readQueues = () => {
    const changes = readFileSync(join(office.data, 'sqs', 'sqs.journal'), 'utf8')
      .trim()
      .split('\n')
    for (const line of changes) {
      const change = JSON.parse(line) as Change
      if (change.t !== 'send' && change.t !== 'move') continue
      const queue = change.t === 'move' ? change.to : change.q
      for (const message of change.messages) {
        const byProvider = /^hear-back/.test(queue) && /"source":"aws\.ses"/.test(message.body)
        messages.set(`${queue} ${message.id}`, { queue, text: JSON.stringify(message), byProvider })
      }
    }
  }

  const readMails = async () => {
    const { mails } = cloud.engines.ses.messages({ limit: 1_000_000 })
    for (const { id } of mails) {
      const { text = '', html = '', headers } = (await cloud.engines.ses.message(id))!
      const links = `${text} ${html} ${headers.map(({ value }) => value).join(' ')}`.matchAll(/https?:\/\/[^\s"'<>]+/g)
      for (const [link] of links) {
        keep(link.replaceAll('&amp;', '&'), mailLinks)
        seen.mailLinks++
      }
    }
  }

  const deadLetters = () => new Set(cloud.status().queues.flatMap((one) => (one.deadLetters ? [one.name] : [])))

  return {
    look: readQueues,
    /** A finder that knows all links seen so far. */
    finder: () => finder(phones, tokens),

    async search(): Promise<Search> {
      await new Promise((resolve) => setTimeout(resolve, 500)) // lines are written a few times a second
      readQueues()
      await readMails()
      const folder = join(office.data, 'logs')
      const logs = readdirSync(folder)
      const lines = logs.flatMap((name) =>
        readFileSync(join(folder, name), 'utf8')
          .trim()
          .split('\n')
          .map((line) => ({ where: `log ${name}`, in: line })),
      )
      const { functions, queues, streams, alarms } = cloud.status()
      const figures = [...functions, ...queues, ...streams, ...alarms]
      const dead = deadLetters()
      const ours = [...messages.values()].filter(({ byProvider }) => !byProvider)
      const calls = cloud.connect.calls().map(({ attributes, token, flowId }) => ({ attributes, token, flowId }))
      const texts = [
        ...lines,
        ...ours.map(({ queue, text }) => ({ where: `queue ${queue}`, in: text })),
        ...[...urls].map((url) => ({ where: 'address', in: url })),
        ...[...mailLinks].map((url) => ({ where: 'link in a mail', in: url })),
        ...figures.map((figure) => ({ where: 'figure', in: JSON.stringify(figure) })),
        ...office.said.map((line) => ({ where: 'said by the cloud', in: line })),
        ...calls.map((call) => ({ where: 'call', in: JSON.stringify(call) })),
      ]
      const find = finder(phones, tokens)
      return {
        leaks: texts.flatMap((text) => {
          const what = find(text.in)
          return what.length > 0 ? [{ ...text, what }] : []
        }),
        searched: {
          lines: lines.length,
          messages: ours.length,
          deadLetters: ours.filter(({ queue }) => dead.has(queue)).length,
          ...seen,
          figures: figures.length,
          said: office.said.length,
          calls: calls.length,
        },
        quoted: messages.size - ours.length,
        functions: logs.map((name) => name.replace(/\.log.*/, '')),
        events: [...new Set(lines.flatMap((line) => /"event":"([^"]+)"/.exec(line.in)?.[1] ?? []))],
      }
    },

    end(): void {
      diagnostics.unsubscribe('http.server.request.start', onRequest)
      diagnostics.unsubscribe('http.server.response.finish', onAnswer)
    },
  }
}
export type Traces = ReturnType<typeof watchTraces>
