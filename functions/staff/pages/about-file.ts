/** What the form of step 3 says of a file besides its columns: the contact point, the text of consents. (L3, L20) */
import * as z from 'zod/mini'
import { Basis, type Campaign, needsConsent, PurposeClass } from '../../../shared/campaign/campaign.ts'
import { pointByRecord } from '../../../shared/contact/point.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import type { AboutForm } from '../../../web/staff/contact-point.tsx'
import type { StaffLanguage } from '../../../web/texts/staff.ts'
import { pointTexts } from '../../../web/texts/staff-point.ts'
import type { AboutFile } from '../contacts.ts'
import { dateOf, type Fields, partsOfDate } from '../form.ts'

/** What the drive's record says, to begin with. @param today local date */
export function aboutByRecord(campaign: Campaign, today: string): AboutForm {
  const point = pointByRecord(campaign, today)
  return {
    source: point?.source ?? '',
    basis: point?.basis ?? '',
    on: partsOfDate(point?.obtainedOn),
    purposes: point?.purposesAllowed ?? [],
    needsConsent: needsConsent(campaign),
    version: '',
    given: '',
  }
}

/** What was posted, as typed. */
export function aboutAsTyped(campaign: Campaign, fields: Fields): AboutForm {
  return {
    source: fields.text('point-source'),
    basis: fields.text('point-basis'),
    on: fields.dateParts('point-on'),
    purposes: fields.all('point-purposes'),
    needsConsent: needsConsent(campaign),
    version: fields.text('consent-textVersion'),
    given: fields.text('consent-source'),
  }
}

/** What was typed as it is kept, or what is wrong with it. Where nothing of the point is said, the drive's record says it. */
export function readAbout(
  form: AboutForm,
  today: string,
  language: StaffLanguage,
): { about: AboutFile } | { errors: FieldError[] } {
  const t = pointTexts(language)
  const consent = form.version && form.given ? { textVersion: form.version, source: form.given } : undefined
  const { day, month, year } = form.on
  if (![form.source, form.basis, day, month, year, ...form.purposes].some(Boolean)) return { about: { consent } }
  const errors: FieldError[] = []
  const basis = z.safeParse(Basis, form.basis).data
  const on = dateOf(form.on)
  const purposes = PurposeClass.options.filter((one) => form.purposes.includes(one))
  if (!form.source || form.source.length > 500) errors.push({ id: 'point-source', text: t.wrongSource })
  if (!basis) errors.push({ id: 'point-basis', text: t.wrongBasis })
  if (!on || on === 'invalid' || on > today) errors.push({ id: 'point-on', text: t.wrongDay })
  if (purposes.length === 0) errors.push({ id: 'point-purposes', text: t.wrongPurposes })
  if (errors.length > 0 || !basis || !on) return { errors }
  return { about: { consent, point: { source: form.source, basis, obtainedOn: on, purposesAllowed: purposes } } }
}
