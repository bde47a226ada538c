/** Master keys on disk: one small file a key, readable by its owner only. */

import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion'

export interface MasterKey {
  id: string
  arn: string
  state: KeyState
  /** Milliseconds. */
  createdAt: number
  /** 256 bits. */
  material: Buffer
}

export interface KeyRing {
  /** The key of this id, made on first use. */
  ensure(id: string): MasterKey
  /** By id or ARN. */
  find(idOrArn: string): MasterKey | undefined
  setState(id: string, state: KeyState): void
}

/** Opens the keys in `dir`. Throws when a key file is damaged: data under a lost key cannot be had back, so it must be told. */
export function keyRing(dir: string, place: { region: string; account: string }, now: () => number): KeyRing {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700)
  const keys = new Map<string, MasterKey>()
  const arnOf = (id: string) => `arn:aws:kms:${place.region}:${place.account}:key/${id}`
  const idOf = (idOrArn: string) => idOrArn.replace(/^arn:aws[\w-]*:kms:[^:]*:[^:]*:key\//, '')
  const fileOf = (id: string) => join(dir, `${encodeURIComponent(id)}.json`)

  const write = ({ material, ...rest }: MasterKey): void => {
    const file = fileOf(rest.id)
    writeFileSync(`${file}.new`, JSON.stringify({ ...rest, material: material.toString('base64') }), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  for (const name of readdirSync(dir).filter((one) => one.endsWith('.json'))) {
    const stored = readKey(join(dir, name))
    if (!stored) throw new Error(`the master key in ${name} is damaged`)
    keys.set(stored.id, { ...stored, arn: arnOf(stored.id) })
  }

  return {
    ensure(idOrArn) {
      const id = idOf(idOrArn)
      const known = keys.get(id)
      if (known) return known
      if (existsSync(fileOf(id))) throw new Error(`the master key ${id} is on disk, but was not read`)
      const key: MasterKey = { id, arn: arnOf(id), state: 'Enabled', createdAt: now(), material: randomBytes(32) }
      write(key)
      keys.set(id, key)
      return key
    },
    find: (idOrArn) => keys.get(idOf(idOrArn)),
    setState(idOrArn, state) {
      const key = keys.get(idOf(idOrArn))
      if (!key) throw new Error(`no master key ${idOrArn}`)
      key.state = state
      write(key)
    },
  }
}

const StoredKey = z.object({
  id: z.string(),
  arn: z.string(),
  state: z.enum(['Enabled', 'Disabled', 'PendingDeletion']),
  createdAt: z.number(),
  material: z.base64().transform((text) => Buffer.from(text, 'base64')),
})

function readKey(file: string): MasterKey | undefined {
  try {
    const key = StoredKey.parse(JSON.parse(readFileSync(file, 'utf8')))
    return key.material.length === 32 ? key : undefined
  } catch {
    return undefined
  }
}
