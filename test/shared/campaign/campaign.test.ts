/** A campaign's states: what each move leads to, what is refused, and when residents' answers are taken. */
import { expect, test } from 'vitest'
import {
  advance,
  isOpenToChange,
  Move,
  moves,
  Status,
  takesAnswers,
  writtenBy,
} from '../../../shared/campaign/campaign.ts'
import { Refused } from '../../../shared/platform/errors.ts'
import { aCampaign } from '../../builders/campaign.ts'

test('every move of every state leads where the table says, or is refused with what to do', () => {
  for (const status of Status.options) {
    for (const move of Move.options) {
      const campaign = aCampaign({ status })
      const to = moves[status][move]
      if (to) expect(advance(campaign, move)).toEqual({ ...campaign, status: to })
      else expect(() => advance(campaign, move)).toThrow(Refused)
    }
  }
})

test('no drive is launched without an approval, and every content that changes is approved again', () => {
  const leadingTo = (wanted: Status) =>
    Status.options.flatMap((from) =>
      Move.options.filter((move) => moves[from][move] === wanted).map((move) => `${from} ${move}`),
    )
  expect(leadingTo('running')).toEqual(['approved launch', 'paused resume'])
  expect(leadingTo('approved')).toEqual(['submitted approve'])
  expect(Status.options.filter((status) => isOpenToChange(aCampaign({ status })))).toEqual(['draft'])
})

test('every state can still be stopped but the two that have ended', () => {
  const stuck = Status.options.filter((status) => !moves[status].stop)
  expect(stuck).toEqual(['finished', 'stopped'])
})

test.each([
  ['draft', false],
  ['submitted', false],
  ['approved', false],
  ['running', true],
  ['paused', true],
  ['finished', true],
  ['stopped', false],
] as const)('while it is %s, answers are taken: %s; after its last day never', (status, taken) => {
  const campaign = aCampaign({ status, endsOn: '2026-03-31' })
  expect(takesAnswers(campaign, '2026-03-31')).toBe(taken)
  expect(takesAnswers(campaign, '2026-04-01')).toBe(false)
})

test('who has written into a drive is kept, each once', () => {
  const written = ['maria', 'adam', 'maria'].reduce(writtenBy, aCampaign({ writers: ['ewa'] }))
  expect(written.writers).toEqual(['ewa', 'maria', 'adam'])
})
