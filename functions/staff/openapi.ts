/** The OpenAPI 3.1 document of the API, from the very schemas that read its requests. */
import * as z from 'zod/mini'
import { type ApiRoute, apiBase } from './api-route.ts'
import { kinds, ProblemDetails } from './problem.ts'

type Schema = z.ZodMiniType
type Json = Record<string, unknown>

/** Names under which schemas appear in the document; what has none is written out where it is used. */
export const named = z.registry<{ id: string; description?: string }>()
named.add(ProblemDetails, { id: 'Problem' })

export interface OpenApi {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  security: Json[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Json; schemas: Record<string, Json> }
}

export interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  parameters: { name: string; in: string; required: boolean; description?: string; schema: Json }[]
  requestBody?: { required: true; content: { 'application/json': { schema: Json } } }
  responses: Record<string, Json>
  'x-roles': readonly string[]
}

/** The document for these routes, served under this address. */
export async function openApi(routes: ApiRoute[], publicUrl: string, issuer: string): Promise<OpenApi> {
  const { toJSONSchema } = await import('./json-schema.ts')
  const schemas: Record<string, Json> = {}
  const toJson = (schema: Schema, io: 'input' | 'output') => jsonSchema(toJSONSchema, schema, io, schemas)
  const paths: OpenApi['paths'] = {}
  for (const route of routes) {
    paths[apiBase + route.path] ??= {}
    paths[apiBase + route.path]![route.method.toLowerCase()] = operation(route, toJson)
  }
  toJson(ProblemDetails, 'output')
  return {
    openapi: '3.1.0',
    info: {
      title: 'Akcja API',
      version: '1',
      description:
        'Drives of the city contact centre: make one, import its contacts, launch and steer it, read its results. ' +
        'Errors are problem documents (RFC 9457) whose `problems` say in Polish and English what to change. ' +
        'Lists are read a page at a time: pass the `cursor` of one page to get the next. ' +
        'What creates takes an `Idempotency-Key`: the same request under the same key within a day gets the same answer and creates nothing twice.',
    },
    servers: [{ url: publicUrl }],
    security: [{ bearer: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: `A token of ${issuer} for Akcja’s own client id.`,
        },
      },
      schemas,
    },
  }
}

function operation(route: ApiRoute, toJson: (schema: Schema, io: 'input' | 'output') => Json): Operation {
  const failures = new Set<number>([401, 403, 500, 503])
  if (route.params) failures.add(404)
  if (route.params || route.query || route.body) failures.add(422)
  if (route.method !== 'GET') failures.add(409)
  if (route.body) failures.add(413).add(415)
  if (route.versioned) failures.add(412)
  const responses: Record<string, Json> = {
    [route.answer.status]: {
      description: route.answer.description,
      ...(route.versioned && { headers: { ETag: { description: 'The version.', schema: { type: 'string' } } } }),
      content: { 'application/json': { schema: toJson(route.answer.schema, 'output') } },
    },
  }
  for (const status of [...failures].sort()) {
    const titles = Object.values(kinds).filter((kind) => kind.status === status)
    responses[status] = {
      description: titles.map(({ title }) => title).join('; or: '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }
  }
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description && { description: route.description }),
    parameters: [
      ...(route.params ? parametersOf(toJson(route.params, 'input'), 'path') : []),
      ...(route.query ? parametersOf(toJson(route.query, 'input'), 'query') : []),
      ...(route.creates
        ? [header('Idempotency-Key', 'Makes a repetition of this request harmless. Any text of up to 255 characters.')]
        : []),
      ...(route.versioned
        ? [header('If-Match', 'The ETag that was read: the change is refused if there is a newer version.')]
        : []),
    ],
    ...(route.body && {
      requestBody: {
        required: true as const,
        content: { 'application/json': { schema: toJson(route.body, 'input') } },
      },
    }),
    responses,
    'x-roles': route.roles,
  }
}

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
})

function parametersOf(schema: Json, where: 'path' | 'query'): Operation['parameters'] {
  const required = (schema.required ?? []) as string[]
  return Object.entries((schema.properties ?? {}) as Record<string, Json>).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(typeof description === 'string' && { description }),
    schema: rest,
  }))
}

/** A schema as JSON Schema; what has a name goes to the document's components. */
function jsonSchema(
  toJSONSchema: typeof z.toJSONSchema,
  schema: Schema,
  io: 'input' | 'output',
  components: Record<string, Json>,
): Json {
  const {
    $schema: _,
    $defs,
    ...rest
  } = toJSONSchema(schema, {
    metadata: named,
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => shortened(jsonSchema as Json),
    reused: 'inline',
  }) as Json & { $defs?: Record<string, Json> }
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] ??= moved(definition)
  const id = named.get(schema)?.id
  if (!id) return moved(rest)
  components[id] ??= moved(rest)
  return { $ref: `#/components/schemas/${id}` }
}

/** Leaves out what only a program's own checks need: patterns beside a format that says the same, the ends of integers. */
function shortened(schema: Json): void {
  if (schema.format) delete schema.pattern
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
}

/** The schema with its references pointing into the document's components. */
function moved(schema: Json): Json {
  const { id: _, ...rest } = JSON.parse(
    JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'),
  ) as Json
  return rest
}
