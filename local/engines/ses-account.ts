/** GetAccount and the suppression list's four calls. */

import * as z from 'zod'
import { refusalOf } from './ses-address.ts'
import { firstIssue } from './ses-compose.ts'
import { SesError } from './ses-error.ts'
import type { Suppressed, SuppressionList } from './ses-suppression.ts'

/** GetAccount, for an account in good standing. */
export function accountAnswer({ rate, quota24h, sent }: { rate: number; quota24h: number; sent: number }) {
  return {
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: 'HEALTHY',
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { Max24HourSend: quota24h, MaxSendRate: rate, SentLast24Hours: sent },
    SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  }
}

const PutSuppressed = z.strictObject({ EmailAddress: z.string(), Reason: z.enum(['BOUNCE', 'COMPLAINT']) })

/** The answer to a call on the suppression list; nothing when there is no such call. `allow` throws when the caller may not. */
export function suppressionAnswer(
  method: string,
  path: string,
  query: URLSearchParams,
  body: Buffer,
  allow: (action: string) => void,
  list: SuppressionList,
  now: number,
): Record<string, unknown> | undefined {
  const address = decodeURIComponent(path.slice('/v2/email/suppression/addresses'.length + 1))
  if (method === 'PUT' && address === '') {
    allow('ses:PutSuppressedDestination')
    const wanted = parsed(body)
    const refusal = refusalOf(wanted.EmailAddress)
    if (refusal) throw new SesError('BadRequestException', refusal)
    list.put({ address: wanted.EmailAddress, reason: wanted.Reason, at: now })
    return {}
  }
  if (method === 'GET' && address === '') {
    allow('ses:ListSuppressedDestinations')
    return listed(list, query)
  }
  if (method === 'GET') {
    allow('ses:GetSuppressedDestination')
    const entry = list.get(address)
    if (!entry) throw notThere(address)
    const attributes = entry.messageId ? { Attributes: { MessageId: entry.messageId } } : {}
    return { SuppressedDestination: { ...summary(entry), ...attributes } }
  }
  if (method === 'DELETE') {
    allow('ses:DeleteSuppressedDestination')
    if (!list.remove(address)) throw notThere(address)
    return {}
  }
  return undefined
}

function parsed(body: Buffer): z.infer<typeof PutSuppressed> {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    throw new SesError('BadRequestException', 'The request is no JSON')
  }
  const result = PutSuppressed.safeParse(value)
  if (!result.success) throw new SesError('BadRequestException', firstIssue(result.error))
  return result.data
}

function listed(list: SuppressionList, query: URLSearchParams): Record<string, unknown> {
  const reasons = query.getAll('Reason')
  const from = Date.parse(query.get('StartDate') ?? '') || 0
  const until = Date.parse(query.get('EndDate') ?? '') || Number.POSITIVE_INFINITY
  const offset = Number(query.get('NextToken') ?? 0)
  const size = Number(query.get('PageSize') ?? 1000)
  const all = list
    .all()
    .filter(({ reason, at }) => (reasons.length === 0 || reasons.includes(reason)) && at >= from && at < until)
  return {
    SuppressedDestinationSummaries: all.slice(offset, offset + size).map(summary),
    ...(offset + size < all.length ? { NextToken: String(offset + size) } : {}),
  }
}

const summary = ({ address, reason, at }: Suppressed) => ({
  EmailAddress: address,
  Reason: reason,
  LastUpdateTime: at / 1000,
})

const notThere = (address: string) =>
  new SesError('NotFoundException', `Email address ${address} does not exist on your suppression list.`, 404)
