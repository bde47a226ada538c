/** Faults of Connect on request: the next calls of the API, and what goes wrong by chance with calls and events. */

export type ConnectFault =
  /** 429 before anything is done. */
  | { kind: 'throttle' }
  /** 500 before anything is done. */
  | { kind: 'unavailable' }
  /** All is done, then the connection breaks before the answer. */
  | { kind: 'lose-answer' }

export type ConnectFaultOrder = ConnectFault & {
  /** `StartOutboundVoiceContact` …; any when absent. */
  action?: string
  /** How many calls it strikes; 1 when absent. */
  times?: number
}

/** Shares from 0 to 1; what is absent does not happen. */
export interface ConnectChances {
  /** Events that come later than they should, by up to so many milliseconds. */
  lateEvents?: { share: number; upToMs: number }
  /** Events that are told twice. */
  doubledEvents?: number
  /** Calls whose events come in any order, within half a minute. */
  shuffledEvents?: number
  /** Events that never come. */
  droppedEvents?: number
  /** Turns for which the function is invoked twice. */
  turnTwice?: number
  /** Starts that are accepted, with the answer lost; refused by 429; failing with 500. */
  lostAnswers?: number
  throttled?: number
  failing?: number
  /** DescribeContact tells no reason for so long after the end. */
  reasonAfterMs?: number
  /** Another seed, other victims. */
  seed?: number
}

export interface ConnectFaults {
  /** Orders a fault for the next calls of the API; first come, first struck. */
  failNext(order: ConnectFaultOrder): void
  /** Switches chances on, instead of those before. */
  chance(chances: ConnectChances): void
  readonly chances: ConnectChances
  strike(action: string): ConnectFault | undefined
  /** Told when the work of a call is done and on disk, before its answer goes out. */
  onDone?: () => void
  clear(): void
}

export function connectFaults(): ConnectFaults {
  let orders: { order: ConnectFaultOrder; left: number }[] = []
  let chances: ConnectChances = {}
  return {
    failNext: (order) => void orders.push({ order, left: order.times ?? 1 }),
    chance(wanted) {
      chances = wanted
    },
    get chances() {
      return chances
    },
    strike(action) {
      const hit = orders.find(({ order }) => (order.action ?? action) === action)
      if (!hit) return undefined
      hit.left--
      orders = orders.filter(({ left }) => left > 0)
      return hit.order
    },
    clear() {
      orders = []
      chances = {}
    },
  }
}
