/** The API's reference for people, rendered from the OpenAPI document: what can be asked, with what, and what comes back. */
import type { FC } from 'hono/jsx'
import { Table } from '../components/lists.tsx'
import { Details, Tag } from '../components/notices.tsx'
import { Heading, StaffPage, useTexts } from './frame.tsx'

type Json = Record<string, unknown>

/** The parts of the document that the page shows. */
export interface Reference {
  info: { title: string; description: string }
  tags: { name: string }[]
  paths: Record<string, Record<string, ReferenceOperation>>
  components: { schemas: Record<string, Json> }
}

export interface ReferenceOperation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  parameters: { name: string; in: string; required: boolean; description?: string; schema: Json }[]
  requestBody?: { content: { 'application/json': { schema: Json } } }
  responses: Record<string, Json>
  'x-roles': readonly string[]
}

/** The reference is in English, as the API is; headings follow the page's language. */
export const ApiReference: FC<{ document: Reference; kinds: Record<string, { status: number; title: string }> }> = ({
  document,
  kinds,
}) => {
  const { api } = useTexts()
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  return (
    <StaffPage title={api.title} width="full">
      <Heading>{api.title}</Heading>
      <p class="govuk-body" lang="en">
        {document.info.description}
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/api/openapi.json">
          {api.document}
        </a>
      </p>
      <h2 class="govuk-heading-m">{api.contents}</h2>
      {document.tags.map(({ name }) => (
        <>
          <h3 class="govuk-heading-s" lang="en">
            {name}
          </h3>
          <ul class="govuk-list">
            {operations
              .filter(({ operation }) => operation.tags.includes(name))
              .map(({ operation }) => (
                <li>
                  <a class="govuk-link" href={`#${operation.operationId}`} lang="en">
                    {operation.summary}
                  </a>
                </li>
              ))}
          </ul>
        </>
      ))}
      {operations.map((listed) => (
        <Operation {...listed} />
      ))}
      <h2 class="govuk-heading-l" id="errors">
        {api.kinds}
      </h2>
      <div lang="en">
        {Object.entries(kinds).map(([kind, { status, title }]) => (
          <p class="govuk-body" id={kind}>
            <code>{kind}</code> ({status}): {title}.
          </p>
        ))}
      </div>
      <h2 class="govuk-heading-l" id="schemas">
        {api.schemas}
      </h2>
      {Object.entries(document.components.schemas).map(([name, schema]) => (
        <section id={`schema-${name}`} lang="en">
          <h3 class="govuk-heading-s">{name}</h3>
          <Schema schema={schema} label={name} />
        </section>
      ))}
    </StaffPage>
  )
}

const Operation: FC<{ path: string; method: string; operation: ReferenceOperation }> = ({
  path,
  method,
  operation,
}) => {
  const { api } = useTexts()
  const [status, answer] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? []
  const schema = (answer?.content as { 'application/json': { schema: Json } } | undefined)?.['application/json'].schema
  return (
    <section id={operation.operationId}>
      <hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible" />
      <h2 class="govuk-heading-m" lang="en">
        {operation.summary}
      </h2>
      <p class="govuk-body">
        <Tag colour={method === 'GET' ? 'blue' : 'green'}>{method}</Tag> <Path path={path} />
      </p>
      {operation.description && (
        <p class="govuk-body" lang="en">
          {operation.description}
        </p>
      )}
      <p class="govuk-body">
        {api.roles}: {operation['x-roles'].join(', ')}
      </p>
      {operation.parameters.length > 0 && (
        <Table
          caption={`${api.parameters}: ${operation.operationId}`}
          captionSize="s"
          columns={[{ title: api.name }, { title: api.where }, { title: api.meaning }]}
          rows={operation.parameters.map((parameter) => [
            <code>{parameter.name}</code>,
            `${parameter.in}, ${parameter.required ? api.required : api.optional}`,
            <span lang="en">{parameter.description ?? describe(parameter.schema)}</span>,
          ])}
        />
      )}
      {operation.requestBody && (
        <Schema schema={operation.requestBody.content['application/json'].schema} label={api.body} />
      )}
      {schema && <Schema schema={schema} label={`${api.answer} ${status}`} />}
      <p class="govuk-hint">
        {api.failures}:{' '}
        {Object.keys(operation.responses)
          .filter((code) => !code.startsWith('2'))
          .join(', ')}
      </p>
    </section>
  )
}

/** A path that may break at its slashes. */
const Path: FC<{ path: string }> = ({ path }) => (
  <code>
    {path.split('/').map((part, n) => (
      <>
        {n > 0 && '/'}
        {n > 1 && <wbr />}
        {part}
      </>
    ))}
  </code>
)

/** A schema: by its name where it has one, else in full, folded. */
const Schema: FC<{ schema: Json; label: string }> = ({ schema, label }) => {
  const name = nameOf(schema)
  return name ? (
    <p class="govuk-body">
      {label}:{' '}
      <a class="govuk-link" href={`#schema-${name}`}>
        {name}
      </a>
    </p>
  ) : (
    <Details summary={label}>
      <section class="akcja-code" tabindex={0} aria-label={label}>
        <pre lang="en">{JSON.stringify(schema, null, 2)}</pre>
      </section>
    </Details>
  )
}

const nameOf = (schema: Json): string | undefined =>
  typeof schema.$ref === 'string' ? schema.$ref.replace('#/components/schemas/', '') : undefined

function describe(schema: Json): string {
  const values = schema.enum as string[] | undefined
  const parts = [schema.type ?? '', schema.pattern ? `like ${schema.pattern}` : '', values ? values.join(' | ') : '']
  return parts.filter(Boolean).join(', ')
}
