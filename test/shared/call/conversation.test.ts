/** The conversation of an automated call, key by key: what is said, what is stored, where it goes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hear } from '../../../shared/call/conversation.ts'
import { readNode } from '../../../shared/call/node.ts'
import { missing, relevant } from '../../../shared/survey/flow.ts'
import { keypadProfile } from '../../../shared/survey/keypad.ts'
import { library } from '../../../shared/survey/library/library.ts'
import { readQuestion } from '../../../shared/survey/read-page.ts'
import { type Answers, isAsked, questions, type Survey } from '../../../shared/survey/survey.ts'
import { aBegunLine, aLine, aScript, type Line } from '../../builders/telephone.ts'
import { answersTo, aSurvey } from '../survey/some-surveys.ts'

const yes = { type: 'boolean', name: 'yes', title: 'Czy tak?', isRequired: true }
const mark = { type: 'rating', name: 'mark', title: 'Jaka ocena?', isRequired: true }
const two = aScript(aSurvey(yes, mark))

test('before the key 1 it is said who calls, why, how to check and to refuse; nothing about the person, and nothing is stored', () => {
  const line = aLine(two)
  expect(line.reply).toMatchObject({ next: 'ask', node: 'gate', turn: '1' })
  for (const part of ['Urząd Miasta Poznania', 'wizyty w przychodniach', '61 646 33 44', 'nacisnąć 0', 'nacisnąć 9']) {
    expect(line.reply.say).toContain(part)
  }
  expect(line.reply.say).toMatch(/Aby rozpocząć, proszę nacisnąć 1\.$/)
  expect(line.press('5', 'Timeout', '*', '9').writes).toBe(0)
})

test.each([
  ['the office is named once where the opening names it', 'Dzień dobry, tu Urząd Miasta Poznania, pytamy o wizyty', 1],
  ['a greeting of the opening’s own is not doubled', 'Dzień dobry! Pytamy o wizyty', 1],
])('%s', (_, opening, times) => {
  const { say } = aLine(aScript(two.survey, { opening })).reply
  expect(say.match(/Urząd Miasta Poznania/g)).toHaveLength(times)
  expect(say.match(/dzień dobry/gi)).toHaveLength(1)
})

test('behind the gate the clause is said, and any key or none leads to the first question', () => {
  const line = aLine(two).press('1')
  expect(line.reply).toMatchObject({ node: 'clause', turn: '2' })
  expect(line.reply.say).toMatch(/dobrowolny.*Prezydent Miasta Poznania.*rejestr pacjentów.*61 646 33 44/)
  for (const key of ['1', 'Timeout', '5']) expect(aLine(two).press('1', key).reply.node).toBe('q0')
  expect(aLine(two).press('1', '*').reply.say).toBe(line.reply.say)
  expect(line.writes).toBe(1)
})

test('a call from the first key to the thanks', () => {
  const line = aBegunLine(two).press('1', '4', '1')
  expect(line.said.map(({ node }) => node)).toEqual(['gate', 'clause', 'q0', 'q1', 'confirm', 'end'])
  expect(line).toMatchObject({ complete: true, answers: { yes: true, mark: 4 }, reply: { next: 'hangup' }, writes: 4 })
})

const any = (more: object) => aScript(aSurvey({ name: 'q', title: 'Pytanie', ...more }, yes))
test.each([
  ['radiogroup', any({ type: 'radiogroup', choices: ['a', 'b'], showDontKnowItem: true }), ['3'], 'dontknow'],
  ['"other", without words', any({ type: 'dropdown', choices: ['a'], showOtherItem: true }), ['2'], 'other'],
  ['rating', any({ type: 'rating' }), ['5'], 5],
  ['rating of 0 to 10', any({ type: 'rating', rateMin: 0, rateMax: 10 }), ['10'], 10],
  ['rating of 0 to 10, nothing', any({ type: 'rating', rateMin: 0, rateMax: 10 }), ['0'], 0],
  ['boolean', any({ type: 'boolean' }), ['2'], false],
  ['number', any({ type: 'text', inputType: 'number', min: 18, max: 99 }), ['07', '18'], 18],
  ['matrix', any({ type: 'matrix', columns: ['a', 'b'], rows: ['x', 'y', 'z'] }), ['1', '7', '2'], { x: 'a', z: 'b' }],
  ['several', any({ type: 'checkbox', choices: ['a', 'b', 'c'] }), ['1', '2', '1'], ['a', 'c']],
  ['several, none', any({ type: 'checkbox', choices: ['a', 'b'], showNoneItem: true }), ['2', '2'], ['none']],
  ['several, nothing', any({ type: 'checkbox', choices: ['a', 'b'] }), ['2', '2'], undefined],
  ['left out by 7', any({ type: 'rating' }), ['7'], undefined],
] as const)('%s is answered as on the web', (_, script, keys, answer) => {
  const line = aBegunLine(script).press(...keys)
  expect(line.answers.q).toEqual(answer)
  expect(line.reply.node).toBe('q1')
})

test('a number takes two keys, and star opens a menu with every other key', () => {
  const line = aBegunLine(any({ type: 'rating', rateMin: 0, rateMax: 10 }))
  expect(line.reply).toMatchObject({ next: 'ask2', node: 'q0' })
  expect(line.press('0').answers.q).toBe(0) // not an objection
  for (const star of ['*', '1*', '**']) {
    const menu = aBegunLine(line.script).press(star)
    expect(menu.reply).toMatchObject({ next: 'ask', node: 'q0.menu' })
    expect(menu.press('1').reply).toMatchObject({ next: 'ask2', node: 'q0' })
  }
  expect(aBegunLine(line.script).press('*', '7').reply.node).toBe('q1')
  expect(aBegunLine(line.script).press('*', '0').wish).toBe('objection')
  expect(aBegunLine(line.script).press('*', '9').wish).toBe('callback')
  expect(aBegunLine(line.script).press('*', '4').reply.node).toBe('q0.menu~w1')
  for (const wrong of ['11', '99', 'Timeout']) expect(aBegunLine(line.script).press(wrong).writes).toBe(1)
})

test.each([
  ['silence twice at the gate', ['Timeout', 'Timeout']],
  ['wrong three times at the gate', ['5', '5', '5']],
  ['silence twice at a question', ['1', '1', '1', 'Timeout', 'Timeout']],
  ['wrong three times at a question', ['1', '1', '1', '7', '6', '7']],
])('%s ends the call politely, and what was answered stays', (_, keys) => {
  const line = aLine(two).press(...keys)
  expect(line.reply).toMatchObject({ next: 'hangup', node: 'end' })
  expect(line.reply.say).toMatch(/Do widzenia\.$/)
  expect(line.complete).toBe(false)
})

test('silence and wrong keys are told, and counted only in a row', () => {
  const line = aBegunLine(two)
  expect(line.press('Timeout').reply).toMatchObject({
    node: 'q0~s1',
    say: expect.stringMatching(/^Nie usłyszeliśmy.*Czy tak/),
  })
  expect(line.press('5').reply).toMatchObject({
    node: 'q0~w1',
    say: expect.stringMatching(/^Takiej odpowiedzi.*Czy tak/),
  })
  expect(line.press('Timeout', '6', '*').reply).toMatchObject({ node: 'q0', next: 'ask' })
  expect(line.press('5', '5', '1').reply.node).toBe('q1')
})

test.each(['Timeout', '5'])('at the confirmation, waiting or wrong keys (%s) send what was answered', (key) => {
  const line = aBegunLine(two).press('1', '2', key, key, key)
  expect(line).toMatchObject({ complete: true, answers: { yes: true, mark: 2 } })
})

test('8 goes back to the question before, whose answer stays until another is given; not before the first of this call', () => {
  const line = aBegunLine(two).press('1', '8')
  expect(line.reply).toMatchObject({ node: 'q0', say: expect.stringMatching(/^Wracamy/) })
  expect(line.answers).toEqual({ yes: true })
  expect(line.press('8').reply.node).toBe('q0~w1')
  expect(line.press('2').reply.node).toBe('q1')
  expect(line.press('3', '8').reply.node).toBe('q1')
  expect(line.press('5', '1').answers).toEqual({ yes: false, mark: 5 })
})

test('8 goes back row by row and choice by choice, and is a choice where one lies on it', () => {
  const grid = { type: 'matrix', name: 'g', columns: ['a', 'b'], rows: ['x', 'y'] }
  const each = { type: 'checkbox', name: 'c', choices: ['a', 'b', 'c'] }
  const line = aBegunLine(aScript(aSurvey(grid, each, yes)))
  expect(line.press('1', '8').reply.node).toBe('q0.0')
  expect(line.press('2', '1').reply.node).toBe('q1.0')
  expect(line.press('1', '1', '8').reply.node).toBe('q1.1')
  expect(line.press('2', '2').answers).toEqual({ g: { x: 'b', y: 'a' }, c: ['a'] })
  const eight = { type: 'radiogroup', name: 'q', choices: ['1', '2', '3', '4', '5', '6', '7', '8'].map((n) => `c${n}`) }
  expect(aBegunLine(aScript(aSurvey(yes, eight))).press('1', '8').answers.q).toBe('c8')
})

test.each(['gate', 'clause', 'question', 'confirm'])('0 and 9 are heard at the %s', (place) => {
  const keys = { gate: [], clause: ['1'], question: ['1', '1'], confirm: ['1', '1', '1', '1'] }[place]!
  for (const [key, wish] of [
    ['0', 'objection'],
    ['9', 'callback'],
  ] as const) {
    const line = aLine(two).press(...keys)
    const before = line.writes
    expect(line.press(key)).toMatchObject({ wish, reply: { next: 'hangup' }, writes: before })
  }
})

test('a required question has no key to leave it out, nor one that offers "hard to say"', () => {
  expect(aBegunLine(two).press('7').reply.node).toBe('q0~w1')
  const hard = any({ type: 'radiogroup', choices: ['a'], showDontKnowItem: true })
  expect(aBegunLine(hard).press('7').reply.node).toBe('q0~w1')
})

test('conditions hold as on the web, also when a correction turns them', () => {
  const script = aScript(aSurvey(yes, { type: 'rating', name: 'why', title: 'Jak?', visibleIf: '{yes} = true' }, mark))
  expect(aBegunLine(script).press('2').reply.node).toBe('q2')
  const line = aBegunLine(script).press('1', '3', '8', '8', '2', '5', '1')
  expect(line).toMatchObject({ complete: true, answers: { yes: false, mark: 5 } })
  expect(line.answers).not.toHaveProperty('why')
})

const long = aScript(
  aSurvey(
    { type: 'radiogroup', name: 'a', choices: ['x', 'y'] },
    { type: 'matrix', name: 'g', columns: ['x', 'y'], rows: ['r', 's', 't'] },
    { type: 'comment', name: 'words' },
    { type: 'rating', name: 'm', isRequired: true },
    { type: 'boolean', name: 'z' },
  ),
)
test.each([
  ['nothing', {}, 'q0'],
  ['the first answer', { a: 'x' }, 'q1.0'],
  ['a later answer: what was left out before it stays left out', { m: 3 }, 'q4'],
  ['half a table', { a: 'x', g: { r: 'x', s: 'y' } }, 'q1.2'],
  ['words of the web', { words: 'dobrze' }, 'q3'],
  ['all but what must be answered', { z: true }, 'q3'],
  ['everything', { a: 'x', m: 4, z: false }, 'confirm'],
])('a half-done response goes on behind what was given: %s', (_, answers, node) => {
  const line = aBegunLine(long, answers as Answers)
  expect(line.reply.node).toBe(node)
  expect(line.press('8').reply.node.startsWith(node)).toBe(true) // nothing of the web is asked again
})

test('any turn told again gets the same words, and once it is stored nothing more to store', () => {
  const keys = ['5', '1', '*', '1', '1', 'Timeout', '8', '2', '7', '4', 'Timeout', '1']
  const line = aLine(two)
  const turns: { before: Line; input: string; reply: object }[] = []
  for (const input of keys) {
    const before = { ...line }
    line.press(input)
    turns.push({ before, input, reply: line.reply })
    const heard = { turn: Number(before.reply.turn), node: before.reply.node, input }
    for (let time = 0; time < 3; time++) {
      const again = hear(two, line, 1, heard)
      expect(again.reply).toEqual(line.reply)
      expect(again.save).toBeUndefined()
    }
  }
  expect(line.complete).toBe(true)
})

test('a turn that comes late does not answer the question that has come up again since', () => {
  const line = aBegunLine(two).press('1', '8') // q0 was answered at turn 3, and is asked again
  const late = hear(two, line, 1, { turn: 3, node: 'q0', input: '2' })
  expect(late).toEqual({ reply: line.reply })
})

test('a turn from long before gets what is asked now; a node that is none, the same', () => {
  const line = aBegunLine(two).press('1')
  const now = { node: 'q1', say: expect.stringContaining('Jaka ocena') }
  expect(hear(two, line, 1, { turn: 1, node: 'gate', input: '1' }).reply).toMatchObject(now)
  for (const node of ['q0', 'q99', 'q1.5', 'end', 'gate', '', '__proto__', 'q1~s9x']) {
    const step = hear(two, line, 1, { turn: 9, node, input: '1' })
    expect(step).toMatchObject({ reply: { ...now, turn: '10' } })
    expect(step.save ?? step.wish).toBeUndefined()
  }
  expect(hear(two, { answers: {}, talk: undefined }, 1, { turn: 5, node: 'q1', input: '0' }).reply.node).toBe('gate')
})

test.each(library.map(({ id, survey }) => [id, survey] as const))(
  '%s: random residents end where the web would, with answers that the web would take',
  (_, survey) => {
    const someKey = fc.constantFrom('1', '1', '2', '2', '3', '4', '5', '6', '7', '8', '*', 'Timeout', '10', '0x')
    fc.assert(
      fc.property(fc.array(someKey, { maxLength: 120 }), answersTo(survey), fc.boolean(), (keys, half, resumes) => {
        const script = aScript(survey)
        const start = resumes ? relevant(survey, half) : {}
        const line = aBegunLine(script, start)
        for (const key of keys) {
          line.press(key)
          check(survey, line, start)
        }
        if (line.complete) {
          const fits = new Set(keypadProfile(survey).fits.map(({ question }) => question.name))
          expect(missing(survey, line.answers).filter(({ question }) => fits.has(question))).toEqual([])
          expect(line.answers).toEqual(relevant(survey, line.answers))
        }
      }),
      { numRuns: 150 },
    )
  },
)

/** What was keyed in is what a form of the web would have given; what is said is short and plain. */
function check(survey: Survey, { answers, reply }: Line, start: Answers): void {
  expect(reply.say.length).toBeLessThanOrEqual(1_000)
  expect(reply.say).not.toMatch(/[<>&{}[\]*#_]|undefined|null|NaN/)
  expect(reply.next === 'hangup' || readNode(reply.node)).toBeTruthy()
  for (const [index, question] of questions(survey).entries()) {
    const answer = answers[question.name]
    if (!isAsked(question) || answer === undefined || answer === start[question.name]) continue
    const values = typeof answer === 'object' && !Array.isArray(answer) ? answer : [answer].flat().map(String)
    const { answer: read, errors } = readQuestion(question, index, (field) => {
      if (Array.isArray(values)) return field === `q_${index}` ? values : []
      const row = question.type === 'matrix' && question.rows[Number(field.split('_')[2])]?.value
      return row && values[row] ? [values[row]] : []
    })
    expect([errors, read]).toEqual([[], answer])
  }
}

test('whoever presses valid keys comes to the end of every library survey, in both voices', () => {
  for (const { survey } of library) {
    for (const language of ['pl', 'en'] as const) {
      for (const key of ['1', '2', '3', '5']) {
        const line = aBegunLine(aScript(survey, { language }))
        for (let prompt = 0; prompt < 60 && line.reply.next !== 'hangup'; prompt++) {
          line.press(
            line.reply.say.includes(`press ${key}.`) || line.reply.say.includes(`nacisnąć ${key}.`) ? key : '1',
          )
        }
        expect(line).toMatchObject({ complete: true, reply: { next: 'hangup' } })
        if (language === 'en')
          expect(line.said.map(({ say }) => say).join()).not.toMatch(/proszę|[ąćęłńśźż]{1}\w+ (?:na|do) /)
      }
    }
  }
})
