/** The office's own drives, ready to begin with: purpose, basis, texts, survey, plan, retention. Only the list is missing. */
import type { DriveTemplate } from './drive.ts'
import { lowEmissionPlan, transportTax } from './information.ts'
import { culture, familyHelp, medicalServices, participatoryBudget } from './surveys.ts'

export const drives: DriveTemplate[] = [
  transportTax,
  lowEmissionPlan,
  medicalServices,
  familyHelp,
  participatoryBudget,
  culture,
]
