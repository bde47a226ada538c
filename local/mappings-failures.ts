/** What a stream's reader makes of a failure: where it was, how old the record is, what the failure queue is told. */
import { randomUUID } from 'node:crypto'
import type { StreamRecord } from './engines/dynamodb-streams.ts'

/** How long ago the record was written, in milliseconds. */
export const ageOf = ({ dynamodb }: StreamRecord) =>
  Math.max(0, Date.now() - (dynamodb.ApproximateCreationDateTime ?? 0) * 1000)

/** Where a partial batch response says the first failure is; the number of records when there is none. */
export function firstFailure(answer: unknown, records: StreamRecord[]): number {
  const failures = (answer as { batchItemFailures?: unknown } | null | undefined)?.batchItemFailures
  if (failures === null || failures === undefined) return records.length
  if (!Array.isArray(failures)) return 0
  const places = failures.map((failure) => {
    const id = (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier
    return records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === id) // -1: cannot be read, all failed
  })
  return places.length === 0 ? records.length : Math.max(0, Math.min(...places))
}

/** What Lambda sends to the failure destination: where the records stood, not the records. */
export function wordOfLoss(lost: {
  records: StreamRecord[]
  attempts: number
  tooOld: boolean
  shard: string
  streamArn: string
  arn: string
}) {
  const arrival = (record: StreamRecord) => new Date(Date.now() - ageOf(record)).toISOString()
  const [first, last] = [lost.records[0]!, lost.records.at(-1)!]
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: lost.arn,
      condition: lost.tooOld ? 'MaximumRecordAgeExceeded' : 'RetryAttemptsExhausted',
      approximateInvokeCount: lost.attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: lost.shard,
      startSequenceNumber: first.dynamodb.SequenceNumber,
      endSequenceNumber: last.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: lost.records.length,
      streamArn: lost.streamArn,
    },
  }
}
