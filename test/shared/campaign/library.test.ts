/** The library's drives: each is whole but for its list, in all languages of residents, within the office's rules. */
import { expect, test } from 'vitest'
import { asksFor, CampaignContent } from '../../../shared/campaign/campaign.ts'
import { missingForLaunch } from '../../../shared/campaign/launch.ts'
import { contentOf, type DriveGiven, type OfficeTerms } from '../../../shared/campaign/library/drive.ts'
import { drives } from '../../../shared/campaign/library/library.ts'
import { orderProblems } from '../../../shared/plan/order.ts'
import { lettersOf, type Step } from '../../../shared/plan/plan.ts'
import { sampleStep } from '../../../shared/plan/sample-words.ts'
import { Language } from '../../../shared/platform/language.ts'
import { keypadProfile } from '../../../shared/survey/keypad.ts'
import { library } from '../../../shared/survey/library/library.ts'
import { purposeTarget, readability, target } from '../../../shared/text/readability.ts'
import { aCampaign } from '../../builders/campaign.ts'

const given: DriveGiven = {
  office: 'Urząd Miasta Poznania',
  verifyAt: '61 646 33 44',
  today: '2026-11-23',
  minutes: { pl: '4 minuty', uk: '4 хвилини', en: '4 minutes' },
}
const office: OfficeTerms = {
  controller: 'Prezydent Miasta Poznania',
  dataProtectionOfficer: 'iod@urzad.example',
  dataSource: 'rejestr',
  dataCategories: 'adres',
  recipients: 'dostawca poczty',
  retentionMonths: 12,
  registerId: 'RCP-1',
  replyTo: 'biuro@urzad.example',
}
const entries = drives.map((drive) => [drive.id, drive] as const)

/** What the office alone can give, besides the list. */
const alsoNeeded: Record<string, string[]> = {
  'benefits-visits': ['service'],
  'legal-aid': ['service'],
  'senior-repairs': ['service'],
}

test('no two drives have the same id', () => {
  expect(new Set(drives.map(({ id }) => id)).size).toBe(drives.length)
})

test.each(entries)(
  '%s is whole: what the schema asks for, what people and staff read, how long it lasts',
  (_, drive) => {
    const content = contentOf(drive, office, given)
    const whole = CampaignContent.safeParse({
      window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '20:00', holidays: false, closedDays: [] },
      ramp: true,
      ...content,
    })
    expect(whole.error?.issues ?? []).toEqual([])
    expect(content).toMatchObject({ template: drive.id, startsOn: '2026-11-23', replyTo: 'biuro@urzad.example' })
    expect(content.endsOn! > content.startsOn!).toBe(true)
    expect(content.privacy).toMatchObject({ controller: office.controller, dataSource: drive.privacy.dataSource })
    expect(content.privacy!.dataSource).not.toBe(office.dataSource)
    for (const text of [drive.name, drive.description, drive.list]) expect(text.en).toBeTruthy()
    for (const language of Language.options) expect(drive.purpose[language], language).toBeTruthy()
  },
)

test.each(entries)('%s says all that it says in three languages', (_, drive) => {
  const plan = drive.plan(given)
  expect(orderProblems(plan)).toEqual([])
  for (const step of plan) {
    if (step.kind === 'email') expect(Object.keys(step.letters).sort()).toEqual(['en', 'pl', 'uk'])
    if (step.kind === 'agents') expect(Object.keys(step.scripts).sort()).toEqual(['en', 'pl', 'uk'])
  }
})

test.each(entries)('%s needs nothing but a list of contacts: then it may be launched', (_, drive) => {
  const survey = library.find(({ id }) => id === drive.survey)?.survey
  const { fits, problems } = survey ? keypadProfile(survey) : { fits: [], problems: [] }
  const campaign = aCampaign({
    ...contentOf(drive, office, given),
    survey: survey && {
      source: drive.survey!,
      title: survey.title!,
      version: 1,
      minutes: 4,
      phone: { asked: fits.length, skipped: 0, problems },
    },
    list: {
      ...aCampaign().list!,
      fields: ['imie', 'dzielnica'],
      withPhone: 10,
      withEmail: 10,
      ...(drive.purposeClass === 'reminder' && { claims: 120 }),
    },
  })
  const missing = new Set(missingForLaunch(campaign).map(({ field }) => field))
  expect([...missing]).toEqual(alsoNeeded[drive.id] ?? [])
  expect(missingForLaunch({ ...campaign, list: undefined }).map(({ field }) => field)).toContain('list')
})

test.each(entries)('%s asks by a survey of the library, for a visit, or for nothing', (_, drive) => {
  const known = library.map(({ id }) => id)
  if (drive.survey || asksFor(drive) === 'survey') expect(known).toContain(drive.survey)
  expect(Boolean(drive.visit)).toBe(asksFor(drive) === 'booking')
  if (asksFor(drive) === 'nothing') expect(drive.survey).toBeUndefined()
})

test.each(entries.filter(([, drive]) => drive.discreet))(
  '%s is discreet: its subjects name nobody and nothing',
  (_, drive) => {
    const subjects = drive.plan(given).flatMap((step) => Object.values(lettersOf(step)).map(({ subject }) => subject))
    for (const subject of subjects)
      expect(subject).not.toMatch(/MOPR|rodzin|medycz|przychodn|lekarz|famil|medic|сімʼ|медич/i)
  },
)

/** Everything that a step says to people, by language. */
function wordsOf(step: Step): [Language, string][] {
  switch (step.kind) {
    case 'wait':
      return []
    case 'email':
      return Object.entries(step.letters).map(([code, { text }]) => [code as Language, text])
    case 'call':
      return Object.entries(step.openings) as [Language, string][]
    case 'agents':
      return Object.entries(step.scripts) as [Language, string][]
  }
}

/** What of these texts is harder than it may be, or has a long sentence. */
const hardIn = (texts: [Language, string][], most: number) =>
  texts.flatMap(([code, text]) => {
    const { figure = 0, long } = readability(text, code)
    return figure > most || long.length > 0 ? [`${code} ${figure}: ${text.slice(0, 60)}`] : []
  })

test.each(entries)('%s reads easily: its letters, its calls, its purpose', (_, drive) => {
  expect(hardIn(drive.plan(given).flatMap(wordsOf), target)).toEqual([])
  expect(hardIn(Object.entries(drive.purpose) as [Language, string][], purposeTarget)).toEqual([])
})

test.each(['survey', 'booking', 'nothing'] as const)('what new steps say reads easily: %s', (asks) => {
  for (const debt of [false, true]) {
    const purpose = { pl: 'Chcemy wiedzieć, co poprawić.', en: 'We want to know what to improve.' }
    const told = { ...given, asks, debt, purpose }
    const steps = [false, true].flatMap((reminds) =>
      (['email', 'call', 'agents'] as const).map((kind) => sampleStep(kind, told, reminds)),
    )
    expect(hardIn(steps.flatMap(wordsOf), target)).toEqual([])
  }
})

test('rates of a tax that are announced in autumn are those of the next year', () => {
  const drive = drives.find(({ id }) => id === 'transport-tax-rates')!
  const subject = (today: string) => lettersOf(drive.plan({ ...given, today })[0]).pl!.subject
  expect(subject('2026-11-23')).toMatch(/2027/)
  expect(subject('2027-01-10')).toMatch(/2027/)
})
