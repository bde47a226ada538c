/** Every text of a drive that reaches people, through the linter: each finding at its field, with the rule and what to do. Rules only. */
import { asksFor, type Campaign, type CampaignContent, isDebt, isDiscreet } from '../campaign/campaign.ts'
import { type OfficeNames, officeNameFor } from '../campaign/office-name.ts'
import { partsOfScript } from '../claim/script.ts'
import type { Step } from '../plan/plan.ts'
import type { Problem } from '../platform/errors.ts'
import type { Language, Text } from '../platform/language.ts'
import { byRule, messageOf } from './findings.ts'
import { type Finding, lint } from './linter.ts'
import type { Place } from './text.ts'

/** What the linter must know of a drive. */
export type LintedDrive = Pick<CampaignContent, 'purposeClass' | 'discreet'>

/** The office's names and its own address; the address is where links may lead. */
export interface LintingOffice extends Partial<OfficeNames> {
  publicUrl?: string | undefined
}

/** What is wrong with one text of a drive. Of a reminder's script only the part before the person is recognised is looked at. (T4) */
export function findingsIn(
  text: string,
  place: Place,
  drive: LintedDrive,
  { publicUrl }: LintingOffice = {},
  language?: Language,
): Finding[] {
  const about = { place, debt: isDebt(drive), discreet: isDiscreet(drive) }
  if (!about.debt && !about.discreet) return []
  const hosts = publicUrl ? [new URL(publicUrl).hostname] : []
  const looked = place === 'script' && about.debt ? partsOfScript(text).before : text
  return lint(looked, { ...about, hosts, ...(language && { language }) })
}

/** The same as problems at a field, one to each rule. */
export function problemsIn(
  text: string,
  place: Place,
  field: string,
  drive: LintedDrive,
  office: LintingOffice = {},
  language?: Language,
): Problem[] {
  return byRule(findingsIn(text, place, drive, office, language)).map((found) => ({
    field,
    rule: found[0]!.rule,
    message: messageOf(found, place),
  }))
}

const inLanguages = (text: Text): [Language, string][] =>
  (Object.entries(text) as [Language, string | undefined][]).flatMap(([code, words]) => (words ? [[code, words]] : []))

/** Everything that the linter says about the drive itself: its name, its purpose, the sender. */
export function driveTextProblems(campaign: Campaign, office: LintingOffice = {}): Problem[] {
  if (!isDiscreet(campaign)) return []
  const look = (text: string, place: Place, field: string, language?: Language) =>
    problemsIn(text, place, field, campaign, office, language)
  const { survey, purpose, replyTo } = campaign
  const from = office.officeName && officeNameFor(campaign, { ...office, officeName: office.officeName })
  return [
    // The name is for staff, unless nothing else can stand over the resident's pages.
    ...(survey && asksFor(campaign) !== 'nothing'
      ? inLanguages(survey.title).flatMap(([code, title]) => look(title, 'name', 'survey', code))
      : look(campaign.name, 'name', 'name', 'pl')),
    ...inLanguages(purpose ?? { pl: '' }).flatMap(([code, words]) => look(words, 'purpose', 'purpose', code)),
    ...(from ? look(from, 'from', 'discreet', 'pl') : []),
    ...(replyTo ? look(replyTo, 'from', 'replyTo') : []),
  ]
}

/** What the linter says about a step's words, at the fields of `place` (`plan.2`). */
export function stepTextProblems(step: Step, drive: LintedDrive, place: string, office: LintingOffice = {}): Problem[] {
  if (!isDiscreet(drive)) return []
  switch (step.kind) {
    case 'wait':
      return []
    case 'email':
      return (Object.entries(step.letters) as [Language, { subject: string; text: string }][]).flatMap(
        ([code, { subject, text }]) => [
          ...problemsIn(subject, 'subject', `${place}.letters.${code}.subject`, drive, office, code),
          ...problemsIn(text, 'body', `${place}.letters.${code}.text`, drive, office, code),
        ],
      )
    case 'call':
      return inLanguages(step.openings as Text).flatMap(([code, words]) =>
        problemsIn(words, 'opening', `${place}.openings.${code}`, drive, office, code),
      )
    case 'agents':
      return inLanguages(step.scripts as Text).flatMap(([code, words]) =>
        problemsIn(words, 'script', `${place}.scripts.${code}`, drive, office, code),
      )
  }
}

/**
 * What the linter says about a questionnaire that an automated call asks: whoever picks up hears it, so nothing of a debt may stand in
 * it. Agents ask only whom they have recognised.
 */
export function surveyTextProblems(survey: unknown, campaign: Campaign, office: LintingOffice = {}): Problem[] {
  if (!isDebt(campaign) || !campaign.plan.some(({ kind }) => kind === 'call')) return []
  return textsIn(survey).flatMap((text) =>
    inLanguages(text).flatMap(([code, words]) => problemsIn(words, 'opening', 'survey', campaign, office, code)),
  )
}

/** Every text of a definition, however deep it stands. */
function textsIn(node: unknown): Text[] {
  if (Array.isArray(node)) return node.flatMap(textsIn)
  if (typeof node !== 'object' || node === null) return []
  if ('pl' in node && typeof node.pl === 'string') return [node as Text]
  return Object.values(node).flatMap(textsIn)
}
