/** A campaign: one drive, put to one list of contacts. Rules only: no AWS, no clock, no randomness. */
import * as z from 'zod/mini'
import { Eligibility, OutcomeCode, Rule } from '../call/outcome.ts'
import { Payments } from '../claim/payments.ts'
import { Plan } from '../plan/plan.ts'
import { LocalDate, Window } from '../plan/window.ts'
import { Refused } from '../platform/errors.ts'
import { Language, Text } from '../platform/language.ts'

export const Status = z.enum(['draft', 'submitted', 'approved', 'running', 'paused', 'finished', 'stopped'])
export type Status = z.infer<typeof Status>

export const Move = z.enum(['submit', 'withdraw', 'return', 'approve', 'launch', 'pause', 'resume', 'stop', 'finish'])
export type Move = z.infer<typeof Move>

/** What a drive is for, by the law on electronic communication. (L20) */
export const PurposeClass = z.enum(['survey', 'public_info', 'statutory_info', 'reminder', 'commercial'])
export type PurposeClass = z.infer<typeof PurposeClass>

/** Bases in the GDPR that an office may use. Legitimate interest, 6(1)(f), is not among them. (L2) */
export const Basis = z.enum([
  '6(1)(e)',
  '6(1)(c)',
  '6(1)(a)',
  '9(2)(a)',
  '9(2)(b)',
  '9(2)(g)',
  '9(2)(h)',
  '9(2)(i)',
  '9(2)(j)',
])
export type Basis = z.infer<typeof Basis>

const line = z.string().check(z.trim(), z.maxLength(500))

/** How files end: kept for ever in the archive, destroyed, or looked at by the archive first. (L7) */
export const RecordsCategory = z.enum(['A', 'B', 'BE'])

/** What the office must be able to say about the data of a drive. (L1; GDPR art. 13, 14, 30, 35) */
export const Privacy = z.object({
  controller: line,
  dataProtectionOfficer: line,
  dataSource: line,
  dataCategories: line,
  recipients: line,
  retentionMonths: z.int().check(z.minimum(1), z.maximum(300)),
  impactAssessment: z.object({ done: z.boolean(), reference: line }),
  registerId: line,
  /** The second clock: how long the case file and its report are kept, by the office's classes of files. (L7) */
  records: z.optional(
    z.object({
      /** The class of the office's list of files (JRWA), like `0642`. */
      jrwa: z.string().check(z.trim(), z.maxLength(20)),
      category: RecordsCategory,
      years: z.int().check(z.minimum(1), z.maximum(100)),
    }),
  ),
})
export type Privacy = z.infer<typeof Privacy>

/** What the resident is told about who can see her answers; frozen at the launch. (A1) */
export const Anonymity = z.enum(['identified', 'confidential', 'anonymous'])
export type Anonymity = z.infer<typeof Anonymity>

/** What residents are asked for: answers to a survey, a visit (with the survey as its eligibility questions, where there is one), nothing. */
export const Asks = z.enum(['survey', 'booking', 'nothing'])
export type Asks = z.infer<typeof Asks>

/** What is done with a part of which nobody knows whether it went out. */
export const InDoubt = z.enum(['at-most-once', 'at-least-once'])
export type InDoubt = z.infer<typeof InDoubt>

/** Where the addresses of a list come from, and what they may be used for. A fact of the list, not of each contact. (L3) */
export const ContactPoint = z.object({
  /** The register or file that they were taken from. */
  source: line,
  /** The basis on which the office has them. */
  basis: Basis,
  /** The local day on which they were taken from the source. */
  obtainedOn: LocalDate,
  purposesAllowed: z.array(PurposeClass),
})
export type ContactPoint = z.infer<typeof ContactPoint>

/** What the consents in a file were given to; each person's day stands in her row. (L20) */
export const ConsentText = z.object({
  /** The version of the text that people agreed to, as the office numbers them. */
  textVersion: line,
  /** Where they agreed: a form, a web page, a desk. */
  source: line,
})
export type ConsentText = z.infer<typeof ConsentText>

/** The consents of a list: their text, and how many people gave one. */
export const Consents = z.extend(ConsentText, {
  withEmail: z.int(),
  withPhone: z.int(),
})
export type Consents = z.infer<typeof Consents>

/** The list of contacts as imported: counts only. */
export const List = z.object({
  upload: z.string(),
  contacts: z.int(),
  pages: z.int(),
  bad: z.int(),
  duplicates: z.int(),
  objected: z.int(),
  /** Merge fields that every contact has. */
  fields: z.array(z.string()),
  byLanguage: z.partialRecord(Language, z.int()),
  /** Contacts with at least one telephone number, and with an e-mail address. Lists of before there were numbers have neither. */
  withPhone: z.optional(z.int()),
  withEmail: z.optional(z.int()),
  /** Lists of before it was asked have none: `pointOf` in contact/point.ts then says what the drive's record says. */
  point: z.optional(ContactPoint),
  /** Where the drive needs them. */
  consents: z.optional(Consents),
  /** Claims of a reminder's contacts, one or several to each. Missing where the list was read for another kind of drive. */
  claims: z.optional(z.int()),
})
export type List = z.infer<typeof List>

/** Which questionnaire, frozen by its version. The definition lies beside the campaign as `survey#<version>`. */
export const SurveyChoice = z.object({
  source: z.string(),
  title: Text,
  version: z.int(),
  minutes: z.int(),
  /** How it fits a keypad: questions asked and left out, and the first things that keep it off the phone. */
  phone: z.optional(
    z.object({
      asked: z.int(),
      skipped: z.int(),
      problems: z.array(z.object({ question: z.optional(z.string()), message: Text })),
    }),
  ),
})
export type SurveyChoice = z.infer<typeof SurveyChoice>

export const Approval = z.object({ by: z.string(), name: z.string(), at: z.string() })

/** Why a running campaign paused by itself. `phone`: automated calls cannot be placed. (E5) */
export const PauseReason = z.enum(['bounces', 'complaints', 'rejected', 'misconfigured', 'phone'])
export type PauseReason = z.infer<typeof PauseReason>

/** The budget of attempts for one person over all channels of a drive: e-mails, automated calls, agents' calls. */
export const Attempts = z.object({
  perDay: z.int().check(z.minimum(1), z.maximum(5)),
  inAll: z.int().check(z.minimum(1), z.maximum(20)),
})
export type Attempts = z.infer<typeof Attempts>

export const usualAttempts: Attempts = { perDay: 2, inAll: 6 }
/** Of a reminder, over all channels and drives, whatever its form says; the office may ask for fewer in all. (T8) */
export const debtAttempts: Attempts = { perDay: 1, inAll: 6 }

/** What a person may write into a draft. Everything is optional until the launch is asked for. */
export const CampaignContent = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  /** What residents read as the purpose: one plain sentence in each language. */
  purpose: z.optional(Text),
  purposeClass: z.optional(PurposeClass),
  basis: z.optional(Basis),
  privacy: z.optional(Privacy),
  anonymity: Anonymity,
  plan: Plan,
  inDoubt: InDoubt,
  window: Window,
  /** First and last local day on which people are written to, and answers taken. */
  startsOn: z.optional(LocalDate),
  endsOn: z.optional(LocalDate),
  /** Send to 200, then to 2,000, then to the rest, half an hour apart, so that a bad list shows early. (E5) */
  ramp: z.boolean(),
  replyTo: z.optional(z.email()),
  /** Attempts by phone and e-mail that one person may get; `usualAttempts` where missing. */
  attempts: z.optional(Attempts),
  /** What follows which outcome of a call, where it differs from `usualRules`. */
  rules: z.optional(z.partialRecord(OutcomeCode, Rule)),
  /** Whether the list is of named people (as usual) or of bare numbers: decides AAPOR codes. */
  eligibility: z.optional(Eligibility),
  /** `survey` where missing. */
  asks: z.optional(Asks),
  /** The service whose visits are booked (`svc_…`). */
  service: z.optional(z.string().check(z.regex(/^svc_[0-9a-z]{12}$/))),
  /** The sender and the subject alone could reveal a secret: both, and everything before identity, are neutral. (L12) */
  discreet: z.optional(z.boolean()),
  /** The data protection officer agreed to automated calls: who, and on which local day. (L20) */
  automatedCalls: z.optional(z.object({ approvedBy: line, on: LocalDate })),
  /** Of a reminder: how many facts must match besides the name before an agent is told the matter; 2 where missing. (T4) */
  identityFacts: z.optional(z.int().check(z.minimum(2), z.maximum(5))),
  /** The drive of the library that it began with. */
  template: z.optional(z.string().check(z.maxLength(40))),
})
export type CampaignContent = z.infer<typeof CampaignContent>

export const Campaign = z.extend(CampaignContent, {
  id: z.string().check(z.regex(/^cmp_[0-9a-z]{12}$/)),
  status: Status,
  /** Grows with every write; a write names the version it read. */
  version: z.int(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** Everybody who changed its content: none of them may approve it. */
  writers: z._default(z.array(z.string()), []),
  survey: z.optional(SurveyChoice),
  list: z.optional(List),
  /** Of a reminder: the newest state of payments that it knows. (T7) */
  payments: z.optional(Payments),
  approval: z.optional(Approval),
  /** What the approver wrote when the draft was returned. */
  remark: z.optional(z.string()),
  launchedAt: z.optional(z.string()),
  /** When it was last resumed: the sweep then looks at once for what the pause kept back. */
  resumedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  /** The local day on which everything about single people was erased: its key is gone, only counts are left. (L7) */
  erasedOn: z.optional(LocalDate),
  pausedBecause: z.optional(PauseReason),
  /** Reasons after which a person resumed all the same: they do not pause this campaign again. */
  accepted: z._default(z.array(PauseReason), []),
  /** The data key, wrapped by the customer key. Without it pages cannot be read and links are dead. */
  wrappedKey: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
})
export type Campaign = z.infer<typeof Campaign>

/** From each status, the moves that are allowed and where they lead. */
export const moves: Record<Status, Partial<Record<Move, Status>>> = {
  draft: { submit: 'submitted', stop: 'stopped' },
  submitted: { withdraw: 'draft', return: 'draft', approve: 'approved', stop: 'stopped' },
  approved: { withdraw: 'draft', return: 'draft', launch: 'running', stop: 'stopped' },
  running: { pause: 'paused', stop: 'stopped', finish: 'finished' },
  paused: { resume: 'running', stop: 'stopped' },
  finished: {},
  stopped: {},
}

/** What residents are asked for. */
export function asksFor({ asks = 'survey' }: Pick<CampaignContent, 'asks'>): Asks {
  return asks
}

/** Whether it reminds of a debt: tax secrecy and the rules of soft reminders hold for everything about it. (T1-T8) */
export function isDebt({ purposeClass }: Pick<CampaignContent, 'purposeClass'>): boolean {
  return purposeClass === 'reminder'
}

/** How often one person may be tried: as the form says, and of a debt never more than the rule allows. (T8) */
export function attemptsFor(campaign: Pick<CampaignContent, 'attempts' | 'purposeClass'>): Attempts {
  const { perDay, inAll } = campaign.attempts ?? usualAttempts
  if (!isDebt(campaign)) return { perDay, inAll }
  return { perDay: debtAttempts.perDay, inAll: Math.min(inAll, debtAttempts.inAll) }
}

/** What is done in doubt: of a debt nothing is ever sent a second time. (T8) */
export function inDoubtFor(campaign: Pick<CampaignContent, 'inDoubt' | 'purposeClass'>): InDoubt {
  return isDebt(campaign) ? 'at-most-once' : campaign.inDoubt
}

/**
 * Whether nothing that others could read (sender, subject, titles of pages, what is said before identity) may tell what it is
 * about: where the drive says so, and always with a debt. (L12, T2)
 */
export function isDiscreet({ discreet, purposeClass }: Pick<CampaignContent, 'discreet' | 'purposeClass'>): boolean {
  return discreet === true || isDebt({ purposeClass })
}

/** Whether people may be contacted only where they agreed to it: offers and advertising. (L20) */
export function needsConsent({ purposeClass }: Pick<CampaignContent, 'purposeClass'>): boolean {
  return purposeClass === 'commercial'
}

/** The campaign after a move, or Refused. What a move needs besides the status is in `launch.ts`. */
export function advance(campaign: Campaign, move: Move): Campaign {
  const status = moves[campaign.status][move]
  if (!status) {
    throw new Refused(`cannot ${move} a ${campaign.status} campaign`, [
      {
        field: 'status',
        message: {
          pl: 'Tego nie można teraz zrobić: stan akcji zmienił się w międzyczasie. Odśwież stronę i sprawdź, co jest możliwe.',
          en: 'This cannot be done now: the drive has changed in the meantime. Reload the page to see what can be done.',
        },
      },
    ])
  }
  return { ...campaign, status }
}

/** Whoever writes into a drive is one of its authors, and cannot be the second pair of eyes. (X11) */
export function writtenBy(campaign: Campaign, person: string): Campaign {
  return { ...campaign, writers: [...new Set([...campaign.writers, person])] }
}

/** Whether the content may still be changed. */
export function isOpenToChange(campaign: Campaign): boolean {
  return campaign.status === 'draft'
}

/** Whether a new drive can be made for those whom this one did not reach: it was launched, and has a list. */
export function canComeAgain({ launchedAt, list }: Campaign): boolean {
  return Boolean(launchedAt && list)
}

/** Whether residents' answers are taken: launched, not stopped, and its last day not over. `today` is a local date. */
export function takesAnswers(campaign: Campaign, today: string): boolean {
  if (campaign.status !== 'running' && campaign.status !== 'paused' && campaign.status !== 'finished') return false
  return !campaign.endsOn || today <= campaign.endsOn
}
