/** Single steps of a plan: how long to wait, how an automated call begins, what agents read out. */
import * as z from 'zod/mini'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import type { Step } from '../../../shared/plan/plan.ts'
import type { Language } from '../../../shared/platform/language.ts'
import { Survey } from '../../../shared/survey/survey.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { AgentsPage, CallPage, WaitPage } from '../../../web/staff/plan-step.tsx'
import { pathOfStep } from '../../../web/staff/steps.ts'
import { type PlanTexts, planTexts } from '../../../web/texts/staff-plan.ts'
import { type Fields, readForm } from '../form.ts'
import { phoneView } from '../phone-view.ts'
import type { Route, StaffRequest } from '../route.ts'
import { draftOf, type PageDeps, pathOf, writers } from './pages.ts'

type Form = Record<string, string>

const openingLanguages = ['pl', 'en'] as const
const scriptLanguages = ['pl', 'uk', 'en'] as const
const longest = { opening: 600, script: 10_000, skill: 40 }
const mostHours = 2_160

function formOf(step: Step): Form {
  switch (step.kind) {
    case 'wait': {
      const inDays = step.hours % 24 === 0
      return { amount: String(inDays ? step.hours / 24 : step.hours), unit: inDays ? 'days' : 'hours' }
    }
    case 'call':
      return Object.fromEntries(openingLanguages.map((code) => [`opening-${code}`, step.openings[code] ?? '']))
    case 'agents':
      return {
        ...Object.fromEntries(scriptLanguages.map((code) => [`script-${code}`, step.scripts[code] ?? ''])),
        skill: step.skill ?? '',
      }
    case 'email':
      return {}
  }
}

/** What the form says, or what cannot be kept as it was typed. */
function read(step: Step, fields: Fields, texts: PlanTexts): { form: Form; step?: Step; errors: FieldError[] } {
  const form = Object.fromEntries(Object.keys(formOf(step)).map((name) => [name, fields.text(name)]))
  const errors: FieldError[] = []
  const words = (name: string, codes: readonly Language[]) =>
    Object.fromEntries(codes.flatMap((code) => (form[`${name}-${code}`] ? [[code, form[`${name}-${code}`]]] : [])))
  const tooLong = (name: string, most: number, text: string) => {
    if ((form[name]?.length ?? 0) > most) errors.push({ id: name, text })
  }
  switch (step.kind) {
    case 'wait': {
      const hours = /^\d{1,4}$/.test(form.amount!) ? Number(form.amount) * (form.unit === 'days' ? 24 : 1) : 0
      if (hours < 1 || hours > mostHours) return { form, errors: [{ id: 'amount', text: texts.wait.invalid }] }
      return { form, step: { ...step, hours }, errors }
    }
    case 'call':
      for (const code of openingLanguages) tooLong(`opening-${code}`, longest.opening, texts.call.tooLong)
      return errors.length > 0
        ? { form, errors }
        : { form, step: { ...step, openings: words('opening', openingLanguages) }, errors }
    case 'agents': {
      for (const code of scriptLanguages) tooLong(`script-${code}`, longest.script, texts.agents.tooLong)
      tooLong('skill', longest.skill, texts.agents.skillLong)
      if (errors.length > 0) return { form, errors }
      const { skill: _, ...rest } = step
      const skill = form.skill ? { skill: form.skill } : {}
      return { form, step: { ...rest, ...skill, scripts: words('script', scriptLanguages) }, errors }
    }
    case 'email':
      return { form, errors }
  }
}

/** `plan.2.openings.en` stands at `opening-en`. */
function idOf(field: string): string | undefined {
  const [, what, code] = /(opening|script)s\.(\w+)$/.exec(field) ?? []
  return what && `${what}-${code}`
}

export function planStepPages(deps: PageDeps): Route[] {
  const { show, desk, campaigns } = deps
  const path = '/campaigns/:id/plan/:step'

  const page = async (c: StaffRequest, campaign: Campaign, number: number, form: Form, errors: FieldError[] = []) => {
    const props = { campaign: campaign.id, number, form, errors }
    const held = { drive: campaign, linting: { publicUrl: deps.publicUrl } }
    const status = errors.length > 0 ? { status: 422 } : {}
    switch (campaign.plan[number]!.kind) {
      case 'wait':
        return show(c, <WaitPage {...props} />, status)
      case 'agents':
        return show(c, <AgentsPage {...props} {...held} fields={campaign.list?.fields ?? []} />, status)
      default: {
        const { survey } = campaign
        const definition = survey && z.parse(Survey, await campaigns.survey(campaign.id, survey.version))
        return show(c, <CallPage {...props} {...held} keypad={definition && (await phoneView(definition))} />, status)
      }
    }
  }

  /** The step that the address names; what is none, or an e-mail, has its page elsewhere. */
  const stepOf = async (c: StaffRequest): Promise<{ campaign: Campaign; number: number; step: Step } | Response> => {
    const campaign = await draftOf(c, deps)
    if (campaign instanceof Response) return campaign
    const number = Number(c.req.param('step'))
    const step = campaign.plan[number]
    if (!step) return c.redirect(`${pathOf(campaign.id, 'plan')}?all`, 303)
    return step.kind === 'email' ? c.redirect(pathOfStep(campaign, number), 303) : { campaign, number, step }
  }

  return [
    {
      method: 'GET',
      path,
      roles: writers,
      handle: async (c) => {
        const found = await stepOf(c)
        if (found instanceof Response) return found
        return page(c, found.campaign, found.number, formOf(found.step))
      },
    },
    {
      method: 'POST',
      path,
      roles: writers,
      handle: async (c, { person }) => {
        const found = await stepOf(c)
        if (found instanceof Response) return found
        const { campaign: before, number } = found
        const language = c.get('language')
        const fields = await readForm(c)
        const { form, step, errors } = read(found.step, fields, planTexts(language))
        if (!step) return page(c, before, number, form, errors)
        const plan = before.plan.map((one, n) => (n === number ? step : one))
        const campaign = await desk.write(before.id, { plan }, person)
        if (fields.text('and') === 'later') return c.redirect(`${pathOf(campaign.id)}?saved`, 303)
        // What keeps this kind of step from being used is told on the plan's page; here, only its own words.
        const missing = missingForLaunch(campaign, deps).filter(({ field }) => field.startsWith(`plan.${number}.`))
        if (missing.length > 0) return page(c, campaign, number, form, fieldErrors(missing, language, idOf))
        return c.redirect(`${pathOf(campaign.id, 'plan')}?all`, 303)
      },
    },
  ]
}
