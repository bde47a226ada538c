/** The invariant of a slot: whatever happens in whatever order, booked places and live holds are never more than the places. (B2) */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  confirmHold,
  dropHold,
  emptySlot,
  extendHold,
  freeIn,
  holdSlot,
  placesOf,
  releaseBooking,
  type Slot,
  taken,
} from '../../../shared/booking/slot.ts'

const begin = Date.parse('2026-03-10T10:00:00Z')
const at = (minutes: number) => new Date(begin + minutes * 60_000)

const who = fc.integer({ min: 0, max: 7 }).map((n) => `p${n}`)
const act = fc.record({
  what: fc.constantFrom('hold', 'extend', 'confirm', 'drop', 'release', 'pass on', 'close'),
  who,
  next: who,
  minutes: fc.integer({ min: 0, max: 12 }),
})

test('booked places and live holds are never more than the capacity, at every moment', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (acts, capacity) => {
      let slot: Slot = emptySlot
      let minute = 0
      for (const { what, who, next, minutes } of acts) {
        minute += minutes
        const now = at(minute)
        const before = slot
        if (what === 'hold') {
          const held = holdSlot(slot, who, at(minute + 10), capacity, now)
          if (typeof held !== 'string') slot = held
          else if (held === 'full') expect(taken(slot, now)).toBeGreaterThanOrEqual(slot.holds[who] ? 1 : capacity)
        }
        if (what === 'extend') {
          const longer = extendHold(slot, who, at(minute + 10), 10)
          if (longer && longer !== 'all') slot = longer
        }
        if (what === 'confirm') slot = confirmHold(slot, who, `b${who}`) ?? slot
        if (what === 'drop') slot = dropHold(slot, who)
        if (what === 'release') slot = releaseBooking(slot, `b${who}`)
        if (what === 'pass on') slot = releaseBooking(slot, `b${who}`, { key: `w${next}`, until: at(minute + 60) })
        if (what === 'close') slot = { ...slot, closed: !slot.closed, version: slot.version + 1 }
        expect(taken(slot, now)).toBeLessThanOrEqual(capacity)
        // what stands in the item counts too: a hold whose time is over may still be confirmed or extended
        expect(placesOf(slot)).toBeLessThanOrEqual(capacity)
        if (slot !== before) expect(slot.version).toBeGreaterThan(before.version)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a place whose hold is over is free, and the next hold drops it', () => {
  const first = holdSlot(emptySlot, 'a', at(10), 1, at(0)) as Slot
  expect(holdSlot(first, 'b', at(19), 1, at(9))).toBe('full')
  expect(freeIn(first, 1, at(10))).toBe(1)
  const second = holdSlot(first, 'b', at(20), 1, at(10)) as Slot
  expect(Object.keys(second.holds)).toEqual(['b'])
  expect(confirmHold(second, 'a', 'bkg')).toBeUndefined()
})

test('a hold whose time is over is still good while nobody took the place', () => {
  const held = holdSlot(emptySlot, 'a', at(10), 1, at(0)) as Slot
  expect(confirmHold(held, 'a', 'bkg')?.booked).toEqual({ bkg: 1 })
})

test('a hold can be extended as often as the service allows, and no more', () => {
  let slot = holdSlot(emptySlot, 'a', at(10), 1, at(0)) as Slot
  for (let n = 0; n < 10; n++) slot = extendHold(slot, 'a', at(20 + n), 10) as Slot
  expect(slot.holds.a).toEqual([at(29).getTime() / 1000, 10])
  expect(extendHold(slot, 'a', at(40), 10)).toBe('all')
})

test('a slot of a closed day has no place', () => {
  const closed = { ...emptySlot, closed: true }
  expect(freeIn(closed, 5, at(0))).toBe(0)
  expect(holdSlot(closed, 'a', at(10), 5, at(0))).toBe('closed')
})
