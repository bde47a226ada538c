/** The register of cases for the pages of staff: what came in, who reads it, what was done with it. (L5, L42) */
import {
  type Case,
  type CaseContents,
  type CaseStep,
  moveCase,
  type OfficeMove,
  type Opening,
} from '../../shared/case/case.ts'
import type { CaseStore } from '../../shared/case/case-store.ts'
import { checkAddress } from '../../shared/contact/address.ts'
import { checkPhone } from '../../shared/contact/phone.ts'
import { reasons } from '../../shared/contact/reasons.ts'
import type { PersonProtocol } from '../../shared/erasure/protocol.ts'
import type { ProtocolStore } from '../../shared/erasure/protocol-store.ts'
import { Invalid, type Problem } from '../../shared/platform/errors.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import type { Person } from './person.ts'
import { type RequestDeps, requestDesk } from './requests.ts'

/** A step of the manager. */
type OfficeStep = Omit<CaseStep, 'by' | 'name' | 'work'> & { move: OfficeMove }

export interface CaseDeskDeps extends RequestDeps {
  cases: CaseStore
  protocols: Pick<ProtocolStore, 'ofPerson'>
}

export function caseDesk({ cases, protocols, caseKey, audit, now }: CaseDeskDeps) {
  const noted = (who: Person, did: string, what: string) => audit.write({ who: who.id, did, what }, now())

  return {
    ...requestDesk({ cases, caseKey, audit, now }),

    /** Cases of a register: `open`, or those that ended in a year. */
    async list(register: string): Promise<Case[]> {
      const all: Case[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await cases.list(register, 100, cursor)
        all.push(...page.cases)
        cursor = page.cursor
        if (!cursor) return all
      }
    },

    /** Reports that somebody took, open or ended in this year: the newest first. */
    async reportsBy(person: Person): Promise<Case[]> {
      const found: Case[] = []
      for (const register of ['open', `done#${localTime(now()).date.slice(0, 4)}`]) {
        for (let cursor: string | undefined; ; ) {
          const page = await cases.list(register, 100, cursor)
          found.push(...page.cases.filter(({ kind, openedBy }) => kind === 'report' && openedBy === person.id))
          cursor = page.cursor
          if (!cursor) break
        }
      }
      return found.sort((one, other) => other.openedAt.localeCompare(one.openedAt))
    },

    /** Opens a case about a person whom staff name by her e-mail address or her number. Throws Invalid where neither is one. */
    async open(
      opening: Pick<Opening, 'kind' | 'from'>,
      typed: { email: string; phone: string; text: string },
      person: Person,
    ): Promise<Case> {
      const problems: Problem[] = []
      const contents: CaseContents = {}
      if (typed.email) {
        const { email, reason } = checkAddress(typed.email)
        if (email) contents.email = email
        else problems.push({ field: 'email', message: reasons[reason!] })
      }
      if (typed.phone) {
        const { phone, reason } = checkPhone(typed.phone)
        if (phone) contents.phone = phone
        else problems.push({ field: 'phone', message: reasons[reason!] })
      }
      if (!typed.email && !typed.phone) {
        const message = {
          pl: 'Podaj adres e-mail albo numer telefonu.',
          en: 'Give an e-mail address or a telephone number.',
        }
        problems.push({ field: 'email', message })
      }
      if (problems.length > 0) throw new Invalid(problems)
      if (typed.text) contents.text = typed.text.slice(0, 4000)
      const one = await cases.open({ ...opening, openedBy: person.id, name: person.name, contents })
      await noted(person, `open case ${opening.kind}`, one.id)
      return one
    },

    /** A case with what the person wrote; it is noted who read it. */
    async read(id: string, person: Person): Promise<{ one: Case; contents: CaseContents; protocol?: PersonProtocol }> {
      const one = await cases.get(id)
      const [contents, protocol] = await Promise.all([cases.contents(one), protocols.ofPerson(id)])
      if (one.sealed) await noted(person, 'view case', id)
      return { one, contents, ...(protocol && { protocol }) }
    },

    /** Makes a step of a case. The unit that it is handed on to gets a mail. */
    async move(id: string, step: OfficeStep, person: Person): Promise<Case> {
      const changed = moveCase(await cases.get(id), { ...step, by: person.id, name: person.name }, now())
      const moved = await cases.save(changed, step.move === 'hand on' ? 'handed on' : undefined)
      await noted(person, `case: ${step.move}`, id)
      return moved
    },
  }
}
export type CaseDesk = ReturnType<typeof caseDesk>
