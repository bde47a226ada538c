/** What is told to people, by where it stands: a subject is seen by whoever looks over a shoulder, an opening heard by whoever picks up. */
import * as z from 'zod/mini'

/**
 * Where a text stands. `name` is the drive's as far as residents see it; `script` what an agent says before she knows with whom
 * she talks; `calendar` the summary of an ICS file.
 */
export const Place = z.enum([
  'name',
  'from',
  'purpose',
  'subject',
  'body',
  'opening',
  'script',
  'voicemail',
  'calendar',
])
export type Place = z.infer<typeof Place>

/** A piece of a text, by its first character and the one after its last. */
export interface Span {
  start: number
  end: number
}
