/** Contact events on the default EventBridge bus: never a reason, an attribute or a number of a resident. */
import { randomUUID } from 'node:crypto'
import type { Agenda } from './connect-agenda.ts'
import { drawn } from './connect-draw.ts'
import type { ConnectFaults } from './connect-faults.ts'
import type { PhoneCall } from './connect-store.ts'

export type ContactEventType = 'INITIATED' | 'CONNECTED_TO_SYSTEM' | 'DISCONNECTED' | 'COMPLETED'

/** An event as EventBridge hands it to a rule's target. */
export interface ContactEvent {
  version: '0'
  id: string
  'detail-type': 'Amazon Connect Contact Event'
  source: 'aws.connect'
  account: string
  time: string
  region: string
  resources: string[]
  detail: { eventType: ContactEventType; contactId: string } & Record<string, unknown>
}

export interface Instance {
  id: string
  arn: string
  region: string
  account: string
}

/** What Connect tells of a call at the moment `at` (ms). */
export function contactEvent(
  call: PhoneCall,
  eventType: ContactEventType,
  at: number,
  instance: Instance,
): ContactEvent {
  const { contactId, from, startedAt, connectedAt, endedAt } = call
  const iso = (ms: number) => new Date(ms).toISOString()
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Amazon Connect Contact Event',
    source: 'aws.connect',
    account: instance.account,
    time: iso(at).replace(/\.\d{3}Z$/, 'Z'),
    region: instance.region,
    resources: [`${instance.arn}/contact/${contactId}`, instance.arn],
    detail: {
      eventType,
      contactId,
      initialContactId: contactId,
      channel: 'VOICE',
      instanceArn: instance.arn,
      initiationMethod: 'API',
      initiationTimestamp: iso(startedAt),
      ...(connectedAt !== undefined && { connectedToSystemTimestamp: iso(connectedAt) }),
      ...(endedAt !== undefined && { disconnectTimestamp: iso(endedAt) }),
      tags: { 'aws:connect:instanceId': instance.id, 'aws:connect:systemEndpoint': from },
    },
  }
}

/** A shuffled call's events come within so long. */
const shuffledMs = 30_000

/**
 * Brings events to the bus, by the faults that are switched on: never, twice, later, in any order. Who is struck follows
 * from the seed and the call, not from the order in which things happen.
 */
export function postman(
  agenda: Agenda,
  faults: ConnectFaults,
  deliver: (event: ContactEvent) => void,
): (event: ContactEvent, call: PhoneCall, at: number) => void {
  return (event, call, at) => {
    const { chances } = faults
    const draw = (what: string) => drawn(chances.seed ?? 1, what, event.detail.eventType, call.to, call.nth)
    const struck = (what: 'droppedEvents' | 'doubledEvents') => draw(what) < (chances[what] ?? 0)
    if (struck('droppedEvents')) return
    const shuffled = drawn(chances.seed ?? 1, 'shuffled', call.to, call.nth) < (chances.shuffledEvents ?? 0)
    const late = draw('late') < (chances.lateEvents?.share ?? 0) ? draw('how late') * chances.lateEvents!.upToMs : 0
    const wait = late + (shuffled ? draw('place') * shuffledMs : 0)
    const times = struck('doubledEvents') ? 2 : 1
    for (let n = 0; n < times; n++) {
      // Each delivery is an event of its own that says the same: EventBridge keeps the id.
      if (wait + n === 0) deliver(event)
      else agenda.after(at, wait + n * 1_500, () => deliver(event))
    }
  }
}
