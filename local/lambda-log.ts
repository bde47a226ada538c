/** A function's log: JSON lines in a file of its own, the last file kept; errors are also shown to whoever runs it. */
import { appendFile, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const largest = 20 * 1024 * 1024

export interface FunctionLog {
  write(level: string, text: string, fields?: Record<string, unknown>): void
  /** Resolves when every line is on disk. */
  close(): Promise<void>
}

/** Opens `<dir>/logs/<name>.log`. Lines are gathered and written a few times a second. */
export function functionLog(dir: string, name: string, now: () => number, show: (line: string) => void): FunctionLog {
  const folder = join(dir, 'logs')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.log`)
  let size = sizeOf(file)
  let lines: string[] = []
  let flushing: Promise<void> | undefined

  const flush = async () => {
    await new Promise((resolve) => setTimeout(resolve, 200))
    while (lines.length > 0) {
      const text = lines.join('')
      lines = []
      if (size > largest) {
        renameSync(file, `${file}.1`)
        size = 0
      }
      size += text.length
      await new Promise<void>((resolve) => {
        appendFile(file, text, (error) => {
          if (error) show(`${name}: its log cannot be written: ${error.message}`)
          resolve()
        })
      })
    }
    flushing = undefined
  }

  return {
    write(level, text, fields) {
      const line = { time: new Date(now()).toISOString(), level, ...(asObject(text) ?? { message: text }), ...fields }
      lines.push(`${JSON.stringify(line)}\n`)
      if (level === 'error') show(`${name}: ${text}`)
      flushing ??= flush()
    },
    close: async () => {
      await flushing
    },
  }
}

/** A line that is JSON already keeps its fields. */
function asObject(text: string): object | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as object
  } catch {
    return undefined
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}
