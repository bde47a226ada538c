/**
 * Claims that were closed by mistake: the facts that closed them can be taken away again within a day. Whom the drive passed over in
 * the meantime stays passed over; her call can still be taken when she calls by herself. (T7)
 */
import type { Campaign } from '../campaign/campaign.ts'
import type { Fact, FactKind } from '../contact/contact.ts'
import type { ContactStore } from '../contact/contact-store.ts'
import { inTurns } from '../platform/in-turns.ts'
import type { Keys } from '../platform/secrets.ts'

export interface ReopenDeps {
  contacts: Pick<ContactStore, 'wholePage' | 'removeFact'>
  keysOf: (campaign: Campaign) => Promise<Keys>
  now: () => Date
}

/** So long a closing can be undone. */
export const reopenHours = 24
const closing: readonly FactKind[] = ['paid', 'passed_on']
const pagesAtOnce = 8

/** Whether a fact closed a claim so lately that it may be undone. */
export function mayReopen({ kind, at }: Pick<Fact, 'kind' | 'at'>, now: Date): boolean {
  return closing.includes(kind) && now.getTime() - Date.parse(at) <= reopenHours * 3_600_000
}

/** Which of some claims were closed within the day; `apply` opens them. Twice it does nothing more. */
export async function findReopened(
  campaign: Campaign,
  pointers: ReadonlySet<string>,
  deps: ReopenDeps,
): Promise<{ places: { page: number; index: number }[]; apply: () => Promise<void> }> {
  const { id, list } = campaign
  const keys = await deps.keysOf(campaign)
  const at = deps.now()
  const found: { page: number; index: number; kinds: FactKind[] }[] = []
  const look = async (page: number): Promise<void> => {
    const { claims = [], facts } = await deps.contacts.wholePage(id, page, keys)
    for (const [index, claim] of claims.entries()) {
      if (!pointers.has(claim.case)) continue
      const own = facts.filter((fact) => fact.index === index && closing.includes(fact.kind))
      // Closed twice, the older of the two holds: then nothing is undone.
      if (own.length > 0 && own.every((fact) => mayReopen(fact, at))) {
        found.push({ page, index, kinds: own.map(({ kind }) => kind) })
      }
    }
  }
  await inTurns(
    Array.from({ length: list?.pages ?? 0 }, (_, page) => page),
    pagesAtOnce,
    look,
  )
  return {
    places: found.map(({ page, index }) => ({ page, index })),
    apply: () =>
      inTurns(
        found.flatMap(({ kinds, ...place }) => kinds.map((kind) => ({ ...place, kind }))),
        pagesAtOnce,
        ({ page, index, kind }) => deps.contacts.removeFact({ campaign: id, page, index }, kind),
      ),
  }
}
