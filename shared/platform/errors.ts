/** The errors that cross a border, each an instruction to its caller. Mapped once per transport: HTTP, queue, stream. */
import type { Text } from './language.ts'

/** One thing that is wrong with what a person gave: where, by which rule, and what to do about it. */
export interface Problem {
  field: string
  /** The rule's id in the office's own list (L1, E9 …) where there is one. */
  rule?: string
  message: Text
}

/** The state of things does not allow this (HTTP 409). `problems` say what to change first. */
export class Refused extends Error {
  override name = 'Refused'
  readonly problems: Problem[]
  constructor(message: string, problems: Problem[] = []) {
    super(message)
    this.problems = problems
  }
}

/** What was given cannot be read as it stands (HTTP 422). */
export class Invalid extends Error {
  override name = 'Invalid'
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(problems.map((problem) => problem.field).join(', '))
    this.problems = problems
  }
}

/** There is no such thing, or it is not for this person to know (HTTP 404). */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** Somebody else changed it between our read and our write: read again and repeat (HTTP 409). */
export class Conflict extends Error {
  override name = 'Conflict'
}

export type Failure = 'throttled' | 'unavailable' | 'rejected' | 'misconfigured'

/**
 * Nothing went out, for certain. `retry` says whether the same send can succeed later;
 * anything else that is thrown on the way to a send, a time-out too, is doubt.
 */
export class SendError extends Error {
  override name = 'SendError'
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure)
    this.failure = failure
  }
  get retry(): boolean {
    return this.failure === 'throttled' || this.failure === 'unavailable'
  }
}

/** The name of whatever was thrown, fit for a log line: never its message, which may quote a person. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
