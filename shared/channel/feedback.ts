/** What SES tells later about a mail: bounces, complaints, rejects, delays. They become facts and, where final, objections. */
import * as z from 'zod/mini'
import { addressesOf, bounces, type Contact, type Fact } from '../contact/contact.ts'
import type { ContactStore } from '../contact/contact-store.ts'
import type { Whom } from '../contact/link.ts'
import { addressHash } from '../objection/objection.ts'
import type { ObjectionStore } from '../objection/objection-store.ts'
import type { OfficeKeys } from '../platform/secrets.ts'

const one = z.tuple([z.string()])

/** An EventBridge event of SES, as far as Akcja reads it. The tags are those that dispatch put on the mail. */
export const SesEvent = z.object({
  source: z.literal('aws.ses'),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      timestamp: z.string(),
      destination: z.array(z.string()),
      /** What dispatch put on the mail. A test that staff sent to themselves names nobody. */
      tags: z.union([
        z.object({ campaign: one, page: one, index: one, step: one }),
        z.object({ case: one, mail: one }), // what notify puts on a mail to a unit
        z.object({ visit: one, notice: one }), // what notify puts on a mail about a visit
        z.object({ kind: one }),
      ]),
    }),
    bounce: z.optional(z.object({ bounceType: z.string() })),
  }),
})
export type SesEvent = z.infer<typeof SesEvent>

export interface FeedbackDeps {
  contacts: Pick<ContactStore, 'putFact'>
  objections: Pick<ObjectionStore, 'object' | 'bury' | 'countSoftBounce'>
  /** Who a complaint came from, so that all of her addresses are kept; nobody where she is erased. (L5) */
  contactOf: (whom: Whom) => Promise<Contact | undefined>
  officeKeys: () => Promise<OfficeKeys>
  /** Notes that a mail to a unit came back. */
  unitMailBounced: (tags: { case: string; mail: string }) => Promise<void>
  /** Notes that a mail about a visit did not arrive; false where it is known. */
  visitMailBounced: (tags: { visit: string; notice: string }) => Promise<boolean>
  now: () => Date
}

/** Each event: the fact that it leaves beside the page. What is not here (a type that SES invents later) is ignored. */
const facts: Record<string, Fact['kind']> = {
  Bounce: 'bounced',
  Complaint: 'complained',
  Reject: 'rejected',
  'Rendering Failure': 'rejected',
  DeliveryDelay: 'delayed',
}

const isHard = ({ bounce }: SesEvent['detail']): boolean => bounce?.bounceType === 'Permanent'

/** Takes one event. Taking it twice is taking it once. */
export async function hearBack({ detail }: SesEvent, deps: FeedbackDeps): Promise<void> {
  const kind = facts[detail.eventType]
  const { tags } = detail.mail
  if (kind && kind !== 'delayed' && 'case' in tags) {
    return deps.unitMailBounced({ case: tags.case[0], mail: tags.mail[0] })
  }
  if (kind && kind !== 'delayed' && 'visit' in tags) {
    const isNew =
      kind !== 'complained' && (await deps.visitMailBounced({ visit: tags.visit[0], notice: tags.notice[0] }))
    return closeAddress(detail, kind, isNew, deps)
  }
  if (!kind || !('page' in tags)) return
  const [[campaign], [page], [index], [step]] = [tags.campaign, tags.page, tags.index, tags.step]
  const at = deps.now()
  const isNew = await deps.contacts.putFact(campaign, Number(page), {
    index: Number(index),
    kind,
    at: at.toISOString(),
    step: Number(step),
    ...(kind === 'bounced' && { detail: isHard(detail) ? bounces.hard : bounces.soft }),
  })
  await closeAddress(detail, kind, isNew, deps, { campaign, page: Number(page), index: Number(index) })
}

/** What an address that a mail was sent to comes to: an objection, dead, or one soft bounce more. */
async function closeAddress(
  detail: SesEvent['detail'],
  kind: Fact['kind'],
  isNew: boolean,
  deps: FeedbackDeps,
  whom?: Whom,
): Promise<void> {
  const at = deps.now()
  const [to] = detail.mail.destination
  if (!to || (kind !== 'bounced' && kind !== 'complained')) return
  const { address: key } = await deps.officeKeys()
  const address = addressHash(key, to)
  // The fact comes first: if we fail here, the repeated event finds it and still must reach what follows.
  if (kind === 'complained') {
    await deps.objections.object(address, 'all', 'complaint', at)
    const contact = whom && (await deps.contactOf(whom))
    const others = new Set(contact ? addressesOf(contact).map((one) => addressHash(key, one)) : [])
    others.delete(address)
    for (const other of others) await deps.objections.object(other, 'all', 'complaint', at)
  } else if (isHard(detail)) await deps.objections.bury(address, at)
  else if (isNew) await deps.objections.countSoftBounce(address, at)
}
