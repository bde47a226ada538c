/** Who may do what in the template: each function by its role, each service by the policies of what it touches. */
import { type Authorize, type Context, decide, readPolicy, type Statement } from './permissions.ts'
import type { Resource, Template } from './template.ts'
import { TemplateError } from './template-assembly.ts'

export interface Permissions {
  authorize: Authorize
  /** Throws unless the function's role allows these actions: what AWS's pollers need before they will start. */
  demandRole(functionName: string, actions: string[], resource: string, why: string): void
  /** Throws unless the queue's policy lets a service send to it. */
  demandQueue(queue: Resource, service: string, sourceArn: string, why: string): void
  /** Throws unless a permission lets a service invoke the function. */
  demandInvoke(fn: Resource, service: string, sourceArn: string, why: string): void
}

/** Policies of AWS that functions may have, and what of them matters here. */
const awsPolicies: Record<string, Statement[]> = {
  // Writing logs, which every function may here.
  'service-role/AWSLambdaBasicExecutionRole': [],
  AWSXRayDaemonWriteAccess: [],
}

/** Reads every policy of the template. Throws on what is not understood. */
export function readPermissions(template: Template): Permissions {
  const roles = new Map<string, Statement[]>()
  for (const role of template.of('AWS::IAM::Role')) roles.set(role.name, roleStatements(role, template))
  for (const policy of [...template.of('AWS::IAM::Policy'), ...template.of('AWS::IAM::ManagedPolicy')]) {
    const statements = readPolicy(policy.properties.PolicyDocument, policy.id)
    for (const role of (policy.properties.Roles ?? []) as string[]) roles.get(role)?.push(...statements)
  }
  const functions = new Map(
    template.of('AWS::Lambda::Function').map((fn) => {
      const role = template.byArn(fn.properties.Role)
      if (role?.type !== 'AWS::IAM::Role')
        throw new TemplateError(`${fn.id}: its role ${fn.properties.Role} is not in the template`)
      return [fn.name, { role: role.name, statements: roles.get(role.name)! }] as const
    }),
  )
  const onQueues = template
    .of('AWS::SQS::QueuePolicy')
    .flatMap((policy) => readPolicy(policy.properties.PolicyDocument, policy.id))
  const onBuckets = template
    .of('AWS::S3::BucketPolicy')
    .flatMap((policy) => readPolicy(policy.properties.PolicyDocument, policy.id))
  const denials = [...onQueues, ...onBuckets].filter(
    ({ effect, principals }) => effect === 'Deny' && principals?.includes('*'),
  )
  const invocations = template.of('AWS::Lambda::Permission').map(readInvocation)

  const remembered = new Map<string, string | undefined>()
  const authorize: Authorize = ({ accessKeyId, action, resource, context }) => {
    if (accessKeyId === 'local') return undefined
    // Answers without context never change, and a busy function asks the same few thousands of times.
    const key = context ? undefined : `${accessKeyId} ${action} ${resource}`
    if (key && remembered.has(key)) return remembered.get(key)
    const fn = functions.get(accessKeyId)
    const reason = fn
      ? refusal(fn.role, accessKeyId, fn.statements, denials, action, resource, context ?? {}, template)
      : 'The security token included in the request is invalid.'
    if (key) remembered.set(key, reason)
    return reason
  }

  return {
    authorize,
    demandRole(functionName, actions, resource, why) {
      for (const action of actions) {
        if (decide(functions.get(functionName)?.statements ?? [], action, resource, {}) !== 'Allow') {
          throw new TemplateError(`${why}: the role of ${functionName} does not allow ${action} on ${resource}`)
        }
      }
    },
    demandQueue(queue, service, sourceArn, why) {
      const context = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': template.place.account }
      const concerned = onQueues.filter(({ principals }) => principals?.some((one) => one === service || one === '*'))
      if (decide(concerned, 'sqs:SendMessage', queue.arn(), context) !== 'Allow') {
        throw new TemplateError(
          `${why}: the policy of the queue ${queue.id} does not let ${service} send for ${sourceArn}`,
        )
      }
    },
    demandInvoke(fn, service, sourceArn, why) {
      const allowed = invocations.some(
        (one) => one.service === service && one.names.includes(one.of(fn)) && one.source.test(sourceArn),
      )
      if (!allowed)
        throw new TemplateError(`${why}: no AWS::Lambda::Permission lets ${service} invoke ${fn.id} for ${sourceArn}`)
    },
  }
}

function refusal(
  role: string,
  functionName: string,
  statements: Statement[],
  denials: Statement[],
  action: string,
  resource: string,
  context: Context,
  { place }: Template,
): string | undefined {
  const who = `User: arn:aws:sts::${place.account}:assumed-role/${role}/${functionName} is not authorized to perform: ${action} on resource: ${resource}`
  if (decide(denials, action, resource, context) === 'Deny')
    return `${who} with an explicit deny in a resource-based policy`
  const decision = decide(statements, action, resource, context)
  if (decision === 'Allow') return undefined
  if (decision === 'Deny') return `${who} with an explicit deny in an identity-based policy`
  return `${who} because no identity-based policy allows the ${action} action`
}

function roleStatements(role: Resource, template: Template): Statement[] {
  const inline = ((role.properties.Policies ?? []) as { PolicyDocument: unknown; PolicyName: string }[]).flatMap(
    (policy) => readPolicy(policy.PolicyDocument, `${role.id} (${policy.PolicyName})`),
  )
  const managed = ((role.properties.ManagedPolicyArns ?? []) as string[]).flatMap((arn) => {
    const own = template.of('AWS::IAM::ManagedPolicy').find((policy) => arn.endsWith(`:policy/${policy.name}`))
    const known = own
      ? readPolicy(own.properties.PolicyDocument, own.id)
      : awsPolicies[arn.replace(/^.*?:policy\//, '')]
    if (!known) throw new TemplateError(`${role.id}: the managed policy ${arn} is not known to the local cloud`)
    return known
  })
  return [...inline, ...managed]
}

function readInvocation({ id, properties }: Resource) {
  const { Action, FunctionName, Principal, SourceArn, SourceAccount: _, ...rest } = properties as Record<string, string>
  const unknown = Object.keys(rest)[0]
  if (unknown || Action !== 'lambda:InvokeFunction') {
    throw new TemplateError(`${id} (AWS::Lambda::Permission): ${unknown ?? Action} is not supported by the local cloud`)
  }
  const pattern = (SourceArn ?? '*').replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return {
    service: Principal,
    names: [FunctionName],
    of: (fn: Resource) => (FunctionName?.startsWith('arn:') ? fn.arn() : fn.name),
    source: new RegExp(`^${pattern}$`),
  }
}
