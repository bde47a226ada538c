/** The rules of the lines: tokens, turns, cursors, and what a wrong clock cannot do. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterTrouble,
  cursorAfter,
  isOnTheLine,
  type Lines,
  linesAt,
  listsInTurn,
  mayStart,
  mostTroubles,
  noLines,
  safeCursor,
  startsAtOnce,
  startsPerSecond,
  withList,
  withoutList,
} from '../../../shared/call/lines.ts'

const at = new Date('2026-03-10T10:00:00Z')
const seconds = (n: number) => new Date(at.getTime() + n * 1000)
const open = (n: number, hash = 'abcdefgh') => ({
  call: `cmp_000000000001.0.${n}.1`,
  hash,
  number: 0,
  since: +at,
  until: +at + 60_000,
})
const lines = (change: Partial<Lines> = {}): Lines => ({ ...noLines, tokensAt: +at, ...change })

test('over any seconds, no more calls start than a burst and two a second', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -30_000, max: 30_000 }), { maxLength: 60 }), (pauses) => {
      let state = lines()
      let now = +at
      let forward = 0
      let started = 0
      for (const pause of pauses) {
        now += pause
        forward += Math.max(0, pause)
        state = linesAt(state, new Date(now))
        const may = mayStart(state, 1_000, new Date(now))
        started += may
        state = { ...state, tokens: state.tokens - may }
      }
      expect(started).toBeLessThanOrEqual(startsAtOnce + (forward * startsPerSecond) / 1000)
    }),
  )
})

test.each<[string, Partial<Lines>, number]>([
  ['all lines free', {}, 5],
  ['one line free', { open: [open(1), open(2), open(3)] }, 1],
  ['a turn that is being skipped holds no line', { open: [open(1), open(2, ''), open(3, '')] }, 3],
  ['no token', { tokens: 0.9 }, 0],
  ['told to be quiet', { quietUntil: +at + 1 }, 0],
])('%s', (_, change, may) => {
  expect(mayStart(lines(change), 4, at)).toBe(Math.min(may, 4))
})

test('a number is known on the line by the beginning of its hash', () => {
  expect(isOnTheLine(lines({ open: [open(1)] }), 'abcdefghijklmnop')).toBe(true)
  expect(isOnTheLine(lines({ open: [open(1, '')] }), 'abcdefghijklmnop')).toBe(false)
})

test('lists take turns, the one after the last first', () => {
  const three = ['c#0', 'a#0', 'b#0'].reduce(withList, lines())
  expect(listsInTurn(three)).toEqual(['a#0', 'b#0', 'c#0'])
  expect(listsInTurn({ ...three, turn: 'a#0' })).toEqual(['b#0', 'c#0', 'a#0'])
  expect(listsInTurn({ ...three, turn: 'z#0' })).toEqual(['a#0', 'b#0', 'c#0'])
})

test('a list that ends takes its cursors and its people along; who talks keeps the line', () => {
  const list = 'cmp_000000000001#0'
  const before = lines({
    fresh: { [list]: 7 },
    due: { [list]: 'x' },
    open: [open(1)],
    back: [{ call: open(2).call, at: 1 }],
  })
  expect(withoutList(before, list)).toMatchObject({ fresh: {}, due: {}, back: [], open: [open(1)] })
})

test('trouble: nothing starts for a minute, then for longer, five minutes at most', () => {
  const held = lines({ open: [open(1), open(2)] })
  const id = { campaign: 'cmp_000000000001', page: 0, index: 1, n: 1 }
  let state = afterTrouble(held, [id], 'all', at)
  expect(state).toMatchObject({ tokens: 0, troubles: 1, quietUntil: +seconds(60), open: [open(2)] })
  expect(state.back).toEqual([{ call: open(1).call, at: +seconds(60) }])
  for (let n = 1; n < mostTroubles; n++) state = afterTrouble(state, [], 'all', at)
  expect(state).toMatchObject({ troubles: mostTroubles, quietUntil: +seconds(300) })
  expect(afterTrouble(state, [], 'some', at).troubles).toBe(1)
})

test('one call that Connect refuses for its speed, among others that it takes, is made five seconds later', () => {
  const id = { campaign: 'cmp_000000000001', page: 0, index: 1, n: 1 }
  const state = afterTrouble(lines({ open: [open(1), open(2)] }), [id], 'some', at)
  expect(state).toMatchObject({ quietUntil: +seconds(5), back: [{ call: open(1).call, at: +seconds(5) }] })
})

test('a clock that goes back shortens what was written for later, and takes cursors back with it', () => {
  const list = 'cmp_000000000001#0'
  const ahead = lines({
    tokensAt: +seconds(3600),
    tokens: 1,
    quietUntil: +seconds(3600),
    open: [{ ...open(1), until: +seconds(7200) }],
    back: [{ call: open(2).call, at: +seconds(3600) }],
    due: { [list]: seconds(3500).toISOString() },
  })
  const now = linesAt(ahead, at)
  expect(now.tokens).toBe(1)
  expect(now.quietUntil).toBe(+seconds(300))
  expect(now.open[0]!.until).toBe(+seconds(1200))
  expect(now.back[0]!.at).toBe(+seconds(300))
  expect(now.due[list]).toBe(safeCursor(at))
})

test('a cursor stays behind what the index may still bring', () => {
  expect(cursorAfter('2026-03-10T09:00:00.000Z|p|07#01', at)).toBe('2026-03-10T09:00:00.000Z|p|07#01')
  expect(cursorAfter(at.toISOString(), at)).toBe('2026-03-10T09:58:00.000Z')
})
