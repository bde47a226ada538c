/** Mail that comes raw, as MIME: what its own headers say of sender, recipients, subject and tags. */

import { decodeWords } from 'postal-mime'
import type { Envelope, Header } from './ses-compose.ts'
import { BadRequest } from './ses-error.ts'

/** Raw mail brings its own headers, and with them what the request did not say. Bcc never leaves the office. */
export function rawEnvelope(raw: Buffer, envelope: Omit<Envelope, 'subject' | 'headers'>): Envelope {
  const headers = rawHeaders(raw)
  const value = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value
  const addresses = (name: string) =>
    (value(name) ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
  const named = envelope.to.length + envelope.cc.length + envelope.bcc.length > 0
  const configurationSet = envelope.configurationSet ?? value('x-ses-configuration-set')
  const rawTags = (value('x-ses-message-tags') ?? '').split(',').flatMap((tag) => {
    const [name, text] = tag.split('=')
    return name?.trim() && text ? [[name.trim(), text.trim()]] : []
  })
  return {
    ...envelope,
    from: envelope.from || (value('from') ?? ''),
    ...(named ? {} : { to: addresses('to'), cc: addresses('cc'), bcc: addresses('bcc') }),
    subject: decodeWords(value('subject') ?? ''),
    headers: headers.filter((header) => !/^(bcc|x-ses-.*)$/i.test(header.name)),
    tags: { ...Object.fromEntries(rawTags), ...envelope.tags },
    ...(configurationSet ? { configurationSet } : {}),
  }
}

function rawHeaders(raw: Buffer): Header[] {
  const end = /\r?\n\r?\n/.exec(raw.subarray(0, 262_144).toString('latin1'))?.index ?? raw.length
  const lines = raw
    .subarray(0, end)
    .toString('utf8')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
  return lines.map((line) => {
    const colon = line.indexOf(':')
    if (colon < 1) throw new BadRequest('Raw message has a line that is no header before its first empty line')
    return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }
  })
}
