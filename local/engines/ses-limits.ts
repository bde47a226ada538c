/** SES's two limits: so many mailboxes a second, so many in 24 hours. */

/** What holds a mail back. */
export type HeldBy = 'rate' | 'quota'

export interface SendLimits {
  /** For one call: asks mail by mail whether its `mailboxes` may be written to; those that may, count at once. */
  forCall(): (mailboxes: number) => HeldBy | undefined
}

/**
 * The rate is a bucket of one second's worth, filled by the machine's own time: moving the cloud's clock makes no
 * provider faster. The quota goes by the cloud's clock, through `sentLast24Hours`.
 */
export function sendLimits(rate: number, quota24h: number, sentLast24Hours: () => number): SendLimits {
  const size = Math.max(1, rate)
  let tokens = size
  let filledAt = performance.now()
  return {
    forCall() {
      const now = performance.now()
      tokens = Math.min(size, tokens + ((now - filledAt) / 1000) * rate)
      filledAt = now
      let room = quota24h - sentLast24Hours()
      return (mailboxes) => {
        if (mailboxes > room) return 'quota'
        // A mail to more people than a second allows could never go: it may once the bucket is full, and leaves a debt.
        if (tokens < Math.min(mailboxes, size)) return 'rate'
        room -= mailboxes
        tokens -= mailboxes
        return undefined
      }
    },
  }
}
