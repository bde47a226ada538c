/** Forgets stream records that every reader of a table has handled: the local engine would keep them for ever. */

const everyMs = 2000

/** Each reader of a table gets a function to tell its checkpoint to; what all have passed is trimmed now and then. */
export function streamTrimmer(streams: { trimStream(table: string, upTo: string): number }) {
  const readers = new Map<string, { upTo: bigint | undefined }[]>()
  const trimmedAt = new Map<string, number>()
  return {
    reader(table: string): (upTo: string) => void {
      const own = { upTo: undefined as bigint | undefined }
      const all = readers.get(table) ?? []
      readers.set(table, [...all, own])
      return (upTo) => {
        own.upTo = BigInt(upTo)
        const now = performance.now()
        if (now - (trimmedAt.get(table) ?? Number.NEGATIVE_INFINITY) < everyMs) return
        const places = readers.get(table)!.map((reader) => reader.upTo)
        if (places.includes(undefined)) return
        trimmedAt.set(table, now)
        // Numbers are compared as such: as text, 9 would come after 10.
        const least = (places as bigint[]).reduce((low, place) => (place < low ? place : low))
        streams.trimStream(table, String(least))
      }
    },
  }
}
