/** The records of the sender's domain: what counts as one, how long an answer holds, and what a launch is told. (L21) */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { standIn } from '../../../shared/sender/look-up.ts'
import { checkSender, dmarcNames, type LookUp, senderProblems } from '../../../shared/sender/sender.ts'
import { senderDesk } from '../../../shared/sender/sender-desk.ts'
import { senderStore } from '../../../shared/sender/sender-store.ts'
import { startTables, type TestTables } from '../../builders/tables.ts'

const from = 'Akcja@Poczta.Urzad.example'
const dkim = ['a._domainkey.poczta.urzad.example']
const at = new Date('2026-03-10T10:00:00Z')
const zone =
  (names: Record<string, string[] | undefined>): LookUp =>
  async (name) =>
    name in names ? names[name] : []
const whole = {
  'poczta.urzad.example': ['site-verification=1', 'v=spf1 include:amazonses.com -all'],
  'a._domainkey.poczta.urzad.example': ['v=DKIM1; k=rsa; p=MIIB'],
  '_dmarc.poczta.urzad.example': ['v=DMARC1; p=quarantine; rua=mailto:x@urzad.example'],
}

test.each<[string, Record<string, string[] | undefined>, string]>([
  ['all there', {}, 'there there there'],
  ['no SPF', { 'poczta.urzad.example': ['v=spf10 -all'] }, 'missing there there'],
  ['a key that was taken back', { 'a._domainkey.poczta.urzad.example': ['v=DKIM1; p='] }, 'there missing there'],
  [
    'the policy of the organisation',
    { '_dmarc.poczta.urzad.example': [], '_dmarc.urzad.example': ['v=DMARC1; p=reject'] },
    'there there there',
  ],
  ['a policy without a p', { '_dmarc.poczta.urzad.example': ['v=DMARC1; rua=mailto:x@y'] }, 'there there missing'],
  ['a name server that is silent', { 'poczta.urzad.example': undefined }, 'unknown there there'],
])('%s', async (_, change, states) => {
  const { domain, records } = await checkSender(from, dkim, zone({ ...whole, ...change }), at)
  expect(domain).toBe('poczta.urzad.example')
  expect(Object.values(records).join(' ')).toBe(states)
})

test('without a name DKIM is not known, and what is not known stops nobody', async () => {
  const check = await checkSender(from, [], zone(whole), at)
  expect(check.records.dkim).toBe('unknown')
  expect(senderProblems(check)).toEqual([])
})

test('what is missing is named, with the rule', async () => {
  const [problem] = senderProblems(await checkSender(from, dkim, standIn('spf'), at))
  expect(problem).toMatchObject({ field: 'sender', rule: 'L21' })
  expect(problem!.message.pl).toContain('DKIM, DMARC')
})

test('the policy is never looked for at a top-level domain', () => {
  expect(dmarcNames('a.b.urzad.pl')).toEqual(['_dmarc.a.b.urzad.pl', '_dmarc.b.urzad.pl', '_dmarc.urzad.pl'])
})

describe('the desk', () => {
  let tables: TestTables
  beforeAll(async () => {
    tables = await startTables({ streams: false })
  })
  afterAll(() => tables.close())

  test('asks once a day while all is well, and soon again while something is missing', async () => {
    const clock = { at }
    let asked = 0
    let records = 'spf,dkim,dmarc'
    const lookUp: LookUp = (name) => {
      asked++
      return standIn(records)(name)
    }
    const { db, names } = tables
    const desk = senderDesk({
      store: senderStore(db, names.Campaigns),
      from,
      dkim: dkim.join(),
      lookUp,
      now: () => clock.at,
    })
    const pass = async (minutes: number) => {
      clock.at = new Date(clock.at.getTime() + minutes * 60_000)
      const before = asked
      const { records: found } = await desk.state()
      return [asked > before, found.dmarc]
    }
    expect(await pass(0)).toEqual([true, 'there'])
    records = 'spf,dkim'
    expect(await pass(23 * 60)).toEqual([false, 'there'])
    expect(await pass(61)).toEqual([true, 'missing'])
    expect(await pass(4)).toEqual([false, 'missing'])
    records = 'spf,dkim,dmarc'
    expect(await pass(1)).toEqual([true, 'there'])
  })
})
