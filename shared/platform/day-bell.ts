/** Rings once a local day, at the first minute after three o'clock at night in which somebody asks. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { localTime } from './local-time.ts'

/** After the clock changes have happened, before anybody is at work. */
const fromMinutes = 3 * 60
const place = { campaign: 'office', item: 'day' }

/** @param toll what happens: done again after a failure, or by two at once, it must be as if it were done once */
export function dayBell(db: DynamoDBDocumentClient, table: string, toll: () => Promise<void>) {
  let rung = ''
  return {
    async ring(now: Date): Promise<void> {
      const { date, minutes } = localTime(now)
      if (minutes < fromMinutes || date === rung) return
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: place, ConsistentRead: true }))
      if (Item?.begun !== date) {
        await toll()
        await db.send(new PutCommand({ TableName: table, Item: { ...place, begun: date } }))
      }
      rung = date
    },
  }
}
