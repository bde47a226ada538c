/** What a resident of the bench sends: forms filled in by chance, page by page, as a browser would post them. */
import type { Random } from '../../local/resident.ts'
import { sampleWords } from '../../local/sample-people.ts'
import { choicesOf, exclusive } from '../../shared/survey/choices.ts'
import { nextPage, type VisibleQuestion, visibleQuestions } from '../../shared/survey/flow.ts'
import { fieldOf, readPage, rowFieldOf } from '../../shared/survey/read-page.ts'
import type { Answers, Survey } from '../../shared/survey/survey.ts'

export interface Filled {
  /** The forms in the order they are posted: the page, from 1 as in its address, and the body. */
  posts: { page: number; body: string }[]
  answers: Answers
}

/** Chance that a person writes something where words are asked for. */
const writes = 0.4

/** Answers a whole survey. Throws when the survey does not take its own choices. */
export function fillIn(survey: Survey, random: Random): Filled {
  const posts: Filled['posts'] = []
  let answers: Answers = {}
  for (let page = nextPage(survey, -1, {}); page !== 'review'; ) {
    const form = new URLSearchParams({ lang: 'pl' })
    for (const question of visibleQuestions(survey, page, answers)) {
      for (const [field, value] of fieldsFor(question, random)) form.append(field, value)
    }
    const read = readPage(survey, page, answers, (field) => form.getAll(field))
    if (read.errors.length > 0) throw new Error(`the survey refused: ${JSON.stringify(read.errors)}`)
    posts.push({ page: page + 1, body: form.toString() })
    answers = read.answers
    // the page comes again when an answer has brought up a question on it
    if (read.appeared.length === 0) page = nextPage(survey, page, answers)
  }
  return { posts, answers }
}

function fieldsFor(question: VisibleQuestion, random: Random): [string, string][] {
  const field = fieldOf(question.index)
  const one = <Thing>(things: readonly Thing[]) => things[Math.floor(random() * things.length)]!
  switch (question.type) {
    case 'html':
    case 'expression':
      return []
    case 'text':
    case 'comment':
      return [[field, question.required || random() < writes ? one(sampleWords) : '']]
    case 'matrix':
      return question.rows.map((_, row) => [rowFieldOf(question.index, row), one(question.columns).value])
    case 'checkbox': {
      const offered = choicesOf(question).filter(({ value }) => value !== 'other' && !exclusive.has(value))
      const picked = offered.filter(() => random() < 0.3)
      const wanted = Math.max(1, question.minSelectedChoices ?? 0)
      const chosen = picked.length >= wanted ? picked : offered.slice(0, wanted)
      return chosen.slice(0, question.maxSelectedChoices ?? chosen.length).map(({ value }) => [field, value])
    }
    default:
      return [[field, one(choicesOf(question).filter(({ value }) => value !== 'other')).value]]
  }
}
