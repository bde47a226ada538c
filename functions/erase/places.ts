/** Where everything of a drive lies: for each step of an erasure its places, one by one. */
import { pageKey } from '../../shared/contact/contact.ts'
import type { EraseStep } from '../../shared/erasure/protocol.ts'
import type { EraseDeps, Erased } from './deps.ts'

/** Something that is to go: how much there is, and how to remove it. */
export interface Found {
  count: number
  remove(): Promise<unknown>
}

/** A drive as far as its places go; the record may be erased when the drive itself is gone already. */
export interface Placed {
  id: string
  pages: number
}

interface Place {
  table: Erased
  partition: string
  /** Only sort keys that begin with one of these; everything where missing. */
  only?: string[]
  /** But this one. */
  but?: string
}

const hex = [...'0123456789abcdef']
/** What of a drive's own partition is about people or files; its content, questionnaires and report are its record. */
const ofDesk = ['upload#', 'pages', 'export#', 'step#', 'agents#']

/** The partitions of a step: how many, and the n-th. Steps that are about no partition have none here. */
function partitions({ id, pages }: Placed, step: EraseStep): { count: number; at: (n: number) => Place[] } | undefined {
  const perPage = (at: (page: string) => Place[]) => ({ count: pages, at: (n: number) => at(pageKey(id, n)) })
  const one = (...places: Place[]) => ({ count: 1, at: () => places })
  switch (step) {
    case 'pages':
      return perPage((partition) => [{ table: 'contacts', partition }])
    case 'addresses':
      return one({ table: 'contacts', partition: `${id}#numbers` })
    case 'responses':
      return perPage((partition) => [{ table: 'responses', partition }])
    case 'calls':
      return perPage((partition) => [
        { table: 'calls', partition },
        { table: 'calls', partition: `${partition}#late` },
      ])
    case 'anonymous':
      return one(
        { table: 'anonymous', partition: `${id}#links` },
        ...hex.map((digit): Place => ({ table: 'anonymous', partition: `${id}#answers#${digit}` })),
        { table: 'anonymous', partition: `${id}#texts` },
      )
    case 'texts':
      return one({ table: 'results', partition: id, only: ['text#'] })
    case 'desk':
      return one({ table: 'campaigns', partition: id, only: ofDesk })
    case 'results':
      return one(
        { table: 'results', partition: id },
        { table: 'results', partition: `released#${id}` },
        { table: 'anonymous', partition: id },
      )
    case 'content':
      return one({ table: 'campaigns', partition: id, but: 'campaign' })
    case 'drive':
      return one({ table: 'campaigns', partition: id })
    default:
      return undefined
  }
}

/** How many places a step has. */
export function placesIn(drive: Placed, step: EraseStep): number {
  return step === 'visits' ? drive.pages : (partitions(drive, step)?.count ?? 1)
}

/** What lies in one place of a step, ready to be removed. */
export async function lookAt(drive: Placed, step: EraseStep, n: number, deps: EraseDeps): Promise<Found[]> {
  const { id } = drive
  if (step === 'key') {
    return [{ count: (await deps.halves.has(id)) ? 1 : 0, remove: () => deps.halves.destroy(id) }]
  }
  if (step === 'files') {
    const keys = [...(await deps.files.keys(`uploads/${id}/`)), ...(await deps.files.keys(`exports/${id}/`))]
    return [{ count: keys.length, remove: () => deps.files.remove(keys) }]
  }
  if (step === 'visits') return visitsOn(pageKey(id, n), deps)
  const places = partitions(drive, step)?.at(n) ?? []
  return Promise.all(places.map((place) => inPlace(place, deps)))
}

async function inPlace({ table, partition, only = [''], but }: Place, { tables }: EraseDeps): Promise<Found> {
  const store = tables[table]
  const found = (await Promise.all(only.map((prefix) => store.keys(partition, prefix)))).flat()
  const keys = found.filter((key) => key !== but)
  return { count: keys.length, remove: () => store.remove(partition, keys) }
}

/**
 * Visits of a page's contacts: their marks, and the bookings that these name. Who comes is sealed by the drive's key; a visit that
 * is still to come stays on its point's list as a taken place, without a name.
 */
export async function visitsOn(partition: string, { tables: { bookings } }: EraseDeps, prefix = ''): Promise<Found[]> {
  const marks = [
    ...(await marksIn(partition, bookings, prefix)),
    ...(await marksIn(`waits#${partition}`, bookings, prefix)),
  ]
  return Promise.all(
    marks.map(async ({ place, key }) => {
      const mark = await bookings.item(place, key)
      const booking = typeof mark?.id === 'string' && mark.id.startsWith('bkg_') ? mark.id : undefined
      const items = booking ? await bookings.keys(booking) : []
      const waits = typeof mark?.id === 'string' && mark.id.startsWith('wtg_') ? mark.id : undefined
      const list = `${key.slice(key.indexOf('#') + 1)}#waiting`
      return {
        count: 1,
        async remove() {
          const known = booking ? await bookings.item(booking, 'booking') : waits && (await bookings.item(list, waits))
          // Those of her addresses first, and that of her page last: whoever is killed half way is followed by somebody who finds them.
          if (mark && known) await removeMarks(known.marks ?? [], mark.id, bookings, { place, item: key })
          if (booking) await bookings.remove(booking, items)
          if (waits) await bookings.remove(list, [waits])
          await bookings.remove(place, [key])
        },
      }
    }),
  )
}

/** Removes marks that are still of this visit: she, or her household, may have booked again meanwhile. */
async function removeMarks(
  marks: readonly { place: string; item: string }[],
  of: string,
  store: EraseDeps['tables']['bookings'],
  but?: { place: string; item: string },
): Promise<void> {
  for (const { place, item } of marks) {
    if (but && place === but.place && item === but.item) continue
    const mark = await store.item(place, item)
    if (mark?.id === of) await store.remove(place, [item])
  }
}

const marksIn = async (place: string, store: EraseDeps['tables']['bookings'], prefix: string) =>
  (await store.keys(place, prefix)).map((key) => ({ place, key }))

/**
 * A visit of somebody who came by herself, or her place in a waiting list, with every mark by which she is known there: it names them
 * all, and goes last, so whoever is killed half way is followed by somebody who still finds them.
 */
export async function ownVisit(id: string, { tables: { bookings } }: EraseDeps): Promise<Found> {
  const [service, entry] = id.split('#')
  const places = entry ? [`${service}#waiting`, `${service}#waited`] : [id]
  const items = await Promise.all(places.map((place) => bookings.item(place, entry ?? 'booking')))
  const found = items.find((item) => item !== undefined)
  const marks: { place: string; item: string }[] = found?.marks ?? []
  return {
    count: found ? 1 : 0,
    async remove() {
      await removeMarks(marks, entry ?? id, bookings)
      for (const place of places) await bookings.remove(place, entry ? [entry] : await bookings.keys(place))
    },
  }
}
