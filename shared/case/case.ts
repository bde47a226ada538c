/**
 * A case: a matter with a deadline in the office's register, like a request to erase or to see one's data. Its kinds are
 * data (kinds.ts). Rules only: no AWS, no clock, no randomness. (L5, L42)
 */
import * as z from 'zod/mini'
import { LocalDate } from '../plan/window.ts'
import { Refused } from '../platform/errors.ts'
import { localTime } from '../platform/local-time.ts'
import { addMonths, daysBetween, lastDay } from './deadline.ts'
import { type CaseKind, type Deadline, kindNames, kindOf } from './kinds.ts'

export const CaseState = z.enum(['open', 'working', 'handed on', 'with unit', 'answered', 'returned', 'done'])
export type CaseState = z.infer<typeof CaseState>

/** What the manager does with a case. */
export const OfficeMove = z.enum(['take', 'hand on', 'prolong', 'remark', 'end'])
export type OfficeMove = z.infer<typeof OfficeMove>

/** What the unit does with a case that was handed on to it (see unit-moves.ts). */
export const UnitMove = z.enum(['accept', 'remark', 'answer', 'return', 'end'])
export type UnitMove = z.infer<typeof UnitMove>

export type CaseMove = OfficeMove | UnitMove

/** The manager can always take a case back, hand it on to another unit, or end it. */
const ofOffice = { take: 'working', 'hand on': 'handed on', end: 'done' } as const

/** What may be done in which state, and what the case is afterwards; one that is done stays as it is. */
export const caseMoves: Record<CaseState, Partial<Record<CaseMove, CaseState>>> = {
  open: { take: 'working', 'hand on': 'handed on', prolong: 'open', remark: 'open', end: 'done' },
  working: { 'hand on': 'handed on', prolong: 'working', remark: 'working', end: 'done' },
  'handed on': {
    ...ofOffice,
    ...{ prolong: 'handed on', remark: 'handed on' },
    ...{ accept: 'with unit', answer: 'answered', return: 'returned' },
  },
  'with unit': { ...ofOffice, prolong: 'with unit', remark: 'with unit', answer: 'answered', return: 'returned' },
  answered: { ...ofOffice, prolong: 'answered', remark: 'answered', answer: 'answered' },
  returned: { ...ofOffice, prolong: 'returned', remark: 'returned' },
  done: {},
}

/** How it reached the office. */
export const CaseFrom = z.enum(['page', 'call', 'email', 'letter', 'visit', 'form'])
export type CaseFrom = z.infer<typeof CaseFrom>

/** One line of what was done. `note` is the office's own words and must name nobody: what names people is in the contents. */
export const CaseEntry = z.object({
  at: z.string(),
  /** Who: the id in the token, or `resident`, or `clock`. */
  by: z.string(),
  /** Her name as the issuer gave it then; missing in entries that are not a step of staff. */
  name: z.optional(z.string()),
  did: z.string(),
  note: z.optional(z.string()),
})
export type CaseEntry = z.infer<typeof CaseEntry>

export const Case = z.object({
  id: z.string().check(z.regex(/^cas_[0-9a-z]{12}$/)),
  kind: z.enum(kindNames),
  /** The name of its deadline among those of its kind. */
  deadline: z.string(),
  state: CaseState,
  openedAt: z.string(),
  /** The local day of the request, from which the deadline is counted. */
  openedOn: LocalDate,
  /** The last day on which the answer is in time. */
  dueOn: LocalDate,
  /** `resident`, or the id of the member of staff who wrote it down. */
  openedBy: z.string(),
  from: CaseFrom,
  /** The contact by whose link it was opened. */
  whom: z.optional(z.object({ campaign: z.string(), page: z.int(), index: z.int() })),
  /** The drive in whose call it was taken, where that tells nothing of who called. */
  drive: z.optional(z.string()),
  /** Whose data it is about, as staff chose them among those who were found. */
  people: z.optional(z.array(z.object({ campaign: z.string(), page: z.int(), index: z.int() }))),
  /** The unit in charge, where it is another than its kind says. */
  unit: z.optional(z.string()),
  /** Of the subjects of its kind. */
  subject: z.optional(z.string()),
  prolonged: z.optional(z.boolean()),
  /** Which of the reminders went out: days before the last day. */
  reminded: z.array(z.int()),
  ending: z.optional(z.string()),
  closedAt: z.optional(z.string()),
  journal: z.array(CaseEntry),
  /** What the person wrote and how to reach her, sealed; see `contents` in the store. */
  sealed: z.optional(z.custom<Uint8Array>((value) => value instanceof Uint8Array)),
  version: z.int(),
})
export type Case = z.infer<typeof Case>

/**
 * What is personal in a case, by name: `email`, `phone`, `name`, `text`, whatever its kind needs. Sealed in the table, never
 * in a log, a queue or the audit.
 */
export type CaseContents = Record<string, string>

/** What is needed to open a case. */
export interface Opening {
  kind: CaseKind
  from: CaseFrom
  openedBy: string
  /** Her name as the issuer gives it, where a member of staff opens it. */
  name?: string
  /** The name of the deadline; the kind's first one unless given. */
  deadline?: string
  whom?: Case['whom']
  drive?: string
  unit?: string
  subject?: string
  contents?: CaseContents
  /** While a case opened with the same text (ids only) is not done, opening it again gives that one back: a form posted twice. */
  once?: string
}

/** The deadline of a case. */
export function deadlineOf({ kind, deadline }: Pick<Case, 'kind' | 'deadline'>): Deadline {
  const { deadlines } = kindOf(kind)
  const found = deadlines[deadline]
  if (!found) throw new Error(`a case of this kind has no deadline of this name`)
  return found
}

/** A new case. `at` is the instant at which the request reached the office. Where a unit is in charge from the first, it is handed on. */
export function openCase(id: string, opening: Opening, at: Date): Case {
  const { kind, from, openedBy, name, whom, drive, unit, subject } = opening
  const deadline = opening.deadline ?? Object.keys(kindOf(kind).deadlines)[0]!
  const openedOn = localTime(at).date
  const goesOn = unit !== undefined || kindOf(kind).handsOn
  const entry = { at: at.toISOString(), by: openedBy, ...(name && { name }) }
  return {
    id,
    kind,
    deadline,
    state: goesOn ? 'handed on' : 'open',
    openedAt: at.toISOString(),
    openedOn,
    dueOn: lastDay(openedOn, deadlineOf({ kind, deadline }).period),
    openedBy,
    from,
    ...(whom && { whom }),
    ...(drive && { drive }),
    ...(unit && { unit }),
    ...(subject && { subject }),
    reminded: [],
    journal: [
      { ...entry, did: 'open' },
      ...(goesOn ? [{ ...entry, did: 'hand on', ...(unit && { note: unit }) }] : []),
    ],
    version: 0,
  }
}

export interface CaseStep {
  move: CaseMove
  by: string
  name?: string
  note?: string
  /** To whom it is handed on. */
  unit?: string
  /** How it ends, of the endings of its kind. */
  ending?: string
  /** The work itself ends it (see `byWork` in kinds.ts). */
  work?: true
}

const refuse = (field: string, pl: string, en: string) =>
  new Refused(field, [{ field, rule: 'L5', message: { pl, en } }])

/** The case after a step, or Refused with what is missing. */
export function moveCase(before: Case, { move, by, name, note, unit, ending, work }: CaseStep, at: Date): Case {
  const state = caseMoves[before.state][move]
  if (!state)
    throw refuse('move', 'Tej sprawy nie można już tak zmienić.', 'This cannot be done with the case any more.')
  const entry: CaseEntry = { at: at.toISOString(), by, ...(name && { name }), did: move, ...(note && { note }) }
  const after: Case = { ...before, state, journal: [...before.journal, entry] }
  switch (move) {
    case 'take':
    case 'accept':
      return after
    case 'answer':
      if (!note) throw refuse('note', 'Wpisz, co zrobiono.', 'Write what was done.')
      return after
    case 'return':
      if (!note) throw refuse('note', 'Podaj powód zwrotu.', 'Give the reason for sending it back.')
      return after
    case 'remark':
      if (!note) throw refuse('note', 'Wpisz treść uwagi.', 'Write the remark.')
      return after
    case 'hand on':
      if (!unit) throw refuse('unit', 'Podaj, kto ma się tym zająć.', 'Say who is to deal with it.')
      return {
        ...after,
        unit,
        journal: [...before.journal, { ...entry, note: [unit, note].filter(Boolean).join(': ') }],
      }
    case 'prolong': {
      const { prolonged } = deadlineOf(before)
      if (!prolonged || before.prolonged) {
        throw refuse('move', 'Terminu nie można już przedłużyć.', 'The deadline cannot be prolonged any more.')
      }
      if (!note) throw refuse('note', 'Podaj powód przedłużenia.', 'Give the reason for prolonging.')
      if (localTime(at).date > before.dueOn) {
        throw refuse(
          'move',
          'Termin już minął: przedłużyć można tylko przed jego końcem.',
          'The deadline is over: it can be prolonged only before its end.',
        )
      }
      return { ...after, prolonged: true, dueOn: lastDay(before.openedOn, prolonged), reminded: [] }
    }
    case 'end': {
      const found = ending === undefined ? undefined : kindOf(before.kind).endings[ending]
      if (!found || (found.byWork && !work)) {
        throw refuse('ending', 'Wybierz, jak zakończyła się sprawa.', 'Choose how the case ended.')
      }
      if (found.refused && !note) throw refuse('note', 'Podaj powód odmowy.', 'Give the reason for the refusal.')
      const { sealed, ...rest } = after
      const kept = kindOf(before.kind).forgets ? {} : { ...(sealed && { sealed }) }
      return { ...rest, ...kept, ending: ending!, closedAt: at.toISOString() }
    }
  }
}

/** Days left until the last day; negative where it is over. Of a case that is done, as they were on the day it ended. */
export function daysLeft({ dueOn, closedAt }: Pick<Case, 'dueOn' | 'closedAt'>, at: Date): number {
  return daysBetween(localTime(closedAt ? new Date(closedAt) : at).date, dueOn)
}

/** The reminder that is due today and has not gone out: how many days before the end it belongs to. Undefined: none. */
export function reminderDue(one: Case, at: Date): number | undefined {
  if (one.state === 'done') return undefined
  const left = daysLeft(one, at)
  const due = kindOf(one.kind).remindDays.filter((days) => left <= days && !one.reminded.includes(days))
  return due.length > 0 ? Math.min(...due) : undefined
}

/** Until when the record of a case that is done is kept, in epoch seconds. */
export function keptUntil({ kind, closedAt }: Case): number | undefined {
  if (!closedAt) return undefined
  const last = addMonths(localTime(new Date(closedAt)).date, 12 * kindOf(kind).keptYears)
  return Math.floor(Date.parse(`${last}T23:59:59Z`) / 1000)
}
