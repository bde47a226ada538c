/** What a unit may see and do of cases: a table of steps, whose the case is after each, who belongs to a unit, what of the contents it reads. */
import { describe, expect, test } from 'vitest'
import {
  type Case,
  type CaseMove,
  CaseState,
  type CaseStep,
  caseMoves,
  moveCase,
  OfficeMove,
  openCase,
  UnitMove,
} from '../../../shared/case/case.ts'
import { type CaseKind, kindNames, kindOf } from '../../../shared/case/kinds.ts'
import { type Units, unitsOf } from '../../../shared/case/unit.ts'
import { contentsForUnit, isWithUnit, moveByUnit, unitAnswer, unitMovesOf } from '../../../shared/case/unit-moves.ts'

const at = new Date('2026-12-01T10:00:00Z')
const opened = (kind: CaseKind = 'report') =>
  openCase('cas_000000000001', { kind, from: 'letter', openedBy: 'maria' }, at)
type Said = Partial<Pick<CaseStep, 'note' | 'unit' | 'ending'>>
const full: Record<CaseMove, Said> = {
  take: {},
  accept: {},
  'hand on': { unit: 'Straż' },
  prolong: { note: 'Powód.' },
  remark: { note: 'Uwaga.' },
  answer: { note: 'Posypano.' },
  return: { note: 'Nie nasza ulica.' },
  end: { ending: 'solved', note: 'Posypano.' },
}
const steps = (one: Case, ...moves: CaseMove[]): Case =>
  moves.reduce((before, move) => moveCase(before, { move, by: 'x', ...full[move] }, at), one)

test.each<[CaseMove[], string, boolean]>([
  [[], 'handed on', true],
  [['accept'], 'with unit', true],
  [['accept', 'remark', 'answer'], 'answered', true],
  [['answer', 'answer'], 'answered', true],
  [['accept', 'return'], 'returned', false],
  [['return', 'hand on'], 'handed on', true],
  [['accept', 'take'], 'working', false],
  [['answer', 'take'], 'working', false],
  [['return', 'take'], 'working', false],
  [['accept', 'end'], 'done', true],
  [['take', 'end'], 'done', false],
])('a report after %j is %s', (moves, state, withUnit) => {
  const one = steps(opened(), ...moves)
  expect([one.state, isWithUnit(one)]).toEqual([state, withUnit])
})

test.each(CaseState.options)(
  '%s: the unit can do something only where a state follows, and the manager everything but its own steps',
  (state) => {
    const allowed = Object.keys(caseMoves[state])
    const known = [...OfficeMove.options, ...UnitMove.options] as string[]
    expect(allowed.filter((move) => !known.includes(move))).toEqual([])
    for (const after of Object.values(caseMoves[state])) expect(CaseState.options).toContain(after)
  },
)

describe('a unit', () => {
  const by = { by: 'ewa', name: 'Ewa Mazur' }

  test.each<[string, Case, UnitMove, Said]>([
    ['answer without words', opened(), 'answer', {}],
    ['send back without a reason', opened(), 'return', {}],
    ['end without a word of what was done', opened(), 'end', { ending: 'solved' }],
    ['end without an ending', opened(), 'end', { note: 'Zrobione.' }],
    ['take up what it has taken up', steps(opened(), 'accept'), 'accept', {}],
    ['send back what it has answered', steps(opened(), 'answer'), 'return', { note: 'x' }],
    ['remark on what it has sent back', steps(opened(), 'return'), 'remark', { note: 'x' }],
    ['take up what the manager took back', steps(opened(), 'take'), 'accept', {}],
    [
      'end a request for information',
      steps(opened('public-information'), 'hand on'),
      'end',
      { ending: 'granted', note: 'x' },
    ],
    ['touch a request that was not handed on', opened('public-information'), 'remark', { note: 'x' }],
    ['change what is done', steps(opened(), 'end'), 'remark', { note: 'x' }],
  ])('may not %s', (_, one, move, step) => {
    expect(() => moveByUnit(one, { move, ...by, ...step }, at)).toThrow()
    if (one.state === 'done' || !isWithUnit(one)) expect(unitMovesOf(one)).toEqual([])
  })

  test('ends a report in its own words, or after it has answered; her name stands in the journal', () => {
    const one = moveByUnit(opened(), { move: 'end', ...by, ending: 'solved', note: 'Posypano.' }, at)
    expect(one).toMatchObject({ state: 'done', ending: 'solved' })
    expect(one.journal.at(-1)).toMatchObject({ ...by, did: 'end', note: 'Posypano.' })
    expect(moveByUnit(steps(opened(), 'answer'), { move: 'end', ...by, ending: 'solved' }, at).state).toBe('done')
  })

  test('must say again what was done once another unit has the case', () => {
    const again = steps(opened(), 'answer', 'hand on')
    expect(unitAnswer(again)).toBeUndefined()
    expect(() => moveByUnit(again, { move: 'end', ...by, ending: 'solved' }, at)).toThrow()
  })

  test('of a request for information the answer is its part, and the manager decides', () => {
    const answered = steps(opened('public-information'), 'hand on', 'accept', 'answer')
    expect(unitMovesOf(answered)).toEqual(['remark', 'answer'])
    expect(unitAnswer(answered)?.note).toBe('Posypano.')
    expect(moveCase(answered, { move: 'end', by: 'maria', ending: 'granted' }, at).ending).toBe('granted')
  })
})

test.each(kindNames)('of %s the unit reads no more than its kind says', (kind) => {
  const contents = { text: 'a', place: 'b', name: 'c', email: 'd', phone: 'e', other: 'f' }
  const read = kindOf(kind).unitReads ?? ['text']
  expect(Object.keys(contentsForUnit({ kind }, contents)).sort()).toEqual([...read].sort())
  if (kind !== 'accessibility') expect(read).not.toContain('email')
})

describe('who belongs to a unit', () => {
  const units: Units = [
    { name: 'Drogi', email: 'drogi@urzad.example', kinds: ['report'], people: ['Ewa.Mazur@urzad.example', 'id-7'] },
    { name: 'Finanse', email: 'finanse@urzad.example', kinds: [], people: ['ewa.mazur@urzad.example'] },
    { name: 'Straż', email: 'ewa@urzad.example', kinds: [] },
  ]
  test.each([
    [
      'her address, however it is written',
      { id: 'x', email: 'ewa.mazur@Urzad.example', emailVerified: true },
      ['Drogi', 'Finanse'],
    ],
    ['her id', { id: 'id-7' }, ['Drogi']],
    ['an address that the issuer has not verified', { id: 'x', email: 'ewa.mazur@urzad.example' }, []],
    ['the mailbox of the unit', { id: 'x', email: 'ewa@urzad.example', emailVerified: true }, []],
    ['nothing', { id: 'x' }, []],
  ])('is known by %s', (_, person, names) => {
    expect(unitsOf(person, units).map(({ name }) => name)).toEqual(names)
  })
})
