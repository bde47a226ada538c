/** The account's suppression list: addresses SES accepts mail for and never delivers to. Kept as lines of JSON. */

import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Suppressed {
  address: string
  reason: 'BOUNCE' | 'COMPLAINT'
  at: number
  messageId?: string
}

export interface SuppressionList {
  put(entry: Suppressed): void
  get(address: string): Suppressed | undefined
  /** Whether it was there. */
  remove(address: string): boolean
  /** In the order they were put. */
  all(): Suppressed[]
}

type Line = Suppressed | { address: string; removed: true }

/** Opens the list in this file; on the way each address is left one line. */
export function suppressionList(file: string): SuppressionList {
  mkdirSync(dirname(file), { recursive: true })
  const entries = new Map<string, Suppressed>()
  const keyOf = (address: string) => address.toLowerCase()
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    const entry = parsed(line)
    if (!entry) continue
    entries.delete(keyOf(entry.address))
    if (!('removed' in entry)) entries.set(keyOf(entry.address), entry)
  }
  writeFileSync(`${file}.new`, [...entries.values()].map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  renameSync(`${file}.new`, file)

  const write = (line: Line): void => appendFileSync(file, `${JSON.stringify(line)}\n`)
  return {
    put(entry) {
      write(entry)
      entries.delete(keyOf(entry.address))
      entries.set(keyOf(entry.address), entry)
    },
    get: (address) => entries.get(keyOf(address)),
    remove(address) {
      if (!entries.delete(keyOf(address))) return false
      write({ address, removed: true })
      return true
    },
    all: () => [...entries.values()],
  }
}

/** A line that was torn by a kill is left out. */
function parsed(line: string): Line | undefined {
  try {
    return line === '' ? undefined : (JSON.parse(line) as Line)
  } catch {
    return undefined
  }
}
