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

/** The token of the link to a booking: `b`, its id, the secret. */
export const bookingToken = (id: string, secret: string): string => `b${id.slice(4)}${secret}`

/** The token of the link to an entry of a waiting list: `w`, the service, the entry, the secret. */
export const waitingToken = (service: string, id: string, secret: string): string =>
  `w${service.slice(4)}${id.slice(4)}${secret}`

const shapes = [/^b([0-9a-z]{12})[A-Za-z0-9_-]{22}$/, /^w([0-9a-z]{12})([0-9a-z]{12})[A-Za-z0-9_-]{22}$/] as const

/** The booking that a token names, before its secret is checked; undefined when it has not the shape of one. */
export function bookingOfToken(token: string): string | undefined {
  const found = shapes[0].exec(token)
  return found ? `bkg_${found[1]}` : undefined
}

/** The entry of a waiting list that a token names, before its secret is checked. */
export function waitingOfToken(token: string): { service: string; id: string } | undefined {
  const found = shapes[1].exec(token)
  return found ? { service: `svc_${found[1]}`, id: `wtg_${found[2]}` } : undefined
}

/** What is stored of a token. */
export const tokenHash = (token: string): string => hash(token).toString('base64url')

/** Whether a token is the one whose hash is stored. Constant time. */
export const isToken = (token: string, stored: string): boolean => sameText(tokenHash(token), stored)

/** What a slot keeps of a hold's ref: 96 bits of its hash. Who reads the table cannot confirm with it. */
export const holdKey = (ref: string): string => hash(`hold ${ref}`).subarray(0, 12).toString('base64url')

/** What is kept of a link that holds a place in a service: it cannot be turned into the link, nor be guessed. */
export const holderKey = (link: string, service: string): string =>
  hash(`holder ${service} ${link}`).subarray(0, 16).toString('base64url')

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** The id of the booking that a hold becomes: the same hold confirmed twice is the same booking. */
export function bookingIdOf(ref: string): string {
  const bytes = hash(`booking ${ref}`)
  return `bkg_${Array.from({ length: 12 }, (_, n) => alphabet[bytes[n]! & 31]).join('')}`
}

/** Ids of the waiting list sort by when they were made: nine digits tell the millisecond, three are chance. */
export function newWaitingId(now: Date): string {
  const chance = Array.from(randomBytes(3), (byte) => alphabet[byte & 31]).join('')
  return `wtg_${now.getTime().toString(36).padStart(9, '0')}${chance}`
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
