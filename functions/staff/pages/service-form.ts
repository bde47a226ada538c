/** The form of a service: a service as its fields, and what was typed as a service. */
import * as z from 'zod/mini'
import { ServiceContent } from '../../../shared/booking/service.ts'
import type { Text } from '../../../shared/platform/language.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { type ServiceForm, serviceFields } from '../../../web/staff/services-form.tsx'
import type { StaffLanguage } from '../../../web/texts/staff.ts'
import { visitTexts } from '../../../web/texts/staff-visits.ts'
import type { Fields } from '../form.ts'

/** A service as its form. */
export function formOf(service: Omit<ServiceContent, 'points'>): ServiceForm {
  const { name, bring, statement } = service
  const texts = (text: Text | undefined) => [text?.pl ?? '', text?.uk ?? '', text?.en ?? ''] as const
  const [bringPl, bringUk, bringEn] = texts(bring)
  const [statementPl, statementUk, statementEn] = texts(statement)
  return {
    ...{ name: name.pl, nameUk: name.uk ?? '', nameEn: name.en ?? '' },
    ...{ bring: bringPl, bringUk, bringEn, statement: statementPl, statementUk, statementEn },
    minutes: String(service.minutes),
    leadMinutes: String(service.leadMinutes),
    horizonDays: String(service.horizonDays),
    holdMinutes: String(service.holdMinutes),
    maxHoldExtensions: String(service.maxHoldExtensions),
    offerHours: String(service.offerHours),
    keptDays: String(service.keptDays),
    options: (['waitingList', 'reminders', 'discreet'] as const).filter((option) => service[option]),
  }
}

/** What was typed, as it was. */
export function serviceFormIn(fields: Fields): ServiceForm {
  const texts = Object.fromEntries(serviceFields.map((name) => [name, fields.text(name)]))
  return { ...texts, options: fields.all('options') } as ServiceForm
}

type Numbers =
  | 'minutes'
  | 'leadMinutes'
  | 'horizonDays'
  | 'holdMinutes'
  | 'maxHoldExtensions'
  | 'offerHours'
  | 'keptDays'
/** The numbers of a service with the least and the most that each may be, as the rules have them. */
const ranges: Record<Numbers, [number, number]> = {
  minutes: [5, 600],
  leadMinutes: [0, 43_200],
  horizonDays: [1, 366],
  holdMinutes: [5, 60],
  maxHoldExtensions: [10, 100],
  offerHours: [1, 168],
  keptDays: [1, 3650],
}

/** The service that a form tells, or what is wrong with the form. */
export function readService(
  form: ServiceForm,
  language: StaffLanguage,
): { content: Omit<ServiceContent, 'points'>; errors?: undefined } | { content?: undefined; errors: FieldError[] } {
  const t = visitTexts(language).form
  const text = (pl: string, uk: string, en: string): Text => ({ pl, ...(uk && { uk }), ...(en && { en }) })
  const errors: FieldError[] = form.name ? [] : [{ id: 'name', text: t.nameMissing }]
  const numbers = {} as Record<Numbers, number>
  for (const [name, [least, most]] of Object.entries(ranges) as [Numbers, [number, number]][]) {
    const value = /^\d{1,5}$/.test(form[name]) ? Number(form[name]) : Number.NaN
    if (value >= least && value <= most) numbers[name] = value
    else errors.push({ id: name, text: t.number(least, most) })
  }
  if (errors.length > 0) return { errors }
  const content = {
    name: text(form.name, form.nameUk, form.nameEn),
    ...numbers,
    waitingList: form.options.includes('waitingList'),
    reminders: form.options.includes('reminders'),
    ...(form.options.includes('discreet') && { discreet: true }),
    ...(form.bring && { bring: text(form.bring, form.bringUk, form.bringEn) }),
    ...(form.statement && { statement: text(form.statement, form.statementUk, form.statementEn) }),
  }
  return { content: z.parse(z.omit(ServiceContent, { points: true }), content) }
}
