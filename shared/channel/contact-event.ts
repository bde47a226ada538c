/** An event of Amazon Connect about a call, as far as Akcja reads it, in whatever case its names and values come. */
import * as z from 'zod/mini'

/** The names of a record in lower case: the documentation writes them now so, now so. */
const inLowerCase = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one]))
    : value

/** A time that may be missing, unset (the first moments of 1970), or no time at all. */
const Moment = z.pipe(
  z.unknown(),
  z.transform((value) => {
    const at = new Date(typeof value === 'string' || typeof value === 'number' ? value : Number.NaN)
    return at.getUTCFullYear() > 2000 ? at : undefined
  }),
)

/** An EventBridge event of Connect, as far as Akcja reads it. Names and values count without regard to case. */
export const ContactEvent = z.object({
  source: z.literal('aws.connect'),
  detail: z.pipe(
    z.pipe(z.unknown(), z.transform(inLowerCase)),
    z.pipe(
      z.object({
        eventtype: z.string(),
        contactid: z.string().check(z.minLength(1)),
        initiationtimestamp: z.optional(Moment),
        connectedtosystemtimestamp: z.optional(Moment),
        disconnecttimestamp: z.optional(Moment),
      }),
      z.transform((detail) => ({
        type: detail.eventtype.toUpperCase(),
        connectContactId: detail.contactid,
        startedAt: detail.initiationtimestamp,
        connectedAt: detail.connectedtosystemtimestamp,
        endedAt: detail.disconnecttimestamp,
      })),
    ),
  ),
})
export type ContactEvent = z.infer<typeof ContactEvent>
