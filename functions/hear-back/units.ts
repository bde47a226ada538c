/** What hearing of mails to units needs besides: loaded with the first one that comes back. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { unitMailBounced } from '../../shared/case/tell-unit.ts'
import { unitMailStore } from '../../shared/case/unit-mail-store.ts'

export function unitEvents(env: { CASES_TABLE: string }, db: DynamoDBDocumentClient) {
  const mails = unitMailStore(db, env.CASES_TABLE)
  return {
    bounced: (tags: { case: string; mail: string }): Promise<void> => unitMailBounced(tags, mails, new Date()),
  }
}
