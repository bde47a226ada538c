/** The four people of the invented office who can sign in on the local cloud, one to a role. */

export const people = {
  manager: { name: 'Maria Kowalska', email: 'maria.kowalska@urzad.example', pl: 'kierowniczka akcji', en: 'manager' },
  approver: { name: 'Adam Nowak', email: 'adam.nowak@urzad.example', pl: 'zatwierdzający', en: 'approver' },
  agent: { name: 'Anna Wiśniewska', email: 'anna.wisniewska@urzad.example', pl: 'konsultantka', en: 'agent' },
  administrator: {
    name: 'Jan Zieliński',
    email: 'jan.zielinski@urzad.example',
    pl: 'administrator',
    en: 'administrator',
  },
} as const

export type Role = keyof typeof people

export const roles = Object.keys(people) as Role[]

/** Whether a word is one of the roles. */
export const isRole = (word: unknown): word is Role => roles.includes(word as Role)

/** What the issuer says of a person, as claims. */
export function claimsOf(role: Role): Record<string, unknown> {
  const { name, email } = people[role]
  return { name, email, email_verified: true, roles: [role] }
}
