/** What tells who of an earlier drive comes along: her answers, her visits, her calls. Loaded by the first list that comes from one. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { bookedStore } from '../../shared/booking/booked-store.ts'
import { callStore } from '../../shared/call/call-store.ts'
import { bookedOnPage } from '../../shared/plan/booked.ts'
import { anonymousStore } from '../../shared/response/anonymous-store.ts'
import { answeredOrUsed } from '../../shared/response/answered.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import type { ImportContactsDeps } from './deps.ts'

export type EarlierStores = Pick<ImportContactsDeps, 'responses' | 'bookedOnPage' | 'calls'>

export function earlierStores(
  db: DynamoDBDocumentClient,
  env: Record<'RESPONSES_TABLE' | 'ANONYMOUS_TABLE' | 'BOOKINGS_TABLE' | 'CALLS_TABLE', string>,
): EarlierStores {
  return {
    responses: answeredOrUsed(responseStore(db, env.RESPONSES_TABLE), anonymousStore(db, env.ANONYMOUS_TABLE)),
    bookedOnPage: bookedOnPage(bookedStore(db, env.BOOKINGS_TABLE)),
    calls: callStore(db, env.CALLS_TABLE),
  }
}
