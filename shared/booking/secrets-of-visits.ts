/**
 * What of a visit nobody may read or guess: who comes (sealed by the drive's key, or by the office's where she came by herself) and
 * the token of her link, random and kept as its hash; sealed beside her name once more, because reminders have to bring it. (X1, X13)
 */
import { createHash, randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { NotFound } from '../platform/errors.ts'
import { open, sameText, seal } from '../platform/secrets.ts'
import { Visitor } from './booking.ts'

/** What lies sealed in a booking, or in an entry of the waiting list. */
const Sealed = z.extend(Visitor, { secret: z.string() })
export type Sealed = z.infer<typeof Sealed>

/** The key that seals for an owner: `office`, or the id of a drive. Throws NotFound when it was destroyed. */
export type SealKeyOf = (owner: string) => Promise<Uint8Array>

/** Whose key seals: the drive's, where she came by one. */
export const ownerOf = ({ whom }: { whom?: { campaign: string } | undefined }): string => whom?.campaign ?? 'office'

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

/** 128 random bits as text. */
export const newSecret = (): string => randomBytes(16).toString('base64url')

/** The token of a link to a booking or to an entry of the waiting list: `b` or `w`, the id, the secret. */
export function tokenOf(id: string, secret: string): string {
  return `${id.startsWith('wtg_') ? 'w' : 'b'}${id.slice(4)}${secret}`
}

const shape = /^([bw])([0-9a-z]{12})([A-Za-z0-9_-]{22})$/

/** The id that a token names, before its secret is checked; undefined when it has not the shape of one. */
export function idOfToken(token: string): string | undefined {
  const found = shape.exec(token)
  return found ? `${found[1] === 'w' ? 'wtg' : 'bkg'}_${found[2]}` : undefined
}

/** What is stored of a token. */
export const tokenHash = (token: string): string => hash(token).toString('base64url')

/** Whether a token is the one whose hash is stored. Constant time. */
export const isToken = (token: string, stored: string): boolean => sameText(tokenHash(token), stored)

/** What a slot keeps of a hold's ref: 96 bits of its hash. Who reads the table cannot confirm with it. */
export const holdKey = (ref: string): string => hash(`hold ${ref}`).subarray(0, 12).toString('base64url')

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** The id of the booking that a hold becomes: the same hold confirmed twice is the same booking. */
export function bookingIdOf(ref: string): string {
  const bytes = hash(`booking ${ref}`)
  return `bkg_${Array.from({ length: 12 }, (_, n) => alphabet[bytes[n]! & 31]).join('')}`
}

export function sealer(sealKeyOf: SealKeyOf) {
  return {
    async close(owner: string, id: string, content: Sealed): Promise<Uint8Array> {
      return seal(await sealKeyOf(owner), id, Buffer.from(JSON.stringify(content)))
    },
    /** Undefined when the drive's key was destroyed: who it was cannot be known any more. */
    async open(owner: string, id: string, sealed: Uint8Array): Promise<Sealed | undefined> {
      try {
        return z.parse(Sealed, JSON.parse(open(await sealKeyOf(owner), id, sealed).toString()))
      } catch (error) {
        if (error instanceof NotFound) return undefined
        throw error
      }
    },
  }
}
export type Sealer = ReturnType<typeof sealer>
