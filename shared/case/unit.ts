/** The units of the office that answer for cases: their names, where they read mail, which kinds are theirs. Rules only. */
import * as z from 'zod/mini'
import type { Problem } from '../platform/errors.ts'
import type { Text } from '../platform/language.ts'
import type { Case } from './case.ts'
import { kindNames, kindOf } from './kinds.ts'

const mostUnits = 60
export const mostUnitPeople = 50

/** One person of a unit, by her staff address or the issuer's id. */
export const UnitPerson = z.string().check(z.trim(), z.minLength(1), z.maxLength(320), z.regex(/^\S+$/))

export const Unit = z.object({
  /** As cases name it when they are handed on. */
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  /** A mailbox of the unit, not of a person. */
  email: z.email(),
  /** Kinds of cases that are its own unless a case names another unit. */
  kinds: z._default(z.array(z.enum(kindNames)), []),
  /** Who works there and may deal with its cases: staff's e-mail addresses, or the issuer's ids of people. */
  people: z.optional(z.array(UnitPerson).check(z.maxLength(mostUnitPeople))),
})
export type Unit = z.infer<typeof Unit>

export const Units = z.array(Unit).check(z.maxLength(mostUnits))
export type Units = z.infer<typeof Units>

const same = (one: string, other: string) => one.trim().toLocaleLowerCase('pl') === other.trim().toLocaleLowerCase('pl')

/** The unit in charge of a case, where the office has its address: the one that the case names, else the one of its kind. */
export function unitOf({ kind, unit }: Pick<Case, 'kind' | 'unit'>, units: Units): Unit | undefined {
  return unit ? units.find(({ name }) => same(name, unit)) : units.find(({ kinds }) => kinds.includes(kind))
}

/** Somebody who may belong to a unit. An address that the issuer has not verified could be anybody's. */
export interface Member {
  id: string
  email?: string | undefined
  emailVerified?: boolean | undefined
}

/** The units to which a person belongs; nobody does by default. */
export function unitsOf({ id, email, emailVerified }: Member, units: Units): Units {
  return units.filter(({ people = [] }) =>
    people.some((one) => one === id || (emailVerified && email !== undefined && same(one, email))),
  )
}

/** Who is in charge of a case, as people read it; undefined where nobody was named yet. */
export function inCharge(one: Pick<Case, 'kind' | 'unit'>, units: Units): Text | undefined {
  const name = unitOf(one, units)?.name ?? one.unit
  return name ? { pl: name } : kindOf(one.kind).unit
}

/** What does not fit together: a name that is there twice, a kind of which two units would be in charge. `field` is the unit's number. */
export function unitProblems(units: Units): Problem[] {
  return units.flatMap(({ name, kinds }, n) => {
    const before = units.slice(0, n)
    if (before.some((other) => same(other.name, name))) {
      const message = { pl: `Ta nazwa jest już na liście: ${name}.`, en: `This name is on the list already: ${name}.` }
      return [{ field: `${n}.name`, message }]
    }
    if (before.some((other) => other.kinds.some((kind) => kinds.includes(kind)))) {
      const message = {
        pl: `Rodzaj sprawy może mieć jedną komórkę: ${name} ma taki, który ma już inna.`,
        en: `A kind of case has one unit: ${name} has one that another unit has already.`,
      }
      return [{ field: `${n}.kinds`, message }]
    }
    return []
  })
}
