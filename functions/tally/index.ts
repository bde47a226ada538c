/** Streams of responses, of facts and of calls: counts them into the results. A failed batch is split and tried again, then kept. */
import type { DynamoDBStreamEvent } from 'aws-lambda'
import * as z from 'zod/mini'
import { campaignStore } from '../../shared/campaign/campaign-store.ts'
import { documentClient } from '../../shared/platform/clients.ts'
import { environment } from '../../shared/platform/environment.ts'
import { resultStore } from '../../shared/result/result-store.ts'
import { type TallyDeps, tally } from '../../shared/result/tally.ts'
import { Survey } from '../../shared/survey/survey.ts'

const env = environment(z.object({ CAMPAIGNS_TABLE: z.string(), RESULTS_TABLE: z.string() }))
const db = documentClient()
const campaigns = campaignStore(db, env.CAMPAIGNS_TABLE)
const surveys = new Map<string, Survey>()

const deps: TallyDeps = {
  results: resultStore(db, env.RESULTS_TABLE),
  async surveyOf(campaign, version) {
    const key = `${campaign} ${version}`
    const known = surveys.get(key)
    if (known) return known
    const survey = z.parse(Survey, await campaigns.survey(campaign, version)) // frozen, so it may be kept for good
    surveys.set(key, survey)
    return survey
  },
}

/** With a tumbling window Lambda names the shard that a batch comes from; without one it does not. */
interface WindowedEvent extends DynamoDBStreamEvent {
  shardId: string
  eventSourceARN: string
}

/** `arn:…:table/NAME/stream/…` → NAME */
const tableOf = (arn: string): string => arn.split('/')[1] ?? arn

export async function handler(event: WindowedEvent): Promise<{ state: object }> {
  if (event.Records.length > 0) {
    await tally({ stream: tableOf(event.eventSourceARN), shard: event.shardId }, event.Records, deps)
  }
  return { state: {} }
}
