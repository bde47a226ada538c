/** Answers of a sheet apart: what is counted, and what somebody wrote. Rules only. (A5) */
import { relevant } from '../survey/flow.ts'
import { type Answers, commentName, isCounted, questions, type Survey } from '../survey/survey.ts'
import type { LooseText } from './anonymous.ts'

/** Answers as they are kept: those to questions that are shown; choices together, everything in her own words apart. */
export function splitAnswers(survey: Survey, given: Answers): { answers: Answers; texts: LooseText[] } {
  const kept = relevant(survey, given)
  const answers: Answers = {}
  const texts: LooseText[] = []
  for (const question of questions(survey)) {
    const answer = kept[question.name]
    if (answer === undefined) continue
    if (isCounted(question)) answers[question.name] = answer
    else if (question.type !== 'expression') texts.push({ question: question.name, text: String(answer) })
    const comment = kept[commentName(question.name)]
    if (typeof comment === 'string') texts.push({ question: commentName(question.name), text: comment })
  }
  return { answers, texts }
}
