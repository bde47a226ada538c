/** What an anonymous drive must be: a survey, without calls, for enough people. (A1, A2, L42) */
import { expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import { anonymousProblems, fewestInvited } from '../../../shared/campaign/launch-anonymous.ts'
import { aCampaign } from '../../builders/campaign.ts'

const anonymous = (change: Partial<Campaign> = {}) => aCampaign({ anonymity: 'anonymous', ...change })
const list = anonymous().list!

test('an anonymous survey by e-mail may go', () => {
  expect(missingForLaunch(anonymous())).toEqual([])
})

test.each<[string, Partial<Campaign>, [string, string][]]>([
  ['a visit', { asks: 'booking' }, [['anonymity', 'A1']]],
  ['a message that asks nothing', { asks: 'nothing' }, [['anonymity', 'A1']]],
  ['a reminder of a debt', { purposeClass: 'reminder' }, [['anonymity', 'A1']]],
  ['an automated call', { plan: [...anonymous().plan, { kind: 'call', openings: {}, stop: [] }] }, [['plan.1', 'L42']]],
  ['a talk with an agent', { plan: [{ kind: 'agents', scripts: {}, stop: [] }] }, [['plan.0', 'L42']]],
  ['a list of few', { list: { ...list, contacts: 9 } }, [['list', 'A2']]],
  ['a list of few on a special basis', { basis: '9(2)(a)', list: { ...list, contacts: 19 } }, [['list', 'A2']]],
  ['a list of enough', { list: { ...list, contacts: 10 } }, []],
])('%s', (_, change, found) => {
  const problems = anonymousProblems(anonymous(change))
  expect(problems.map(({ field, rule }) => [field, rule])).toEqual(found)
  for (const { message } of problems) expect(message).toMatchObject({ pl: /^\S.*\.$/s, en: /^\S.*\.$/s })
  expect(anonymousProblems(aCampaign(change))).toEqual([])
})

test('needs twice as many people as stand behind a figure', () => {
  expect([fewestInvited({}), fewestInvited({ discreet: true }), fewestInvited({ basis: '9(2)(h)' })]).toEqual([
    10, 20, 20,
  ])
})
