/** What one change of a response, a part or a fact adds to the counts. Rules only; `tally.ts` reads the stream. */
import { bounces, type Fact, type FactKind } from '../contact/contact.ts'
import { countsOf, type Ledger } from '../plan/ledger.ts'
import { type Response, valuesOf } from '../response/response.ts'
import { marksIn } from '../survey/choices.ts'
import { relevant } from '../survey/flow.ts'
import { commentName, isCounted, questions, type Survey } from '../survey/survey.ts'
import { answeredName, dayName, firstGroup, placesOf, valueName } from './groups.ts'
import { type Delta, type GivenText, markKey } from './result.ts'

/** Drops what adds nothing. */
const added = (campaign: string, counter: string, adds: Record<string, number>): Delta[] => {
  const kept = Object.fromEntries(Object.entries(adds).filter(([, count]) => count !== 0))
  return Object.keys(kept).length > 0 ? [{ campaign, counter, adds: kept }] : []
}

/**
 * A response that began counts as opened; one that became complete counts once as answered, on its day, and in each
 * question that it answered. Answers to questions that it was never shown do not count.
 */
export function countResponse(
  campaign: string,
  before: Response | undefined,
  after: Response,
  survey: Survey,
): { deltas: Delta[]; texts: GivenText[] } {
  const deltas = added(campaign, firstGroup, { opened: before ? 0 : 1 })
  const texts: GivenText[] = []
  if (after.state !== 'complete' || before?.state === 'complete') return { deltas, texts }
  const day = after.submittedOn!
  deltas.push(...added(campaign, firstGroup, { answered: 1, [dayName(day)]: 1 }))
  const answers = relevant(survey, valuesOf(after))
  const places = placesOf(survey)
  for (const question of questions(survey)) {
    const answer = answers[question.name]
    if (answer === undefined) continue
    const names = [answeredName(question.name)]
    if (isCounted(question)) {
      for (const mark of marksIn(question, answer)) names.push(valueName(question.name, markKey(mark)))
    } else if (typeof answer === 'string') {
      texts.push({ campaign, question: question.name, text: answer, day })
    }
    for (const name of names) {
      const place = places.get(name)
      if (place) deltas.push(...added(campaign, place.group, { [place.name]: 1 })) // a value that is not offered counts nowhere
    }
    const comment = answers[commentName(question.name)]
    if (typeof comment === 'string') texts.push({ campaign, question: commentName(question.name), text: comment, day })
  }
  return { deltas, texts }
}

/** What a move of the ledger changes in the campaign's counts. */
export function countLedger(
  campaign: string,
  before: Pick<Ledger, 'state' | 'outcomes'> | undefined,
  after: Pick<Ledger, 'state' | 'outcomes'>,
): Delta[] {
  const [old, next] = [countsOf(before), countsOf(after)]
  return added(campaign, firstGroup, {
    sent: next.sent - old.sent,
    refused: next.refused - old.refused,
    spared: next.spared - old.spared,
    doubt: next.doubt - old.doubt,
  })
}

/** Facts that are counted, and under which word. */
const counted: Partial<Record<FactKind, string>> = {
  bounced: 'bounced',
  complained: 'complained',
  rejected: 'refused',
  delayed: 'delayed',
  objected: 'objected',
}

type Told = Pick<Fact, 'kind' | 'detail'>

/** A new fact about a contact, or one that took the place of a lighter. A bounce for good counts as a bounce, and as the hard kind. (E5) */
export function countFact(campaign: string, before: Told | undefined, after: Told): Delta[] {
  const word = counted[after.kind]
  if (!word) return []
  const isHard = (fact: Told | undefined) => (fact?.kind === 'bounced' && fact.detail === bounces.hard ? 1 : 0)
  return added(campaign, firstGroup, { [word]: before ? 0 : 1, hardBounced: isHard(after) - isHard(before) })
}

/** Deltas of one counter added up to one. */
export function merged(deltas: Delta[]): Delta[] {
  const sums = new Map<string, Delta>()
  for (const { campaign, counter, adds } of deltas) {
    const key = `${campaign} ${counter}`
    const sum = sums.get(key) ?? { campaign, counter, adds: {} }
    for (const [name, count] of Object.entries(adds)) sum.adds[name] = (sum.adds[name] ?? 0) + count
    sums.set(key, sum)
  }
  return [...sums.values()].flatMap(({ campaign, counter, adds }) => added(campaign, counter, adds))
}
