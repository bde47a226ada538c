/**
 * What a list of case pointers does to the claims of a drive: each that it settles gets a fact beside its page. With the last of a
 * person's claims the contact is closed at once, wherever it is asked. What is settled already is not written again. (T7)
 */
import type { Campaign } from '../campaign/campaign.ts'
import type { ContactStore } from '../contact/contact-store.ts'
import { inTurns } from '../platform/in-turns.ts'
import type { Keys } from '../platform/secrets.ts'
import { closingsOf } from './may-remind.ts'
import { isSettledBy, type Listed } from './payments.ts'

export interface MarkDeps {
  contacts: Pick<ContactStore, 'wholePage' | 'putFact'>
  keysOf: (campaign: Campaign) => Promise<Keys>
  now: () => Date
}

/** What was found: claims of the drive, pointers that match one, pointers that match none, claims settled before, claims to be settled now. */
export interface Found {
  claims: number
  matched: number
  unknown: number
  before: number
  settled: number
}

const pagesAtOnce = 8
const factsAtOnce = 20

/** What a list would do, without doing it; `apply` does it. Twice it does nothing more. */
export async function findSettled(
  campaign: Campaign,
  listed: Listed,
  pointers: ReadonlySet<string>,
  source: string,
  deps: MarkDeps,
): Promise<{ found: Found; apply: () => Promise<void> }> {
  const { id, list } = campaign
  const keys = await deps.keysOf(campaign)
  const found: Found = { claims: 0, matched: 0, unknown: 0, before: 0, settled: 0 }
  const toSettle: { page: number; index: number; claim: number }[] = []
  const look = async (page: number): Promise<void> => {
    const { claims = [], facts } = await deps.contacts.wholePage(id, page, keys)
    for (const [index, person] of claims.entries()) {
      for (const [claim, { case: pointer }] of person.claims.entries()) {
        found.claims++
        const isIn = pointers.has(pointer)
        if (isIn) found.matched++
        if (closingsOf(index, claim, facts).length > 0) found.before++
        else if (isSettledBy(listed, isIn)) toSettle.push({ page, index, claim })
      }
    }
  }
  await inTurns(
    Array.from({ length: list?.pages ?? 0 }, (_, page) => page),
    pagesAtOnce,
    look,
  )
  found.unknown = pointers.size - found.matched
  found.settled = toSettle.length
  const kind = listed === 'passed_on' ? 'passed_on' : 'paid'
  return {
    found,
    apply: () =>
      inTurns(toSettle, factsAtOnce, async ({ page, index, claim }) => {
        await deps.contacts.putFact(id, page, { index, kind, claim, at: deps.now().toISOString(), source })
      }),
  }
}

/** A list of the unpaid that would close most of what is open may be half a list: then a person is asked first. */
export function isStriking(listed: Listed, { claims, before, settled }: Found): boolean {
  const open = claims - before
  return listed === 'unpaid' && settled > 20 && settled > open / 2
}
