/** Who of a page of contacts has a visit: one Query over the marks, for whoever is about to write or call. Nothing else is loaded for it. */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { pageKey } from '../contact/contact.ts'
import type { Item } from '../platform/dynamo.ts'
import type { Booked } from './booking.ts'

export function bookedStore(db: DynamoDBDocumentClient, table: string) {
  return {
    /** What stands under the mark of a person, by service: the id of a visit, or of an entry of the waiting list. Read consistently. */
    async marksAt(place: string): Promise<{ item: string; id: string }[]> {
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#place = :place',
          ExpressionAttributeNames: { '#place': 'place' },
          ExpressionAttributeValues: { ':place': place },
          ConsistentRead: true,
        }),
      )
      return Items.map(({ item, id }) => ({ item, id }))
    },

    /**
     * The visits of a page's contacts by index, read consistently: those that stand, were kept or missed. Cancelled ones are left out. Of
     * several services the one whose visit still stands.
     */
    async onPage(campaign: string, page: number): Promise<Map<number, Booked>> {
      const found = new Map<number, Booked>()
      let start: Item | undefined
      do {
        const { Items, LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: '#place = :place',
            ExpressionAttributeNames: { '#place': 'place' },
            ExpressionAttributeValues: { ':place': pageKey(campaign, page) },
            ConsistentRead: true,
            ExclusiveStartKey: start,
          }),
        )
        for (const { item, id, state, service, point, day, start: begins } of Items ?? []) {
          const index = Number(item.slice(0, item.indexOf('#')))
          if (state === 'cancelled' || found.get(index)?.state === 'confirmed') continue
          found.set(index, { id, state, service, point, day, start: begins })
        }
        start = LastEvaluatedKey
      } while (start)
      return found
    },
  }
}
export type BookedStore = ReturnType<typeof bookedStore>
