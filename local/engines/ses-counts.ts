/** How many mails went to each address, in a few bytes an address, so that a hundred thousand of them stay small. */

const emptySlot = -1

/** A table of counts by address. Addresses are kept as 53-bit hashes, which is what `hashOf` gives. */
export interface AddressCounts {
  add(hash: number): void
  of(hash: number): number
  readonly total: number
}

/** Open addressing over two flat arrays: 12 bytes a slot, at most half of the slots taken. */
export function addressCounts(): AddressCounts {
  let keys = new Float64Array(1024).fill(emptySlot)
  let counts = new Uint32Array(1024)
  let taken = 0
  let total = 0

  const slotOf = (hash: number): number => {
    let slot = hash % keys.length
    while (keys[slot] !== emptySlot && keys[slot] !== hash) slot = (slot + 1) % keys.length
    return slot
  }
  const grow = (): void => {
    const before = { keys, counts }
    keys = new Float64Array(before.keys.length * 2).fill(emptySlot)
    counts = new Uint32Array(keys.length)
    before.keys.forEach((hash, i) => {
      if (hash === emptySlot) return
      const slot = slotOf(hash)
      keys[slot] = hash
      counts[slot] = before.counts[i]!
    })
  }
  return {
    add(hash) {
      if (taken * 2 >= keys.length) grow()
      const slot = slotOf(hash)
      if (keys[slot] === emptySlot) taken++
      keys[slot] = hash
      counts[slot]!++
      total++
    },
    of: (hash) => counts[slotOf(hash)]!,
    get total() {
      return total
    },
  }
}

/** A 53-bit hash of an address, letter case aside. Not secret: it only tells addresses apart. */
export function hashOf(address: string): number {
  let high = 0x811c9dc5
  let low = 0x01000193
  const text = address.toLowerCase()
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (low >>> 0) * 0x200000 + (high >>> 11)
}
