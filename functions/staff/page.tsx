/** Turns a page into an answer: its frame from the visit, status and policy from the caller. */
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { document } from '../../web/components/layout.tsx'
import { FrameProvider, type Place } from '../../web/staff/frame.tsx'
import { staffTexts } from '../../web/texts/staff.ts'
import { isOneOf, type Person, type Role } from './person.ts'
import type { StaffRequest } from './route.ts'

export interface ShowOptions {
  status?: number
  /** A content security policy other than that of all pages. */
  policy?: string
  /** Where the switch of languages leads, if not to the address of this very page. */
  path?: string
}

export type Show = (c: StaffRequest, page: Child, options?: ShowOptions) => Response

/** How pages are shown for an office of this name. */
export function pageShower(office: string): Show {
  return (c, page, { status = 200, policy, path } = {}) => {
    const session = c.get('session')
    const language = c.get('language')
    const html = document(
      <FrameProvider
        value={{
          language,
          texts: staffTexts(language),
          office,
          path: path ?? pathOf(c),
          csrf: session?.csrf,
          person: session && {
            name: session.person.name,
            places: placesOf(session.person),
          },
        }}
      >
        {page}
      </FrameProvider>,
    )
    return c.body(html, status as ContentfulStatusCode, {
      'Content-Type': 'text/html; charset=utf-8',
      ...(policy && { 'Content-Security-Policy': policy }),
    })
  }
}

/** Who finds what in the menu. */
const places: Record<Place, readonly Role[]> = {
  campaigns: ['manager', 'approver', 'administrator'],
  calls: ['agent'],
  phones: ['manager', 'approver'],
  cases: ['manager'],
  'unit-cases': ['unit'],
  audit: ['administrator'],
  services: ['manager', 'administrator', 'agent'],
  office: ['administrator'],
}
const placesOf = (person: Person): Place[] =>
  (Object.keys(places) as Place[]).filter((place) => isOneOf(person, places[place]))

/** The address of the page with its query, but for what concerns only this one request. */
function pathOf(c: StaffRequest): string {
  const query = new URLSearchParams(c.req.query())
  query.delete('lang')
  query.delete('live')
  return query.size > 0 ? `${c.req.path}?${query}` : c.req.path
}
