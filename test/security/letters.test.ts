/** What every e-mail must carry by law and courtesy, and what nobody can slip into one. (L4, E4, E9, E10) */
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fill } from '../../shared/channel/email.ts'
import { smtpChannel } from '../../shared/channel/smtp.ts'
import { composeLetter, footerOf, letterProblems, mailData } from '../../shared/plan/letter.ts'
import { aCampaign, aTuesday } from '../builders/campaign.ts'
import { aSending, keys } from '../builders/sending.ts'
import { startTables, type TestTables } from '../builders/tables.ts'

let tables: TestTables
beforeAll(async () => {
  tables = await startTables()
})
afterAll(() => tables?.close())
const clock = { now: aTuesday }
beforeEach(() => {
  clock.now = aTuesday
})

const purpose = {
  pl: 'Chcemy poprawić rejestrację w przychodniach.',
  uk: 'Ми хочемо покращити запис.',
  en: 'We want booking to get better.',
}

describe('the first letter says who, why, where from, which rights, and where the rest is', () => {
  test.each([
    ['pl', ['Administrator Twoich danych: Prezydent Miasta Poznania', purpose.pl, 'Skąd mamy Twój adres', 'sprzeciw']],
    ['uk', ['Розпорядник ваших даних: Prezydent Miasta Poznania', purpose.uk, 'Звідки ми маємо', 'заперечення']],
    ['en', ['The controller of your data: Prezydent Miasta Poznania', purpose.en, 'Where we have', 'to object']],
  ] as const)('in %s, in both parts, of every mail that goes out', async (language, said) => {
    const letter = { subject: 'Ankieta', text: '{{link}}' }
    const plan = [{ kind: 'email' as const, letters: { pl: letter, uk: letter, en: letter }, stop: [] }]
    const list = { ...aCampaign().list!, contacts: 1, pages: 1 }
    const drive = await aSending(tables, clock, { plan, purpose, list })
    const rows = [[language, 'a@example.org', 'A']]
    await drive.pages.writePages(drive.id, keys, ['imie'], [{ page: 0, rows }])
    await drive.deliver()
    const { template, mails } = drive.batches[0]!
    for (const part of [template.text, template.html]) {
      const filled = fill(part, mails[0]!.data)
      for (const words of [...said, 'rejestr pacjentów przychodni miejskich']) expect(filled).toContain(words)
      expect(filled).toMatch(/https:\/\/akcja\.example\.org\/o\/[\w.-]+/)
      expect(filled).toMatch(/https:\/\/akcja\.example\.org\/w\/[\w.-]+/)
      expect(filled).toMatch(/https:\/\/akcja\.example\.org\/s\/[\w.-]+/)
      expect(filled).not.toMatch(/[{}]/)
    }
    expect(Object.keys(mails[0]!.headers).sort()).toEqual([
      'Auto-Submitted',
      'List-Unsubscribe',
      'List-Unsubscribe-Post',
    ])
  })
})

test('what a manager writes about the drive is no template, no markup and no second line of anything', () => {
  const nasty = 'Cel {{imie}} {{{x}}} \\{{link}} <b onclick="x">&amp;</b>\r\nBcc: x@example.org'
  const campaign = aCampaign({ purpose: { pl: nasty }, privacy: { ...aCampaign().privacy!, controller: nasty } })
  const footer = footerOf(campaign, { officeName: nasty })
  const template = composeLetter({ subject: 'Ankieta', text: '{{link}}' }, 'pl', footer)
  const data = mailData({ link: 'https://l', why: 'https://w', objection: 'https://o' })
  expect(fill(template.text, data)).not.toMatch(/[{}]/)
  expect(fill(template.html, data)).not.toMatch(/[{}]|<b[ >]|onclick="/)
  expect(template.text).not.toMatch(/^Bcc:/m)
})

describe('a discreet letter is signed by the city, and says of the matter only where to read of it', () => {
  const privacy = { ...aCampaign().privacy!, controller: 'Miejski Ośrodek Pomocy Rodzinie', dataSource: 'rejestr MOPR' }
  const secret = { privacy, purpose: { pl: 'Pytamy o pomoc z MOPR.' } }
  const names = { officeName: 'Miejski Ośrodek Pomocy Rodzinie', discreetName: 'Urząd Miasta Poznania' }
  const words = ['Tę wiadomość wysyła: Urząd Miasta Poznania', 'Twoje prawa', '/w/', '/o/']

  test('where the drive says so: in From too', async () => {
    const drive = await aSending(tables, clock, { discreet: true, ...secret })
    Object.assign(drive.deps, names)
    await drive.deliver()
    const { fromName, template, mails } = drive.batches[0]!
    expect(fromName).toBe('Urząd Miasta Poznania')
    for (const part of [template.text, template.html]) {
      const filled = fill(part, mails[0]!.data)
      expect(filled).not.toMatch(/MOPR|Pomocy/)
      for (const word of words) expect(filled).toContain(word)
    }
  })

  test('and always with a debt', () => {
    const footer = footerOf(aCampaign({ purposeClass: 'reminder', ...secret }), names)
    const { text } = composeLetter({ subject: 'x', text: 'y' }, 'pl', footer)
    expect(text).not.toMatch(/MOPR|Pomocy/)
    expect(text).toContain(words[0])
  })
})

test('a draft that knows nothing yet can be previewed', () => {
  const footer = footerOf(aCampaign({ purpose: undefined, privacy: undefined }), { officeName: 'Urząd' })
  const { text } = composeLetter({ subject: 'x', text: '{{link}}' }, 'pl', footer)
  expect(text).not.toContain('undefined')
  expect(text).toContain('Tę wiadomość wysyła: Urząd')
})

test('a backslash before a field, which SES takes for “print it as it is”, is named', () => {
  expect(letterProblems({ subject: 'x', text: '\\{{link}}' }, [], 'x').map(({ field }) => field)).toEqual(['x.text'])
  expect(letterProblems({ subject: 'x', text: 'C:\\temp {{link}}' }, [], 'x')).toEqual([])
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'h_link', 'objection', 'why'])(
  'the field {{%s}}, which every object or every mail has, is none of the list',
  (field) => {
    const problems = letterProblems({ subject: 'x', text: `{{link}} {{${field}}}` }, ['imie'], 'x')
    expect(problems).toHaveLength(1)
    if (!['h_link', 'objection', 'why'].includes(field)) {
      expect(() => fill(`{{${field}}}`, mailData({ link: 'x' }))).toThrow('no value')
    }
  },
)

test('a letter that cannot be filled for one person is sent to nobody, not even to those before her', async () => {
  const got: string[] = []
  const relay = new SMTPServer({
    authOptional: true,
    closeTimeout: 100, // the pool keeps its connection
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _, done) => {
      got.push(address)
      done()
    },
    onData: (stream, _, done) => stream.resume().on('end', done),
  })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const { port } = relay.server.address() as { port: number }
  const channel = smtpChannel({ from: 'a@example.org', url: `smtp://127.0.0.1:${port}` })
  const mail = (to: string, data: Record<string, string>) => ({ to, data, headers: {}, tags: {} })
  const template = { subject: '{{imie}}', text: 'x', html: 'x' }
  const mails = [mail('anna@example.org', { imie: 'Anna' }), mail('nobody@example.org', {})]
  await expect(channel.send({ fromName: 'U', template, mails })).rejects.toThrow('no value for the field imie')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(got).toEqual([])
  expect(await channel.send({ fromName: 'U', template, mails: [mails[0]!] })).toEqual(['sent'])
  expect(got).toEqual(['anna@example.org'])
  await new Promise<void>((resolve) => relay.close(() => resolve()))
})
