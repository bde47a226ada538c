/** The e-mails and waits of a rehearsal: when each goes out, who answers it, and when the calls may begin. Rules only. */

import { stepsBeforeCalls } from './order.ts'
import type { Plan } from './plan.ts'
import { rampLimit } from './pump.ts'
import { draw, type Rehearsed } from './rehearsal-people.ts'
import type { RehearsalSettings } from './rehearsal-settings.ts'
import { opening, openLater, type Stretches } from './rehearsal-time.ts'

/** Hours after an e-mail in which two of three answers come. Assumed. */
const answerHours = 18
/** A step is done when its records have been looked through: so long after its last e-mail. */
const sweepMilliseconds = 180_000

export interface MailPart {
  plan: Plan
  ramp: boolean
  settings: RehearsalSettings
  /** Mails a second. */
  rate: number
  hours: Stretches
  seed: number
  /** How many of the list each of the people stands for. */
  each: number
}

export interface MailsDone {
  sent: number
  lastAt?: number
  /** When the step after the last e-mail or wait begins; undefined: not before the drive is over. */
  doneAt: number | undefined
  /** Whether every e-mail could go out before the drive was over. */
  complete: boolean
}

/** Sends what is to be sent, one step after another. Writes into the people what they got and when they answer. */
export function rehearseMails(people: Rehearsed[], from: number, part: MailPart): MailsDone {
  const { plan, hours } = part
  let at: number | undefined = from
  const done: MailsDone = { sent: 0, doneAt: undefined, complete: true }
  for (const [number, step] of plan.slice(0, stepsBeforeCalls(plan)).entries()) {
    if (at === undefined) break
    if (step.kind === 'wait') {
      at += step.hours * 3_600_000
      continue
    }
    const start: number | undefined = opening(hours, at)
    if (start === undefined) {
      done.complete = false
      at = undefined
      break
    }
    const stops = step.kind === 'email' && (step.stop.includes('answered') || step.stop.includes('booked'))
    let offset = 0
    let last = start
    for (const person of people) {
      offset = Math.max(offset, part.ramp ? rampOffset(person.position * part.each) : 0)
      const sentAt = openLater(hours, start, offset)
      if (sentAt === undefined) {
        done.complete = false
        break
      }
      if (!person.hasEmail || person.end || (stops && person.answersAt <= sentAt)) continue
      send(person, sentAt, number, part)
      offset += (part.each / part.rate) * 1000
      done.sent++
      last = sentAt
      done.lastAt = sentAt
    }
    at = done.complete ? last + sweepMilliseconds : undefined
  }
  done.doneAt = at
  return done
}

function send(person: Rehearsed, at: number, step: number, { seed, settings }: MailPart): void {
  person.emailsAt.push(new Date(at))
  const luck = draw(seed, person.position, step, 1)
  if (luck < settings.emailAnswered) {
    const wait = -Math.log(1 - draw(seed, person.position, step, 2)) * answerHours * 3_600_000
    person.answersAt = Math.min(person.answersAt, at + wait)
  } else if (luck < settings.emailAnswered + settings.emailObjected) person.end = 'declined'
}

/** Milliseconds after the beginning before which the ramp does not let a position through. */
function rampOffset(position: number): number {
  const minutes = [0, 30, 60].find((after) => rampLimit(after * 60_000) > position) ?? 60
  return minutes * 60_000
}
