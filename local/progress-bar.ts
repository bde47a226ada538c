/** A progress bar: one line that fills on a terminal, a line to each quarter where there is none. */

export function progressBar(label: string, total: number, out: NodeJS.WriteStream = process.stdout) {
  let quarter = 0
  const draw = (done: number) => {
    const share = total === 0 ? 1 : Math.min(1, done / total)
    const filled = Math.round(share * 30)
    return `${label}[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${done} of ${total}`
  }
  let last = -1
  return {
    to(done: number): void {
      if (done === last) return
      last = done
      if (out.isTTY) out.write(`\r${draw(done)}`)
      else if (Math.floor((4 * done) / Math.max(total, 1)) > quarter) {
        quarter = Math.floor((4 * done) / Math.max(total, 1))
        out.write(`${draw(done)}\n`)
      }
    },
    end(): void {
      if (out.isTTY) out.write('\n')
    },
  }
}
