/** The answers that an anonymous survey's form carries, read anew with every page: nothing in it is taken on trust. */
import { visiblePages } from '../../shared/survey/flow.ts'
import { type AnswerError, type Form, readPage } from '../../shared/survey/read-page.ts'
import type { Answers, Survey } from '../../shared/survey/survey.ts'

export interface Carried {
  /** The page that the form was shown on, from 0, or the review. */
  at: number | 'review'
  /** Everything that was answered rightly, on all pages. */
  answers: Answers
  /** What is wrong on the page that the form was shown on. */
  errors: AnswerError[]
  /** Its answers have brought up questions on this very page that nobody has seen yet. */
  appeared: boolean
  /** The first earlier page on which something is wrong: it was altered on the way. */
  wrong?: { page: number; errors: AnswerError[] }
}

/** Reads a form page by page in the order of the survey, as somebody would have filled it in. */
export function readCarried(survey: Survey, fields: URLSearchParams): Carried {
  const form: Form = (field) => fields.getAll(field)
  const at = placeOf(fields.get('at'), survey)
  const found: Carried = { at, answers: {}, errors: [], appeared: false }
  for (let page = 0; page < survey.pages.length; page++) {
    if (!visiblePages(survey, found.answers).includes(page)) continue
    const once = readPage(survey, page, found.answers, form)
    const isHere = page === at
    // Questions that came up when the page was shown last have been seen by now, and so they may be found unanswered.
    const read = isHere && !fields.has('more') ? once : readPage(survey, page, once.answers, form)
    found.answers = read.answers
    if (isHere) {
      found.errors = read.errors
      found.appeared = !fields.has('more') && read.appeared.length > 0
    } else if (at === 'review' || page < at) {
      // What is missing is for the review to say; what no page of ours could have sent must be looked at again.
      const errors = read.errors.filter(({ code }) => code !== 'required' && code !== 'otherRequired')
      if (errors.length > 0) found.wrong ??= { page, errors }
    }
  }
  return found
}

function placeOf(text: string | null, survey: Survey): number | 'review' {
  if (text === 'review') return 'review'
  const page = Number(text) - 1
  return Number.isInteger(page) && page >= 0 && page < survey.pages.length ? page : 0
}
