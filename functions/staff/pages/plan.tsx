/** Step 4 of the form where a drive has more than one letter: which steps, in which order. Each change is saved at once. */
import { sparesMailed, usualStop } from '../../../shared/campaign/asks.ts'
import { asksFor, type Campaign, type CampaignContent } from '../../../shared/campaign/campaign.ts'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import { unfitFor } from '../../../shared/plan/offered.ts'
import { canAdd, canRemove, moved, withoutStep, withStep } from '../../../shared/plan/order.ts'
import type { Plan, StepKind, Stop } from '../../../shared/plan/plan.ts'
import { planOf } from '../../../shared/plan/sample-plans.ts'
import { sampleStep } from '../../../shared/plan/sample-words.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { PlanPage } from '../../../web/staff/plan.tsx'
import { isLetterOnly, pageAfter, pathOfStep, stepOf } from '../../../web/staff/steps.ts'
import { planTexts } from '../../../web/texts/staff-plan.ts'
import { type Fields, readForm } from '../form.ts'
import { givenOf } from '../plan-words.ts'
import { samplesFor } from '../plans.ts'
import type { Route, StaffRequest } from '../route.ts'
import { draftOf, type PageDeps, pathOf, writers } from './pages.ts'

const kinds = ['email', 'wait', 'call', 'agents'] as const satisfies StepKind[]

export function planPages(deps: PageDeps): Route[] {
  const { show, desk } = deps
  const path = '/campaigns/:id/plan'

  const page = (c: StaffRequest, campaign: Campaign, errors: FieldError[] = []) => {
    const unfit = Object.fromEntries(kinds.map((kind) => [kind, unfitFor(kind, campaign, deps)]))
    return show(
      c,
      <PlanPage
        campaign={campaign}
        samples={samplesFor(campaign, deps)}
        unfit={unfit as Record<StepKind, never>}
        problems={missingForLaunch(campaign, deps)}
        errors={errors}
      />,
      errors.length > 0 ? { status: 422 } : {},
    )
  }

  /** Where on the page a problem stands: at its step; an empty plan, at the choice of one. */
  const idOf = (field: string) => {
    const [, number] = /^plan\.(\d+)/.exec(field) ?? []
    if (number) return `step-${number}`
    return field === 'plan' ? 'sample' : field === 'attempts' ? 'attempts' : undefined
  }

  /** The plan after what a button says, or nothing where it says nothing that can be done. */
  const changed = (campaign: Campaign, deed: string, sample: string): { plan: Plan; added?: number } | undefined => {
    const { plan } = campaign
    const given = givenOf(campaign, deps)
    const [what, which = ''] = deed.split(' ')
    const number = Number(which)
    if (what === 'choose') {
      const chosen = samplesFor(campaign, deps).find(({ id, unfit }) => id === sample && unfit.length === 0)
      return chosen && { plan: planOf(chosen.id, given, plan) }
    }
    if (what === 'add') {
      const kind = kinds.find((one) => one === which)
      if (!kind || !canAdd(plan, kind) || unfitFor(kind, campaign, deps).length > 0) return undefined
      const isReminder = plan.some((step) => step.kind === 'email')
      const step = sampleStep(kind, given, isReminder)
      const next = withStep(plan, step)
      return { plan: next, added: next.indexOf(step) }
    }
    if (!Number.isInteger(number) || !plan[number]) return undefined
    if (what === 'remove') return canRemove(plan, number) ? { plan: withoutStep(plan, number) } : undefined
    const next = what === 'up' ? moved(plan, number, -1) : what === 'down' ? moved(plan, number, 1) : undefined
    return next && { plan: next }
  }

  /** The plan with the rule of when a person needs no more of it, as ticked. */
  const stopping = (campaign: Campaign, fields: Fields): Partial<CampaignContent> => {
    const { plan } = campaign
    const picked = fields.all('stops')
    const stop: Stop[] = picked.includes('asked') ? usualStop(asksFor(campaign)) : ['objected']
    const byPhone: Stop[] = picked.includes('mailed') && sparesMailed(campaign) ? ['mailed', ...stop] : stop
    return {
      plan: plan.map((step) =>
        step.kind === 'wait' ? step : { ...step, stop: step.kind === 'email' ? stop : byPhone },
      ),
    }
  }

  return [
    {
      method: 'GET',
      path,
      roles: writers,
      handle: async (c) => {
        const campaign = await draftOf(c, deps)
        if (campaign instanceof Response) return campaign
        // Without telephones there is nothing to plan but a letter, unless somebody asks.
        if (isLetterOnly(campaign) && c.req.query('all') === undefined) {
          return c.redirect(pathOf(campaign.id, 'message'), 303)
        }
        return page(c, campaign)
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
        const here = `${pathOf(id, 'plan')}?all`
        const version = Number(fields.text('version')) || undefined
        const later = fields.text('and') === 'later'
        const onLater = () => c.redirect(`${pathOf(id)}?saved`, 303)

        const isChoice = before.plan.length === 0
        const deed = fields.text('do') || (isChoice ? 'choose' : '')
        if (deed) {
          const next = changed(before, deed, fields.text('sample'))
          if (!next && later) return onLater()
          if (!next && deed === 'choose') {
            return page(c, before, [{ id: 'sample', text: planTexts(language).chooseMissing }])
          }
          if (!next) return c.redirect(here, 303) // the step is gone already, or the button was pressed twice
          const campaign = await desk.write(id, { plan: next.plan }, person, version)
          if (later) return onLater()
          return c.redirect(next.added === undefined ? here : pathOfStep(campaign, next.added), 303)
        }

        const campaign = await desk.write(id, stopping(before, fields), person)
        if (later) return onLater()
        const all = missingForLaunch(campaign, deps)
        const missing = all.filter(({ field }) => stepOf(field) === 'plan')
        if (missing.length > 0) return page(c, campaign, fieldErrors(missing, language, idOf))
        return c.redirect(pathOf(id, pageAfter('plan', all)), 303)
      },
    },
  ]
}
