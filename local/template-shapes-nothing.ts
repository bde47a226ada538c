/** How a shape says that a property is known, and changes nothing on one machine. */
import * as z from 'zod'

/** Known, and without meaning on one machine: encryption at rest, backups, tags, cost. The reason stands beside its use. */
export const means = { nothing: z.unknown().optional() }
