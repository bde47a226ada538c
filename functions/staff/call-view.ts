/** A call as an agent sees it: who, what was tried before, what to say, what follows each outcome. Only what the step needs. */

import * as z from 'zod/mini'
import type { Held } from '../../shared/call/agent-give.ts'
import { noteOf } from '../../shared/call/agent-outcome.ts'
import { type Call, type Callback, callIdText } from '../../shared/call/call.ts'
import { type OutcomeCode, outcomes } from '../../shared/call/outcome.ts'
import { type Next, nextAfter } from '../../shared/call/recycle.ts'
import { type Campaign, isDebt, takesAnswers } from '../../shared/campaign/campaign.ts'
import { neutralName } from '../../shared/claim/claim.ts'
import { pickedFor } from '../../shared/claim/outcome.ts'
import { partsOfScript } from '../../shared/claim/script.ts'
import { nameOf } from '../../shared/contact/name.ts'
import { fieldsOf } from '../../shared/plan/letter.ts'
import { stepOf } from '../../shared/plan/plan.ts'
import { type Language, type Text, textOf } from '../../shared/platform/language.ts'
import { localTime } from '../../shared/platform/local-time.ts'
import { type Response, valuesOf } from '../../shared/response/response.ts'
import { Survey } from '../../shared/survey/survey.ts'
import { type IdentitySeen, identitySeen, isOpenTo } from './call-identity.ts'
import { type Origin, originOf } from './call-origin.ts'
import type { CallDeps } from './calls.ts'

export interface Clause {
  controller: string
  source: string
  purpose: string
  url: string
}

export interface CallSeen {
  text: string
  hold: string
  campaign: { id: string; name: string; title: Text; purpose?: Text }
  /** Her name as the list has it; empty where it has none. */
  name: string
  language: Language
  /** The number to dial, E.164, and which of how many. */
  phone: string
  number: number
  numbers: number
  /** Whether it can be dialled by Amazon Connect as well. */
  byConnect: boolean
  /** Attempts before this one, the newest first. */
  attempts: { at: string; channel: Call['channel']; outcome?: OutcomeCode; skip?: Call['skip']; note?: string }[]
  promised: boolean
  callback?: Callback
  /** Paragraphs of the script, fields filled in. */
  script: string[]
  /** What must be told about her data. In a reminder it says what the matter is, so it comes with that. */
  clause?: Clause
  /** For whoever asks where her data are from. */
  origin: Origin
  clauseGivenAt?: string
  /** Nothing was sent to her before, so the clause comes before the first answer. (L4) */
  clauseNeeded: boolean
  note: string
  startedAt: string
  leaseUntil: number
  /** Her e-mail address, so that she can recognise it and nobody else could write to it. */
  email?: string
  /** In a reminder: whether she was recognised. Until then nothing here tells what the matter is. (T4) */
  identity?: IdentitySeen
  /** What follows each outcome that can be picked. */
  follows: { outcome: OutcomeCode; next: Next | 'callback' }[]
  survey?: {
    definition: Survey
    answers: ReturnType<typeof valuesOf>
    /** Answers in other modes: she has begun on the web or by keys. */
    begun: boolean
    state: Response['state'] | 'none' | 'closed'
  }
}

export function callView(deps: CallDeps) {
  const surveys = new Map<string, Survey>()
  const surveyOf = async (id: string, version: number): Promise<Survey> => {
    const key = `${id} ${version}`
    const known = surveys.get(key) ?? z.parse(Survey, await deps.campaigns.survey(id, version))
    if (surveys.size > 100) surveys.clear()
    surveys.set(key, known)
    return known
  }

  return {
    /** A drive's questionnaire at a version, which never changes. */
    surveyOf,

    /** Everything about a call that its agent works with. */
    async see(held: Held, agent: { name: string }): Promise<CallSeen> {
      const { campaign, whom, contact, calls, callback, call, context, keys } = held
      const at = deps.now()
      const given = await deps.responses.get(whom)
      const { language, fields, phones } = contact
      const isReminder = isDebt(campaign)
      const isOpen = isOpenTo(held)
      const identity = identitySeen(held)
      const closed = calls.filter(({ state }) => state === 'closed')
      const definition = isOpen && campaign.survey && (await surveyOf(campaign.id, campaign.survey.version))
      const open = takesAnswers(campaign, localTime(at).date)
      return {
        text: callIdText({ ...whom, n: call.n }),
        hold: held.hold,
        campaign: {
          id: campaign.id,
          ...(isReminder
            ? { name: neutralName.pl, title: neutralName }
            : {
                name: campaign.name,
                title: campaign.survey?.title ?? { pl: campaign.name },
                ...(campaign.purpose && { purpose: campaign.purpose }),
              }),
        },
        name: nameOf(fields),
        language,
        phone: phones[call.number] ?? '',
        number: call.number,
        numbers: phones.length,
        byConnect: deps.softphone !== undefined,
        attempts: closed
          .map((one) => {
            const note = isOpen && noteOf({ keys, whom }, one)
            return {
              at: one.startedAt,
              channel: one.channel,
              ...(one.outcome && { outcome: one.outcome }),
              ...(one.skip && { skip: one.skip }),
              ...(note && { note }),
            }
          })
          .reverse(),
        promised: call.promised ?? false,
        ...(callback?.state === 'open' && { callback }),
        script: scriptOf(held, agent, deps, (script) => (isReminder ? partsOfScript(script).before : script)),
        ...(!isReminder && { clause: clauseOf(campaign, language, deps) }),
        ...(identity && { identity }),
        origin: originOf(campaign, contact),
        ...(call.clauseGivenAt && { clauseGivenAt: call.clauseGivenAt }),
        clauseNeeded: !isReminder && isClauseNeeded(held),
        note: noteOf({ keys, whom }, call) ?? '',
        startedAt: call.startedAt,
        leaseUntil: call.leaseUntil!,
        ...(contact.email && { email: maskedEmail(contact.email) }),
        follows: pickedFor(campaign, call, held.settled).map((outcome) => ({
          outcome,
          next: follows(held, outcome, at),
        })),
        ...(definition && {
          survey: {
            definition,
            answers: valuesOf(given),
            begun: Object.values(given?.answers ?? {}).some(({ m }) => m !== 'agent'),
            state: given?.state === 'complete' ? 'complete' : open ? (given?.state ?? 'none') : 'closed',
          } as const,
        }),
      }

      function follows(of: Held, outcome: OutcomeCode, now: Date): Next | 'callback' {
        if (outcome === 'callback') return 'callback'
        const { leaseUntil: _, list: __, dueAt: ___, ...attempt } = of.call
        const ended: Call = { ...attempt, state: 'closed', endedAt: now.toISOString(), outcome }
        return outcomes[outcome].final
          ? { kind: 'done', because: 'final' }
          : nextAfter([...closed, ended], context, now)
      }
    },
  }
}
export type CallView = ReturnType<typeof callView>

/** What must be told about her data. */
export function clauseOf(
  campaign: Campaign,
  language: Language,
  { officeName, publicUrl }: Pick<CallDeps, 'officeName' | 'publicUrl'>,
): Clause {
  return {
    controller: campaign.privacy?.controller ?? officeName,
    source: campaign.privacy?.dataSource ?? '',
    purpose: campaign.purpose ? textOf(campaign.purpose, language) : '',
    url: `${publicUrl}/info/${campaign.id.slice(4)}/privacy`,
  }
}

/** The script's paragraphs in the person's language, or what `part` takes of it, with its fields filled in. */
export function scriptOf(
  { campaign, contact: { language, fields } }: Pick<Held, 'campaign' | 'contact'>,
  agent: { name: string },
  { officeName }: Pick<CallDeps, 'officeName'>,
  part: (script: string) => string,
): string[] {
  const step = stepOf(campaign.plan, 'agents')?.step
  const script = part((step?.scripts[language] ?? step?.scripts.pl ?? '').trim())
  return script ? filledIn(script, { ...fields, agent: agent.name, urzad: officeName }).split(/\n{2,}/) : []
}

/** Whether the clause must come before the first answer: no e-mail with it was sent, and nobody gave it before. (L4) */
export function isClauseNeeded({ call, calls, context }: Pick<Held, 'call' | 'calls' | 'context'>): boolean {
  const wasGiven = [...calls, call].some(({ clauseGivenAt }) => clauseGivenAt)
  return context.emailsAt.length === 0 && !wasGiven
}

/** `a…@example.org` */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}…${email.slice(at)}`
}

/** A script with its fields filled in; one that the list does not have is left out. */
function filledIn(script: string, values: Record<string, string>): string {
  let text = script.replace(/\r\n?/g, '\n')
  for (const field of new Set(fieldsOf(text))) {
    text = text.replaceAll(
      new RegExp(`\\{\\{\\s*${field.replace(/[^\w]/g, '\\$&')}\\s*\\}\\}`, 'g'),
      () => values[field] ?? '',
    )
  }
  return text
}
