/** Waiting in one call, on the call's own clock: for a time to pass, for a key, for the person at the phone. */
import type { Agenda } from './connect-agenda.ts'

/** The call has ended while something was waited for. */
export class CallOver extends Error {
  override name = 'CallOver'
}

/** What ended a wait: the time, a key, picking up, or words that were heard to their end. */
export type Wake = { by: 'time' } | { by: 'answer' } | { by: 'key'; key: string } | { by: 'heard' }

export interface CallWait {
  /** Where this call stands, ms of the cloud's clock. It lags behind while a jump of the clock is lived through. */
  moment(): number
  /** Lets time pass that was spent elsewhere, in a function. */
  pass(ms: number): void
  /** Waits so long at most, or until one of these comes. Throws CallOver when the call ends or has ended. */
  until(ms: number, ...wants: Wake['by'][]): Promise<Wake>
  /** Whether keys that come faster than they are taken are kept for the next wait; others are lost. */
  keepKeys(kept: boolean): void
  /** Something came at a moment; lost when nobody waits for it. */
  wake(how: Wake, at: number): void
  /** The call is over: whoever waits is told. */
  stop(): void
}

export function callWait(agenda: Agenda, startedAt: number): CallWait {
  let moment = startedAt
  let over = false
  let kept: Wake[] | undefined
  let waiting: { wants: Wake['by'][]; wake(how: Wake, at: number): void; stop(): void } | undefined
  return {
    moment: () => moment,
    pass(ms) {
      moment += Math.round(ms)
    },
    until(ms, ...wants) {
      if (over) return Promise.reject(new CallOver())
      const early = wants.includes('key') ? kept?.shift() : undefined
      if (early) return Promise.resolve(early)
      return new Promise((resolve, reject) => {
        const cancel = agenda.after(moment, ms, (at) => wake({ by: 'time' }, at))
        const wake = (how: Wake, at: number) => {
          waiting = undefined
          cancel()
          moment = at
          resolve(how)
        }
        const stop = () => {
          cancel()
          reject(new CallOver())
        }
        waiting = { wants, wake, stop }
      })
    },
    keepKeys(wanted) {
      kept = wanted ? [] : undefined
    },
    wake(how, at) {
      if (waiting?.wants.includes(how.by)) waiting.wake(how, at)
      else if (how.by === 'key') kept?.push(how)
    },
    stop() {
      over = true
      waiting?.stop()
      waiting = undefined
    },
  }
}
