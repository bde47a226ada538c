/**
 * The sample's agents: two people who call those of the sample drive whom no automated call can speak to or who asked for a
 * person, through the API, at a hurried human pace; then they go home, and leave the rest to the newcomer.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { OutcomeCode } from '../shared/call/outcome.ts'
import { nextOpening } from '../shared/plan/window.ts'
import { addDays, instantOf, localTime } from '../shared/platform/local-time.ts'
import { choicesOf } from '../shared/survey/choices.ts'
import { visibleQuestions } from '../shared/survey/flow.ts'
import { benefitsCentre } from '../shared/survey/library/benefits-centre.ts'
import type { Answers, Question } from '../shared/survey/survey.ts'
import { type Api, apiOf, type Json } from './api.ts'
import type { Cloud } from './cloud.ts'
import { type Random, randomFrom } from './resident.ts'
import { aroundTheClock } from './sample-drive.ts'
import { centreWords } from './sample-people.ts'

interface Turn {
  outcome: OutcomeCode
  /** How long the talk takes, seconds. */
  seconds: number
  note?: string
  /** When to call again, and whether by the same agent. */
  again?: { at: (now: Date) => Date; mine: boolean }
}

const tomorrowAtTen = (now: Date) => instantOf(addDays(localTime(now).date, 1), 10 * 60)
const inFiveMinutes = (now: Date) => new Date(now.getTime() + 5 * 60_000)

/** How their calls end, in order. What is asked to be called again in five minutes, is left for whoever tries Akcja. */
const turns: Turn[] = [
  { outcome: 'complete', seconds: 8 },
  { outcome: 'no_answer', seconds: 3 },
  { outcome: 'complete', seconds: 7, note: 'Bardzo zadowolona z obsługi po ukraińsku.' },
  { outcome: 'callback', seconds: 4, note: 'Jutro po dziesiątej.', again: { at: tomorrowAtTen, mine: true } },
  { outcome: 'voicemail', seconds: 3 },
  { outcome: 'callback', seconds: 3, note: 'Prosi o telefon za chwilę.', again: { at: inFiveMinutes, mine: false } },
  { outcome: 'partial', seconds: 6, note: 'Przerwała, bo wsiadała do tramwaju.' },
  { outcome: 'refused', seconds: 3 },
  { outcome: 'complete', seconds: 8 },
  { outcome: 'busy', seconds: 2 },
  { outcome: 'wrong_person', seconds: 3, note: 'Numer należy teraz do kogoś innego.' },
  { outcome: 'complete', seconds: 7 },
]

const workers = [
  { key: 'agent-2', languages: ['uk', 'pl'] },
  { key: 'agent-3', languages: ['pl', 'uk', 'en'] },
] as const

/** So often in a row there may be nobody to call before she goes home. */
const mostWaits = 15

export interface Shift {
  signal?: AbortSignal
  /** 1: as written; less is faster, for tests. */
  pace?: number
}

/** Lets them work through their turns; gives the outcomes that were saved, in order. Ends at once, in silence, when aborted. */
export async function workAgents(
  cloud: Cloud,
  campaign: string,
  { signal = new AbortController().signal, pace = 1 }: Shift = {},
): Promise<OutcomeCode[]> {
  const open = [...turns]
  const saved: OutcomeCode[] = []
  const random = randomFrom(20_261_124)
  const rest = (seconds: number) => sleep(seconds * 1000 * pace, undefined, { signal })

  const work = async ({ key, languages }: (typeof workers)[number]) => {
    const api = apiOf(cloud.url, await cloud.token(key))
    const { lists } = await api.get('/calls/lists')
    const ours = lists.filter((one: Json) => one.campaign === campaign).map(({ list }: Json) => list)
    await api.put('/calls/lists', { lists: ours, languages, skills: [] })
    for (let waits = 0; open.length > 0 && waits < mostWaits; ) {
      signal.throwIfAborted()
      const { call } = await api.post('/calls/next')
      if (!call) {
        waits++
        await rest(2)
        continue
      }
      waits = 0
      const turn = open.shift()
      // The other one took the last turn meanwhile: the call goes back on its list.
      const ending: Json = turn ? await talk(api, call, turn) : { outcome: 'not_dialled' }
      await api.post(`/calls/${call.call}/outcome`, { hold: call.hold, ...ending })
      if (turn) saved.push(turn.outcome)
      await rest(1)
    }
  }

  const talk = async (api: Api, call: Json, { outcome, seconds, note, again }: Turn): Promise<Json> => {
    await api.post(`/calls/${call.call}/renew`, { hold: call.hold, clauseGiven: true })
    await rest(seconds)
    if (outcome === 'complete' || outcome === 'partial') await ask(api, call, outcome, random)
    const now = new Date(cloud.clock.now())
    const at = again?.at(now)
    return {
      outcome,
      ...(note && { note }),
      ...(at && { callback: { at: (nextOpening(at, aroundTheClock) ?? at).toISOString(), mine: again!.mine } }),
    }
  }

  const ends = await Promise.allSettled(workers.map(work))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed && !signal.aborted) throw failed.reason
  return saved
}

/** Asks page by page; where the talk breaks off, only the first. */
async function ask(api: Api, call: Json, outcome: 'complete' | 'partial', random: Random): Promise<void> {
  const about = { hold: call.hold, language: call.language }
  let given: Answers = call.survey.answers
  for (const page of benefitsCentre.pages.keys()) {
    const asked = visibleQuestions(benefitsCentre, page, given)
    const answers = Object.fromEntries(
      asked.flatMap((question) => {
        const answer = given[question.name] ?? answerTo(question, random)
        return answer === undefined ? [] : [[question.name, answer]]
      }),
    )
    given = { ...given, ...answers }
    await api.put(`/calls/${call.call}/answers/${page}`, { ...about, answers })
    if (outcome === 'partial') return
  }
  await api.post(`/calls/${call.call}/answers`, about)
}

/** People lean to the good end of a scale; what is to be said in words, every second leaves out. */
function answerTo(question: Question, random: Random): string | number | undefined {
  switch (question.type) {
    case 'radiogroup':
      return choicesOf(question)[Math.floor(random() ** 2 * choicesOf(question).length)]?.value
    case 'rating':
      return Number(choicesOf(question).at(-1 - Math.floor(random() ** 2 * choicesOf(question).length))?.value)
    case 'comment':
      return random() < 0.5 ? centreWords[Math.floor(random() * centreWords.length)] : undefined
    default:
      return undefined // the sample's survey has no others
  }
}
