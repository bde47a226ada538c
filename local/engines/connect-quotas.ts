/** Connect's quotas of its API: so many calls of an operation a second, so many at once. */
import { ConnectError } from './connect-error.ts'

export interface Rate {
  perSecond: number
  burst: number
}

/** Of an account and Region, as Connect gives them. (facts: quotas) */
export const usualRates: Record<string, Rate> = { DescribeContact: { perSecond: 10, burst: 15 } }
const otherRate: Rate = { perSecond: 2, burst: 5 }

export interface Quotas {
  /** Counts one call of an operation; throws TooManyRequestsException when there are too many. */
  take(operation: string): void
}

/**
 * A bucket to each operation, filled by the cloud's clock: place-calls reckons with the same, so that a test that moves the
 * clock on sees what a person would who waited. `rates` is read at each call.
 */
export function quotas(clock: { now(): number }, rates: () => Record<string, Rate>): Quotas {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take(operation) {
      const { perSecond, burst } = rates()[operation] ?? otherRate
      const now = clock.now()
      const before = buckets.get(operation) ?? { tokens: burst, at: now }
      const seconds = Math.max(0, now - before.at) / 1000 // a clock that is put back takes nothing away
      const tokens = Math.min(burst, before.tokens + seconds * perSecond)
      if (tokens < 1) {
        buckets.set(operation, { tokens, at: now })
        throw new ConnectError('TooManyRequestsException', 'The rate limit of this operation has been exceeded.', 429)
      }
      buckets.set(operation, { tokens: tokens - 1, at: now })
    },
  }
}
