/** Attempts of a drive and what follows which outcome. Only what differs from the usual is kept with the drive. */
import { Eligibility, type OutcomeCode, outcomes, type Rule, usualRules } from '../../../shared/call/outcome.ts'
import { daysAWeek } from '../../../shared/call/standing.ts'
import {
  type Attempts,
  attemptsFor,
  type Campaign,
  type CampaignContent,
  debtAttempts,
  isDebt,
} from '../../../shared/campaign/campaign.ts'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import { factsNeeded, usualFacts } from '../../../shared/claim/reminder.ts'
import { textOf } from '../../../shared/platform/language.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import {
  type AttemptsForm,
  AttemptsPage,
  identityFactsChoices,
  type RuleForm,
  ruleFields,
  units,
} from '../../../web/staff/attempts.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import type { StaffLanguage } from '../../../web/texts/staff.ts'
import { planTexts } from '../../../web/texts/staff-plan.ts'
import { type Fields, readForm } from '../form.ts'
import type { Route, StaffRequest } from '../route.ts'
import { draftOf, type PageDeps, pathOf, writers } from './pages.ts'

const minutesIn = { minutes: 1, hours: 60, days: 1_440 }
const mostMinutes = 43_200
/** Outcomes with a rule, in the order of the table. */
const ruled = Object.keys(usualRules) as OutcomeCode[]

function formOfRule({ again, otherPart, perDay, inAll, byAgent, otherNumber }: Rule): RuleForm {
  const unit = again === 0 ? 'minutes' : [...units].reverse().find((one) => again % minutesIn[one] === 0)!
  const box = (is: boolean | undefined) => (is ? 'on' : '')
  return {
    ...{ again: String(again / minutesIn[unit]), unit, otherPart: box(otherPart) },
    ...{
      perDay: String(perDay ?? ''),
      inAll: String(inAll ?? ''),
      byAgent: box(byAgent),
      otherNumber: box(otherNumber),
    },
  }
}

function formOf(campaign: Campaign): AttemptsForm {
  const { rules = {}, eligibility = 'people' } = campaign
  return {
    ...{ ...asText(attemptsFor(campaign)), eligibility, identityFacts: String(factsNeeded(campaign)) },
    rules: Object.fromEntries(ruled.map((code) => [code, formOfRule(rules[code] ?? usualRules[code]!)])),
  }
}

function typed(fields: Fields): AttemptsForm {
  const rule = (code: OutcomeCode) =>
    Object.fromEntries(ruleFields.map((name) => [name, fields.text(`${name}-${code}`)])) as unknown as RuleForm
  return {
    ...{ perDay: fields.text('perDay'), inAll: fields.text('inAll'), eligibility: fields.text('eligibility') },
    identityFacts: fields.text('identityFacts'),
    rules: Object.fromEntries(ruled.map((code) => [code, rule(code)])),
  }
}

const labelOf = (code: OutcomeCode, language: StaffLanguage): string => textOf(outcomes[code].label, language)

/** A whole number within its limits; undefined where it is none. */
const whole = (text: string, least: number, most: number): number | undefined => {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : undefined
}

/** What the form says, or what is wrong with it. */
function read(
  form: AttemptsForm,
  language: StaffLanguage,
): { content?: Partial<CampaignContent>; errors: FieldError[] } {
  const texts = planTexts(language).rules
  const errors: FieldError[] = []
  const perDay = whole(form.perDay, 1, 5)
  const inAll = whole(form.inAll, 1, 20)
  if (perDay === undefined) errors.push({ id: 'perDay', text: texts.perDayInvalid })
  if (inAll === undefined) errors.push({ id: 'inAll', text: texts.inAllInvalid })
  const rules: Partial<Record<OutcomeCode, Rule>> = {}
  for (const code of ruled) {
    const rule = readRule(code, form.rules[code]!)
    for (const [id, text] of rule.wrong) errors.push({ id, text: texts[text](labelOf(code, language)) })
    if (rule.rule && !isSame(rule.rule, usualRules[code]!)) rules[code] = rule.rule
  }
  if (errors.length > 0) return { errors }
  const attempts: Attempts = { perDay: perDay!, inAll: inAll! }
  return {
    errors,
    content: {
      attempts,
      rules: Object.keys(rules).length > 0 ? rules : undefined,
      eligibility: Eligibility.safeParse(form.eligibility).data,
    },
  }
}

function readRule(code: OutcomeCode, form: RuleForm) {
  const wrong: [string, 'againInvalid' | 'dayInvalid' | 'allInvalid'][] = []
  const unit = units.find((one) => one === form.unit) ?? 'minutes'
  const amount = whole(form.again, 0, mostMinutes)
  const again = amount === undefined ? undefined : amount * minutesIn[unit]
  if (again === undefined || again > mostMinutes) wrong.push([`again-${code}`, 'againInvalid'])
  const perDay = form.perDay ? whole(form.perDay, 1, 10) : undefined
  if (form.perDay && perDay === undefined) wrong.push([`perDay-${code}`, 'dayInvalid'])
  const inAll = form.inAll ? whole(form.inAll, 0, 20) : undefined
  if (form.inAll && inAll === undefined) wrong.push([`inAll-${code}`, 'allInvalid'])
  if (wrong.length > 0) return { wrong }
  const rule: Rule = {
    again: again!,
    ...(form.otherPart === 'on' && { otherPart: true }),
    ...(perDay !== undefined && { perDay }),
    ...(inAll !== undefined && { inAll }),
    ...(form.byAgent === 'on' && { byAgent: true }),
    ...(form.otherNumber === 'on' && { otherNumber: true }),
  }
  return { wrong, rule }
}

const isSame = (one: Rule, other: Rule): boolean =>
  (['again', 'otherPart', 'perDay', 'inAll', 'byAgent', 'otherNumber'] as const).every(
    (name) => (one[name] ?? false) === (other[name] ?? false),
  )

/** As many facts as were chosen; what is no choice of the form is the usual number. */
const factsIn = ({ identityFacts }: AttemptsForm): number =>
  identityFactsChoices.find((count) => String(count) === identityFacts) ?? usualFacts

/** What a drive has before anybody changes it. */
const fresh = { attempts: undefined, rules: undefined, eligibility: undefined }

const asText = ({ perDay, inAll }: Attempts) => ({ perDay: String(perDay), inAll: String(inAll) })

export function attemptsPages(deps: PageDeps): Route[] {
  const { show, desk } = deps
  const path = '/campaigns/:id/plan/attempts'

  const page = (c: StaffRequest, campaign: Campaign, form: AttemptsForm, errors: FieldError[] = []) =>
    show(
      c,
      <AttemptsPage
        campaign={campaign.id}
        form={form}
        changed={Object.keys(campaign.rules ?? {}) as OutcomeCode[]}
        errors={errors}
        fixed={isDebt(campaign) ? { ...debtAttempts, perWeek: daysAWeek } : undefined}
      />,
      errors.length > 0 ? { status: 422 } : {},
    )

  return [
    {
      method: 'GET',
      path,
      roles: writers,
      handle: async (c) => {
        const campaign = await draftOf(c, deps)
        return campaign instanceof Response ? campaign : page(c, campaign, formOf(campaign))
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
        if (fields.text('and') === 'reset') {
          await desk.write(id, { ...fresh, ...(isDebt(before) && { identityFacts: usualFacts }) }, person)
          return c.redirect(pathOf(id, 'plan/attempts'), 303)
        }
        const form = typed(fields)
        // What the rule fixes is not typed.
        const isReminder = isDebt(before)
        const { content: rules, errors } = read(isReminder ? { ...form, ...asText(debtAttempts) } : form, language)
        const content = rules && { ...rules, ...(isReminder && { identityFacts: factsIn(form) }) }
        if (!content) return page(c, before, form, errors)
        const campaign = await desk.write(id, content, person)
        if (fields.text('and') === 'later') return c.redirect(`${pathOf(id)}?saved`, 303)
        const missing = missingForLaunch(campaign, deps).filter(({ field }) => field === 'attempts')
        if (missing.length > 0)
          return page(
            c,
            campaign,
            form,
            fieldErrors(missing, language, () => 'perDay'),
          )
        return c.redirect(`${pathOf(id, 'plan')}?all`, 303)
      },
    },
  ]
}
