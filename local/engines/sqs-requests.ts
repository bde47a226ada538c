/** Counts requests as AWS bills them: each API request one, and one more for every further 64 KiB of messages. */

export interface QueueRequests {
  /** Billed requests, empty receives included. */
  total: number
  /** API calls, by action. */
  byAction: Record<string, number>
  /** Receives that brought nothing: what polling costs. Included in `total`. */
  emptyReceives: number
}

export interface Requests {
  total: number
  emptyReceives: number
  /** By queue name; '' holds requests that name none (ListQueues). */
  byQueue: Record<string, QueueRequests>
}

const chunk = 64 * 1024

export function requestCount() {
  let byQueue: Record<string, QueueRequests> = {}
  const entry = (queue: string) => {
    byQueue[queue] ??= { total: 0, byAction: {}, emptyReceives: 0 }
    return byQueue[queue]
  }
  return {
    add(action: string, queue: string): void {
      const { byAction } = entry(queue)
      entry(queue).total += 1
      byAction[action] = (byAction[action] ?? 0) + 1
    },
    addPayload(queue: string, bytes: number, isEmptyReceive: boolean): void {
      entry(queue).total += Math.max(0, Math.ceil(bytes / chunk) - 1)
      if (isEmptyReceive) entry(queue).emptyReceives += 1
    },
    requests(): Requests {
      const all = Object.values(byQueue)
      return {
        total: all.reduce((sum, { total }) => sum + total, 0),
        emptyReceives: all.reduce((sum, { emptyReceives }) => sum + emptyReceives, 0),
        byQueue: structuredClone(byQueue),
      }
    },
    reset(): void {
      byQueue = {}
    },
  }
}
