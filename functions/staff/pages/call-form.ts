/** What an agent typed on the page of a call, read field by field. */

import { IdentityFact } from '../../../shared/claim/claim.ts'
import type { Said } from '../../../shared/claim/identity.ts'
import { instantOf } from '../../../shared/platform/local-time.ts'
import type { Next } from '../../../shared/survey/flow.ts'
import type { OutcomeForm } from '../../../web/agent/call-outcome.tsx'
import type { ReportForm } from '../../../web/agent/call-report.tsx'
import type { Looked } from '../call-booking.ts'
import { dateOf, type Fields } from '../form.ts'
import type { StaffRequest } from '../route.ts'

/** The page of the survey that a field names. */
export const pageIn = (text: string): Next | undefined =>
  text === 'review' ? 'review' : /^\d{1,4}$/.test(text) ? Number(text) : undefined

/** What of a place and a day an address asks for. */
export function lookedIn(c: StaffRequest): Looked | undefined {
  const { point = '', day = '' } = c.req.query()
  return localDay.test(day) ? { point, day } : undefined
}

const localDay = /^\d{4}-\d{2}-\d{2}$/

/** What was typed about a visit. */
export function visitForm(fields: Fields): { looked?: Looked; visitName?: string } {
  const [point, day] = [fields.text('visit-point'), fields.text('visit-day')]
  const name = fields.given('visit-name')
  return { ...(localDay.test(day) && { looked: { point, day } }), ...(name !== undefined && { visitName: name }) }
}

/** What was typed of a resident's report. */
export const reportForm = (fields: Fields): ReportForm => ({
  subject: fields.text('report-subject'),
  place: fields.text('report-place'),
  text: fields.text('report-text'),
})

/** How the call ended, as it was chosen and typed. */
export function outcomeForm(fields: Fields): OutcomeForm {
  return {
    outcome: fields.text('outcome'),
    ...fields.dateParts('callback'),
    time: fields.text('callback-time'),
    whose: fields.text('callback-whose'),
    scope: fields.text('scope'),
    promise: fields.dateParts('promise'),
  }
}

/** What the person says of herself. It is compared, and kept nowhere. */
export function saidIn(fields: Fields): Said {
  const facts = IdentityFact.options.flatMap((fact) => {
    const said = fields.text(`identity-${fact}`).slice(0, 200)
    return said ? [[fact, said] as const] : []
  })
  return { name: fields.text('identity-name').slice(0, 200), facts: Object.fromEntries(facts) }
}

/** The instant of a promised call, by the clock of the office. */
export function callbackAt(fields: Fields): Date | 'invalid' {
  const date = dateOf(fields.dateParts('callback'))
  const time = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(fields.text('callback-time'))
  if (!date || date === 'invalid' || !time) return 'invalid'
  return instantOf(date, Number(time[1]) * 60 + Number(time[2]))
}
