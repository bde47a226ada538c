/** Addresses as SES sees them: which it refuses (E9), and which of them only pretend, as its mailbox simulator does. */

/** What becomes of a mail to a simulated mailbox. Any other mailbox takes what it gets. */
export type Fate = 'bounce' | 'softbounce' | 'complaint' | 'reject' | 'delay' | 'suppressed'

const fateOf: Record<string, Fate | 'success'> = {
  bounce: 'bounce',
  softbounce: 'softbounce',
  complaint: 'complaint',
  reject: 'reject',
  delay: 'delay',
  suppressionlist: 'suppressed',
  ooto: 'success',
  success: 'success',
}

/** The address without its display name: `Anna <anna@example.org>` gives `anna@example.org`. */
export function bareAddress(address: string): string {
  const open = address.lastIndexOf('<')
  if (open < 0) return address.trim()
  const close = address.indexOf('>', open)
  return address.slice(open + 1, close < 0 ? undefined : close).trim()
}

const localPart = /^([\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*|"([^"\\]|\\.)+")$/
const domainName = /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/

/** Why SES refuses an address, in its manner, or nothing. The address may carry a display name. */
export function refusalOf(address: string): string | undefined {
  if (/[\r\n\0]/.test(address)) return 'Address contains a control character'
  // A display name must come as an encoded word (RFC 2047); a local part cannot be saved at all without SMTPUTF8.
  if (!/^[\x20-\x7e]*$/.test(address)) return 'Local address contains non-ASCII characters or the name is not encoded'
  const bare = bareAddress(address)
  const at = bare.lastIndexOf('@')
  if (at < 0) return "Missing final '@domain'"
  const local = bare.slice(0, at)
  const domain = bare.slice(at + 1)
  if (local.length > 64) return 'Local address is longer than 64 characters'
  if (!localPart.test(local)) return 'Local address contains an illegal character'
  if (domain.length > 255 || !domainName.test(domain)) {
    return 'Domain contains an illegal character or has no dot'
  }
  return undefined
}

/**
 * The fate of a mail to this address: by the label of SES's own simulator (`bounce+anything@simulator.amazonses.com`),
 * by the whole local part at any domain (`bounce@example.org`), or by its ending (`anna.nowak+bounce@example.org`).
 */
export function simulatedFate(address: string): Fate | undefined {
  const bare = bareAddress(address).toLowerCase()
  const at = bare.lastIndexOf('@')
  const local = bare.slice(0, at)
  const plus = local.indexOf('+')
  const label = isSimulator(bare) && plus >= 0 ? local.slice(0, plus) : local.slice(local.lastIndexOf('+') + 1)
  const fate = Object.hasOwn(fateOf, label) ? fateOf[label] : undefined
  return fate === 'success' ? undefined : fate
}

/** SES's own simulator; what happens to its mailboxes never enters the suppression list. */
export function isSimulator(address: string): boolean {
  return bareAddress(address).toLowerCase().endsWith('@simulator.amazonses.com')
}
