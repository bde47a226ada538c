/** Who of a page has got an e-mail of the drive: steps by phone may leave them out. Rules only. */
import type { Beside } from '../contact/beside-store.ts'
import type { Fact } from '../contact/contact.ts'
import { sentAt } from './ledger.ts'
import type { Step } from './plan.ts'

/** Whether a step by phone is for those whom no e-mail has reached. */
export const isForUnmailed = (step: Step | undefined): boolean =>
  step !== undefined && step.kind !== 'wait' && step.stop.includes('mailed')

/** Whether mail to somebody came back, or was not taken. */
export const isUndelivered = (index: number, facts: readonly Fact[]): boolean =>
  facts.some((fact) => fact.index === index && (fact.kind === 'bounced' || fact.kind === 'rejected'))

/** Whether an e-mail of the drive went to somebody and did not come back. */
export const wasMailed = (index: number, { ledger, facts }: Beside): boolean =>
  sentAt(index, ledger).length > 0 && !isUndelivered(index, facts)
