/** Protocols of erasures in DynamoDB, in the register of cases: kept for ever, for they prove what is no more. (L7) */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import type { RetentionWork } from '../campaign/retention.ts'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import { Conflict } from '../platform/errors.ts'
import { DriveProtocol, PersonProtocol } from './protocol.ts'

/** Protocols of drives stand in a register of their own, by the day on which they began. */
const register = 'erased'
const placeOf = (campaign: string, work: RetentionWork): Item => ({ case: `erased#${campaign}`, item: work })
const placeOfPerson = (id: string): Item => ({ case: id, item: 'protocol' })

export function protocolStore(db: DynamoDBDocumentClient, table: string) {
  const put = async (item: Item, version: number) => {
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item: item,
          ConditionExpression: version === 0 ? 'attribute_not_exists(#version)' : '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
        }),
      )
    } catch (error) {
      throw conditionFailed(error) ? new Conflict('somebody else works on this erasure') : error
    }
  }
  const read = async (Key: Item) =>
    (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item

  return {
    /** The protocol of a drive's erasure, as far as it has come. */
    async ofDrive(campaign: string, work: RetentionWork): Promise<DriveProtocol | undefined> {
      const found = await read(placeOf(campaign, work))
      return found && z.parse(DriveProtocol, found)
    },

    /** Keeps it over the version that was read, or throws Conflict: of two who work on one drive, one stops. */
    async saveDrive(protocol: DriveProtocol): Promise<DriveProtocol> {
      const next = { ...protocol, version: protocol.version + 1 }
      const item = { ...next, ...placeOf(next.campaign, next.work), register, dueOn: next.begunAt.slice(0, 10) }
      await put(item, protocol.version)
      return next
    },

    /** Protocols of drives, the newest first. */
    async drives(limit = 200): Promise<DriveProtocol[]> {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'register',
          KeyConditionExpression: '#register = :register',
          ExpressionAttributeNames: { '#register': 'register' },
          ExpressionAttributeValues: { ':register': register },
          ScanIndexForward: false,
          Limit: limit,
        }),
      )
      return (Items ?? []).map((item) => z.parse(DriveProtocol, item))
    },

    /** The protocol of a person's erasure, by the case that asked for it. */
    async ofPerson(id: string): Promise<PersonProtocol | undefined> {
      const found = await read(placeOfPerson(id))
      return found && z.parse(PersonProtocol, found)
    },

    async savePerson(id: string, protocol: PersonProtocol): Promise<void> {
      await db.send(new PutCommand({ TableName: table, Item: { ...protocol, ...placeOfPerson(id) } }))
    },
  }
}
export type ProtocolStore = ReturnType<typeof protocolStore>
