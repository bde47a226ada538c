/** Who reads the streams of tables: batches in order, the bad record set aside, an alarm when the reading falls behind. */
import { Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Folder } from '../permissions.ts'
import type { Alarms } from './alarms.ts'
import { Worker, type WorkerProps } from './worker.ts'

export interface StreamSource {
  table: Table
  /** A record passes when it fits any of these patterns. */
  filters: Record<string, unknown>[]
}

export interface StreamWorkerProps extends WorkerProps {
  alarms: Alarms
  /** What it does to people when records are set aside. */
  errorImpact: string
  /** What it does to people when the reading falls behind. */
  delayImpact: string
  sources: Record<string, StreamSource>
  /**
   * Counting takes large batches and is told their shard; acting takes small ones at once, and each invocation does no more than it has
   * time for.
   */
  reads: 'to count' | 'to act'
}

const toCount = {
  batchSize: 1000,
  maxBatchingWindow: Duration.seconds(10), // counts are live to ten seconds, and a batch costs the same for ten answers as for one
  // Only an event of a tumbling window names its shard, and the position is kept by shard: the window is there for the
  // name, its state stays empty. No batch reaches over its end, so a short one would cut every third batch in two.
  tumblingWindow: Duration.minutes(5),
}
const toAct = { batchSize: 50, maxBatchingWindow: Duration.seconds(1) }

export class StreamWorker extends Construct {
  readonly worker: Worker

  constructor(scope: Construct, folder: Folder, props: StreamWorkerProps) {
    super(scope, folder)
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED, // what stands here says where a record lies in the stream, not what it says
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    this.worker = new Worker(this, 'Worker', folder, props)
    for (const [name, { table, filters }] of Object.entries(props.sources)) {
      this.worker.addToRolePolicy(
        new PolicyStatement({
          actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((it) => `dynamodb:${it}`),
          resources: [table.tableStreamArn!],
        }),
      )
      new EventSourceMapping(this, name, {
        target: this.worker,
        eventSourceArn: table.tableStreamArn!,
        startingPosition: StartingPosition.TRIM_HORIZON,
        ...(props.reads === 'to count' ? toCount : toAct),
        filters: filters.map((pattern) => FilterCriteria.filter(pattern)),
        bisectBatchOnError: true,
        retryAttempts: 10,
        onFailure: new SqsDlq(deadLetters),
      })
    }
    props.alarms.watch(this, 'DeadLettersAlarm', {
      name: `${folder}: dead letters`,
      errorImpact: props.errorImpact,
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'max' }),
    })
    props.alarms.watch(this, 'DelayAlarm', {
      name: `${folder}: behind`,
      errorImpact: props.delayImpact,
      metric: this.worker.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'max' }),
      threshold: Duration.minutes(10).toMilliseconds(),
    })
  }
}
