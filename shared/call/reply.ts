/** The replies of an automated call: what the flow does next, and the words for it. Rules only. */
import type { Talk } from '../response/response.ts'
import type { Answers } from '../survey/survey.ts'
import { offersWayOut } from './answer.ts'
import { callTexts } from './call-texts.ts'
import { nodeText, noTries, type Place, type QuestionPlace, readNode, type Tries } from './node.ts'
import { type Script, sayClause, sayConfirm, sayGate, sayMenu, sayQuestion, together } from './prompt.ts'
import { sayLast, saySlot } from './visit-words.ts'
import { fitAt, isRequired, placeBefore } from './way.ts'

/**
 * What the flow is told: `ask` takes one key, `ask2` up to two digits and `#`, `hangup` says the words and ends the call.
 * All values are texts, as Connect wants them; `turn` counts the prompts of a call from 1.
 */
export interface Reply {
  next: 'ask' | 'ask2' | 'hangup'
  say: string
  node: string
  turn: string
}

/** What is known of the person: her answers, and where this very attempt stands. */
export interface Known {
  answers: Answers
  talk: Talk | undefined
}

interface Manner {
  turn: number
  /** Said before it. */
  before?: string
  tries?: Tries
  menu?: boolean
  /** Asked straight after the row or the choice before it. */
  goesOn?: boolean
}

/** The opening. Stands for itself: before the key 1 nothing is stored. */
export function gateReply(script: Script, { turn, before, tries = noTries }: Manner): Reply {
  return asked('ask', { kind: 'gate' }, together(before, sayGate(script)), { turn, tries })
}

/** The information clause; the question behind it comes by any key, or by waiting. */
export function clauseReply(script: Script, turn: number): Reply {
  return asked('ask', { kind: 'clause' }, sayClause(script), { turn })
}

/** A question, its menu, or the confirmation. */
export function promptReply(script: Script, known: Known & { talk: Talk }, place: Place, manner: Manner): Reply {
  const { before = '' } = manner
  if (place.kind !== 'question') {
    return asked('ask', { kind: 'confirm' }, together(before, sayConfirm(script, keysAt(script, known, place))), manner)
  }
  const keys = keysAt(script, known, place)
  if (manner.menu) return asked('ask', place, together(before, sayMenu(script, keys)), manner)
  const fit = fitAt(script.survey, place)!
  const { goesOn = false } = manner
  const say = sayQuestion(script, { fit, place, answers: known.answers, passes: keys.passes, goesOn })
  return asked(fit.way.kind === 'number' ? 'ask2' : 'ask', place, together(before, say), manner)
}

/** A free date and its keys, or that there is none. */
export function slotReply(script: Script, talk: Talk, manner: Manner): Reply {
  return asked('ask', { kind: 'slot' }, together(manner.before, saySlot(script, talk)), manner)
}

/** Last words. */
export function hangUp(turn: number, say: string): Reply {
  return { next: 'hangup', say, node: 'end', turn: String(turn) }
}

/** What was said when this state was stored, or is said of it at a later turn. */
export function storedReply(script: Script, known: Known & { talk: Talk }, turn = known.talk.turn): Reply {
  const { via, node } = known.talk
  if (via === 'done') return hangUp(turn, sayLast(script, known.talk))
  if (via === 'start') return clauseReply(script, turn)
  const { place } = readNode(node)!
  if (place.kind === 'slot') return slotReply(script, known.talk, { turn })
  const goesOn = via === 'next' && place.kind === 'question' && (place.part ?? 0) > 0
  return promptReply(script, known, place, {
    turn,
    goesOn,
    before: via === 'back' ? callTexts[script.language].back : '',
  })
}

/** Which of the keys 7 (leave it out) and 8 (the question before) do something at a place. */
export function keysAt(
  { survey }: Script,
  { answers, talk }: Known & { talk: Talk },
  place: Place,
): { passes: boolean; goesBack: boolean } {
  if (place.kind !== 'question') return { passes: false, goesBack: before({ kind: 'confirm' }) !== undefined }
  const fit = fitAt(survey, place)!
  const lies = (key: string) => 'keys' in fit.way && fit.way.keys.some((one) => one.key === key)
  const passes = !lies('7') && !offersWayOut(fit) && !isRequired(survey, answers, place.index)
  return { passes, goesBack: !lies('8') && before(place) !== undefined }

  function before(from: QuestionPlace | { kind: 'confirm' }) {
    return placeBefore(survey, answers, from, readNode(talk.from)!.place as QuestionPlace | { kind: 'confirm' })
  }
}

function asked(
  next: 'ask' | 'ask2',
  place: Place,
  say: string,
  { turn, tries = noTries, menu = false }: Manner,
): Reply {
  return { next, say, node: nodeText({ place, menu, tries }), turn: String(turn) }
}
