/** A process that owns a DynamoDB engine, writes until it is killed, and says what was answered: for tests of kill -9. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { startDynamo } from '../../../local/engines/dynamodb.ts'

const dynamo = await startDynamo({ dir: process.argv[2]! })
await dynamo.ensureTable({
  TableName: 'Written',
  AttributeDefinitions: [{ AttributeName: 'page', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'page', KeyType: 'HASH' }],
})
const db = new DynamoDBClient({
  endpoint: dynamo.url,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
})
console.log(`engine ${dynamo.enginePid()}`)
for (let n = 0; ; n++) {
  await db.send(new PutItemCommand({ TableName: 'Written', Item: { page: { S: `p${n}` } } }))
  console.log(`written ${n}`)
}
