/** The texts that the office begins with: none would be held back, and each reads easily. */
import { describe, expect, test } from 'vitest'
import type { DriveGiven } from '../../../shared/campaign/library/drive.ts'
import { drives } from '../../../shared/campaign/library/library.ts'
import { lettersOf, type StepKind } from '../../../shared/plan/plan.ts'
import { sampleStep } from '../../../shared/plan/sample-words.ts'
import type { Language } from '../../../shared/platform/language.ts'
import { driveTextProblems, stepTextProblems, surveyTextProblems } from '../../../shared/text/drive-texts.ts'
import { lint } from '../../../shared/text/linter.ts'
import { readability } from '../../../shared/text/readability.ts'
import { neutralWords } from '../../../web/texts/call-identity.ts'
import { aCampaign } from '../../builders/campaign.ts'

const given: DriveGiven = {
  office: 'Urząd Miasta Poznania',
  verifyAt: '61 646 33 44',
  today: '2026-11-23',
  minutes: { pl: '4 minuty', uk: '4 хвилини', en: '4 minutes' },
}
const office = { officeName: 'Urząd Miasta Poznania', publicUrl: 'https://akcja.example.org' }
const debt = aCampaign({ purposeClass: 'reminder', name: 'Sprawa urzędowa', survey: undefined })

describe('what a reminder begins with', () => {
  test.each<StepKind>(['email', 'call', 'agents'])('a new step of kind %s tells nothing', (kind) => {
    const step = sampleStep(kind, { ...given, debt: true })
    expect(stepTextProblems(step, debt, 'plan.0', office)).toEqual([])
  })

  test('the same step of another drive, made into a reminder’s, would be held back', () => {
    const problems = stepTextProblems(sampleStep('email', given), debt, 'plan.0', office)
    expect(problems.map(({ field, rule }) => [field, rule])).toEqual([['plan.0.letters.pl.text', 'X20']])
  })

  test.each<Language>(['pl', 'uk', 'en'])('what agents say to anybody else (%s) tells nothing', (language) => {
    for (const phone of ['61 646 33 44', '']) {
      for (const text of Object.values(neutralWords[language]('Urząd Miasta Poznania', phone))) {
        for (const place of ['voicemail', 'script'] as const) {
          expect(lint(text, { place, debt: true, discreet: true, language }), text).toEqual([])
        }
      }
    }
  })
})

test.each(drives.map((drive) => [drive.id, drive] as const))(
  '%s of the library tells nothing that it must not',
  (_, drive) => {
    const { purposeClass, discreet, purpose } = drive
    const campaign = aCampaign({
      name: drive.name.pl,
      purpose,
      survey: undefined,
      ...(discreet && { discreet }),
      ...(purposeClass && { purposeClass }),
    })
    expect(driveTextProblems(campaign, office)).toEqual([])
    for (const step of drive.plan(given)) expect(stepTextProblems(step, campaign, 'plan', office)).toEqual([])
  },
)

test.each(drives.map((drive) => [drive.id, drive] as const))('%s of the library reads easily', (_, drive) => {
  for (const step of drive.plan(given)) {
    for (const { text } of [lettersOf(step).pl].flatMap((letter) => letter ?? [])) {
      const { figure, long, impersonal } = readability(text, 'pl')
      expect({ long, impersonal }).toEqual({ long: [], impersonal: [] })
      expect(figure).toBeLessThan(12.5)
    }
  }
})

test('what an automated call of a reminder would ask is looked at, wherever it stands', () => {
  const survey = {
    title: { pl: 'Sprawa urzędowa' },
    pages: [
      {
        elements: [
          {
            name: 'a',
            title: { pl: 'Czy zapłaci Pan dług?', en: 'Will you call us?' },
            choices: [{ value: 1, text: { pl: 'Tak' } }],
          },
        ],
      },
    ],
  }
  const call = sampleStep('call', { ...given, debt: true })
  const problems = surveyTextProblems(survey, { ...debt, plan: [call] }, office)
  expect(problems.map(({ field, rule }) => [field, rule])).toEqual([['survey', 'T2']])
  expect(problems[0]!.message.pl).toContain('„zapłaci”, „dług”')
  expect(surveyTextProblems(survey, { ...debt, plan: [] })).toEqual([])
  expect(surveyTextProblems(survey, aCampaign({ plan: [call] }))).toEqual([])
})
