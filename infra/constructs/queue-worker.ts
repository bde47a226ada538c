/** A queue and who works on it, with what belongs to them: dead letters, an alarm, partial batch responses. */
import { Duration } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Folder } from '../permissions.ts'
import type { Alarms } from './alarms.ts'
import { Worker, type WorkerProps } from './worker.ts'

export interface QueueWorkerProps extends WorkerProps {
  alarms: Alarms
  /** What it does to people when messages end as dead letters. */
  errorImpact: string
  /** Messages an invocation gets at most. */
  batchSize: number
  /** How long to wait for a batch to fill. */
  batchWindow?: Duration
  /** Invocations at one time, at least 2 (as Lambda asks). */
  maxConcurrency: number
  /** How long a message stays hidden from others; six times the time-out, as AWS asks, when not said. */
  visibilityTimeout?: Duration
  /** The customer's key, where messages quote a person; else SQS's own. */
  encryptionKey?: IKey
}

export class QueueWorker extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue
  readonly worker: Worker

  constructor(scope: Construct, folder: Folder, props: QueueWorkerProps) {
    super(scope, folder)
    const encryption = props.encryptionKey
      ? { encryption: QueueEncryption.KMS, encryptionMasterKey: props.encryptionKey }
      : { encryption: QueueEncryption.SQS_MANAGED }
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...encryption,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    this.queue = new Queue(this, 'Queue', {
      ...encryption,
      enforceSSL: true,
      visibilityTimeout: props.visibilityTimeout ?? Duration.seconds(6 * props.timeout.toSeconds()),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 3 },
    })
    this.worker = new Worker(this, 'Worker', folder, props)
    this.queue.grantConsumeMessages(this.worker)
    new EventSourceMapping(this, 'Batches', {
      target: this.worker,
      eventSourceArn: this.queue.queueArn,
      batchSize: props.batchSize,
      maxBatchingWindow: props.batchWindow,
      maxConcurrency: props.maxConcurrency,
      reportBatchItemFailures: true,
    })
    props.alarms.watch(this, 'DeadLettersAlarm', {
      name: `${folder}: dead letters`,
      errorImpact: props.errorImpact,
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'max',
      }),
    })
  }
}
