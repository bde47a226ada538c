/**
 * What a unit may do with the cases that were handed on to it: which it sees, what of them it reads, its steps. The steps are those of
 * case.ts; here is only what is not the unit's to do. Rules only. (L5)
 */
import { Refused } from '../platform/errors.ts'
import { type Case, type CaseContents, type CaseMove, type CaseStep, caseMoves, moveCase, UnitMove } from './case.ts'
import { kindOf } from './kinds.ts'

/** Steps after which a case is in the hands of the unit, and those after which it is the manager's. */
const givesToUnit: Partial<Record<CaseMove, boolean>> = {
  ...{ 'hand on': true, accept: true, answer: true },
  ...{ take: false, return: false },
}

/** Whether a case is in the hands of the unit in charge; of one that is done, whether it was when it ended. */
export function isWithUnit({ journal }: Pick<Case, 'journal'>): boolean {
  const last = journal.findLast(({ did }) => Object.hasOwn(givesToUnit, did))
  return last !== undefined && givesToUnit[last.did as CaseMove] === true
}

/** What the unit has answered since the case was last handed on to it. */
export function unitAnswer({ journal }: Pick<Case, 'journal'>): Case['journal'][number] | undefined {
  const since = journal.findLastIndex(({ did }) => did === 'hand on')
  return journal.slice(since + 1).findLast(({ did }) => did === 'answer')
}

/** What of a case's contents the unit needs to act; all else stays with the manager. */
export function contentsForUnit({ kind }: Pick<Case, 'kind'>, contents: CaseContents): CaseContents {
  const read = kindOf(kind).unitReads ?? ['text']
  return Object.fromEntries(Object.entries(contents).filter(([name]) => read.includes(name)))
}

/** What the unit may do with a case as it stands now. */
export function unitMovesOf(one: Case): UnitMove[] {
  if (!isWithUnit(one)) return []
  return UnitMove.options.filter((move) => caseMoves[one.state][move] && (move !== 'end' || kindOf(one.kind).unitEnds))
}

const refuse = (field: string, pl: string, en: string) =>
  new Refused(field, [{ field, rule: 'L5', message: { pl, en } }])

/** The case after a step of its unit, or Refused. Who ends a case says what was done, and only the manager ends what is hers to decide. */
export function moveByUnit(
  before: Case,
  step: Omit<CaseStep, 'move' | 'unit' | 'work'> & { move: UnitMove },
  at: Date,
): Case {
  if (!isWithUnit(before))
    throw refuse('move', 'Ta sprawa nie jest już w jednostce.', 'The unit does not have this case any more.')
  if (step.move === 'end' && before.state !== 'done') {
    if (!kindOf(before.kind).unitEnds) {
      throw refuse(
        'ending',
        'Zakończenie tej sprawy wybiera kierownik.',
        'How this case ends is for the manager to say.',
      )
    }
    if (!step.note && !unitAnswer(before)) throw refuse('note', 'Wpisz, co zrobiono.', 'Write what was done.')
  }
  return moveCase(before, step, at)
}
