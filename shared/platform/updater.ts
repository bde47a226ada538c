/** An update of an item under a condition that may not hold. */
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { conditionFailed } from './dynamo.ts'

/** Updates items of a table; false if the condition does not hold. */
export function updater(db: DynamoDBDocumentClient, table: string) {
  return async (input: Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName'>): Promise<boolean> => {
    try {
      await db.send(new UpdateCommand({ ...input, TableName: table }))
      return true
    } catch (error) {
      if (conditionFailed(error)) return false
      throw error
    }
  }
}
