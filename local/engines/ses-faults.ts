/** Faults of SES on request, and the moments at which a test may want to pull a plug. */

/** A send that has come in. */
export interface SendCall {
  action: 'SendEmail' | 'SendBulkEmail'
  /** Access key id of the caller. */
  caller: string
  /** Bare addresses, entry by entry. */
  entries: string[][]
}

export type SesFault =
  /** 429 before anything is accepted. */
  | { kind: 'throttle' }
  /** 500 before anything is accepted. */
  | { kind: 'unavailable' }
  /** The answer comes late; what it says is as ever. */
  | { kind: 'slow'; milliseconds: number }
  /** Some entries of a bulk fail alone: the first `entries`, or those with such an address. */
  | { kind: 'partial'; entries: number | ((addresses: string[], nth: number) => boolean); status?: string }
  /** All is accepted, then the connection breaks before the answer. */
  | { kind: 'lose-answer' }

export type SesFaultOrder = SesFault & {
  action?: SendCall['action'] /** How many calls it strikes; 1 when absent. */
  times?: number
}

export interface SesFaults {
  /** Orders a fault for the next calls; first come, first struck. */
  failNext(order: SesFaultOrder): void
  clear(): void
  strike(action: SendCall['action']): SesFault | undefined
  /** Awaited when a send has come in, before anything is accepted. */
  onArrived?: (call: SendCall) => void | Promise<void>
  /** Awaited when all is accepted and on disk, before the answer goes out. */
  onAccepted?: (call: SendCall & { ids: string[] }) => void | Promise<void>
}

export function sesFaults(): SesFaults {
  let orders: { order: SesFaultOrder; left: number }[] = []
  return {
    failNext: (order) => void orders.push({ order, left: order.times ?? 1 }),
    clear() {
      orders = []
    },
    strike(action) {
      const hit = orders.find(({ order }) => (order.action ?? action) === action)
      if (!hit) return undefined
      hit.left--
      orders = orders.filter(({ left }) => left > 0)
      return hit.order
    },
  }
}
