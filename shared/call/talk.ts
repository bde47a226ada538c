/**
 * One turn of an automated call: read what stands, take the key, store, answer. Connect asks up to three times for one turn,
 * so that everything here may happen again: what was stored is known by attempt and turn, and answered as before.
 */
import type { Service } from '../booking/service.ts'
import { asksFor, type Campaign, isDiscreet } from '../campaign/campaign.ts'
import type { CampaignStore } from '../campaign/campaign-store.ts'
import { officeNameFor } from '../campaign/office-name.ts'
import { type Contact, contactsPerPage, type Fact } from '../contact/contact.ts'
import type { ContactStore } from '../contact/contact-store.ts'
import type { FactStore } from '../contact/fact-store.ts'
import type { Whom } from '../contact/link.ts'
import { objectBy } from '../objection/object.ts'
import type { ObjectionStore } from '../objection/objection-store.ts'
import { stepOf } from '../plan/plan.ts'
import { nextOpening } from '../plan/window.ts'
import { Conflict, NotFound } from '../platform/errors.ts'
import { localTime } from '../platform/local-time.ts'
import { log } from '../platform/log.ts'
import type { Keys, OfficeKeys } from '../platform/secrets.ts'
import { type Response, valuesOf } from '../response/response.ts'
import type { ResponseStore } from '../response/response-store.ts'
import { noSurvey, type Survey } from '../survey/survey.ts'
import type { CallId } from './call.ts'
import type { CallStore } from './call-store.ts'
import { callTexts, type Spoken } from './call-texts.ts'
import { hear, open, type Step } from './conversation.ts'
import type { Script } from './prompt.ts'
import { hangUp, type Reply, storedReply } from './reply.ts'
import { type ReadTurn, readTurn } from './talk-event.ts'
import type { VisitDesk } from './visit-turn.ts'

export interface TalkDeps {
  campaigns: Pick<CampaignStore, 'get'>
  /** The frozen questionnaire of a campaign that has one. */
  surveyOf: (campaign: Campaign) => Promise<Survey>
  /** Where visits are booked; only calls of drives that ask for one come here. */
  visits: VisitDesk & { service: (id: string) => Promise<Service> }
  contacts: Pick<ContactStore, 'contact' | 'putFact'>
  facts: Pick<FactStore, 'of'>
  responses: Pick<ResponseStore, 'get' | 'saveTurn'>
  objections: Pick<ObjectionStore, 'object'>
  calls: Pick<CallStore, 'ofPerson' | 'promise'>
  keysOf: (campaign: Campaign) => Promise<Keys>
  officeKeys: () => Promise<OfficeKeys>
  office: { name: string; discreetName?: string; phone: string }
  now: () => Date
}

/** Somebody else writing in the same second, so often, is no person. */
const mostTries = 5
/** A wish that was kept so shortly before is this very turn, told again by Connect. */
const sameTurnMilliseconds = 60_000

/** Everything that is known at a turn. */
interface Scene {
  call: CallId
  campaign: Campaign
  survey: Survey
  service?: Service | undefined
  response: Response | undefined
  facts: Fact[]
}

/** Answers one event of Connect: a flat map of texts. What throws is said sorry for by the flow. */
export async function talk(event: unknown, deps: TalkDeps): Promise<Reply> {
  const turn = readTurn(event)
  const { call, heard, language } = turn
  const next = (heard?.turn ?? 0) + 1
  const leave = (words: 'notNeeded' | 'answered') => hangUp(next, callTexts[language][words])
  const scene = call && (await sceneOf(call, deps))
  if (!scene) {
    log.warn('unknown call', call ? { campaign: call.campaign, page: call.page } : {})
    return leave('notNeeded')
  }
  for (let attempt = 1; ; attempt++) {
    const heard = stepFor(scene, turn, deps)
    // An objection is taken from anybody, at any time; everything else only while the drive may still ask her.
    if (heard.wish === 'objection') {
      await object(scene, deps)
      return heard.reply
    }
    const { response } = scene
    const newest = response?.talk?.n ?? 0
    if (newest === scene.call.n && response?.talk?.via === 'done') return heard.reply
    if (response?.state === 'complete' && asksFor(scene.campaign) !== 'booking')
      return leave(newest === scene.call.n ? 'answered' : 'notNeeded')
    if (newest > scene.call.n) return leave('notNeeded') // told of a call that is long over
    if (!mayAsk(scene, deps.now())) return leave('notNeeded')
    const step = heard.visit ? await withVisit(heard, scene, turn, deps) : heard
    if (step.wish === 'callback') {
      await promise(scene, deps)
      return step.reply
    }
    if (!step.save) return step.reply
    const stored = await deps.responses.saveTurn(
      scene.call,
      { ...step.save, language, survey: scene.campaign.survey?.version ?? 0 },
      deps.now(),
      response,
    )
    if ('saved' in stored) return step.reply
    // This turn a second time, or a page of hers on the web: look again at what stands now.
    if (attempt === mostTries) throw new Conflict('the response keeps changing')
    scene.response = stored.found
  }
}

/** What a turn needs, in one round trip; undefined for a call that cannot be ours. */
async function sceneOf(call: CallId, deps: TalkDeps): Promise<Scene | undefined> {
  const [campaign, response, facts] = await Promise.all([
    deps.campaigns.get(call.campaign).catch(noneIfNotFound),
    deps.responses.get(call),
    deps.facts.of(call),
  ])
  const place = call.page * contactsPerPage + call.index
  if (!campaign || !stepOf(campaign.plan, 'call') || place >= (campaign.list?.contacts ?? 0)) return undefined
  const asks = asksFor(campaign)
  if (asks === 'survey' && !campaign.survey) return undefined
  // Of answers that were sent, on the web, nothing is asked again: what is left is the visit.
  const isAsked = campaign.survey && asks !== 'nothing' && !(asks === 'booking' && response?.state === 'complete')
  const [survey, service] = await Promise.all([
    isAsked ? deps.surveyOf(campaign) : noSurvey,
    asks === 'booking' && campaign.service ? deps.visits.service(campaign.service).catch(noneIfNotFound) : undefined,
  ])
  if (asks === 'booking' && !service) return undefined
  return { call, campaign, response, facts, survey, service }
}

function stepFor(scene: Scene, { language, heard }: ReadTurn, deps: TalkDeps): Step {
  const { call, response } = scene
  const script = scriptOf(scene, language, deps.office)
  if (!heard) return { reply: open(script) }
  const talk = response?.talk?.n === call.n ? response.talk : undefined
  const known = { answers: valuesOf(response), talk }
  return talk?.via === 'done' ? { reply: storedReply(script, { ...known, talk }) } : hear(script, known, call.n, heard)
}

function noneIfNotFound(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}

/** The step with what the desk says to it. */
async function withVisit(step: Step, scene: Scene, { language }: ReadTurn, deps: TalkDeps): Promise<Step> {
  const { call, campaign, response } = scene
  const [{ visitTurn }, keys] = await Promise.all([import('./visit-turn.ts'), deps.keysOf(campaign)])
  return visitTurn(step, {
    ...{ call, desk: deps.visits, keys, answers: valuesOf(response) },
    script: scriptOf(scene, language, deps.office),
    contact: () => deps.contacts.contact(call, keys),
  })
}

function scriptOf({ campaign, survey, service }: Scene, language: Spoken, office: TalkDeps['office']): Script {
  const { openings } = stepOf(campaign.plan, 'call')!.step
  return {
    survey,
    asks: asksFor(campaign),
    service,
    language,
    office: { name: officeNameFor(campaign, { officeName: office.name, ...office }), phone: office.phone },
    opening: openings[language] ?? openings.pl ?? '',
    privacy: {
      // Who picks up may be anybody: of a discreet drive she learns it by the number that she is told. (L12)
      controller: isDiscreet(campaign) ? '' : (campaign.privacy?.controller ?? ''),
      dataSource: isDiscreet(campaign) ? '' : (campaign.privacy?.dataSource ?? ''),
    },
  }
}

/** Whether the drive runs, on one of its days, and she has not objected meanwhile. A call that began may outlast the hour. */
function mayAsk({ campaign, facts }: Scene, at: Date): boolean {
  const today = localTime(at).date
  const { status, startsOn = today, endsOn = today } = campaign
  const barred = facts.some(({ kind }) => kind === 'objected' || kind === 'revoked')
  return status === 'running' && startsOn <= today && today <= endsOn && !barred
}

/** Key 0: stored before the goodbye is spoken. As with one click in an e-mail, it is about all that serves this purpose. */
async function object({ call, campaign }: Scene, deps: TalkDeps): Promise<void> {
  const contact: Contact | undefined = await deps.contacts.contact(call, await deps.keysOf(campaign))
  if (!contact) throw new NotFound('contact')
  await objectBy({ whom: whomOf(call), campaign, contact }, 'purpose', 'keypad', deps.now(), deps)
}

/** Key 9: anyone calls back, from the next opening of the window on. */
async function promise({ call, campaign }: Scene, deps: TalkDeps): Promise<void> {
  const whom = whomOf(call)
  const at = deps.now()
  const { callback } = await deps.calls.ofPerson(whom)
  const isOpen = callback?.state === 'open' && callback.from === 'keypad'
  if (isOpen && at.getTime() - Date.parse(callback.madeAt) < sameTurnMilliseconds) return
  const opening = nextOpening(at, campaign.window) ?? at
  await deps.calls.promise(whom, { at: opening.toISOString(), from: 'keypad', madeAt: at.toISOString() })
}

const whomOf = ({ campaign, page, index }: CallId): Whom => ({ campaign, page, index })
