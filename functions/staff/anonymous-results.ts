/** The counts of an anonymous drive: all of it counted afresh when somebody looks, at most every ten minutes and by batches of k. */
import * as z from 'zod/mini'
import { type Campaign, takesAnswers } from '../../shared/campaign/campaign.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { type Counted, forgottenAfter, type LooseText } from '../../shared/response/anonymous.ts'
import { countSheets, isDue, newerCount } from '../../shared/response/anonymous-count.ts'
import { addGroup } from '../../shared/result/groups.ts'
import type { QuestionCounts } from '../../shared/result/result.ts'
import { fewestFor } from '../../shared/result/suppression.ts'
import { Survey } from '../../shared/survey/survey.ts'
import type { ProgressDeps } from './progress.ts'

const nothing: Counted = { at: '', answered: 0, used: 0, counters: {} }

/** The newest count that may be known. */
export async function countedOf(
  campaign: Campaign,
  { campaigns, anonymous, now }: Pick<ProgressDeps, 'campaigns' | 'anonymous' | 'now'>,
): Promise<Counted> {
  const { id } = campaign
  const last = await anonymous.lastCount(id)
  const at = now()
  if (!campaign.survey || !isDue(last, at)) return last ?? nothing
  const [definition, sheets, texts, used] = await Promise.all([
    campaigns.survey(id, campaign.survey.version),
    anonymous.sheets(id),
    anonymous.looseTexts(id),
    anonymous.usedLinks(id),
  ])
  const fresh = countSheets(z.parse(Survey, definition), sheets, texts, used, at)
  const counted = newerCount(last, fresh, fewestFor(campaign))
  await anonymous.keepCount(id, counted, forgottenAfter(campaign))
  return counted
}

/** A count by question, as the counters of other drives are. */
export function questionsOf({ counters }: Counted): Record<string, QuestionCounts> {
  const found = { questions: {}, days: {} }
  addGroup(found, counters)
  return found.questions
}

/**
 * What people wrote, in the order of their random keys: only when no more can come, for a text that was not there a moment ago
 * would be of whoever has just answered. (A5)
 */
export async function textsWhenOver(
  campaign: Campaign,
  question: string,
  { anonymous, now }: Pick<ProgressDeps, 'anonymous' | 'now'>,
): Promise<LooseText[]> {
  if (takesAnswers(campaign, localTime(now()).date)) return []
  return (await anonymous.looseTexts(campaign.id)).filter((text) => text.question === question)
}
