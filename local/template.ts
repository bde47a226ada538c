/** The template, read for one machine: every resource known, named and with its values in place; else the boot stops. */
import type * as z from 'zod'
import { attributeOf, type Named, type Place, refOf } from './template-addresses.ts'
import { type Assembly, TemplateError } from './template-assembly.ts'
import { evaluate, isTrue, type References } from './template-intrinsics.ts'
import type * as mail from './template-shapes-mail.ts'
import type * as phone from './template-shapes-phone.ts'
import type * as run from './template-shapes-run.ts'
import type * as stored from './template-shapes-stored.ts'
import { resourceTypes } from './template-types.ts'

/** A resource of the template with its properties evaluated. */
export interface Resource<Properties = Record<string, unknown>> extends Named {
  /** Where its construct stands below the stack: `dispatch/Queue`. */
  path: string
  properties: Properties
  arn(): string
}

interface Shapes {
  'AWS::DynamoDB::Table': stored.Table
  'AWS::DynamoDB::GlobalTable': stored.Table
  'AWS::SQS::Queue': stored.Queue
  'AWS::S3::Bucket': stored.Bucket
  'AWS::Lambda::Function': run.FunctionShape
  'AWS::Lambda::EventSourceMapping': run.EventSourceMapping
  'AWS::Lambda::EventInvokeConfig': run.EventInvokeConfig
  'AWS::Events::Rule': run.Rule
  'AWS::ApiGatewayV2::Route': z.infer<typeof run.Route>
  'AWS::ApiGatewayV2::Integration': z.infer<typeof run.Integration>
  'AWS::SES::ConfigurationSet': mail.ConfigurationSet
  'AWS::SES::ConfigurationSetEventDestination': z.infer<typeof mail.EventDestination>
  'AWS::SES::EmailIdentity': z.infer<typeof mail.EmailIdentity>
  'AWS::CloudWatch::Alarm': mail.Alarm
  'AWS::Logs::MetricFilter': mail.MetricFilter
  'AWS::Connect::ContactFlow': phone.ContactFlow
  'AWS::Connect::IntegrationAssociation': phone.Association
}

export interface Template {
  place: Place
  resources: Resource[]
  /** All resources of a type, with the properties its shape promises. */
  of<Type extends string>(type: Type): Resource<Type extends keyof Shapes ? Shapes[Type] : Record<string, unknown>>[]
  byArn(arn: string): Resource | undefined
  outputs(): Record<string, unknown>
}

/** Properties that carry a resource's own name, by type. */
const nameProperty: Record<string, string> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::Connect::ContactFlow': 'InstanceArn', // its address begins with its instance's, and its own name says nothing
}

/** Evaluates an assembly's template at a place, with the given parameters. Throws TemplateError on what is not supported. */
export function readTemplate(assembly: Assembly, place: Place, given: Record<string, string> = {}): Template {
  const { template } = assembly
  const names = new Map<string, string>()
  const references: References = {
    template,
    parameters: parametersOf(assembly, place, given),
    ref: (id) => refOf(named(id), place),
    attribute: (id, attribute) => attributeOf(named(id), attribute, place),
  }

  const present = Object.entries(template.Resources).filter(
    ([, resource]) => !resource.Condition || isTrue(resource.Condition, references),
  )
  const free = freeNames(present.map(([id, { Type }]) => ({ id, type: Type, path: assembly.paths.get(id) ?? id })))
  const here = new Set(present.map(([id]) => id))

  function named(id: string): Named {
    const raw = template.Resources[id]
    if (!raw) throw new TemplateError(`the template refers to ${id}, which it does not have`)
    if (!here.has(id))
      throw new TemplateError(`the template refers to ${id}, whose condition ${raw.Condition} does not hold`)
    let name = names.get(id)
    if (name === undefined) {
      const own = raw.Properties[nameProperty[raw.Type] ?? '']
      name = own === undefined ? free.get(id)! : String(evaluate(own, references))
      names.set(id, name)
    }
    return { id, type: raw.Type, name }
  }

  const resources = present.map(([id, raw]): Resource => {
    const known = resourceTypes[raw.Type]
    if (!known) throw new TemplateError(`${id}: the resource type ${raw.Type} is not supported by the local cloud`)
    const resource = {
      ...named(id),
      path: assembly.paths.get(id) ?? id,
      arn: () => attributeOf(named(id), 'Arn', place),
    }
    if ('nothing' in known) return { ...resource, properties: {} }
    let properties: Record<string, unknown>
    try {
      properties = evaluate(raw.Properties, references) as Record<string, unknown>
    } catch (error) {
      if (error instanceof TemplateError) throw new TemplateError(`${id} (${raw.Type}): ${error.message}`)
      throw error
    }
    if (!('booted' in known)) return { ...resource, properties }
    const checked = known.booted.safeParse(properties)
    if (!checked.success) throw new TemplateError(`${id} (${raw.Type}): ${complaint(checked.error)}`)
    return { ...resource, properties: checked.data as Record<string, unknown> }
  })

  const byArn = new Map<string, Resource>()
  for (const resource of resources) {
    for (const attribute of ['Arn', 'StreamArn']) {
      try {
        byArn.set(attributeOf(resource, attribute, place), resource)
      } catch {
        // Not every resource has an ARN.
      }
    }
  }
  return {
    place,
    resources,
    of: (type) => resources.filter((resource) => resource.type === type) as never,
    byArn: (arn) => byArn.get(arn),
    outputs: () =>
      Object.fromEntries(Object.entries(template.Outputs).map(([id, { Value }]) => [id, evaluate(Value, references)])),
  }
}

/** The parameters' values, pseudo parameters with them. */
function parametersOf({ template, stackName }: Assembly, place: Place, given: Record<string, string>) {
  for (const name of Object.keys(given)) {
    if (!template.Parameters[name]) throw new TemplateError(`the template has no parameter ${name}`)
  }
  const values: Record<string, unknown> = {
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stackName}/local`,
    'AWS::NotificationARNs': [],
  }
  for (const [name, parameter] of Object.entries(template.Parameters)) {
    const value = given[name] ?? parameter.Default
    if (value === undefined) throw new TemplateError(`the parameter ${name} has no default and no value was given`)
    const text = String(value)
    if (parameter.AllowedValues && !parameter.AllowedValues.map(String).includes(text)) {
      throw new TemplateError(`the parameter ${name} is ${text}; allowed are ${parameter.AllowedValues.join(', ')}`)
    }
    if (parameter.AllowedPattern && !new RegExp(`^(?:${parameter.AllowedPattern})$`).test(text)) {
      throw new TemplateError(`the parameter ${name} is ${text}; it must match ${parameter.AllowedPattern}`)
    }
    values[name] = /^(CommaDelimitedList|List<)/.test(parameter.Type) ? text.split(',') : text
  }
  return values
}

/** Parts of a construct's path that say nothing beside the others: `dispatch/Worker` is called `dispatch`. */
const plain = new Set([
  'Resource',
  'Worker',
  'Function',
  'Handler',
  'Queue',
  'Table',
  'Bucket',
  'Default',
  'Rule',
  'Clock',
])

/** Names for resources that the template leaves unnamed: short, from the construct's path, unique within their type. */
function freeNames(resources: { id: string; type: string; path: string }[]): Map<string, string> {
  const taken = new Set<string>()
  const names = new Map<string, string>()
  for (const { id, type, path } of resources) {
    const parts = path.split('/')
    while (parts.length > 1 && plain.has(parts.at(-1)!)) parts.pop()
    let name = parts.join('-').replace(/[^\w-]/g, '-')
    if (type === 'AWS::S3::Bucket') name = `akcja-${name.toLowerCase().replaceAll('_', '-')}`
    if (taken.has(`${type} ${name}`)) name = id
    taken.add(`${type} ${name}`)
    names.set(id, name)
  }
  return names
}

/** The first thing a shape complains of, with the property's name. */
function complaint(error: z.ZodError): string {
  const issue = error.issues[0]!
  const path = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    const property = [...issue.path, issue.keys[0]].join('.')
    return `the property ${property} is not supported by the local cloud`
  }
  return `the property ${path || '(all)'} is not supported as it stands: ${issue.message}`
}
