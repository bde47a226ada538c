/** How an automated call ended: from the network's reason and from what was pressed, to an outcome. Rules only. */
import type { OutcomeCode } from './outcome.ts'

export interface Ending {
  /** Connect's DisconnectReason, in any letter case; live instances send values that no list has. */
  reason: string | null | undefined
  /** Connected to the system, or at least one turn of the talk. */
  answered: boolean
  /** The key 1 was pressed: somebody listens who wants to. */
  gatePassed: boolean
  /** The last question was answered, the message heard. */
  complete: boolean
  /** She has a visit at the end of it. */
  booked?: boolean
  /** Of the questions that applied to her, how many were answered: 0 to 1. */
  answeredShare: number
  objected: boolean
  refused: boolean
  /** She asked for a person. */
  callback: boolean
}

/** From so many answered questions on, it is a partial interview, and below a break-off: printed with every report. */
export const partialFrom = 0.5

/** What the telephone network or Connect says by itself. What is not here is judged by the turns. */
const byReason: Record<string, OutcomeCode> = {
  TELECOM_BUSY: 'busy',
  TELECOM_TIMEOUT: 'no_answer',
  TELECOM_ORIGINATOR_CANCEL: 'no_answer',
  TELECOM_UNANSWERED: 'not_reachable',
  TELECOM_NUMBER_INVALID: 'bad_number',
  TELECOM_POTENTIAL_BLOCKING: 'blocked',
  TELECOM_PROBLEM: 'technical',
  CONTACT_FLOW_DISCONNECT: 'no_input',
  OUTBOUND_DESTINATION_ENDPOINT_ERROR: 'not_dialled',
  OUTBOUND_RESOURCE_ERROR: 'not_dialled',
  OUTBOUND_ATTEMPT_FAILED: 'not_dialled',
  OUTBUND_PREVIEW_DISCARDED: 'not_dialled', // so spelt by Connect
  OUTBOUND_PREVIEW_DISCARDED: 'not_dialled',
  EXPIRED: 'not_dialled',
}

/** The outcome of an automated call. What she said goes before what the network says: a wish is never lost in a bad line. */
export function outcomeOfCall(ending: Ending): OutcomeCode {
  if (ending.objected) return 'objection'
  if (ending.booked) return 'booked'
  if (ending.complete) return 'complete'
  if (ending.refused) return 'refused'
  if (ending.callback) return 'callback'
  if (ending.gatePassed) return ending.answeredShare >= partialFrom ? 'partial' : 'break_off'
  const known = byReason[ending.reason?.trim().toUpperCase() ?? '']
  return known ?? (ending.answered ? 'hung_up' : 'unknown')
}
