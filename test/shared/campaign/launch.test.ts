/** What keeps a drive from being launched: each thing by its field and rule, in both languages, and nothing else. */
import { expect, test } from 'vitest'
import type { Campaign } from '../../../shared/campaign/campaign.ts'
import { untranslated, withoutVoice } from '../../../shared/campaign/languages.ts'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import { type Step, stepOf } from '../../../shared/plan/plan.ts'
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
  const reminder: Step = { kind: 'email', stop: [], letters: { pl: letter, uk: broken } }
  const fields = missingForLaunch(aCampaign({ plan: [plan[0]!, wait, reminder] })).map(({ field }) => field)
  expect(fields).toEqual(['plan.2.letters.uk.text'])
})

const stop: ('answered' | 'objected')[] = ['answered', 'objected']
const wait: Step = { kind: 'wait', hours: 72 }
const call: Step = { kind: 'call', openings: { pl: 'Dzień dobry, dzwoni urząd miasta.' }, stop }
const agents: Step = {
  kind: 'agents',
  scripts: { pl: 'Dzień dobry, mówi {{agent}}, {{urzad}}. Czy to {{imie}}?' },
  stop,
}
const survey: Campaign['survey'] = { ...aCampaign().survey!, phone: { asked: 5, skipped: 0, problems: [] } }
/** A drive by e-mail and phone to which nothing is missing. */
const byPhone = (change: Partial<Campaign> = {}): Campaign =>
  aCampaign({ plan: [email, wait, call, agents], survey, list: { ...list!, withPhone: 80, withEmail: 120 }, ...change })

test('e-mails with a wait between them, then an automated call, then agents, may go', () => {
  expect(missingForLaunch(byPhone())).toEqual([])
  expect(missingForLaunch(byPhone({ plan: [email, wait, email, wait, email, call, agents] }))).toEqual([])
  expect(missingForLaunch(byPhone({ plan: [agents] }), { automatedCalls: false })).toEqual([])
})

test.each<[string, Step[], string[]]>([
  ['a second message right after the first', [email, email], ['plan.1']],
  ['a wait before everything', [wait, email], ['plan.0']],
  ['a wait after which nothing comes', [email, wait], ['plan.1']],
  ['two waits in a row', [email, wait, wait, call], ['plan.2']],
  ['an e-mail after a call', [call, email], ['plan.1']],
  ['an automated call after agents', [agents, call], ['plan.1']],
  ['automated calls twice', [call, call], ['plan.1']],
  ['agents twice', [agents, agents], ['plan.1']],
  ['a call without an opening', [{ ...call, openings: { en: 'Good day.' } }], ['plan.0.openings.pl']],
  ['an opening of blanks', [{ ...call, openings: { pl: '  ' } }], ['plan.0.openings.pl']],
  ['an opening with a field', [{ ...call, openings: { pl: 'Dzień dobry, {{imie}}.' } }], ['plan.0.openings.pl']],
  [
    'an opening in a language that has no voice',
    [{ ...call, openings: { ...call.openings, uk: 'Добрий день.' } }],
    ['plan.0.openings.uk'],
  ],
  ['agents without a script', [{ ...agents, scripts: {} }], ['plan.0.scripts.pl']],
  ['a script with an unknown field', [{ ...agents, scripts: { pl: 'Dług: {{kwota}}' } }], ['plan.0.scripts.pl']],
])('a plan with %s is told at its step', (_, steps, fields) => {
  expect(missingForLaunch(byPhone({ plan: steps })).map(({ field }) => field)).toEqual(fields)
})

test.each<[string, Partial<Campaign>, boolean, string[]]>([
  ['no line', {}, false, ['plan.2']],
  ['no number on the list', { list: { ...list!, withPhone: 0, withEmail: 120 } }, true, ['plan.2', 'plan.3']],
  ['a list of before there were numbers', { list: list! }, true, ['plan.2', 'plan.3']],
  ['no e-mail on the list', { list: { ...list!, withPhone: 80, withEmail: 0 } }, true, ['plan.0']],
  ['no list yet', { list: undefined }, true, ['list']],
  ['a survey never tried on a keypad', { survey: aCampaign().survey }, true, ['plan.2']],
  [
    'a survey that does not fit a keypad',
    {
      survey: {
        ...survey!,
        phone: { asked: 0, skipped: 1, problems: [{ question: 'opis', message: { pl: 'Nie.' } }] },
      },
    },
    true,
    ['plan.2'],
  ],
  ['more attempts in a day than in all', { attempts: { perDay: 3, inAll: 2 } }, true, ['attempts']],
])('with %s a plan by phone is held back', (_, change, calls, fields) => {
  expect(missingForLaunch(byPhone(change), { automatedCalls: calls }).map(({ field }) => field)).toEqual(fields)
})

const inTwoParts: Step = {
  ...agents,
  scripts: { pl: 'Dzień dobry, mówi {{agent}}.\n===\nMinął termin wpłaty podatku.' },
}
/** A reminder of a debt to which nothing is missing but what a test changes. */
const reminding = (change: Partial<Campaign> = {}): Campaign =>
  byPhone({
    ...{ name: 'Sprawa urzędowa', purpose: { pl: 'Prosimy o kontakt w sprawie urzędowej.' }, purposeClass: 'reminder' },
    ...{ inDoubt: 'at-most-once', asks: 'nothing', survey: undefined, plan: [inTwoParts] },
    list: { ...list!, withPhone: 80, withEmail: 120, claims: 120 },
    ...change,
  })
const problemsOf = (campaign: Campaign, office?: Parameters<typeof missingForLaunch>[1]) =>
  missingForLaunch(campaign, office).map(({ field, rule }) => [field, rule])
const byLetter = (subject: string, text: string): Step => ({
  kind: 'email',
  stop: ['objected'],
  letters: { pl: { subject, text } },
})
const quiet = byLetter('Prosimy o kontakt', 'Prosimy o telefon pod numer 61 646 33 44.')

test('a reminder that tells nothing before its agents know with whom they talk may go', () => {
  expect(problemsOf(reminding())).toEqual([])
  expect(problemsOf(reminding({ plan: [quiet, { kind: 'wait', hours: 72 }, inTwoParts] }))).toEqual([])
})

test.each([
  ['zaległości', 'Dzwonimy w sprawie zaległości.'],
  ['DŁUG', 'Czeka na Państwa DŁUG.'],
  ['podatku', 'Przypominamy o podatku od gruntu.'],
  ['upomnienie', 'Wysłaliśmy upomnienie.'],
  ['egzekucją', 'Sprawa może zakończyć się egzekucją.'],
  ['windykacja', 'To miękka windykacja.'],
])('a reminder’s call must not begin with “%s”, which whoever picks up would hear', (word, opening) => {
  const told = (pl: string, change: Partial<Campaign>) =>
    missingForLaunch(reminding({ plan: [{ ...call, openings: { pl } }], ...change }))
  const [problem] = told(opening, {})
  expect(problem).toMatchObject({ field: 'plan.0.openings.pl', rule: 'T2' })
  expect(problem!.message.pl).toContain(`„${word}”`)
  expect(told(opening, { purposeClass: 'public_info', list: { ...list!, withPhone: 80 } })).toEqual([]) // information may speak of taxes
  expect(told('Prosimy o kontakt. Rozmowa nie potrwa długo, podatne dane są bezpieczne.', {})).toEqual([])
})

test.each<[string, Partial<Campaign>, [string, string | undefined][]]>([
  ['its name', { name: 'Dłużnicy 2026' }, [['name', 'T2']]],
  ['its purpose', { purpose: { pl: 'Prosimy o kontakt.', uk: 'Про борг.' } }, [['purpose', 'T2']]],
  ['the address for replies', { replyTo: 'windykacja@um.poznan.pl' }, [['replyTo', 'T2']]],
  ['a subject', { plan: [byLetter('Podatki', 'Prosimy o kontakt.')] }, [['plan.0.letters.pl.subject', 'T2']]],
  [
    'an amount in a letter',
    { plan: [byLetter('Prosimy o kontakt', 'Chodzi o 250 zł.')] },
    [['plan.0.letters.pl.text', 'T3']],
  ],
  [
    'a link of her own in a letter',
    { plan: [byLetter('Prosimy o kontakt', 'Zobacz: {{link}}')] },
    [
      ['plan.0.letters.pl.text', undefined],
      ['plan.0.letters.pl.text', 'X20'],
    ],
  ],
  [
    'a letter’s fields',
    {
      plan: [byLetter('Prosimy o kontakt', 'W sprawie {{usluga}}.')],
      list: { ...reminding().list!, fields: ['usluga'] },
    },
    [['plan.0.letters.pl.text', 'T2']],
  ],
  [
    'what an agent says first',
    { plan: [{ ...agents, scripts: { pl: 'Ma Pan zaległość.\n===\nProszę zapłacić 20 zł.' } }] },
    [['plan.0.scripts.pl', 'T2']],
  ],
  ['two e-mails a day', { plan: [quiet, { kind: 'wait', hours: 23 }, quiet] }, [['plan.1', 'T8']]],
  [
    'more e-mails than attempts',
    { plan: Array.from({ length: 13 }, (_, n) => (n % 2 ? { kind: 'wait' as const, hours: 72 } : quiet)) },
    [['plan', 'T8']],
  ],
  ['what could go out twice', { inDoubt: 'at-least-once' }, [['inDoubt', 'T8']]],
])('a reminder is held back for %s', (_, change, problems) => {
  expect(problemsOf(reminding(change))).toEqual(problems)
})

test('the sender of a discreet drive must not tell what it is about', () => {
  const drive = byPhone({ discreet: true })
  const office = { automatedCalls: true, officeName: 'Miejski Ośrodek Pomocy Rodzinie' }
  expect(problemsOf(drive, office)).toEqual([['discreet', 'L12']])
  expect(problemsOf(drive, { ...office, discreetName: 'Urząd Miasta Poznania' })).toEqual([])
  expect(problemsOf(byPhone(), office)).toEqual([])
  const told = byPhone({ discreet: true, plan: [{ ...call, openings: { pl: 'Dzwonimy z MOPR.' } }] })
  expect(problemsOf(told)).toEqual([['plan.0.openings.pl', 'L12']])
})

test('automated calls wait for the data protection officer: who agreed, and when', () => {
  for (const automatedCalls of [undefined, { approvedBy: '', on: '2026-03-02' }]) {
    expect(problemsOf(byPhone({ automatedCalls }))).toEqual([['automatedCalls', 'L20']])
    expect(problemsOf(byPhone({ automatedCalls, plan: [email, wait, agents] }))).toEqual([])
  }
})

test('people whose language has no voice are a note: agents call them, or nobody does', () => {
  const some = { ...list!, withPhone: 120, byLanguage: { pl: 100, uk: 20 } }
  expect(withoutVoice(byPhone({ list: some }))).toEqual({ contacts: 20, agents: true })
  expect(withoutVoice(byPhone({ list: some, plan: [call] }))).toEqual({ contacts: 20, agents: false })
  expect(withoutVoice(byPhone({ list: some, plan: [email] }))).toBeUndefined()
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
