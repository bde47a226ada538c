/** What every e-mail channel must do, asked of each of them over a real wire: SES's API, and SMTP. */
import { mkdtemp, rm } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { startSes } from '../../local/engines/ses.ts'
import { type EmailChannel, headerName, type MailBatch } from '../../shared/channel/email.ts'
import { sesChannel } from '../../shared/channel/ses.ts'
import { smtpChannel } from '../../shared/channel/smtp.ts'
import { composeLetter, mailData } from '../../shared/plan/letter.ts'
import { SendError } from '../../shared/platform/errors.ts'

interface Received {
  to: string
  fromName: string
  from: string
  replyTo: string
  subject: string
  text: string
  html: string
  header: (name: string) => string | undefined
}

/** What the next send runs into. */
type Trouble = 'none' | 'throttled' | 'one address refused' | 'answer lost' | 'half for later' | 'nobody there'

interface Stage {
  channel: EmailChannel
  received: () => Promise<Received[]>
  close: () => Promise<void>
}

const from = 'akcja@poznan.example.org'

async function ses(trouble: Trouble): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'akcja-channel-'))
  const engine = await startSes({ dir, log: () => {}, clock: { now: () => Date.now() }, onEvent: () => {} })
  if (trouble === 'throttled') engine.faults.failNext({ kind: 'throttle' })
  if (trouble === 'answer lost') engine.faults.failNext({ kind: 'lose-answer' })
  if (trouble === 'half for later') {
    engine.faults.failNext({ kind: 'partial', entries: (_, nth) => nth % 2 === 1, status: 'ACCOUNT_THROTTLED' })
  }
  if (trouble === 'one address refused') {
    engine.faults.failNext({
      kind: 'partial',
      entries: ([to]) => to!.startsWith('refused'),
      status: 'MESSAGE_REJECTED',
    })
  }
  const client = new SESv2Client({
    endpoint: engine.url,
    region: 'eu-central-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' },
  })
  if (trouble === 'nobody there') await engine.close()
  return {
    channel: sesChannel(client, { from, configurationSet: 'akcja' }),
    async received() {
      const { mails } = engine.messages({ limit: 100 })
      const whole = await Promise.all(mails.map(({ id }) => engine.message(id)))
      return whole.map((mail) => {
        const header = (name: string) => mail!.headers.find((h) => h.name.toLowerCase() === name.toLowerCase())?.value
        return {
          ...readFrom(header('From') ?? ''),
          to: mail!.to[0]!,
          replyTo: header('Reply-To') ?? '',
          subject: mail!.subject,
          text: mail!.text ?? '',
          html: mail!.html ?? '',
          header,
        }
      })
    },
    async close() {
      client.destroy()
      if (trouble !== 'nobody there') await engine.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function smtp(trouble: Trouble): Promise<Stage> {
  const raw: { to: string; source: Buffer }[] = []
  let seen = 0
  /** Breaks every connection, as a relay that dies does. */
  const cut = () => {
    for (const connection of server.connections) (connection as unknown as { _socket: Socket })._socket.destroy()
  }
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(address, _, done) {
      const reply = (code: number) => done(Object.assign(new Error('no'), { responseCode: code }))
      if (trouble === 'throttled') return reply(451)
      if (trouble === 'half for later' && seen++ % 2 === 1) return reply(452)
      if (trouble === 'one address refused' && address.address.startsWith('refused')) return reply(550)
      done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        raw.push({ to: session.envelope.rcptTo[0]!.address, source: Buffer.concat(chunks) })
        if (trouble === 'answer lost') cut()
        else done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  if (trouble === 'nobody there') await new Promise<void>((resolve) => server.close(() => resolve()))
  return {
    channel: smtpChannel({ from, url: `smtp://127.0.0.1:${port}?connections=3&silence=500` }),
    received: () =>
      Promise.all(
        raw.map(async ({ to, source }) => {
          const mail = await PostalMime.parse(source)
          const header = (name: string) => mail.headers.find((h) => h.key === name.toLowerCase())?.value
          return {
            to,
            from: mail.from?.address ?? '',
            fromName: mail.from?.name ?? '',
            replyTo: mail.replyTo?.[0]?.address ?? '',
            subject: mail.subject ?? '',
            text: mail.text ?? '',
            html: mail.html ?? '',
            header,
          }
        }),
      ),
    async close() {
      if (trouble === 'nobody there') return
      cut()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Name and address of a From header, its encoded words read. */
function readFrom(value: string): { from: string; fromName: string } {
  const [, name = '', address = ''] = /^(.*?)\s*<(.+)>$/.exec(value) ?? []
  const decoded = name
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, base64: string) => Buffer.from(base64, 'base64').toString('latin1'))
  return { from: address, fromName: Buffer.from(decoded, 'latin1').toString() }
}

const letter = {
  subject: 'Zażółć gęślą jaźń, {{imie}}: jak oceniasz wizytę w przychodni przy ulicy Święty Marcin?',
  text: 'Dzień dobry, {{imie}}!\n\nProsimy o kilka minut:\n{{link}}',
}
const batchOf = (...people: string[]): MailBatch => ({
  fromName: 'Urząd Miasta Poznania, Biuro Poznań Kontakt i Łączność z Mieszkańcami',
  replyTo: 'kontakt@poznan.example.org',
  template: composeLetter(letter, 'pl', { officeName: 'Urząd Miasta Poznania' }),
  mails: people.map((name, index) => ({
    to: `${name}@example.org`,
    data: mailData({
      imie: `Łucja <${name}> & "spółka"`,
      link: `https://akcja.example.org/s/${name}`,
      why: `https://akcja.example.org/w/${name}`,
      objection: `https://akcja.example.org/o/${name}`,
    }),
    headers: {
      'List-Unsubscribe': `<https://akcja.example.org/u/${name}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
    tags: { campaign: 'cmp_1', page: '0', index: String(index), step: '0' },
  })),
})

describe.each([
  ['SES', ses],
  ['SMTP', smtp],
] as const)('%s', (_, open) => {
  let stage: Stage | undefined
  afterEach(async () => {
    await stage?.close()
    stage = undefined
  })
  const start = async (trouble: Trouble = 'none') => {
    stage = await open(trouble)
    return stage
  }

  test('sends each person her own letter, in Polish, as text and as HTML', async () => {
    const { channel, received } = await start()
    expect(await channel.send(batchOf('anna', 'oleh'))).toEqual(['sent', 'sent'])
    const mails = (await received()).sort((one, other) => one.to.localeCompare(other.to))
    expect(mails.map((mail) => mail.to)).toEqual(['anna@example.org', 'oleh@example.org'])
    expect(mails[0]!.subject).toBe(letter.subject.replace('{{imie}}', 'Łucja <anna> & "spółka"'))
    expect(mails[0]!.text).toContain('Dzień dobry, Łucja <anna> & "spółka"!')
    expect(mails[0]!.text).toContain('https://akcja.example.org/s/anna')
    expect(mails[0]!.html).toContain('Łucja &lt;anna&gt; &amp; &quot;spółka&quot;')
    expect(mails[1]!.html).toContain('href="https://akcja.example.org/s/oleh"')
    expect(mails[1]!.html).toContain('lang="pl"')
  })

  test('says who writes, where to answer, and how to object without opening it', async () => {
    const { channel, received } = await start()
    await channel.send(batchOf('anna'))
    const [mail] = await received()
    expect(mail).toMatchObject({
      from,
      fromName: 'Urząd Miasta Poznania, Biuro Poznań Kontakt i Łączność z Mieszkańcami',
      replyTo: 'kontakt@poznan.example.org',
    })
    expect(mail!.header('List-Unsubscribe')).toBe('<https://akcja.example.org/u/anna>')
    expect(mail!.header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
    expect(mail!.header('Auto-Submitted')).toBe('auto-generated')
  })

  test('a full part of 50 goes out whole', async () => {
    const { channel, received } = await start()
    const people = Array.from({ length: 50 }, (_, n) => `osoba${n}`)
    expect(new Set(await channel.send(batchOf(...people)))).toEqual(new Set(['sent']))
    expect(new Set((await received()).map((mail) => mail.to)).size).toBe(50)
  })

  test('nobody due is no mail', async () => {
    const { channel, received } = await start()
    expect(await channel.send(batchOf())).toEqual([])
    expect(await received()).toEqual([])
  })

  test('one address refused is that person’s end, and nobody else’s', async () => {
    const { channel, received } = await start('one address refused')
    expect(await channel.send(batchOf('anna', 'refused', 'oleh'))).toEqual(['sent', 'refused', 'sent'])
    expect(await received()).toHaveLength(2)
  })

  test('what the provider puts off is for later, and the rest has gone', async () => {
    const { channel, received } = await start('half for later')
    const results = await channel.send(batchOf('a', 'b', 'c', 'd'))
    expect(results.filter((result) => result === 'later')).toHaveLength(2)
    expect(results.filter((result) => result === 'sent')).toHaveLength(2)
    expect(await received()).toHaveLength(2)
  })

  test.each(['throttled', 'nobody there'] as const)(
    '%s: nothing went out, and it can be tried again',
    async (trouble) => {
      const { channel } = await start(trouble)
      const error = await channel.send(batchOf('anna')).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(SendError)
      expect((error as SendError).retry).toBe(true)
    },
  )

  test('an answer that is lost is doubt, never "not sent"', async () => {
    const { channel, received } = await start('answer lost')
    const end = await channel.send(batchOf('anna')).then(
      (results) => results[0],
      (error: unknown) => (error instanceof SendError ? 'certain' : 'doubt'),
    )
    expect(end).toBe('doubt')
    expect(await received()).toHaveLength(1)
  })

  test('says how fast it may send', async () => {
    const { channel } = await start()
    const { perSecond, leftToday } = await channel.capacity()
    expect(perSecond).toBeGreaterThan(0)
    expect(leftToday).toBeGreaterThan(1000)
  })
})

test.each([
  ['Akcja', 'Akcja'],
  ['Miasto, Urzad', '"Miasto, Urzad"'],
  ['Łódź', '=?UTF-8?B?xYHDs2TFug==?='],
])('the name %s stands in a header as %s', (name, header) => {
  expect(headerName(name)).toBe(header)
})

test('a long name is split into encoded words of at most 75 characters, none of them splitting a letter', () => {
  const name = 'ąćęłńóśźż'.repeat(12)
  const words = headerName(name).split(' ')
  for (const word of words) expect(word.length).toBeLessThanOrEqual(75)
  const read = words.map((word) => Buffer.from(/\?B\?(.*)\?=/.exec(word)![1]!, 'base64').toString())
  expect(read.join('')).toBe(name)
  expect(read.join('')).not.toContain('\ufffd')
})
