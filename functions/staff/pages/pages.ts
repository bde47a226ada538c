/** What every file of pages gets: the deps, the way to show a page, and small readings that many share. */
import { type Campaign, isOpenToChange } from '../../../shared/campaign/campaign.ts'
import type { StaffDeps } from '../deps.ts'
import type { Show } from '../page.tsx'
import type { Role } from '../person.ts'
import type { StaffRequest } from '../route.ts'

export interface PageDeps extends StaffDeps {
  show: Show
}

/** Who may look at drives, and who may write them. */
export const readers: readonly Role[] = ['manager', 'approver', 'administrator']
export const writers: readonly Role[] = ['manager']
/** Results show residents' answers, from which administrators stay away. (X11) */
export const analysts: readonly Role[] = ['manager', 'approver']
/** Who keeps the office's own details. */
export const keepers: readonly Role[] = ['administrator']

export const pathOf = (id: string, page = ''): string => `/campaigns/${id}${page && `/${page}`}`

/** The draft that a page of the form writes; one that is no draft any more sends the person to its own page. */
export async function draftOf(c: StaffRequest, { campaigns }: PageDeps): Promise<Campaign | Response> {
  const campaign = await campaigns.get(c.req.param('id')!)
  return isOpenToChange(campaign) ? campaign : c.redirect(pathOf(campaign.id), 303)
}
