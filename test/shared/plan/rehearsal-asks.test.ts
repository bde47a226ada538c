/** The rehearsal of drives that ask for a visit, or for nothing: how it ends for people. */
import { expect, test } from 'vitest'
import { usualStop } from '../../../shared/campaign/asks.ts'
import type { Asks } from '../../../shared/campaign/campaign.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { rehearse } from '../../../shared/plan/rehearsal.ts'
import { usualRehearsal } from '../../../shared/plan/rehearsal-settings.ts'
import { aCampaign, aTuesday } from '../../builders/campaign.ts'

const letters = { pl: { subject: 'Ważne', text: 'Dzień dobry.' } }

function played(asks: Asks, emailAnswered: number) {
  const email = { kind: 'email' as const, letters, stop: usualStop(asks) }
  const plan: Plan = [email, { kind: 'wait', hours: 72 }, email]
  const list = { ...aCampaign().list!, contacts: 200, pages: 2, withEmail: 200, byLanguage: { pl: 200 } }
  const campaign = aCampaign({ asks, plan, list, startsOn: '2026-03-10', endsOn: '2026-03-31', ramp: false })
  const settings = { ...usualRehearsal, emailAnswered, emailObjected: 0 }
  return rehearse({ campaign, settings, mailsPerSecond: 10, from: aTuesday })!
}

test('whoever gets the message of a drive that informs, is informed; nobody answers it', () => {
  const { ends, attempts } = played('nothing', 0)
  expect(ends).toMatchObject({ informed: 200, 'answered by e-mail': 0, 'not reached': 0 })
  expect(attempts.email).toBe(400)
})

test('in a drive that asks for a visit, whoever has booked gets no second letter', () => {
  const [booking, survey] = [played('booking', 0.5), played('survey', 0.5)]
  expect(booking).toEqual(survey) // the same rule by another name
  expect(booking.attempts.email).toBeLessThan(350)
})
