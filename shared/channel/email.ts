/** The e-mail channel: what every way of sending mail must do. Its contract is tested on each of them. */

/** A letter as every person of one language gets it, with `{{name}}` where her own data goes. Nothing else is in braces. */
export interface MailTemplate {
  subject: string
  text: string
  html: string
}

/** One person's mail: her address, her data for the template, her headers. */
export interface Mail {
  to: string
  data: Record<string, string>
  headers: Record<string, string>
  /** Ids that come back in events: campaign, page, index, step. Letters, digits, `-` and `_` only. */
  tags: Record<string, string>
}

export interface MailBatch {
  fromName: string
  replyTo?: string | undefined
  template: MailTemplate
  /** At most 50. (E8) */
  mails: Mail[]
}

/**
 * How one mail ended. `later`: nothing went out, worth another try. `refused`: nothing went out, and never will.
 * `doubt`: nobody knows.
 */
export type MailResult = 'sent' | 'refused' | 'later' | 'doubt'

export interface EmailChannel {
  /**
   * Sends a batch; results in the order of its mails. Throws SendError if nothing at all went out, for certain;
   * anything else that is thrown is doubt about the whole batch.
   */
  send(batch: MailBatch): Promise<MailResult[]>
  /** Mails a second that the provider takes, and how many are left today. (E7) */
  capacity(): Promise<{ perSecond: number; leftToday: number }>
}

/** Fills `{{name}}` from data. A name without data throws: a letter with a hole is not sent. */
export function fill(template: string, data: Record<string, string>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined
    if (value === undefined) throw new Error(`no value for the field ${name}`)
    return value
  })
}

/**
 * A name for the From header: as it is if it is plain, quoted if it has specials, else encoded words of at most
 * 75 characters, never splitting a character. (E9; RFC 2047, RFC 5322)
 */
export function headerName(name: string): string {
  if (/^[\w !#$%&'*+/=?^`{|}~-]+$/.test(name)) return name
  if (/^[\x20-\x7e]+$/.test(name)) return `"${name.replace(/["\\]/g, '\\$&')}"`
  const words: string[] = []
  let bytes: Buffer = Buffer.alloc(0)
  for (const character of name.normalize('NFC')) {
    const next = Buffer.concat([bytes, Buffer.from(character)])
    if (next.length > 45) {
      words.push(encodedWord(bytes))
      bytes = Buffer.from(character)
    } else bytes = next
  }
  return [...words, encodedWord(bytes)].join(' ')
}

const encodedWord = (bytes: Buffer): string => `=?UTF-8?B?${bytes.toString('base64')}?=`
