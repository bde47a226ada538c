/** The survey asked by an agent, page by page: into the same response as on the web, each answer with its mode. */

import * as z from 'zod/mini'
import type { Known } from '../../shared/call/agent-desk.ts'
import { takesAnswers } from '../../shared/campaign/campaign.ts'
import { Refused } from '../../shared/platform/errors.ts'
import type { Language, Text } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { type Response, valuesOf } from '../../shared/response/response.ts'
import { missing, type Next, nextPage, relevant, visiblePages } from '../../shared/survey/flow.ts'
import { type AnswerError, type Form, readPage } from '../../shared/survey/read-page.ts'
import type { Answers, Survey } from '../../shared/survey/survey.ts'
import { Survey as SurveySchema } from '../../shared/survey/survey.ts'
import { answersOfPage, resumeAt } from '../../shared/survey/way.ts'
import { isOpenTo } from './call-identity.ts'
import { isClauseNeeded } from './call-view.ts'
import type { CallDeps } from './calls.ts'

/** What became of a page that was saved: where to go on, or what is wrong with it. */
export type PageSaved =
  | { errors: AnswerError[]; answers: Answers }
  | { next: Next; appeared: boolean; answers: Answers }
  | 'complete before'

export function callAnswers(deps: CallDeps) {
  const opened = async (known: Known): Promise<{ survey: Survey; given: Response | undefined }> => {
    const { campaign, whom } = known
    const call = known.calls.find(({ n }) => n === known.id.n)
    if (call && !isOpenTo({ ...known, call })) throw refused('identity', notRecognised)
    if (!campaign.survey) throw refused('survey', noSurvey)
    if (!takesAnswers(campaign, localTime(deps.now()).date)) throw refused('survey', closed)
    const [definition, given] = await Promise.all([
      deps.campaigns.survey(campaign.id, campaign.survey.version),
      deps.responses.get(whom),
    ])
    return { survey: z.parse(SurveySchema, definition), given }
  }
  /** What an agent heard is kept also when the call is hers no more; only the clause comes first. (L4) */
  const clauseFirst = (known: Known, given: Response | undefined) => {
    const call = known.calls.find(({ n }) => n === known.id.n)
    if (call && !given && isClauseNeeded({ ...known, call })) throw refused('clause', clause)
  }

  return {
    /** Saves a page of answers as a form sent them. */
    async savePage(known: Known, page: number, form: Form, language: Language): Promise<PageSaved> {
      const { survey, given } = await opened(known)
      clauseFirst(known, given)
      if (given?.state === 'complete') return 'complete before'
      const before = valuesOf(given)
      if (!visiblePages(survey, before).includes(page)) {
        return { next: resumeAt(survey, before), appeared: false, answers: before }
      }
      const { answers, errors, appeared } = readPage(survey, page, before, form)
      if (errors.length > 0) return { errors, answers }
      const saved = await deps.responses.savePage(
        known.whom,
        {
          answers: answersOfPage(survey, page, answers),
          mode: 'agent',
          language,
          survey: known.campaign.survey!.version,
        },
        deps.now(),
        given,
      )
      if (saved === 'complete before') return saved
      const next = appeared.length > 0 ? page : nextPage(survey, page, answers)
      return { next, appeared: appeared.length > 0, answers }
    },

    /** Sends the response as it stands: 'complete before' is as good. Refused where something obligatory is missing. */
    async submitAnswers(known: Known, language: Language): Promise<'sent' | 'complete before'> {
      for (;;) {
        const { survey, given } = await opened(known)
        if (given?.state === 'complete') return 'complete before'
        clauseFirst(known, given)
        const answers = valuesOf(given)
        if (!given || missing(survey, answers).length > 0) throw refused('survey', incomplete)
        const counted = relevant(survey, answers)
        const kept = Object.fromEntries(Object.entries(counted).filter(([name]) => name in given.answers))
        const about = { answers: kept, mode: 'agent' as const, language, survey: known.campaign.survey!.version }
        const sent = await deps.responses.submit(known.whom, about, deps.now(), given)
        if (sent === 'complete before') return sent
        if (sent !== 'changed') return 'sent' // else she is on the web at this moment: what she has just saved counts too
      }
    },
  }
}

const notRecognised: Text = {
  pl: 'Najpierw potwierdź tożsamość rozmówcy.',
  en: 'First confirm who you are talking with.',
}
const noSurvey: Text = { pl: 'Ta akcja nie ma ankiety.', en: 'This drive has no survey.' }
const closed: Text = {
  pl: 'Ta akcja nie przyjmuje już odpowiedzi.',
  en: 'This drive does not take answers any more.',
}
const clause: Text = {
  pl: 'Najpierw przekaż informację o danych osobowych i potwierdź to przyciskiem.',
  en: 'First give the information about personal data, and confirm it by the button.',
}
const incomplete: Text = {
  pl: 'Brakuje odpowiedzi na pytania obowiązkowe. Zapisz je albo wybierz wynik „Część odpowiedzi”.',
  en: 'Obligatory questions have not been answered. Save their answers, or choose the outcome “Partial”.',
}

function refused(field: string, message: Text): Refused {
  return new Refused(field, [{ field, message }])
}
