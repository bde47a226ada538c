/** What every part of the bench is. */
import type { Measure } from './figures.ts'

/** Tells the person who waits, on stderr. */
export type Say = (line: string) => void

/** A part measures at a scale: `contacts` is the size of its drive, 100,000 when nobody says otherwise. */
export type Part = (contacts: number, say: Say) => Promise<Measure[]>

/** `contacts` as the scale: `share` of 100,000, never fewer than `least`. */
export const scaled = (contacts: number, share: number, least: number): number =>
  Math.max(least, Math.round(contacts * share))

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`
export const whole = (value: number): string => Math.round(value).toLocaleString('en')
