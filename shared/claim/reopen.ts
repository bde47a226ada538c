/**
 * Claims that were closed by mistake: the facts that closed them can be taken away again within a day. Whom the drive passed over in
 * the meantime stays passed over; her call can still be taken when she calls by herself. (T7)
 */
import type { Campaign } from '../campaign/campaign.ts'
import type { Fact } from '../contact/contact.ts'
import type { ContactStore } from '../contact/contact-store.ts'
import { inTurns } from '../platform/in-turns.ts'
import type { Keys } from '../platform/secrets.ts'
import { closingsOf } from './may-remind.ts'

export interface ReopenDeps {
  contacts: Pick<ContactStore, 'wholePage' | 'removeFact'>
  keysOf: (campaign: Campaign) => Promise<Keys>
  now: () => Date
}

/** So long a closing can be undone. */
export const reopenHours = 24
const pagesAtOnce = 8

/** Whether what closed a claim did so that lately that it may be undone. */
function mayReopen({ at }: Fact, now: Date): boolean {
  return now.getTime() - Date.parse(at) <= reopenHours * 3_600_000
}

/** A claim on a list: page, contact, and which of her claims. */
export interface ClaimPlace {
  page: number
  index: number
  claim: number
}

/** Which of some claims were closed within the day; `apply` opens them. Twice it does nothing more. */
export async function findReopened(
  campaign: Campaign,
  pointers: ReadonlySet<string>,
  deps: ReopenDeps,
): Promise<{ places: ClaimPlace[]; apply: () => Promise<void> }> {
  const { id, list } = campaign
  const keys = await deps.keysOf(campaign)
  const at = deps.now()
  const found: (ClaimPlace & { closings: Fact[] })[] = []
  const look = async (page: number): Promise<void> => {
    const { claims = [], facts } = await deps.contacts.wholePage(id, page, keys)
    for (const [index, person] of claims.entries()) {
      for (const [claim, { case: pointer }] of person.claims.entries()) {
        if (!pointers.has(pointer)) continue
        const closings = closingsOf(index, claim, facts)
        // Closed twice, the older of the two holds: then nothing is undone.
        if (closings.length > 0 && closings.every((fact) => mayReopen(fact, at))) {
          found.push({ page, index, claim, closings })
        }
      }
    }
  }
  await inTurns(
    Array.from({ length: list?.pages ?? 0 }, (_, page) => page),
    pagesAtOnce,
    look,
  )
  return {
    places: found.map(({ page, index, claim }) => ({ page, index, claim })),
    apply: () =>
      inTurns(
        found.flatMap(({ closings, ...place }) => closings.map(({ kind }) => ({ ...place, kind }))),
        pagesAtOnce,
        ({ page, index, claim, kind }) => deps.contacts.removeFact({ campaign: id, page, index }, kind, claim),
      ),
  }
}
