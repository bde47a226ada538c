/** Visits of people who came by themselves, found by their addresses: for whoever asks what is held of her, or to be forgotten. (L5) */
import type { Visit, WaitingPerson } from './desk.ts'
import type { DeskDeps } from './desk-deps.ts'
import { addressPlace, serviceOfMark } from './person-keys.ts'
import { visitOf } from './visits.ts'
import { waitingPersonOf } from './wait-list.ts'

/** Whoever came by a drive is found there, and by her name: a number that she shares does not tell that it is she. */
const byHerself = ({ whom }: { whom?: unknown }): boolean => whom === undefined

/**
 * In each service the newest visit under an address, whatever became of it, and the places in waiting lists. Who gave no address, and
 * visits before the newest one, can only be found in the day of their point.
 */
export function findVisits(deps: DeskDeps) {
  return async (addresses: readonly string[]): Promise<{ visits: Visit[]; waiting: WaitingPerson[] }> => {
    const key = await deps.addressKey()
    const places = [...new Set(addresses.map((address) => addressPlace(address, key)))]
    const idsAt = async (prefix: string) =>
      (await Promise.all(places.map((place) => deps.booked.marksAt(`${prefix}${place}`)))).flat()
    const [visits, waiting] = await Promise.all([idsAt(''), idsAt('waits#')])
    const stored = await deps.bookings.many([...new Set(visits.map(({ id }) => id))])
    const entries = await Promise.all(
      [...new Map(waiting.map((one) => [one.id, one])).values()].map(({ item, id }) =>
        deps.waiting.get(serviceOfMark(item), id),
      ),
    )
    return {
      visits: await Promise.all([...stored.values()].filter(byHerself).map((one) => visitOf(one, deps))),
      waiting: await Promise.all(
        entries.filter((one) => one !== undefined && byHerself(one)).map((one) => waitingPersonOf(one!, deps)),
      ),
    }
  }
}
