/** The voice of the phone page: espeak-ng where it is installed. Elsewhere the browser speaks, or the text stands alone. */
import { spawn } from 'node:child_process'
import type { Language } from '../../shared/platform/language.ts'

const voices: Record<Language, string> = { pl: 'pl', uk: 'uk', en: 'en-gb' }
const wordsPerMinute = 165
const remembered = 20

export interface Sound {
  /** Whether this machine can speak. */
  isThere(): Promise<boolean>
  /** The words as a WAV file; undefined when this machine cannot speak. */
  wav(words: string, language: Language): Promise<Uint8Array<ArrayBuffer> | undefined>
}

/** Speech by a program with the options of espeak-ng. */
export function speechSound(program = 'espeak-ng'): Sound {
  let there: Promise<boolean> | undefined
  const made = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined>>()
  const isThere = () => {
    there ??= run(program, ['--version'], '').then((output) => output !== undefined)
    return there
  }
  return {
    isThere,
    async wav(words, language) {
      if (!(await isThere())) return undefined
      const key = `${language} ${words}`
      if (made.has(key)) return made.get(key)
      const fresh = run(program, ['-v', voices[language], '-s', String(wordsPerMinute), '--stdin', '--stdout'], words)
      made.set(key, fresh)
      if (made.size > remembered) made.delete(made.keys().next().value!)
      return fresh
    },
  }
}

/** What a program writes when it is given words; undefined when it is not there or fails. */
function run(program: string, options: string[], input: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, options, { stdio: ['pipe', 'pipe', 'ignore'] })
    const chunks: Buffer[] = []
    child.on('error', () => resolve(undefined))
    child.stdin.on('error', () => {}) // it ended before it read all: its exit code tells
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('close', (code) => resolve(code === 0 ? whole(Buffer.concat(chunks)) : undefined))
    child.stdin.end(input)
  })
}

/** A WAV that was written without going back does not say how long it is; a browser waits for the rest of it. */
function whole(bytes: Buffer): Uint8Array<ArrayBuffer> {
  const wav = new Uint8Array(bytes)
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 36, 40) !== 'data') return wav
  const view = new DataView(wav.buffer)
  view.setUint32(4, wav.length - 8, true)
  view.setUint32(40, wav.length - 44, true)
  return wav
}
