/**
 * What each link holds at this moment: one small item by a hash of the link, swapped with every hold. The write that says where the new
 * place is brings along where the last one was, so no browser has to remember it. (X3; docs/decisions/a-hold-is-known-by-its-link.md)
 */
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { LocalDate } from '../plan/window.ts'
import { Clock, PointId, ServiceId } from './service.ts'

/** A hold as its slot knows it: where, and under which key. Nobody can confirm with it. */
const HeldKey = z.object({ service: ServiceId, point: PointId, day: LocalDate, start: Clock, key: z.string() })
export type HeldKey = z.infer<typeof HeldKey>

/** @param holder a hash of the link and the service */
const keyOf = (holder: string) => ({ place: `holder#${holder}`, item: 'hold' })

export function holderStore(db: DynamoDBDocumentClient, table: string) {
  const read = (item: { held?: unknown } | undefined): HeldKey | undefined =>
    item && z.safeParse(HeldKey, item.held).data

  return {
    /** The newest hold of a link; it may be over, booked or given back. */
    async newest(holder: string): Promise<HeldKey | undefined> {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: keyOf(holder), ConsistentRead: true }))
      return read(Item)
    },

    /** Puts a hold in the place of the one before, which comes back. Of holds made at the same moment each but one comes back once. */
    async swap(holder: string, held: HeldKey, expiresAt: number): Promise<HeldKey | undefined> {
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: keyOf(holder),
          UpdateExpression: 'SET #held = :held, #expires = :expires',
          ExpressionAttributeNames: { '#held': 'held', '#expires': 'expiresAt' },
          ExpressionAttributeValues: { ':held': held, ':expires': expiresAt },
          ReturnValues: 'UPDATED_OLD',
        }),
      )
      return read(Attributes)
    },
  }
}
export type HolderStore = ReturnType<typeof holderStore>
