/** The part of zod that writes JSON Schema: large, and only the API's document takes it. */
import * as z from 'zod/mini'

export const toJSONSchema: typeof z.toJSONSchema = z.toJSONSchema
