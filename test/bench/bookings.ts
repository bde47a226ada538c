/**
 * Bookings: a thousand people at once at the desk, on a hundred slots of a point whose places are fewer than they are; each looks, holds,
 * confirms, and looks again when somebody was faster. The bare contender is two conditional UpdateItems a person, one that counts a
 * slot's places up to their number and one that confirms, by the same client on the same engine, with nothing kept of who comes. Write units are
 * counted by the engine, one person by herself.
 */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { randomFrom } from '../../local/resident.ts'
import { slotsOf } from '../../shared/booking/calendar.ts'
import type { SlotRef } from '../../shared/booking/desk.ts'
import { conditionFailed } from '../../shared/platform/dynamo.ts'
import { aPoint, aService, person, slotAt, type TestDesk, testDesk } from '../builders/booking.ts'
import { startTables, type TestTables } from '../builders/tables.ts'
import { crowd, type Seen, wrongs } from '../shared/booking/crowd.ts'
import { median, mustBe } from './figures.ts'
import { type Part, scaled, whole } from './part.ts'

const turns = 3
const places = 8
const day = '2026-03-17' // far enough ahead to be reminded of
const monday = new Date('2026-03-09T08:00:00Z')

export const bookingsPart: Part = async (contacts, say) => {
  const clients = scaled(contacts, 0.01, 20)
  const tables = await startTables()
  try {
    const ours: Turn[] = []
    const bare: number[] = []
    // the first turn warms both up and does not count
    for (let turn = 0; turn <= turns; turn++) {
      const own = await oneCrowd(tables, clients, turn)
      const other = await bareCrowd(tables, clients, turn)
      say(
        `  ${turn === 0 ? 'warming up' : `turn ${turn}`}: ${whole(own.perSecond)} bookings/s, bare ${whole(other)}; ${own.booked} of ${clients} have a place`,
      )
      if (turn === 0) continue
      ours.push(own)
      bare.push(other)
    }
    const took = ours.flatMap((turn) => turn.took).sort((one, other) => one - other)
    const units = await writeUnits(tables)
    return [
      { id: 'bookings.perSecond', value: median(ours.map(({ perSecond }) => perSecond)), unit: 'bookings/s' },
      { id: 'bookings.p99Ms', value: took[Math.floor((took.length * 99) / 100)]!, unit: 'ms a hold or confirmation' },
      { id: 'bookings.overCapacity', value: ours.reduce((sum, turn) => sum + turn.wrong, 0), unit: 'people' },
      {
        id: 'bookings.ratio',
        value: median(ours.map(({ perSecond }, n) => perSecond / bare[n]!)),
        unit: 'of two bare UpdateItems',
      },
      { id: 'bookings.writeUnitsPerHold', value: units.hold, unit: 'WRU' },
      { id: 'bookings.writeUnitsPerConfirmation', value: units.confirm, unit: 'WRU' },
    ]
  } finally {
    await tables.close()
  }
}

interface Turn {
  perSecond: number
  booked: number
  took: number[]
  /** People beyond the places, and people with two. */
  wrong: number
}

async function aHundredSlots({ create }: TestDesk, clients: number): Promise<SlotRef[]> {
  const slots = Math.max(2, Math.round(clients / 10))
  const from = 7 * 60
  const to = from + slots * 5
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const hours = [{ weekday: 2, from: clock(from), to: clock(to), capacity: places }]
  const service = await create(aService({ minutes: 5, points: [aPoint({ hours })] }))
  return slotsOf(service, service.points[0]!, day).map(({ start }) => slotAt(service, day, start))
}

async function oneCrowd(tables: TestTables, clients: number, seed: number): Promise<Turn> {
  const testing = testDesk(tables, monday)
  const slots = await aHundredSlots(testing, clients)
  const begun = performance.now()
  const seen: Seen[] = await crowd({ desk: testing.desk, slots, clients, random: randomFrom(seed), leaving: false })
  const seconds = (performance.now() - begun) / 1000
  const booked = seen.filter((one) => one.booked).length
  const stood = await Promise.all(slots.map((slot) => testing.deps.slots.get(slot)))
  const { overCapacity, twice } = wrongs(stood, places)
  mustBe('people with a place', slots.length * places, booked)
  const kept = await testing.deps.bookings.many(stood.flatMap((slot) => Object.keys(slot.booked)))
  mustBe('bookings that were kept', booked, kept.size)
  return { perSecond: booked / seconds, booked, took: seen.flatMap(({ took }) => took), wrong: overCapacity + twice }
}

/** People a second who have a place by two bare updates. */
async function bareCrowd({ db, names }: TestTables, clients: number, turn: number): Promise<number> {
  const slots = Math.max(2, Math.round(clients / 10))
  const update = async (n: number, condition: string, values: Record<string, number>): Promise<boolean> => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: names.Results,
          Key: { campaign: `bare${turn}`, counter: `${n}` },
          UpdateExpression: 'ADD #taken :one',
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#taken': 'taken' },
          ExpressionAttributeValues: { ':one': 1, ...values },
        }),
      )
      return true
    } catch (error) {
      if (conditionFailed(error)) return false
      throw error
    }
  }
  const random = randomFrom(turn)
  const begun = performance.now()
  const done = await Promise.all(
    Array.from({ length: clients }, async () => {
      const n = Math.floor(random() * slots)
      const held = await update(n, 'attribute_not_exists(#taken) OR #taken < :places', { ':places': clients })
      return held && update(slots + n, 'attribute_not_exists(#taken) OR #taken < :places', { ':places': clients })
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  mustBe('bare places', clients, done.filter(Boolean).length)
  return clients / seconds
}

/** What a hold and a confirmation of a drive's contact consume, one person by herself. */
async function writeUnits(tables: TestTables): Promise<{ hold: number; confirm: number }> {
  const testing = testDesk(tables, monday)
  const [slot] = await aHundredSlots(testing, 100)
  const of = async <T>(work: () => Promise<T>): Promise<[units: number, done: T]> => {
    tables.dynamo.resetConsumed()
    const done = await work()
    return [tables.dynamo.consumed().writeUnits, done]
  }
  const { desk } = testing
  const [hold, { ref }] = await of(() => desk.hold(slot!, { by: 'web' }, desk.newRef()))
  const whom = { campaign: 'cmp_0000000000be', page: 0, index: 0 }
  const [confirm] = await of(() => desk.confirm(slot!, ref, person(1, { whom }), { by: 'web' }))
  return { hold, confirm }
}
