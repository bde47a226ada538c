/** Step 2 of the form: what residents are asked for. The survey, chosen or brought, and its preview; the service that can be booked. */
import * as z from 'zod/mini'
import { Asks, asksFor } from '../../../shared/campaign/campaign.ts'
import { missingFor } from '../../../shared/campaign/missing.ts'
import { Language } from '../../../shared/platform/language.ts'
import { Survey } from '../../../shared/survey/survey.ts'
import { pageAfter } from '../../../web/staff/steps.ts'
import { ChooseSurvey, type ChooseSurveyProps } from '../../../web/staff/survey.tsx'
import { staffTexts } from '../../../web/texts/staff.ts'
import { asksTexts } from '../../../web/texts/staff-asks.ts'
import { readForm } from '../form.ts'
import { phoneView } from '../phone-view.ts'
import type { Route, StaffRequest } from '../route.ts'
import { library } from '../survey-library.ts'
import { draftOf, type PageDeps, pathOf, readers, writers } from './pages.ts'

export function surveyPages(deps: PageDeps): Route[] {
  const { show, desk, campaigns } = deps
  const path = '/campaigns/:id/survey'

  const page = async (
    c: StaffRequest,
    props: Omit<ChooseSurveyProps, 'library' | 'phone' | 'services'>,
    status = 200,
  ) => {
    const { campaign, chosen } = props
    const [services, entries] = await Promise.all([
      deps.services.list(),
      library().then((all) =>
        Promise.all(all.map(async (entry) => ({ ...entry, phone: await phoneView(entry.survey) }))),
      ),
    ])
    const survey = chosen && z.parse(Survey, await campaigns.survey(campaign, chosen.version))
    const phone = survey && (await phoneView(survey))
    return show(c, <ChooseSurvey library={entries} phone={phone} services={services} {...props} />, { status })
  }

  return [
    {
      method: 'GET',
      path,
      roles: writers,
      handle: async (c) => {
        const campaign = await draftOf(c, deps)
        if (campaign instanceof Response) return campaign
        const { id, survey, service } = campaign
        const isNew = !survey && campaign.asks === undefined
        const picked = survey ? 'keep' : isNew ? undefined : 'none'
        const asks = isNew ? undefined : asksFor(campaign)
        return page(c, { campaign: id, chosen: survey, asks, service, picked, errors: [] })
      },
    },
    {
      method: 'POST',
      path,
      roles: writers,
      handle: async (c, { person }) => {
        const campaign = await draftOf(c, deps)
        if (campaign instanceof Response) return campaign
        const { id, survey: chosen } = campaign
        const texts = staffTexts(c.get('language')).survey
        const words = asksTexts(c.get('language'))
        const fields = await readForm(c)
        const which = fields.text('which')
        // Whoever picks a survey, and nothing above it, asks for answers.
        const asks = fields.oneOf('asks', Asks.options) ?? (which && which !== 'none' ? 'survey' : undefined)
        const service = fields.given('service')
        const later = fields.text('and') === 'later'
        const on = async () => {
          if (later) return c.redirect(`${pathOf(id)}?saved`, 303)
          return c.redirect(pathOf(id, pageAfter('survey', await missingFor(await campaigns.get(id), deps))), 303)
        }
        const again = (picked: string, id_: string, text: string, more: Partial<ChooseSurveyProps> = {}) =>
          page(c, { campaign: id, chosen, asks, service, picked, errors: [{ id: id_, text }], ...more }, 422)

        if (!asks) return later ? on() : again(which, 'asks', words.missing)
        if (asks === 'booking' && service === undefined && !later) return again(which, 'service', words.serviceMissing)
        const known = service === undefined || (await deps.services.list()).some((one) => one.id === service)
        if (!known) return again(which, 'service', words.serviceMissing)
        await desk.write(id, { asks, service: asks === 'booking' ? service : undefined }, person)
        if (asks === 'nothing' || (asks === 'booking' && (which === 'none' || which === ''))) {
          if (asks === 'booking' && chosen) await desk.leaveSurvey(id, person)
          return on()
        }
        if (which === 'keep' && chosen) return on()
        const entry = (await library()).find(({ id }) => id === which)
        if (entry) {
          await desk.chooseSurvey(id, entry.id, entry.survey, person)
          return on()
        }
        if (which !== 'file') return later ? on() : again(which, 'which', texts.whichMissing)

        const file = await fields.file('file')
        if (file === undefined) return later ? on() : again(which, 'file', texts.fileMissing)
        let json: unknown
        try {
          json = JSON.parse(file.replace(/^\uFEFF/, ''))
        } catch {
          return again(which, 'file', texts.notJson)
        }
        const { readSurvey } = await import('../../../shared/survey/read-survey.ts')
        const { problems, notes } = readSurvey(json)
        if (problems.length > 0) return again(which, 'file', texts.problems(problems.length), { problems })
        const { survey } = await desk.chooseSurvey(id, 'file', json, person)
        // What was left out must be seen before it is forgotten.
        return notes.length > 0
          ? page(c, { campaign: id, chosen: survey, asks, service, picked: 'keep', errors: [], notes })
          : on()
      },
    },
    {
      method: 'GET',
      path: `${path}/preview`,
      roles: readers,
      handle: async (c) => {
        const campaign = await campaigns.get(c.req.param('id')!)
        if (!campaign.survey) return c.redirect(pathOf(campaign.id), 303)
        const survey = z.parse(Survey, await campaigns.survey(campaign.id, campaign.survey.version))
        const { data: seenIn = 'pl' } = Language.safeParse(c.req.query('in'))
        const { SurveyPreview } = await import('../../../web/staff/survey-preview.tsx') // with all of the residents' texts
        return show(c, <SurveyPreview campaign={campaign} survey={survey} seenIn={seenIn} />)
      },
    },
  ]
}
