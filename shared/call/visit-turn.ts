/**
 * The part of a turn that concerns a visit: the next free date is found and held before it is said, and booked when it is taken.
 * The same turn again finds what was stored, or the same hold and the same booking. (B3, B4, B10)
 */
import { readBackCode } from '../booking/booking.ts'
import type { BookingDesk, SlotRef } from '../booking/desk.ts'
import { BookingRefused } from '../booking/refusal.ts'
import type { Contact } from '../contact/contact.ts'
import { nameOf } from '../contact/name.ts'
import { NotFound } from '../platform/errors.ts'
import { type Keys, macOf } from '../platform/secrets.ts'
import type { Talk } from '../response/response.ts'
import type { Answers } from '../survey/survey.ts'
import { type CallId, callIdText } from './call.ts'
import type { Step } from './conversation.ts'
import type { Script } from './prompt.ts'
import { storedReply } from './reply.ts'

export type VisitDesk = Pick<BookingDesk, 'firstFree' | 'hold' | 'drop' | 'confirm' | 'ofContact'>

export interface VisitScene {
  call: CallId
  script: Script
  answers: Answers
  keys: Keys
  /** Whom the booking is for. */
  contact: () => Promise<Contact | undefined>
  desk: VisitDesk
}

type Offered = NonNullable<Talk['visit']>

const who = { by: 'keypad' } as const
/** Dates that others took while they were being offered: so many in a row, and nothing is free. */
const mostLost = 5

/** The step as it is once the desk was asked. */
export async function visitTurn({ visit, ...step }: Step, scene: VisitScene): Promise<Step> {
  if (!visit) return step
  const { script, answers } = scene
  const say = (talk: Talk, complete: boolean, sent = {}): Step => ({
    reply: storedReply(script, { answers, talk }),
    save: { answers: sent, talk, complete },
  })
  const { turn, talk } = visit
  const { visit: offered, chosen: _, ...rest } = talk
  const service = script.service!.id
  const { campaign, page, index } = scene.call
  const at = (via: Talk['via'], found?: Offered): Talk => ({
    ...{ ...rest, turn, node: via === 'done' ? 'end' : 'slot', via },
    ...(found && { visit: found }),
  })

  if (visit.do === 'seek') {
    if (offered) await scene.desk.drop(slotOf(offered, scene), refOf(offered, scene))
    else if (await scene.desk.ofContact(service, { campaign, page, index })) return say(at('done'), true)
    return say(at('next', await heldNext(turn, visit.after, scene)), false)
  }
  try {
    const code = await booked(offered!, scene)
    return say(at('done', { ...offered!, code }), true, visit.answers)
  } catch (error) {
    if (!(error instanceof BookingRefused)) throw error
    if (error.reason === 'booked-already') return say(at('done'), true, visit.answers)
    return say(at('taken', await heldNext(turn, undefined, scene)), false)
  }
}

/** The next free date, held; undefined where there is none. */
async function heldNext(turn: number, after: Pick<Offered, 'day' | 'start'> | undefined, scene: VisitScene) {
  let behind = after
  for (let attempt = 0; attempt < mostLost; attempt++) {
    const free = await scene.desk.firstFree(scene.script.service!.id, { ...who, ...(behind && { after: behind }) })
    if (!free) return undefined
    const offered: Offered = {
      point: free.point,
      day: free.day,
      start: free.start,
      turn,
      ...(!after && { first: true }),
    }
    try {
      await scene.desk.hold(slotOf(offered, scene), who, refOf(offered, scene))
      return offered
    } catch (error) {
      if (!(error instanceof BookingRefused)) throw error
      behind = free
    }
  }
  return undefined
}

/** Books the date that is held; the code to read back. Pressing 1 states what was read out before it. */
async function booked(offered: Offered, scene: VisitScene): Promise<string> {
  const { script, call } = scene
  const contact = await scene.contact()
  if (!contact) throw new NotFound(callIdText(call))
  const [phone] = contact.phones
  const person = {
    name: nameOf(contact.fields) || phone || '–',
    ...(phone && { phone }),
    ...(contact.email && { email: contact.email }),
    language: script.language,
    whom: { campaign: call.campaign, page: call.page, index: call.index },
    statement: true,
  }
  const { booking } = await scene.desk.confirm(slotOf(offered, scene), refOf(offered, scene), person, who)
  return readBackCode(booking)
}

const slotOf = ({ point, day, start }: Offered, { script }: VisitScene): SlotRef => ({
  ...{ service: script.service!.id, point, day, start },
})

/** Known to nobody else, and the same whenever this turn of this call is asked for again. */
const refOf = ({ turn }: Offered, { call, keys }: VisitScene): string =>
  macOf(keys.link, `hold.${callIdText(call)}.${turn}`)
