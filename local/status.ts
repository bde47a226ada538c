/** What the local cloud is doing, as JSON and as a small page: functions, queues, streams, alarms. */
import type { ServerResponse } from 'node:http'
import type { AlarmState } from './alarms.ts'

export interface Status {
  now: string
  functions: {
    name: string
    invocations: number
    errors: number
    workers: number
    running: number
    waiting: number
    peakMiB: number
  }[]
  queues: { name: string; visible: number; inFlight: number; delayed: number; deadLetters: boolean }[]
  streams: { function: string; table: string; caughtUp: boolean; iteratorAgeMs: number }[]
  /** Calls of the telephone network: going on, of so many lines, and all so far. */
  calls: { open: number; lines: number; all: number }
  alarms: AlarmState[]
}

/** Answers `/local/status` with the page, `/local/status.json` with the figures. */
export function answerStatus(status: Status, asJson: boolean, response: ServerResponse): void {
  const body = asJson ? JSON.stringify(status, undefined, 2) : page(status)
  response.writeHead(200, {
    'content-type': asJson ? 'application/json' : 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
  response.end(body)
}

const escaped = (value: unknown) =>
  String(value).replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

function table(caption: string, heads: string[], rows: unknown[][]): string {
  const head = heads.map((one) => `<th scope="col">${escaped(one)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')
  return `<div class="wide"><table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

const style = `body{font:16px/1.4 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:700;font-size:1.2rem}
th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #888}.wide{overflow-x:auto}
:root{color-scheme:light dark}`

function page({ now, functions, queues, streams, calls, alarms }: Status): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Local cloud</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="refresh" content="5"><style>${style}</style></head>
<body><main><h1>Local cloud</h1><p>${escaped(now)} · <a href="/local/inbox">Inbox</a> · <a href="/local/phone">Telephone</a> · <a href="/local/status.json">as JSON</a></p>
<p>Calls: ${calls.open} on ${calls.lines} lines, ${calls.all} in all.</p>
${table(
  'Alarms',
  ['Alarm', 'State', 'What it does to people'],
  alarms.map(({ name, state, description }) => [name, state.toUpperCase(), description]),
)}
${table(
  'Queues',
  ['Queue', 'Waiting', 'Being worked on', 'Delayed'],
  queues.map(({ name, visible, inFlight, delayed, deadLetters }) => [
    `${name}${deadLetters ? ' (dead letters)' : ''}`,
    visible,
    inFlight,
    delayed,
  ]),
)}
${table(
  'Functions',
  ['Function', 'Invocations', 'Errors', 'Running', 'Waiting', 'Workers', 'Peak MiB'],
  functions.map((fn) => [fn.name, fn.invocations, fn.errors, fn.running, fn.waiting, fn.workers, fn.peakMiB]),
)}
${table(
  'Streams',
  ['Function', 'Table', 'Caught up', 'Age of the last record (ms)'],
  streams.map((stream) => [
    stream.function,
    stream.table,
    stream.caughtUp ? 'yes' : 'no',
    Math.round(stream.iteratorAgeMs),
  ]),
)}
</main></body></html>
`
}
