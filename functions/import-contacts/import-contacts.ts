/** What a message of the queue asks for. */
import { type ImportContactsMessage, objectKey } from '../../shared/contact/messages.ts'
import type { ImportContactsDeps } from './deps.ts'
import { importUpload } from './import-upload.ts'
import { inspectUpload } from './inspect-upload.ts'

/** Works on one message; throws what a later try, or a person at the dead-letter queue, has to deal with. */
export async function importContacts(message: ImportContactsMessage, deps: ImportContactsDeps): Promise<void> {
  if ('Event' in message) return
  if ('kind' in message) return importUpload(message, deps)
  for (const { eventName, s3 } of message.Records) {
    if (eventName.includes('ObjectCreated')) await inspectUpload(objectKey(s3.object.key), s3.object.size, deps)
  }
}
