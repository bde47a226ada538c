/** Ids that name themselves by a prefix. Random: nobody can guess the next one, and they tell no time (A2). */
import { randomInt } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A prefix and 12 random characters: `cmp_7h2k…`, 60 bits. */
export function newId(prefix: string): string {
  let id = `${prefix}_`
  for (let n = 0; n < 12; n++) id += alphabet[randomInt(alphabet.length)]
  return id
}
