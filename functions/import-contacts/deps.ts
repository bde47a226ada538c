/** What importing needs from outside. */
import type { CallStore } from '../../shared/call/call-store.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import type { NumberIndexStore } from '../../shared/contact/number-index-store.ts'
import type { UploadStore } from '../../shared/contact/upload-store.ts'
import type { ObjectionStore } from '../../shared/objection/objection-store.ts'
import type { BookedOnPage } from '../../shared/plan/booked.ts'
import type { Keys, OfficeKeys } from '../../shared/platform/secrets.ts'
import type { ResponseStore } from '../../shared/response/response-store.ts'
import type { Files } from './files.ts'

export interface ImportContactsDeps {
  campaigns: Pick<CampaignStore, 'get' | 'save'>
  uploads: UploadStore
  contacts: Pick<ContactStore, 'writePages' | 'removePages' | 'wholePage' | 'putFact'>
  /** Of an earlier drive whose contacts come along. */
  responses: Pick<ResponseStore, 'statesOfPage'>
  bookedOnPage: BookedOnPage
  calls: Pick<CallStore, 'ofPage'>
  numbers: Pick<NumberIndexStore, 'write'>
  objections: Pick<ObjectionStore, 'allForbidden'>
  files: Files
  keysOf: (campaign: Pick<Campaign, 'id' | 'wrappedKey'>) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
  now: () => Date
}
