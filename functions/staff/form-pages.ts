/** The pages of the form that are long and only writers of a drive see: survey, contacts, message, dates. */
import { contactPages } from './pages/contacts.tsx'
import { datesPages } from './pages/dates.tsx'
import { messagePages } from './pages/message.tsx'
import type { PageDeps } from './pages/pages.ts'
import { surveyPages } from './pages/survey.tsx'
import type { Route } from './route.ts'

export function formPages(deps: PageDeps): Route[] {
  return [...surveyPages(deps), ...contactPages(deps), ...messagePages(deps), ...datesPages(deps)]
}
