/** Whether the caller's role lets it send: asked for the identity in From and for the configuration set, as SES does. */

import type { Authorize } from '../permissions.ts'
import { bareAddress } from './ses-address.ts'
import type { Envelope } from './ses-compose.ts'
import { SesError } from './ses-error.ts'

export interface SesAccess {
  /** Throws AccessDeniedException unless one of the resources is allowed. */
  check(caller: string, action: string, ...resources: string[]): void
  /** The same for a send. */
  checkSend(caller: string, action: string, envelope: Envelope): void
}

export function sesAccess(authorize: Authorize | undefined, region: string, account: string): SesAccess {
  const arn = (rest: string) => `arn:aws:ses:${region}:${account}:${rest}`
  const check = (
    caller: string,
    action: string,
    resources: string[],
    context?: Record<string, string | string[]>,
  ): void => {
    if (!authorize) return
    const refusals: string[] = []
    for (const resource of resources) {
      const refusal = authorize({ accessKeyId: caller, action, resource, ...(context ? { context } : {}) })
      if (refusal === undefined) return
      refusals.push(refusal)
    }
    if (refusals[0] !== undefined) throw new SesError('AccessDeniedException', refusals[0], 403)
  }
  return {
    check: (caller, action, ...resources) => check(caller, action, resources),
    checkSend(caller, action, envelope) {
      const from = bareAddress(envelope.from)
      const context = { 'ses:FromAddress': from }
      // An identity is the address or its domain: whichever is verified. One that is allowed is enough.
      check(
        caller,
        action,
        [arn(`identity/${from}`), arn(`identity/${from.slice(from.lastIndexOf('@') + 1)}`)],
        context,
      )
      if (envelope.configurationSet)
        check(caller, action, [arn(`configuration-set/${envelope.configurationSet}`)], context)
    },
  }
}
