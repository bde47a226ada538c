/** Services in DynamoDB: one item each, all in one partition; written over the version that was read. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { conditionFailed, type Item } from '../platform/dynamo.ts'
import { Conflict, NotFound } from '../platform/errors.ts'
import { Service, ServiceId } from './service.ts'

const place = 'services'

const toItem = (service: Service): Item => ({ ...service, place, item: service.id })

export function serviceStore(db: DynamoDBDocumentClient, table: string) {
  const put = async (service: Service, condition: string, values?: Item): Promise<void> => {
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item: toItem(service),
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: values,
        }),
      )
    } catch (error) {
      if (conditionFailed(error)) throw new Conflict('the service was changed meanwhile')
      throw error
    }
  }

  return {
    /** A new service. Throws Conflict if the id is taken. */
    create: (service: Service): Promise<void> => put(service, 'attribute_not_exists(#version)'),

    /** The service, read consistently, or NotFound. */
    async get(id: string): Promise<Service> {
      if (!z.safeParse(ServiceId, id).success) throw new NotFound('service') // whatever an address may say
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { place, item: id }, ConsistentRead: true }),
      )
      if (!Item) throw new NotFound(id)
      return z.parse(Service, Item)
    },

    /** Writes a changed service over the version it was read at, or throws Conflict. Returns it with its new version. */
    async save(service: Service): Promise<Service> {
      const next = { ...service, version: service.version + 1 }
      await put(next, '#version = :version', { ':version': service.version })
      return next
    },

    /** All services, by their Polish names. */
    async list(): Promise<Service[]> {
      const found: Service[] = []
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#place = :place',
            ExpressionAttributeNames: { '#place': 'place' },
            ExpressionAttributeValues: { ':place': place },
            ExclusiveStartKey: start,
          }),
        )
        found.push(...(Items ?? []).map((item) => z.parse(Service, item)))
        start = LastEvaluatedKey
      } while (start)
      return found.sort((one, other) => one.name.pl.localeCompare(other.name.pl, 'pl'))
    },
  }
}
export type ServiceStore = ReturnType<typeof serviceStore>
