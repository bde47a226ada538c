/**
 * The residents of the simulated telephone network. The last two digits of a number say how its owner behaves; any other
 * ending is drawn from a seed by a stated mix. They hear what is said and press what they were told to press.
 */
import { chosen, drawn } from './connect-draw.ts'

export type ResidentName =
  | 'busy'
  | 'no answer'
  | 'invalid'
  | 'voicemail'
  | 'complete'
  | 'objects'
  | 'asks for a person'
  | 'leaves after the first answer'
  | 'blocked'
  | 'network problem'
  | 'not deliverable'
  | 'corrects'
  | 'hangs up at once'
  | 'leaves half way'
  | 'busy twice'
  | 'browser phone'

/** Who answers at which ending. (facts: the simulator's residents) */
export const endings: Record<string, ResidentName> = {
  '00': 'browser phone',
  '01': 'busy',
  '02': 'no answer',
  '03': 'invalid',
  '04': 'voicemail',
  '05': 'complete',
  '06': 'objects',
  '07': 'asks for a person',
  '08': 'leaves after the first answer',
  '09': 'blocked',
  '10': 'network problem',
  '11': 'not deliverable',
  '12': 'corrects',
  '13': 'hangs up at once',
  '14': 'leaves half way',
  '15': 'busy twice',
}

/** How many of a hundred calls to other endings find whom. `invalid` is a number's own lot, the others may change from call to call. */
export type Mix = Partial<Record<ResidentName, number>>
export const usualMix: Mix = {
  complete: 32,
  'no answer': 27,
  voicemail: 10,
  busy: 7,
  'hangs up at once': 6,
  'not deliverable': 4,
  corrects: 3,
  'leaves after the first answer': 3,
  'leaves half way': 3,
  objects: 2,
  'asks for a person': 1,
  blocked: 1,
  'network problem': 1,
}
/** Numbers of other endings that do not exist, from 0 to 1. */
const invalidShare = 0.01

/** Who will be found by the `nth` call (from 1) to a number. */
export function residentOf(number: string, nth: number, seed: number, mix: Mix = usualMix): ResidentName {
  const known = endings[number.slice(-2)]
  if (known === 'busy twice') return nth <= 2 ? 'busy' : 'complete'
  if (known) return known
  if (drawn(seed, 'exists', number) < invalidShare) return 'invalid'
  return chosen(mix, drawn(seed, 'who', number, nth))
}

/** How a call ends that nobody answers: Connect's reason, and after how long. */
export const unanswered: Partial<Record<ResidentName, { reason: string; afterMs: number }>> = {
  busy: { reason: 'TELECOM_BUSY', afterMs: 2_000 },
  'no answer': { reason: 'TELECOM_TIMEOUT', afterMs: 60_000 },
  invalid: { reason: 'TELECOM_NUMBER_INVALID', afterMs: 1_000 },
  blocked: { reason: 'TELECOM_POTENTIAL_BLOCKING', afterMs: 1_500 },
  'network problem': { reason: 'TELECOM_PROBLEM', afterMs: 2_000 },
  'not deliverable': { reason: 'TELECOM_UNANSWERED', afterMs: 5_000 },
}

/** Something that is said to a resident, as she hears it. */
export interface Heard {
  text: string
  /** How long it takes to say, milliseconds. */
  lastsMs: number
  /** How many keys are asked for; 0 when none are. */
  keys: number
  /** What ends a longer input: `#`. */
  terminator: string
}

/** What a resident does, so long after the first word. */
export type Act = { afterMs: number; press: string } | { afterMs: number; hangUp: true }

/** A resident who has answered: told each prompt in turn, says what she will do while it is said and after. */
export type Listener = (heard: Heard) => Act[]

/** Asked for one key, one who wants to leave half way and was not told how long it takes, leaves after so many answers. */
const halfOfUnknown = 3

/** The behaviour of somebody who has answered the phone; `random` gives numbers from 0 to 1. */
export function listenerOf(name: ResidentName, random: () => number): Listener {
  let prompts = 0
  let answers = 0
  let wrong = 0
  let before = { question: '', key: '' }

  const answer = (heard: Heard): Act[] => {
    const again = before.question !== '' && heard.text.includes(before.question)
    const key = answers === 0 || again ? '1' : fitting(heard, random)
    before = { question: heard.text.slice(-40), key }
    answers += 1
    return [{ afterMs: heard.lastsMs + 700 + Math.round(random() * 1_800), press: pressed(key, heard) }]
  }
  const leave = (afterMs: number): Act[] => [{ afterMs, hangUp: true }]

  return (heard) => {
    prompts += 1
    if (name === 'hangs up at once') return leave(Math.min(2_500, heard.lastsMs))
    if (heard.keys === 0 || heard.text === '') return []
    // The gate is the first answer of all; what comes after it are answers to questions.
    const questions = answers - 1
    switch (name) {
      case 'voicemail':
      case 'browser phone':
        return []
      case 'objects':
        return [{ afterMs: heard.lastsMs + 900, press: '0' }]
      case 'asks for a person':
        return [{ afterMs: heard.lastsMs + 900, press: '9' }]
      case 'leaves after the first answer':
        return questions >= 1 ? leave(1_500) : answer(heard)
      case 'leaves half way':
        return questions >= half(heard.text) ? leave(1_500) : answer(heard)
      case 'corrects':
        if (wrong++ === 0) return [{ afterMs: heard.lastsMs + 600, press: wrongKey(heard.text) }]
        wrong = prompts > 2 ? 1 : 0 // wrong once at the gate, once at the first question
        return answer(heard)
      default:
        return answer(heard)
    }
  }
}

const pressed = (key: string, { keys, terminator }: Heard) => (keys > key.length ? key + terminator : key)

/** "Pytanie 2 z 6", "Question 2 of 6": how many answers are half of them. */
function half(text: string): number {
  const all = Number(/(?:pytanie|question)\s+\d+\s+(?:z|of)\s+(\d+)/i.exec(text)?.[1])
  return all ? Math.ceil(all / 2) : halfOfUnknown
}

/** Keys that a prompt offers, the two of every question (0 and 9) and what counts the questions left out. */
function offered({ text, keys }: Pick<Heard, 'text' | 'keys'>): string[] {
  const plain = text.replace(/(?:pytanie|question)\s+\d+\s+(?:z|of)\s+\d+/gi, '')
  const range = /\b(?:od|from)\s+(\d{1,2})\s+(?:do|to)\s+(\d{1,2})\b/i.exec(plain)
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])]
    const all = Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => String(from + n))
    return keys > 1 ? all : all.filter((key) => key.length === 1 && key !== '0' && key !== '9')
  }
  const named = /(?:naciśnij|nacisnąć|wybierz|wybrać|klawisz|press|key)\s+([1-8])\b/gi
  return [...new Set([...plain.matchAll(named)].map((match) => match[1]!))]
}

function fitting(heard: Heard, random: () => number): string {
  const keys = offered(heard)
  return keys[Math.floor(random() * keys.length)] ?? '1'
}

/** A key that is not among those offered. */
function wrongKey(text: string): string {
  const keys = new Set(offered({ text, keys: 1 }))
  return ['8', '7', '6', '5', '#'].find((key) => !keys.has(key) && !text.includes(key))!
}
