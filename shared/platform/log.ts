/** Log lines as JSON, with only the fields on the list: what could name a person has no way in. (domain.md X16) */

/** The fields a log line may have. Ids and counts; never an address, a name, an answer or a provider's words. */
export interface LogFields {
  campaign?: string
  page?: number
  part?: number
  step?: number
  message?: string
  error?: string
  count?: number
  milliseconds?: number
  failure?: string
  kind?: string
  status?: number
  method?: string
  route?: string
  requestId?: string
  moduleLine?: string
}

const allowed = new Set<string>([
  'campaign',
  'page',
  'part',
  'step',
  'message',
  'error',
  'count',
  'milliseconds',
  'failure',
  'kind',
  'status',
  'method',
  'route',
  'requestId',
  'moduleLine',
] satisfies (keyof LogFields)[]) // prettier-ignore

function write(level: 'info' | 'warn' | 'error', event: string, fields: LogFields): void {
  const line: Record<string, unknown> = { level, event }
  for (const [name, value] of Object.entries(fields)) {
    if (allowed.has(name) && value !== undefined) line[name] = value
  }
  console[level](JSON.stringify(line))
}

export const log = {
  info: (event: string, fields: LogFields = {}) => write('info', event, fields),
  warn: (event: string, fields: LogFields = {}) => write('warn', event, fields),
  error: (event: string, fields: LogFields = {}) => write('error', event, fields),
}

/** Where in our own code an error was thrown: file and line of the first frame, without the message. */
export function lineOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.stack) return undefined
  return /\n\s+at .*?([^/\\(]+:\d+:\d+)\)?/.exec(error.stack)?.[1]
}
