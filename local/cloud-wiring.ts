/** Joins queues, streams, buckets, rules and routes to functions as the template says, if its policies let them. */
import { type Bus, type Deliver, eventBus } from './bus.ts'
import { readPattern } from './bus-pattern.ts'
import type { CloudClock } from './clock.ts'
import type { Engines } from './cloud-engines.ts'
import { tablesOf } from './cloud-engines.ts'
import type { Functions } from './cloud-functions.ts'
import type { GatewayTarget } from './gateway.ts'
import { routeTable } from './gateway-routes.ts'
import { type SqsMapping, sqsMapping } from './mappings-sqs.ts'
import { type StreamMapping, streamMapping } from './mappings-streams.ts'
import { streamTrimmer } from './mappings-trim.ts'
import { createdEvent, listeners, type NewObject } from './notifications.ts'
import type { Permissions } from './permissions-template.ts'
import { readExpression, type Schedule, startSchedule } from './schedule.ts'
import type { Resource, Template } from './template.ts'
import { TemplateError } from './template-assembly.ts'
import type { ContactFlow } from './template-shapes-phone.ts'
import type { EventSourceMapping, Rule } from './template-shapes-run.ts'

export interface WiringOptions {
  template: Template
  permissions: Permissions
  engines: Engines
  functions: Functions
  clock: CloudClock
  dir: string
  log: (line: string) => void
}

const streamActions = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator']
const queueActions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']

/** Asks of every joint whether it can be read and whether the template's policies allow it. Throws a line that names what is wrong. */
export function checkJoints(template: Template, permissions: Permissions): void {
  for (const mapping of template.of('AWS::Lambda::EventSourceMapping')) {
    const { EventSourceArn, DestinationConfig, FilterCriteria } = mapping.properties
    for (const { Pattern } of FilterCriteria?.Filters ?? []) readPattern(JSON.parse(Pattern), mapping.id)
    const fn = functionOf(template, mapping)
    const source = template.byArn(EventSourceArn)
    if (!source) throw new TemplateError(`${mapping.id}: its source ${EventSourceArn} is not in the template`)
    const actions = source.type === 'AWS::SQS::Queue' ? queueActions : streamActions
    permissions.demandRole(fn.name, actions, EventSourceArn, mapping.id)
    const destination = DestinationConfig?.OnFailure.Destination
    if (destination) permissions.demandRole(fn.name, ['sqs:SendMessage'], destination, mapping.id)
  }
  for (const bucket of template.of('AWS::S3::Bucket')) {
    for (const { Queue } of bucket.properties.NotificationConfiguration.QueueConfigurations) {
      permissions.demandQueue(queueByArn(template, Queue, bucket.id), 's3.amazonaws.com', bucket.arn(), bucket.id)
    }
  }
  for (const rule of template.of('AWS::Events::Rule')) {
    if (rule.properties.EventPattern) readPattern(rule.properties.EventPattern, rule.id)
    if (rule.properties.ScheduleExpression) readExpression(rule.properties.ScheduleExpression, rule.id)
    for (const { Arn } of rule.properties.Targets) {
      const target = template.byArn(Arn)
      if (target?.type === 'AWS::Lambda::Function')
        permissions.demandInvoke(target, 'events.amazonaws.com', rule.arn(), rule.id)
      else permissions.demandQueue(queueByArn(template, Arn, rule.id), 'events.amazonaws.com', rule.arn(), rule.id)
    }
  }
  for (const flow of template.of('AWS::Connect::ContactFlow')) {
    for (const arn of askedBy(flow)) {
      const fn = template.byArn(arn)
      if (fn?.type !== 'AWS::Lambda::Function') {
        throw new TemplateError(`${flow.id}: its flow asks ${arn}, which is no function of the template`)
      }
      const { InstanceArn } = flow.properties
      permissions.demandInvoke(fn, 'connect.amazonaws.com', InstanceArn, flow.id)
      const known = template
        .of('AWS::Connect::IntegrationAssociation')
        .some(({ properties }) => properties.IntegrationArn === arn && properties.InstanceId === InstanceArn)
      if (!known)
        throw new TemplateError(`${flow.id}: no AWS::Connect::IntegrationAssociation adds ${fn.id} to its instance`)
    }
  }
  for (const { route, fn, apiId } of routesOf(template)) {
    const { region, account } = template.place
    const [method, path] = route.properties.RouteKey.split(' ')
    const asked = path === undefined ? '$default' : `${method === 'ANY' ? 'GET' : method}${path}`
    const source = `arn:aws:execute-api:${region}:${account}:${apiId}/$default/${asked}`
    permissions.demandInvoke(fn, 'apigateway.amazonaws.com', source, route.id)
  }
}

const functionOf = (template: Template, { id, properties }: Resource<EventSourceMapping>): Resource => {
  const fn = template
    .of('AWS::Lambda::Function')
    .find((one) => one.name === properties.FunctionName || one.arn() === properties.FunctionName)
  if (!fn) throw new TemplateError(`${id}: its function ${properties.FunctionName} is not in the template`)
  return fn as unknown as Resource
}

/** The functions that a flow asks. One that is named by an attribute of the contact is known only when it is asked. */
function askedBy({ id, properties }: Resource<ContactFlow>): string[] {
  const { Actions } = JSON.parse(properties.Content) as {
    Actions?: { Type?: string; Parameters?: { LambdaFunctionARN?: string } }[]
  }
  if (!Array.isArray(Actions)) throw new TemplateError(`${id}: its content is no flow`)
  const asked = Actions.filter(({ Type }) => Type === 'InvokeLambdaFunction').map(
    (one) => one.Parameters?.LambdaFunctionARN,
  )
  return [...new Set(asked)].filter((arn) => arn !== undefined && !arn.startsWith('$.')) as string[]
}

function queueByArn(template: Template, arn: string, where: string): Resource {
  const queue = template.byArn(arn)
  if (queue?.type !== 'AWS::SQS::Queue')
    throw new TemplateError(`${where}: its target ${arn} is no queue or function of the template`)
  return queue
}

function routesOf(template: Template) {
  return template.of('AWS::ApiGatewayV2::Route').map((route) => {
    const integrationId = route.properties.Target.replace(/^integrations\//, '')
    const integration = template
      .of('AWS::ApiGatewayV2::Integration')
      .find(({ name, id }) => name === integrationId || id === integrationId)
    const fn = integration && template.byArn(integration.properties.IntegrationUri)
    if (!integration || !fn)
      throw new TemplateError(`${route.id}: its integration leads to no function of the template`)
    return { route, fn, apiId: route.properties.ApiId, timeoutMs: integration.properties.TimeoutInMillis }
  })
}

export interface Wiring {
  queueMappings: SqsMapping[]
  streamMappings: StreamMapping[]
  schedule: Schedule
  bus: Bus
  choose: ReturnType<typeof routeTable<GatewayTarget>>
  /** Tells the queues that listen to the bucket of a new object. */
  created(object: NewObject): void
  stop(): Promise<void>
}

/** Starts everything that moves by itself. */
export function wire(options: WiringOptions): Wiring {
  const { template, engines, functions, clock, dir, log } = options
  const { place } = template
  const mappings = template.of('AWS::Lambda::EventSourceMapping')

  const deliverTo = (arn: string, rule: Resource<Rule>): Deliver => {
    const fn = functions.byArn(arn)
    if (fn) return (event) => functions.invokeLater(fn, event)
    const { name } = queueByArn(template, arn, rule.id)
    return async (event) => void engines.sqs.send(name, JSON.stringify(event))
  }

  const bus = eventBus(template.of('AWS::Events::Rule'), deliverTo)
  const choose = routeTable<GatewayTarget>(
    routesOf(template).map(({ route, fn, timeoutMs }) => ({
      key: route.properties.RouteKey,
      target: { fn: functions.byArn(fn.arn())!, timeoutMs },
    })),
  )

  const queueMappings = mappings.flatMap((mapping) => {
    const queue = template.of('AWS::SQS::Queue').find((one) => one.arn() === mapping.properties.EventSourceArn)
    if (!queue) return []
    const fn = functions.byName(functionOf(template, mapping).name)!
    const { properties: settings } = mapping
    return [
      sqsMapping({
        settings,
        queue: queue.name,
        queueArn: queue.arn(),
        region: place.region,
        fn,
        sqs: engines.sqs,
        dir,
        log,
      }),
    ]
  })

  const trimmer = streamTrimmer(engines.dynamo)
  const streamMappings = mappings.flatMap((mapping) => {
    const { properties: settings } = mapping
    const table = tablesOf(template).find((one) => settings.EventSourceArn.startsWith(`${one.arn()}/stream/`))
    if (!table) return []
    const fn = functions.byName(functionOf(template, mapping).name)!
    const destination =
      settings.DestinationConfig && queueByArn(template, settings.DestinationConfig.OnFailure.Destination, mapping.id)
    return [
      streamMapping({
        id: mapping.id,
        settings,
        table: table.name,
        streamArn: settings.EventSourceArn,
        fn,
        dynamo: engines.dynamo,
        dir,
        onFailure: destination && (async (body) => void engines.sqs.send(destination.name, body)),
        handled: trimmer.reader(table.name),
        log,
      }),
    ]
  })

  const schedule = startSchedule({ rules: template.of('AWS::Events::Rule'), deliverTo, clock, dir, place })
  return {
    queueMappings,
    streamMappings,
    schedule,
    bus,
    choose,
    created(object) {
      const bucket = template.of('AWS::S3::Bucket').find(({ name }) => name === object.bucket)
      if (!bucket) return
      for (const arn of listeners(bucket, object)) {
        const queue = queueByArn(template, arn, bucket.id)
        engines.sqs.send(queue.name, JSON.stringify(createdEvent(bucket, object, place)))
      }
    },
    async stop() {
      schedule.stop()
      await Promise.all([...queueMappings, ...streamMappings].map((mapping) => mapping.stop()))
    },
  }
}
