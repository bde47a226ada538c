/** A small JSON file that is replaced as a whole, so that a kill at any moment leaves the old one or the new one. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface StateFile<T> {
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
      const fresh = `${file}.new`
      const opened = openSync(fresh, 'w')
      writeSync(opened, JSON.stringify(value))
      fsyncSync(opened)
      closeSync(opened)
      renameSync(fresh, file)
    },
  }
}
