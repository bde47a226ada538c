/**
 * IAM in the small: policy statements of the template, and the question whether they allow a call. What is not understood
 * (an element, an operator, a condition key) stops the boot when the policy is read, never when it is asked.
 */
import { TemplateError } from './template-assembly.ts'

/** One call as an engine sees it. `action` as IAM writes it (`dynamodb:PutItem`), `resource` an ARN. */
export interface Call {
  /** The access key id in the request's `Credential=`; the function's name, or `local`. */
  accessKeyId: string
  action: string
  resource: string
  /** Condition keys of this call, in IAM's words: `ses:FromAddress`, `kms:EncryptionContext:campaign`. */
  context?: Record<string, string | string[]>
}

/** What every engine asks before it does anything: the reason of a refusal, in AWS's own words, or nothing. */
export type Authorize = (call: Call) => string | undefined

export type Context = Record<string, string | string[] | undefined>

export interface Statement {
  effect: 'Allow' | 'Deny'
  /** Who may, in a resource's own policy: `events.amazonaws.com`, `*`; absent in a role's policy. */
  principals?: string[]
  actions: RegExp[]
  resources: RegExp[]
  holds(context: Context): boolean
}

/** Condition keys that calls on this machine carry, besides `kms:EncryptionContext:…`. */
const knownKeys = new Set([
  'aws:SecureTransport', // loopback stands in for TLS: always true
  'aws:SourceArn',
  'aws:SourceAccount',
  'aws:ResourceAccount',
  'dynamodb:LeadingKeys',
  'ses:FromAddress',
  'kms:EncryptionContextKeys',
  // Calls that services make with a role's rights; none are made so here, so what is allowed by them alone is not allowed.
  'kms:ViaService',
  'kms:CallerAccount',
  's3:prefix',
])

const wildcard = (pattern: string, flags = '') =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^]*')
      .replaceAll('?', '[^]')}$`,
    flags,
  )

type Operator = (value: string, expected: string) => boolean
const equal: Operator = (value, expected) => value === expected
const like: Operator = (value, expected) => wildcard(expected).test(value)

/** Operators by name; a negated one holds when no expected value fits, and when the key is absent. */
const operators: Record<string, { fits: Operator; negated?: true }> = {
  StringEquals: { fits: equal },
  StringNotEquals: { fits: equal, negated: true },
  StringLike: { fits: like },
  StringNotLike: { fits: like, negated: true },
  ArnEquals: { fits: like },
  ArnLike: { fits: like },
  Bool: { fits: (value, expected) => value.toLowerCase() === expected.toLowerCase() },
}

/** Reads a policy document; `where` names it in complaints. */
export function readPolicy(document: unknown, where: string): Statement[] {
  const { Statement: statements, Version: _, ...rest } = document as Record<string, unknown>
  refuseUnknown(rest, where)
  return asList(statements).map((statement) => readStatement(statement as Record<string, unknown>, where))
}

function readStatement(statement: Record<string, unknown>, where: string): Statement {
  const { Effect, Action, Resource, Principal, Condition, Sid: _, ...rest } = statement
  refuseUnknown(rest, where)
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw new TemplateError(`${where}: Effect ${String(Effect)} is not known`)
  const patterns = (value: unknown, flags?: string) =>
    asList(value).map((pattern) => {
      if (String(pattern).includes('${'))
        throw new TemplateError(`${where}: the policy variable in ${pattern} is not supported`)
      return wildcard(String(pattern), flags)
    })
  const conditions = Object.entries((Condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(
    ([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => readCondition(operator, key, asList(values).map(String), where)),
  )
  return {
    effect: Effect,
    ...(Principal !== undefined && { principals: principalsOf(Principal) }),
    actions: patterns(Action, 'i'),
    resources: patterns(Resource ?? '*'),
    holds: (context) => conditions.every((condition) => condition(context)),
  }
}

function readCondition(
  operator: string,
  key: string,
  expected: string[],
  where: string,
): (context: Context) => boolean {
  const [, quantifier, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  const known = operators[name]
  if (!known)
    throw new TemplateError(`${where}: the condition operator ${operator} is not supported by the local cloud`)
  if (!knownKeys.has(key) && !key.startsWith('kms:EncryptionContext:')) {
    throw new TemplateError(`${where}: the condition key ${key} is not supported by the local cloud`)
  }
  const fits = (value: string) => expected.some((one) => known.fits(value, one)) !== (known.negated ?? false)
  return (context) => {
    const given = key === 'aws:SecureTransport' ? 'true' : context[key]
    if (given === undefined) return ifExists !== undefined || quantifier === 'ForAllValues' || known.negated === true
    const values = Array.isArray(given) ? given : [given]
    if (quantifier === 'ForAllValues') return values.every(fits)
    return values.some(fits)
  }
}

const asList = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])

const principalsOf = (principal: unknown): string[] =>
  typeof principal === 'string'
    ? [principal]
    : Object.values(principal as object)
        .flatMap(asList)
        .map(String)

function refuseUnknown(rest: Record<string, unknown>, where: string): void {
  const name = Object.keys(rest)[0]
  if (name) throw new TemplateError(`${where}: the policy element ${name} is not supported by the local cloud`)
}

/** What the statements say of a call: a matching Deny wins, then a matching Allow; else nothing was said. */
export function decide(
  statements: Statement[],
  action: string,
  resource: string,
  context: Context,
): 'Allow' | 'Deny' | undefined {
  let allowed = false
  for (const statement of statements) {
    if (!statement.actions.some((pattern) => pattern.test(action))) continue
    if (!statement.resources.some((pattern) => pattern.test(resource))) continue
    if (!statement.holds(context)) continue
    if (statement.effect === 'Deny') return 'Deny'
    allowed = true
  }
  return allowed ? 'Allow' : undefined
}
