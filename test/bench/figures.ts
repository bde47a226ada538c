/** Figures: what a part of the bench measured, the goal that it is held to, and how both are shown. */

/** What a part measured. A goal that depends on the run comes along with it. */
export interface Measure {
  id: string
  value: number
  unit: string
  atMost?: number
}

export interface Figure {
  id: string
  value: number
  unit: string
  goal?: number
  atLeast?: true
  atMost?: true
  /** Whether the goal is met; true where there is none. */
  ok: boolean
}

type Goal = { atLeast: number } | { atMost: number }

const goals: [RegExp, Goal][] = [
  [/^import\.ratio$/, { atLeast: 0.2 }],
  [/^import\.peakMiB$/, { atMost: 512 }],
  [/^dispatch\.smtp\.ratio$/, { atLeast: 0.5 }],
  [/^responses\.ratio$/, { atLeast: 0.4 }],
  [/^cost\.(anonymous\.)?writeUnitsPerContact$/, { atMost: 1.0 }],
  [/^cost\.sqsRequestsPerContact$/, { atMost: 0.02 }],
  [/^calls\.(wrongOutcomes|twiceAtATime|outsideWindow|overCap|lateRetries)$/, { atMost: 0 }],
  [/^bookings\.overCapacity$/, { atMost: 0 }],
  [/^bookings\.writeUnitsPerHold$/, { atMost: 1 }],
  [/^bookings\.writeUnitsPerConfirmation$/, { atMost: 7 }], // a transaction of three items, and the reminder's place in the index
  [/^calls\.writeUnitsPerAttempt$/, { atMost: 3 }],
  [/^linter\.wrong$/, { atMost: 0 }],
  [/^canary\.found$/, { atMost: 0 }],
  [/^start\.import-contacts\.ratio$/, { atMost: 3.6 }],
  [/^start\..+\.ratio$/, { atMost: 3.3 }], // every function uses the SDK, pages too
]

/** A measure beside its goal, rounded as it is shown and judged. */
export function figureOf({ id, value, unit, atMost }: Measure): Figure {
  const shown = { id, value: rounded(value), unit }
  const goal: Goal | undefined =
    atMost === undefined ? goals.find(([pattern]) => pattern.test(id))?.[1] : { atMost: rounded(atMost) }
  if (!goal) return { ...shown, ok: true }
  return 'atLeast' in goal
    ? { ...shown, goal: goal.atLeast, atLeast: true, ok: shown.value >= goal.atLeast }
    : { ...shown, goal: goal.atMost, atMost: true, ok: shown.value <= goal.atMost }
}

/** Whole numbers from 100 up, three decimals below. */
const rounded = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 1000) / 1000)

/** The figures as a table for people. */
export function tableOf(figures: Figure[]): string {
  const rows = figures.map(({ id, value, unit, goal, atLeast, ok }) => [
    id,
    value.toLocaleString('en'),
    unit,
    goal === undefined ? '' : `${atLeast ? 'at least' : 'at most'} ${goal}`,
    goal === undefined ? '' : ok ? 'yes' : 'NO',
  ])
  return columns([['figure', 'value', 'unit', 'goal', 'met'], ...rows], [1])
}

/** Rows of cells in columns as wide as their widest cell; the columns named in `right` stand flush right. */
export function columns(rows: string[][], right: number[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: string[]) =>
    row
      .map((cell, column) => (right.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

/** The middle one of some measurements. */
export function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** A bench that measured the wrong thing is no bench: what should have happened must have. */
export function mustBe(what: string, expected: number, found: number): void {
  if (found !== expected) throw new Error(`${what}: ${expected} were expected, there are ${found}`)
}
