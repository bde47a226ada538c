/** What the staff function works with. Pages and API get the same, so that both come to the same desk. */
import type { BookingDesk } from '../../shared/booking/desk.ts'
import type { ServiceStore } from '../../shared/booking/service-store.ts'
import type { CallStore } from '../../shared/call/call-store.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import type { Desk } from '../../shared/campaign/desk.ts'
import type { UnitStore } from '../../shared/case/unit-store.ts'
import type { EmailChannel } from '../../shared/channel/email.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import type { ImportRequest } from '../../shared/contact/messages.ts'
import type { UploadStore } from '../../shared/contact/upload-store.ts'
import type { AuditStore } from '../../shared/platform/audit-store.ts'
import type { Keys } from '../../shared/platform/secrets.ts'
import type { AnonymousStore } from '../../shared/response/anonymous-store.ts'
import type { ExportMessage } from '../../shared/response/export.ts'
import type { ExportStore } from '../../shared/response/export-store.ts'
import type { ResponseStore } from '../../shared/response/response-store.ts'
import type { RatesStore } from '../../shared/result/rates-store.ts'
import type { ReleaseStore } from '../../shared/result/release-store.ts'
import type { ResultStore } from '../../shared/result/result-store.ts'
import type { SenderDesk } from '../../shared/sender/sender-desk.ts'
import type { AuditDesk } from './audit.ts'
import type { CallDesk } from './calls.ts'
import type { CaseDesk } from './cases.ts'
import type { ErasureDesk } from './erasure.ts'
import type { Files } from './files.ts'
import type { Issuer } from './issuer.ts'
import type { ObjectionDesk } from './objections.ts'
import type { OfficeStore } from './office-store.ts'
import type { ReplayStore } from './replay-store.ts'
import type { RetentionDesk } from './retention.ts'
import type { Sessions } from './session.ts'
import type { UnitCaseDesk } from './unit-cases.ts'

export interface StaffDeps {
  officeName: string
  /** For drives that must not be told by their sender. */
  discreetName?: string
  /** Where residents can ask whether a call is real. (L32) */
  officePhone: string
  /** Whether automated calls can be made: a Connect instance is configured. */
  automatedCalls: boolean
  /** Base of all pages, without a slash at its end. */
  publicUrl: string
  issuerUrl: string
  mailFrom: string
  issuer: Issuer
  sessions: Sessions
  replays: ReplayStore
  office: OfficeStore
  campaigns: CampaignStore
  desk: Desk
  audit: Pick<AuditStore, 'write'>
  uploads: UploadStore
  contacts: Pick<ContactStore, 'wholePage' | 'putFact' | 'removeFact'>
  responses: Pick<ResponseStore, 'statesOfPage' | 'get'>
  callStore: Pick<CallStore, 'ofPage'>
  /** An agent's name by the issuer's id, if she ever worked here. */
  agentName: (id: string) => Promise<string | undefined>
  results: Pick<ResultStore, 'progress' | 'results' | 'texts'>
  /** Visits, and what can be booked; made on first use. A hold is known by a `newSecret`. */
  bookings: Omit<BookingDesk, 'newRef'>
  services: Pick<ServiceStore, 'list' | 'get' | 'create' | 'save'>
  /** What was shown of each drive's results, so that pages together tell of nobody. */
  releases: ReleaseStore
  anonymous: Pick<AnonymousStore, 'lastCount' | 'keepCount' | 'sheets' | 'looseTexts' | 'usedLinks' | 'usedOfPage'>
  exports: ExportStore
  rates: RatesStore
  /** The register of cases, a person's own data, what becomes of drives, the audit of a day; each made on first use. */
  cases: CaseDesk
  /** The records of the sender's domain. */
  sender: SenderDesk
  /** Cases as the people of a unit deal with them; made on first use. */
  unitCases: UnitCaseDesk
  /** Who answers cases, and where they read mail. */
  units: UnitStore
  erasure: ErasureDesk
  retention: RetentionDesk
  auditDesk: AuditDesk
  /** Objections by address; made on first use. */
  objections: ObjectionDesk
  /** The agents' desk; made on first use. */
  calls: CallDesk
  files: Files
  /** Tells the import function, and the one that writes exports. */
  askImport: (request: ImportRequest) => Promise<void>
  askExport: (request: ExportMessage) => Promise<void>
  keysOf: (campaign: Campaign) => Promise<Keys>
  /** Made on first use: only test messages need it. */
  channel: () => EmailChannel
  now: () => Date
}
