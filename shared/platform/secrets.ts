/**
 * Keys: one data key to a campaign and one to the office, wrapped by KMS and unwrapped once per warm function. From each
 * come the working keys: sealing of pages, MACs of links, hashes of addresses, sessions. (domain.md X1, X13; HKDF RFC 5869)
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms'

/** A working key of 32 bytes for one purpose, from a data key. */
export function workingKey(dataKey: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, 'akcja', purpose, 32))
}

/** Bytes sealed by AES-256-GCM: 12 of nonce, 16 of tag, the rest. `place` is bound to them: elsewhere they don't open. */
export function seal(key: Uint8Array, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** What `seal` closed. Throws where key, place or bytes differ. */
export function open(key: Uint8Array, place: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
}

/** A 128-bit MAC over a text, as 22 characters of base64url (ASVS 11.5.1). */
export function macOf(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url')
}

/** Whether two short texts are the same, in time that does not tell where they differ. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

export interface Keys {
  /** Seals what is personal: pages of contacts, samples of uploads. */
  seal: Buffer
  /** Signs links. */
  link: Buffer
}

export interface OfficeKeys {
  /** Hashes addresses, the same over all campaigns (objections, bounces). */
  address: Buffer
  /** Seals sessions of staff. */
  session: Buffer
}

/** A new data key wrapped by the customer key, for the owner (campaign id, or `office`) alone. */
export async function newDataKey(kms: KMSClient, keyId: string, owner: string): Promise<Uint8Array> {
  const { CiphertextBlob } = await kms.send(
    new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { owner } }),
  )
  return CiphertextBlob!
}

/** Where the second halves of drives' keys are read. */
export interface Halves {
  read(owner: string): Promise<Uint8Array>
}

/**
 * Unwraps data keys, each owner's once per warm function. A drive's key is made of what KMS unwraps and of its second half,
 * which are asked for at the same time; without the half it is gone (half-store.ts). The office's has one part only.
 */
export function keyring(kms: KMSClient, keyId: string, halves: Halves) {
  const unwrapped = new Map<string, Promise<Uint8Array>>()
  const dataKey = (owner: string, wrapped: Uint8Array): Promise<Uint8Array> => {
    const known = unwrapped.get(owner)
    if (known !== undefined) return known
    const fresh = kms
      .send(new DecryptCommand({ CiphertextBlob: wrapped, KeyId: keyId, EncryptionContext: { owner } }))
      .then(({ Plaintext }) => Plaintext!)
    fresh.catch(() => unwrapped.delete(owner))
    if (unwrapped.size > 100) unwrapped.clear()
    unwrapped.set(owner, fresh)
    return fresh
  }
  const wholeKey = async (owner: string, wrapped: Uint8Array): Promise<Uint8Array> => {
    const [first, second] = await Promise.all([dataKey(owner, wrapped), halves.read(owner)])
    return Buffer.concat([first, second])
  }
  const cached = <K>(make: (dataKey: Uint8Array) => K, keyOf = dataKey) => {
    const made = new Map<string, K>()
    return async (owner: string, wrapped: Uint8Array): Promise<K> => {
      const known = made.get(owner)
      if (known) return known
      const keys = make(await keyOf(owner, wrapped))
      if (made.size > 100) made.clear()
      made.set(owner, keys)
      return keys
    }
  }
  return {
    campaignKeys: cached<Keys>((key) => ({ seal: workingKey(key, 'seal'), link: workingKey(key, 'link') }), wholeKey),
    officeKeys: cached<OfficeKeys>((key) => ({
      address: workingKey(key, 'address'),
      session: workingKey(key, 'session'),
    })),
    /** Chains the entries of the audit. */
    auditKey: cached<Buffer>((key) => workingKey(key, 'audit')),
    /** Seals what is personal in cases. */
    caseKey: cached<Buffer>((key) => workingKey(key, 'cases')),
    /** Seals who comes, where she came by herself and not by a drive. */
    bookingKey: cached<Buffer>((key) => workingKey(key, 'bookings')),
  }
}
export type Keyring = ReturnType<typeof keyring>

/** A working key (or keys) of the office, its wrapped key read once per warm function. */
export function ofOffice<K>(
  get: (owner: string, wrapped: Uint8Array) => Promise<K>,
  wrapped: () => Promise<Uint8Array>,
): () => Promise<K> {
  let known: Promise<K> | undefined
  return () => {
    known ??= wrapped().then((key) => get('office', key))
    known.catch(() => {
      known = undefined
    })
    return known
  }
}

/** The office's usual keys: addresses, sessions. */
export const officeKeysOf = (keys: Keyring, wrapped: () => Promise<Uint8Array>): (() => Promise<OfficeKeys>) =>
  ofOffice(keys.officeKeys, wrapped)
