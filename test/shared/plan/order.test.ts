/** The order of a plan: whatever is added, moved or removed by the form, a plan in order stays in order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  canAdd,
  canRemove,
  isOneLetter,
  moved,
  orderProblems,
  withoutStep,
  withStep,
} from '../../../shared/plan/order.ts'
import type { Plan, StepKind } from '../../../shared/plan/plan.ts'
import { planOf, samplePlans } from '../../../shared/plan/sample-plans.ts'
import { type SampleGiven, sampleStep } from '../../../shared/plan/sample-words.ts'

const given: SampleGiven = {
  office: 'Urząd Miasta Poznania',
  purpose: { pl: 'Chcemy wiedzieć, co poprawić {w} przychodniach' },
  minutes: { pl: '3 minut', uk: '3 хвилини', en: '3 minutes' },
  verifyAt: '61 646 33 44',
}
const kinds = (plan: Plan) => plan.map(({ kind }) => kind).join(' ')
const aPlan = (...wanted: StepKind[]) => wanted.map((kind) => sampleStep(kind, given))

test.each(samplePlans.map(({ id }) => id))('the sample plan %s is in order', (id) => {
  expect(orderProblems(planOf(id, given))).toEqual([])
})

test('another sample plan keeps what was written, kind by kind', () => {
  const [letter, reminder] = [sampleStep('email', given), sampleStep('email', given, true)]
  expect(letter).not.toEqual(reminder)
  const before = planOf('email-reminder', given)
  const mine: Plan = [
    { ...before[0]!, kind: 'email', letters: { pl: { subject: 'Mój', text: 'Mój {{link}}' } }, stop: [] },
  ]
  const plan = planOf('email-call-agents', given, mine)
  expect(kinds(plan)).toBe('email wait call agents')
  expect(plan[0]).toEqual(mine[0])
})

test('a call’s sample opening has no field and no stray brace', () => {
  const step = sampleStep('call', given)
  expect(step).toMatchObject({
    openings: {
      pl: 'Dzień dobry, dzwoni automat: Urząd Miasta Poznania. Chcemy wiedzieć, co poprawić w przychodniach. Prosimy o odpowiedź na kilka pytań.',
    },
  })
})

test.each<[StepKind, StepKind[], string]>([
  ['email', [], 'email'],
  ['email', ['call', 'agents'], 'email call agents'],
  ['email', ['email', 'call'], 'email wait email call'],
  ['wait', ['email', 'call'], 'email wait call'],
  ['call', ['email', 'agents'], 'email call agents'],
  ['agents', ['email', 'wait', 'call'], 'email wait call agents'],
])('a step of the kind %s is put where it belongs', (kind, before, after) => {
  expect(kinds(withStep(aPlan(...before), sampleStep(kind, given)))).toBe(after)
})

test.each<[StepKind, StepKind[], boolean]>([
  ['wait', [], false],
  ['wait', ['call'], false],
  ['wait', ['email'], false], // nothing follows it
  ['wait', ['email', 'agents'], true],
  ['wait', ['email', 'wait', 'call'], false],
  ['call', ['call'], false],
  ['agents', ['email', 'agents'], false],
  ['email', ['email', 'call'], true],
])('whether a %s can be added to %j: %s', (kind, before, can) => {
  expect(canAdd(aPlan(...before), kind)).toBe(can)
})

test.each<[StepKind[], number, string]>([
  [['email', 'wait', 'email'], 2, 'email'],
  [['email', 'wait', 'email'], 0, 'email'],
  [['email', 'wait', 'email', 'wait', 'call'], 2, 'email wait call'],
  [['email', 'wait', 'call'], 2, 'email'],
  [['email', 'wait', 'call', 'agents'], 1, 'email call agents'],
])('%j without its step %i', (before, number, after) => {
  expect(kinds(withoutStep(aPlan(...before), number))).toBe(after)
})

test('the wait between two e-mails cannot go', () => {
  expect(canRemove(aPlan('email', 'wait', 'email'), 1)).toBe(false)
  expect(canRemove(aPlan('email', 'wait', 'call'), 1)).toBe(true)
})

test('e-mails and waits change places with the next of their kind, calls with nothing', () => {
  const plan = planOf('email-reminder', given)
  expect(moved(plan, 0, 1)).toEqual([plan[2], plan[1], plan[0]])
  expect(moved(plan, 2, -1)).toEqual([plan[2], plan[1], plan[0]])
  expect(moved(plan, 0, -1)).toBeUndefined()
  expect(moved(planOf('call-agents', given), 0, 1)).toBeUndefined()
})

test('one letter or nothing is a plan without a plan’s page', () => {
  expect([[], aPlan('email')].map(isOneLetter)).toEqual([true, true])
  expect([aPlan('agents'), aPlan('email', 'call')].map(isOneLetter)).toEqual([false, false])
})

test('whatever the form does to a plan in order, it stays in order', () => {
  const kind = fc.constantFrom<StepKind>('email', 'wait', 'call', 'agents')
  const deed = fc.oneof(
    fc.record({ add: kind }),
    fc.record({ remove: fc.nat(8) }),
    fc.record({ move: fc.nat(8), by: fc.constantFrom<-1 | 1>(-1, 1) }),
  )
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 25 }), (deeds) => {
      let plan: Plan = []
      for (const one of deeds) {
        if ('add' in one && canAdd(plan, one.add)) plan = withStep(plan, sampleStep(one.add, given))
        if ('remove' in one && one.remove < plan.length && canRemove(plan, one.remove))
          plan = withoutStep(plan, one.remove)
        if ('move' in one) plan = moved(plan, one.move, one.by) ?? plan
        expect(orderProblems(plan)).toEqual([])
      }
    }),
  )
})
