/** An error of Connect: its name goes out in the header `x-amzn-errortype`, its words in the body. */
export class ConnectError extends Error {
  override name: string
  readonly status: number
  constructor(name: string, message: string, status: number) {
    super(message)
    this.name = name
    this.status = status
  }
}

/** The caller's own mistake. */
export class InvalidParameter extends ConnectError {
  constructor(message: string) {
    super('InvalidParameterException', message, 400)
  }
}
