/**
 * Routes of the API as data: method, path, roles, what goes in and what comes out as zod schemas. The guard, the parsing,
 * the OpenAPI document and the auth test read the same table.
 */
import type { Context } from 'hono'
import * as z from 'zod/mini'
import { Invalid, type Problem } from '../../shared/platform/errors.ts'
import type { Issuer } from './issuer.ts'
import { NotSignedIn } from './issuer-errors.ts'
import { isOneOf, type Person, type Role } from './person.ts'
import { ApiError, problemResponse } from './problem.ts'
import type { ReplayStore } from './replay-store.ts'
import type { StaffApp, Variables } from './route.ts'

type Schema = z.ZodMiniType
type Of<S extends Schema | undefined> = S extends Schema ? z.infer<S> : undefined

export interface ApiRequest<P, Q, B> {
  params: P
  query: Q
  body: B
  person: Person
  /** The version that If-Match names, where it is given. */
  version: number | undefined
}

export interface ApiAnswer {
  status: 200 | 201 | 202
  body: unknown
  /** The entity's version, sent as ETag. */
  version?: number
  location?: string
}

export interface ApiRoute<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** Under `/api/v1`, parameters in braces. */
  path: string
  id: string
  tag: string
  summary: string
  description?: string
  roles: readonly Role[]
  params?: P
  query?: Q
  body?: B
  answer: { status: 200 | 201 | 202; description: string; schema: Schema }
  /** What it creates is created once under an Idempotency-Key. */
  creates?: boolean
  /** It takes If-Match with the version that was read. */
  versioned?: boolean
  handle(request: ApiRequest<Of<P>, Of<Q>, Of<B>>): Promise<ApiAnswer>
}

/** A route whose handler sees the parsed types. */
export function apiRoute<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(route: ApiRoute<P, Q, B>): ApiRoute {
  return route as unknown as ApiRoute
}

export const apiBase = '/api/v1'
/** The largest body: a questionnaire of a megabyte is a mistake. Contact files go to the bucket, not here. */
const largestBody = 1_000_000

export interface ApiGuards {
  issuer: Issuer
  replays: ReplayStore
}

/** Puts the API's routes into the app. Every failure is a problem document. */
export function mountApi(app: StaffApp, routes: ApiRoute[], guards: ApiGuards): void {
  for (const route of routes) {
    const path = apiBase + route.path.replaceAll(/\{(\w+)\}/g, ':$1')
    app.on(route.method, path, (c) => answer(c, route, guards).catch((error) => problemResponse(error, path)))
  }
  app.all(`${apiBase}/*`, (c) =>
    signedIn(c, guards.issuer)
      .then(() => problemResponse(new ApiError('not-found'), apiBase))
      .catch((error) => problemResponse(error, apiBase)),
  )
}

async function answer(c: Context<{ Variables: Variables }>, route: ApiRoute, { issuer, replays }: ApiGuards) {
  const person = await signedIn(c, issuer)
  if (!isOneOf(person, route.roles)) throw new ApiError('not-allowed')
  const text = route.body ? await bodyText(c) : ''
  const request = {
    params: route.params ? read(route.params, c.req.param(), 'path') : undefined,
    query: route.query ? read(route.query, c.req.query(), 'query') : undefined,
    body: route.body ? read(route.body, json(text), '') : undefined,
    person,
    version: ifMatch(c),
  }
  const key = route.creates ? c.req.header('idempotency-key') : undefined
  if (!key) {
    const done = await route.handle(request)
    return respond(done.status, JSON.stringify(done.body), done)
  }
  if (key.length > 255) {
    throw new Invalid([
      problem('Idempotency-Key', 'Klucz może mieć najwyżej 255 znaków.', 'The key may have at most 255 characters.'),
    ])
  }
  let fresh: ApiAnswer | undefined
  const once = { key, person: person.id, request: `${c.req.method} ${c.req.path}\n${text}` }
  const kept = await replays.once(once, async () => {
    fresh = await route.handle(request)
    return { status: fresh.status, body: JSON.stringify(fresh.body) }
  })
  return respond(kept.status, kept.body, fresh, kept.replayed)
}

function respond(status: number, body: string, more?: ApiAnswer, replayed = false): Response {
  return new Response(body, {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      ...(more?.version !== undefined && { ETag: `"${more.version}"` }),
      ...(more?.location && { Location: more.location }),
      ...(replayed && { 'Idempotency-Replayed': 'true' }),
    },
  })
}

async function signedIn(c: Context, issuer: Issuer): Promise<Person> {
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (!token) throw new NotSignedIn('no token')
  return issuer.personOf(token)
}

async function bodyText(c: Context): Promise<string> {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) throw new ApiError('not-json')
  if (Number(c.req.header('content-length') ?? 0) > largestBody) throw new ApiError('too-large')
  const text = await c.req.text()
  if (text.length > largestBody) throw new ApiError('too-large')
  return text
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Invalid([problem('body', 'Treść nie jest poprawnym JSON-em.', 'The body is not well-formed JSON.')])
  }
}

function ifMatch(c: Context): number | undefined {
  const given = c.req.header('if-match')
  if (given === undefined || given === '*') return undefined
  const version = Number(/^(?:W\/)?"(\d+)"$/.exec(given)?.[1] ?? Number.NaN)
  if (Number.isNaN(version)) throw new ApiError('version-differs')
  return version
}

/** What a schema makes of what was given, or Invalid with a problem for each place that does not fit. */
function read<S extends Schema>(schema: S, given: unknown, where: string): z.infer<S> {
  const result = z.safeParse(schema, given)
  if (result.success) return result.data
  throw new Invalid(result.error.issues.flatMap((issue) => problemsOf(issue, where)))
}

function problemsOf(issue: z.core.$ZodIssue, where: string): Problem[] {
  const path = (more: PropertyKey[] = []) =>
    [where, ...issue.path, ...more].filter((step) => step !== '').join('.') || 'body'
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problem(path([key]), 'Nie ma takiego pola.', 'There is no such field.'))
  }
  if (issue.code === 'too_big' || issue.code === 'too_small') {
    const [most, limit] = issue.code === 'too_big' ? [true, issue.maximum] : [false, issue.minimum]
    return [
      problem(
        path(),
        `Za ${most ? 'dużo: najwyżej' : 'mało: co najmniej'} ${limit}.`,
        `Too ${most ? 'much: at most' : 'little: at least'} ${limit}.`,
      ),
    ]
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ')
    return [problem(path(), `Dozwolone wartości: ${values}.`, `Allowed values: ${values}.`)]
  }
  if (issue.code === 'invalid_type') {
    const missing = issue.input === undefined
    return [
      problem(
        path(),
        missing ? `Brak pola (typ: ${issue.expected}).` : `Inny typ niż oczekiwany: ${issue.expected}.`,
        missing ? `The field is missing (type: ${issue.expected}).` : `Not of the expected type: ${issue.expected}.`,
      ),
    ]
  }
  return [problem(path(), 'Wartość nie ma właściwej postaci.', 'The value does not have the right form.')]
}

function problem(field: string, pl: string, en: string): Problem {
  return { field, message: { pl, en } }
}
