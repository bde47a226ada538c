/** What bookings add to the progress of their drive. */
import { expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { countVisit, type CountedVisit as Schema } from '../../../shared/result/visit-counts.ts'

type Visit = z.infer<typeof Schema>
const whom = { campaign: 'cmp_000000000001' }
const visit = (state: string, by: Visit['by'] = 'web'): Visit => ({ state, by, whom })

test.each<[string, Visit | undefined, Visit, Record<string, number> | undefined]>([
  ['booked on the web', undefined, visit('confirmed'), { booked: 1, bookedWeb: 1 }],
  ['booked by a key', undefined, visit('confirmed', 'keypad'), { booked: 1, bookedKeypad: 1 }],
  ['booked by an agent', undefined, visit('confirmed', 'agent'), { booked: 1, bookedAgent: 1 }],
  ['booked at the point', undefined, visit('confirmed', 'staff'), { booked: 1, bookedAgent: 1 }],
  ['moved', visit('confirmed'), visit('confirmed'), undefined],
  ['attended', visit('confirmed'), visit('attended'), undefined],
  ['not come', visit('confirmed'), visit('no_show'), undefined],
  [
    'called off',
    visit('confirmed', 'agent'),
    visit('cancelled', 'agent'),
    { booked: -1, bookedAgent: -1, cancelled: 1 },
  ],
  ['called off once more', visit('cancelled'), visit('cancelled'), undefined],
  ['of somebody who came by herself', undefined, { state: 'confirmed', by: 'web' }, undefined],
])('a visit %s', (_, before, after, adds) => {
  expect(countVisit(before, after)).toEqual(adds ? [{ ...whom, counter: 'progress', adds }] : [])
})
