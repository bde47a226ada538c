/** Which route of an HTTP API a request takes: the most specific one, as API Gateway chooses. */
import { TemplateError } from './template-assembly.ts'

export interface Route<Target> {
  key: string
  target: Target
}

export interface Taken<Target> extends Route<Target> {
  pathParameters: Record<string, string>
}

interface Ready<Target> extends Route<Target> {
  method: string
  segments: string[]
}

/** Prepares routes (`ANY /s/{proxy+}`, `GET /u/{link}`, `$default`) for choosing. */
export function routeTable<Target>(
  routes: Route<Target>[],
): (method: string, path: string) => Taken<Target> | undefined {
  const fallback = routes.find(({ key }) => key === '$default')
  const ready = routes
    .filter(({ key }) => key !== '$default')
    .map((route): Ready<Target> => {
      const [, method, path] = /^([A-Z]+) (\/\S*)$/.exec(route.key) ?? []
      if (!method || !path) throw new TemplateError(`the route ${route.key} is not supported by the local cloud`)
      return { ...route, method, segments: path.split('/').slice(1) }
    })
    .sort(bySpecificity)
  return (method, path) => {
    const segments = path.split('/').slice(1)
    for (const route of ready) {
      if (route.method !== 'ANY' && route.method !== method) continue
      const pathParameters = match(route.segments, segments)
      if (pathParameters) return { key: route.key, target: route.target, pathParameters }
    }
    return fallback && { ...fallback, pathParameters: {} }
  }
}

/** Fixed segments before parameters before greedy ones; a named method before ANY. */
function bySpecificity(left: Ready<unknown>, right: Ready<unknown>): number {
  const length = Math.max(left.segments.length, right.segments.length)
  for (let n = 0; n < length; n++) {
    const difference = weight(right.segments[n]) - weight(left.segments[n])
    if (difference !== 0) return difference
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY')
}

const weight = (segment: string | undefined) =>
  segment === undefined ? 0 : segment.endsWith('+}') ? 1 : segment.startsWith('{') ? 2 : 3

function match(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {}
  for (const [n, part] of pattern.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part)
    if (greedy) {
      const rest = segments.slice(n).join('/')
      if (rest === '') return undefined
      return { ...parameters, [greedy[1]!]: rest }
    }
    const segment = segments[n]
    if (segment === undefined) return undefined
    const single = /^\{(.+)\}$/.exec(part)
    if (single && segment !== '') parameters[single[1]!] = segment
    else if (part !== segment) return undefined
  }
  return pattern.length === segments.length ? parameters : undefined
}
