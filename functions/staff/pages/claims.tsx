/** The pages of a reminder's claims: payments, single claims, the list of 21 days; a file on its way. */
import { isDebt } from '../../../shared/campaign/campaign.ts'
import { Listed } from '../../../shared/claim/payments.ts'
import { Invalid } from '../../../shared/platform/errors.ts'
import { instantOf, localTime } from '../../../shared/platform/local-time.ts'
import type { FieldError } from '../../../web/components/errors.tsx'
import { Claims, type ClaimsForm } from '../../../web/staff/claims.tsx'
import { ClaimsFile } from '../../../web/staff/claims-file.tsx'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { claimTexts } from '../../../web/texts/staff-claims.ts'
import { claimDesk, mostRead } from '../claims.ts'
import { dateOf, type Fields, partsOfDate, readForm } from '../form.ts'
import type { Person } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import { uploadPolicy } from '../security.ts'
import { type PageDeps, pathOf, writers } from './pages.ts'

/** The browser does not say the file's name before it has sent it. */
const fileName = 'wplaty'

export function claimPages(deps: PageDeps): Route[] {
  const { show, campaigns, publicUrl, now } = deps
  const claims = claimDesk(deps)
  const path = '/campaigns/:id/claims'

  const page = async (
    c: StaffRequest,
    person: Person,
    form?: ClaimsForm,
    errors: FieldError[] = [],
    done: { marked?: number; reopened?: number } = {},
  ) => {
    const campaign = await campaigns.get(c.req.param('id')!)
    if (!isDebt(campaign) || !campaign.list?.claims) return c.redirect(pathOf(campaign.id), 303)
    const [uploads, countdowns] = await Promise.all([claims.files(campaign.id), claims.countdowns(campaign.id, person)])
    const at = now()
    return show(
      c,
      <Claims
        campaign={campaign}
        at={at}
        uploads={uploads}
        countdowns={countdowns}
        mostRead={mostRead}
        form={
          form ?? {
            listed: '',
            day: partsOfDate(localTime(at).date),
            time: '',
            cases: '',
            mark: '',
            reopened: '',
            reason: '',
          }
        }
        errors={errors}
        {...done}
      />,
      { status: errors.length > 0 ? 422 : 200, path: pathOf(campaign.id, 'claims') },
    )
  }

  const place = async (c: StaffRequest, person: Person, fields: Fields): Promise<Response> => {
    const id = c.req.param('id')!
    const texts = claimTexts(c.get('language'))
    const listed = fields.oneOf('listed', Listed.options)
    const at = instantIn(fields)
    const errors: FieldError[] = [
      ...(listed ? [] : [{ id: 'listed', text: texts.listedMissing }]),
      ...(at ? [] : [{ id: 'at', text: texts.whenInvalid }]),
    ]
    if (!listed || !at) return page(c, person, formOf(fields), errors)
    const back = (upload: string) => `${publicUrl}${pathOf(id, `claims/files/${upload}`)}`
    const { upload } = await claims.place(id, { name: fileName, listed, at }, person, back)
    return c.redirect(pathOf(id, `claims/files/${upload.upload}`), 303)
  }

  const mark = async (c: StaffRequest, person: Person, fields: Fields): Promise<Response> => {
    const id = c.req.param('id')!
    const texts = claimTexts(c.get('language'))
    const what = fields.oneOf('mark', ['paid', 'passed_on'] as const)
    const typed = fields.text('cases').split(/[\n;,]+/)
    if (!what || typed.every((text) => !text.trim())) {
      const at = what ? 'cases' : 'mark'
      return page(c, person, formOf(fields), [{ id: at, text: texts.markMissing }])
    }
    return page(c, person, undefined, [], { marked: await claims.mark(id, what, typed, person) })
  }

  const reopen = async (c: StaffRequest, person: Person, fields: Fields): Promise<Response> => {
    const typed = fields.text('reopened').split(/[\n;,]+/)
    if (typed.every((text) => !text.trim())) {
      const text = claimTexts(c.get('language')).reopenMissing
      return page(c, person, formOf(fields), [{ id: 'reopened', text }])
    }
    const reopened = await claims.reopen(c.req.param('id')!, typed, fields.text('reason'), person)
    return page(c, person, undefined, [], { reopened })
  }

  return [
    { method: 'GET', path, roles: writers, handle: (c, { person }) => page(c, person) },
    {
      method: 'POST',
      path,
      roles: writers,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        try {
          const acts = { mark, reopen, place }
          return await acts[fields.oneOf('do', ['mark', 'reopen'] as const) ?? 'place'](c, person, fields)
        } catch (error) {
          if (!(error instanceof Invalid)) throw error
          return page(c, person, formOf(fields), fieldErrors(error.problems, c.get('language')))
        }
      },
    },
    {
      method: 'GET',
      path: `${path}/files/:upload`,
      roles: writers,
      live: true,
      handle: async (c, { person }) => {
        // The bucket adds what it was given to the address it sends the browser back to.
        if (c.req.query('etag') !== undefined) return c.redirect(c.req.path, 303)
        const upload = await claims.get(c.req.param('id')!, c.req.param('upload')!)
        if (upload.state !== 'uploading') {
          if (upload.state !== 'failed') return show(c, <ClaimsFile upload={upload} />)
          const problems = [{ field: 'file', message: upload.failure! }]
          return page(
            c,
            person,
            undefined,
            fieldErrors(problems, c.get('language'), () => undefined),
          )
        }
        const place = await claims.placeAgain(upload, `${publicUrl}${c.req.path}`)
        return show(c, <ClaimsFile upload={upload} place={place} />, { policy: uploadPolicy(place.url) })
      },
    },
    {
      method: 'POST',
      path: `${path}/files/:upload`,
      roles: writers,
      handle: async (c, { person }) => {
        const [id, upload] = [c.req.param('id')!, c.req.param('upload')!]
        if ((await readForm(c)).text('do') === 'keep') await claims.keep(id, upload, person)
        return c.redirect(pathOf(id, `claims/files/${upload}`), 303)
      },
    },
  ]
}

/** What was typed, to be shown again beside what is wrong with it. */
function formOf(fields: Fields): ClaimsForm {
  return {
    listed: fields.text('listed'),
    day: fields.dateParts('at'),
    time: fields.text('at-time'),
    cases: fields.text('cases'),
    mark: fields.text('mark'),
    reopened: fields.text('reopened'),
    reason: fields.text('reason'),
  }
}

/** The instant that a day and a time by the clock of the office say. */
function instantIn(fields: Fields): Date | undefined {
  const day = dateOf(fields.dateParts('at'))
  const time = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(fields.text('at-time'))
  if (!day || day === 'invalid' || !time) return undefined
  return instantOf(day, Number(time[1]) * 60 + Number(time[2]))
}
