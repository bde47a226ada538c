/** How a function fails, as Lambda reports it. */
import type { ErrorReport } from './lambda-messages.ts'

/** A function failed. `errorType` and `errorMessage` as Lambda reports them. */
export class FunctionError extends Error {
  override name = 'FunctionError'
  readonly report: ErrorReport
  constructor(functionName: string, report: ErrorReport) {
    super(`${functionName}: ${report.errorType}: ${report.errorMessage}`)
    this.report = report
  }
}

/** What Lambda takes as an event, and gives back as an answer: 6 MB of JSON. */
const largestPayload = 6 * 1024 * 1024

/** The worker is gone. */
export const exited = (how: string): ErrorReport => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `Error: Runtime exited with error: ${how}`,
  trace: [],
})

export const isTooLarge = (json: string) => json.length * 3 > largestPayload && Buffer.byteLength(json) > largestPayload

export const tooLarge = (what: 'Request' | 'Response', json: string): ErrorReport => ({
  errorType: `Function.${what}SizeTooLarge`,
  errorMessage: `${what} payload size (${Buffer.byteLength(json)} bytes) exceeded maximum allowed payload size (${largestPayload} bytes).`,
  trace: [],
})

/** What killed the worker, in Lambda's words. */
export function deathOf(error: Error & { code?: string }): ErrorReport {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return {
      errorType: 'Runtime.OutOfMemory',
      errorMessage: 'Error: Runtime exited with error: signal: killed',
      trace: [],
    }
  }
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
}
