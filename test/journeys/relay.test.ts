/** An office with its own mail relay: the same drive by SMTP, by two parameters of the template. Each mail is counted at the relay. */
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pastEveryLease, startCloud, type TestCloud } from '../builders/cloud.ts'
import { aDrive, type Drive, newDomain, people } from '../builders/drive.ts'

let office: TestCloud
let received: Email[] = []
/** What the relay says to an address; nothing is yes. */
let answerTo: (address: string) => number | undefined = () => undefined

const relay = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _, done) {
    const code = answerTo(address)
    done(code === undefined ? undefined : Object.assign(new Error('no'), { responseCode: code }))
  },
  onData(stream, _, done) {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
        received.push(mail)
        done()
      }, done)
    })
  },
})

beforeAll(async () => {
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const { port } = relay.server.address() as AddressInfo
  const parameters = {
    MailChannel: 'smtp',
    SmtpUrl: `smtp://127.0.0.1:${port}?rate=2000`,
    MailFrom: 'ankiety@urzad.example',
  }
  office = await startCloud({ parameters })
})
beforeEach(() => {
  received = []
  answerTo = () => undefined
})
afterAll(async () => {
  await office?.close()
  await new Promise<void>((resolve) => relay.close(resolve))
})

const copies = (drive: Drive) => {
  const got = drive.list.map(({ email }) => received.filter(({ to }) => to?.[0]?.address === email).length)
  return Object.fromEntries(Object.entries(Object.groupBy(got, String)).map(([count, all]) => [count, all!.length]))
}

test('each contact gets one mail through the relay, none goes by SES, and it is the same mail', async () => {
  const drive = await aDrive(office, { contacts: 130 })
  await drive.run()
  expect(copies(drive)).toEqual({ 1: 130 })
  expect(office.cloud.engines.ses.accepted()).toBe(0)
  expect(await drive.counts()).toMatchObject({ sent: 130, inDoubt: 0 })
  const { name, place, email } = drive.list[3]! // reads Ukrainian
  const mail = received.find(({ to }) => to?.[0]?.address === email)!
  const header = (key: string) => mail.headers.find((one) => one.key === key)?.value
  expect(mail.subject).toBe(`${name}, як було в поліклініці?`)
  expect(mail.from).toMatchObject({ name: 'Urząd Miasta Poznania', address: 'ankiety@urzad.example' })
  for (const part of [mail.text, mail.html]) expect(part).toContain(place)
  expect(header('list-unsubscribe')).toMatch(/^<http:\/\/localhost:\d+\/u\/[\w.-]+>$/)
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  expect(header('auto-submitted')).toBe('auto-generated')
})

test('who is refused for good is recorded so, who is put off gets her mail later, and nobody gets two', async () => {
  const list = people(100, newDomain())
  const drive = await aDrive(office, { contacts: list })
  const [refused, putOff] = [new Set([list[5]!.email, list[60]!.email]), new Set([list[6]!.email, list[99]!.email])]
  answerTo = (address) => (refused.has(address) ? 550 : putOff.has(address) ? 451 : undefined)
  await drive.run()
  expect(copies(drive)).toEqual({ 0: 4, 1: 96 })
  answerTo = (address) => (refused.has(address) ? 550 : undefined)
  await office.later(pastEveryLease)
  expect(copies(drive)).toEqual({ 0: 2, 1: 98 })
  expect(await drive.counts()).toMatchObject({ sent: 98, refused: 2, inDoubt: 0 })
})
