/** In a thread: a bare nodemailer pool that sends the drive's mails, made ready beforehand, to the sink. */
import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { createTransport } from 'nodemailer'
import { fill } from '../../shared/channel/email.ts'
import { composeLetter, footerOf } from '../../shared/plan/letter.ts'
import { mailTo } from '../../shared/plan/mails.ts'
import { lettersOf } from '../../shared/plan/plan.ts'
import type { Language } from '../../shared/platform/language.ts'
import { contactCells } from '../builders/contact-file.ts'
import { content } from './content.ts'

export interface BareMails {
  port: number
  from: number
  to: number
  connections: number
  publicUrl: string
}

const { port, from, to, connections, publicUrl } = workerData as BareMails
const part = { campaign: 'cmp_0123456789ab', page: 0, step: 0, part: 0 }
const keys = { seal: randomBytes(32), link: randomBytes(32) }
const drive = content(Date.now())
const officeName = 'Urząd Miasta Poznania'
const readyMails = 1_000

/** A contact's mail as the dispatch of the drive makes it. */
function mailOf(n: number) {
  const [email, imie, nazwisko, dzielnica, language] = contactCells(n) as [string, string, string, string, Language]
  const contact = { index: n % 100, language, email, phones: [], fields: { imie, nazwisko, dzielnica } }
  const { data, headers } = mailTo(contact, { ...part, page: Math.floor(n / 100) }, keys, publicUrl)
  const letter = lettersOf(drive.plan[0])[language]!
  const template = composeLetter(letter, language, footerOf({ ...drive, purposeClass: 'survey' }, { officeName }))
  return {
    subject: fill(template.subject, data),
    text: fill(template.text, data),
    html: fill(template.html, data),
    headers,
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
      from: { name: officeName, address: 'akcja@example.org' },
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
