/** Names of agents, as they stood when they last worked here: beside the calls, by the issuer's id. */
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'

export function agentNames(db: DynamoDBDocumentClient, table: string): (id: string) => Promise<string | undefined> {
  return async (id) => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: { page: 'agents', item: id } }))
    return typeof Item?.name === 'string' ? Item.name : undefined
  }
}
