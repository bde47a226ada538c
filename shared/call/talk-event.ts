/** What Connect tells at each turn of a call. Read leniently: its documents and its live events differ in letters and fields. */
import * as z from 'zod/mini'
import { type CallId, readCallId } from './call.ts'
import type { Spoken } from './call-texts.ts'
import { type Heard, silence } from './conversation.ts'

const Texts = z.catch(z.record(z.string(), z.unknown()), {})

/** The parts of a contact flow's event that are read; whatever else it holds is left alone. */
const TalkEvent = z.object({
  Details: z.object({ ContactData: z.object({ Attributes: Texts }), Parameters: Texts }),
})

export interface ReadTurn {
  /** Undefined for a call that is none of ours. */
  call: CallId | undefined
  language: Spoken
  /** What was keyed in; undefined at the first prompt. */
  heard?: Heard
}

/** The turn that an event tells of. Whatever it holds, it is read: what cannot be is no call of ours. */
export function readTurn(event: unknown): ReadTurn {
  const { data } = z.safeParse(TalkEvent, event)
  const attributes = data?.Details.ContactData.Attributes ?? {}
  const given = data?.Details.Parameters ?? {}
  const text = (of: Record<string, unknown>, name: string) => (typeof of[name] === 'string' ? of[name].trim() : '')
  const call = readCallId(text(attributes, 'call'))
  const language = text(attributes, 'language') === 'en' ? 'en' : 'pl'
  if (text(given, 'event').toUpperCase() !== 'INPUT') return { call, language }
  const keys = text(given, 'input').replace(/#$/, '')
  const input = keys === '' || keys.toLowerCase() === silence.toLowerCase() ? silence : keys.slice(0, 10)
  const turn = /^[1-9]\d{0,3}$/.test(text(given, 'turn')) ? Number(text(given, 'turn')) : 1
  return { call, language, heard: { turn, node: text(given, 'node'), input } }
}
