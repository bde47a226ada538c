/** Whether this machine can place a real telephone call to itself, and what it lacks if not. */
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** Debian packages by the program that is looked for. */
const packages = { baresip: 'baresip-core', sipp: 'sip-tester', 'espeak-ng': 'espeak-ng', sox: 'sox' }
export type Program = keyof typeof packages

/** Where a program lies; undefined when it is not on the path. */
export function find(program: Program): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file))
}

/** Something that belongs to a program's package, seen from where the program lies. */
export function beside(program: Program, path: string): string {
  return join(dirname(dirname(find(program)!)), path)
}

/** What is missing, in words; nothing when a call can be placed. */
export function missing(): string[] {
  const programs = Object.keys(packages) as Program[]
  const lacking = programs.filter((program) => !find(program)).map((program) => packages[program])
  return [...lacking, ...(mayPlayPackets() ? [] : ['CAP_NET_RAW, by which sipp plays keys'])]
}

/** sipp plays recorded packets through a raw socket. */
function mayPlayPackets(): boolean {
  try {
    const [, effective] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))!
    return (BigInt(`0x${effective}`) & (1n << 13n)) !== 0n
  } catch {
    return false
  }
}
