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

/** One who leaves half way, and is not told how long it takes, leaves after so many answers. */
const halfOfUnknown = 3

/** The behaviour of somebody who has answered the phone; `random` gives numbers from 0 to 1. */
export function listenerOf(name: ResidentName, random: () => number): Listener {
  const wrongAt = new Set<'gate' | 'question'>()
  let passed = 0 // prompts that were answered as they should be: the gate, and what comes after it
  let answers = 0
  let before = ''
  let numbered = false

  const press = (heard: Heard, key: string): Act[] => {
    const whole = heard.keys > 1 && key !== '#' ? key + heard.terminator : key
    return [{ afterMs: heard.lastsMs + 700 + Math.round(random() * 1_800), press: whole }]
  }
  const leave = (afterMs: number): Act[] => [{ afterMs, hangUp: true }]

  return (heard) => {
    if (name === 'hangs up at once') return leave(Math.min(2_500, heard.lastsMs))
    if (heard.keys === 0 || heard.text === '') return []
    if (name === 'voicemail' || name === 'browser phone') return []
    if (name === 'objects') return press(heard, '0')
    if (name === 'asks for a person') return press(heard, '9')

    const place = passed === 0 ? 'gate' : prelude.test(heard.text) ? 'clause' : 'question'
    if (place === 'question') {
      if (name === 'leaves after the first answer' && answers >= 1) return leave(1_500)
      if (name === 'leaves half way' && isPastHalf(heard.text, numbered, answers)) return leave(1_500)
      numbered ||= progress.test(heard.text)
    }
    if (name === 'corrects' && place !== 'clause' && !wrongAt.has(place)) {
      wrongAt.add(place)
      return press(heard, wrongKey(heard))
    }
    // Asked the same again, she takes what is always there.
    const isAgain = before !== '' && heard.text.includes(before)
    before = heard.text
    passed += 1
    if (place !== 'question') return press(heard, '1')
    if (!isAgain) answers += 1
    // Whoever leaves takes the first of all, so that none of her answers is a row of "no", which is no answer.
    const first = isAgain || (name.startsWith('leaves') && heard.keys === 1)
    return press(heard, first ? '1' : fitting(heard, random))
  }
}

/** What stands between the gate and the first question. */
const prelude = /przejść do pytań|go on to the questions/i
const progress = /(?:pytanie|question)\s+(\d+)\s+(?:z|of)\s+(\d+)/i

/** "Pytanie 4 z 6", "Question 4 of 6": half of them are behind her. A further row of a question says no number. */
function isPastHalf(text: string, heardNumbers: boolean, answers: number): boolean {
  const [, number, all] = progress.exec(text) ?? []
  if (all) return Number(number) - 1 >= Math.ceil(Number(all) / 2)
  return !heardNumbers && answers >= halfOfUnknown
}

/** Sentences that offer something else than an answer. */
const otherwise = /^(?:aby |jeśli nie chcą|if you |to .*please press)/i

/** The answers that a prompt offers. What leads elsewhere (leave out, go back, 0 and 9) is not among them. */
function offered({ text, keys }: Heard): string[] {
  const range = /(?:klawisz|liczbę|key|number)\s+(?:od|from)\s+(\d{1,2})\s+(?:do|to)\s+(\d{1,2})\b/i.exec(text)
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])]
    const all = Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => String(from + n))
    return keys > 1 ? all : all.filter((key) => /^[1-8]$/.test(key))
  }
  const sentences = text.split(/(?<=[.?!])\s+/).filter((sentence) => !otherwise.test(sentence))
  return sentences.flatMap((sentence) => /(?:nacisnąć|press)\s+([1-8])\b/i.exec(sentence)?.[1] ?? [])
}

function fitting(heard: Heard, random: () => number): string {
  const keys = offered(heard)
  return keys[Math.floor(random() * keys.length)] ?? '1'
}

/** A key that means nothing here. */
function wrongKey(heard: Heard): string {
  if (heard.keys > 1) return '99'
  const keys = offered(heard)
  return ['6', '5', '4'].find((key) => !keys.includes(key)) ?? '#'
}
