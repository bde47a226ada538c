/** In a thread: a bare nodemailer pool that sends the drive's mails, made ready beforehand, to the sink. */
import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { createTransport } from 'nodemailer'
import { fill } from '../../shared/channel/email.ts'
import { makeLink } from '../../shared/contact/link.ts'
import { composeLetter, mailData } from '../../shared/plan/letter.ts'
import type { Language } from '../../shared/platform/language.ts'
import { contactCells } from '../builders/contact-file.ts'
import { letters } from './letters.ts'

export interface BareMails {
  port: number
  from: number
  to: number
  connections: number
  publicUrl: string
}

const { port, from, to, connections, publicUrl } = workerData as BareMails
const campaign = 'cmp_0123456789ab'
const key = randomBytes(32)
const readyMails = 1_000

/** Subject, text, HTML and headers as the dispatch of a drive makes them for a contact. */
function mailOf(contact: number) {
  const [, imie, nazwisko, dzielnica, language] = contactCells(contact) as [string, string, string, string, Language]
  const whom = { campaign, page: Math.floor(contact / 100), index: contact % 100 }
  const data = mailData({
    imie,
    nazwisko,
    dzielnica,
    link: `${publicUrl}/s/${makeLink(key, 'survey', whom)}`,
    objection: `${publicUrl}/o/${makeLink(key, 'objection', whom)}`,
  })
  const template = composeLetter(letters[language] ?? letters.pl!, language, {
    officeName: 'Urząd Miasta Poznania',
    privacyUrl: `${publicUrl}/info/0123456789ab/privacy`,
  })
  return {
    subject: fill(template.subject, data),
    text: fill(template.text, data),
    html: fill(template.html, data),
    headers: {
      'List-Unsubscribe': `<${publicUrl}/u/${makeLink(key, 'unsubscribe', whom)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
  }
}

const ready = Array.from({ length: Math.min(readyMails, to - from) }, (_, n) => mailOf(from + n))
const addresses = Array.from({ length: to - from }, (_, n) => contactCells(from + n)[0]!)
const pool = createTransport({
  pool: true,
  host: '127.0.0.1',
  port,
  secure: false,
  maxConnections: connections,
  maxMessages: 1000,
})

let next = 0
const lane = async () => {
  for (let n = next++; n < addresses.length; n = next++) {
    await pool.sendMail({
      from: { name: 'Urząd Miasta Poznania', address: 'akcja@example.org' },
      to: { name: '', address: addresses[n]! },
      ...ready[n % ready.length]!,
    })
  }
}
const begun = performance.now()
await Promise.all(Array.from({ length: 4 * connections }, lane)) // so that no connection ever waits for its next mail
const milliseconds = performance.now() - begun
pool.close()
parentPort!.postMessage({ milliseconds })
