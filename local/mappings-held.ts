/**
 * The messages a poller holds, remembered on disk. When this machine's cloud ends, whoever held them is gone for certain, so
 * they are shown again at once instead of after a visibility time-out of up to hours.
 */
import { join } from 'node:path'
import { stateFile } from './state-file.ts'

export interface Held {
  take(handles: string[]): void
  drop(handles: string[]): void
  /** Shows again what is still held, by the last run too. */
  giveBack(): Promise<void>
}

/** `sqsUrl` is the engine's own address: this is the machine's doing, not the function's, so no role is asked. */
export function heldMessages(dir: string, queue: string, sqsUrl: string, queueUrl: string): Held {
  const file = stateFile<string[]>(join(dir, 'held', `${queue}.json`))
  const held = new Set(file.read() ?? [])
  return {
    take(handles) {
      for (const handle of handles) held.add(handle)
      file.write([...held])
    },
    drop(handles) {
      for (const handle of handles) held.delete(handle)
      file.write([...held])
    },
    async giveBack() {
      const handles = [...held]
      if (handles.length === 0) return
      held.clear()
      for (let at = 0; at < handles.length; at += 10) {
        const Entries = handles
          .slice(at, at + 10)
          .map((ReceiptHandle, n) => ({ Id: String(n), ReceiptHandle, VisibilityTimeout: 0 }))
        // One that has become visible by itself meanwhile is refused alone; the others are not.
        const answer = await fetch(sqsUrl, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-target': 'AmazonSQS.ChangeMessageVisibilityBatch',
            authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/sqs/aws4_request',
          },
          body: JSON.stringify({ QueueUrl: queueUrl, Entries }),
        })
        await answer.arrayBuffer()
      }
      file.write([])
    },
  }
}
