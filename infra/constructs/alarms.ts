/** Where alarms go, and how one is made: with a sentence that says what its cause does to people. */
import { Duration, Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Stage } from '../settings.ts'
import type { Worker } from './worker.ts'

export interface Watch {
  /** `<folder>: what is wrong`; a heading of docs/runbook.md, letter for letter. */
  name: string
  /** What this failure does to residents or to the staff. */
  errorImpact: string
  metric: IMetric
  /** The alarm goes off at this value and above; at the first one seen when not said. */
  threshold?: number
  /** Periods of the metric in a row; one when not said. */
  periods?: number
}

export class Alarms extends Topic {
  readonly #stage: Stage

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id, { displayName: 'Akcja', enforceSSL: true })
    this.#stage = stage
    // a topic with a policy of its own is closed even to the alarms of its account
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    )
  }

  /** Puts an alarm into `scope`; whoever subscribes to this topic hears it go off. */
  watch(scope: Construct, id: string, { name, errorImpact, metric, threshold = 1, periods = 1 }: Watch): void {
    const alarm = new Alarm(scope, id, {
      // an account has one set of alarm names: only prod has the plain ones
      alarmName: this.#stage === 'prod' ? name : `${name} (${this.#stage})`,
      alarmDescription: errorImpact,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this))
  }

  /** An alarm that goes off when a function logs an event, by the event's words. */
  listen(worker: Worker, id: string, { event, ...watch }: Omit<Watch, 'metric'> & { event: string }): void {
    const lines = worker.logGroup.addMetricFilter(id, {
      filterPattern: FilterPattern.allTerms(event), // a phrase: Lambda writes its own words before our JSON
      metricNamespace: Stack.of(worker).stackName,
      metricName: watch.name,
    })
    this.watch(worker, `${id}Alarm`, {
      ...watch,
      metric: lines.metric({ period: Duration.minutes(5), statistic: 'sum' }),
    })
  }
}
