/** What SES refuses, and how it says so. */

/** An answer that refuses a call; `name` is what the SDK's error will be called. */
export class SesError extends Error {
  readonly status: number
  constructor(name: string, message: string, status = 400) {
    super(message)
    this.name = name
    this.status = status
  }
}

/** A mail, or the whole request, is no good: 400 with these words, or an entry that fails alone. */
export class BadRequest extends Error {}
