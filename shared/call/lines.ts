/**
 * The lines of automated calls: which attempts hold one, how fast calls may be started, and how far each list was taken.
 * One item for the whole office, written over the version it was read at, so that one write claims lines, people and
 * numbers together. Rules only.
 */
import * as z from 'zod/mini'
import type { Whom } from '../contact/link.ts'
import { type CallId, callIdText, readCallId } from './call.ts'

/**
 * An attempt that was claimed and is not known to be closed. It holds a line, except a turn that is only being skipped:
 * that one has no `hash`.
 */
export const OpenCall = z.object({
  /** `callIdText` of the attempt. */
  call: z.string(),
  /** The beginning of her number's hash: nobody else is called there meanwhile. Empty: she is being skipped. */
  hash: z.string(),
  /** Which of her numbers. */
  number: z.int(),
  /** When it was claimed and until when its end is waited for, epoch ms. */
  since: z.int(),
  until: z.int(),
})
export type OpenCall = z.infer<typeof OpenCall>

/** Somebody whom a cursor has passed and who was not called: nothing rang, or her number was busy with us. */
export const BackCall = z.object({ call: z.string(), at: z.int() })
export type BackCall = z.infer<typeof BackCall>

export const Lines = z.object({
  version: z.int(),
  /** Calls that may be started at once, as a token bucket; when it was last filled, epoch ms. */
  tokens: z.number(),
  tokensAt: z.int(),
  /** No call is started before: the provider asked us to slow down, or is out of order. Epoch ms. */
  quietUntil: z.int(),
  /** How often in a row no call was taken, for a reason that is not the called people's. */
  troubles: z.int(),
  open: z.array(OpenCall),
  back: z.array(BackCall),
  /** By list: the position (page * 100 + index) of the first person who was never looked at. A list is at work while it is here. */
  fresh: z.record(z.string(), z.int()),
  /** By list: everything that was due before this was taken. An instant (ISO), or a position in the index. */
  due: z.record(z.string(), z.string()),
  /** The list that was served last. */
  turn: z.string(),
})
export type Lines = z.infer<typeof Lines>

export const noLines: Lines = {
  version: 0,
  tokens: 5,
  tokensAt: 0,
  quietUntil: 0,
  troubles: 0,
  open: [],
  back: [],
  fresh: {},
  due: {},
  turn: '',
}

/** What Connect takes from an account: starts a second, and how many at once after a pause. */
export const startsPerSecond = 2
export const startsAtOnce = 5
/** Ringing, the longest talk, and the time until the last check of a call (`check.ts`). Then its end is no longer waited for. */
export const openMilliseconds = 20 * 60_000
/** How long a turn may take to be kept as skipped. */
export const skipMilliseconds = 60_000
/** So late an entry may appear in the index of what is due, clocks that differ included. */
export const indexLagMilliseconds = 120_000
/** So many people wait to be called again at most; then nobody new is looked at. */
export const mostBack = 50
/** A pause after trouble: a minute more each time, and at most five; where others were taken meanwhile, some seconds. */
const longestQuietMinutes = 5
const shortQuietSeconds = 5
/** So often in a row no call is taken, over three quarters of an hour, before the drive pauses. */
export const mostTroubles = 10

const hashLength = 8

/** What `open` keeps of a number's hash: one number of the office's few lines is told from another. */
export const lineHash = (addressHash: string): string => addressHash.slice(0, hashLength)

/** Whether an automated call to a number (`addressHash` of E.164) is being made. */
export function isOnTheLine({ open }: Pick<Lines, 'open'>, addressHash: string): boolean {
  const hash = lineHash(addressHash)
  return open.some((call) => call.hash === hash)
}

/**
 * The lines as they stand at an instant: tokens flow in with time. A clock that went back fills nothing, and what a wrong
 * clock has written far into the future is cut to what is usual.
 */
export function linesAt(lines: Lines, at: Date): Lines {
  const now = at.getTime()
  const passed = Math.max(0, now - lines.tokensAt)
  return {
    ...lines,
    tokens: Math.min(startsAtOnce, lines.tokens + (passed * startsPerSecond) / 1000),
    tokensAt: now,
    quietUntil: Math.min(lines.quietUntil, now + longestQuietMinutes * 60_000),
    open: lines.open.map((call) => ({ ...call, until: Math.min(call.until, now + openMilliseconds) })),
    back: lines.back.map((call) => ({ ...call, at: Math.min(call.at, now + longestQuietMinutes * 60_000) })),
    due: Object.fromEntries(
      Object.entries(lines.due).map(([list, from]) => {
        const safe = safeCursor(at)
        return [list, from > safe ? safe : from] // it lay in the past when it was written
      }),
    ),
  }
}

/** How many calls may be started now: lines that are free, tokens, and none while it must be quiet. */
export function mayStart({ open, tokens, quietUntil }: Lines, lines: number, at: Date): number {
  if (quietUntil > at.getTime()) return 0
  return Math.max(0, Math.min(Math.floor(tokens), lines - open.filter(({ hash }) => hash).length))
}

/** Seconds until the next call may be started, as far as tokens go. */
export function secondsToToken({ tokens }: Lines): number {
  return Math.max(1, Math.ceil((1 - tokens) / startsPerSecond))
}

/** The lists at work, the one after the last served first: no list keeps another from its calls. */
export function listsInTurn({ fresh, turn }: Lines): string[] {
  const lists = Object.keys(fresh).sort()
  return [...lists.filter((list) => list > turn), ...lists.filter((list) => list <= turn)]
}

/** Up to here everything that is due can be seen in the index. */
export function safeCursor(at: Date): string {
  return new Date(at.getTime() - indexLagMilliseconds).toISOString()
}

/** Where to read on next time, after everything up to a place was taken: the place, or what cannot be seen safely yet. */
export function cursorAfter(taken: string, at: Date): string {
  const safe = safeCursor(at)
  return taken < safe ? taken : safe
}

/** One person, as a word. */
export const whomText = ({ campaign, page, index }: Whom): string => `${campaign}.${page}.${index}`

/** Everybody on the lines or waiting to be called again: the cursors have passed them, and nobody else takes them. */
export function inHand({ open, back }: Pick<Lines, 'open' | 'back'>): Set<string> {
  return new Set([...open, ...back].map(({ call }) => whomText(readCallId(call)!)))
}

/**
 * The lines after starts came to nothing, all of them or `some`, for a reason that is not the called people's: the office slows
 * down, and those of whom it is certain that nothing rang (`calls`) are called again soon.
 */
export function afterTrouble(lines: Lines, calls: readonly CallId[], how: 'all' | 'some', at: Date): Lines {
  const troubles = how === 'all' ? lines.troubles + 1 : 1
  const seconds = how === 'all' ? Math.min(longestQuietMinutes, troubles) * 60 : shortQuietSeconds
  const quiet = at.getTime() + seconds * 1000
  return {
    ...putBack(lines, calls, quiet),
    tokens: 0,
    tokensAt: at.getTime(),
    quietUntil: Math.max(lines.quietUntil, quiet),
    troubles,
  }
}

/** The lines after calls were claimed that are not made now: nothing rang, and they are owed from an instant on (epoch ms). */
export function putBack(lines: Lines, calls: readonly CallId[], from: number): Lines {
  const texts = new Set(calls.map(callIdText))
  const held = lines.open.filter(({ call }) => texts.has(call))
  return {
    ...lines,
    open: lines.open.filter(({ call }) => !texts.has(call)),
    back: [...lines.back, ...held.map(({ call }) => ({ call, at: from }))],
  }
}

/** The lines without a list: its step is done, or its drive has ended. Who still talks keeps the line. */
export function withoutList(lines: Lines, list: string): Lines {
  const { [list]: _, ...fresh } = lines.fresh
  const { [list]: __, ...due } = lines.due
  const campaign = list.slice(0, list.indexOf('#'))
  return { ...lines, fresh, due, back: lines.back.filter(({ call }) => readCallId(call)!.campaign !== campaign) }
}

/** The lines with a list that begins; one that is there already stays as it is. */
export function withList(lines: Lines, list: string): Lines {
  return list in lines.fresh ? lines : { ...lines, fresh: { ...lines.fresh, [list]: 0 } }
}
