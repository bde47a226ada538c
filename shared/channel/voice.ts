/** The voice channel: what every way of placing an automated call must do. Its contract is tested on each of them. */
import type { Language } from '../platform/language.ts'

/** One call to be started. Nothing personal goes with it but the number that is dialled. */
export interface VoiceCall {
  /** E.164. */
  to: string
  /** The attempt, `cmp_x.12.7.3`: asked for twice, it rings once. */
  call: string
  language: Language
}

/** A call that is in an agent's hands, to be dialled on the office's softphone. */
export interface AgentTask {
  /** The attempt and when it was given to her: asked for twice, it is one task; another agent's turn is another. */
  call: string
  since: string
  /** Whose it is, by the issuer's id. */
  agent: string
  /** The number to dial, E.164. */
  to: string
  /** Her page of the call: whatever is personal stands there. */
  page: string
}

/** What the provider knows of a call that it took. A time that is missing has not come. */
export interface VoiceContact {
  /** Why it ended, in the provider's own words; may be missing for some seconds after the end. */
  reason?: string
  /** The attempt that it was started for; missing where it is none of ours. */
  call?: string
  startedAt?: Date
  /** When it was answered, by whomever or whatever. */
  connectedAt?: Date
  endedAt?: Date
}

export interface VoiceChannel {
  /**
   * Starts a call. Throws SendError if nothing rings, for certain (`throttled` and `unavailable`: later; `misconfigured`:
   * our settings; `rejected`: our bug); anything else that is thrown is doubt, and may be asked again with the same call.
   */
  start(call: VoiceCall): Promise<{ connectContactId: string }>
  /** Puts a call before its agent as a task. Throws as `start` does; `misconfigured` too where the office has no flow for it. */
  task(task: AgentTask): Promise<void>
  /** Hangs up. A call that is over already is no error. Throws SendError as `start` does. */
  stop(connectContactId: string): Promise<void>
  /** What is known of a call; undefined if nothing is. Throws SendError as `start` does. */
  describe(connectContactId: string): Promise<VoiceContact | undefined>
}
