/** What the resident's site works with. Tests give it real stores and a clock of their own. */
import type { BookingDesk } from '../../shared/booking/desk.ts'
import type { Service } from '../../shared/booking/service.ts'
import type { CallStore } from '../../shared/call/call-store.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import type { CaseStore } from '../../shared/case/case-store.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import type { ObjectionStore } from '../../shared/objection/objection-store.ts'
import type { Keys, OfficeKeys } from '../../shared/platform/secrets.ts'
import type { AnonymousStore } from '../../shared/response/anonymous-store.ts'
import type { ResponseStore } from '../../shared/response/response-store.ts'
import type { Site } from '../../web/resident/site.ts'

/** The booking desk as residents use it, with the services themselves. */
export type VisitDesk = Pick<
  BookingDesk,
  | 'free'
  | 'firstFree'
  | 'hold'
  | 'held'
  | 'extend'
  | 'drop'
  | 'confirm'
  | 'read'
  | 'ofContact'
  | 'waitingOfContact'
  | 'move'
  | 'cancel'
  | 'takeOffered'
  | 'waitFor'
  | 'waiting'
  | 'accept'
  | 'decline'
  | 'leave'
> & { service: (id: string) => Promise<Service> }

export interface ResidentDeps {
  campaigns: Pick<CampaignStore, 'get' | 'survey'>
  contacts: Pick<ContactStore, 'contact' | 'isRevoked' | 'hasObjected' | 'putFact' | 'wholePage' | 'putWish'>
  responses: Pick<ResponseStore, 'get' | 'savePage' | 'submit'>
  /** Made on first use: few drives are anonymous. */
  anonymous: Pick<AnonymousStore, 'takeLink' | 'usedOfPage' | 'isSent' | 'keepSheet'>
  objections: Pick<ObjectionStore, 'object' | 'objected' | 'kept'>
  /** Made on first use: few people ask for a copy or for erasure. */
  cases: Pick<CaseStore, 'open'>
  calls: Pick<CallStore, 'ofPerson' | 'promise' | 'moveCallback'>
  /** Made on first use: few drives ask for a visit. */
  visits: VisitDesk
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
  site: Site
  now: () => Date
  /** Milliseconds since some moment, never set back: how old a cached campaign is. */
  elapsed: () => number
}
