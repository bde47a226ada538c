/** Ciphertext of the stand-in: version, the key's id, a nonce, the sealed bytes. The encryption context is sealed in as AAD. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { MasterKey } from './kms-keys.ts'

export type EncryptionContext = Record<string, string>

const version = 1

/** AES-256-GCM: `1, length of id, id, 12 bytes of nonce, 16 bytes of tag, ciphertext`. */
export function seal(key: MasterKey, plaintext: Buffer, context: EncryptionContext): Buffer {
  const id = Buffer.from(key.id)
  const head = Buffer.concat([Buffer.from([version, id.length]), id])
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key.material, nonce)
  cipher.setAAD(Buffer.concat([head, contextBytes(context)]))
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([head, nonce, cipher.getAuthTag(), sealed])
}

/** The id of the key a ciphertext names, or nothing when it is none of ours. */
export function keyIdOf(ciphertext: Buffer): string | undefined {
  const length = ciphertext[1] ?? 0
  if (ciphertext[0] !== version || ciphertext.length < 2 + length + 28) return undefined
  return ciphertext.toString('utf8', 2, 2 + length)
}

/** The plaintext, or nothing when key, context or bytes do not fit together. */
export function unseal(key: MasterKey, ciphertext: Buffer, context: EncryptionContext): Buffer | undefined {
  const head = ciphertext.subarray(0, 2 + ciphertext[1]!)
  const nonce = ciphertext.subarray(head.length, head.length + 12)
  const tag = ciphertext.subarray(head.length + 12, head.length + 28)
  const cipher = createDecipheriv('aes-256-gcm', key.material, nonce)
  cipher.setAAD(Buffer.concat([head, contextBytes(context)]))
  cipher.setAuthTag(tag)
  try {
    return Buffer.concat([cipher.update(ciphertext.subarray(head.length + 28)), cipher.final()])
  } catch {
    return undefined
  }
}

/** The pairs in the order of their names, so that the order they were written in does not matter. */
function contextBytes(context: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))))
}
