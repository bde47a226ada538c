/** All routes of the API, in the order of the reference page. */
import type { ApiRoute } from '../api-route.ts'
import { breachDesk } from '../breach.ts'
import type { ClaimDesk } from '../claims.ts'
import type { ContactDesk } from '../contacts.ts'
import type { StaffDeps } from '../deps.ts'
import type { ExportDesk } from '../exports.ts'
import type { LetterDesk } from '../letters.ts'
import type { ResultDesk } from '../results.ts'
import { againRoutes } from './again.ts'
import { auditRoutes } from './audit.ts'
import { breachRoutes } from './breach.ts'
import { callReportRoutes } from './call-report.ts'
import { callRoutes } from './calls.ts'
import { campaignRoutes } from './campaigns.ts'
import { caseRoutes } from './cases.ts'
import { claimRoutes } from './claims.ts'
import { contactRoutes } from './contacts.ts'
import { driveRoutes } from './drives.ts'
import { erasureRoutes } from './erasure.ts'
import { exportRoutes } from './exports.ts'
import { letterRoutes } from './letters.ts'
import { officeRoutes } from './office.ts'
import { phoneRoutes } from './phones.ts'
import { planRoutes } from './plans.ts'
import { rateRoutes } from './rates.ts'
import { resultRoutes } from './results.ts'
import { retentionRoutes } from './retention.ts'
import { serviceRoutes } from './services.ts'
import { unitCaseRoutes } from './unit-cases.ts'
import { unitRoutes } from './units.ts'
import { uploadRoutes } from './uploads.ts'
import { visitRoutes } from './visits.ts'

export interface Desks {
  contacts: ContactDesk
  letters: LetterDesk
  results: ResultDesk
  exports: ExportDesk
  claims: ClaimDesk
}

/** What staff can do by program: the same desks as the pages. */
export function allRoutes(deps: StaffDeps, desks: Desks): ApiRoute[] {
  return [
    ...campaignRoutes(deps),
    ...driveRoutes(deps),
    ...uploadRoutes(desks.contacts),
    ...letterRoutes(desks.letters, deps),
    ...planRoutes(deps),
    ...contactRoutes(deps),
    ...againRoutes(deps),
    ...resultRoutes(desks.results, deps),
    ...rateRoutes(deps),
    ...exportRoutes(desks.exports),
    ...callRoutes(deps.calls),
    ...phoneRoutes(deps.calls),
    ...callReportRoutes(deps),
    ...claimRoutes(desks.claims, deps.calls),
    ...caseRoutes(deps),
    ...unitCaseRoutes(deps),
    ...erasureRoutes(deps),
    ...retentionRoutes(deps),
    ...auditRoutes(deps),
    ...breachRoutes(breachDesk(deps)),
    ...serviceRoutes(deps),
    ...visitRoutes(deps),
    ...officeRoutes(deps),
    ...unitRoutes(deps),
  ]
}
