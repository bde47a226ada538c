/** What the function that erases is told. Ids only. */
import * as z from 'zod/mini'

export const EraseMessage = z.discriminatedUnion('kind', [
  /** A new day: which drives are due, what has to be anchored, who has to be reminded? */
  z.object({ kind: z.literal('day') }),
  /** Erase a drive, or go on with it. */
  z.object({ kind: z.literal('drive'), campaign: z.string(), work: z.enum(['contacts', 'record']) }),
  /** Erase the people whom a case names. */
  z.object({
    kind: z.literal('person'),
    case: z.string(),
    /** Visits and places in waiting lists that she made by herself: `bkg_…`, `svc_…#wtg_…`. */
    visits: z.optional(z.array(z.string().check(z.regex(/^(bkg_|svc_[0-9a-z]{12}#wtg_)[0-9a-z]{12}$/)))),
  }),
])
export type EraseMessage = z.infer<typeof EraseMessage>
