/**
 * The agents' desk of the staff site: calls and their ends, the survey asked on the phone, the link by e-mail, the search by
 * number, the supervisor's figures. Pages and API both come through here.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { bookedStore } from '../../shared/booking/booked-store.ts'
import type { ServiceStore } from '../../shared/booking/service-store.ts'
import type { AgentDeps } from '../../shared/call/agent-check.ts'
import { agentDesk, type Caller, type Known } from '../../shared/call/agent-desk.ts'
import { agentListStore } from '../../shared/call/agent-list-store.ts'
import { type Ending, type Saved, saveOutcome } from '../../shared/call/agent-outcome.ts'
import { agentStore } from '../../shared/call/agent-store.ts'
import { callStore } from '../../shared/call/call-store.ts'
import { leaseStore } from '../../shared/call/lease-store.ts'
import { linesStore } from '../../shared/call/lines-store.ts'
import type { Campaign } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import type { EmailChannel } from '../../shared/channel/email.ts'
import type { VoiceChannel } from '../../shared/channel/voice.ts'
import { type ClaimStore, claimStore } from '../../shared/claim/claim-store.ts'
import type { ContactStore } from '../../shared/contact/contact-store.ts'
import { type NumberIndexStore, numberIndexStore } from '../../shared/contact/number-index-store.ts'
import { touchedElsewhere } from '../../shared/contact/touches.ts'
import { type ObjectionStore, objectionStore } from '../../shared/objection/objection-store.ts'
import { bookedOnPage } from '../../shared/plan/booked.ts'
import { ledgerStore } from '../../shared/plan/ledger-store.ts'
import type { AuditStore } from '../../shared/platform/audit-store.ts'
import type { Keys, OfficeKeys } from '../../shared/platform/secrets.ts'
import type { ResponseStore } from '../../shared/response/response-store.ts'
import { callAnswers } from './call-answers.ts'
import { callBooking, type VisitsOfCalls } from './call-booking.ts'
import { callDial } from './call-dial.ts'
import { callFigures } from './call-figures.ts'
import { callIdentity } from './call-identity.ts'
import { callLink } from './call-link.ts'
import { callOaths } from './call-oaths.ts'
import { callSearch } from './call-search.ts'
import { callView } from './call-view.ts'

/** What the desk works with besides the tables of calls. */
export interface CallTables {
  db: DynamoDBDocumentClient
  tables: { calls: string; campaigns: string; contacts: string; addresses: string; bookings: string }
  campaigns: CampaignStore
  contacts: Pick<ContactStore, 'wholePage' | 'putFact'>
  responses: Pick<ResponseStore, 'get' | 'savePage' | 'submit'>
  audit: Pick<AuditStore, 'write'>
  /** Visits, and what can be booked. */
  bookings: VisitsOfCalls
  services: Pick<ServiceStore, 'get'>
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
  channel: () => EmailChannel
  /** Puts calls before agents in Amazon Connect; missing where the office has no flow for it. */
  softphone?: Pick<VoiceChannel, 'task'> | undefined
  officeName: string
  discreetName?: string
  publicUrl: string
  now: () => Date
}

/** Everything the parts of the desk share. */
export interface CallDeps
  extends AgentDeps,
    Pick<CallTables, 'bookings' | 'services' | 'channel' | 'softphone' | 'officeName' | 'discreetName' | 'publicUrl'> {
  campaigns: CampaignStore
  responses: CallTables['responses']
  objections: ObjectionStore
  numbers: Pick<NumberIndexStore, 'find'>
  claims: ClaimStore
}

/** The desk over its tables. */
export function callDesk({ db, tables, ...given }: CallTables) {
  const calls = callStore(db, tables.calls)
  const numbers = numberIndexStore(db, tables.contacts)
  const deps: CallDeps = {
    ...given,
    calls,
    numbers,
    bookedOnPage: bookedOnPage(bookedStore(db, tables.bookings)),
    agents: agentStore(db, tables.calls),
    leases: leaseStore(db, tables.calls),
    claims: claimStore(db, tables.calls),
    lists: agentListStore(db, tables.campaigns),
    objections: objectionStore(db, tables.addresses),
    lines: linesStore(db, tables.campaigns),
    touchedElsewhere: touchedElsewhere({
      campaigns: given.campaigns,
      numbers,
      calls,
      mailsTo: ledgerStore(db, tables.contacts).mailsTo,
      now: given.now,
    }),
    random: Math.random,
  }
  const desk = agentDesk(deps)
  return {
    ...desk,
    ...callFigures(deps, desk),
    ...callSearch(deps, desk),
    ...callLink(deps),
    ...callDial(deps),
    ...callAnswers(deps),
    ...callBooking(deps),
    ...callView(deps),
    ...callIdentity(deps),
    ...callOaths(deps),

    /** Saves how a call ended, or keeps what came too late. */
    save: (caller: Caller, known: Known, ending: Ending): Promise<Saved> => saveOutcome(caller, known, ending, deps),
  }
}
export type CallDesk = ReturnType<typeof callDesk>
