/**
 * The conversation of an automated call, as a machine: a place, a key, the next place and what is said there. Rules only.
 *
 * Keys wherever one key is taken: 1 to 8 the choices, 0 never again, 9 a person calls back, `*` once more; 7 leaves out an
 * optional question that has no "hard to say" of its own, 8 goes back, both where no choice lies on them. Where a number is
 * typed, every digit may be the answer: there `*` opens a menu with these keys. Two silences or three wrong keys in a row
 * end the call; at the confirmation they send what was answered, since no question was left. A drive that informs has nothing but
 * its opening; one that asks for a visit offers dates behind its questions: 1 takes one, 2 asks for the next.
 */
import type { Talk } from '../response/response.ts'
import { relevant } from '../survey/flow.ts'
import { type Answer, type Answers, questions } from '../survey/survey.ts'
import { answerBy } from './answer.ts'
import { callTexts } from './call-texts.ts'
import { type Node, type Place, placeText, type QuestionPlace, readNode, type Tries } from './node.ts'
import type { Script } from './prompt.ts'
import {
  clauseReply,
  gateReply,
  hangUp,
  type Known,
  keysAt,
  promptReply,
  type Reply,
  slotReply,
  storedReply,
} from './reply.ts'
import { fitAt, placeAfter, placeBefore, placeToResume } from './way.ts'

/** What the flow heard at a prompt. */
export interface Heard {
  /** Of the prompt that is answered. */
  turn: number
  node: string
  /** Keys, or `Timeout`. */
  input: string
}

/** What follows: the reply; what is to be stored before it is spoken; what she wished for. */
export interface Step {
  reply: Reply
  save?: { answers: Record<string, Answer | undefined>; talk: Talk; complete: boolean }
  wish?: 'objection' | 'callback'
  /** What is to be done about a visit first; the reply is for where it comes to nothing. */
  visit?: VisitAct
}

/** A date is to be found and held, one that was offered given back; or the one that is held is to be booked. */
export type VisitAct =
  | { do: 'seek'; turn: number; talk: Talk; after?: { day: string; start: string } }
  | { do: 'book'; turn: number; talk: Talk; answers: Record<string, Answer> }

/** What Connect says when no key was pressed. */
export const silence = 'Timeout'
const mostSilences = 2
const mostWrongs = 3

/** The first prompt: who calls, why, how to refuse, and the key that begins. */
export function open(script: Script): Reply {
  return gateReply(script, { turn: 1 })
}

/**
 * Takes a turn of attempt `n`. Pure: the same turn over the same state gives the same step. A turn from before what is
 * stored gets what was said then, and nothing to store.
 */
export function hear(script: Script, { answers, talk }: Known, n: number, heard: Heard): Step {
  const node = readNode(heard.node)
  if (!talk) {
    return node?.place.kind === 'gate'
      ? atGate(script, answers, n, heard, node.tries)
      : { reply: gateReply(script, { turn: heard.turn + 1 }) }
  }
  const known = { answers, talk }
  if (heard.turn < talk.turn) return { reply: storedReply(script, known) }
  if (node?.place.kind === 'slot' && talk.via === 'start') return { reply: storedReply(script, known, heard.turn + 1) }
  const isClause = node?.place.kind === 'clause' && talk.via === 'start'
  const isHere = node !== undefined && talk.via !== 'done' && (isClause || placeText(node.place) === talk.node)
  if (!isHere) return { reply: storedReply(script, known, heard.turn + 1) }
  if (isClause) return atClause(script, known, heard)
  return node.place.kind === 'slot' ? atSlot(script, known, heard, node.tries) : atQuestion(script, known, heard, node)
}

function atGate(script: Script, answers: Answers, n: number, { turn, input }: Heard, before: Tries): Step {
  const next = turn + 1
  if (input === '0') return wished(script, 'objection', next)
  if (input === '9') return wished(script, 'callback', next)
  if (input === '*') return { reply: gateReply(script, { turn: next }) }
  if (input === '1' && script.asks === 'nothing') {
    const done: Talk = { n, turn: next, node: 'end', from: 'end', via: 'done' }
    return { reply: storedReply(script, { answers, talk: done }), save: { answers: {}, talk: done, complete: true } }
  }
  if (input === '1') {
    const resumed = placeToResume(script.survey, answers)
    // Of a survey that was answered to its end, or of none, nothing is left but the visit.
    const isVisit = script.asks === 'booking' && resumed.kind === 'confirm'
    const first = isVisit ? 'slot' : placeText(resumed)
    const talk: Talk = { n, turn: next, node: first, from: first, via: 'start' }
    return { reply: clauseReply(script, next), save: { answers: {}, talk, complete: false } }
  }
  const texts = callTexts[script.language]
  const tries = triesAfter(before, input)
  if (tries.silences >= mostSilences) return { reply: hangUp(next, texts.noInput) }
  if (tries.wrongs >= mostWrongs) return { reply: hangUp(next, texts.noAnswer) }
  return { reply: gateReply(script, { turn: next, tries, before: complaint(script, input) }) }
}

/** Whoever listens to the end of the clause has agreed to go on; only what is reserved does something else. */
function atClause(script: Script, known: Known & { talk: Talk }, { turn, input }: Heard): Step {
  const next = turn + 1
  if (input === '0') return wished(script, 'objection', next)
  if (input === '9') return wished(script, 'callback', next)
  if (input === '*') return { reply: clauseReply(script, next) }
  if (known.talk.node === 'slot') return seek(script, known.talk, next)
  return { reply: promptReply(script, known, readNode(known.talk.node)!.place, { turn: next }) }
}

/** A date, or that there is none: 1 takes it, 2 asks for the next one; where there is none, both begin again. */
function atSlot(script: Script, known: Known & { talk: Talk }, { turn, input }: Heard, before: Tries): Step {
  const { talk } = known
  const next = turn + 1
  if (input === '0') return wished(script, 'objection', next)
  if (input === '9') return wished(script, 'callback', next)
  if (input === '*') return { reply: slotReply(script, talk, { turn: next }) }
  if (input === '1' && talk.visit) {
    const answers = sent(script, known.answers)
    return { reply: slotReply(script, talk, { turn: next }), visit: { do: 'book', turn: next, talk, answers } }
  }
  if (input === '1' || input === '2') return seek(script, talk, next, talk.visit)
  const texts = callTexts[script.language]
  const tries = triesAfter(before, input)
  if (tries.silences >= mostSilences) return { reply: hangUp(next, texts.noInput) }
  if (tries.wrongs >= mostWrongs) return { reply: hangUp(next, texts.noAnswer) }
  return { reply: slotReply(script, talk, { turn: next, tries, before: complaint(script, input) }) }
}

/** To the first free date, or the next one behind a date. */
function seek(script: Script, talk: Talk, turn: number, after?: { day: string; start: string }): Step {
  const { visit: _, chosen: __, ...rest } = talk
  return {
    reply: slotReply(script, { ...rest, via: 'next' }, { turn }),
    visit: { do: 'seek', turn, talk, ...(after && { after: { day: after.day, start: after.start } }) },
  }
}

function atQuestion(script: Script, known: Known & { talk: Talk }, { turn, input }: Heard, node: Node): Step {
  const { survey } = script
  const { answers, talk } = known
  const { place, menu } = node
  const next = turn + 1
  const fit = place.kind === 'question' ? fitAt(survey, place) : undefined
  const types = fit?.way.kind === 'number' && !menu
  const say = (more: { tries?: Tries; before?: string; menu?: boolean } = {}): Step => ({
    reply: promptReply(script, known, place, { turn: next, menu, ...more }),
  })
  /** Stores the step to another place, and says what stands there. */
  const go = (
    to: Place,
    via: Talk['via'],
    change: Record<string, Answer | undefined> = {},
    chosen?: string[],
  ): Step => {
    const moved: Talk = { n: talk.n, turn: next, node: placeText(to), from: talk.from, via, ...(chosen && { chosen }) }
    const after = { answers: changed(answers, change), talk: moved }
    return { reply: storedReply(script, after), save: { answers: change, talk: moved, complete: false } }
  }
  const onwards = (change: Record<string, Answer | undefined> = {}): Step =>
    go(placeAfter(survey, changed(answers, change), place as QuestionPlace), 'next', change)

  if (input === '*' || (types && input.includes('*'))) return say({ menu: types || menu })
  if (!types && input === '0') return wished(script, 'objection', next)
  if (!types && input === '9') return wished(script, 'callback', next)
  const keys = keysAt(script, known, place)
  if (!types && input === '8' && keys.goesBack) {
    const from = readNode(talk.from)!.place as QuestionPlace
    const to = placeBefore(survey, answers, place as QuestionPlace, from)!
    return go(to, 'back', {}, talk.chosen)
  }
  if (!types && input === '7' && keys.passes) return onwards()
  if (menu && input === '1') return say({ menu: false })
  if (place.kind === 'confirm' && input === '1') return finish(script, known, next)
  if (fit && !menu && place.kind === 'question') {
    const keyed = answerBy(fit, place, input, { answers, chosen: talk.chosen })
    if (keyed?.chosen) return go({ ...place, part: place.part! + 1 }, 'next', {}, keyed.chosen)
    if (keyed) return onwards({ [fit.question.name]: keyed.answer })
  }

  const tries = triesAfter(node.tries, input)
  if (tries.silences < mostSilences && tries.wrongs < mostWrongs)
    return say({ tries, before: complaint(script, input) })
  if (place.kind === 'confirm') return finish(script, known, next)
  const texts = callTexts[script.language]
  return { reply: hangUp(next, `${texts.kept} ${input === silence ? texts.noInput : texts.noAnswer}`) }
}

/** Sends the response as the web does: exactly the answers that count. A gap that the web has opened meanwhile is asked first. */
function finish(script: Script, { answers, talk }: Known & { talk: Talk }, turn: number): Step {
  const { survey } = script
  const gap = placeAfter(survey, answers, { index: questions(survey).length })
  const talkAt = (node: string, via: Talk['via']): Talk => ({ n: talk.n, turn, node, from: talk.from, via })
  if (gap.kind === 'question') {
    const moved = talkAt(placeText(gap), 'next')
    return {
      reply: storedReply(script, { answers, talk: moved }),
      save: { answers: {}, talk: moved, complete: false },
    }
  }
  if (script.asks === 'booking') return seek(script, talk, turn)
  const done = talkAt('end', 'done')
  return {
    reply: storedReply(script, { answers, talk: done }),
    save: { answers: sent(script, answers), talk: done, complete: true },
  }
}

/** Exactly the answers that count. */
function sent({ survey }: Script, answers: Answers): Record<string, Answer> {
  return Object.fromEntries(Object.entries(relevant(survey, answers)).filter(([name]) => Object.hasOwn(answers, name)))
}

/** Farewell to somebody whose wish must be stored before it is spoken. */
function wished(script: Script, wish: 'objection' | 'callback', turn: number): Step {
  const texts = callTexts[script.language]
  return { wish, reply: hangUp(turn, wish === 'objection' ? texts.objected : texts.callback) }
}

const triesAfter = ({ silences, wrongs }: Tries, input: string): Tries =>
  input === silence ? { silences: silences + 1, wrongs: 0 } : { silences: 0, wrongs: wrongs + 1 }

const complaint = ({ language }: Script, input: string): string =>
  input === silence ? callTexts[language].silence : callTexts[language].wrong

function changed(answers: Answers, change: Record<string, Answer | undefined>): Answers {
  const after = { ...answers }
  for (const [name, answer] of Object.entries(change)) {
    if (answer === undefined) delete after[name]
    else after[name] = answer
  }
  return after
}
