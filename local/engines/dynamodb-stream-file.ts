/**
 * The engine's own stream table, by SQLite, for the two things its API cannot do: trim, and mark what the TTL sweep
 * deleted. Private schema of an exactly pinned engine: when it looks different, both are left out with a warning.
 */
import { DatabaseSync } from 'node:sqlite'

export interface StreamFile {
  /**
   * Deletes a table's records up to `upTo`, except its newest, which the next sequence number is counted from.
   * Returns how many went at once; where there are more, they follow in small steps by themselves.
   */
  trim(table: string, upTo: string): number
  /** Marks the newest REMOVE of a key as done by the TTL sweep, in the words of Lambda's event. */
  markExpired(table: string, keys: Record<string, unknown>): void
  close(): void
}

/** Rows deleted in one statement: the engine's writers and the runner's one thread wait for it, so it is kept short. */
const trimAtOnce = 500

const busy = 5 // SQLITE_BUSY

export function openStreamFile(file: string, log: (line: string) => void): StreamFile | undefined {
  const db = new DatabaseSync(file, { timeout: 500 })
  try {
    const number = 'CAST(sequence_number AS INTEGER)'
    const newest = db.prepare(`SELECT max(${number}) AS newest FROM _stream_records WHERE table_name = ?`)
    const remove = db.prepare(
      `DELETE FROM _stream_records WHERE id IN (SELECT id FROM _stream_records
       WHERE table_name = ? AND ${number} <= ? ORDER BY ${number} LIMIT ${trimAtOnce})`,
    )
    const removals = db.prepare(
      `SELECT id, keys_json FROM _stream_records WHERE table_name = ? AND event_name = 'REMOVE' AND user_identity IS NULL
       ORDER BY ${number} DESC LIMIT 200`,
    )
    const mark = db.prepare('UPDATE _stream_records SET user_identity = ? WHERE id = ?')
    newest.setReadBigInts(true)
    const further = new Map<string, NodeJS.Timeout>()
    const trim = (table: string, upTo: bigint): number => {
      clearTimeout(further.get(table))
      const last = newest.get(table)?.newest as bigint | null | undefined
      if (last === null || last === undefined) return 0
      let deleted = 0
      try {
        deleted = Number(remove.run(table, upTo < last ? upTo : last - 1n).changes)
      } catch (error) {
        if ((error as { errcode?: number }).errcode !== busy) throw error
        return 0 // the next trim takes them along
      }
      if (deleted === trimAtOnce) further.set(table, setTimeout(trimOn, 20, table, upTo).unref())
      return deleted
    }
    const trimOn = (table: string, upTo: bigint) => {
      try {
        trim(table, upTo)
      } catch (error) {
        log(`dynamodb: the stream of ${table} could not be trimmed: ${(error as Error).message}`)
      }
    }
    return {
      trim: (table, upTo) => trim(table, BigInt(upTo)),
      markExpired(table, keys) {
        const wanted = JSON.stringify(sorted(keys))
        for (const row of removals.all(table)) {
          if (JSON.stringify(sorted(JSON.parse(String(row.keys_json)))) !== wanted) continue
          mark.run(JSON.stringify({ type: 'Service', principalId: 'dynamodb.amazonaws.com' }), row.id as number)
          return
        }
      },
      close() {
        for (const timer of further.values()) clearTimeout(timer)
        db.close()
      },
    }
  } catch (error) {
    log(`dynamodb: streams cannot be trimmed: ${(error as Error).message}`)
    db.close()
    return undefined
  }
}

const sorted = (keys: Record<string, unknown>) => Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1))
