/** What a drive must have before it may go out. Asked by the API, so the form cannot forget it. (L1, L2, L20) */

import { voices } from '../call/voice.ts'
import { claimProblems } from '../claim/launch-claims.ts'
import { fieldsToWriteWith } from '../contact/mapping.ts'
import { mayUse, pointOf } from '../contact/point.ts'
import { letterProblems } from '../plan/letter.ts'
import { type Offered, unfitFor } from '../plan/offered.ts'
import { openingProblems, scriptProblems, written } from '../plan/opening.ts'
import { orderProblems } from '../plan/order.ts'
import { lettersOf, type Step } from '../plan/plan.ts'
import { nextOpening } from '../plan/window.ts'
import type { Problem } from '../platform/errors.ts'
import type { Language, Text } from '../platform/language.ts'
import { instantOf, localTime } from '../platform/local-time.ts'
import { driveTextProblems, stepTextProblems } from '../text/drive-texts.ts'
import { type Asks, asksFor, type Campaign, isDebt, needsConsent } from './campaign.ts'
import { anonymousProblems } from './launch-anonymous.ts'
import { tooOften } from './launch-attempts.ts'
import { leastRetentionMonths } from './retention.ts'

const say = (pl: string, en: string): Text => ({ pl, en })

/** Each thing that must be there: the field, the rule, whether it is missing, and what to do. */
const required: [string, string | undefined, (campaign: Campaign) => boolean, Text][] = [
  [
    'purpose',
    'L1',
    (c) => !c.purpose?.pl.trim(),
    say('Opisz jednym zdaniem cel akcji.', 'Say in one sentence what the drive is for.'),
  ],
  ['purposeClass', 'L20', (c) => !c.purposeClass, say('Wybierz rodzaj akcji.', 'Choose the kind of drive.')],
  [
    'purposeClass',
    'L20',
    (c) => needsConsent(c) && c.basis !== undefined && c.basis !== '6(1)(a)',
    say(
      'Oferty i\u00a0reklamy można wysyłać tylko za zgodą. Wybierz zgodę jako podstawę prawną.',
      'Offers and advertising go out by consent only. Choose consent as the legal basis.',
    ),
  ],
  [
    'automatedCalls',
    'L20',
    (c) => c.plan.some(({ kind }) => kind === 'call') && !(c.automatedCalls?.approvedBy && c.automatedCalls.on),
    say(
      'Na automatyczne telefony musi się zgodzić inspektor ochrony danych. Podaj, kto i\u00a0którego dnia, albo usuń ten krok z\u00a0planu.',
      'The data protection officer must agree to automated calls. Say who did and on which day, or remove that step.',
    ),
  ],
  ['basis', 'L2', (c) => !c.basis, say('Wybierz podstawę prawną.', 'Choose the legal basis.')],
  [
    'privacy.controller',
    'L1',
    (c) => !c.privacy?.controller,
    say('Podaj administratora danych.', 'Name the controller of the data.'),
  ],
  [
    'privacy.dataProtectionOfficer',
    'L1',
    (c) => !c.privacy?.dataProtectionOfficer,
    say('Podaj kontakt do inspektora ochrony danych.', 'Give the contact of the data protection officer.'),
  ],
  [
    'privacy.dataSource',
    'L1',
    (c) => !c.privacy?.dataSource,
    say('Podaj, skąd pochodzą dane.', 'Say where the data come from.'),
  ],
  [
    'privacy.dataCategories',
    'L1',
    (c) => !c.privacy?.dataCategories,
    say('Podaj, jakie dane są przetwarzane.', 'Say which data are processed.'),
  ],
  [
    'privacy.recipients',
    'L1',
    (c) => !c.privacy?.recipients,
    say('Podaj odbiorców danych i podmioty przetwarzające.', 'Name the recipients and processors.'),
  ],
  [
    'privacy.retentionMonths',
    'L6',
    (c) => Boolean(c.privacy && c.privacy.retentionMonths < leastRetentionMonths),
    say(
      'Kopie zapasowe istnieją jeszcze 35 dni, więc dane można obiecać usunąć najwcześniej po 2 miesiącach.',
      'Backups exist for another 35 days, so erasing data cannot be promised sooner than after 2 months.',
    ),
  ],
  [
    'privacy.registerId',
    'L1',
    (c) => !c.privacy?.registerId,
    say('Podaj numer w rejestrze czynności przetwarzania.', 'Give the id in the register of processing.'),
  ],
  [
    'privacy.impactAssessment',
    'L1',
    (c) => Boolean(c.privacy?.impactAssessment.done && !c.privacy.impactAssessment.reference),
    say('Podaj oznaczenie oceny skutków (DPIA).', 'Give the reference of the impact assessment (DPIA).'),
  ],
  ['survey', undefined, (c) => asksFor(c) === 'survey' && !c.survey, say('Wybierz ankietę.', 'Choose a survey.')],
  [
    'service',
    undefined,
    (c) => asksFor(c) === 'booking' && !c.service,
    say('Wybierz usługę, do której można się umówić.', 'Choose the service that can be booked.'),
  ],
  ['list', undefined, (c) => !c.list, say('Wgraj listę kontaktów.', 'Upload the contacts.')],
  [
    'list',
    undefined,
    (c) => c.list?.contacts === 0,
    say('Na liście nie ma ani jednego kontaktu. Wgraj inną.', 'There is nobody on the list. Upload another one.'),
  ],
  [
    'list.point',
    'L3',
    (c) => Boolean(c.list && c.purposeClass && pointOf(c) && !mayUse(c)),
    say(
      'Adresów z\u00a0tej listy nie można użyć w\u00a0takim celu. Wgraj listę zebraną w\u00a0tym celu albo zmień rodzaj akcji.',
      'The addresses of this list may not be used for this purpose. Upload a list obtained for it, or change the kind of drive.',
    ),
  ],
  [
    'list.consents',
    'L20',
    (c) => Boolean(c.list && needsConsent(c) && !c.list.consents),
    say(
      'Lista nie ma zgód. Wgraj plik z\u00a0kolumnami zgoda_email albo zgoda_telefon: oferty trafiają tylko do osób, które się zgodziły.',
      'The list has no consents. Upload a file with the columns zgoda_email or zgoda_telefon: offers go only to people who agreed.',
    ),
  ],
  [
    'plan',
    undefined,
    (c) => c.plan.length === 0,
    say('Napisz wiadomość albo wybierz inny plan.', 'Write the message, or choose another plan.'),
  ],
  [
    'attempts',
    undefined,
    (c) => Boolean(c.attempts && c.attempts.perDay > c.attempts.inAll),
    say('Prób jednego dnia nie może być więcej niż wszystkich.', 'There cannot be more attempts in a day than in all.'),
  ],
  [
    'inDoubt',
    'T8',
    (c) => isDebt(c) && c.inDoubt !== 'at-most-once',
    say(
      'W\u00a0przypomnieniu o\u00a0zaległości nie wysyłamy nic drugi raz: wybierz „najwyżej raz”.',
      'In a reminder of a debt nothing is sent a second time: choose “at most once”.',
    ),
  ],
  ['startsOn', undefined, (c) => !c.startsOn, say('Podaj pierwszy dzień akcji.', 'Give the first day of the drive.')],
  ['endsOn', undefined, (c) => !c.endsOn, say('Podaj ostatni dzień akcji.', 'Give the last day of the drive.')],
  [
    'endsOn',
    undefined,
    (c) => Boolean(c.startsOn && c.endsOn && c.endsOn < c.startsOn),
    say('Ostatni dzień musi być po pierwszym.', 'The last day must come after the first.'),
  ],
  [
    'window',
    undefined,
    (c) => c.window.from >= c.window.to,
    say('Godzina końcowa musi być późniejsza niż początkowa.', 'The closing hour must come after the opening hour.'),
  ],
] // prettier-ignore

/** What the calendar forbids at this instant: a drive that is over, or that would end without having written to anybody. */
export function tooLateToLaunch({ startsOn, endsOn, window }: Campaign, at: Date): Problem[] {
  if (!startsOn || !endsOn || endsOn < startsOn) return []
  if (endsOn < localTime(at).date) {
    const message = say(
      'Ostatni dzień akcji już minął. Cofnij ją do wersji roboczej i podaj późniejszy.',
      'The last day of the drive is over. Withdraw it to a draft and give a later one.',
    )
    return [{ field: 'endsOn', message }]
  }
  const first = instantOf(startsOn, 0)
  const opening = nextOpening(first > at ? first : at, window)
  if (opening && localTime(opening).date <= endsOn) return []
  const message = say(
    'Do ostatniego dnia akcji nie ma już ani jednej godziny wysyłki. Zmień dni, godziny albo ostatni dzień.',
    'No sending hour is left until the last day of the drive. Change the days, the hours or the last day.',
  )
  return [{ field: 'window', message }]
}

/**
 * Everything that still keeps a campaign from being launched, in the order of the form. Empty: it may go.
 * @param office what the office has: without a line there are no automated calls
 */
export function missingForLaunch(campaign: Campaign, office: Offered = { automatedCalls: true }): Problem[] {
  const problems: Problem[] = []
  for (const [field, rule, isMissing, message] of required) {
    if (isMissing(campaign)) problems.push({ field, message, ...(rule && { rule }) })
  }
  problems.push(...anonymousProblems(campaign), ...claimProblems(campaign), ...orderProblems(campaign.plan))
  campaign.plan.forEach((step, n) => {
    problems.push(...unagreed(step, campaign, `plan.${n}`))
    problems.push(...unfitFor(step.kind, campaign, office).map((message) => ({ field: `plan.${n}`, message })))
    problems.push(...wordsMissing(step, campaign, `plan.${n}`))
    problems.push(...stepTextProblems(step, campaign, `plan.${n}`, office))
  })
  problems.push(...driveTextProblems(campaign, office), ...tooOften(campaign))
  return problems
}

/** What a letter's link leads to: of a debt there is none, people call the number that they know. (X20) */
export function linkIn(campaign: Pick<Campaign, 'asks' | 'purposeClass'>): Asks {
  return isDebt(campaign) ? 'nothing' : asksFor(campaign)
}

/** A step that nobody agreed to. (L20) */
function unagreed({ kind }: Step, campaign: Campaign, field: string): Problem[] {
  const consents = campaign.list?.consents
  if (!needsConsent(campaign) || !consents || kind === 'wait') return []
  if ((kind === 'email' ? consents.withEmail : consents.withPhone) > 0) return []
  const message =
    kind === 'email'
      ? say(
          'Nikt z\u00a0listy nie zgodził się na e-maile. Usuń ten krok.',
          'Nobody on the list agreed to e-mails. Remove this step.',
        )
      : say(
          'Nikt z\u00a0listy nie zgodził się na telefony. Usuń ten krok.',
          'Nobody on the list agreed to calls. Remove this step.',
        )
  return [{ field, rule: 'L20', message }]
}

/** What is wrong with the words of a step: there must be Polish ones, and each must be fit to be sent or said. */
function wordsMissing(step: Step, campaign: Campaign, place: string): Problem[] {
  const fields = fieldsToWriteWith(campaign.list)
  const inPolish = (field: string, message: Text): Problem => ({ field: `${place}.${field}.pl`, message })
  switch (step.kind) {
    case 'wait':
      return []
    case 'email':
      return languagesNeeded(campaign).flatMap((language) => {
        const letter = step.letters[language]
        if (letter) return letterProblems(letter, fields, `${place}.letters.${language}`, linkIn(campaign))
        return language === 'pl'
          ? [inPolish('letters', say('Napisz wiadomość po polsku.', 'Write the message in Polish.'))]
          : []
      })
    case 'call': {
      const said = written(step.openings)
      const missing = say(
        'Napisz po polsku, kto dzwoni i\u00a0po co: od tego zaczyna się rozmowa.',
        'Write in Polish who calls and why: the call begins with it.',
      )
      return [
        ...(said.includes('pl') ? [] : [inPolish('openings', missing)]),
        ...said.flatMap((language) => {
          const field = `${place}.openings.${language}`
          if (voices[language]) return openingProblems(step.openings[language]!, field)
          const message = say(
            'Automat nie mówi w\u00a0tym języku. Usuń ten tekst.',
            'No voice speaks this language. Remove it.',
          )
          return [{ field, message }]
        }),
      ]
    }
    case 'agents': {
      const said = written(step.scripts)
      const missing = say('Napisz po polsku, co mówi konsultant.', 'Write in Polish what the agent says.')
      return [
        ...(said.includes('pl') ? [] : [inPolish('scripts', missing)]),
        ...said.flatMap((code) => scriptProblems(step.scripts[code]!, fields, `${place}.scripts.${code}`)),
      ]
    }
  }
}

function languagesNeeded(campaign: Campaign): Language[] {
  const written = campaign.plan.flatMap((step) => Object.keys(lettersOf(step)) as Language[])
  return [...new Set<Language>(['pl', ...written])]
}
