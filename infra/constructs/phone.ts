/** Automated calls by Amazon Connect: the flow, the way from it to `talk`, and the way back of what became of a call. */
import { ArnFormat, type CfnCondition, Duration, Fn, Stack } from 'aws-cdk-lib'
import { CfnContactFlow, CfnIntegrationAssociation } from 'aws-cdk-lib/aws-connect'
import { type CfnRule, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { CfnPermission } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { callFlow } from '../flow/call-flow.ts'
import { demandFlow } from '../flow/lint.ts'
import type { Folder } from '../permissions.ts'
import type { Settings } from '../settings.ts'
import type { Alarms } from './alarms.ts'
import type { QueueWorker } from './queue-worker.ts'
import { Worker, type WorkerProps } from './worker.ts'

export interface TalkerProps extends WorkerProps {
  /** What it does to people when the function fails, and when there are too many of it at once. */
  errorImpact: string
  throttleImpact: string
}

export class Phone extends Construct {
  /** Whether the office has an instance; everything of Connect hangs on it. */
  readonly given: CfnCondition
  /** What permissions are about: all contacts of the instance. */
  readonly contacts: string
  /** The office's own flow for tasks of its agents; of no name where it has none. */
  readonly agentFlow: string
  readonly #instance: string
  readonly #alarms: Alarms
  #flowId = ''

  constructor(scope: Construct, id: string, settings: Settings, alarms: Alarms) {
    super(scope, id)
    this.given = settings.hasConnect
    this.#alarms = alarms
    this.#instance = Stack.of(this).formatArn({
      service: 'connect',
      resource: 'instance',
      resourceName: settings.phone.instanceId,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    })
    this.contacts = `${this.#instance}/contact/*`
    this.agentFlow = `${this.#instance}/contact-flow/${settings.phone.agentFlow}`
  }

  /** Id of the flow in the instance; empty where there is none. */
  get flowId(): string {
    return Fn.conditionIf(this.given.logicalId, this.#flowId, '').toString()
  }

  /** The function that the flow asks what to say, in `scope`, with the flow and alarms. */
  open(scope: Construct, folder: Folder, { errorImpact, throttleImpact, ...worker }: TalkerProps): Worker {
    const room = new Construct(scope, folder)
    const talk = new Worker(room, 'Worker', folder, worker)
    const permission = new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: talk.functionArn,
      principal: 'connect.amazonaws.com',
      sourceAccount: Stack.of(this).account,
      sourceArn: this.#instance,
    })
    const association = new CfnIntegrationAssociation(this, 'Association', {
      instanceId: this.#instance,
      integrationType: 'LAMBDA_FUNCTION',
      integrationArn: talk.functionArn,
    })
    const flow = new CfnContactFlow(this, 'Flow', {
      instanceArn: this.#instance,
      name: Stack.of(this).stackName, // another stage may use the same instance
      description: 'Automated calls: everything that is said comes from the function that it asks',
      type: 'CONTACT_FLOW',
      content: Stack.of(this).toJsonString(demandFlow(callFlow(talk.functionArn))),
    })
    association.addResourceDependency(permission)
    flow.addResourceDependency(association) // a flow is refused that asks a function the instance does not know
    for (const part of [permission, association, flow]) part.cfnOptions.condition = this.given
    // arn:aws:connect:…:instance/<instance>/contact-flow/<flow>
    this.#flowId = Fn.select(3, Fn.split('/', flow.attrContactFlowArn))

    const period = Duration.minutes(5)
    this.#alarms.watch(room, 'ErrorsAlarm', {
      name: `${folder}: errors`,
      errorImpact,
      metric: talk.metricErrors({ period }),
    })
    this.#alarms.watch(room, 'ThrottlesAlarm', {
      name: `${folder}: throttles`,
      errorImpact: throttleImpact,
      metric: talk.metricThrottles({ period }),
    })
    return talk
  }

  /** What happens to the calls of the instance reaches the queue, best effort and in any order. */
  tell(hearBack: QueueWorker): void {
    const rule = new Rule(this, 'Outcomes', {
      description: 'What became of calls that were placed by API, to hear-back',
      eventPattern: {
        source: ['aws.connect'],
        detailType: ['Amazon Connect Contact Event'],
        detail: {
          instanceArn: [this.#instance],
          channel: [{ 'equals-ignore-case': 'voice' }],
          initiationMethod: ['API'],
        },
      },
      targets: [new SqsQueue(hearBack.queue, { deadLetterQueue: hearBack.deadLetters })],
    })
    // The rule itself is always there: the queue's policy names it.
    ;(rule.node.defaultChild as CfnRule).state = Fn.conditionIf(this.given.logicalId, 'ENABLED', 'DISABLED').toString()
  }
}
