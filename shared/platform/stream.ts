/** Records of a DynamoDB stream, as plain items. */
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda'
import type { Item } from './dynamo.ts'

/** The item before and after the change; undefined where there was or is none. */
export function imagesOf(record: DynamoDBRecord): { before: Item | undefined; after: Item | undefined } {
  const { OldImage, NewImage } = record.dynamodb ?? {}
  return { before: OldImage && itemOf(OldImage), after: NewImage && itemOf(NewImage) }
}

/** Bytes come in an event as base64, which `unmarshall` would leave as a text. Items have them at the top, not within. */
function itemOf(image: Record<string, AttributeValue>): Item {
  const attributes = Object.entries(image).map(([name, value]) => [
    name,
    typeof value.B === 'string' ? { B: Buffer.from(value.B, 'base64') } : value,
  ])
  return unmarshall(Object.fromEntries(attributes))
}

/** Its place in the shard: digits, compared as a BigInt. */
export function sequenceOf(record: DynamoDBRecord): string {
  return record.dynamodb!.SequenceNumber!
}
