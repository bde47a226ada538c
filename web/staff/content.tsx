/** The content of a drive on one page: to check before asking, to approve, to read while it runs. */
import type { Child, FC } from 'hono/jsx'
import { asksFor, attemptsFor, type Campaign, inDoubtFor } from '../../shared/campaign/campaign.ts'
import { untranslated, withoutVoice } from '../../shared/campaign/languages.ts'
import type { Step as PlanStep } from '../../shared/plan/plan.ts'
import { type Language, textOf } from '../../shared/platform/language.ts'
import { SummaryList, type SummaryRow } from '../components/lists.tsx'
import { WarningText } from '../components/notices.tsx'
import { date } from '../texts/texts.ts'
import { useFrame, useTexts } from './frame.tsx'
import { isLetterOnly, pathOfStep, type Step } from './steps.ts'

/** `pn–pt`, `pn, śr`: days of the week in a few letters. */
export function daysInShort(days: number[], names: readonly string[]): string {
  const sorted = [...days].sort((a, b) => a - b)
  const whole = sorted.length > 2 && sorted.at(-1)! - sorted[0]! === sorted.length - 1
  const name = (day: number) => names[day - 1]
  return whole ? `${name(sorted[0]!)}–${name(sorted.at(-1)!)}` : sorted.map(name).join(', ')
}

const languages = ['pl', 'uk', 'en'] as const satisfies Language[]

/** Words that residents read or hear, in their own language. */
const Said: FC<{ code: Language; children?: Child }> = ({ code, children }) => <span lang={code}>{children}</span>

/** Says of how many people no automated call speaks the language. */
export const Voiceless: FC<{ campaign: Campaign }> = ({ campaign }) => {
  const { check, contacts } = useTexts()
  const found = withoutVoice(campaign)
  if (!found) return null
  const people = contacts.people(found.contacts)
  return <WarningText>{found.agents ? check.withoutVoice(people) : check.withoutVoiceNobody(people)}</WarningText>
}

/** All that was decided, in the order of the steps; each with a way to change it where that is still possible. */
export const Content: FC<{ campaign: Campaign; mayChange: boolean }> = ({ campaign, mayChange }) => {
  const { check, about, dates, steps, survey, contacts } = useTexts()
  const { language } = useFrame()
  const { privacy, list } = campaign
  const change = (step: Step, what: string) =>
    mayChange ? { change: { href: `/campaigns/${campaign.id}/${step}`, what } } : {}
  const section = (heading: string, rows: SummaryRow[]) => (
    <>
      <h2 class="govuk-heading-m">{heading}</h2>
      <SummaryList rows={rows} />
    </>
  )
  const row = (step: Step, what: string, key: string, value: Child): SummaryRow => ({
    key,
    value: value || check.none,
    ...change(step, what),
  })
  /** A row of a step of the plan, with the way to that step. */
  const stepRow = (number: number, key: string, value: Child): SummaryRow => ({
    key: campaign.plan.length > 1 ? check.stepOf(number + 1, key) : key,
    value: value || check.none,
    ...(mayChange && { change: { href: pathOfStep(campaign, number), what: key } }),
  })
  const rowsOf = (step: PlanStep, number: number): SummaryRow[] => {
    const said = (what: string, texts: Partial<Record<Language, string>>) =>
      languages.flatMap((code) =>
        texts[code]
          ? [stepRow(number, `${what} (${check.languages[code]})`, <Said code={code}>{texts[code]}</Said>)]
          : [],
      )
    switch (step.kind) {
      case 'wait':
        return [stepRow(number, check.wait, check.waitHours(step.hours))]
      case 'call':
        return said(check.call, step.openings)
      case 'agents':
        return [
          ...said(check.agents, step.scripts),
          ...(step.skill ? [stepRow(number, check.agents, check.skill(step.skill))] : []),
        ]
      case 'email': {
        const written = languages.flatMap((code) => {
          const letter = step.letters[code]
          if (!letter) return []
          return [
            stepRow(number, `${check.subject} (${check.languages[code]})`, <Said code={code}>{letter.subject}</Said>),
            stepRow(number, `${check.text} (${check.languages[code]})`, <Said code={code}>{letter.text}</Said>),
          ]
        })
        return step.letters.pl ? written : [stepRow(number, check.subject, undefined), ...written]
      }
    }
  }
  const planRows = (): SummaryRow[] => {
    const { plan, rules = {} } = campaign
    const { perDay, inAll } = attemptsFor(campaign)
    const byEmail = plan.length === 0 || plan.some(({ kind }) => kind === 'email')
    const changed = Object.keys(rules).length
    const told = [check.attemptsNow(perDay, inAll), changed ? check.rulesChanged(changed) : check.rulesUsual]
    return [
      ...(plan.length === 0 ? [row('plan', check.changePlan, check.subject, undefined)] : plan.flatMap(rowsOf)),
      ...(byEmail ? [row('plan', check.changeMessage, check.replyTo, campaign.replyTo)] : []),
      ...(isLetterOnly(campaign) ? [] : [row('plan', check.changePlan, check.attempts, told.join(', '))]),
    ]
  }
  const surveyRow = () =>
    row(
      'survey',
      check.changeSurvey,
      check.survey,
      campaign.survey && (
        <>
          {textOf(campaign.survey.title, language)}
          {', '}
          {survey.about(survey.minutes(campaign.survey.minutes))}
          <br />
          <a class="govuk-link" href={`/campaigns/${campaign.id}/survey/preview`}>
            {survey.preview}
          </a>
        </>
      ),
    )
  const asks = asksFor(campaign)
  return (
    <>
      {untranslated(campaign).map((missing) => (
        <WarningText>
          {check.untranslated(contacts.people(missing.contacts), check.languages[missing.language])}
        </WarningText>
      ))}
      <Voiceless campaign={campaign} />
      {section(steps.about, [
        row('about', check.changeAbout, check.name, campaign.name),
        row('about', check.changeAbout, check.purpose, campaign.purpose && textOf(campaign.purpose, language)),
        row(
          'about',
          check.changeAbout,
          check.purposeClass,
          campaign.purposeClass && about.purposeClasses[campaign.purposeClass],
        ),
        row('about', check.changeAbout, check.basis, campaign.basis && about.bases[campaign.basis]),
        row('about', check.changeAbout, check.anonymity, about.anonymities[campaign.anonymity].text),
      ])}
      {privacy &&
        section(
          check.privacy,
          (
            [
              [about.controller, privacy.controller],
              [about.dataProtectionOfficer, privacy.dataProtectionOfficer],
              [about.dataSource, privacy.dataSource],
              [about.dataCategories, privacy.dataCategories],
              [about.recipients, privacy.recipients],
              [check.retention, check.months(privacy.retentionMonths)],
              [
                check.assessment,
                privacy.impactAssessment.done ? privacy.impactAssessment.reference || about.dpiaYes : about.dpiaNo,
              ],
              [about.registerId, privacy.registerId],
            ] as const
          ).map(([key, value]) => row('about', check.changeAbout, key, value)),
        )}
      {section(steps.survey, [
        row('survey', check.changeSurvey, check.asks, check.asked[asks]),
        ...(asks === 'nothing' || (asks === 'booking' && !campaign.survey) ? [] : [surveyRow()]),
      ])}
      {section(steps.contacts, [
        row('contacts', check.changeContacts, check.contacts, list && contacts.people(list.contacts)),
      ])}
      {section(isLetterOnly(campaign) ? steps.message : steps.plan, planRows())}
      {section(steps.dates, [
        row(
          'dates',
          check.changeDates,
          check.dates,
          campaign.startsOn &&
            campaign.endsOn &&
            check.from(date(language, campaign.startsOn), date(language, campaign.endsOn)),
        ),
        row(
          'dates',
          check.changeDates,
          check.window,
          [
            dates.windowHint(
              daysInShort(campaign.window.days, dates.dayShort),
              campaign.window.from,
              campaign.window.to,
            ),
            campaign.window.holidays ? check.withHolidays : check.noHolidays,
            ...(campaign.window.closedDays.length > 0
              ? [check.closed(campaign.window.closedDays.map((day) => date(language, day)).join(', '))]
              : []),
          ].join(', '),
        ),
        row('dates', check.changeDates, check.ramp, campaign.ramp ? check.rampOn : check.rampOff),
        row('dates', check.changeDates, check.inDoubt, dates.inDoubts[inDoubtFor(campaign)].text),
      ])}
    </>
  )
}
