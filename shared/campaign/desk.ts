/**
 * What staff do with campaigns: create, write, submit, approve, launch, pause, resume, stop. The form and the API both
 * come through here, so that a rule cannot hold in one and not in the other.
 */

import * as z from 'zod/mini'
import type { BookingDesk } from '../booking/desk.ts'
import type { Service } from '../booking/service.ts'
import { usualWindow } from '../plan/window.ts'
import type { AuditStore } from '../platform/audit-store.ts'
import { Invalid, NotFound, type Problem, Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { SenderDesk } from '../sender/sender-desk.ts'
import { minutes } from '../survey/minutes.ts'
import type { LintingOffice } from '../text/drive-texts.ts'
import { fittedTo, planFor } from './asks.ts'
import {
  advance,
  asksFor,
  type Campaign,
  type CampaignContent,
  isDebt,
  isDiscreet,
  isOpenToChange,
  type SurveyChoice,
  writtenBy,
} from './campaign.ts'
import type { CampaignStore } from './campaign-store.ts'
import { missingFor } from './missing.ts'

/** A member of staff, as her token says. */
export interface Person {
  id: string
  name: string
  roles: Role[]
}
export type Role = 'manager' | 'approver' | 'agent' | 'administrator' | 'unit'

export interface DeskDeps {
  campaigns: CampaignStore
  audit: Pick<AuditStore, 'write'>
  /** A new data key for a campaign (or the office), wrapped. */
  newKey: (owner: string) => Promise<Uint8Array>
  /** Tells run-steps to look at a campaign now. */
  wake: (campaign: string) => Promise<void>
  now: () => Date
  /** Whether automated calls can be made here; as if they could, where it is not said. */
  automatedCalls?: boolean
  /** Where visits are booked: a drive that asks for one needs free dates. */
  bookings?: Pick<BookingDesk, 'free'>
  /** The services themselves: in a discreet drive their words must tell nothing either. (L12) */
  services?: { get: (id: string) => Promise<Service> }
  /** The records of the sender's domain: a drive that writes needs them. (L21) */
  sender?: Pick<SenderDesk, 'state'>
  /** By which names the office signs, and where its pages are. */
  office?: LintingOffice
}

/** Moves that people make; a drive finishes by itself. */
export const StaffMove = z.enum(['submit', 'withdraw', 'return', 'approve', 'launch', 'pause', 'resume', 'stop'])
export type StaffMove = z.infer<typeof StaffMove>

/** Who may make which move. The approver must be somebody else than the author (X11). */
const mayMove: Record<StaffMove, Role[]> = {
  submit: ['manager'],
  withdraw: ['manager'],
  return: ['approver'],
  approve: ['approver'],
  launch: ['manager', 'approver'],
  pause: ['manager', 'approver', 'administrator'],
  resume: ['manager', 'approver'],
  stop: ['manager', 'approver', 'administrator'],
}

/** Of a debt nothing goes out a second time: `at-least-once` cannot be chosen, and what stood there before gives way. (T8) */
function inDoubtOf(content: Partial<CampaignContent>, after: Campaign): Campaign {
  if (!isDebt(after) || after.inDoubt === 'at-most-once') return after
  if (content.inDoubt !== undefined) {
    throw new Invalid([
      {
        field: 'inDoubt',
        rule: 'T8',
        message: {
          pl: 'W\u00a0przypomnieniu o\u00a0zaległości nie wysyłamy nic drugi raz: wybierz „najwyżej raz”.',
          en: 'In a reminder of a debt nothing is sent a second time: choose “at most once”.',
        },
      },
    ])
  }
  return { ...after, inDoubt: 'at-most-once' }
}

/** So much of what keeps a survey off the phone is kept with the drive; the rest shows when these are gone. */
const mostPhoneProblems = 5

const refuse = (field: string, pl: string, en: string, rule?: string): Refused =>
  new Refused(en, [{ field, message: { pl, en }, ...(rule && { rule }) }])

export function desk(deps: DeskDeps) {
  const { campaigns, audit, now } = deps
  const changed = async (campaign: Campaign, person: Person, deed: string): Promise<Campaign> => {
    const saved = await campaigns.save(campaign)
    await audit.write({ who: person.id, did: deed, what: campaign.id }, now())
    return saved
  }
  const draft = async (id: string): Promise<Campaign> => {
    const campaign = await campaigns.get(id)
    if (!isOpenToChange(campaign)) {
      throw refuse(
        'status',
        'Treść akcji jest już zamrożona. Cofnij ją do wersji roboczej, żeby coś zmienić.',
        'The content of the drive is frozen. Withdraw it to a draft to change it.',
      )
    }
    return campaign
  }

  const visitsMissing = async (campaign: Campaign): Promise<Problem[]> => {
    if (!deps.bookings || asksFor(campaign) !== 'booking') return []
    const { visitProblems } = await import('./launch-visits.ts')
    return visitProblems(campaign, deps.bookings, now())
  }

  const serviceTexts = async (campaign: Campaign): Promise<Problem[]> => {
    if (!deps.services || !campaign.service || asksFor(campaign) !== 'booking' || !isDiscreet(campaign)) return []
    const { usedServiceProblems } = await import('../text/service-texts.ts')
    try {
      return usedServiceProblems(campaign, await deps.services.get(campaign.service), deps.office)
    } catch (error) {
      if (error instanceof NotFound) return [] // that it is gone is told by its free times
      throw error
    }
  }

  const senderMissing = async (campaign: Campaign, move: StaffMove): Promise<Problem[]> => {
    if (!deps.sender || move !== 'launch' || !campaign.plan.some(({ kind }) => kind === 'email')) return []
    const { senderProblems } = await import('../sender/sender.ts')
    return senderProblems(await deps.sender.state())
  }

  /** What a reminder's automated call would ask, and tell by it. (T2) */
  const surveyProblems = async (campaign: Campaign): Promise<Problem[]> => {
    if (!isDebt(campaign) || !campaign.survey) return []
    const [definition, { surveyTextProblems }] = await Promise.all([
      campaigns.survey(campaign.id, campaign.survey.version),
      import('../text/drive-texts.ts'),
    ])
    return surveyTextProblems(definition, campaign, deps.office)
  }

  return {
    /** A new draft with the office's defaults. */
    async create(content: Partial<CampaignContent> & { name: string }, person: Person): Promise<Campaign> {
      const id = newId('cmp')
      await campaigns.ensureOfficeKey(() => deps.newKey('office')) // addresses are hashed by it from the first import on
      const campaign = inDoubtOf(content, {
        anonymity: 'confidential',
        plan: [],
        inDoubt: 'at-least-once',
        window: usualWindow,
        ramp: true,
        accepted: [],
        writers: [],
        ...content,
        id,
        status: 'draft',
        version: 1,
        createdAt: now().toISOString(),
        createdBy: person.id,
        wrappedKey: await deps.newKey(id),
      })
      await campaigns.create(campaign)
      await audit.write({ who: person.id, did: 'create', what: id }, now())
      return campaign
    },

    /** Writes content into a draft. `version` is the one the person saw, if her form says so. */
    async write(id: string, content: Partial<CampaignContent>, person: Person, version?: number): Promise<Campaign> {
      const campaign = await draft(id)
      if (version !== undefined && version !== campaign.version) {
        throw refuse(
          'version',
          'Ktoś zmienił tę akcję w międzyczasie. Odśwież stronę i wprowadź zmiany jeszcze raz.',
          'Somebody changed this drive in the meantime. Reload the page and make your changes again.',
        )
      }
      const written = { ...campaign, ...content }
      const isAskingElse = content.asks !== undefined && content.asks !== asksFor(campaign)
      const plan = isAskingElse && !content.plan ? planFor(content.asks!, written.plan) : written.plan
      const fitted = fittedTo(inDoubtOf(content, { ...written, plan }))
      return changed(writtenBy(fitted, person.id), person, 'write')
    },

    /** Puts a questionnaire into a draft: checked, and kept under a new version. Throws Invalid with every problem. */
    async chooseSurvey(id: string, source: string, definition: unknown, person: Person): Promise<Campaign> {
      const campaign = await draft(id)
      const { readSurvey } = await import('../survey/read-survey.ts') // long, and needed once in a drive
      const { survey, problems } = readSurvey(definition)
      if (!survey) {
        throw new Invalid(
          problems.map(
            ({ question, property, message }): Problem => ({
              field: ['survey', question, property].filter(Boolean).join('.'),
              message,
            }),
          ),
        )
      }
      const { keypadProfile } = await import('../survey/keypad.ts')
      const { fits, skipped, problems: unfit } = keypadProfile(survey)
      const version = await campaigns.putSurvey(id, (campaign.survey?.version ?? 0) + 1, survey)
      const choice: SurveyChoice = {
        source,
        title: survey.title ?? { pl: campaign.name },
        version,
        minutes: minutes(survey),
        phone: { asked: fits.length, skipped: skipped.length, problems: unfit.slice(0, mostPhoneProblems) },
      }
      // Whoever chooses a survey asks for something.
      const asks = asksFor(campaign) === 'nothing' ? { asks: 'survey' as const } : {}
      return changed(writtenBy({ ...campaign, ...asks, survey: choice }, person.id), person, 'survey')
    },

    /** Takes the questions out of a draft: a visit can be booked without any. */
    async leaveSurvey(id: string, person: Person): Promise<Campaign> {
      const { survey: _, ...rest } = await draft(id)
      return changed(writtenBy(rest, person.id), person, 'survey')
    },

    /** Makes a move for a person, or Refused with what is missing or who may. */
    async move(id: string, move: StaffMove, person: Person, remark?: string): Promise<Campaign> {
      if (!mayMove[move].some((role) => person.roles.includes(role))) {
        throw refuse(
          'role',
          'Do tego potrzebna jest inna rola niż Twoja. Poproś osobę, która ją ma.',
          'This needs another role than yours. Ask somebody who has it.',
        )
      }
      const campaign = await campaigns.get(id)
      const next = advance(campaign, move)
      const at = now().toISOString()
      if (move === 'submit' || move === 'approve' || move === 'launch') {
        const { tooLateToLaunch } = await import('./launch.ts')
        const problems = [
          ...(await missingFor(campaign, { ...deps.office, automatedCalls: deps.automatedCalls ?? true })),
          ...tooLateToLaunch(campaign, now()),
          ...(await visitsMissing(campaign)),
          ...(await serviceTexts(campaign)),
          ...(await surveyProblems(campaign)),
          ...(await senderMissing(campaign, move)),
        ]
        if (problems.length > 0) throw new Refused('the drive is not complete', problems)
      }
      if (move === 'approve' && (campaign.createdBy === person.id || campaign.writers.includes(person.id))) {
        throw refuse(
          'approval',
          'Akcję musi zatwierdzić ktoś, kto jej nie pisał.',
          'A drive must be approved by somebody who did not write it.',
          'X11',
        )
      }
      const { approval: _, remark: __, pausedBecause, ...rest } = next
      const kept: Campaign = { ...rest, ...(next.approval && { approval: next.approval }) }
      const moved: Record<StaffMove, () => Campaign> = {
        submit: () => kept,
        withdraw: () => ({ ...rest }),
        return: () => ({ ...rest, ...(remark && { remark }) }),
        approve: () => ({ ...kept, approval: { by: person.id, name: person.name, at } }),
        launch: () => ({ ...kept, launchedAt: at }),
        pause: () => kept,
        resume: () => ({
          ...kept,
          resumedAt: at,
          accepted: pausedBecause ? [...new Set([...kept.accepted, pausedBecause])] : kept.accepted,
        }),
        stop: () => ({ ...kept, endedAt: at }),
      }
      const saved = await changed(moved[move](), person, move)
      if (move === 'launch' || move === 'resume') await deps.wake(id)
      return saved
    },
  }
}
export type Desk = ReturnType<typeof desk>
