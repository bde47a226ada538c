/** Records of a DynamoDB stream, as plain items. */
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import type { Item } from './dynamo.ts'

/** The item before and after the change; undefined where there was or is none. */
export function imagesOf(record: DynamoDBRecord): { before: Item | undefined; after: Item | undefined } {
  const { OldImage, NewImage } = record.dynamodb ?? {}
  return { before: OldImage && unmarshall(OldImage as never), after: NewImage && unmarshall(NewImage as never) }
}

/** Its place in the shard: digits, compared as a BigInt. */
export function sequenceOf(record: DynamoDBRecord): string {
  return record.dynamodb!.SequenceNumber!
}
