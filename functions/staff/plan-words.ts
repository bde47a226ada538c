/** What new steps of a drive's plan say at first: the sample texts, filled in with the office and the drive. */
import { type Campaign, isDebt } from '../../shared/campaign/campaign.ts'
import type { SampleGiven } from '../../shared/plan/sample-words.ts'
import { staffTexts } from '../../web/texts/staff.ts'
import { plural } from '../../web/texts/texts.ts'
import type { StaffDeps } from './deps.ts'

/** How long a survey takes until one is chosen. */
const usualMinutes = 5

export function givenOf(
  {
    survey,
    purpose,
    asks,
    purposeClass,
  }: Pick<Campaign, 'purpose' | 'asks' | 'purposeClass'> & {
    survey?: { minutes: number } | undefined
  },
  { officeName, officePhone }: Pick<StaffDeps, 'officeName' | 'officePhone'>,
): SampleGiven {
  const minutes = survey?.minutes ?? usualMinutes
  return {
    office: officeName,
    asks,
    debt: isDebt({ purposeClass }),
    ...(purpose && { purpose }),
    minutes: {
      pl: staffTexts('pl').survey.minutes(minutes),
      uk: plural('uk', minutes, { one: 'хвилину', few: 'хвилини', many: 'хвилин', other: 'хвилини' }),
      en: staffTexts('en').survey.minutes(minutes),
    },
    verifyAt: officePhone,
  }
}
