/** A small JSON file that is replaced as a whole, so that a kill at any moment leaves the old one or the new one. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface StateFile<T> {
  /** What was written last; undefined before the first time. */
  read(): T | undefined
  write(value: T): void
}

export function stateFile<T>(file: string): StateFile<T> {
  mkdirSync(dirname(file), { recursive: true })
  return {
    read() {
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as T
      } catch {
        return undefined
      }
    },
    write(value) {
      writeFileSync(`${file}.new`, JSON.stringify(value))
      renameSync(`${file}.new`, file)
    },
  }
}
