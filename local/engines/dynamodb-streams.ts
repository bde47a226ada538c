/** Reading a table's stream as Lambda's event source does, and trimming what has been read. */
import { isDeepStrictEqual } from 'node:util'
import type { DynamoDBRecord } from 'aws-lambda'
import type { Api } from './dynamodb-api.ts'
import type { StreamFile } from './dynamodb-stream-file.ts'

/** A record in the shape of Lambda's event, with all that is always there. */
export type StreamRecord = DynamoDBRecord & {
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  dynamodb: NonNullable<DynamoDBRecord['dynamodb']> & { SequenceNumber: string }
}

export interface StreamRead {
  records: StreamRecord[]
  /** Where the next read goes on: hand it in as `from`. Undefined as long as nothing has ever been read. */
  next: string | undefined
  /** The shard the records came from. */
  shardId: string
}

interface Position {
  next: string | undefined
  shardId: string
  iterator: string
}

export interface StreamOptions {
  api: Api
  file: StreamFile | undefined
  region: string
  arnOf: (resource: string) => string
}

export function streamReader({ api, file, region, arnOf }: StreamOptions) {
  const streams = new Map<string, string>()
  const positions = new Map<string, Position>()

  /** The table's stream, by its ARN in the engine. */
  const streamOf = async (table: string): Promise<string> => {
    const known = streams.get(table)
    if (known !== undefined) return known
    const { Table } = await api('DescribeTable', { TableName: table })
    if (!Table.LatestStreamArn) throw new Error(`table ${table} has no stream`)
    streams.set(table, Table.LatestStreamArn)
    return Table.LatestStreamArn
  }

  const positionAfter = async (
    table: string,
    from: string | undefined,
    after?: string,
  ): Promise<Position | undefined> => {
    const StreamArn = await streamOf(table)
    const { StreamDescription } = await api('DynamoDBStreams_20120810.DescribeStream', { StreamArn })
    const shards = StreamDescription.Shards as { ShardId: string }[]
    // One shard in the embedded engine; another may close a shard and open the next.
    const shard = shards[after === undefined ? 0 : shards.findIndex(({ ShardId }) => ShardId === after) + 1]
    if (!shard) return undefined
    const start =
      from === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: from }
    const { ShardIterator } = await api('DynamoDBStreams_20120810.GetShardIterator', {
      StreamArn,
      ShardId: shard.ShardId,
      ...start,
    })
    return { next: from, shardId: shard.ShardId, iterator: ShardIterator }
  }

  return {
    /**
     * Records after the sequence number `from` (from the oldest on without it), at most `limit`, oldest first.
     * None only at the end of the stream: a stretch of records without a change is passed over in one read.
     */
    async read({ table, from, limit = 1000 }: { table: string; from?: string; limit?: number }): Promise<StreamRead> {
      const kept = positions.get(table)
      let position = kept && kept.next === from ? kept : await positionAfter(table, from)
      let read: StreamRead = { records: [], next: from, shardId: position?.shardId ?? '' }
      while (position) {
        const { iterator, shardId } = position
        const answer = await api('DynamoDBStreams_20120810.GetRecords', {
          ShardIterator: iterator,
          Limit: Math.min(limit, 1000),
        })
        const found = answer.Records as StreamRecord[]
        const next = found.at(-1)?.dynamodb.SequenceNumber ?? read.next
        const eventSourceARN = arnOf(`${table}/stream/local`) // as the template's addresses have it
        const records = found
          .filter(changesSomething)
          .map((record) => ({ ...record, awsRegion: region, eventSourceARN }))
        read = { records, next, shardId }
        if (answer.NextShardIterator) {
          position = { next, shardId, iterator: answer.NextShardIterator }
          positions.set(table, position)
          if (records.length || !found.length) break
        } else {
          positions.delete(table)
          if (records.length) break
          position = await positionAfter(table, next, shardId)
        }
      }
      return read
    },

    /** Forgets the records up to and with the sequence number `upTo`, but always keeps the newest. */
    trim(table: string, upTo: string): number {
      return file?.trim(table, upTo) ?? 0
    },
  }
}

/** DynamoDB writes no record for a write that leaves the item as it was; the local engine does. */
function changesSomething({ eventName, dynamodb }: StreamRecord): boolean {
  return eventName !== 'MODIFY' || !dynamodb.NewImage || !isDeepStrictEqual(dynamodb.NewImage, dynamodb.OldImage)
}
