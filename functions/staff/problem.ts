/** Errors of the API as problem details: one mapping from our few errors to what a program can act on. (RFC 9457) */
import * as z from 'zod/mini'
import { Conflict, Invalid, NotFound, nameOf, type Problem, Refused } from '../../shared/platform/errors.ts'
import { Text } from '../../shared/platform/language.ts'
import { lineOf, log } from '../../shared/platform/log.ts'
import { IssuerUnavailable, NotSignedIn } from './issuer-errors.ts'

export const ProblemDetails = z.object({
  /** What kind of error it is: a path under the API's reference page. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What is wrong and what to do about it, one by one, in Polish and English. */
  problems: z.array(z.object({ field: z.string(), rule: z.optional(z.string()), message: Text })),
})
export type ProblemDetails = z.infer<typeof ProblemDetails>

/** The kinds of errors that the API tells of; each is described on the reference page. */
export const kinds = {
  'not-signed-in': { status: 401, title: 'A bearer token of the office’s issuer is needed' },
  'not-allowed': { status: 403, title: 'Your role does not cover this' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'not-now': { status: 409, title: 'The state of things does not allow this' },
  conflict: { status: 409, title: 'Somebody changed it in the meantime: read it again and repeat' },
  'in-progress': { status: 409, title: 'The first request with this Idempotency-Key is still being worked on' },
  'version-differs': { status: 412, title: 'The version in If-Match is not the current one' },
  'too-large': { status: 413, title: 'The body is too large' },
  'not-json': { status: 415, title: 'The body must be JSON' },
  invalid: { status: 422, title: 'The request cannot be read as it stands' },
  'key-reused': { status: 422, title: 'This Idempotency-Key belongs to another request' },
  broken: { status: 500, title: 'Something broke; it was noted' },
  'sign-in-unavailable': { status: 503, title: 'The issuer does not answer' },
} as const
export type Kind = keyof typeof kinds

/** An error of the API's own making, with its kind. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly kind: Kind
  readonly problems: Problem[]
  constructor(kind: Kind, problems: Problem[] = []) {
    super(kind)
    this.kind = kind
    this.problems = problems
  }
}

const known: [new (...given: never[]) => Error, Kind][] = [
  [NotSignedIn, 'not-signed-in'],
  [IssuerUnavailable, 'sign-in-unavailable'],
  [NotFound, 'not-found'],
  [Conflict, 'conflict'],
  [Refused, 'not-now'],
  [Invalid, 'invalid'],
]

/** The kind of whatever was thrown; what nobody foresaw is `broken`. */
export function kindOf(error: unknown): Kind {
  if (error instanceof ApiError) return error.kind
  return known.find(([type]) => error instanceof type)?.[1] ?? 'broken'
}

/** The answer to a request that failed. The unforeseen is logged by name and line, never by its words (X16). */
export function problemResponse(error: unknown, route: string): Response {
  const kind = kindOf(error)
  if (kind === 'broken') log.error('request failed', { route, error: nameOf(error), moduleLine: lineOf(error) })
  const { status, title } = kinds[kind]
  const problems =
    error instanceof Refused || error instanceof Invalid || error instanceof ApiError ? error.problems : []
  const details: ProblemDetails = { type: `/api#${kind}`, title, status, problems }
  return new Response(JSON.stringify(details), {
    status,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
      ...((kind === 'in-progress' || status === 503) && { 'Retry-After': '5' }),
    },
  })
}
