/** Pages that few visits begin with: the long ones of the form, and the office's details. */
import { attemptsPages } from './pages/attempts.tsx'
import { contactPages } from './pages/contacts.tsx'
import { datesPages } from './pages/dates.tsx'
import { messagePages } from './pages/message.tsx'
import { officePages } from './pages/office.tsx'
import type { PageDeps } from './pages/pages.ts'
import { planPages } from './pages/plan.tsx'
import { planStepPages } from './pages/plan-step.tsx'
import { rehearsalSettingsPages } from './pages/rehearsal-settings.tsx'
import { startPages } from './pages/start.tsx'
import { surveyPages } from './pages/survey.tsx'
import type { Route } from './route.ts'

export function formPages(deps: PageDeps): Route[] {
  return [
    ...startPages(deps),
    ...surveyPages(deps),
    ...contactPages(deps),
    ...messagePages(deps),
    ...planPages(deps),
    ...attemptsPages(deps),
    ...planStepPages(deps),
    ...datesPages(deps),
    ...officePages(deps),
    ...rehearsalSettingsPages(deps),
  ]
}
