/** The bench at a tiny size: its document is as promised, and its parts count what they did. Speeds are no matter of tests. */
import { spawn } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { folders } from '../../infra/permissions.ts'
import { root, synthesize } from '../../local/synthesize.ts'
import { figureOf, median } from './figures.ts'

interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

/** As `npm run bench -- …` runs it. */
const bench = (...args: string[]) =>
  new Promise<Outcome>((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'test/bench/run.ts', ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (text: Buffer) => (stdout += text))
    child.stderr.on('data', (text: Buffer) => (stderr += text))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })

beforeAll(() => synthesize())

describe('every part at 200 contacts', { timeout: 300_000 }, () => {
  let outcome: Outcome
  beforeAll(async () => {
    outcome = await bench('--json', '--contacts', '200')
  }, 300_000)

  test('measures without a fault and prints one document', () => {
    // a part that did not count what it should have ends with 1 and says what is wrong
    expect(outcome.code, outcome.stderr).toBe(0)
    expect(Object.keys(JSON.parse(outcome.stdout))).toEqual(['figures'])
  })

  test('has every figure, each beside its goal', () => {
    const { figures } = JSON.parse(outcome.stdout)
    expect(figures.map(({ id }: { id: string }) => id)).toEqual([
      ...['import.rowsPerSecond', 'import.ratio', 'import.peakMiB'],
      ...['dispatch.smtp.perSecond', 'dispatch.smtp.ratio', 'dispatch.ses.perSecond'],
      ...['responses.perSecond', 'responses.p99Ms', 'responses.ratio'],
      ...['cost.writeUnitsPerContact', 'cost.readUnitsPerContact', 'cost.sqsRequestsPerContact'],
      'cost.anonymous.writeUnitsPerContact',
      ...folders.flatMap((folder) => [`start.${folder}.ratio`, `start.${folder}.bytes`]),
      ...['results.itemsRead.1k', 'results.itemsRead.100k'],
      ...['calls.attempts', 'calls.wrongOutcomes', 'calls.twiceAtATime', 'calls.outsideWindow', 'calls.overCap'],
      ...['calls.lateRetries', 'calls.nextCallP99Ms', 'calls.writeUnitsPerAttempt', 'calls.answerWriteUnitsPerAttempt'],
      'anonymity.attackerAdvantage',
      ...['linter.wrong', 'linter.textsPerSecond'],
      ...['bookings.perSecond', 'bookings.p99Ms', 'bookings.overCapacity', 'bookings.ratio'],
      ...['bookings.writeUnitsPerHold', 'bookings.writeUnitsPerConfirmation'],
      'canary.found',
    ])
    for (const figure of figures) {
      const { value, unit, goal, atLeast } = figure
      expect(figure).toEqual({
        ...{ id: expect.any(String), value: expect.any(Number), unit: expect.any(String) },
        ...(goal !== undefined && { goal: expect.any(Number), [atLeast ? 'atLeast' : 'atMost']: true }),
        ok: goal === undefined ? true : atLeast ? value >= goal : value <= goal,
      })
      // a worker that is done within a moment was not looked at; and of what must not be, there is none
      const mayBeNone = figure.id === 'import.peakMiB' || goal === 0
      // an attacker may have less luck than chance
      if (figure.id !== 'anonymity.attackerAdvantage') {
        expect(value).toBeGreaterThanOrEqual(mayBeNone ? 0 : Number.MIN_VALUE)
      }
      expect(unit).not.toBe('')
    }
  })

  test('reads as many items for many responses as for few', () => {
    const { figures } = JSON.parse(outcome.stdout)
    const read = (id: string) => figures.find((figure: { id: string }) => figure.id === id)
    expect(read('results.itemsRead.100k').value).toBe(read('results.itemsRead.1k').value)
    expect(read('results.itemsRead.100k').ok).toBe(true)
  })

  test('calls nobody wrongly, twice, too often or out of hours, and knows how each call ended', () => {
    const { figures } = JSON.parse(outcome.stdout)
    const calls = figures.filter(({ id }: { id: string }) => id.startsWith('calls.'))
    expect(calls.filter(({ ok }: { ok: boolean }) => !ok)).toEqual([])
    expect(calls[0].value).toBeGreaterThan(40)
  })
})

test('one part alone, as a table', { timeout: 60_000 }, async () => {
  const { code, stdout } = await bench('--only', 'start,unknown', '--contacts', '100')
  expect(code).toBe(0)
  expect(stdout).toContain('start.staff.ratio')
  expect(stdout).not.toContain('import.ratio')
})

test.each([
  [
    ['--only', 'nothing'],
    'Parts of the bench: import, dispatch, responses, cost, start, results, calls, anonymity, texts, bookings, canary.',
  ],
  [['--contacts', 'many'], '--contacts is many, not a number'],
])('%s is answered by a line', { timeout: 60_000 }, async (args, line) => {
  const { code, stdout, stderr } = await bench(...args)
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain(line)
})

test.each([
  ['import.ratio', 0.2, { goal: 0.2, atLeast: true, ok: true }],
  ['import.ratio', 0.1994, { value: 0.199, goal: 0.2, atLeast: true, ok: false }],
  ['import.peakMiB', 513, { goal: 512, atMost: true, ok: false }],
  ['start.import-contacts.ratio', 3.5, { goal: 3.6, atMost: true, ok: true }],
  ['start.dispatch.ratio', 3.5, { goal: 3.3, atMost: true, ok: false }],
  ['responses.p99Ms', 12.3456, { value: 12.346, ok: true }],
])('%s of %d', (id, value, expected) => {
  expect(figureOf({ id, value, unit: 'u' })).toEqual({ id, value, unit: 'u', ...expected })
})

test('a goal that the run sets goes before the table', () => {
  expect(figureOf({ id: 'results.itemsRead.100k', value: 21, unit: 'items', atMost: 20 })).toMatchObject({ ok: false })
})

test('the middle of an even number of times lies between two', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5])
})
