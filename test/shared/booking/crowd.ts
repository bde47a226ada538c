/** A crowd at the desk: so many people at once, each looking for a place until she has one or nothing is left. Used by test and bench. */
import type { BookingDesk, SlotRef } from '../../../shared/booking/desk.ts'
import { BookingRefused } from '../../../shared/booking/refusal.ts'
import type { Slot } from '../../../shared/booking/slot.ts'
import { person } from '../../builders/booking.ts'

export interface Crowd {
  desk: BookingDesk
  slots: SlotRef[]
  clients: number
  /** 0 to 1, the same sequence in each run. */
  random: () => number
  /** Whether some give their hold back. */
  leaving?: boolean
}

/** What one person met with. */
export interface Seen {
  booked: boolean
  /** Milliseconds of each hold and each confirmation that was given. */
  took: number[]
  refused: number
}

/** Each of them takes a slot that she sees, and looks again when it is gone; every tenth gives her hold back. */
export function crowd({ desk, slots, clients, random, leaving = true }: Crowd): Promise<Seen[]> {
  return Promise.all(
    Array.from({ length: clients }, async (_, n): Promise<Seen> => {
      const seen: Seen = { booked: false, took: [], refused: 0 }
      const timed = async <T>(work: Promise<T>): Promise<T> => {
        const begun = performance.now()
        const done = await work
        seen.took.push(performance.now() - begun)
        return done
      }
      let offered: SlotRef[] = slots // what she saw before everybody began
      while (offered.length > 0) {
        const slot = offered[Math.floor(random() * offered.length)]!
        try {
          const { ref } = await timed(desk.hold(slot, { by: 'web' }, desk.newRef()))
          if (leaving && n % 10 === 9) await desk.drop(slot, ref)
          else {
            await timed(desk.confirm(slot, ref, person(n), { by: 'web' }))
            seen.booked = true
          }
          return seen
        } catch (error) {
          if (!(error instanceof BookingRefused) || !['full', 'lost', 'busy'].includes(error.reason)) throw error
          seen.refused++
          offered = await desk.free(slot.service, { point: slot.point, from: slot.day, days: 1 })
        }
      }
      return seen
    }),
  )
}

/** Places given beyond the capacity, and people who have more than one. */
export function wrongs(slots: Slot[], capacity: number): { overCapacity: number; twice: number } {
  const ids = slots.flatMap(({ booked }) => Object.keys(booked))
  return {
    overCapacity: slots.reduce((sum, { booked }) => sum + Math.max(0, Object.keys(booked).length - capacity), 0),
    twice: ids.length - new Set(ids).size,
  }
}
