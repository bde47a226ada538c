/** The office's own drives, ready to begin with: purpose, basis, texts, survey, plan, retention. Only the list is missing. */
import type { DriveTemplate } from './drive.ts'
import { lowEmissionPlan, transportTax } from './information.ts'
import { taxpayers } from './reminders.ts'
import { culture, diversity, familyHelp, medicalServices, participatoryBudget } from './surveys.ts'
import { benefitsVisits, legalAid, seniorRepairs } from './visits.ts'
import { winterNotices } from './winter.ts'

export const drives: DriveTemplate[] = [
  taxpayers,
  benefitsVisits,
  transportTax,
  lowEmissionPlan,
  diversity,
  medicalServices,
  familyHelp,
  participatoryBudget,
  culture,
  seniorRepairs,
  legalAid,
  winterNotices,
]
