/** All mails the stand-in has accepted: the newest in full, of the older ones only how many went to whom. */

import { join } from 'node:path'
import { type AddressCounts, addressCounts, hashOf } from './ses-counts.ts'
import type { Happening } from './ses-events.ts'
import { blockFile, type RecordPlace, type SegmentLog, segmentLog } from './ses-log.ts'
import type { SendOperation } from './ses-requests.ts'

/** What is known of a mail without reading the disk. */
export interface MailSummary {
  id: string
  /** Milliseconds, by the cloud's clock. */
  at: number
  /** Bare addresses: to, cc and bcc. */
  to: string[]
  subject: string
  /** What is to happen to which mailboxes, once SES has thought about it. */
  fates: { happening: Happening; addresses: string[] }[]
  /** What has happened, in turn. */
  events: { happening: Happening; at: number }[]
}

interface Kept extends MailSummary {
  place: RecordPlace
  nth: number
  eventPlaces: RecordPlace[]
}

/** A mail as accepted, before it has an index entry. */
export type AcceptedMail = Pick<MailSummary, 'id' | 'to' | 'subject' | 'fates'> & {
  /** Its place among the entries of the request. */
  nth: number
}

export interface Mailbox {
  /** Takes the mails of one request in one write. */
  accept(operation: SendOperation, at: number, mails: AcceptedMail[], body: Buffer): void
  addEvent(id: string, happening: Happening, at: number, event: unknown): void
  /** The newest first; `search` looks at addresses and subject, `to` wants the whole address. */
  list(query?: { to?: string; search?: string; offset?: number; limit?: number }): {
    mails: MailSummary[]
    total: number
  }
  find(id: string): MailSummary | undefined
  /** The request a kept mail came in, its place in it, and its events. */
  read(id: string): { operation: SendOperation; nth: number; body: Buffer; events: unknown[] } | undefined
  /** Mails with something still to happen, oldest first: after a restart these are taken up again. */
  unfinished(): MailSummary[]
  /** Mails accepted ever. */
  accepted(): number
  /** How many of them went to this address. */
  sentTo(address: string): number
  /** Mailboxes written to in the 24 hours before `now`. */
  sentLast24Hours(now: number): number
  close(): void
}

type SentHead = { kind: 'sent'; at: number; operation: SendOperation; mails: AcceptedMail[] }
type EventHead = { kind: 'event'; at: number; mail: string; happening: Happening }

/** Opens the mailbox in `dir`. */
export function openMailbox(dir: string, keep: { mails: number; bytes: number }): Mailbox {
  const byId = new Map<string, Kept>()
  const counts: AddressCounts = addressCounts()
  const minutes = new Map<number, number>()
  const old = blockFile(join(dir, 'addresses.bin'))
  let acceptedBefore = 0 // in files that are closed
  let closedUpTo = 0
  const count = (hashes: number[], at: number): void => {
    for (const hash of hashes) counts.add(hash)
    const minute = Math.floor(at / 60_000)
    minutes.set(minute, (minutes.get(minute) ?? 0) + hashes.length)
  }
  for (const [segment, mails, lastAt, , ...hashes] of old.read()) {
    acceptedBefore += mails!
    closedUpTo = segment!
    count(hashes, lastAt!)
  }

  const keepMail = (mail: AcceptedMail, at: number, place: RecordPlace): void => {
    byId.set(mail.id, { ...mail, at, place, events: [], eventPlaces: [] })
  }
  const keepEvent = ({ mail: id, happening, at }: EventHead, place: RecordPlace): void => {
    const mail = byId.get(id)
    mail?.events.push({ happening, at })
    mail?.eventPlaces.push(place)
  }
  let open = { mails: 0, lastAt: 0, hashes: [] as number[] }
  const countMails = (mails: AcceptedMail[], at: number): void => {
    const hashes = mails.flatMap((mail) => mail.to.map(hashOf))
    open.mails += mails.length
    open.lastAt = at
    for (const hash of hashes) open.hashes.push(hash)
    count(hashes, at)
  }

  const log: SegmentLog = segmentLog({
    dir,
    keep,
    closedUpTo,
    onFound(head, place) {
      const record = head as unknown as SentHead | EventHead
      if (record.kind === 'event') {
        keepEvent(record, place)
        return 0
      }
      for (const mail of record.mails) keepMail(mail, record.at, place)
      if (place.segment.number > closedUpTo) countMails(record.mails, record.at)
      return record.mails.length
    },
    onClosed(segment) {
      old.append([segment.number, open.mails, open.lastAt, open.hashes.length, ...open.hashes])
      acceptedBefore += open.mails
      open = { mails: 0, lastAt: 0, hashes: [] }
    },
    onDropped(segment) {
      // Mails lie in the map in the order they came, so that those of the oldest file stand first.
      for (const [id, mail] of byId) {
        if (mail.place.segment.number > segment.number) break
        byId.delete(id)
      }
    },
  })

  const summaryOf = ({ id, at, to, subject, fates, events }: Kept): MailSummary => ({
    id,
    at,
    to,
    subject,
    fates,
    events,
  })

  return {
    accept(operation, at, mails, body) {
      const place = log.append({ kind: 'sent', at, operation, mails } satisfies SentHead, body, mails.length)
      for (const mail of mails) keepMail(mail, at, place)
      countMails(mails, at)
    },
    addEvent(id, happening, at, event) {
      const head: EventHead = { kind: 'event', at, mail: id, happening }
      keepEvent(head, log.append({ ...head }, Buffer.from(JSON.stringify(event)), 0))
    },
    list({ to, search, offset = 0, limit = 50 } = {}) {
      const wanted = search?.trim().toLowerCase()
      const address = to?.trim().toLowerCase()
      const fits = (mail: Kept): boolean =>
        (!address || mail.to.some((one) => one.toLowerCase() === address)) &&
        (!wanted ||
          mail.subject.toLowerCase().includes(wanted) ||
          mail.to.some((one) => one.toLowerCase().includes(wanted)))
      const all = [...byId.values()].reverse().filter(fits)
      return { mails: all.slice(offset, offset + limit).map(summaryOf), total: all.length }
    },
    find(id) {
      const mail = byId.get(id)
      return mail && summaryOf(mail)
    },
    read(id) {
      const mail = byId.get(id)
      if (!mail) return undefined
      const { head, body } = log.read(mail.place)
      const events = mail.eventPlaces.map((place) => JSON.parse(log.read(place).body.toString()) as unknown)
      return { operation: (head as unknown as SentHead).operation, nth: mail.nth, body, events }
    },
    unfinished: () => [...byId.values()].filter((mail) => mail.events.length < mail.fates.length).map(summaryOf),
    accepted: () => acceptedBefore + open.mails,
    sentTo: (address) => counts.of(hashOf(address)),
    sentLast24Hours(now) {
      const since = Math.floor(now / 60_000) - 24 * 60
      let sum = 0
      for (const [minute, sent] of minutes) {
        if (minute < since) minutes.delete(minute)
        else sum += sent
      }
      return sum
    },
    close: () => log.close(),
  }
}
