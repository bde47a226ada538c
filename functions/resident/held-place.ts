/** A place that is held by somebody with a link: what its hold is known by, and how her browser finds it again. (B4) */
import { createHash, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod/mini'
import type { SlotRef } from '../../shared/booking/calendar.ts'
import { Clock, PointId } from '../../shared/booking/service.ts'
import { LocalDate } from '../../shared/plan/window.ts'
import { slotText } from '../../web/resident/booking-parts.tsx'

/** A slot and the chance by which its form is one of a kind. */
export interface Place {
  slot: SlotRef
  nonce: string
}

export const newNonce = (): string => randomBytes(12).toString('base64url')

const nonceShape = /^[A-Za-z0-9_-]{16}$/

/** The place that two texts name; undefined for whatever is none. */
export function readPlace(service: string, slot: string, nonce: string): Place | undefined {
  const [point, day, digits = ''] = slot.split('.')
  const start = `${digits.slice(0, 2)}:${digits.slice(2)}`
  const fits =
    z.safeParse(PointId, point).success &&
    z.safeParse(LocalDate, day).success &&
    z.safeParse(Clock, start).success &&
    nonceShape.test(nonce)
  return fits ? { slot: { service, point: point!, day: day!, start }, nonce } : undefined
}

/**
 * What the hold is known by at the desk: of no use without the link that it was made with. The same form sent twice is the same hold;
 * another form of the same link is another one.
 */
export const refOf = (token: string, { slot, nonce }: Place): string =>
  createHash('sha256')
    .update(`hold ${token} ${slotText(slot)} ${nonce}`)
    .digest('base64url')

/** Where the page of a held place is, below where she chose it. */
export const placePath = (base: string, { slot, nonce }: Place): string => `${base}/at/${slotText(slot)}/${nonce}`

const cookie = 'hold'

/** Remembers the place for this browser, and below this link only. */
export function rememberPlace(c: Context, { slot, nonce }: Place, path: string, secure: boolean): void {
  const value = `${slotText(slot)}~${nonce}`
  setCookie(c, cookie, value, { path, httpOnly: true, sameSite: 'Lax', secure, maxAge: 4 * 3600 })
}

export function rememberedPlace(c: Context, service: string): Place | undefined {
  const [slot = '', nonce = ''] = (getCookie(c, cookie) ?? '').split('~')
  return readPlace(service, slot, nonce)
}

export function forgetPlace(c: Context, path: string, secure: boolean): void {
  if (getCookie(c, cookie) !== undefined) deleteCookie(c, cookie, { path, secure })
}
