/** Step 5 of the form: dates, window, ramp, the rule in doubt. */
import * as z from 'zod/mini'
import { type Campaign, type CampaignContent, InDoubt, inDoubtFor, isDebt } from '../../../shared/campaign/campaign.ts'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import { LocalDate, nextOpening, Window } from '../../../shared/plan/window.ts'
import { addDays, localTime } from '../../../shared/platform/local-time.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { Dates, type DatesForm } from '../../../web/staff/dates.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { pageAfter, stepOf } from '../../../web/staff/steps.ts'
import { type StaffTexts, staffTexts } from '../../../web/texts/staff.ts'
import { dateOf, type Fields, partsOfDate, readForm } from '../form.ts'
import type { Route } from '../route.ts'
import { draftOf, type PageDeps, pathOf, writers } from './pages.ts'

/** How long a drive usually takes answers. */
const usualDays = 14

function formOf(campaign: Campaign, firstDay: string): DatesForm {
  const { startsOn = firstDay, window } = campaign
  return {
    startsOn: partsOfDate(startsOn),
    endsOn: partsOfDate(campaign.endsOn ?? addDays(startsOn, usualDays)),
    days: window.days.map(String),
    from: window.from,
    to: window.to,
    holidays: window.holidays,
    ramp: campaign.ramp,
    closedDays: window.closedDays.join('\n'),
    inDoubt: campaign.inDoubt,
  }
}

function typed(fields: Fields): DatesForm {
  return {
    startsOn: fields.dateParts('startsOn'),
    endsOn: fields.dateParts('endsOn'),
    days: fields.all('days'),
    from: fields.text('from'),
    to: fields.text('to'),
    holidays: fields.isOn('holidays'),
    ramp: fields.isOn('ramp'),
    closedDays: fields.text('closedDays'),
    inDoubt: fields.text('inDoubt'),
  }
}

/** What the form says, or what is wrong with it. */
function read(form: DatesForm, campaign: Campaign, today: string, { dates }: StaffTexts) {
  const errors: FieldError[] = []
  const date = (name: 'startsOn' | 'endsOn'): string | undefined => {
    const found = dateOf(form[name])
    if (found === 'invalid') errors.push({ id: name, text: dates.dateInvalid })
    // A date that stood there before is no mistake of today.
    else if (found && found < today && found !== campaign[name]) errors.push({ id: name, text: dates.datePast })
    return found
  }
  const [startsOn, endsOn] = [date('startsOn'), date('endsOn')]
  const closedDays = form.closedDays.split(/[\n,;]+/).flatMap((line) => line.trim() || [])
  for (const day of closedDays) {
    if (!LocalDate.safeParse(day).success)
      errors.push({ id: 'closedDays', text: dates.closedDaysInvalid(day.slice(0, 30)) })
  }
  if (form.days.length === 0) errors.push({ id: 'days', text: dates.daysMissing })
  const window = Window.safeParse({
    days: [...new Set(form.days.map(Number))].sort(),
    from: form.from,
    to: form.to,
    holidays: form.holidays,
    closedDays,
  })
  for (const { path } of window.error?.issues ?? []) {
    if (path[0] === 'from' || path[0] === 'to') errors.push({ id: path[0], text: dates.timeInvalid })
  }
  if (!window.success || errors.length > 0) return { errors }
  const { data: chosen = campaign.inDoubt } = z.safeParse(InDoubt, form.inDoubt)
  const inDoubt = inDoubtFor({ ...campaign, inDoubt: chosen })
  const content: Partial<CampaignContent> = { startsOn, endsOn, window: window.data, ramp: form.ramp, inDoubt }
  return { errors, content }
}

export function datesPages(deps: PageDeps): Route[] {
  const { show, desk, now } = deps
  const path = '/campaigns/:id/dates'
  const today = () => localTime(now()).date
  /** The first day on which anything could be sent. */
  const firstDay = ({ window }: Campaign) => localTime(nextOpening(now(), window) ?? now()).date
  /** The window's errors stand at its closing hour. */
  const idOf = (field: string) => (field === 'window' ? 'to' : field)

  return [
    {
      method: 'GET',
      path,
      roles: writers,
      handle: async (c) => {
        const campaign = await draftOf(c, deps)
        if (campaign instanceof Response) return campaign
        const form = formOf(campaign, firstDay(campaign))
        return show(c, <Dates campaign={campaign.id} form={form} errors={[]} neverTwice={isDebt(campaign)} />)
      },
    },
    {
      method: 'POST',
      path,
      roles: writers,
      handle: async (c, { person }) => {
        const before = await draftOf(c, deps)
        if (before instanceof Response) return before
        const { id } = before
        const language = c.get('language')
        const fields = await readForm(c)
        const form = typed(fields)
        const again = (errors: FieldError[]) =>
          show(c, <Dates campaign={id} form={form} errors={errors} neverTwice={isDebt(before)} />, { status: 422 })
        const { content, errors } = read(form, before, today(), staffTexts(language))
        if (!content) return again(errors)
        const campaign = await desk.write(id, content, person)
        if (fields.text('and') === 'later') return c.redirect(`${pathOf(id)}?saved`, 303)
        const all = missingForLaunch(campaign, deps)
        const missing = all.filter(({ field }) => stepOf(field) === 'dates')
        if (missing.length > 0) return again(fieldErrors(missing, language, idOf))
        return c.redirect(pathOf(id, pageAfter('dates', all)), 303)
      },
    },
  ]
}
