/** The stores that only pages and the API of a single drive read: its list, contacts, calls, responses, exports and rates. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { callStore } from '../../shared/call/call-store.ts'
import { contactStore } from '../../shared/contact/contact-store.ts'
import { uploadStore } from '../../shared/contact/upload-store.ts'
import { anonymousStore } from '../../shared/response/anonymous-store.ts'
import { exportStore } from '../../shared/response/export-store.ts'
import { responseStore } from '../../shared/response/response-store.ts'
import { ratesStore } from '../../shared/result/rates-store.ts'
import { releaseStore } from '../../shared/result/release-store.ts'

export interface DriveTables {
  campaigns: string
  contacts: string
  responses: string
  anonymous: string
  results: string
  calls: string
}

export function driveStores(db: DynamoDBDocumentClient, tables: DriveTables) {
  return {
    uploads: uploadStore(db, tables.campaigns),
    contacts: contactStore(db, tables.contacts),
    calls: callStore(db, tables.calls),
    responses: responseStore(db, tables.responses),
    anonymous: anonymousStore(db, tables.anonymous),
    releases: releaseStore(db, tables.results),
    exports: exportStore(db, tables.campaigns),
    rates: ratesStore(db, tables.campaigns),
  }
}
