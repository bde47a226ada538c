/** A process that owns the queues, sends and receives until it is killed, and says what was answered: for tests of kill -9. */
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { startSqs } from '../../../local/engines/sqs.ts'

const sqs = await startSqs({ dir: process.argv[2]! })
sqs.createQueue('work', { VisibilityTimeout: '600' })
const client = new SQSClient({
  endpoint: sqs.url,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
})
const QueueUrl = sqs.queueUrl('work')
for (let n = 0; ; n++) {
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: `message ${n}` }))
  console.log(`sent message ${n}`)
  if (n % 3) continue
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }))
  for (const { Body, ReceiptHandle } of Messages ?? []) {
    if (n % 2) console.log(`held ${Body}`)
    else {
      sqs.remove('work', [ReceiptHandle!])
      console.log(`deleted ${Body}`)
    }
  }
}
