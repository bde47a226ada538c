/**
 * Telling a unit of its case: claim, look again, send, record. The end of each mail stands in the journal of the case; one that did not
 * reach its unit is an alarm besides.
 */
import * as z from 'zod/mini'
import type { SingleMailChannel } from '../channel/single-mail.ts'
import type { Item } from '../platform/dynamo.ts'
import { nameOf, SendError } from '../platform/errors.ts'
import { lineOf, log } from '../platform/log.ts'
import type { CaseEntry } from './case.ts'
import type { CaseStore } from './case-store.ts'
import { unitOf } from './unit.ts'
import { unitLetter } from './unit-letter.ts'
import { isStillDue, mailOfTags, mostSends, tagsOf, UnitMail, type UnitMailEnd } from './unit-mail.ts'
import type { UnitMailStore } from './unit-mail-store.ts'
import type { UnitStore } from './unit-store.ts'

export interface TellDeps {
  cases: Pick<CaseStore, 'get'>
  mails: Pick<UnitMailStore, 'claim' | 'giveBack' | 'end'>
  units: UnitStore['units']
  channel: SingleMailChannel
  officeName: string
  publicUrl: string
  now: () => Date
}

/** The mail that a change of an item asks for; undefined for all others, and for one that was given back a moment ago. */
export function unitMailIn(before: Item | undefined, after: Item | undefined): UnitMail | undefined {
  if (!String(after?.item).startsWith('mail#') || after?.state !== 'due') return undefined
  return before && before.state !== 'due' ? undefined : z.parse(UnitMail, after)
}

const entryOf = (end: UnitMailEnd, at: Date, unit?: string): CaseEntry => ({
  at: at.toISOString(),
  by: 'clock',
  did: `mail ${end}`,
  ...(unit && { note: unit }),
})

/** Sends one mail, if it is nobody else's and still true. */
export async function tellUnit(mail: UnitMail, deps: TellDeps): Promise<void> {
  const { mails, now } = deps
  if (!(await mails.claim(mail, now()))) return
  const end = async (how: UnitMailEnd, unit = mail.unit) => {
    if (how !== 'sent' && how !== 'out-of-date') log.warn('unit not reached', { kind: how })
    await mails.end(mail, 'claimed', how, entryOf(how, now(), unit))
  }
  const later = async (error: unknown) => {
    log.info('unit mail put off', { kind: mail.about, error: nameOf(error), moduleLine: lineOf(error) })
    if (mail.tries + 1 < mostSends) await mails.giveBack(mail, now())
    else await end('given-up')
  }
  let found: Awaited<ReturnType<typeof lookAgain>>
  try {
    found = await lookAgain(mail, deps)
  } catch (error) {
    return later(error) // nothing was sent yet
  }
  if (typeof found === 'string') return end(found)
  const { unit, letter } = found
  try {
    const headers = { 'Auto-Submitted': 'auto-generated' }
    const sent = await deps.channel.send({
      ...{ ...letter, headers, fromName: deps.officeName, to: unit.email },
      tags: tagsOf(mail),
    })
    await end(sent, unit.name)
  } catch (error) {
    if (error instanceof SendError) return later(error)
    await end('doubt', unit.name)
  }
}

async function lookAgain(mail: UnitMail, { cases, units, officeName, publicUrl, now }: TellDeps) {
  const [one, known] = await Promise.all([cases.get(mail.case), units()])
  if (!isStillDue(one, mail)) return 'out-of-date'
  const unit = unitOf(one, known)
  if (!unit) return 'no-address'
  return { unit, letter: unitLetter(one, mail.about, { officeName, publicUrl, now: now() }) }
}

/** Each minute: wakes what was put off; what was claimed and never told of is in doubt. */
export async function wakeUnitMails(
  mails: Pick<UnitMailStore, 'waiting' | 'wake' | 'end'>,
  now: Date,
  most = 100,
): Promise<void> {
  for (const mail of await mails.waiting(now, most)) {
    if (mail.state === 'due') await mails.wake(mail, now)
    else if (await mails.end(mail, 'claimed', 'doubt', entryOf('doubt', now, mail.unit))) {
      log.warn('unit not reached', { kind: 'doubt' })
    }
  }
}

/** The provider says that a mail to a unit came back. Said twice it is noted once. */
export async function unitMailBounced(
  tags: { case: string; mail: string },
  mails: Pick<UnitMailStore, 'end'>,
  now: Date,
): Promise<void> {
  const id = mailOfTags(tags.case, tags.mail)
  const entry = entryOf('bounced', now)
  // it may come back before whoever sent it has written so
  const noted = (await mails.end(id, 'sent', 'bounced', entry)) || (await mails.end(id, 'claimed', 'bounced', entry))
  if (noted) log.warn('unit mail bounced')
}
