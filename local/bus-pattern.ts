/** Event patterns, as EventBridge rules and event source filters write them. What is not understood is refused when read. */
import { TemplateError } from './template-assembly.ts'

export type Matches = (event: unknown) => boolean

type Leaf = (value: unknown) => boolean

/** Reads a pattern; `where` names it in complaints. */
export function readPattern(pattern: unknown, where: string): Matches {
  if (pattern === null || typeof pattern !== 'object' || Array.isArray(pattern)) {
    throw new TemplateError(`${where}: a pattern is an object`)
  }
  const parts = Object.entries(pattern).map(([name, expected]): Matches => {
    if (name === '$or') {
      const choices = (expected as unknown[]).map((choice) => readPattern(choice, where))
      return (event) => choices.some((choice) => choice(event))
    }
    const at = (event: unknown) => (event as Record<string, unknown> | null | undefined)?.[name]
    if (!Array.isArray(expected)) {
      const below = readPattern(expected, where)
      return (event) => valuesOf(at(event)).some((value) => below(value))
    }
    const leaves = expected.map((one) => readLeaf(one, where))
    // An array in the event matches when any of its values does; an empty or absent one stands for "not there".
    return (event) => valuesOf(at(event)).some((value) => leaves.some((leaf) => leaf(value)))
  })
  return (event) => parts.every((part) => part(event))
}

const valuesOf = (value: unknown): unknown[] => (Array.isArray(value) && value.length > 0 ? value : [value])

const operators: Record<string, (argument: unknown, where: string) => Leaf> = {
  prefix: (argument) => (value) => typeof value === 'string' && value.startsWith(String(argument)),
  suffix: (argument) => (value) => typeof value === 'string' && value.endsWith(String(argument)),
  exists: (argument) => (value) => (value !== undefined && !isBranch(value)) === argument,
  'equals-ignore-case': (argument) => (value) =>
    typeof value === 'string' && value.toLowerCase() === String(argument).toLowerCase(),
  'anything-but': (argument, where) => {
    const leaves = (Array.isArray(argument) ? argument : [argument]).map((one) => readLeaf(one, where))
    return (value) => value !== undefined && !leaves.some((leaf) => leaf(value))
  },
}

function readLeaf(expected: unknown, where: string): Leaf {
  if (expected === null || typeof expected !== 'object') return (value) => value === expected
  const [[operator, argument] = ['', undefined], more] = Object.entries(expected)
  const known = operators[operator]
  if (!known || more)
    throw new TemplateError(`${where}: the pattern operator ${operator} is not supported by the local cloud`)
  if (operator === 'prefix' && typeof argument !== 'string') {
    throw new TemplateError(`${where}: this form of prefix is not supported by the local cloud`)
  }
  return known(argument, where)
}

/** `exists` asks for leaves; an object on the way to one does not count. */
const isBranch = (value: unknown) => value !== null && typeof value === 'object'
