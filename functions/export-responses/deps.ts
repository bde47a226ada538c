/** What exporting needs from outside. */
import type { CallStore } from '../../shared/call/call-store.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import type { BesideStore } from '../../shared/contact/beside-store.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import type { Keys } from '../../shared/platform/secrets.ts'
import type { AnonymousStore } from '../../shared/response/anonymous-store.ts'
import type { ExportStore } from '../../shared/response/export-store.ts'
import type { ResponseStore } from '../../shared/response/response-store.ts'
import type { RatesStore } from '../../shared/result/rates-store.ts'
import type { ReleaseStore } from '../../shared/result/release-store.ts'

export interface ExportDeps {
  campaigns: Pick<CampaignStore, 'get' | 'survey'>
  exports: Pick<ExportStore, 'get' | 'put' | 'lastCut' | 'keepCut'>
  /** What was shown of the results. */
  releases: Pick<ReleaseStore, 'released'>
  /** Of an anonymous drive: whose links are used, and the newest count. */
  anonymous: Pick<AnonymousStore, 'usedOfPage' | 'lastCount'>
  rates: RatesStore
  responses: Pick<ResponseStore, 'ofPage'>
  calls: Pick<CallStore, 'ofPage'>
  beside: BesideStore
  /** Of a reminder: its claims lie sealed in the pages, and the register names who called. */
  contacts: Pick<ContactStore, 'wholePage'>
  keysOf: (campaign: Pick<Campaign, 'id' | 'wrappedKey'>) => Promise<Keys>
  agentNames: () => Promise<Map<string, string>>
  /** Puts a file from the disk into the bucket under a key. */
  putFile: (key: string, path: string, mediaType: string) => Promise<void>
  now: () => Date
}
