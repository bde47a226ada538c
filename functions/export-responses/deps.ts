/** What exporting needs from outside. */
import type { CallStore } from '../../shared/call/call-store.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import type { BesideStore } from '../../shared/contact/beside-store.ts'
import type { ExportStore } from '../../shared/response/export-store.ts'
import type { ResponseStore } from '../../shared/response/response-store.ts'
import type { RatesStore } from '../../shared/result/rates-store.ts'

export interface ExportDeps {
  campaigns: Pick<CampaignStore, 'get' | 'survey'>
  exports: Pick<ExportStore, 'get' | 'put'>
  rates: RatesStore
  responses: Pick<ResponseStore, 'ofPage'>
  calls: Pick<CallStore, 'ofPage'>
  beside: BesideStore
  /** Puts a file from the disk into the bucket under a key. */
  putFile: (key: string, path: string, mediaType: string) => Promise<void>
  now: () => Date
}
