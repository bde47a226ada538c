/** Which e-mail addresses can be written to, and how they are stored. (E6, E9) */
import { domainToASCII } from 'node:url'
import type { Reason } from './reasons.ts'

export type CheckedAddress = { email: string; reason?: undefined } | { reason: Reason; email?: undefined }

/** Local parts that belong to a machine or an office of the mail system, never to a resident. */
const roles = new Set([
  ...[
    'abuse',
    'postmaster',
    'hostmaster',
    'webmaster',
    'mailer-daemon',
    'mailerdaemon',
    'root',
    'spam',
    'bounce',
    'bounces',
  ],
  ...['noreply', 'no-reply', 'no.reply', 'donotreply', 'do-not-reply', 'nie-odpowiadaj', 'nieodpowiadaj', 'devnull'],
])

/** Dot-atom of RFC 5322. Quoted local parts exist on paper only. */
const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const topLevel = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/
const notAscii = /[^\0-\x7f]/
const control = /[\0-\x1f\x7f]/
/** Marks without width that come along when an address is copied from a page. */
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g

/** Domains repeat: each is checked once. Kept small, so that a list of nothing but different ones does no harm. */
const domains = new Map<string, string | undefined>()
const maxDomains = 5_000

/** The domain in lower case and Punycode, or undefined. */
function checkDomain(domain: string): string | undefined {
  if (domains.has(domain)) return domains.get(domain)
  const ascii = notAscii.test(domain) || /xn--/i.test(domain) ? domainToASCII(domain) : domain.toLowerCase()
  const labels = ascii.split('.')
  const valid =
    ascii.length <= 253 &&
    labels.length > 1 &&
    topLevel.test(labels.at(-1)!) &&
    labels.every((part) => label.test(part))
  if (domains.size >= maxDomains) domains.clear()
  domains.set(domain, valid ? ascii : undefined)
  return valid ? ascii : undefined
}

/**
 * One cell as an address: trimmed, NFC, its domain in Punycode; the local part keeps its case, as only the receiving
 * server may know better. Or the reason why it is none.
 */
export function checkAddress(cell: string): CheckedAddress {
  let address = cell.trim()
  if (notAscii.test(address)) {
    if (address.includes('\ufffd')) return { reason: 'characters' }
    address = address.normalize('NFC').replace(invisible, '').trim()
  }
  if (address === '') return { reason: 'email-missing' }
  if (control.test(address)) return { reason: 'email-control' }
  const at = address.lastIndexOf('@')
  if (at !== address.indexOf('@')) return { reason: 'email-several' }
  if (at <= 0) return { reason: 'email-syntax' }
  const local = address.slice(0, at)
  if (notAscii.test(local)) return { reason: 'email-not-ascii' }
  if (local.length > 64) return { reason: 'email-too-long' }
  if (!localPart.test(local)) return { reason: 'email-syntax' }
  const domain = checkDomain(address.slice(at + 1))
  if (!domain) return { reason: 'email-domain' }
  if (at + 1 + domain.length > 254) return { reason: 'email-too-long' }
  if (roles.has(local.toLowerCase())) return { reason: 'email-role' }
  return { email: `${local}@${domain}` }
}
