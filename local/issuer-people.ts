/** The people of the invented office who can sign in on the local cloud: one to a role, and agents enough to hand calls over. */

export const people = {
  manager: {
    role: 'manager',
    name: 'Maria Kowalska',
    email: 'maria.kowalska@urzad.example',
    pl: 'kierowniczka akcji',
    en: 'manager',
  },
  approver: {
    role: 'approver',
    name: 'Adam Nowak',
    email: 'adam.nowak@urzad.example',
    pl: 'zatwierdzający',
    en: 'approver',
  },
  agent: {
    role: 'agent',
    name: 'Anna Wiśniewska',
    email: 'anna.wisniewska@urzad.example',
    pl: 'konsultantka',
    en: 'agent',
  },
  'agent-2': {
    role: 'agent',
    name: 'Oksana Kowalenko',
    email: 'oksana.kowalenko@urzad.example',
    pl: 'konsultantka',
    en: 'agent',
  },
  'agent-3': {
    role: 'agent',
    name: 'Tomasz Lis',
    email: 'tomasz.lis@urzad.example',
    pl: 'konsultant',
    en: 'agent',
  },
  administrator: {
    role: 'administrator',
    name: 'Jan Zieliński',
    email: 'jan.zielinski@urzad.example',
    pl: 'administrator',
    en: 'administrator',
  },
  unit: {
    role: 'unit',
    name: 'Ewa Mazur',
    email: 'ewa.mazur@urzad.example',
    pl: 'pracowniczka jednostki',
    en: 'person of a unit',
  },
} as const

/** Whom the local issuer knows. The first with a role goes by the role's own name. */
export type PersonKey = keyof typeof people
export type Role = (typeof people)[PersonKey]['role']

export const personKeys = Object.keys(people) as PersonKey[]
export const roles: Role[] = ['manager', 'approver', 'agent', 'administrator', 'unit']

/** Whether a word is one of the roles. */
export const isRole = (word: unknown): word is Role => roles.includes(word as Role)

/** What the issuer says of a person, as claims. */
export function claimsOf(person: PersonKey): Record<string, unknown> {
  const { name, email, role } = people[person]
  return { name, email, email_verified: true, roles: [role] }
}
