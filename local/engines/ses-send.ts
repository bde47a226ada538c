/** Accepting mail: SendEmail and SendBulkEmail from the request's bytes to the answer. */

import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { answer } from './http.ts'
import type { SesAccess } from './ses-access.ts'
import { bareAddress, refusalOf, simulatedFate } from './ses-address.ts'
import { bulkEnvelope, bulkEnvelopes, type Envelope, firstIssue, mailboxes, singleEnvelope } from './ses-compose.ts'
import { BadRequest, SesError } from './ses-error.ts'
import type { Happening } from './ses-events.ts'
import type { SesFault, SesFaults } from './ses-faults.ts'
import type { HeldBy, SendLimits } from './ses-limits.ts'
import type { AcceptedMail, Mailbox, MailSummary } from './ses-mailbox.ts'
import { SendBulkEmail, SendEmail, type SendOperation } from './ses-requests.ts'
import type { SuppressionList } from './ses-suppression.ts'

/** What a send needs of the engine around it. */
export interface SesContext {
  clock: { now(): number }
  mailbox: Mailbox
  suppression: SuppressionList
  faults: SesFaults
  access: SesAccess
  limits: SendLimits
  identities?: string[] | undefined
  configurationSets?: Record<string, string[]> | undefined
  region: string
  think(mail: Pick<MailSummary, 'id' | 'fates'>): void
}

/** One entry on its way: its envelope, or the status and words it fails with. */
type Entry = { envelope: Envelope } | { status: string; error: string }

/** Takes one call whole: checks, accepts, writes, answers. Throws SesError when nothing of it is accepted. */
export async function send(
  operation: SendOperation,
  body: Buffer,
  caller: string,
  response: ServerResponse,
  context: SesContext,
): Promise<void> {
  const entries = checkedEntries(operation, body, caller, context)
  const addresses = entries.map((entry) => ('envelope' in entry ? mailboxes(entry.envelope) : []))
  const call = { action: operation, caller, entries: addresses }
  await context.faults.onArrived?.(call)
  const fault = context.faults.strike(operation)
  await refuseByFault(fault)
  holdBack(operation, entries, fault, context)

  const at = context.clock.now()
  const mails = entries.map((entry, nth) =>
    'envelope' in entry ? acceptedMail(entry.envelope, nth, at, context) : undefined,
  )
  const accepted = mails.filter((mail) => mail !== undefined)
  if (accepted.length > 0) context.mailbox.accept(operation, at, accepted, body)
  for (const mail of accepted) context.think(mail)
  await context.faults.onAccepted?.({ ...call, ids: accepted.map(({ id }) => id) })
  if (fault?.kind === 'lose-answer') {
    response.destroy()
    return
  }
  const results = entries.map((entry, nth) =>
    'envelope' in entry
      ? { Status: 'SUCCESS', MessageId: mails[nth]!.id }
      : { Status: entry.status, Error: entry.error },
  )
  const value = operation === 'SendEmail' ? { MessageId: accepted[0]!.id } : { BulkEmailEntryResults: results }
  answer(response, 200, value, { 'content-type': 'application/json' })
}

/** The envelope of entry `nth` of a request that was accepted before. */
export function envelopeAt(operation: SendOperation, request: unknown, nth: number): Envelope {
  const envelope =
    operation === 'SendEmail'
      ? singleEnvelope(SendEmail.parse(request))
      : bulkEnvelope(SendBulkEmail.parse(request), nth)
  if (envelope instanceof BadRequest) throw new Error('an accepted mail cannot be read any more')
  return envelope
}

function checkedEntries(operation: SendOperation, body: Buffer, caller: string, context: SesContext): Entry[] {
  const envelopes = envelopesOf(operation, body)
  const first = envelopes.find((envelope) => !(envelope instanceof BadRequest))
  if (first) checkSender(first as Envelope, operation, caller, context)
  return envelopes.map((envelope) => {
    const refusal = envelope instanceof BadRequest ? envelope.message : refusalOfEnvelope(envelope)
    if (refusal === undefined) return { envelope: envelope as Envelope }
    if (operation === 'SendEmail') throw new SesError('BadRequestException', refusal)
    return { status: 'INVALID_PARAMETER', error: refusal }
  })
}

function envelopesOf(operation: SendOperation, body: Buffer): (Envelope | BadRequest)[] {
  let request: unknown
  try {
    request = JSON.parse(body.toString())
  } catch {
    throw new SesError('BadRequestException', 'The request is no JSON')
  }
  const parsed = operation === 'SendEmail' ? SendEmail.safeParse(request) : SendBulkEmail.safeParse(request)
  if (!parsed.success) throw new SesError('BadRequestException', firstIssue(parsed.error))
  try {
    return 'DefaultContent' in parsed.data ? bulkEnvelopes(parsed.data) : [singleEnvelope(parsed.data)]
  } catch (error) {
    throw error instanceof BadRequest ? new SesError('BadRequestException', error.message) : error
  }
}

function checkSender(envelope: Envelope, operation: SendOperation, caller: string, context: SesContext): void {
  const refusal = envelope.from === '' ? 'FromEmailAddress: missing' : refusalOf(envelope.from)
  if (refusal) throw new SesError('BadRequestException', `From: ${refusal}`)
  for (const address of envelope.replyTo) {
    const reply = refusalOf(address)
    if (reply) throw new SesError('BadRequestException', `ReplyToAddresses: ${reply}`)
  }
  const set = envelope.configurationSet
  if (set !== undefined && context.configurationSets && !Object.hasOwn(context.configurationSets, set)) {
    throw new SesError('NotFoundException', `Configuration set <${set}> does not exist.`, 404)
  }
  context.access.checkSend(caller, envelope.raw ? 'ses:SendRawEmail' : `ses:${operation}`, envelope)
  const from = bareAddress(envelope.from).toLowerCase()
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const verified = context.identities?.some(
    (one) => one.toLowerCase() === from || domain === one.toLowerCase() || domain.endsWith(`.${one.toLowerCase()}`),
  )
  if (verified === false) {
    throw new SesError(
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region ${context.region.toUpperCase()}: ${from}`,
    )
  }
}

function refusalOfEnvelope(envelope: Envelope): string | undefined {
  const all = [...envelope.to, ...envelope.cc, ...envelope.bcc]
  if (all.length === 0) return 'Destination: no address'
  if (all.length > 50) return 'Recipient count exceeds 50.'
  for (const address of all) {
    const refusal = refusalOf(address)
    if (refusal) return refusal
  }
  if (/[\r\n\0]/.test(envelope.subject)) return 'Subject contains a control character'
  if (envelope.headers.some(({ name, value }) => /[\r\n\0]/.test(name + value)))
    return 'Header contains a control character'
  return undefined
}

async function refuseByFault(fault: SesFault | undefined): Promise<void> {
  if (fault?.kind === 'throttle') throw tooFast('Maximum sending rate exceeded.')
  if (fault?.kind === 'unavailable')
    throw new SesError('InternalServiceErrorException', 'The service is not available.', 500)
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds))
}

/** Takes out the entries that a fault fails, and those over the rate or the quota; throws when not one may go. */
function holdBack(
  operation: SendOperation,
  entries: Entry[],
  fault: SesFault | undefined,
  { limits }: SesContext,
): void {
  let held: HeldBy | undefined
  const holds = limits.forCall()
  let going = 0
  for (const [nth, entry] of entries.entries()) {
    if (!('envelope' in entry)) continue
    const all = mailboxes(entry.envelope)
    if (
      fault?.kind === 'partial' &&
      (typeof fault.entries === 'number' ? nth < fault.entries : fault.entries(all, nth))
    ) {
      entries[nth] = { status: fault.status ?? 'TRANSIENT_FAILURE', error: 'Failed on request of a test.' }
      continue
    }
    held ??= holds(all.length)
    if (held) {
      entries[nth] =
        held === 'rate'
          ? { status: 'ACCOUNT_THROTTLED', error: 'Maximum sending rate exceeded.' }
          : { status: 'ACCOUNT_DAILY_QUOTA_EXCEEDED', error: 'Daily message quota exceeded.' }
    } else going++
  }
  if (
    held &&
    going === 0 &&
    (operation === 'SendEmail' || entries.every((entry) => 'status' in entry && entry.status.startsWith('ACCOUNT_')))
  ) {
    throw tooFast(held === 'rate' ? 'Maximum sending rate exceeded.' : 'Daily message quota exceeded.')
  }
}

const tooFast = (message: string) => new SesError('TooManyRequestsException', message, 429)

function acceptedMail(envelope: Envelope, nth: number, at: number, { suppression }: SesContext): AcceptedMail {
  const to = mailboxes(envelope)
  const fates = new Map<Happening, string[]>()
  for (const address of to) {
    const happening = envelope.renderingFailure
      ? 'renderingFailure'
      : suppression.get(address)
        ? 'suppressed'
        : simulatedFate(address)
    if (happening) fates.set(happening, [...(fates.get(happening) ?? []), address])
  }
  return {
    id: `0107${at.toString(16).padStart(12, '0')}-${randomUUID()}-000000`,
    nth,
    to,
    subject: envelope.subject,
    fates: [...fates].map(([happening, addresses]) => ({ happening, addresses })),
  }
}
