/** The agent's call: the one screen with its form, the renewal that the script asks for. */
import type { Known } from '../../../shared/call/agent-desk.ts'
import type { Held } from '../../../shared/call/agent-give.ts'
import { OutcomeCode, outcomes } from '../../../shared/call/outcome.ts'
import { inCharge } from '../../../shared/case/unit.ts'
import { noteProblems } from '../../../shared/claim/note.ts'
import { ObjectionScope } from '../../../shared/objection/objection.ts'
import { Invalid, type Problem, Refused } from '../../../shared/platform/errors.ts'
import { Language, textOf } from '../../../shared/platform/language.ts'
import { localTime } from '../../../shared/platform/local-time.ts'
import { type Next, visiblePages } from '../../../shared/survey/flow.ts'
import type { AnswerError, Form } from '../../../shared/survey/read-page.ts'
import { resumeAt } from '../../../shared/survey/way.ts'
import { CallPage } from '../../../web/agent/call.tsx'
import type { OutcomeForm } from '../../../web/agent/call-outcome.tsx'
import type { ReportForm, ReportPartProps } from '../../../web/agent/call-report.tsx'
import { answerErrors } from '../../../web/agent/call-survey.tsx'
import type { FieldError } from '../../../web/components/errors.tsx'
import { formOf } from '../../../web/resident/fields-of.ts'
import { fieldErrors } from '../../../web/staff/frame.tsx'
import { callBookingTexts } from '../../../web/texts/call-booking.ts'
import { identityTexts } from '../../../web/texts/call-identity.ts'
import { callTexts } from '../../../web/texts/calls.ts'
import { dateIn, type Looked } from '../call-booking.ts'
import { claimsTold } from '../call-identity.ts'
import { dateOf, type Fields, readForm } from '../form.ts'
import type { Person } from '../person.ts'
import type { Route, StaffRequest } from '../route.ts'
import { callbackAt, lookedIn, outcomeForm, pageIn, reportForm, saidIn, visitForm } from './call-form.ts'
import { callers, keysOf } from './call-set-up.tsx'
import type { PageDeps } from './pages.ts'

/** What a call's page shows beyond the call itself. */
interface Shown {
  errors?: FieldError[]
  answerErrors?: AnswerError[]
  /** Fields of the survey as they were sent. */
  form?: Form
  page?: Next | undefined
  appeared?: boolean
  language?: Language | undefined
  outcome?: OutcomeForm
  note?: string
  /** Where and when an agent looks for a free hour, and the name she typed. */
  looked?: Looked | undefined
  visitName?: string
  linkSent?: string
  /** What she typed of a resident's report, and the one that was taken. */
  report?: ReportForm
  taken?: ReportPartProps['taken']
  dialled?: boolean
}

export function callPages({ show, calls, cases, units, officePhone, now }: PageDeps): Route[] {
  const clock = (at: Date): string => {
    const { minutes } = localTime(at)
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  }

  const callPage = async (c: StaffRequest, person: Person, held: Held, shown: Shown = {}) => {
    const looked = shown.looked ?? lookedIn(c)
    const [call, booking] = await Promise.all([calls.see(held, person), calls.visits(held, looked)])
    const matter = call.identity?.state === 'confirmed' ? await calls.matter(person, held) : undefined
    const { survey } = call
    const language = shown.language ?? call.language
    const pages = survey ? visiblePages(survey.definition, survey.answers) : []
    const asked = shown.page
    const page = !survey
      ? 'review'
      : asked === 'review' || (asked !== undefined && pages.includes(asked))
        ? asked
        : resumeAt(survey.definition, survey.answers)
    const errors = [
      ...(shown.errors ?? []),
      ...(survey && shown.answerErrors ? answerErrors(survey.definition, shown.answerErrors, language) : []),
    ]
    const [{ ReportPart }, { OriginPart }] = await Promise.all([
      import('../../../web/agent/call-report.tsx'),
      import('../../../web/agent/call-origin.tsx'),
    ])
    const mayReport = !call.identity || call.identity.state === 'confirmed'
    const report = shown.report ?? { subject: '', place: '', text: '' }
    const [year = '', month = '', day = ''] = localTime(now()).date.split('-')
    return show(
      c,
      <CallPage
        call={shown.note === undefined ? call : { ...call, note: shown.note }}
        keys={keysOf(c)}
        until={clock(new Date(call.leaseUntil))}
        survey={{
          page,
          language,
          form: shown.form ?? (survey ? formOf(survey.definition, survey.answers, language) : () => []),
          errors: shown.answerErrors ?? [],
          appeared: shown.appeared ?? false,
        }}
        outcome={
          shown.outcome ?? {
            outcome: booking?.visit ? 'booked' : survey?.state === 'complete' ? 'complete' : '',
            ...{
              day: String(Number(day)),
              month: String(Number(month)),
              year,
              time: '',
              whose: 'mine',
              scope: 'campaign',
              promise: { day: '', month: '', year: '' },
            },
          }
        }
        errors={errors}
        matter={matter}
        booking={booking && { ...booking, ...(shown.visitName !== undefined && { name: shown.visitName }) }}
        report={mayReport && <ReportPart form={report} keys={keysOf(c)} errors={errors} taken={shown.taken} />}
        origin={<OriginPart origin={call.origin} spoken={call.language} />}
        officePhone={officePhone}
        linkSent={shown.linkSent}
        dialled={shown.dialled}
      />,
      { status: errors.length > 0 ? 422 : 200, path: '/calls/current' },
    )
  }

  /** What the form says, done on a call that was hers at least once. */
  const act = async (c: StaffRequest, person: Person, known: Known, fields: Fields): Promise<Response> => {
    const doing = fields.text('do')
    const language = fields.oneOf('in', Language.options)
    const note = fields.text('note')
    if (doing === 'release') {
      const saved = await calls.save(person, known, { outcome: 'not_dialled', note })
      return c.redirect(`/calls?done=${saved.as === 'saved' ? 'released' : saved.as}`, 303)
    }
    const form: Form = (field) => fields.all(field)
    const page = pageIn(fields.text('page'))
    const again = async (shown: Shown) => {
      const held = await calls.current(person)
      if (!held) return c.redirect('/calls?done=late', 303)
      const typed = {
        outcome: outcomeForm(fields),
        note,
        form,
        page,
        language,
        report: reportForm(fields),
        ...visitForm(fields),
      }
      return callPage(c, person, held, { ...typed, ...shown })
    }
    const problems = (list: Problem[]) => fieldErrors(list, c.get('language'), idOf)

    if (doing !== 'save') {
      if (note.length > 2_000)
        return again({ errors: [{ id: 'note', text: callTexts(c.get('language')).call.noteLong }] })
      await calls.renew(person, known, { note, clauseGiven: doing === 'clause' })
      const forbidden = noteProblems(known.campaign, note)
      if (forbidden.length > 0) return again({ errors: problems(forbidden) })
    }
    try {
      if (doing === 'save') return await save(c, person, known, fields, again)
      if (doing === 'page' && typeof page === 'number') {
        const saved = await calls.savePage(known, page, form, language ?? known.contact.language)
        if (saved === 'complete before') return c.redirect('/calls/current#survey', 303)
        if ('errors' in saved) return again({ answerErrors: saved.errors })
        const query = new URLSearchParams({ page: String(saved.next), ...(language && { in: language }) })
        if (saved.appeared) query.set('more', '')
        return c.redirect(`/calls/current?${query}#survey`, 303)
      }
      if (doing === 'identity' || (doing === 'stay' && fields.text('identity-name'))) {
        await calls.identify(person, known, saidIn(fields))
        return c.redirect('/calls/current#identity', 303)
      }
      if (doing === 'submit') {
        await calls.submitAnswers(known, language ?? known.contact.language)
        return c.redirect('/calls/current#outcomes', 303)
      }
      if (doing.startsWith('visit-')) return await visit(c, person, known, fields, again)
      if (doing === 'report') {
        const { takeReport } = await import('../call-report.ts')
        const taken = await takeReport(person, known, reportForm(fields), cases)
        const unit = inCharge(taken, await units.units())
        return again({
          taken: { id: taken.id, dueOn: taken.dueOn, unit: unit && textOf(unit, c.get('language')) },
          report: { subject: '', place: '', text: '' },
        })
      }
      if (doing === 'connect') {
        await calls.dial(person, known)
        return again({ dialled: true })
      }
      if (doing === 'link') {
        const sent = await calls.sendLink(person, known, language ?? known.contact.language)
        return again({ linkSent: sent })
      }
    } catch (error) {
      if (error instanceof Refused || error instanceof Invalid) return again({ errors: problems(error.problems) })
      throw error
    }
    const query = new URLSearchParams({
      ...(page !== undefined && { page: String(page) }),
      ...(language && { in: language }),
    })
    return c.redirect(`/calls/current${query.size > 0 ? `?${query}` : ''}${doing === 'clause' ? '#clause' : ''}`, 303)
  }

  /** Looks for free hours, books, moves or calls off. */
  const visit = async (
    c: StaffRequest,
    person: Person,
    known: Known,
    fields: Fields,
    again: (shown: Shown) => Promise<Response>,
  ): Promise<Response> => {
    const doing = fields.text('do')
    const there = (query = '') => c.redirect(`/calls/current${query}#visit`, 303)
    const { looked } = visitForm(fields)
    if (doing === 'visit-look') return looked ? there(`?${new URLSearchParams({ ...looked })}`) : there()
    if (doing === 'visit-cancel') {
      await calls.cancelVisit(person, known)
      return there()
    }
    const date = dateIn(fields.text(doing === 'visit-first' ? 'visit-first' : 'visit-slot'))
    if (!date) return again({ errors: [{ id: 'visit-slot', text: callBookingTexts(c.get('language')).choose }] })
    const language = fields.oneOf('in', Language.options) ?? known.contact.language
    const said = { name: fields.text('visit-name').slice(0, 120), stated: fields.isOn('visit-stated'), language }
    await calls.bookVisit(person, known, date, said)
    return there()
  }

  const save = async (
    c: StaffRequest,
    person: Person,
    known: Known,
    fields: Fields,
    again: (shown: Shown) => Promise<Response>,
  ): Promise<Response> => {
    const texts = callTexts(c.get('language')).call
    const outcome = fields.oneOf('outcome', OutcomeCode.options)
    if (!outcome) return again({ errors: [{ id: 'outcome', text: texts.outcomeMissing }] })
    const when = outcome === 'callback' ? callbackAt(fields) : undefined
    if (when === 'invalid') return again({ errors: [{ id: 'callback', text: texts.callbackInvalid }] })
    const promise = outcome === 'promised' ? dateOf(fields.dateParts('promise')) : undefined
    if (promise === 'invalid') {
      return again({ errors: [{ id: 'promise', text: identityTexts(c.get('language')).promiseInvalid }] })
    }
    const scope = fields.oneOf('scope', ObjectionScope.options)
    const saved = await calls.save(person, known, {
      outcome,
      note: fields.text('note'),
      ...(when && { callback: { at: when, mine: fields.text('callback-whose') !== 'anyone' } }),
      ...(promise && { promisedBy: promise }),
      ...(outcomes[outcome].doNotContact && scope && { objection: scope }),
    })
    const done = saved.as === 'late' && saved.promised ? 'latePromised' : saved.as
    return c.redirect(`/calls?done=${done}`, 303)
  }

  return [
    {
      method: 'GET',
      path: '/calls/current',
      roles: callers,
      handle: async (c, { person }) => {
        const held = await calls.current(person)
        if (!held) return c.redirect('/calls', 303)
        return callPage(c, person, held, {
          page: pageIn(c.req.query('page') ?? ''),
          language: Language.options.find((one) => one === c.req.query('in')),
          appeared: c.req.query('more') !== undefined,
        })
      },
    },
    {
      method: 'POST',
      path: '/calls/current',
      roles: callers,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        const known = await calls.byHold(person.id, fields.text('call'), fields.text('hold'))
        return act(c, person, known, fields)
      },
    },
    {
      method: 'POST',
      path: '/calls/renew',
      roles: callers,
      live: true,
      handle: async (c, { person }) => {
        const fields = await readForm(c)
        const known = await calls.byHold(person.id, fields.text('call'), fields.text('hold'))
        const renewed = await calls.renew(person, known, { note: fields.text('note').slice(0, 2_000) })
        const until = clock(new Date(now().getTime() + 5 * 60_000))
        const lease = renewed && { until: callTexts(c.get('language')).call.lease(until) }
        const claims = claimsTold(known)
        return c.json({ ...lease, ...(known.settled && { settled: true }), ...(claims !== undefined && { claims }) })
      },
    },
    {
      method: 'GET',
      path: '/calls/state',
      roles: callers,
      live: true,
      handle: async (c, { person }) => {
        const held = await calls.current(person)
        return c.json(held ? { call: `${held.whom.campaign}.${held.whom.page}.${held.whom.index}` } : {})
      },
    },
  ]
}

/** Where on the page a problem's field stands. */
function idOf(field: string): string | undefined {
  if (field === 'slot' || field === 'visit') return 'visit'
  if (field === 'visit-name' || field.startsWith('report')) return field
  if (field === 'identity' || field === 'promise') return field
  if (field === 'survey' || field === 'clause' || field === 'connect') return field
  return ['outcome', 'note', 'callback'].includes(field) ? field : undefined
}
