/**
 * Cases as the people of a unit meet them: only those that were handed on to a unit of theirs, of each only what they need. Whoever looks
 * or does something is noted. Another unit's case is like one that there is not. (L5, X11, X15)
 */
import { isDebt } from '../../shared/campaign/campaign.ts'
import type { CampaignStore } from '../../shared/campaign/campaign-store.ts'
import type { Case, CaseContents, UnitMove } from '../../shared/case/case.ts'
import type { CaseStore } from '../../shared/case/case-store.ts'
import { type Units, unitOf, unitsOf } from '../../shared/case/unit.ts'
import { contentsForUnit, isWithUnit, moveByUnit } from '../../shared/case/unit-moves.ts'
import type { UnitStore } from '../../shared/case/unit-store.ts'
import type { AuditStore } from '../../shared/platform/audit-store.ts'
import { NotFound } from '../../shared/platform/errors.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { Person } from './person.ts'

export interface UnitCaseDeps {
  cases: Pick<CaseStore, 'get' | 'list' | 'contents' | 'save'>
  units: Pick<UnitStore, 'units'>
  campaigns: Pick<CampaignStore, 'get'>
  audit: Pick<AuditStore, 'write'>
  now: () => Date
}

export interface UnitCase {
  one: Case
  /** As far as the unit needs them. */
  contents: CaseContents
  /** The name of the drive in which it came in, where that is known. */
  drive?: string
  /** All of the office's units, to say who is in charge. */
  units: Units
}

export interface UnitStep {
  move: UnitMove
  note?: string | undefined
  ending?: string | undefined
}

export function unitCaseDesk({ cases, units, campaigns, audit, now }: UnitCaseDeps) {
  const isHers = (one: Case, person: Person, known: Units) => {
    const unit = unitOf(one, known)
    return unit !== undefined && isWithUnit(one) && unitsOf(person, known).includes(unit)
  }
  const own = async (id: string, person: Person): Promise<{ one: Case; units: Units }> => {
    const [one, known] = await Promise.all([cases.get(id), units.units()])
    if (!isHers(one, person, known)) throw new NotFound('case')
    return { one, units: known }
  }
  const ofRegister = async (register: string, person: Person, known: Units): Promise<Case[]> => {
    const found: Case[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await cases.list(register, 100, cursor)
      found.push(...page.cases.filter((one) => isHers(one, person, known)))
      cursor = page.cursor
      if (!cursor) return found
    }
  }
  const driveOf = async ({ drive, whom }: Case): Promise<string | undefined> => {
    const id = drive ?? whom?.campaign
    if (!id) return undefined
    try {
      const campaign = await campaigns.get(id)
      return isDebt(campaign) || campaign.discreet ? undefined : campaign.name
    } catch (error) {
      if (error instanceof NotFound) return undefined // erased since
      throw error
    }
  }

  return {
    /** Her units, their open cases, the one that is due first at the head, and those that ended this year, the newest first. */
    async list(person: Person): Promise<{ units: Units; open: Case[]; done: Case[] }> {
      const known = await units.units()
      const mine = unitsOf(person, known)
      if (mine.length === 0) return { units: [], open: [], done: [] }
      const year = localTime(now()).date.slice(0, 4)
      const [open, done] = await Promise.all(
        ['open', `done#${year}`].map((register) => ofRegister(register, person, known)),
      )
      return {
        units: mine,
        open: open!,
        done: done!.sort((one, other) => other.closedAt!.localeCompare(one.closedAt!)),
      }
    },

    /** A case with what the unit needs of it; it is noted who read it. Throws NotFound for any that is not hers. */
    async read(id: string, person: Person): Promise<UnitCase> {
      const { one, units: known } = await own(id, person)
      const [contents, drive] = await Promise.all([cases.contents(one), driveOf(one)])
      await audit.write({ who: person.id, did: 'view case', what: id, why: 'unit' }, now())
      return { one, contents: contentsForUnit(one, contents), units: known, ...(drive && { drive }) }
    },

    /** Makes a step of the unit. Throws NotFound for a case that is not hers, Refused for what is not the unit's to do. */
    async move(id: string, { move, note, ending }: UnitStep, person: Person): Promise<Case> {
      const { one } = await own(id, person)
      const said = { ...(note && { note }), ...(ending && { ending }) }
      const moved = await cases.save(moveByUnit(one, { move, ...said, by: person.id, name: person.name }, now()))
      await audit.write({ who: person.id, did: `case: ${move}`, what: id, why: 'unit' }, now())
      return moved
    },
  }
}
export type UnitCaseDesk = ReturnType<typeof unitCaseDesk>
