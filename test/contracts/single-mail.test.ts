/** What every way of sending mails one by one must do, over a real wire: SES's API, and SMTP. */
import { mkdtemp, rm } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { startSes } from '../../local/engines/ses.ts'
import { type SingleMail, type SingleMailChannel, sesSingle, smtpSingle } from '../../shared/channel/single-mail.ts'
import { SendError } from '../../shared/platform/errors.ts'

type Trouble = 'none' | 'put off' | 'refused' | 'answer lost' | 'nobody there'

interface Stage {
  channel: SingleMailChannel
  /** The MIME of what arrived. */
  received: () => Promise<Buffer[]>
  close: () => Promise<void>
}

const from = 'wizyty@poznan.example.org'

async function ses(trouble: Trouble): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'akcja-single-'))
  const engine = await startSes({ dir, log: () => {}, clock: { now: () => Date.now() }, onEvent: () => {} })
  if (trouble === 'put off') engine.faults.failNext({ kind: 'throttle' })
  if (trouble === 'answer lost') engine.faults.failNext({ kind: 'lose-answer' })
  const client = new SESv2Client({
    endpoint: engine.url,
    region: 'eu-central-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' },
  })
  const bodies: Buffer[] = []
  client.middlewareStack.add(
    (next) => async (args) => {
      const { Content } = args.input as { Content?: { Raw?: { Data?: Uint8Array } } }
      if (Content?.Raw?.Data) bodies.push(Buffer.from(Content.Raw.Data))
      return next(args)
    },
    { step: 'initialize' },
  )
  if (trouble === 'nobody there') await engine.close()
  return {
    channel: sesSingle({ from, configurationSet: 'akcja' }, client),
    async received() {
      const { mails } = engine.messages({ limit: 100 })
      return bodies.slice(0, mails.length)
    },
    async close() {
      client.destroy()
      if (trouble !== 'nobody there') await engine.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function smtp(trouble: Trouble): Promise<Stage> {
  const received: Buffer[] = []
  const cut = () => {
    for (const connection of server.connections) (connection as unknown as { _socket: Socket })._socket.destroy()
  }
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_, __, done) {
      const reply = (code: number) => done(Object.assign(new Error('no'), { responseCode: code }))
      if (trouble === 'put off') return reply(451)
      if (trouble === 'refused') return reply(550)
      done()
    },
    onData(stream, _, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push(Buffer.concat(chunks))
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
    channel: smtpSingle({ from, url: `smtp://127.0.0.1:${port}?connections=1&silence=500` }),
    received: async () => received,
    async close() {
      if (trouble === 'nobody there') return
      cut()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const file = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:CANCEL\r\nSUMMARY:Wizyta w urzędzie\r\nEND:VCALENDAR\r\n'
const mail: SingleMail = {
  fromName: 'Urząd Miasta Poznania, Biuro Poznań Kontakt',
  replyTo: 'kontakt@poznan.example.org',
  to: 'lucja@example.org',
  subject: 'Wizyta odwołana: żółć\r\nBcc: zly@example.org',
  text: 'Dzień dobry',
  html: '<p>Dzień dobry</p>',
  headers: { 'Auto-Submitted': 'auto-generated' },
  tags: { kind: 'visit' },
  calendar: { method: 'CANCEL', text: file },
}

describe.each([
  ['SES', ses],
  ['SMTP', smtp],
] as const)('%s', (name, open) => {
  let stage: Stage | undefined
  afterEach(async () => {
    await stage?.close()
    stage = undefined
  })
  const start = async (trouble: Trouble = 'none') => {
    stage = await open(trouble)
    return stage
  }

  test('one mail goes out with its text, its HTML and its calendar, whose method MIME says too', async () => {
    const { channel, received } = await start()
    expect(await channel.send(mail)).toBe('sent')
    const [source] = await received()
    const read = await PostalMime.parse(source!)
    expect(read.from).toMatchObject({ address: from, name: mail.fromName })
    expect(read.to?.map(({ address }) => address)).toEqual(['lucja@example.org'])
    expect(read.bcc).toBeUndefined()
    expect(read.subject).toMatch(/^Wizyta odwołana: żółć\s*Bcc: zly@example.org$/)
    expect([read.text?.trim(), read.html?.trim()]).toEqual(['Dzień dobry', '<p>Dzień dobry</p>'])
    expect(read.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
    const head = source!.toString('latin1')
    expect(head).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=CANCEL/i)
    expect(head).toMatch(/Content-Type: multipart\/alternative/)
    const calendars = read.attachments.filter(({ mimeType }) => /calendar|ics/.test(mimeType))
    expect(calendars.length).toBeGreaterThan(0)
    for (const { content } of calendars) {
      const text = typeof content === 'string' ? content : Buffer.from(content).toString()
      expect(text.replaceAll('\r\n', '\n')).toBe(file.replaceAll('\r\n', '\n')) // the reader takes CR out of lines
    }
    const attached = /application\/ics[\s\S]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(head)![1]!
    expect(Buffer.from(attached, 'base64').toString()).toBe(file)
  })

  test('without a calendar it is a plain letter', async () => {
    const { channel, received } = await start()
    await channel.send({ ...mail, calendar: undefined })
    expect((await received())[0]!.toString('latin1')).not.toContain('calendar')
  })

  test.each(['put off', 'nobody there'] as const)(
    '%s: nothing went out, and it can be tried again',
    async (trouble) => {
      const { channel, received } = await start(trouble)
      const error = await channel.send(mail).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(SendError)
      expect((error as SendError).retry).toBe(true)
      if (trouble === 'put off') expect(await received()).toHaveLength(0)
    },
  )

  test('an answer that is lost is doubt, never "not sent"', async () => {
    const { channel, received } = await start('answer lost')
    const end = await channel.send(mail).catch((error: unknown) => (error instanceof SendError ? 'certain' : 'doubt'))
    expect(end).toBe('doubt')
    expect(await received()).toHaveLength(1)
  })

  test('an address that is refused is the end of it', async () => {
    const { channel } = await start(name === 'SMTP' ? 'refused' : 'none')
    const bad = name === 'SMTP' ? mail : { ...mail, to: 'nie ma takiego' }
    expect(await channel.send(bad)).toBe('refused')
  })
})
