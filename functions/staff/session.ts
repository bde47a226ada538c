/**
 * The session of a signed-in person: all of it in one encrypted cookie, nothing on the server. It ends after half an hour
 * without a sign of the person, and after ten hours in any case, when the roles are asked from the issuer anew. (X4, X11)
 */
import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod/mini'
import { open, seal } from '../../shared/platform/secrets.ts'
import { Person } from './person.ts'

const idleSeconds = 30 * 60
const longestSeconds = 10 * 60 * 60
const signInSeconds = 10 * 60
/** A cookie younger than this is not written again: one page view need not make a new one. */
const renewSeconds = 60

export const Session = z.object({ person: Person, csrf: z.string(), signedInAt: z.number() })
export type Session = z.infer<typeof Session>

/** What the browser keeps between leaving for the issuer and coming back. */
const SignIn = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), back: z.string() })
export type SignIn = z.infer<typeof SignIn>

/** What a cookie holds under its seal; times in seconds. */
const Kept = z.object({ payload: z.unknown(), writtenAt: z.number(), expiresAt: z.number() })

export type Sessions = ReturnType<typeof cookieSessions>

/**
 * Sessions in cookies.
 * @param key 32 bytes, from the office's data key
 * @param secure whether pages are served by https: then the names carry `__Host-` and the cookies `Secure`
 */
export function cookieSessions({
  key,
  secure,
  now,
}: {
  key: () => Promise<Uint8Array>
  secure: boolean
  now: () => Date
}) {
  const prefix = secure ? '__Host-' : ''
  const names = { session: `${prefix}akcja-session`, signIn: `${prefix}akcja-sign-in` }
  const seconds = () => Math.floor(now().getTime() / 1000)
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const

  // Bound to its name, so that one cookie cannot pass for the other.
  const sealed = async (kind: keyof typeof names, payload: object, expiresAt: number) => {
    const kept: z.infer<typeof Kept> = { payload, writtenAt: seconds(), expiresAt }
    return seal(await key(), `cookie ${kind}`, Buffer.from(JSON.stringify(kept))).toString('base64url')
  }

  const opened = async <Schema extends z.ZodMiniType>(kind: keyof typeof names, schema: Schema, c: Context) => {
    const cookie = getCookie(c, names[kind])
    if (!cookie) return undefined
    try {
      const plain = open(await key(), `cookie ${kind}`, Buffer.from(cookie, 'base64url'))
      const { payload, writtenAt, expiresAt } = z.parse(Kept, JSON.parse(plain.toString()))
      if (seconds() >= expiresAt) return undefined
      return { value: z.parse(schema, payload) as z.infer<Schema>, writtenAt }
    } catch {
      return undefined // altered or of an older key: the person signs in again
    }
  }

  const write = async (c: Context, session: Session) => {
    const expiresAt = Math.min(seconds() + idleSeconds, session.signedInAt + longestSeconds)
    setCookie(c, names.session, await sealed('session', session, expiresAt), options)
  }

  return {
    /** A new session for a person who has just signed in. */
    async open(c: Context, person: Person): Promise<Session> {
      const session = { person, csrf: randomBytes(16).toString('base64url'), signedInAt: seconds() }
      await write(c, session)
      return session
    },

    /**
     * The session of this request, if there is one.
     * @param stay whether the request is a sign of the person, and prolongs it: a page that reloads itself is none
     */
    async read(c: Context, { stay }: { stay: boolean }): Promise<Session | undefined> {
      const found = await opened('session', Session, c)
      if (!found) return undefined
      if (stay && seconds() - found.writtenAt >= renewSeconds) await write(c, found.value)
      return found.value
    },

    close(c: Context): void {
      deleteCookie(c, names.session, options)
    },

    /** Remembers what must match when the browser comes back from the issuer. */
    async leave(c: Context, signIn: SignIn): Promise<void> {
      const value = await sealed('signIn', signIn, seconds() + signInSeconds)
      setCookie(c, names.signIn, value, { ...options, maxAge: signInSeconds })
    },

    /** What `leave` remembered; once. */
    async comeBack(c: Context): Promise<SignIn | undefined> {
      const found = await opened('signIn', SignIn, c)
      deleteCookie(c, names.signIn, options)
      return found?.value
    },
  }
}
