/** Work that many ask for at once and that has to be done once for all of them. */

/**
 * Work that does not run beside itself: whoever asks before it begins shares that run, whoever asks while it runs shares the next.
 */
export function oneForAll(work: () => Promise<void>): () => Promise<void> {
  let next: Promise<void> | undefined
  let last: Promise<void> = Promise.resolve()
  return () => {
    next ??= last
      .catch(() => undefined) // it was somebody else's
      .then(() => {
        next = undefined
        return work()
      })
    last = next
    return next
  }
}
