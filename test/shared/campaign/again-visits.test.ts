/** Who comes along to a new drive from one that asked for a visit, or only informed. */
import { expect, test } from 'vitest'
import { type AgainFilter, comesAlong, type Known } from '../../../shared/campaign/again.ts'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import type { Contact } from '../../../shared/contact/contact.ts'
import { aCampaign } from '../../builders/campaign.ts'

const anna: Contact = { index: 3, language: 'pl', email: 'anna@example.org', phones: ['+48600100201'], fields: {} }
const nothing: Known = { facts: [], response: undefined, person: { calls: [] } }
const bounced = { index: 3, kind: 'bounced' as const, at: '2026-03-10T10:00:00Z', detail: 'transient' }

test.each<[string, Campaign['asks'], AgainFilter['who'], Partial<Known>, boolean]>([
  ['has booked', 'booking', 'unanswered', { isBooked: true }, false],
  ['has answered and booked', 'booking', 'unanswered', { isBooked: true, response: 'complete' }, false],
  ['has answered and not booked', 'booking', 'unanswered', { response: 'complete' }, true],
  ['was written to and has not booked', 'booking', 'unreached', { isMailed: true }, true],
  ['has answered a survey', 'survey', 'unanswered', { response: 'complete' }, false],
  ['got the message', 'nothing', 'unreached', { isMailed: true }, false],
  ['got the message, and it came back', 'nothing', 'unreached', { isMailed: true, facts: [bounced] }, true],
  ['was not written to', 'nothing', 'unreached', {}, true],
  ['confirmed the message by a key', 'nothing', 'unanswered', { response: 'complete' }, false],
])('whoever %s, in a drive that asks for: %s', (_, asks, who, known, comes) => {
  const along = comesAlong(anna, { who } as AgainFilter, { ...nothing, ...known }, aCampaign({ asks }))
  expect(along !== undefined).toBe(comes)
})
