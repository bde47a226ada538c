/** The tally: reads a batch of stream records and adds them to the counters, each record once whatever is replayed. */
import type { DynamoDBRecord } from 'aws-lambda'
import * as z from 'zod/mini'
import { Call, Callback } from '../call/call.ts'
import { Fact, readPageKey } from '../contact/contact.ts'
import { Ledger } from '../plan/ledger.ts'
import type { Item } from '../platform/dynamo.ts'
import { imagesOf, sequenceOf } from '../platform/stream.ts'
import { Response } from '../response/response.ts'
import { noSurvey, type Survey } from '../survey/survey.ts'
import { countFact, countLedger, countResponse, merged } from './count.ts'
import { countCall, countCallback } from './phone-counts.ts'
import type { Delta, GivenText } from './result.ts'
import type { Position, ResultStore } from './result-store.ts'
import { CountedVisit, countVisit } from './visit-counts.ts'

export interface TallyDeps {
  results: Pick<ResultStore, 'position' | 'add'>
  /** The frozen questionnaire of a campaign. */
  surveyOf: (campaign: string, version: number) => Promise<Survey>
}

/** A transaction takes 100 writes; a few are kept for texts and the position. */
const mostCounters = 80
const mostTextBytes = 200_000

/** Counts the records of one shard that lie past its position, in order, in as few transactions as fit. */
export async function tally(position: Position, records: DynamoDBRecord[], deps: TallyDeps): Promise<void> {
  let before = await deps.results.position(position)
  let waiting = records.filter((record) => isPast(record, before))
  while (waiting.length > 0) {
    const batch = await countBatch(waiting, deps)
    const after = sequenceOf(waiting[batch.records - 1]!)
    if (await deps.results.add(position, before, after, batch.deltas, batch.texts)) {
      before = after
      waiting = waiting.slice(batch.records)
    } else {
      before = await deps.results.position(position)
      waiting = waiting.filter((record) => isPast(record, before))
    }
  }
}

const isPast = (record: DynamoDBRecord, position: string | undefined): boolean =>
  position === undefined || BigInt(sequenceOf(record)) > BigInt(position)

/** As many records from the front as fit into one transaction. */
async function countBatch(records: DynamoDBRecord[], deps: TallyDeps) {
  let deltas: Delta[] = []
  const texts: GivenText[] = []
  let textBytes = 0
  let count = 0
  for (const record of records) {
    const found = await countRecord(record, deps)
    const together = merged([...deltas, ...found.deltas])
    const bytes = found.texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
    const questions = new Set([...texts, ...found.texts].map(({ campaign, question }) => `${campaign} ${question}`))
    const full = together.length + questions.size > mostCounters || textBytes + bytes > mostTextBytes
    if (full && count > 0) break
    deltas = together
    texts.push(...found.texts)
    textBytes += bytes
    count++
  }
  return { deltas, texts, records: count }
}

async function countRecord(record: DynamoDBRecord, deps: TallyDeps): Promise<{ deltas: Delta[]; texts: GivenText[] }> {
  const nothing = { deltas: [], texts: [] }
  const { before, after } = imagesOf(record)
  if (!after) return nothing // deletions are erasure or expiry: what was counted stays counted
  if (after.item === visitItem) {
    return { ...nothing, deltas: countVisit(before && z.parse(CountedVisit, before), z.parse(CountedVisit, after)) }
  }
  const { campaign } = readPageKey(after.page)
  if (typeof after.index === 'string') {
    const response = z.parse(Response, after)
    return countResponse(
      campaign,
      before && z.parse(Response, before),
      response,
      response.survey === 0 ? noSurvey : await deps.surveyOf(campaign, response.survey),
    )
  }
  if (typeof after.item !== 'string') return nothing
  if (after.item.startsWith('step#')) {
    const old = before && z.parse(Ledger, before)
    return { ...nothing, deltas: countLedger(campaign, old, z.parse(Ledger, after)) }
  }
  if (after.item.startsWith('fact#')) {
    const old = before && z.parse(Fact, before)
    return { ...nothing, deltas: countFact(campaign, old, z.parse(Fact, after)) }
  }
  if (isPersons.test(`${after.page} ${after.item}`)) {
    return { ...nothing, deltas: countCallItem(campaign, before, after) }
  }
  return nothing
}

/** A booking, in the table of bookings; all other items of that table are filtered out before. */
const visitItem = 'booking'

/** A call or a promise of a person. Leases of agents, numbers in use and what came too late lie in partitions of their own. */
const isPersons = /^cmp_[0-9a-z]{12}#\d+ \d\d#(?:\d+|callback)$/

function countCallItem(campaign: string, before: Item | undefined, after: Item): Delta[] {
  if (after.item.endsWith('#callback')) {
    return countCallback(campaign, before && z.parse(Callback, before), z.parse(Callback, after))
  }
  return countCall(campaign, before && z.parse(Call, before), z.parse(Call, after))
}
