/** What a worker thread and the pool that holds it say to each other. */

/** Given to a worker at its start. */
export interface Start {
  /** The bundle, as a file URL, and the name of the handler it exports. */
  entry: string
  exported: string
  clock: SharedArrayBuffer
  name: string
  arn: string
  memoryMiB: number
}

/** One invocation: the event as JSON, the machine's time (ms) at which it is cut off. */
export interface ToWorker {
  id: string
  event: string
  deadline: number
}

/** An error as Lambda reports it. */
export interface ErrorReport {
  errorType: string
  errorMessage: string
  trace: string[]
}

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'failed'; error: ErrorReport }
  | { kind: 'answer'; id: string; result: string }
  | { kind: 'error'; id: string; error: ErrorReport }
  | { kind: 'log'; level: string; text: string; requestId: string | undefined }
