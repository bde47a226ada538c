/** The audit as administrators read it: a day of it, checked. Looking at it is noted too. (X15) */
import type { Chained } from '../../shared/platform/audit.ts'
import { type Checked, checkAudit } from '../../shared/platform/audit-check.ts'
import type { AuditStore } from '../../shared/platform/audit-store.ts'
import type { Person } from './person.ts'

export interface AuditDeps {
  audit: Pick<AuditStore, 'write' | 'ofDay' | 'chain'>
  auditKey: () => Promise<Uint8Array>
  now: () => Date
}

export function auditDesk({ audit, auditKey, now }: AuditDeps) {
  return {
    /** The entries of a day, and whether they are as they were written. */
    async ofDay(day: string, person: Person): Promise<{ entries: Chained[]; checked: Checked }> {
      await audit.write({ who: person.id, did: 'view audit', what: day }, now())
      const [entries, checked] = await Promise.all([
        audit.ofDay(day),
        checkAudit(audit, await auditKey(), now(), { only: day }),
      ])
      return { entries, checked }
    },
  }
}
export type AuditDesk = ReturnType<typeof auditDesk>
