/** The breaker: a running campaign whose mail bounces or is complained about pauses by itself. (E5) */
import type { PauseReason } from '../campaign/campaign.ts'

const fewest = 200
const bounceLimit = 0.03
const complaintLimit = 0.0005

/** Lower end of Wilson's 95 % interval for a share of `hits` in `n`. */
export function wilsonLower(hits: number, n: number): number {
  if (n === 0) return 0
  const z = 1.959964
  const share = hits / n
  const centre = share + (z * z) / (2 * n)
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return Math.max(0, (centre - spread) / (1 + (z * z) / n))
}

/** Why to pause, if there is a reason: from 200 sent on, hard bounces surely over 3 %, or complaints over 0.05 %. */
export function breaker(counts: { sent: number; hardBounced: number; complained: number }): PauseReason | undefined {
  if (counts.sent < fewest) return undefined
  if (wilsonLower(counts.hardBounced, counts.sent) > bounceLimit) return 'bounces'
  return counts.complained / counts.sent > complaintLimit ? 'complaints' : undefined
}
