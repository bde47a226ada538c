/** E-mail by SES: a configuration set that follows nobody, and the way its bounces and complaints come back. */
import { Duration, Fn } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { EventBus, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import {
  CfnEmailIdentity,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { Settings } from '../settings.ts'
import type { Alarms } from './alarms.ts'
import type { QueueWorker } from './queue-worker.ts'

export class Mail extends Construct {
  readonly configurationSet: ConfigurationSet
  /** Under which names the sender's DKIM keys are published, by commas. */
  readonly dkimNames: string

  constructor(scope: Construct, id: string, settings: Settings, alarms: Alarms) {
    super(scope, id)
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      vdmOptions: { engagementMetrics: false }, // no counting of opens and clicks, whatever the account's own setting (L13)
    })
    const identity = new CfnEmailIdentity(this, 'Identity', {
      emailIdentity: settings.mail.domain,
      configurationSetAttributes: { configurationSetName: this.configurationSet.configurationSetName },
      dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
      feedbackAttributes: { emailForwardingEnabled: false }, // bounces come back as events
    })
    identity.cfnOptions.condition = settings.mailDomainGiven
    const { attrDkimDnsTokenName1, attrDkimDnsTokenName2, attrDkimDnsTokenName3 } = identity
    this.dkimNames = Fn.conditionIf(
      settings.mailDomainGiven.logicalId,
      Fn.join(',', [attrDkimDnsTokenName1, attrDkimDnsTokenName2, attrDkimDnsTokenName3]),
      settings.sender.dkim,
    ).toString()

    alarms.watch(this, 'BouncesAlarm', {
      name: 'dispatch: bounces',
      errorImpact:
        'Many addresses on the lists are dead. At 5 % SES puts the account under review, at 10 % it stops all mail of the city, and residents miss tickets and payment reminders too.',
      metric: this.#reputation('BounceRate'),
      threshold: 0.03,
    })
    alarms.watch(this, 'ComplaintsAlarm', {
      name: 'dispatch: complaints',
      errorImpact:
        'Residents report the e-mails of the city as spam: they did not expect them, and at 0.5 % SES stops all mail of the city.',
      metric: this.#reputation('ComplaintRate'),
      threshold: 0.0005,
    })
  }

  /** What happens to the e-mails of this stack reaches the queue; deliveries, opens and clicks are not asked for. */
  tell(hearBack: QueueWorker): void {
    this.configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    })
    new Rule(this, 'Outcomes', {
      description: 'Bounces, complaints, rejections and delays of our e-mails, to hear-back',
      eventPattern: {
        source: ['aws.ses'],
        // another stage in the same account has another configuration set
        detail: { mail: { tags: { 'ses:configuration-set': [this.configurationSet.configurationSetName] } } },
      },
      targets: [new SqsQueue(hearBack.queue, { deadLetterQueue: hearBack.deadLetters })],
    })
  }

  #reputation(name: 'BounceRate' | 'ComplaintRate'): Metric {
    return new Metric({
      namespace: 'AWS/SES',
      metricName: `Reputation.${name}`,
      period: Duration.minutes(15),
      statistic: 'max',
    })
  }
}
