/** Sums what reads and writes would cost on AWS, by table, from the engine's own figures. */
import { reads } from './dynamodb-calls.ts'

export interface TableConsumption {
  writeUnits: number
  readUnits: number
  /** API calls, by action. */
  calls: Record<string, number>
  /**
   * Writes refused by a condition. They cost write units too, but no engine tells how many: each is put down as one
   * (two in a transaction), which is exact for items up to 1 KB. Included in `writeUnits`.
   */
  refused: number
}

export interface Consumption {
  writeUnits: number
  readUnits: number
  byTable: Record<string, TableConsumption>
}

export function capacityCount() {
  let byTable: Record<string, TableConsumption> = {}
  const entry = (table: string) => {
    byTable[table] ??= { writeUnits: 0, readUnits: 0, calls: {}, refused: 0 }
    return byTable[table]
  }

  return {
    /** Counts one answered request. `answer` is the body as the engine wrote it. */
    add(action: string, tables: string[], status: number, answer: Buffer): void {
      for (const table of tables) {
        const { calls } = entry(table)
        calls[action] = (calls[action] ?? 0) + 1
      }
      if (status !== 200) addRefused(action, tables, answer)
      for (const { TableName, CapacityUnits } of consumedIn(answer)) {
        if (reads.has(action)) entry(TableName).readUnits += CapacityUnits
        else entry(TableName).writeUnits += CapacityUnits
      }
    },
    consumed(): Consumption {
      const all = Object.values(byTable)
      return {
        writeUnits: all.reduce((sum, table) => sum + table.writeUnits, 0),
        readUnits: all.reduce((sum, table) => sum + table.readUnits, 0),
        byTable: structuredClone(byTable),
      }
    },
    reset(): void {
      byTable = {}
    },
  }

  function addRefused(action: string, tables: string[], answer: Buffer): void {
    const text = answer.toString()
    if (action === 'TransactWriteItems' && text.includes('#TransactionCanceledException')) {
      const reasons = (JSON.parse(text) as { CancellationReasons?: unknown[] }).CancellationReasons?.length ?? 1
      const refused = entry(tables[0]!)
      refused.refused += 1
      refused.writeUnits += 2 * reasons
    } else if (text.includes('#ConditionalCheckFailedException')) {
      const refused = entry(tables[0]!)
      refused.refused += 1
      refused.writeUnits += 1
    }
  }
}

type Consumed = { TableName: string; CapacityUnits: number }

/** The ConsumedCapacity of an answer, read without parsing its items: the engine writes it last. */
function consumedIn(answer: Buffer): Consumed[] {
  const at = answer.lastIndexOf('"ConsumedCapacity":')
  if (at < 0) return []
  let found: unknown
  try {
    found = JSON.parse(answer.toString('utf8', at + 19, answer.length - 1))
  } catch {
    found = (JSON.parse(answer.toString()) as { ConsumedCapacity?: unknown }).ConsumedCapacity // another order, another engine
  }
  return (Array.isArray(found) ? found : [found]).filter(
    (one): one is Consumed => typeof one?.CapacityUnits === 'number',
  )
}
