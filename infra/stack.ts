/** The life of a drive, top to bottom as the picture in docs/architecture.md: from the web form to the counted answer. */
import { type CfnElement, CfnOutput, DefaultStackSynthesizer, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledged.ts'
import { Alarms } from './constructs/alarms.ts'
import { Doors } from './constructs/doors.ts'
import { Keys } from './constructs/keys.ts'
import { Mail } from './constructs/mail.ts'
import { Phone } from './constructs/phone.ts'
import { QueueWorker } from './constructs/queue-worker.ts'
import { SignIn } from './constructs/sign-in.ts'
import { StreamWorker } from './constructs/stream-worker.ts'
import { createTables } from './constructs/tables.ts'
import { Uploads } from './constructs/uploads.ts'
import type { Worker } from './constructs/worker.ts'
import { talkSeconds } from './flow/call-flow.ts'
import { allow } from './grants.ts'
import { pascal } from './names.ts'
import { type Folder, folders, permissions } from './permissions.ts'
import { Settings, type Stage } from './settings.ts'

export interface AkcjaProps extends StackProps {
  stage: Stage
}

export class AkcjaStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: AkcjaProps) {
    super(scope, id, {
      ...props,
      terminationProtection: stage === 'prod',
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
    })
    const settings = new Settings(this, stage)

    // What stands before any drive: who is called, what encrypts, what is kept, how e-mails leave.
    const alarms = new Alarms(this, 'Alarms', stage)
    const keys = new Keys(this, 'Keys', stage)
    const tables = createTables(this, keys.storage, stage)
    const uploads = new Uploads(this, 'Uploads', keys.storage, stage)
    const mail = new Mail(this, 'Mail', settings, alarms)
    const phone = new Phone(this, 'Phone', settings, alarms)
    const doors = new Doors(this, 'Doors', alarms)
    const publicUrl = settings.publicUrl(doors.endpoint)
    const signIn = new SignIn(this, 'SignIn', settings, publicUrl)

    // A manager signs in, fills in the form, and launches.
    const staff = doors.open(this, 'staff', {
      timeout: Duration.seconds(29), // API Gateway waits for 30
      memorySize: 1024,
      errorImpact: 'Managers cannot prepare, launch, pause or stop a drive: their pages and API answer with an error.',
    })

    // Her contact file becomes pages of 100 contacts.
    const importContacts = new QueueWorker(this, 'import-contacts', {
      alarms,
      timeout: Duration.minutes(15),
      memorySize: 1024,
      batchSize: 1,
      maxConcurrency: 2,
      visibilityTimeout: Duration.minutes(16), // one file is one message: waiting six times as long would only delay its repetition
      errorImpact: 'A contact list that a manager uploaded does not become contacts, so her drive cannot be launched.',
    })
    uploads.tell(importContacts.queue, 'uploads/')

    // Each minute, or at once after a launch: which step of which drive is due, and is its window open?
    const runSteps = new QueueWorker(this, 'run-steps', {
      alarms,
      timeout: Duration.seconds(50), // done before the next minute
      memorySize: 512,
      batchSize: 1,
      maxConcurrency: 2,
      errorImpact:
        'A drive that was launched or resumed does not begin at once; if the clock fails too, nobody is contacted.',
    })
    new Rule(this, 'EachMinute', {
      description: 'The clock of all drives',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(runSteps.worker, { retryAttempts: 0, deadLetterQueue: runSteps.deadLetters })],
    })
    runSteps.worker.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) }) // the next minute asks again
    alarms.watch(this, 'ClockAlarm', {
      name: 'run-steps: clock',
      errorImpact:
        'Steps of running drives do not begin: residents are not invited, reminders do not go out, nothing finishes.',
      metric: runSteps.worker.metricErrors({ period: Duration.minutes(1) }),
      periods: 5,
    })

    alarms.listen(runSteps.worker, 'LateCallbacks', {
      event: 'callbacks late',
      name: 'run-steps: late callbacks',
      errorImpact: 'Residents were promised a call, and nobody has called them within a quarter of an hour.',
    })

    // One message is one page and one step: claim, check again, send, record.
    const dispatch = new QueueWorker(this, 'dispatch', {
      alarms,
      timeout: Duration.minutes(2), // shorter than the lease of a claim (shared/plan/ledger-store.ts)
      memorySize: 1024,
      batchSize: 10,
      batchWindow: Duration.seconds(1), // fills batches, and is still far below the five seconds in which a stop takes effect
      maxConcurrency: 5,
      errorImpact: 'Residents on a running drive do not get their e-mail; who was not reached is known page by page.',
    })

    // Lines are free, people are due: calls are claimed, checked again, started; and asked for when nobody has told their end.
    const placeCalls = new QueueWorker(this, 'place-calls', {
      alarms,
      timeout: Duration.minutes(1), // calls are paced within one invocation
      memorySize: 512,
      batchSize: 10,
      batchWindow: Duration.seconds(2), // many wishes to fill the lines are one
      maxConcurrency: 2,
      errorImpact:
        'Automated calls of running drives are not placed, or residents are called on after their drive has stopped.',
    })

    alarms.listen(placeCalls.worker, 'Refused', {
      event: 'paused by itself',
      name: 'place-calls: refused',
      errorImpact:
        'Connect takes no calls to residents: a country that is not allowed, a number or a flow that is gone. Their drive has paused by itself.',
    })

    // The flow asks what to say: one question of the survey, and what became of the key before.
    const talk = phone.open(this, 'talk', {
      timeout: Duration.seconds(talkSeconds),
      memorySize: 1024, // a resident hears silence meanwhile
      errorImpact:
        'Residents who pick up an automated call hear an apology instead of the survey; their wish for a call or their objection may be lost.',
      throttleImpact:
        'Residents who pick up an automated call hear silence, then an apology: Lambda runs as many functions at once as this account may.',
    })

    // What became of e-mails and calls comes back as events.
    const hearBack = new QueueWorker(this, 'hear-back', {
      alarms,
      timeout: Duration.seconds(30),
      memorySize: 512,
      batchSize: 10,
      batchWindow: Duration.seconds(2),
      maxConcurrency: 2,
      encryptionKey: keys.storage, // SES quotes the address
      errorImpact:
        'Bounces and complaints are not heard: residents who complained may be written to again, and SES may stop all mail of the city.',
    })
    mail.tell(hearBack)
    phone.tell(hearBack)

    // Residents open their links, answer, or object.
    const resident = doors.open(this, 'resident', {
      timeout: Duration.seconds(20),
      memorySize: 1024,
      routes: [
        { path: '/s/{proxy+}', methods: [HttpMethod.ANY] },
        { path: '/a/{proxy+}', methods: [HttpMethod.ANY] },
        { path: '/o/{proxy+}', methods: [HttpMethod.ANY] },
        { path: '/w/{proxy+}', methods: [HttpMethod.ANY] },
        { path: '/b/{proxy+}', methods: [HttpMethod.ANY] },
        { path: '/v/{proxy+}', methods: [HttpMethod.ANY] },
        { path: '/u/{link}', methods: [HttpMethod.GET, HttpMethod.POST] },
        { path: '/info/{proxy+}', methods: [HttpMethod.ANY] },
      ],
      errorImpact:
        'Residents who open their link see an error instead of the survey or the free times, and cannot object to further e-mails.',
    })

    // Who has booked, moved or lost a visit is told so, and reminded of it; units are told of cases that they must answer.
    const notify = new StreamWorker(this, 'notify', {
      alarms,
      timeout: Duration.minutes(2), // shorter than the lease of a mail (shared/booking/notice.ts)
      memorySize: 512,
      reads: 'to act',
      sources: {
        Bookings: {
          table: tables.Bookings,
          filters: [
            {
              dynamodb: {
                Keys: { item: { S: ['booking', { prefix: 'wtg_' }] } },
                NewImage: { item: { S: [{ exists: true }] } },
              },
            },
            { dynamodb: { Keys: { item: { S: [{ prefix: 'notice#' }] } }, NewImage: { state: { S: ['due'] } } } },
          ],
        },
        Cases: {
          table: tables.Cases,
          filters: [
            { dynamodb: { Keys: { item: { S: [{ prefix: 'mail#' }] } }, NewImage: { state: { S: ['due'] } } } },
          ],
        },
      },
      errorImpact:
        'Visits are booked, moved or cancelled as residents wished, but some of them get no e-mail about it; or a unit is not told of a case that it must answer in time.',
      delayImpact:
        'Residents get e-mails about visits more than ten minutes late: a place that is offered may lapse unread.',
    })
    alarms.listen(notify.worker, 'GivenUp', {
      event: 'visit mail given up',
      name: 'notify: given up',
      errorImpact:
        'Residents whose visit was changed do not know of it: an e-mail was tried for hours, and the provider does not take it.',
    })

    const unitImpact =
      'A unit of the office does not know of a case that it must answer in time: residents may wait in vain.'
    alarms.listen(notify.worker, 'UnitNotReached', {
      event: 'unit not reached',
      name: 'notify: unit not reached',
      errorImpact: unitImpact,
    })
    alarms.listen(hearBack.worker, 'UnitMailBounced', {
      event: 'unit mail bounced',
      name: 'hear-back: unit mail bounced',
      errorImpact: unitImpact,
    })

    // Answers and outcomes are counted while they arrive.
    const tally = new StreamWorker(this, 'tally', {
      alarms,
      reads: 'to count',
      timeout: Duration.minutes(1),
      memorySize: 512,
      sources: {
        Responses: {
          table: tables.Responses,
          filters: [{ eventName: ['INSERT'] }, { dynamodb: { NewImage: { state: { S: ['complete'] } } } }],
        },
        Contacts: {
          table: tables.Contacts,
          filters: [{ dynamodb: { Keys: { item: { S: [{ prefix: 'step#' }, { prefix: 'fact#' }] } } } }],
        },
        Calls: {
          table: tables.Calls,
          filters: [{ dynamodb: { NewImage: { state: { S: ['closed', 'open', 'kept', 'given up', 'withdrawn'] } } } }], // not each renewal of an agent's lease
        },
        Bookings: {
          table: tables.Bookings,
          filters: [{ dynamodb: { Keys: { item: { S: ['booking'] } } } }], // not each hold of a place
        },
      },
      errorImpact:
        'Answers of residents are safe, but some are missing from the counts that managers see and decide by.',
      delayImpact: 'Answers of residents are safe, but the counts that managers see are more than ten minutes old.',
    })

    // At the end, or at any time, the answers as a file.
    const exportResponses = new QueueWorker(this, 'export-responses', {
      alarms,
      timeout: Duration.minutes(15),
      memorySize: 1024,
      batchSize: 1,
      maxConcurrency: 2,
      visibilityTimeout: Duration.minutes(16),
      errorImpact: 'A manager waits for a file of responses that does not come.',
    })

    // When a drive's time is over, or somebody asks for it: what is about single people goes, with a protocol.
    const erase = new QueueWorker(this, 'erase', {
      alarms,
      timeout: Duration.minutes(15),
      memorySize: 512,
      batchSize: 1,
      maxConcurrency: 2,
      visibilityTimeout: Duration.minutes(16),
      errorImpact:
        'Data of residents are kept longer than they were promised, or a resident who asked to be forgotten is not.',
    })
    alarms.listen(erase.worker, 'LateCases', {
      event: 'cases late',
      name: 'erase: late cases',
      errorImpact: 'Residents have not been answered within the time that the law gives: their cases are late.',
    })

    // Who may do what is one table, permissions.ts; the rest of the environment follows from it.
    const workers: Record<Folder, Worker> = {
      staff,
      resident,
      'import-contacts': importContacts.worker,
      'run-steps': runSteps.worker,
      dispatch: dispatch.worker,
      'place-calls': placeCalls.worker,
      talk,
      'hear-back': hearBack.worker,
      notify: notify.worker,
      tally: tally.worker,
      'export-responses': exportResponses.worker,
      erase: erase.worker,
    }
    for (const folder of folders) {
      allow(workers[folder], permissions[folder], {
        tables,
        dataKey: keys.data,
        storageKey: keys.storage,
        bucket: uploads,
        queues: {
          'import-contacts': importContacts.queue,
          'run-steps': runSteps.queue,
          dispatch: dispatch.queue,
          'place-calls': placeCalls.queue,
          'export-responses': exportResponses.queue,
          erase: erase.queue,
        },
        mail: {
          ...settings.mail,
          configurationSet: mail.configurationSet.configurationSetName,
        },
        phone,
        settings: {
          PUBLIC_URL: publicUrl,
          ...settings.office,
          OIDC_ISSUER: signIn.issuer,
          OIDC_CLIENT_ID: signIn.clientId,
          OIDC_ROLES_CLAIM: signIn.rolesClaim,
          MAIL_DKIM: mail.dkimNames,
          MAIL_DNS: settings.sender.dns,
          CONNECT_INSTANCE_ID: settings.phone.instanceId,
          CONNECT_FLOW_ID: phone.flowId,
          CONNECT_SOURCE_NUMBER: settings.phone.sourceNumber,
          CONNECT_LINES: settings.phone.lines,
          CONNECT_AGENT_FLOW: settings.phone.agentFlow,
        },
      })
    }
    new CfnOutput(this, 'Url', { value: publicUrl, description: 'Where the staff sign in' })
    acknowledge(this)
  }

  /** Names in the template that people can read: `dispatch/DeadLetters` is DispatchDeadLetters, without a hash. */
  protected override allocateLogicalId(element: CfnElement): string {
    const path = element.node.path.split('/').slice(1)
    return path
      .filter((part) => part !== 'Resource' && part !== 'Default')
      .map((part) => pascal(part.replaceAll(/[^A-Za-z0-9-]/g, '')))
      .join('')
      .replaceAll('-', '')
  }
}
