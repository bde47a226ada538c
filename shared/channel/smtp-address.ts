/** Where the office's relay is and what it takes, read from one address. Without the library that sends. */

/** `smtps://user:password@relay.example:465?rate=50&connections=5`; rate in mails a second, silence in ms. */
export interface SmtpAddress {
  host: string
  port: number
  secure: boolean
  auth: { user: string; pass: string } | undefined
  /** Mails a second. */
  rate: number
  connections: number
  /** Milliseconds without a word after which a connection counts as broken. */
  silence: number
}

/** The parts of the address, with what holds where it says nothing. */
export function smtpAddress(url: string): SmtpAddress {
  const address = new URL(url)
  const secure = address.protocol === 'smtps:'
  const number = (name: string, otherwise: number) => Number(address.searchParams.get(name) ?? otherwise)
  return {
    host: address.hostname,
    port: Number(address.port) || (secure ? 465 : 587),
    secure,
    auth: address.username
      ? { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) }
      : undefined,
    rate: number('rate', 50),
    connections: number('connections', 5),
    silence: number('silence', 30_000),
  }
}

/** What a relay takes: the rate that its address names, and no quota of a day. (E7) */
export function smtpCapacity({ rate }: SmtpAddress): { perSecond: number; leftToday: number } {
  return { perSecond: rate, leftToday: Number.MAX_SAFE_INTEGER }
}
