/** What erasing needs from outside. */

import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import type { CaseStore } from '../../shared/case/case-store.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import type { NumberIndexStore } from '../../shared/contact/number-index-store.ts'
import type { EraseMessage } from '../../shared/erasure/messages.ts'
import type { ProtocolStore } from '../../shared/erasure/protocol-store.ts'
import type { AuditStore } from '../../shared/platform/audit-store.ts'
import type { HalfStore } from '../../shared/platform/half-store.ts'
import type { PartitionStore } from '../../shared/platform/partition-store.ts'
import type { Keys, OfficeKeys } from '../../shared/platform/secrets.ts'
import type { ResponseStore } from '../../shared/response/response-store.ts'

/** Tables out of which something is erased. */
export type Erased = 'campaigns' | 'contacts' | 'responses' | 'anonymous' | 'calls' | 'bookings' | 'results'

export interface EraseDeps {
  campaigns: Pick<CampaignStore, 'get' | 'save' | 'list' | 'survey'>
  contacts: Pick<ContactStore, 'contact' | 'putFact'>
  responses: Pick<ResponseStore, 'get'>
  numbers: Pick<NumberIndexStore, 'find' | 'removeContact'>
  cases: CaseStore
  protocols: ProtocolStore
  audit: Pick<AuditStore, 'write' | 'anchor'>
  halves: Pick<HalfStore, 'destroy' | 'has'>
  /** Whole partitions of each table. */
  tables: Record<Erased, PartitionStore>
  /** Objects of the bucket under a prefix, and removing them. */
  files: { keys(prefix: string): Promise<string[]>; remove(keys: readonly string[]): Promise<void> }
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
  /** Puts another message into the own queue. */
  goOn: (message: EraseMessage) => Promise<void>
  /** Whether there is time left for another stretch of work in this invocation. */
  hasTime: () => boolean
  now: () => Date
}
