/** Tumbling windows of a stream's event source: which records belong together, and what the event says of its window. */
import type { StreamRecord } from './engines/dynamodb-streams.ts'

/** An open window: when it began (ms) and what the function keeps in it. */
export interface Window {
  start: number
  state: unknown
}

const startOf = (record: StreamRecord, sizeMs: number) =>
  Math.floor(((record.dynamodb.ApproximateCreationDateTime ?? 0) * 1000) / sizeMs) * sizeMs

/** The window a record opens. */
export function openWindow(record: StreamRecord, sizeMs: number): Window {
  return { start: startOf(record, sizeMs), state: {} }
}

/** The records in order, in groups of one window each. */
export function byWindow(records: StreamRecord[], sizeMs: number): StreamRecord[][] {
  const groups: StreamRecord[][] = []
  let start: number | undefined
  for (const record of records) {
    const own = startOf(record, sizeMs)
    if (own !== start) groups.push([])
    start = own
    groups.at(-1)!.push(record)
  }
  return groups
}

/** The fields that a window adds to an event. */
export function windowFields(window: Window, sizeMs: number, shardId: string, eventSourceARN: string, final: boolean) {
  return {
    window: { start: instant(window.start), end: instant(window.start + sizeMs) },
    state: window.state,
    shardId,
    eventSourceARN,
    isFinalInvokeForWindow: final,
    isWindowTerminatedEarly: false,
  }
}

const instant = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z')
