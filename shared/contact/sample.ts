/** The first rows of an upload, sealed: personal data that the manager sees while she says which column is what. */
import * as z from 'zod/mini'
import { open, seal } from '../platform/secrets.ts'

const Sample = z.array(z.array(z.string()))

const place = (campaign: string, upload: string) => `${campaign}#upload#${upload}`

/** Rows sealed by the campaign's key for this upload alone. */
export function sealSample(key: Uint8Array, campaign: string, upload: string, rows: string[][]): Buffer {
  return seal(key, place(campaign, upload), Buffer.from(JSON.stringify(rows)))
}

/** The rows of a sealed sample. */
export function openSample(key: Uint8Array, campaign: string, upload: string, sealed: Uint8Array): string[][] {
  return z.parse(Sample, JSON.parse(open(key, place(campaign, upload), sealed).toString()))
}
