/** Somebody on the telephone: hears what the rules of the call say and presses keys, with a memory instead of tables. */
import { hear, open } from '../../shared/call/conversation.ts'
import type { Script } from '../../shared/call/prompt.ts'
import type { Reply } from '../../shared/call/reply.ts'
import type { Talk } from '../../shared/response/response.ts'
import type { Answers, Survey } from '../../shared/survey/survey.ts'

export const aScript = (survey: Survey, change: Partial<Script> = {}): Script => ({
  survey,
  language: 'pl',
  office: { name: 'Urząd Miasta Poznania', phone: '61 646 33 44' },
  opening: 'Pytamy, jak oceniają Państwo wizyty w przychodniach miejskich.',
  privacy: { controller: 'Prezydent Miasta Poznania', dataSource: 'rejestr pacjentów przychodni miejskich' },
  ...change,
})

export interface Line {
  script: Script
  /** The latest reply. */
  reply: Reply
  answers: Answers
  talk: Talk | undefined
  complete: boolean
  wish: 'objection' | 'callback' | undefined
  /** What was stored, turn by turn. */
  writes: number
  /** Everything that was said. */
  said: Reply[]
  /** Presses one key after the other, each at the prompt it is for; a call that has ended hears nothing more. */
  press(...inputs: string[]): Line
}

/** A call that was answered. `answers`: what she gave before, on the web or in another call. */
export function aLine(script: Script, answers: Answers = {}, n = 1): Line {
  const first = open(script)
  const line: Line = {
    script,
    reply: first,
    answers,
    talk: undefined,
    complete: false,
    wish: undefined,
    writes: 0,
    said: [first],
    press(...inputs) {
      for (const input of inputs) {
        if (line.reply.next === 'hangup') return line
        const { node, turn } = line.reply
        const { reply, save, wish } = hear(script, line, n, { turn: Number(turn), node, input })
        if (save) {
          const changed = save.complete ? save.answers : { ...line.answers, ...save.answers }
          line.answers = Object.fromEntries(
            Object.entries(changed).filter((entry): entry is [string, Answers[string]] => entry[1] !== undefined),
          )
          line.talk = save.talk
          line.complete ||= save.complete
          line.writes++
        }
        line.wish ??= wish
        line.reply = reply
        line.said.push(reply)
      }
      return line
    },
  }
  return line
}

/** A call past the opening and the clause, at its first question. */
export const aBegunLine = (script: Script, answers: Answers = {}): Line => aLine(script, answers).press('1', '1')
