/** A function's environment, checked at cold start: one schema, and a missing variable is named. */
import * as z from 'zod/mini'

/** Reads the environment by a schema, or throws naming every variable that is missing or malformed. */
export function environment<Schema extends z.ZodMiniType>(schema: Schema): z.infer<Schema> {
  const read = z.safeParse(schema, process.env)
  if (read.success) return read.data
  const names = read.error.issues.map((issue) => issue.path.join('.'))
  throw new Error(`environment: ${names.join(', ')} missing or malformed`)
}
