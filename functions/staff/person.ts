/** Who works here: a person of the office as the issuer names them, and the five roles. (domain.md X11) */
import * as z from 'zod/mini'

export const Role = z.enum(['manager', 'approver', 'agent', 'administrator', 'unit'])
export type Role = z.infer<typeof Role>

export const Person = z.object({
  /** The issuer's own id of the person (`sub`); what the journal and four eyes go by. */
  id: z.string().check(z.minLength(1), z.maxLength(255)),
  name: z.string().check(z.maxLength(200)),
  email: z.optional(z.string().check(z.maxLength(320))),
  /** The issuer says that it has verified this address; without that it proves nothing. */
  emailVerified: z.optional(z.literal(true)),
  roles: z.array(Role),
})
export type Person = z.infer<typeof Person>

/** Whether the person has one of the roles. */
export function isOneOf(person: Person, roles: readonly Role[]): boolean {
  return person.roles.some((role) => roles.includes(role))
}

/**
 * The person whom the claims of a verified token describe. Groups that are no role of ours are left out: a city's
 * directory has hundreds of them.
 */
export function personFrom(claims: Record<string, unknown>, rolesClaim: string): Person {
  const text = (name: string) => (typeof claims[name] === 'string' && claims[name] !== '' ? claims[name] : undefined)
  const given = [text('given_name'), text('family_name')].filter(Boolean).join(' ')
  const email = text('email')
  // One text may list several; a member of a list is one group, whose name may have spaces: "Deputy manager" is no manager.
  const claim = claims[rolesClaim]
  const listed: unknown[] = typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : []
  const groups = listed.flatMap((group) => (typeof group === 'string' ? group.trim() : []))
  return {
    id: text('sub') ?? '',
    name: (text('name') ?? (given || email || text('preferred_username') || text('sub') || '')).slice(0, 200),
    ...(email && email.length <= 320 && { email }),
    ...(email && String(claims.email_verified) === 'true' && { emailVerified: true as const }),
    roles: Role.options.filter((role) => groups.includes(role)),
  }
}
