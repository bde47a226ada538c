/** What a rehearsal assumes about the office, people and prices: read and changed by the administrator. */

import { outcomes } from '../../../shared/call/outcome.ts'
import { type Rates, RehearsalSettings, sumOf, usualRehearsal } from '../../../shared/plan/rehearsal-settings.ts'
import { textOf } from '../../../shared/platform/language.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import {
  emailFields,
  priceFields,
  RehearsalSettingsPage,
  ratedOutcomes,
  rateGroups,
  timeFields,
  workFields,
} from '../../../web/staff/rehearsal-settings.tsx'
import type { StaffLanguage } from '../../../web/texts/staff.ts'
import { planTexts } from '../../../web/texts/staff-plan.ts'
import { number } from '../../../web/texts/texts.ts'
import { type Fields, readForm } from '../form.ts'
import type { Route } from '../route.ts'
import { keepers, type PageDeps } from './pages.ts'

type Form = Record<string, string>

/** Shares are shown and typed in per cent, to a hundredth. */
const inPercent = (share: number): number => Math.round(share * 10_000) / 100
const plain = (value: number): string => String(value).replace('.', ',')

function formOf(settings: RehearsalSettings): Form {
  const form: Form = {}
  for (const name of [...workFields, ...timeFields]) form[name] = String(settings[name])
  for (const name of emailFields) form[name] = plain(inPercent(settings[name]))
  for (const name of priceFields) form[name] = plain(settings.prices[name])
  for (const group of rateGroups) {
    for (const code of ratedOutcomes[group]) form[`${group}-${code}`] = plain(inPercent(settings[group][code] ?? 0))
  }
  return form
}

function typed(fields: Fields): Form {
  return Object.fromEntries(Object.keys(formOf(usualRehearsal)).map((name) => [name, fields.text(name)]))
}

/** A number with a comma or a point; NaN where it is none. */
const numberOf = (text: string | undefined): number =>
  /^\d{1,7}([.,]\d{1,6})?$/.test(text ?? '') ? Number(text!.replace(',', '.')) : Number.NaN

/** What the form says, or what is wrong with it. What it does not ask for stays. */
function read(
  form: Form,
  before: RehearsalSettings,
  language: StaffLanguage,
): { settings?: RehearsalSettings; errors: FieldError[] } {
  const { settings: texts } = planTexts(language)
  const rates = (group: (typeof rateGroups)[number]): Rates =>
    Object.fromEntries(ratedOutcomes[group].map((code) => [code, numberOf(form[`${group}-${code}`]) / 100]))
  const numbers = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, numberOf(form[name])]))
  const shares = Object.fromEntries(emailFields.map((name) => [name, numberOf(form[name]) / 100]))
  const given = {
    ...before,
    ...numbers([...workFields.slice(0, 2), ...timeFields]),
    ...{ agentsFrom: form.agentsFrom, agentsTo: form.agentsTo },
    ...shares,
    ...{ callRates: rates('callRates'), agentRates: rates('agentRates'), prices: numbers(priceFields) },
  }
  const result = RehearsalSettings.safeParse(given)
  const errors: FieldError[] = (result.error?.issues ?? []).map(({ path }) => {
    const [first, second] = path.map(String) as [string, string | undefined]
    const id = first === 'prices' ? second! : second ? `${first}-${second}` : first
    const code = second && second in outcomes ? outcomes[second as keyof typeof outcomes] : undefined
    const name = code ? textOf(code.label, language) : (texts[id as keyof typeof texts] as string)
    return { id, text: id === 'agentsFrom' || id === 'agentsTo' ? texts.timeInvalid(name) : texts.invalid(name) }
  })
  if (!result.success) return { errors }
  const settings = result.data
  if (settings.agentsFrom >= settings.agentsTo) errors.push({ id: 'agentsTo', text: texts.hoursInvalid })
  for (const group of rateGroups) {
    const sum = inPercent(sumOf(settings[group]))
    if (sum !== 100) {
      const text = `${texts[group]}: ${texts.sum(`${number(language, sum)} %`)}`
      errors.push({ id: `${group}-${ratedOutcomes[group][0]}`, text })
    }
  }
  return errors.length > 0 ? { errors } : { settings, errors }
}

export function rehearsalSettingsPages({ show, office, audit, now }: PageDeps): Route[] {
  const path = '/office/rehearsal'
  return [
    {
      method: 'GET',
      path,
      roles: keepers,
      handle: async (c) => {
        const form = formOf(await office.rehearsal())
        return show(c, <RehearsalSettingsPage form={form} errors={[]} saved={c.req.query('saved') !== undefined} />)
      },
    },
    {
      method: 'POST',
      path,
      roles: keepers,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        const form = typed(fields)
        const { settings, errors } =
          fields.text('and') === 'reset'
            ? { settings: usualRehearsal, errors: [] }
            : read(form, await office.rehearsal(), c.get('language'))
        if (!settings) {
          return show(c, <RehearsalSettingsPage form={form} errors={errors} saved={false} />, { status: 422 })
        }
        await office.putRehearsal(settings)
        await audit.write({ who: person.id, did: 'rehearsal settings', what: 'office' }, now())
        return c.redirect(`${path}?saved`, 303)
      },
    },
  ]
}
