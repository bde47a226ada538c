/** What keeps a drive from being launched: each thing by its field and rule, in both languages, and nothing else. */
import { expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { missingForLaunch, untranslated } from '../../../shared/campaign/launch.ts'
import { stepOf } from '../../../shared/plan/plan.ts'
import { aCampaign } from '../../builders/campaign.ts'

const { privacy, list, plan } = aCampaign()
const email = stepOf(plan, 'email')!.step
const letter = { subject: 'Ankieta', text: '{{link}}' }

test('a campaign that has everything may go', () => {
  expect(missingForLaunch(aCampaign())).toEqual([])
})

test.each<[string, Partial<Campaign>, string, string | undefined]>([
  ['no purpose', { purpose: undefined }, 'purpose', 'L1'],
  ['a purpose of blanks', { purpose: { pl: '  ' } }, 'purpose', 'L1'],
  ['no class of purpose', { purposeClass: undefined }, 'purposeClass', 'L20'],
  ['no legal basis', { basis: undefined }, 'basis', 'L2'],
  ['no controller', { privacy: { ...privacy!, controller: '' } }, 'privacy.controller', 'L1'],
  [
    'a DPIA without reference',
    { privacy: { ...privacy!, impactAssessment: { done: true, reference: '' } } },
    'privacy.impactAssessment',
    'L1',
  ],
  ['no survey', { survey: undefined }, 'survey', undefined],
  ['no list, of whose fields the letter speaks', { list: undefined }, 'list', undefined],
  ['a list of nobody', { list: { ...list!, contacts: 0 } }, 'list', undefined],
  ['no message', { plan: [] }, 'plan', undefined],
  [
    'no Polish letter',
    { plan: [{ kind: 'email', stop: [], letters: { en: letter } }] },
    'plan.0.letters.pl',
    undefined,
  ],
  ['no first day', { startsOn: undefined }, 'startsOn', undefined],
  ['an end before its beginning', { startsOn: '2026-03-10', endsOn: '2026-03-09' }, 'endsOn', undefined],
  ['a window that never opens', { window: { ...aCampaign().window, from: '20:00', to: '09:00' } }, 'window', undefined],
])('%s is told by field and rule, and is all that is told', (_, change, field, rule) => {
  const problems = missingForLaunch({ ...aCampaign(), ...change })
  expect(problems.map((problem) => [problem.field, problem.rule])).toEqual([[field, rule]])
  expect(problems[0]!.message).toMatchObject({ pl: /^\S.*\.$/, en: /^\S.*\.$/ })
})

test('letters are looked at in every language that was written, step by step', () => {
  const broken = { ...letter, text: '{{nieznane}} {{link}}' }
  const steps: Campaign['plan'] = [plan[0]!, { kind: 'email', stop: [], letters: { pl: letter, uk: broken } }]
  // `plan` itself, because nothing keeps a second letter apart from the first yet
  const fields = missingForLaunch(aCampaign({ plan: steps })).map(({ field }) => field)
  expect(fields).toEqual(['plan', 'plan.1.letters.uk.text'])
})

test('without a list a letter may speak of whatever a list can bring, and of nothing else', () => {
  const odd = { ...letter, text: 'Do zapłaty: {{kwota}}, {{imie}}. {{link}}' }
  const missing = missingForLaunch({ ...aCampaign(), list: undefined, plan: [{ ...email, letters: { pl: odd } }] })
  expect(missing.map(({ field }) => field)).toEqual(['list', 'plan.0.letters.pl.text'])
  expect(missing[1]!.message.pl).toContain('{{kwota}} nie istnieje')
})

test('languages of the list without a letter are a note: so many people will read Polish', () => {
  const campaign = aCampaign({ list: { ...list!, byLanguage: { pl: 100, uk: 20, en: 0 } } })
  expect(untranslated(campaign)).toEqual([{ language: 'uk', name: { pl: 'ukraińsku', en: 'Ukrainian' }, contacts: 20 }])
  expect(missingForLaunch(campaign)).toEqual([])
  const written = [{ ...email, letters: { ...email.letters, uk: letter } }]
  expect(untranslated({ ...campaign, plan: written })).toEqual([])
})
