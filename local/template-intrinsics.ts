/** CloudFormation's intrinsic functions, evaluated. What is not on this list is refused by name. */
import { type RawTemplate, TemplateError } from './template-assembly.ts'

/** Where references lead: parameters and pseudo parameters are answered here, resources by whoever boots them. */
export interface References {
  template: RawTemplate
  parameters: Record<string, unknown>
  /** `Ref` of a resource. */
  ref(logicalId: string): unknown
  /** `Fn::GetAtt` of a resource. */
  attribute(logicalId: string, name: string): unknown
}

type Evaluate = (argument: unknown, references: References) => unknown

const list = (value: unknown, name: string): unknown[] => {
  if (!Array.isArray(value)) throw new TemplateError(`${name} needs a list`)
  return value
}

const text = (value: unknown, name: string): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TemplateError(`${name} needs text, got ${JSON.stringify(value)}`)
}

/** AWS::NoValue: the property that holds it is left out. */
const noValue = Symbol('AWS::NoValue')

const functions: Record<string, Evaluate> = {
  Ref: (name, references) => reference(String(name), references),
  'Fn::GetAtt': (argument, references) => {
    const [id, ...attribute] = typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt')
    return references.attribute(
      String(id),
      attribute.map((part) => text(evaluate(part, references), 'Fn::GetAtt')).join('.'),
    )
  },
  'Fn::Join': (argument, references) => {
    const [separator, parts] = list(argument, 'Fn::Join')
    return list(evaluate(parts, references), 'Fn::Join')
      .map((part) => text(part, 'Fn::Join'))
      .join(String(separator))
  },
  'Fn::Sub': (argument, references) => {
    const [pattern, values] = typeof argument === 'string' ? [argument, {}] : list(argument, 'Fn::Sub')
    const given = (evaluate(values, references) ?? {}) as Record<string, unknown>
    return String(pattern).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`
      if (name in given) return text(given[name], 'Fn::Sub')
      const [id, ...attribute] = name.split('.')
      return text(
        attribute.length > 0 ? references.attribute(id!, attribute.join('.')) : reference(name, references),
        name,
      )
    })
  },
  'Fn::Select': (argument, references) => {
    const [index, values] = evaluate(argument, references) as [unknown, unknown]
    const chosen = list(values, 'Fn::Select')[Number(index)]
    if (chosen === undefined) throw new TemplateError(`Fn::Select: there is no value ${index}`)
    return chosen
  },
  'Fn::Split': (argument, references) => {
    const [separator, whole] = evaluate(argument, references) as [unknown, unknown]
    return text(whole, 'Fn::Split').split(String(separator))
  },
  // Only the branch that is taken is looked at: the other may speak of resources that are not there.
  'Fn::If': (argument, references) => {
    const [condition, whenTrue, whenFalse] = list(argument, 'Fn::If')
    return evaluate(isTrue(String(condition), references) ? whenTrue : whenFalse, references)
  },
  'Fn::Equals': (argument, references) => {
    const [left, right] = evaluate(argument, references) as [unknown, unknown]
    return JSON.stringify(left) === JSON.stringify(right)
  },
  'Fn::And': (argument, references) => list(argument, 'Fn::And').every((part) => evaluate(part, references) === true),
  'Fn::Or': (argument, references) => list(argument, 'Fn::Or').some((part) => evaluate(part, references) === true),
  'Fn::Not': (argument, references) => evaluate(list(argument, 'Fn::Not')[0], references) !== true,
  Condition: (name, references) => isTrue(String(name), references),
  'Fn::FindInMap': (argument, references) => {
    const [map, first, second] = evaluate(argument, references) as [string, string, string]
    const found = references.template.Mappings[map]?.[first]?.[second]
    if (found === undefined) throw new TemplateError(`Fn::FindInMap: there is no ${map}.${first}.${second}`)
    return found
  },
  'Fn::Base64': (argument, references) =>
    Buffer.from(text(evaluate(argument, references), 'Fn::Base64')).toString('base64'),
}

function reference(name: string, references: References): unknown {
  if (name === 'AWS::NoValue') return noValue
  if (name in references.parameters) return references.parameters[name]
  return references.ref(name)
}

/** Whether a condition of the template holds. */
export function isTrue(condition: string, references: References): boolean {
  if (!(condition in references.template.Conditions)) throw new TemplateError(`there is no condition ${condition}`)
  return evaluate(references.template.Conditions[condition], references) === true
}

/** A value of the template with every intrinsic in it replaced by what it stands for. */
export function evaluate(value: unknown, references: References): unknown {
  if (Array.isArray(value)) return value.map((part) => evaluate(part, references)).filter((part) => part !== noValue)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  const [name, argument] = entries[0] ?? ['', undefined]
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::') || isCondition(name, argument))) {
    const known = functions[name]
    if (!known) throw new TemplateError(`the intrinsic ${name} is not supported by the local cloud`)
    return known(argument, references)
  }
  const resolved = entries.map(([key, part]) => [key, evaluate(part, references)] as const)
  return Object.fromEntries(resolved.filter(([, part]) => part !== noValue))
}

/** `{Condition: 'Name'}` refers to a condition of the template; a policy's `Condition` holds an object. */
const isCondition = (name: string, argument: unknown) => name === 'Condition' && typeof argument === 'string'
