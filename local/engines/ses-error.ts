/** An answer of SES that refuses a call; `name` is what the SDK's error will be called. */
export class SesError extends Error {
  readonly status: number
  constructor(name: string, message: string, status = 400) {
    super(message)
    this.name = name
    this.status = status
  }
}
